"""A project folder at work: load it, save what changed, add articles, count, move."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.core.completion import Status
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError, SaveError
from annotator.storage import layout
from annotator.storage.adding import add_articles
from annotator.storage.changes import Pending, Stamping, pending
from annotator.storage.clock import utc_now
from annotator.storage.copies import copy_folder, remove_copied
from annotator.storage.export_changes import export_changes
from annotator.storage.files import Files, RealFiles
from annotator.storage.incoming import Incoming, Origin, SetAside, understood
from annotator.storage.intake import Article, wanted
from annotator.storage.loading import Known, Loaded, Reading, bytes_digest
from annotator.storage.native import checked_bytes, name_of, same
from annotator.storage.revisions import NO_MARKS, Marks, random_tag
from annotator.storage.save import save_file
from annotator.storage.shipped import shipped_tagset
from annotator.storage.state import State
from annotator.storage.survey import completions, uses
from annotator.tei.files import NativeFile, TextFile

__all__ = ["Loaded", "SaveReport", "Workspace", "open_project"]

_log = logging.getLogger(__name__)
_NOT_DAMAGED = {
    *("E-NEWER", "E-DIGEST", "E-PERMISSION", "E-DISK", "E-MISSING", "E-NOT-A-FILE", "E-TOO-BIG")
}
"""Errors of a file that may be as good as ever."""


@dataclass(frozen=True, slots=True)
class SaveReport:
    """A save: `corpus` is what was given; `written` the files that changed, with their digests.

    It is complete where nothing is `incoming`.
    """

    corpus: Corpus
    written: Mapping[str, str]
    incoming: tuple[Incoming, ...] = ()


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
        self.files = files or RealFiles()
        self._now = now
        self.tag = tag or random_tag()
        self._counter = 0
        self._known: dict[str, Known] = {}
        self._barred: dict[str, str] = {}
        self._damaged: set[str] = set()
        self._tried: dict[str, str] = {}
        """Digests of what a save put in place before it failed: ours, not somebody else's."""
        self.set_aside: SetAside | None = None
        """Where bytes go that nobody can read; without it a file that holds such is not written."""
        self._lock = threading.RLock()

    def load(self, annotator: str = "") -> Loaded:
        """Read the project; writes nothing. Only this annotator's sets (empty: none) are read.

        Raises InputError only where the folder is no project at all (any more).
        """
        reading = Reading(self.files, self.folder, lambda: shipped_tagset(self.files))
        loaded = reading.load([annotator] if annotator else [])
        with self._lock:
            self._known, self._barred, self._tried = reading.known, reading.barred, {}
            self._damaged = {p.file for p in loaded.unreadable if p.code not in _NOT_DAMAGED}
        return loaded

    def load_all(self) -> Loaded:
        """Read the project with everybody's sets, to compare them; nothing can be saved by it.

        A set on another text than the article's is left out and told as E-DIGEST. Raises
        InputError as `load`.
        """
        reading = Reading(self.files, self.folder, lambda: shipped_tagset(self.files))
        return reading.load(None)

    def save(self, corpus: Corpus, annotator: str, marks: Marks = NO_MARKS) -> SaveReport:
        """Write each file whose values changed since they were read or written last.

        `marks`: the revisions of what was edited. A file that somebody else changed meanwhile is
        in the report as incoming: merge it (`Keeper`), and save again. Blocking; for a worker
        thread. Raises SaveError naming the first file that failed; the others have been tried, and
        what failed is tried again at the next save.
        """
        with self._lock:
            self._counter += 1
            stamp = Stamping(annotator, self._now(), self.tag, self._counter, marks)
            written: dict[str, str] = {}
            incoming: list[Incoming] = []
            failed: list[SaveError] = []
            for change in pending(corpus, self._known, stamp):
                try:
                    if self._write(change, incoming):
                        written[change.name] = self._known[change.name].digest
                except SaveError as error:
                    failed.append(error)
            if failed:
                first = failed[0]
                more = f" ({len(failed) - 1} more could not be saved.)" if failed[1:] else ""
                raise SaveError(first.code, first.message + more, first.where)
            return SaveReport(corpus, written, tuple(incoming))

    def add(self, articles: Sequence[Article]) -> tuple[Document, ...]:
        """Store articles, in this order after those there are; returns them with their new ids.

        All or none: raises SaveError. The caller puts the documents into its corpus.
        """
        with self._lock:
            self._check_home()
            texts = [k.file for k in self._known.values() if isinstance(k.file, TextFile)]
            added = add_articles(self.files, self.folder, articles, texts, self._now())
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
            copied = copy_folder(self.files, old, folder)
            self.folder, self.draft = folder, False
            try:
                remove_copied(self.files, [old / name for name in copied], old)
            except SaveError as error:
                _log.info("the old copy in %s could not be removed: %s", old, error)

    def export(self, folder: Path, corpus: Corpus, annotator: str, marks: Marks) -> None:
        """Write what was read, with what has changed since, into another, empty folder.

        For when the project's own folder cannot be read any more. Raises SaveError.
        """
        with self._lock:
            stamp = Stamping(annotator, self._now(), self.tag, self._counter + 1, marks)
            changed = list(pending(corpus, self._known, stamp))
            export_changes(self.files, folder, self._known, changed)

    def read(self, name: str) -> tuple[bytes, tuple[NativeFile, ...]]:
        """A file as it is now: its bytes, and what they say (see `understood`). InputError."""
        data = self.files.read(self.folder / name)
        return data, understood(data, name)

    def put(self, file: NativeFile) -> None:
        """Write a file at once, over whatever is there. Raises SaveError."""
        name = name_of(file)
        with self._lock:
            data = checked_bytes(file, name)
            self.files.make_folder((self.folder / name).parent)
            save_file(self.files, self.folder / name, data)
            self.accept(name, Known(bytes_digest(data), file))

    def count_uses(self, category: str) -> dict[str, int]:
        """How many annotations of a category each annotator has, as far as saved."""
        return uses(self.files, self.folder, category)

    def progress(self) -> dict[tuple[str, str], Status]:
        """Completion by document and annotator id, of all annotators, as far as saved."""
        return completions(self.files, self.folder)

    def known(self, name: str) -> Known | None:
        """A file as it was read or written last."""
        return self._known.get(name)

    def barred(self, name: str) -> str:
        """Why a file must not be written, in words; empty where it may."""
        return self._barred.get(name, "")

    def is_damaged(self, name: str) -> bool:
        """Whether a file was read and makes no sense, so that nothing is lost with its bytes."""
        return name in self._damaged

    def accept(self, name: str, known: Known | None) -> None:
        """A file may be written from now on; `known` is what of it has been merged, if anything."""
        with self._lock:
            self._barred.pop(name, None)
            if known is None:
                self._known.pop(name, None)
            else:
                self._known[name] = known

    def expect(self, name: str, digest: str) -> None:
        """A file with these bytes may be written over, and is for nobody to read."""
        with self._lock:
            self._barred.pop(name, None)
            self._tried[name] = digest

    def _write(self, change: Pending, incoming: list[Incoming]) -> bool:
        """Write one file unless its bytes are there already. Raises SaveError."""
        name, path = change.name, self.folder / change.name
        if reason := self._barred.get(name):
            raise SaveError("E-BARRED", f"Not saved, and not written over: {reason}", str(path))
        self._check_home()
        file = change.make()
        data = checked_bytes(file, name)
        digest = bytes_digest(data)
        known = self._known.get(name)
        expected = {known.digest if known else "", self._tried.get(name, ""), ""}
        on_disk, bytes_there = self._on_disk(path)
        if on_disk not in expected and on_disk != digest:
            if seen := self._foreign(name, bytes_there, "disk"):
                incoming += seen
                return False
            expected.add(on_disk)
        if on_disk != digest:
            self._tried[name] = digest
            self.files.make_folder(path.parent)
            displaced = save_file(self.files, path, data, {*expected, digest})
            if displaced is not None:
                seen = self._foreign(name, displaced.data, "displaced", displaced.path)
                incoming += seen
                if not seen:
                    self.files.remove(displaced.path)
        self._known[name] = Known(digest, file)
        self._tried.pop(name, None)
        return on_disk != digest

    def _foreign(
        self, name: str, data: bytes, origin: Origin, path: Path | None = None
    ) -> list[Incoming]:
        """What bytes found in a file's place say that is new. What nobody can read is set aside."""
        digest = bytes_digest(data)
        try:
            files = understood(data, name)
        except InputError as error:
            if error.code == "E-NEWER" or self.set_aside is None:
                message = (
                    "Another program changed this file since it was read, so it was not written "
                    f"over. {error.message}"
                )
                raise SaveError("E-CHANGED-ON-DISK", message, str(self.folder / name)) from error
            self.set_aside(name, data)
            return []
        known = self._known.get(name)
        if known is not None and all(same(file, known.file) for file in files):
            return []  # touched, or laid out otherwise, by another program
        return [Incoming(name, file, digest, origin, path) for file in files]

    def _on_disk(self, path: Path) -> tuple[str, bytes]:
        """Digest and bytes of a file; both empty where there is none. SaveError if not to tell."""
        if self.files.kind(path) == "absent":
            return "", b""
        try:
            data = self.files.read(path)
        except InputError as error:
            raise SaveError(error.code, error.message, str(path)) from error
        return bytes_digest(data), data

    def _check_home(self) -> None:
        if self.files.kind(self.folder) != "folder":
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
