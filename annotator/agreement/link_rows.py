"""Links on which annotators differ who annotated both of their ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.alignments import Aligned
from annotator.agreement.units import Units


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Two groups of aligned units, and what each annotator who has both says of them."""

    ends: Mapping[int, tuple[int, int]]
    """By annotator, the unit in each group."""
    relations: Mapping[int, tuple[int, ...]]
    """By annotator, relations between the two."""
    differs: str
    """`only some`, `type`, `direction` or `attributes`: the first that does."""


def link_rows(aligned: Sequence[Aligned], units: Units) -> Iterator[LinkRow]:
    """By the places of the two ends."""
    groups = [group for each in aligned for group in each.groups]
    group_of = {unit: n for n, group in enumerate(groups) for unit in group}
    table = units.relations
    between: dict[tuple[int, int], dict[int, list[int]]] = {}
    for relation, ends in enumerate(zip(table.source.tolist(), table.target.tolist(), strict=True)):
        if ends[0] in group_of and ends[1] in group_of:
            one, two = sorted(group_of[end] for end in ends)
            found = between.setdefault((one, two), {})
            found.setdefault(int(table.annotator[relation]), []).append(relation)
    for (one, two), found in sorted(between.items()):
        first, second = ({int(units.annotator[u]): u for u in groups[n]} for n in (one, two))
        both = sorted(first.keys() & second.keys())
        relations = {who: tuple(found.get(who, ())) for who in both}
        if len(both) > 1 and (differs := _differs(units, first, list(relations.values()))):
            yield LinkRow({who: (first[who], second[who]) for who in both}, relations, differs)


def _differs(units: Units, first: Mapping[int, int], relations: Sequence[Sequence[int]]) -> str:
    """What is not the same for all; empty where everything is."""
    table = units.relations
    starts = set(first.values())

    def told(relation: int, depth: int) -> tuple[object, ...]:
        forward = not table.directed[relation] or table.source[relation] in starts
        values = tuple(table.values[relation].tolist())
        return (int(table.type[relation]), forward, values)[:depth]

    if len({len(own) for own in relations}) > 1:
        return "only some"
    for depth, name in enumerate(("type", "direction", "attributes"), 1):
        if len({tuple(sorted(told(r, depth) for r in own)) for own in relations}) > 1:
            return name
    return ""
