"""Three-way merging of values that have no revisions: what only one side changed wins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeVar

from annotator.core.values import plain

T = TypeVar("T")
_NO_PARTS: Final[Mapping[str, Callable[[Any, Any, Any], Any]]] = {}


class Unknown(Enum):
    """What stands for the value in the common ancestor where there is none."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both sides changed, each in its own way, in words; that of `here` stays."""

    what: str
    here: str
    there: str


class ThreeWays:
    """One merging; collects what clashes."""

    def __init__(self) -> None:
        self.clashes: list[Clash] = []

    def pick(self, what: str, base: T | Unknown, here: T, there: T) -> T:
        """The value of the side that changed it; where both did, ours, and a clash."""
        if here == there or there == base:
            return here
        if here == base:
            return there
        self.clash(what, in_words(here), in_words(there))
        return here

    def fields(
        self,
        owner: str,
        base: T | Unknown | None,
        here: T,
        there: T,
        names: Mapping[str, str],
        parts: Mapping[str, Callable[[Any, Any, Any], Any]] = _NO_PARTS,
    ) -> T:
        """A dataclass field by field. `names`: what a field is called; `parts`: how those fields
        are merged that are more than one value; both by field."""
        values: dict[str, Any] = {}
        for field in fields(here):  # type: ignore[arg-type]  # a dataclass, which has no type
            name = field.name
            old = UNKNOWN if base is UNKNOWN or base is None else getattr(base, name)
            mine, theirs = getattr(here, name), getattr(there, name)
            if name in parts:
                values[name] = parts[name](old, mine, theirs)
            else:
                what = f"{names.get(name, f'The {name}')}{owner}"
                values[name] = self.pick(what, old, mine, theirs)
        return replace(here, **values)  # type: ignore[type-var]

    def keyed(
        self,
        what: str,
        key: Callable[[T], str],
        base: Sequence[T] | Unknown,
        here: Sequence[T],
        there: Sequence[T],
        both: Callable[[T | Unknown, T, T], T],
        name: Callable[[T], str],
    ) -> tuple[T, ...]:
        """Items by key, each in its place. `both` merges one that both sides have.

        What one side added stays; what one side removed goes unless the other changed it.
        """
        old = {} if isinstance(base, Unknown) else {key(item): item for item in base}
        mine, theirs = {key(item): item for item in here}, {key(item): item for item in there}
        found: dict[str, T] = {}
        for id in {**mine, **theirs}:
            if id in mine and id in theirs:
                found[id] = both(old.get(id, UNKNOWN), mine[id], theirs[id])
                continue
            left = mine[id] if id in mine else theirs[id]
            if id not in old:
                found[id] = left
            elif left != old[id]:
                found[id] = left
                states = ("changed", "removed")
                self.clash(name(left), *(states if id in mine else states[::-1]))
        kept = self._order(what, [*old], [i for i in mine if i in found], [*theirs], found, name)
        return tuple(found[id] for id in kept)

    def clash(self, what: str, here: str, there: str) -> None:
        self.clashes.append(Clash(what, here, there))

    def _order(
        self,
        what: str,
        base: list[str],
        here: list[str],
        there: list[str],
        found: Mapping[str, T],
        name: Callable[[T], str],
    ) -> list[str]:
        """The keys found: in the order of the side that changed it, with the other's put in."""
        there = [id for id in there if id in found]
        common = set(here) & set(there)
        old = [id for id in base if id in common]
        mine, theirs = [i for i in here if i in common], [i for i in there if i in common]
        first, second = here, there
        if mine != theirs and [id for id in theirs if id in old] != old:
            if [id for id in mine if id in old] == old:
                first, second = there, here
            else:
                orders = (", ".join(name(found[id]) for id in keys) for keys in (here, there))
                self.clash(what, *orders)
        order = first[:]
        after = 0
        for id in second:
            if id in order:
                after = order.index(id) + 1
                continue
            while after < len(order) and order[after] not in second:
                after += 1
            order.insert(after, id)
            after += 1
        return order


def in_words(value: object) -> str:
    """A value as a person reads it."""
    match value:
        case None | "" | ():
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Decimal() | str():
            return plain(value)
        case tuple():
            return ", ".join(map(in_words, value))
        case _:
            return str(value)
