"""Taking in an article: by content to the reader that knows it; the same text twice is noticed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from annotator.core.document import Document, Metadata
from annotator.storage.files import Files

Format = Literal["text", "html", "tei", "native"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article that could be added to a project. Nothing is kept until it is."""

    document: Document
    """With an empty id, or for a native file its own: a new project-wide one is given later."""
    format: Format
    original: bytes = field(default=b"", repr=False)
    """The bytes it came from; kept beside the project's files. Empty for pasted text."""
    suffix: str = ""
    """Of the original's name, without dot."""
    encoding: str = ""
    encodings: tuple[str, ...] = ()
    """Encodings to offer instead, the likeliest first; empty where there is no doubt."""
    notes: tuple[str, ...] = ()
    """What was changed on the way in, in plain sentences."""

    def described(self, metadata: Metadata) -> "Article":
        """The same with other metadata."""
        return replace(self, document=self.document.described(metadata))


def read_article(data: bytes, name: str, encoding: str | None = None) -> Article:
    """An article from the bytes of a file called `name`. InputError says why not.

    `encoding` overrides the guess, for plain text and HTML.
    """
    raise NotImplementedError


def read_article_file(path: Path, files: Files | None = None) -> Article:
    """The same from a file on disk."""
    raise NotImplementedError


def pasted_article(text: str, html: str | None = None) -> Article:
    """An article from the clipboard."""
    raise NotImplementedError


def same_text(document: Document, others: Iterable[Document]) -> Document | None:
    """The one among `others` that holds the very same text, if any."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Wanted:
    """What paths given on the command line or dropped on the window ask for: one of the two."""

    project: Path | None = None
    articles: tuple[Path, ...] = ()


def wanted(paths: Sequence[Path], files: Files | None = None) -> Wanted:
    """A project (its folder or one of its files, alone) or articles.

    InputError: nothing there, a folder that is no project, or a mixture of both.
    """
    raise NotImplementedError
