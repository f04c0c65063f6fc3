"""A project folder at work: load it, save what changed, add articles, count, move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.core.completion import Status
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import Problem
from annotator.core.tagset import Tagset
from annotator.storage.files import Files, RealFiles
from annotator.storage.intake import Article


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read of a project."""

    corpus: Corpus
    """Documents in reading order; sets and links of the asked annotator only."""
    problems: tuple[Problem, ...] = ()
    """What somebody should look at: set-aside annotations, unknown annotators, odd files."""
    unreadable: tuple[Problem, ...] = ()
    """Files that could not be read: not in the corpus, and never saved over."""
    read_only: Mapping[str, str] = field(default_factory=dict)
    """Documents on which the annotator cannot work, and why (in words for people)."""


@dataclass(frozen=True, slots=True)
class SaveReport:
    """A complete save: `corpus` is what was given; `written` names the files that changed."""

    corpus: Corpus
    written: tuple[str, ...]


class Workspace:
    """A project folder. Remembers what it read and wrote. One thread may save at a time."""

    folder: Path
    draft: bool
    """Whether it lives under the user's state folder, for want of a folder of its own."""

    def __init__(self, folder: Path, files: Files | None = None, draft: bool = False) -> None:
        self.folder = folder
        self.draft = draft
        self._files = files or RealFiles()

    def load(self, annotator: str = "") -> Loaded:
        """Read the project; writes nothing. Only this annotator's sets (empty: none) are read.

        Raises InputError only where the folder is no project at all (any more).
        """
        raise NotImplementedError

    def save(self, corpus: Corpus, annotator: str) -> SaveReport:
        """Write each file whose values changed since they were read or written last.

        Blocking; for a worker thread. Raises SaveError naming the first file that failed; the
        others have been tried, and what failed is tried again at the next save.
        """
        raise NotImplementedError

    def add(self, articles: Sequence[Article]) -> tuple[Document, ...]:
        """Store articles, in this order after those there are; returns them with their new ids.

        All or none: raises SaveError. The caller puts the documents into its corpus.
        """
        raise NotImplementedError

    def move_to(self, folder: Path) -> None:
        """Give the project another home: copied, verified, then removed from the old one.

        `folder` must be empty or absent. Raises SaveError, and then it is where it was.
        """
        raise NotImplementedError

    def count_uses(self, category: str) -> dict[str, int]:
        """How many annotations of a category each annotator has, as far as saved."""
        raise NotImplementedError

    def progress(self) -> dict[tuple[str, str], Status]:
        """Completion by document and annotator id, of all annotators, as far as saved."""
        raise NotImplementedError


def open_project(path: Path, files: Files | None = None) -> Workspace:
    """The project in a folder, or that one of its TEI files belongs to. InputError if none."""
    raise NotImplementedError


def new_project(
    folder: Path | None,
    title: str,
    articles: Sequence[Article] = (),
    tagset: Tagset | None = None,
    files: Files | None = None,
) -> Workspace:
    """A new project in a new or empty folder; None: a draft, safe in the user's state folder.

    Without a tagset it gets the shipped one. Raises SaveError or InputError.
    """
    raise NotImplementedError
