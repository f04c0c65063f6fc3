"""What merges left for somebody to decide, kept until it is decided."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.conflict import Conflict, Kind, Versioned
from annotator.core.document import Document
from annotator.core.errors import InputError, SaveError
from annotator.core.relation import Relation
from annotator.storage.files import Files
from annotator.storage.home import Home
from annotator.storage.items import decode, encode
from annotator.storage.save import save_file

Flagged = tuple[str, Conflict]
"""A conflict, with the file it is about."""
_NAME: Final = "undecided.json"
_LIMIT: Final = 16 * 2**20

_log = logging.getLogger(__name__)


def keep(files: Files, home: Home, found: Sequence[Flagged]) -> None:
    """Keep these in place of those before. A failure is logged: both versions are in the files."""
    path = home.own / _NAME
    try:
        if not found:
            files.remove(path)
            return
        files.make_folder(home.own)
        save_file(files, path, json.dumps([_json(*flagged) for flagged in found]).encode())
    except SaveError as error:
        _log.info("what is undecided could not be kept: %s", error)


def kept(files: Files, home: Home, documents: Mapping[str, Document]) -> list[Flagged]:
    """What was kept. What cannot be understood counts as decided."""
    path = home.own / _NAME
    if files.kind(path) != "file":
        return []
    try:
        data = json.loads(files.read(path, _LIMIT))
    except (InputError, ValueError, RecursionError) as error:
        _log.info("what is undecided cannot be read: %s", error)
        return []
    found = [_flagged(entry, documents) for entry in data] if isinstance(data, list) else []
    return [flagged for flagged in found if flagged is not None]


def _json(name: str, conflict: Conflict) -> dict[str, Any]:
    return {
        "name": name,
        "id": conflict.id,
        "kind": conflict.kind,
        "here": conflict.here and encode(conflict.here),
        "there": conflict.there and encode(conflict.there),
        "copy": conflict.copy,
        "copy_is_here": conflict.copy_is_here,
    }


def _flagged(entry: Any, documents: Mapping[str, Document]) -> Flagged | None:
    match entry:
        case {
            "name": str(name),
            "id": str(id),
            "kind": kind,
            "here": here,
            "there": there,
            "copy": str(copy),
            "copy_is_here": bool(copy_is_here),
        } if kind in get_args(Kind):
            try:
                mine, theirs = _version(here, documents), _version(there, documents)
            except InputError:
                return None
            return name, Conflict(id, kind, mine, theirs, copy, copy_is_here)
        case _:
            return None


def _version(data: Any, documents: Mapping[str, Document]) -> Versioned | None:
    if data is None:
        return None
    item = decode(data, documents)
    if isinstance(item, Annotation | Relation | Completion):
        return item
    raise InputError("E-JOURNAL", "This is no version of anything.")
