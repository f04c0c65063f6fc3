"""Doubles of the file system, and a small project with two articles."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.core.errors import InputError, SaveError
from annotator.core.gestures import Stamp, create
from annotator.core.project import Annotator
from annotator.core.span import Span
from annotator.core.tagset import Attribute, Category, Choice, Option, RelationType, Tagset
from annotator.storage.files import READ_LIMIT, Entry, RealFiles
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from tests.faults.fault_files import FaultFiles, fault_points


class DenyingFiles(RealFiles):
    """The real file system, but some paths may not be read, and some not be written."""

    def __init__(self, unreadable: str = "", unwritable: str = "") -> None:
        self.unreadable, self.unwritable = unreadable, unwritable

    def read(self, path: Path, limit: int = READ_LIMIT) -> bytes:
        if self.unreadable and self.unreadable in str(path):
            raise InputError("E-PERMISSION", "You have no permission for this file.", str(path))
        return super().read(path, limit)

    def list(self, folder: Path) -> list[Entry]:
        if self.unreadable and self.unreadable in str(folder):
            raise InputError("E-PERMISSION", "You have no permission for this file.", str(folder))
        return super().list(folder)

    def check_writable(self, path: Path) -> None:
        if self.unwritable and self.unwritable in str(path):
            raise SaveError("E-READ-ONLY", "The file is read-only.", str(path))
        super().check_writable(path)


@pytest.fixture
def fault_files() -> Callable[..., FaultFiles]:
    return FaultFiles


@pytest.fixture
def faults() -> Callable[..., Iterator[int]]:
    return fault_points


@pytest.fixture
def denying_files() -> Callable[..., DenyingFiles]:
    return DenyingFiles


TEXTS = {
    "wire": "Kim speaks\n\n“We will 🚲 act,” said Kim\u00a0Jong Un.\nCafe\u0301 e\u0301te\u0301.\n",
    "bulletin": "שלום עולם\n\nTen thousand 👩‍👩‍👧 fell, an official said.",
}


def article(name: str, text: str = "") -> Article:
    """An article as if read from a plain text file."""
    words = text or TEXTS[name]
    metadata = Metadata(title=name.capitalize(), file=f"{name}.txt", language="en")
    return Article(Document("", words, metadata=metadata), "text", words.encode(), "txt")


@pytest.fixture
def tagset() -> Tagset:
    form = Attribute("form", Choice((Option("direct"), Option("indirect"))), required=True)
    return Tagset(
        "small",
        "1",
        (
            Category("quote", "Quote", "#4e79a7", "1", attributes=(form,)),
            Category("claim", "Claim", "#e15759", "2"),
        ),
        (RelationType("same-as", "Same as", directed=False),),
    )


@pytest.fixture
def articles() -> list[Article]:
    return [article("wire"), article("bulletin")]


@pytest.fixture
def make_article() -> Callable[..., Article]:
    return article


@pytest.fixture
def project(tmp_path: Path, tagset: Tagset, articles: list[Article]) -> Path:
    """The folder of a new project with two articles, `wire` and `bulletin`, and two annotators."""
    folder = tmp_path / "project"
    workspace = new_project(folder, "Two reports", articles, tagset)
    corpus = workspace.load().corpus
    people = (*corpus.project.annotators, Annotator("anna", "Anna"), Annotator("ben", "Ben"))
    workspace.save(replace(corpus, project=replace(corpus.project, annotators=people)), "")
    return folder


@pytest.fixture
def tag() -> Callable[..., Corpus]:
    """Tags a stretch of a document in a corpus; returns the corpus after."""
    counter = itertools.count(1)

    def tagged(
        corpus: Corpus,
        start: int = 0,
        end: int = 4,
        document: str = "wire",
        annotator: str = "anna",
        category: str = "quote",
    ) -> Corpus:
        stamp = Stamp(
            annotator, "2026-11-20T09:14:02Z", lambda kind: f"{kind}-{next(counter):010d}"
        )
        edit = create(corpus, stamp, document, category, [Span(start, end)])
        return corpus.apply(edit, annotator)

    return tagged


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """All files below a folder with their bytes, by name."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
