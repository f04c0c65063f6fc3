"""Figures on matched units: exact, overlapping and directional agreement."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from annotator.agreement.intervals import Real
from annotator.agreement.nominal import divided
from annotator.agreement.pooling import Statistics
from annotator.agreement.series import (
    Members,
    Series,
    both_finished,
    enough,
    everyone,
    layer_counts,
    layer_pairs,
    members_sum,
    none_yet,
    pair_series,
)
from annotator.agreement.spans import MatchingTable
from annotator.agreement.units import Long


def _table(stats: Statistics) -> MatchingTable:
    assert stats.matching is not None
    return stats.matching


def f1(sums: Real) -> Real:
    """Of sums [..., (2m, a + b)]."""
    return divided(sums[..., 0], sums[..., 1])


def f1_exact(stats: Statistics) -> Iterator[Series]:
    """2m/(a+b), m = units of equal category and fragments; last, whatever the category."""
    table = _table(stats)
    yield from _by_layer(stats, table.exact, {})
    yield from _any(stats, table.exact_any, {"categories": "ignored"})


def f1_overlap(stats: Statistics) -> Iterator[Series]:
    """2m/(a+b), m = units matched one to one, on any shared character and from the least IoU on."""
    table = _table(stats)
    shared = table.shared.sum(axis=0)
    found = table.overlap.sum(axis=0)
    for series in _by_layer(stats, table.overlap, {"iou": 0.0}):
        yield _with_iou(stats, series, shared, found)
    yield from _by_layer(stats, table.overlap_iou, {"iou": stats.units.parameters.iou})
    yield from _any(stats, table.overlap_any, {"iou": 0.0, "categories": "ignored"})


def _with_iou(stats: Statistics, series: Series, shared: Real, found: Long) -> Series:
    """With the mean intersection over union of the matched pairs beside it."""
    layers = slice(None) if series.layer == len(found) else series.layer
    pairs = [n for n, pair in enumerate(stats.units.pairs) if set(pair) <= set(series.members)]
    many = found[layers][..., pairs].sum()
    mean = float(shared[layers][..., pairs].sum() / many) if many else None
    return replace(series, evidence={**series.evidence, "mean_iou_of_matched": mean})


def _by_layer(stats: Statistics, matched: Long, parameters: dict[str, object]) -> Iterator[Series]:
    """Each category, then their sum, with the mean over categories beside it."""
    units = stats.units
    macro: dict[tuple[Members, bool], list[float]] = {}
    for layer, key in enumerate(units.layers):
        counts = layer_counts(stats, layer)
        for series in _f1_series(stats, key, layer, matched[:, layer], counts, parameters):
            macro.setdefault((series.members, series.pair), []).append(series.value)
            yield series
    counts = layer_counts(stats, len(stats.units.layers))
    whole = matched.sum(axis=1)
    for series in _f1_series(stats, None, len(units.layers), whole, counts, parameters):
        yield replace(
            series,
            evidence={**series.evidence, **macro_mean(stats, macro[series.members, series.pair])},
        )


def macro_mean(stats: Statistics, values: list[float]) -> dict[str, object]:
    """The mean of the defined values of all categories, and which are not defined."""
    known = [value for value in values if not np.isnan(value)]
    named = zip(stats.units.layers, values, strict=True)
    return {
        "macro_mean": sum(known) / len(known) if known else None,
        "undefined_categories": [key for key, value in named if np.isnan(value)],
    }


def _any(stats: Statistics, matched: Long, parameters: dict[str, object]) -> Iterator[Series]:
    counts = layer_counts(stats, len(stats.units.layers))
    layer = len(stats.units.layers)
    yield from _f1_series(stats, None, layer, matched, counts, parameters)


def _f1_series(
    stats: Statistics,
    category: str | None,
    layer: int,
    matched: Long,
    counts: Long,
    parameters: dict[str, object],
) -> Iterator[Series]:
    """`matched` [documents, pairs], `counts` [documents, annotators]."""
    first, second = np.array(stats.units.pairs, np.int64).reshape(-1, 2).T
    terms = np.stack((2 * matched, counts[:, first] + counts[:, second]), axis=-1)
    members = everyone(stats)
    rows = enough(stats, members)
    mean = Series(
        category,
        members,
        terms.astype(np.float64),
        f1,
        rows,
        none_yet(rows),
        "no-units",
        parameters,
        layer=layer,
    )
    yield from layer_pairs(stats, mean)


def agr(stats: Statistics) -> Iterator[Series]:
    """agr(i‖j), the share of i's units that a unit of j touches in the layer; first both
    directions together, over all pairs: (hits_ij + hits_ji)/(a + b)."""
    table = _table(stats)
    units = stats.units
    hits = [table.hits[:, layer] for layer in range(len(units.layers))]
    names: tuple[str | None, ...] = (*units.layers, None)
    for layer, (category, own) in enumerate(
        zip(names, [*hits, table.hits.sum(axis=1)], strict=True)
    ):
        counts = layer_counts(stats, layer)
        yield from directional(stats, category, layer, own, counts, {})


def directional(
    stats: Statistics,
    category: str | None,
    layer: int | None,
    hits: Long,
    counts: Long,
    parameters: dict[str, object],
) -> Iterator[Series]:
    """`hits` [documents, annotators, annotators] of i's units `counts` [documents, annotators]."""
    pairs = stats.units.pairs
    first, second = np.array(pairs, np.int64).reshape(-1, 2).T
    both = hits[:, first, second] + hits[:, second, first]
    terms = np.stack((both, counts[:, first] + counts[:, second]), axis=-1).astype(np.float64)
    members = everyone(stats)
    finished = both_finished(stats)

    def count(chosen: Members) -> Long:
        return members_sum(counts, chosen)

    rows = enough(stats, members)
    nothing = none_yet(rows)
    mean = Series(category, members, terms, f1, rows, nothing, "no-units", parameters, layer=layer)
    yield next(iter(pair_series(stats, mean, finished, count)))
    for n, (i, j) in enumerate(pairs):
        rows = finished[:, n]
        for one, other in ((i, j), (j, i)):
            here = np.stack((hits[:, one, other], counts[:, one]), axis=-1) * rows[:, None]
            yield Series(
                category,
                (one, other),
                here[:, None, :].astype(np.float64),
                f1,
                rows,
                counts[:, one] * rows,
                "no-units",
                {**parameters, "direction": "of the first's units, touched by the second's"},
                layer=layer,
                pair=True,
            )
