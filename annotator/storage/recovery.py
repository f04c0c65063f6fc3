"""What earlier runs of the program did, as their journals tell it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from annotator.core.errors import SaveError
from annotator.storage.files import Files
from annotator.storage.home import Home
from annotator.storage.journal_files import journals
from annotator.storage.records import FORMAT, LIMIT, Touch, touch_of, whole_records

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Past:
    """The end of an earlier run."""

    touches: Mapping[str, Mapping[str, Touch]]
    """What its edits left, by file and item: the last of each."""
    bases: Mapping[str, str]
    """By file: digest of the bytes it had before the first edit; empty where there was none."""
    saved: Mapping[str, frozenset[str]]
    """By file: digests of all bytes that this run wrote."""
    edits: tuple["PastEdit", ...]
    is_newer: bool = False
    """A newer version of the program wrote it: nothing of it is understood."""
    before: "Past | None" = None
    """The run before it, if its journal is still needed: until this one's bases are backed up."""

    def unsaved(self, name: str) -> tuple["PastEdit", ...]:
        """The edits that had not been saved in a file when the run ended."""
        return tuple(edit for edit in self.edits if name in edit.unsaved)


@dataclass(frozen=True, slots=True)
class PastEdit:
    """One edit: when (UTC), how many things a person did it stands for, where it is unsaved."""

    n: int
    when: str
    of: int
    label: str
    names: frozenset[str]
    unsaved: frozenset[str] = field(default_factory=frozenset)

    def without(self, name: str) -> "PastEdit":
        """The edit as far as it is about other files."""
        return replace(self, names=self.names - {name})


NO_PAST: Final = Past({}, {}, {}, ())


def past_of(files: Files, home: Home) -> Past | None:
    """What the newest journal that counts tells, and those before it that are not put away yet.

    None where there is none. Raises InputError where one cannot be read, which is no reason to go
    on without it.
    """
    past: Past | None = None
    for path in reversed(journals(files, home.journals)):
        records = whole_records(files.read(path, LIMIT))
        if {"t": "ready"} in records:
            past = _told(records, past)
            _settle(files, path)
    return past


def _settle(files: Files, path: Path) -> None:
    """What was read of a run that was killed may be in the system's memory only.

    What is taken back in it could come again with a power cut after all has been saved.
    """
    try:
        handle = files.append(path)
        try:
            files.sync(handle)
        finally:
            files.close(handle)
    except SaveError as error:
        _log.info("an old journal could not be synced: %s", error)


def _told(records: list[dict[str, Any]], before: Past | None) -> Past:
    if records[0].get("format") != FORMAT:
        return Past({}, {}, {}, (), is_newer=True)
    touches: dict[str, dict[str, Touch]] = {}
    bases: dict[str, str] = {}
    saved: dict[str, set[str]] = {}
    upto: dict[str, int] = {}
    edits: list[PastEdit] = []
    for record in records:
        match record:
            case {"t": "open", "set": str(name), "digest": str(digest)}:
                bases.setdefault(name, digest)
            case {"t": "saved", "set": str(name), "digest": str(digest), "n": int(n)}:
                saved.setdefault(name, set()).add(digest)
                upto[name] = max(n, upto.get(name, 0))
            case {"t": "anew", "set": str(name)}:
                touches.pop(name, None)
                bases.pop(name, None)
                saved.pop(name, None)
                edits = [edit.without(name) for edit in edits]
            case {"t": "edit", "n": int(n), "items": [*items], **rest}:
                found = [touch for item in items if (touch := touch_of(item))]
                for touch in found:
                    touches.setdefault(touch.name, {})[touch.id] = touch
                names = frozenset(touch.name for touch in found)
                edits.append(_edit(n, rest, names))
            case _:
                continue
    last = {name: upto.get(name, 0) for edit in edits for name in edit.names}
    return Past(
        touches,
        bases,
        {name: frozenset(digests) for name, digests in saved.items()},
        tuple(
            PastEdit(
                edit.n,
                edit.when,
                edit.of,
                edit.label,
                edit.names,
                frozenset(name for name in edit.names if edit.n > last[name]),
            )
            for edit in edits
        ),
        before=before,
    )


def _edit(n: int, rest: Mapping[str, Any], names: frozenset[str]) -> PastEdit:
    when, of, label = rest.get("time"), rest.get("of"), rest.get("label")
    return PastEdit(
        n,
        when if isinstance(when, str) else "",
        of if isinstance(of, int) else 1,
        label if isinstance(label, str) else "",
        names,
    )
