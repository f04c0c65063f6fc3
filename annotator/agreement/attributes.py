"""Agreement on what is said of matched units: their category, and attributes that count."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement import nominal
from annotator.agreement.intervals import Real
from annotator.agreement.linking import Rows
from annotator.agreement.pooling import Statistics
from annotator.agreement.series import Series, any_of, both_finished, everyone
from annotator.agreement.spans import ACROSS, WITHIN_IOU
from annotator.agreement.units import Int, Long

CATEGORY = "category"
"""Stands for the category itself, where attributes are named."""


@dataclass(frozen=True, eq=False)
class Matched:
    """Pairs of matched units of annotators i < j."""

    left: Long
    right: Long
    pair: Long


def matched(stats: Statistics, kind: int) -> Matched:
    """By a row of the partners table."""
    assert stats.matching is not None
    units = stats.units
    partners = stats.matching.partners[:, kind]
    many = len(units.annotators)
    number = np.zeros((many, many), np.int64)
    for n, (i, j) in enumerate(units.pairs):
        number[i, j] = n
    unit, other = np.nonzero(partners >= 0)
    keep = other > units.annotator[unit]
    unit, other = unit[keep], other[keep]
    right = units.document_offsets[units.document[unit]] + partners[unit, other]
    return Matched(unit, right, number[units.annotator[unit], other])


def attribute_alpha(stats: Statistics) -> Iterator[Series]:
    """Nominal α on the values given to matched units, each pair of units an item; first of the
    category itself, on pairs matched within it and then, of what is left, across."""
    units = stats.units
    across = matched(stats, ACROSS)
    given = units.category[across.left], units.category[across.right]
    names = units.layers
    places = units.document[across.left], across.pair
    for series in value_series(stats, None, CATEGORY, given, places, names):
        if series.pair:
            one, two = series.members
            table = confusion(stats, units.pairs.index((one, two)))
            told = {"confusion": table.tolist(), "confusion_of": [*names, "not annotated"]}
            yield replace(series, evidence={**series.evidence, **told})
        else:
            yield series
    within = matched(stats, WITHIN_IOU)
    for layer, key in enumerate(units.layers):
        here = np.flatnonzero(units.category[within.left] == layer)
        left, right = within.left[here], within.right[here]
        places = units.document[left], within.pair[here]
        for column, name in enumerate(units.attributes[layer]):
            given = units.values[left, column], units.values[right, column]
            names = units.value_names[layer][column]
            yield from value_series(stats, key, name, given, places, names, layer)


def value_series(
    stats: Statistics,
    category: str | None,
    attribute: str,
    given: tuple[Int, Int],
    places: tuple[Int, Long],
    names: Sequence[str],
    layer: int | None = None,
    rows: Rows | None = None,
) -> Iterator[Series]:
    """Over all pairs of annotators, then of each. `given` are codes of both sides, -1 missing;
    `places` are row and pair of annotators; rows are documents, or `rows` says what."""
    units = stats.units
    values = len(names)
    both = (given[0] >= 0) & (given[1] >= 0)
    finished = both_finished(stats, rows.ties if rows else None)
    shape = finished.shape
    terms = np.zeros((*shape, 1 + 2 * values))
    place, pair = places[0][both], places[1][both]
    one, two = given[0][both], given[1][both]
    np.add.at(terms[..., 0], (place, pair), one == two)
    np.add.at(terms, (place, pair, 1 + one), 1)
    np.add.at(terms, (place, pair, 1 + values + two), 1)
    lonely = np.bincount(places[1][(given[0] >= 0) != (given[1] >= 0)], minlength=shape[1])
    parameters = {"attribute": attribute, "level": "nominal", "iou": units.parameters.iou}
    whole = everyone(stats)
    ratio = _alpha(values)
    for index, members in enumerate((whole, *units.pairs)):
        keep = [n for n, pair in enumerate(units.pairs) if set(pair) <= set(members)]
        sums = terms[:, keep].sum(axis=(0, 1))
        without = {}
        if not index and len(whole) > 2:
            for left in whole:
                rest = [n for n, pair in enumerate(units.pairs) if left not in pair]
                without[left] = float(ratio(terms[:, rest].sum(axis=(0, 1))))
        yield Series(
            category,
            members,
            terms[:, keep].sum(axis=1, keepdims=True),
            ratio,
            any_of(finished[:, keep]),
            terms[:, keep, 1 : 1 + values].sum(axis=(1, 2)).astype(np.int64),
            "no-variation",
            parameters,
            _evidence(sums, values, int(lonely[keep].sum()), names, len(keep) == 1),
            layer,
            rows.ties if rows else None,
            without,
            pair=index > 0,
            empty="no-pair",
        )


def _alpha(values: int) -> Callable[[Real], Real]:
    def ratio(sums: Real) -> Real:
        totals = sums[..., 1 : 1 + values] + sums[..., 1 + values :]
        return nominal.alpha(totals.sum(axis=-1) - 2 * sums[..., 0], totals)

    return ratio


def _evidence(
    sums: Real, values: int, lonely: int, names: Sequence[str], pair: bool
) -> dict[str, object]:
    rows, columns = sums[1 : 1 + values], sums[1 + values :]
    number = rows.sum()
    told: dict[str, object] = {
        "observed_agreement": float(sums[0] / number) if number else None,
        "only_one_gave_a_value": lonely,
        "values": {
            name: int(many)
            for name, many in zip(names, (rows + columns).tolist(), strict=True)
            if many
        },
    }
    if pair:
        kappa = float(nominal.cohen(sums[0], rows, columns))
        told["kappa"] = None if np.isnan(kappa) else kappa
    return told


def confusion(stats: Statistics, pair: int) -> Long:
    """[layers + 1, layers + 1] units of annotator i by category of their partner; the last row and
    column count those that the other did not annotate."""
    units = stats.units
    i, j = units.pairs[pair]
    found = matched(stats, ACROSS)
    here = found.pair == pair
    left, right = found.left[here], found.right[here]
    size = len(units.layers) + 1
    table = np.zeros((size, size), np.int64)
    np.add.at(table, (units.category[left], units.category[right]), 1)
    rows = both_finished(stats)[:, pair]
    for axis, member, taken in ((1, i, left), (0, j, right)):
        mine = np.flatnonzero((units.annotator == member) & rows[units.document])
        alone = units.category[np.setdiff1d(mine, taken)]
        rest = np.bincount(alone, minlength=size)
        if axis:
            table[:, -1] += rest
        else:
            table[-1] += rest
    return table
