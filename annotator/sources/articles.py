"""The two ways in: the bytes of a file, and what was pasted."""

from annotator.sources.imported import Imported


def read(data: bytes, name: str, encoding: str | None = None) -> Imported:
    """An article from the bytes of a file called `name`: HTML if it looks like it, else text.

    `encoding` overrides what the bytes say. Raises InputError (E-EMPTY, E-TOO-BIG, E-BINARY,
    E-COMPRESSED, E-ENCODING, E-HTML) with what to do.
    """
    raise NotImplementedError


def paste(text: str, html: str | None = None) -> Imported:
    """An article from the clipboard: its HTML if there is any with words in it, else its text.

    Raises InputError (E-EMPTY, E-TOO-BIG, E-HTML).
    """
    raise NotImplementedError
