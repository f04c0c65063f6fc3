"""A project folder at work: load it, save what changed, add articles, count, move."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.core.completion import Change, Status
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError, SaveError
from annotator.core.ids import random_id
from annotator.core.project import Project
from annotator.core.tagset import Tagset
from annotator.storage import layout
from annotator.storage.adding import add_articles
from annotator.storage.changes import Pending, Stamping, pending
from annotator.storage.clock import utc_now
from annotator.storage.copies import copy_folder, remove_copied
from annotator.storage.files import Files, RealFiles
from annotator.storage.intake import Article, wanted
from annotator.storage.loading import Known, Loaded, Reading, bytes_digest
from annotator.storage.native import checked_bytes
from annotator.storage.revisions import random_tag
from annotator.storage.save import save_file
from annotator.storage.shipped import PROGRAM, shipped_tagset
from annotator.storage.state import State
from annotator.storage.survey import completions, uses
from annotator.tei.files import Extras, ProjectFile, TextFile

__all__ = ["Loaded", "SaveReport", "Workspace", "new_project", "open_project"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SaveReport:
    """A complete save: `corpus` is what was given; `written` names the files that changed."""

    corpus: Corpus
    written: tuple[str, ...]


class Workspace:
    """A project folder. Remembers what it read and wrote. One thread may save at a time."""

    def __init__(
        self,
        folder: Path,
        files: Files | None = None,
        draft: bool = False,
        *,
        now: Callable[[], str] = utc_now,
        tag: str = "",
    ) -> None:
        self.folder = folder
        self.draft = draft
        """Whether it lies in the user's state folder, for want of a folder of its own."""
        self._files = files or RealFiles()
        self._now = now
        self._tag = tag or random_tag()
        self._counter = 0
        self._known: dict[str, Known] = {}
        self._barred: dict[str, str] = {}
        self._tried: dict[str, str] = {}
        """Digests of what a save put in place before it failed: ours, not somebody else's."""
        self._lock = threading.RLock()

    def load(self, annotator: str = "") -> Loaded:
        """Read the project; writes nothing. Only this annotator's sets (empty: none) are read.

        Raises InputError only where the folder is no project at all (any more).
        """
        reading = Reading(self._files, self.folder, lambda: shipped_tagset(self._files))
        loaded = reading.load([annotator] if annotator else [])
        with self._lock:
            self._known, self._barred, self._tried = reading.known, reading.barred, {}
        return loaded

    def load_all(self) -> Loaded:
        """Read the project with everybody's sets, to compare them; nothing can be saved by it.

        A set on another text than the article's is left out and told as E-DIGEST. Raises
        InputError as `load`.
        """
        reading = Reading(self._files, self.folder, lambda: shipped_tagset(self._files))
        return reading.load(None)

    def save(self, corpus: Corpus, annotator: str) -> SaveReport:
        """Write each file whose values changed since they were read or written last.

        Blocking; for a worker thread. Raises SaveError naming the first file that failed; the
        others have been tried, and what failed is tried again at the next save.
        """
        with self._lock:
            self._counter += 1
            stamp = Stamping(annotator, self._now(), self._tag, self._counter)
            written: list[str] = []
            failed: list[SaveError] = []
            for change in pending(corpus, self._known, stamp):
                try:
                    if self._write(change):
                        written.append(change.name)
                except SaveError as error:
                    failed.append(error)
            if failed:
                first = failed[0]
                more = f" ({len(failed) - 1} more could not be saved.)" if failed[1:] else ""
                raise SaveError(first.code, first.message + more, first.where)
            return SaveReport(corpus, tuple(written))

    def add(self, articles: Sequence[Article]) -> tuple[Document, ...]:
        """Store articles, in this order after those there are; returns them with their new ids.

        All or none: raises SaveError. The caller puts the documents into its corpus.
        """
        with self._lock:
            self._check_home()
            texts = [k.file for k in self._known.values() if isinstance(k.file, TextFile)]
            added = add_articles(self._files, self.folder, articles, texts, self._now())
            self._known |= {layout.text_name(file.document.id): known for file, known in added}
            return tuple(file.document for file, _ in added)

    def move_to(self, folder: Path) -> None:
        """Give a draft its home: copied, verified, then removed from the state folder.

        `folder` must be empty or absent. Raises SaveError, and then it is where it was.
        """
        if not self.draft:
            message = "This project has a folder. Close it, and move the folder as you like."
            raise SaveError("E-NO-DRAFT", message, str(self.folder))
        with self._lock:
            old = self.folder
            copied = copy_folder(self._files, old, folder)
            self.folder, self.draft = folder, False
            try:
                remove_copied(self._files, [old / name for name in copied], old)
            except SaveError as error:
                _log.info("the old copy in %s could not be removed: %s", old, error)

    def count_uses(self, category: str) -> dict[str, int]:
        """How many annotations of a category each annotator has, as far as saved."""
        return uses(self._files, self.folder, category)

    def progress(self) -> dict[tuple[str, str], Status]:
        """Completion by document and annotator id, of all annotators, as far as saved."""
        return completions(self._files, self.folder)

    def _write(self, change: Pending) -> bool:
        """Write one file unless its bytes are there already. Raises SaveError."""
        name, path = change.name, self.folder / change.name
        if reason := self._barred.get(name):
            raise SaveError("E-BARRED", f"Not saved, and not written over: {reason}", str(path))
        self._check_home()
        file = change.make()
        data = checked_bytes(file, name)
        digest = bytes_digest(data)
        on_disk = self._digest_on_disk(path)
        known = self._known.get(name)
        expected = {known.digest if known else "", self._tried.get(name, "")}
        if on_disk and on_disk not in expected and on_disk != digest:
            message = (
                "Another program changed this file since it was read, so it was not written over. "
                "Keep a copy of your project folder, then open the project again to see the "
                "other version."
            )
            raise SaveError("E-CHANGED-ON-DISK", message, str(path))
        if on_disk != digest:
            self._tried[name] = digest
            self._files.make_folder(path.parent)
            save_file(self._files, path, data)
        self._known[name] = Known(digest, file)
        self._tried.pop(name, None)
        return on_disk != digest

    def _digest_on_disk(self, path: Path) -> str:
        """Of the file's bytes; empty where there is none. SaveError if it cannot be told."""
        if self._files.kind(path) == "absent":
            return ""
        try:
            return bytes_digest(self._files.read(path))
        except InputError as error:
            raise SaveError(error.code, error.message, str(path)) from error

    def _check_home(self) -> None:
        if self._files.kind(self.folder) != "folder":
            message = (
                "The project's folder is not there any more. Put it back (or connect its drive); "
                "saving goes on by itself."
            )
            raise SaveError("E-GONE", message, str(self.folder))


