"""The list of disagreements: aligned units with what differs, and what settling it would add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import numpy as np

from annotator.agreement.alignments import Aligned, expected_disorder
from annotator.agreement.boundaries import Moved, inside, moved, overlapping
from annotator.agreement.effects import Effects
from annotator.agreement.link_rows import LinkRow, link_rows
from annotator.agreement.pooling import Statistics
from annotator.agreement.units import Units

Kind = Literal["missed", "category", "split", "boundary", "attribute", "link"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One row. It holds ids and no text."""

    document: str
    units: Mapping[str, tuple[str, ...]]
    """By annotator who finished the document, annotation ids; of a link, those of its two ends."""
    kinds: tuple[Kind, ...]
    """All that apply, the heading first."""
    categories: tuple[str, ...]
    """Those given, sorted."""
    start: int
    """The least code point."""
    cost: float
    """Its part of ΣW·O; 0 for attributes and links alone."""
    effect: float | None
    """What settling it adds to pooled γ, the expected disorder held fixed; None where γ was not
    computed for these annotators."""
    moved: tuple[Moved, ...] = ()
    """Boundaries that differ, by pair of annotators."""
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By attribute that differs, the values by annotator."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By annotator, relation ids."""
    differs: str = ""
    """Of a link: `only some`, `type`, `direction` or `attributes`."""
    effect_on: Mapping[str, float] = field(default_factory=dict)
    """By attribute, what settling it adds to `attribute-alpha`; or `relation-f1`."""


def disagreements(
    aligned: Aligned | Sequence[Aligned], units: Units, stats: Statistics
) -> list[Disagreement]:
    """The rows in which anything differs, by document and place, then the links.

    Links between two documents need the alignments of both.
    """
    every = [aligned] if isinstance(aligned, Aligned) else list(aligned)
    effects = Effects(stats)
    rows: list[Disagreement] = []
    for each in every:
        expected = expected_disorder(stats, each.members)
        found = (_row(units, each, group, expected, effects) for group in _joined(units, each))
        rows += [row for row in found if row.kinds]
    place = {document: d for d, document in enumerate(units.documents)}
    rows.sort(key=lambda row: (place[row.document], row.start))
    return rows + [_link(units, link, effects) for link in link_rows(every, units)]


@dataclass(frozen=True, slots=True)
class _Group:
    units: Mapping[int, tuple[int, ...]]
    cost: float
    split: bool = False


def _joined(units: Units, aligned: Aligned) -> list[_Group]:
    """Groups, a unit alone put to the group whose unit it is a part of."""
    groups = [
        _Group({int(units.annotator[unit]): (unit,) for unit in group}, cost)
        for group, cost in zip(aligned.groups, aligned.costs, strict=True)
    ]
    starts = units.starts[units.offsets[:-1]]
    ends = units.ends[units.offsets[1:] - 1]
    begins = np.array([min(starts[unit] for unit in group) for group in aligned.groups])
    reaches = np.array([max(ends[unit] for unit in group) for group in aligned.groups])
    gone: set[int] = set()
    for n, group in enumerate(aligned.groups):
        if len(group) > 1:
            continue
        unit, who = group[0], int(units.annotator[group[0]])
        near = np.flatnonzero((begins < ends[unit]) & (starts[unit] < reaches)).tolist()
        whole = next((m for m in near if _is_part(units, unit, who, groups[m])), None)
        if whole is not None:
            both = tuple(sorted((*groups[whole].units[who], unit)))
            joined = {**groups[whole].units, who: both}
            groups[whole] = _Group(joined, groups[whole].cost + groups[n].cost, True)
            gone.add(n)
    return [group for n, group in enumerate(groups) if n not in gone]


def _is_part(units: Units, unit: int, who: int, group: _Group) -> bool:
    """Whether a unit and those its annotator has in the group are parts of somebody's unit there:
    same category, disjoint, each at least half inside."""
    own = group.units.get(who)
    if own is None or unit in own or any(units.category[o] != units.category[unit] for o in own):
        return False
    return any(
        len(others) == 1 and all(inside(units, part, others[0]) for part in (unit, *own))
        for other, others in group.units.items()
        if other != who
    ) and not any(overlapping(units, unit, other) for other in own)


def _row(
    units: Units, aligned: Aligned, group: _Group, expected: float, effects: Effects
) -> Disagreement:
    names = units.annotators
    everything = [unit for own in group.units.values() for unit in own]
    categories = sorted({units.layers[units.category[unit]] for unit in everything})
    changes = (
        moved(units, group.units[one], group.units[two])
        for one, two in combinations(sorted(group.units), 2)
    )
    boundaries = tuple(change for change in changes if change is not None)
    attributes = _attributes(units, group) if len(categories) == 1 else {}
    kinds: dict[Kind, bool] = {
        "missed": len(group.units) < len(aligned.members),
        "category": len(categories) > 1,
        "split": group.split,
        "boundary": bool(boundaries),
        "attribute": bool(attributes),
    }
    return Disagreement(
        units.documents[aligned.document],
        {names[m]: tuple(units.ids[u] for u in group.units.get(m, ())) for m in aligned.members},
        tuple(kind for kind, applies in kinds.items() if applies),
        tuple(categories),
        min(int(units.starts[units.offsets[unit]]) for unit in everything),
        group.cost,
        group.cost / expected if expected else None,
        boundaries,
        attributes,
        effect_on={
            name: gain
            for name in attributes
            if (gain := effects.attribute(categories[0], name)) is not None
        },
    )


def _attributes(units: Units, group: _Group) -> dict[str, dict[str, str]]:
    """Counting attributes to which two annotators gave different values."""
    layer = int(units.category[next(iter(group.units.values()))[0]])
    found: dict[str, dict[str, str]] = {}
    for column, name in enumerate(units.attributes[layer]):
        codes = {who: int(units.values[own[0], column]) for who, own in group.units.items()}
        given = {who: code for who, code in codes.items() if code >= 0}
        if len(set(given.values())) > 1:
            values = units.value_names[layer][column]
            found[name] = {units.annotators[who]: values[code] for who, code in given.items()}
    return found


def _link(units: Units, link: LinkRow, effects: Effects) -> Disagreement:
    names, table = units.annotators, units.relations
    first = [ends[0] for ends in link.ends.values()]
    gain = effects.relation(list(link.relations.values()))
    return Disagreement(
        units.documents[units.document[first[0]]],
        {names[who]: tuple(units.ids[end] for end in ends) for who, ends in link.ends.items()},
        ("link",),
        tuple(sorted({units.layers[units.category[u]] for e in link.ends.values() for u in e})),
        min(int(units.starts[units.offsets[unit]]) for unit in first),
        0.0,
        0.0,
        links={names[w]: tuple(table.ids[r] for r in own) for w, own in link.relations.items()},
        differs=link.differs,
        effect_on={} if gain is None else {"relation-f1": gain},
    )
