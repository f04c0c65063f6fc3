"""Taking in an article: by content to the reader that knows it; the same text twice is noticed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Literal

from annotator.core.document import Document, Metadata
from annotator.core.errors import InputError
from annotator.sources import articles
from annotator.sources.binary import refuse_known
from annotator.sources.imported import Imported
from annotator.storage.files import Files, RealFiles
from annotator.storage.layout import is_project, not_a_project, project_folder_of
from annotator.tei.files import AnnotationsFile, TextFile
from annotator.tei.foreign import convert
from annotator.tei.foreign_values import Choices, Foreign
from annotator.tei.reader import kind_of, read

Format = Literal["text", "html", "tei", "native"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article that could be added to a project. Nothing is kept until it is."""

    document: Document
    """Its id is provisional: empty, or that of a native file; adding gives the one that stays."""
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
    foreign: Foreign | None = field(default=None, repr=False)
    """For TEI of another make: what became of what, and the annotations it offers."""

    def described(self, metadata: Metadata) -> "Article":
        """The same with other metadata."""
        return replace(self, document=self.document.described(metadata))


def read_article(
    data: bytes, name: str, encoding: str | None = None, choices: Choices | None = None
) -> Article:
    """An article from the bytes of a file called `name`. InputError says why not.

    `encoding` overrides the guess, for plain text and HTML; `choices` are for foreign TEI.
    """
    name = PurePath(name).name
    _refuse_other_formats(data, name)
    suffix = PurePath(name).suffix.removeprefix(".").lower()
    match kind_of(data):
        case "text" | "annotations" | "project" | "links":
            return _native(data, name)
        case "foreign-tei":
            return _foreign(data, name, choices)
        case "other-xml" if suffix not in ("html", "htm", "xhtml") and b"<html" not in data[:2000]:
            message = "This is XML, but neither TEI nor HTML. Save the article as text or HTML."
            raise InputError("E-FOREIGN", message, name)
        case "not-xml" if suffix == "xml":
            read(data, name)  # raises, and says what is wrong with it as XML
            raise InputError("E-XML", "This is not XML.", name)
        case _:
            try:
                return _from_source(articles.read(data, name, encoding), data, suffix)
            except InputError as error:
                raise InputError(error.code, error.message, error.where or name) from error


def read_article_file(
    path: Path, files: Files | None = None, encoding: str | None = None
) -> Article:
    """The same from a file on disk."""
    return read_article((files or RealFiles()).read(path), str(path), encoding)


def pasted_article(text: str, html: str | None = None) -> Article:
    """An article from the clipboard. InputError if there are no words in it."""
    return _from_source(articles.paste(text, html), b"", "")


def same_text(document: Document, others: Iterable[Document]) -> Document | None:
    """The one among `others` that holds the very same text, if any."""
    return next((other for other in others if other.digest == document.digest), None)


def _refuse_other_formats(data: bytes, name: str) -> None:
    """Raise InputError naming the file, before any reader takes it for damaged XML or text."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise InputError("E-EMPTY", "The file is empty.", name)
    try:
        refuse_known(data)
    except InputError as error:
        raise InputError(error.code, error.message, name) from error


def _from_source(imported: Imported, data: bytes, suffix: str) -> Article:
    document = Document(
        "", imported.text.text, imported.kinds, imported.metadata, imported.text.replaced
    )
    return Article(
        document,
        imported.format,
        data,
        suffix,
        imported.encoding,
        imported.alternatives,
        imported.notes,
    )


def _foreign(data: bytes, name: str, choices: Choices | None) -> Article:
    found = convert(data, name, choices)
    document = Document("", found.text.text, found.kinds, found.metadata, found.text.replaced)
    return Article(document, "tei", data, "xml", found.encoding, notes=found.notes, foreign=found)


def _native(data: bytes, name: str) -> Article:
    file = read(data, name).file
    match file:
        case TextFile(document=document):
            notes: tuple[str, ...] = ()
        case AnnotationsFile(document=document):
            notes = ("Only the text was taken from this file of annotations.",)
        case _:
            message = "This file belongs to a project and holds no article. Open its project."
            raise InputError("E-NO-ARTICLE", message, name)
    # Its bytes are no original to keep: what it says is what will be written.
    return Article(document, "native", notes=notes)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What paths given on the command line or dropped on the window ask for: one of the two."""

    project: Path | None = None
    articles: tuple[Path, ...] = ()


def wanted(paths: Sequence[Path], files: Files | None = None) -> Wanted:
    """A project (its folder or one of its files, alone) or articles.

    InputError: nothing there, a folder that is no project, or a mixture of both.
    """
    files = files or RealFiles()
    projects, found = [], []
    for path in paths:
        folder = _project_at(files, path)
        if folder is None:
            found.append(path)
        elif folder not in projects:
            projects.append(folder)
    if len(projects) > 1:
        raise InputError("E-USAGE", "Only one project can be opened at a time.")
    if projects and found:
        message = "A project and articles were given together. Open the project, then add them."
        raise InputError("E-USAGE", message, str(found[0]))
    return Wanted(projects[0] if projects else None, tuple(found))


def _project_at(files: Files, path: Path) -> Path | None:
    match files.kind(path):
        case "folder":
            if not is_project(files, path):
                raise not_a_project(path)
            return path
        case "file":
            folder = project_folder_of(path.absolute())
            return folder if folder is not None and is_project(files, folder) else None
        case "absent":
            raise InputError("E-MISSING", "There is no such file or folder.", str(path))
        case _:
            message = "This is no ordinary file or folder, or you may not look at it."
            raise InputError("E-NOT-A-FILE", message, str(path))
