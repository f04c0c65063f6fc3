"""Articles from plain text, HTML and the clipboard: bytes to text and metadata, no file system."""
