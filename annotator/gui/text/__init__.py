"""The text view: one article to read, with its annotations; lazily laid out, read-only."""
