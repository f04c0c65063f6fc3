"""Agreement on relations, also across documents: unconditioned, and given agreed ends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.attributes import value_series
from annotator.agreement.intervals import Real
from annotator.agreement.linking import Linked, Rows, linked, rows_of
from annotator.agreement.nominal import divided
from annotator.agreement.pooling import Statistics
from annotator.agreement.relation_chance import admissible_pairs, chance_corrected
from annotator.agreement.series import (
    Members,
    Series,
    any_of,
    both_finished,
    everyone,
    none_yet,
    pair_series,
)
from annotator.agreement.spans import WITHIN_ANY, WITHIN_IOU
from annotator.agreement.units import Flags, Int, Long

# Terms: 2m, |R_i| + |R_j|, |R_i^M| + |R_j^M|, |R_i^M|.
CONDITIONS: dict[str, Callable[[Real], Real]] = {
    "unconditioned": lambda sums: divided(sums[..., 0], sums[..., 1]),
    "given agreed ends": lambda sums: divided(sums[..., 0], sums[..., 2]),
    "share with agreed ends": lambda sums: divided(sums[..., 2], sums[..., 1]),
}
"""The first is the second times the third."""


@dataclass(frozen=True, eq=False)
class _Kind:
    """Terms of one relation type, or of several."""

    name: str | None
    parameters: dict[str, object]
    terms: Real
    """[rows, pairs, 4]"""
    admissible: Long | None = None
    """[pairs] pairs of agreed units that such a relation may join."""


def relation_f1(stats: Statistics) -> Iterator[Series]:
    """Of all types together, of each, and of being linked at all whatever the type."""
    if not len(stats.units.relations):
        return
    rows = rows_of(stats)
    finished = both_finished(stats, rows.ties)
    for kind, iou in ((WITHIN_IOU, stats.units.parameters.iou), (WITHIN_ANY, 0.0)):
        for each in _kinds(stats, rows, kind):
            parameters = {**each.parameters, "iou": iou}
            yield from _series(stats, each, rows, finished, parameters)


def _kinds(stats: Statistics, rows: Rows, kind: int) -> Iterator[_Kind]:
    table, pairs = stats.units.relations, stats.units.pairs
    types = len(table.types)
    typed = np.zeros((len(rows.ties), len(pairs), types, 4))
    loose = np.zeros((len(rows.ties), len(pairs), 1, 4))
    for pair in range(len(pairs)):
        found = linked(stats, pair, kind, rows)
        _add(typed[:, pair], found, rows, table.type.astype(np.int64))
        found = linked(stats, pair, kind, rows, typed=False)
        _add(loose[:, pair], found, rows, np.zeros(len(table), np.int64))
    yield _Kind(None, {"relation": None}, typed.sum(axis=2))
    yield _Kind(None, {"relation": None, "types": "ignored"}, loose[:, :, 0])
    for n, name in enumerate(table.types):
        if typed[:, :, n].any():
            admissible = admissible_pairs(stats, table.kinds[n], kind)
            yield _Kind(name, {"relation": name}, typed[:, :, n], admissible)


def _add(terms: Real, found: Linked, rows: Rows, type_: Long) -> None:
    """[rows, types, 4] of one pair."""
    hits = found.mine[found.hits]
    np.add.at(terms[..., 0], (rows.row[hits], type_[hits]), 2)
    for relations, agreed in (
        (found.mine, found.mine_agreed),
        (found.theirs, found.theirs_agreed),
    ):
        np.add.at(terms[..., 1], (rows.row[relations], type_[relations]), 1)
        with_ends = relations[agreed]
        np.add.at(terms[..., 2], (rows.row[with_ends], type_[with_ends]), 1)
    own = found.mine[found.mine_agreed]
    np.add.at(terms[..., 3], (rows.row[own], type_[own]), 1)


def _series(
    stats: Statistics, kind: _Kind, rows: Rows, finished: Flags, parameters: dict[str, object]
) -> Iterator[Series]:
    members = everyone(stats)
    for condition, ratio in CONDITIONS.items():
        column = 2 if condition == "given agreed ends" else 1

        def counts(chosen: Members, column: int = column) -> Long:
            keep = [n for n, pair in enumerate(stats.units.pairs) if set(pair) <= set(chosen)]
            sums: Long = kind.terms[:, keep, column].sum(axis=1).astype(np.int64)
            return sums

        mean = Series(
            kind.name,
            members,
            kind.terms,
            ratio,
            any_of(finished),
            none_yet(finished),
            "no-relations",
            {**parameters, "condition": condition},
            ties=rows.ties,
        )
        for series in pair_series(stats, mean, finished, counts):
            if series.pair and column == 2 and kind.admissible is not None:
                one, two = series.members
                many = int(kind.admissible[stats.units.pairs.index((one, two))])
                told = chance_corrected(series.terms.sum(axis=(0, 1)), many)
                yield replace(series, evidence={**series.evidence, **told})
            else:
                yield series


def relation_values(stats: Statistics) -> Iterator[Series]:
    """Nominal α of what is said of relations that both have: of units linked once by each, the
    type and, within a type, the direction; of shared relations, their counting attributes."""
    table = stats.units.relations
    if not len(table):
        return
    rows = rows_of(stats)
    one, two, pair = _shared(stats, rows, typed=False)
    times = _times(table.annotator, table.source, table.target)
    once = (times[one] == 1) & (times[two] == 1)
    one, two, pair = one[once], two[once], pair[once]
    kinds = table.type[one], table.type[two]
    yield from value_series(
        stats, None, "type", kinds, (rows.row[one], pair), table.types, rows=rows
    )
    same = (kinds[0] == kinds[1]) & table.directed[one] & table.directed[two]
    one, two, pair = one[same], two[same], pair[same]
    given = _directions(stats, one, two)
    names = ("backward", "forward")
    yield from value_series(
        stats, None, "direction", given, (rows.row[one], pair), names, rows=rows
    )
    one, two, pair = _shared(stats, rows, typed=True)
    for kind, key in enumerate(table.types):
        here = table.type[one] == kind
        places = rows.row[one[here]], pair[here]
        for column, name in enumerate(table.attributes[kind]):
            codes = np.stack((table.values[one[here], column], table.values[two[here], column]))
            used, number = np.unique(codes, return_inverse=True)
            shift = int((used < 0).any())  # -1 stays what it is: not given
            first, second = (number.reshape(codes.shape) - shift).astype(np.int32)
            names = tuple(table.value_names[code] for code in used[shift:].tolist())
            yield from value_series(stats, key, name, (first, second), places, names, rows=rows)


def _shared(stats: Statistics, rows: Rows, typed: bool) -> tuple[Long, Long, Long]:
    """Relations of both annotators that are the same, and their pair."""
    found = [linked(stats, pair, WITHIN_IOU, rows, typed) for pair in range(len(stats.units.pairs))]
    nothing = np.zeros(0, np.int64)
    return (
        np.concatenate([nothing, *(each.mine[each.hits] for each in found)]),
        np.concatenate([nothing, *(each.theirs[each.hit_by] for each in found)]),
        np.repeat(np.arange(len(found)), [len(each.hits) for each in found]),
    )


def _times(annotator: Int, source: Int, target: Int) -> Long:
    """By relation, how many of its annotator link the same two units."""
    ends = np.stack((annotator, np.minimum(source, target), np.maximum(source, target)))
    _, number, times = np.unique(ends, axis=1, return_inverse=True, return_counts=True)
    found: Long = times[number.reshape(-1)]
    return found


def _directions(stats: Statistics, one: Long, two: Long) -> tuple[Int, Int]:
    """1 where a relation runs forward in the text, judged by where both place its ends."""
    units, table = stats.units, stats.units.relations
    start = units.starts[units.offsets[:-1]].astype(np.int64)
    place = units.document.astype(np.int64) * (2 * int(units.sizes.max()) + 1)
    source, target = table.source[one], table.target[one]
    other = _image(stats, table.source[one], table.annotator[two])
    flipped = other != table.source[two]
    first = place[source] + start[source] + start[other]
    second = place[target] + start[target] + start[_image(stats, target, table.annotator[two])]
    mine = first < second
    return mine.astype(np.int32), (mine ^ flipped).astype(np.int32)


def _image(stats: Statistics, unit: Int, other: Int) -> Long:
    """The partners of units that have one."""
    assert stats.matching is not None
    base = stats.units.document_offsets[stats.units.document[unit]]
    image: Long = base + stats.matching.partners[unit, WITHIN_IOU, other]
    return image
