"""Keeps one annotator's work on one project from getting lost: lock, journal, backups."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.core.edit import Edit
from annotator.core.errors import InputError, SaveError
from annotator.core.tagset import Tagset
from annotator.storage import home as homes
from annotator.storage.backups import Backups, Reason
from annotator.storage.clock import utc_now
from annotator.storage.home import Home, Lock
from annotator.storage.journal import Journal
from annotator.storage.ledger import Ledger, Place
from annotator.storage.loading import Known, bytes_digest
from annotator.storage.records import FORMAT, touch_json
from annotator.storage.recovery import Past, past_of
from annotator.storage.revisions import Mark, Marks
from annotator.storage.workspace import SaveReport, Workspace
from annotator.tei.files import AnnotationsFile, Extras, LinksFile, NativeFile
from annotator.tei.writer import write

_log = logging.getLogger(__name__)
_BULK = 50
"""Items that an edit must touch to be worth a backup of its own."""


class Keeper:
    """For one thread, but for what says otherwise."""

    def __init__(
        self,
        workspace: Workspace,
        home: Home,
        *,
        changed: Callable[[], None] = lambda: None,
        now: Callable[[], str] = utc_now,
    ) -> None:
        """`changed` is called from another thread whenever `protected` may be different."""
        self.home = home
        self.ledger = Ledger(workspace.tag, self.extras)
        self.backups = Backups(home.backups, workspace.files, now)
        self._workspace, self._files, self._now = workspace, workspace.files, now
        self._lock = Lock(self._files, home)
        self._begun: set[str] = set()
        """Files that this run's journal has told the beginning of."""
        self._past_names: set[str] = set()
        self._carried: list[dict[str, Any]] = []
        """Files that journals tell of which are not put away yet."""
        self._ticket = 0
        self._of, self._since = 1, ""
        head = {
            "t": "head",
            "format": FORMAT,
            "app": __version__,
            "project": str(workspace.folder),
            "tag": workspace.tag,
            "time": now(),
        }
        self.journal = Journal(
            self._files, home.journals, head, ballast=home.ballast, changed=changed
        )

    def take(self) -> bool:
        """Whether the work is ours: nobody else on this machine is at it."""
        if not self._lock.take():
            return False
        try:
            homes.settle(self._files, self.home, self._workspace.folder)
        except SaveError as error:
            _log.info("the local folder cannot be written: %s", error)
        return True

    def past(self) -> Past | None:
        """What the last run did. InputError where that cannot be read."""
        past = last = past_of(self._files, self.home)
        while past is not None:
            self._past_names |= past.touches.keys()
            past = past.before
        return last

    def carry(self, past: Past, names: Iterable[str]) -> None:
        """Have this run's journal begin with what the last one did to files that are unread now.

        Else its journal, which is put away, would be the only one to know.
        """
        for name in sorted(names):
            edits = past.unsaved(name)
            saved = sorted(past.saved.get(name, ()))
            self._carried += [
                {"t": "open", "set": name, "digest": past.bases.get(name, "")},
                *({"t": "saved", "set": name, "digest": digest, "n": 0} for digest in saved),
                {
                    "t": "edit",
                    "n": 1,
                    "time": edits[0].when,
                    "label": edits[0].label,
                    "of": sum(edit.of for edit in edits),
                    "items": [touch_json(touch) for touch in past.touches[name].values()],
                },
            ]

    def record(
        self,
        edit: Edit,
        annotator: str,
        adopted: Mapping[Place, str] | None = None,
    ) -> None:
        """Put an edit into the journal. Raises SaveError, and then nobody knows of it."""
        touches = self.ledger.touches(edit, annotator, adopted)
        fresh = sorted({touch.name for touch in touches} - self._begun)
        opened = [self._opening(name) for name in fresh]
        record = {
            "t": "edit",
            "n": self.ledger.n + 1,
            "time": self._since or self._now(),
            "label": edit.label,
            "of": self._of,
            "items": [touch_json(touch) for touch in touches],
        }
        # The journals of earlier runs are put away then: what they alone know of is kept too.
        unkept = set() if self._begun else self._past_names - set(fresh)
        for name in (*fresh, *sorted(unkept)):
            self.back_up_later(name, "first-change")
        if reason := _great(edit, len(touches)):
            for name in sorted({touch.name for touch in touches} - set(fresh)):
                self.back_up_later(name, reason)
        if fresh and not self._begun:
            self.journal.before_protecting(self._thin)
        self._ticket = self.journal.append(*self._carried, *opened, record)
        self._carried.clear()
        self._begun |= set(fresh)
        self.ledger.take(touches)

    @contextmanager
    def standing_for(self, of: int, since: str) -> Iterator[None]:
        """Within, an edit stands for so many things that a person did from `since` (UTC) on."""
        self._of, self._since = of, since
        try:
            yield
        finally:
            self._of, self._since = 1, ""

    @property
    def ticket(self) -> int:
        """What the journal has to have synced for all edits to be protected."""
        return self._ticket

    def adopt(self, marks: Mapping[str, Mapping[str, Mark]]) -> None:
        """Know of revisions that came with a merge and change nothing."""
        for name, found in marks.items():
            self.ledger.restore(name, found)

    def saved(self, report: SaveReport, n: int, marks: Marks) -> None:
        """Note what a save of the first `n` edits wrote, with these marks."""
        for name in report.written:
            self.ledger.settle(name, marks.get(name, {}))
        if report.written and self.journal.has_lines:
            records = [
                {"t": "saved", "set": name, "digest": digest, "n": n}
                for name, digest in report.written.items()
            ]
            try:
                self.journal.append(*records)
            except SaveError as error:
                _log.info("the journal does not know of a save: %s", error)

    def begin_anew(self, name: str) -> None:
        """A file has been written as no edit would have: what was done to it before is past.

        Raises SaveError.
        """
        ticket = self.journal.append(*self._carried, {"t": "anew", "set": name})
        self._carried.clear()
        self.journal.wait(ticket)
        self._begun.discard(name)

    def back_up(self, name: str, reason: Reason) -> None:
        """Keep a file as it was read or written last. May be called from any thread. SaveError."""
        known = self._workspace.known(name)
        if known is not None and known.digest:
            self._keep(name, known, reason)

    def back_up_later(self, name: str, reason: Reason) -> None:
        """Keep a file as it is known now before what is recorded next counts as protected."""
        known = self._workspace.known(name)
        if known is not None and known.digest:
            self.journal.before_protecting(lambda: self._keep(name, known, reason))

    def back_up_saved(self, report: SaveReport) -> None:
        """Keep what was saved if it is time to. May be called from any thread."""
        for name, digest in report.written.items():
            try:
                if self.backups.due(name, digest):
                    self.back_up(name, "hourly")
            except (SaveError, InputError) as error:
                _log.warning("no backup of %s: %s", name, error)

    def set_aside(self, name: str, data: bytes) -> Path:
        """Keep bytes that nobody can read; returns where. From any thread. SaveError."""
        path = homes.set_aside(self._files, self.home, name, data, self._now())
        _log.info("%s could not be read; a copy is in %s", name, path)
        return path

    def close(self) -> None:
        """Sync, and let others work."""
        self.journal.close()
        self._lock.free()

    def _opening(self, name: str) -> dict[str, str]:
        known = self._workspace.known(name)
        return {"t": "open", "set": name, "digest": known.digest if known else ""}

    def _thin(self) -> None:
        """Drop old backups, but none that the last run's journal or this one's goes back to."""
        past = past_of(self._files, self.home)
        bases = {known.digest for name in self._begun if (known := self._workspace.known(name))}
        self.backups.thin(bases | set(past.bases.values() if past else ()))

    def _keep(self, name: str, known: Known, reason: Reason) -> None:
        """The very bytes if they are still there, else others that say the same."""
        try:
            data = self._files.read(self._workspace.folder / name)
        except InputError:
            data = b""
        if bytes_digest(data) != known.digest:
            data = write(known.file)
        self.backups.keep(name, data, reason, _count(known.file))

    def extras(self, name: str) -> Extras | None:
        """Revisions and more of a file as it was read or written last."""
        known = self._workspace.known(name)
        return known.file.extras if known else None


def _great(edit: Edit, touched: int) -> Reason | None:
    """Why an edit is worth a backup of its own; None where it is not."""
    if any(isinstance(item, Tagset) for item in edit.added):
        return "tagset"
    return "bulk" if touched >= _BULK else None


def _count(file: NativeFile) -> int:
    """Annotations and relations; -1 for files that hold none."""
    match file:
        case AnnotationsFile(set=set):
            return len(set.annotations) + len(set.relations)
        case LinksFile(links=links):
            return len(links.relations)
        case _:
            return -1
