"""Versions of what a file holds: what their writers had seen, and which of two is the newer."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.relation import Relation
from annotator.core.values import Symbol, plain
from annotator.storage.revisions import advanced, entries, written

_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_COPY_LETTERS: Final = 12
Unit = Annotation | Relation
"""What is merged as a whole."""
Seen = Mapping[str, int]
"""A revision taken apart: the last edit that was seen, by tag."""
T = TypeVar("T", Unit, Completion)


@dataclass(frozen=True)
class Version(Generic[T]):
    """An item with its revision; None stands for the record that it was deleted."""

    item: T | None
    revision: str = ""

    @property
    def seen(self) -> Seen:
        """Its revision; for an item whose file gives none, the one its content stands for."""
        found = entries(self.revision)
        return found if found or self.item is None else {_tag(self.item): 1}

    def covers(self, other: "Version[T]") -> bool:
        """Whether its writer had seen the other one and went on from there.

        False where both have the same revision. A record of deletion without revision proves
        nothing: everything covers it.
        """
        mine, others = self.seen, other.seen
        return mine != others and all(mine.get(tag, 0) >= n for tag, n in others.items())


def first_revision(item: Unit | Completion) -> str:
    """The revision of an item whose file gives none: it stands for the content.

    An edit of such an item has to go on from it, so that the item as it was counts as seen. It is
    that of second versions too, which are the same wherever they are made.
    """
    return f"{_tag(item)}.1"


def joined(one: Version[T], other: Version[T]) -> str:
    """The revision of somebody who has seen both."""
    if one.revision == other.revision:
        return one.revision
    return written(_union(one, other))


def beyond(one: Version[T], other: Version[T]) -> str:
    """A revision that covers both: `joined`, and where that is no step, one made of their content.

    Every machine comes to the same one.
    """
    seen = _union(one, other)
    revision = written(seen)
    if seen in (one.seen, other.seen):
        for tag in sorted(_tag(version.item) for version in (one, other) if version.item):
            revision = advanced(revision, tag, 1)
    return revision


def canonical(item: Unit | Completion) -> bytes:
    """All fields of an item as bytes: ASCII JSON, keys sorted, no blanks.

    The kind stands first. Fields that have their default are left out, so that a field added later
    changes nothing for items that do not use it. Symbols, texts and numbers are told apart. Ids of
    copies are made from it: two machines must agree, so it never changes.
    """
    found = [type(item).__name__, _plain(item)]
    return json.dumps(found, sort_keys=True, separators=(",", ":")).encode("ascii")


def copy_of(item: Unit) -> Unit:
    """The item under an id made of its id and content: on every machine the same."""
    prefix = "a" if isinstance(item, Annotation) else "r"
    return replace(item, id=f"{prefix}-{_hashed(canonical(item), _COPY_LETTERS)}")


def _tag(item: Unit | Completion) -> str:
    return _hashed(canonical(item), 6)


def _hashed(data: bytes, letters: int) -> str:
    """The first letters (Crockford's alphabet, five bits each) of the SHA-256 of the data."""
    number = int.from_bytes(hashlib.sha256(data).digest()) >> (256 - 5 * letters)
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(letters - 1, -1, -1))


def _union(one: Version[T], other: Version[T]) -> Seen:
    seen = dict(one.seen)
    for tag, number in other.seen.items():
        seen[tag] = max(seen.get(tag, 0), number)
    return seen


def _plain(value: Any) -> Any:
    if isinstance(value, Symbol):
        return {"symbol": str(value)}
    if isinstance(value, Decimal):
        return {"number": plain(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        pairs = ((field, getattr(value, field.name)) for field in fields(value))
        return {
            field.name: _plain(part)
            for field, part in pairs
            if field.default is MISSING or part != field.default
        }
    return value
