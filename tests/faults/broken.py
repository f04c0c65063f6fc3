"""Save protocols that are broken on purpose: the campaigns must find out every one of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.session import keeping
from annotator.session.merging import Merging
from annotator.storage import journal_files, recovery, save
from annotator.storage.files import Files
from annotator.storage.journal import Journal
from tests.faults.fault_files import FaultFiles
from tests.faults.power import Wrap

Patch = pytest.MonkeyPatch


class Careless:
    """A file system on which some things are not synced, though that is reported as done."""

    def __init__(self, files: FaultFiles, forgotten: Callable[[Path], bool]) -> None:
        self._files, self._forgotten = files, forgotten
        self._paths: dict[int, Path] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)

    def create(self, path: Path, like: Path) -> int:
        handle = self._files.create(path, like)
        self._paths[handle] = path
        return handle

    def append(self, path: Path) -> int:
        handle = self._files.append(path)
        self._paths[handle] = path
        return handle

    def sync(self, handle: int) -> None:
        if not self._forgotten(self._paths[handle]):
            self._files.sync(handle)

    def sync_folder(self, folder: Path) -> None:
        if not self._forgotten(folder):
            self._files.sync_folder(folder)


def forgetting(forgotten: Callable[[Path], bool]) -> Callable[[Patch], Wrap]:
    return lambda patch: lambda files: Careless(files, forgotten)


def patching(change: Callable[[Patch], None]) -> Callable[[Patch], Wrap]:
    def changed(patch: Patch) -> Wrap:
        change(patch)
        return lambda files: files

    return changed


def _old_put_away_at_once(patch: Patch) -> None:
    sync = journal_files.JournalFile.sync

    def late(self: journal_files.JournalFile) -> None:
        if not self.is_synced:
            journal_files.put_away_older(self._files, self.path)
        sync(self)

    patch.setattr(journal_files.JournalFile, "sync", late)


def _no_ready(patch: Patch) -> None:
    whole = recovery.whole_records

    def made_ready(data: bytes) -> list[dict[str, Any]]:
        records = whole(data)
        return [*records, {"t": "ready"}] if records else []

    patch.setattr(recovery, "whole_records", made_ready)


def _no_checksum(patch: Patch) -> None:
    def any_records(data: bytes) -> list[dict[str, Any]]:
        found = []
        for line in data.split(b"\n"):
            try:
                record = json.loads(line[18:])
            except ValueError:
                continue
            if isinstance(record, dict):
                found.append(record)
        return found

    patch.setattr(recovery, "whole_records", any_records)


def _plain_replace(patch: Patch) -> None:
    def put(files: Files, temporary: Path, path: Path, *_: object) -> None:
        files.replace(temporary, path)

    patch.setattr(save, "_put_once", put)


def _not_looked_at(patch: Patch) -> None:
    patch.setattr(save, "_look", lambda files, came_out, expected: save._discard(files, came_out))


def _leftovers_ignored(patch: Patch) -> None:
    patch.setattr(keeping, "leftovers", lambda *_: ())


def _removed_too_early(patch: Patch) -> None:
    absorb = Merging.absorb

    def hasty(self: Merging, incoming: Any) -> None:
        absorb(self, incoming)
        self.remove_merged()

    patch.setattr(Merging, "absorb", hasty)


def _files_ahead_of_the_journal(patch: Patch) -> None:
    patch.setattr(Journal, "wait", lambda self, ticket, seconds=0: None)


Broken = Callable[[Patch], Wrap]

LINES, NAMES = frozenset({"write", "sync"}), frozenset({"swap", "place", "sync_folder", "close"})
TEMPORARY = forgetting(lambda path: path.suffix == ".tmp")
JOURNAL = forgetting(lambda path: path.suffix == ".journal")

POWER: dict[str, tuple[Broken, tuple[int, ...], int, frozenset[str]]] = {
    "temporary files not synced": (TEMPORARY, (6, 2), 0, NAMES),
    "folders not synced": (forgetting(lambda path: not path.suffix), (6, 2), 0, NAMES),
    "the journal not synced": (JOURNAL, (6, 2), 0, LINES | NAMES),
    "old journals put away too early": (patching(_old_put_away_at_once), (6, 1, 1, 1), 1, LINES),
    "a journal counts before it is complete": (patching(_no_ready), (6, 1, 1, 1), 1, LINES),
    "lines of the journal not checked": (patching(_no_checksum), (6, 2), 0, LINES),
    "files ahead of the journal": (patching(_files_ahead_of_the_journal), (9, 5), 0, NAMES),
}
"""Those that a power cut brings to light: in runs of how many edits, after how many of them that
nothing shows in, before which calls."""

RIVAL: dict[str, Broken] = {
    "files replaced, not exchanged": patching(_plain_replace),
    "what came out not looked at": patching(_not_looked_at),
    "leftovers ignored": patching(_leftovers_ignored),
    "what came out removed too early": patching(_removed_too_early),
}
"""Those that another program's writing brings to light."""
