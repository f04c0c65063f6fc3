"""Lines of a journal as bytes: each proves by its length and checksum that it is whole."""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

FORMAT: Final = 1
LIMIT: Final = 256 * 2**20
"""Bytes; a journal that is longer is not read to its end."""

_HEAD = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8}) ", re.ASCII)


@dataclass(frozen=True, slots=True)
class Touch:
    """What an edit left of one item: its file, its id there, its revision, its JSON or None.

    `adopted`: the revision is another writer's and must be kept as it is.
    """

    name: str
    id: str
    revision: str
    value: Any
    adopted: bool = False


def framed(record: Mapping[str, Any]) -> bytes:
    """A record as a line: `length crc json`, ASCII only."""
    body = json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return b"%08x %08x %s\n" % (len(body), zlib.crc32(body), body)


def whole_records(data: bytes) -> list[dict[str, Any]]:
    """The records up to the first that is torn or damaged; anything may follow. Never raises."""
    found: list[dict[str, Any]] = []
    at = 0
    while head := _HEAD.match(data, at):
        length, checksum = int(head[1], 16), int(head[2], 16)
        end = head.end() + length
        body = data[head.end() : end]
        if data[end : end + 1] != b"\n" or zlib.crc32(body) != checksum:
            break
        try:
            record = json.loads(body)
        except (ValueError, RecursionError):
            break
        if not isinstance(record, dict):
            break
        found.append(record)
        at = end + 1
    return found


def touch_json(touch: Touch) -> list[Any]:
    """A touched item as part of a record."""
    flags = [1] if touch.adopted else []
    return [touch.name, touch.id, touch.revision, touch.value, *flags]


def touch_of(data: Any) -> Touch | None:
    """The touched item again; None where it is none."""
    match data:
        case [str(name), str(id), str(revision), value, *rest] if rest in ([], [1]):
            return Touch(name, id, revision, value, bool(rest))
        case _:
            return None