def open_project(path: Path, files: Files | None = None) -> Workspace:
    """The project in a folder, or that one of its TEI files belongs to. InputError if none."""
    files = files or RealFiles()
    folder = wanted([path], files).project
    if folder is None:
        raise InputError("E-NO-PROJECT", "This file belongs to no project.", str(path))
    folder = folder.absolute()
    return Workspace(folder, files, folder.parent == State(files=files).drafts.absolute())


def new_project(
    folder: Path | None,
    title: str,
    articles: Sequence[Article] = (),
    tagset: Tagset | None = None,
    files: Files | None = None,
) -> Workspace:
    """A new project in a new or empty folder; None: a draft, safe in the user's state folder.

    Without a tagset it gets the shipped one. Raises SaveError or InputError, and then nothing
    is left of it.
    """
    files = files or RealFiles()
    project = Project(
        random_id("p"),
        title,
        tagset or shipped_tagset(files),
        annotators=(PROGRAM,),
        changes=(Change("created", utc_now(), PROGRAM.id),),
    )
    draft = folder is None
    home = (State(files=files).drafts / project.id if folder is None else folder).absolute()
    there = _check_room(files, home)
    data = checked_bytes(ProjectFile(project, Extras()), layout.PROJECT)
    own = home / layout.PROJECT
    try:
        files.make_folder(home)
        save_file(files, own, data)
        workspace = Workspace(home, files, draft)
        workspace.add(articles)
    except SaveError as error:
        _take_back(files, home, keep=there)
        raise SaveError(error.code, error.message, error.where) from error
    return workspace


def _check_room(files: Files, folder: Path) -> bool:
    """Whether the folder is there already. SaveError if there is something in it."""
    kind = files.kind(folder)
    if kind == "absent":
        return False
    if kind != "folder":
        raise SaveError("E-EXISTS", "There is a file of this name.", str(folder))
    try:
        entries = files.list(folder)
    except InputError as error:
        raise SaveError(error.code, error.message, str(folder)) from error
    if any(not entry.name.startswith(".") for entry in entries):
        message = "The folder is not empty. Choose a new or an empty one."
        raise SaveError("E-EXISTS", message, str(folder))
    return True


def _take_back(files: Files, home: Path, keep: bool) -> None:
    """Remove what a new project that failed has left, as far as possible."""
    try:
        files.remove(home / layout.PROJECT)
        for name in (layout.TEXTS, layout.ORIGINALS):
            files.remove_folder(home / name)
        if not keep:
            files.remove_folder(home)
    except SaveError:
        return  # what is left is empty or complete, and the error that led here is told
