"""Figures on covered tokens or characters, one category at a time."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from annotator.agreement import nominal
from annotator.agreement.intervals import Real
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
)
from annotator.agreement.span_series import f1, macro_mean
from annotator.agreement.units import Flags, Long


def alpha(stats: Statistics) -> Iterator[Series]:
    """Krippendorff's α on binary coverage; n may vary by document."""
    yield from _direct(stats, lambda sums: nominal.alpha(sums[..., 0], sums[..., 1:3]))


def u_alpha(stats: Statistics) -> Iterator[Series]:
    """Krippendorff's uα of 2016, one category at a time."""
    yield from _direct(
        stats, lambda sums: nominal.u_alpha(sums[..., 0], sums[..., 1:3], sums[..., 3])
    )


def fleiss(stats: Statistics) -> Iterator[Series]:
    """Fleiss' κ on the documents that all chosen annotators finished."""
    yield from _direct(stats, lambda s: nominal.fleiss(s[..., 0], s[..., 1:3]), complete=True)


def ac1(stats: Statistics) -> Iterator[Series]:
    """Gwet's AC1 on the documents that all chosen annotators finished."""
    yield from _direct(stats, lambda s: nominal.ac1(s[..., 0], s[..., 1:3]), complete=True)


def kappa(stats: Statistics) -> Iterator[Series]:
    """Cohen's κ of each pair, and their mean."""
    yield from _by_pair(stats, _cohen)


def pi(stats: Statistics) -> Iterator[Series]:
    """Scott's π of each pair, and their mean."""
    yield from _by_pair(stats, _scott)


def f1_coverage(stats: Statistics) -> Iterator[Series]:
    """2|A∩B|/(|A|+|B|) of each pair and their mean; for all categories their sums."""
    assert stats.coverage is not None
    layers = len(stats.units.layers)
    values: dict[tuple[Members, bool], list[float]] = {}
    for layer in range(layers):
        for series in _f1(stats, layer, stats.coverage.intersections[:, layer]):
            values.setdefault((series.members, series.pair), []).append(series.value)
            yield series
    for series in _f1(stats, layers, stats.coverage.intersections[:, :layers].sum(axis=1)):
        told = {**series.evidence, **macro_mean(stats, values[series.members, series.pair])}
        yield replace(series, evidence=told)


def _layers(stats: Statistics) -> list[tuple[str | None, int]]:
    names: list[str | None] = [*stats.units.layers, None]
    return [(name, layer) for layer, name in enumerate(names)]


def _direct(
    stats: Statistics, ratio: Callable[[Real], Real], complete: bool = False
) -> Iterator[Series]:
    whole = everyone(stats)
    both = both_finished(stats)
    for category, layer in _layers(stats):
        counts = layer_counts(stats, layer)
        terms, rows = direct_terms(stats, layer, whole, complete)
        without = {}
        for left in whole if len(whole) > 2 else ():
            rest = tuple(member for member in whole if member != left)
            sums = direct_terms(stats, layer, rest, complete)[0].sum(axis=0)
            without[left] = float(ratio(sums)[0])
        many = members_sum(counts, whole) * rows
        told = _positions(stats, terms)
        mean = Series(category, whole, terms, ratio, rows, many, "no-variation", evidence=told)
        mean = replace(mean, layer=layer)
        yield replace(mean, without=without)
        by_pair = _direct_pairs(stats, layer)
        for n, pair in enumerate(stats.units.pairs):
            rows = both[:, n]
            terms = by_pair[:, [n]]
            yield replace(
                mean,
                members=pair,
                terms=terms,
                rows=rows,
                counts=members_sum(counts, pair) * rows,
                evidence=_positions(stats, terms),
                pair=True,
            )


def _direct_pairs(stats: Statistics, layer: int) -> Real:
    """[documents, pairs, T] as of `direct_terms`; zero where not both finished."""
    assert stats.coverage is not None
    first, second = np.array(stats.units.pairs, np.int64).reshape(-1, 2).T
    both = stats.coverage.intersections[:, layer]
    one, two, shared = both[:, first, first], both[:, second, second], both[:, first, second]
    length = stats.units.lengths[:, None]
    squares = stats.coverage.squares[:, layer]
    segments = squares[:, first] + squares[:, second]
    covered = one + two
    free = 2 * length - covered
    columns = (2 * (covered - 2 * shared), covered, free, segments + free)
    return np.stack(columns, axis=-1) * both_finished(stats)[:, :, None].astype(np.float64)


def direct_terms(
    stats: Statistics, layer: int, members: Members, complete: bool
) -> tuple[Real, Flags]:
    """[documents, 1, (2·o10, n1, n0, R)] of these annotators, and the documents that count.

    With c of n annotators on a position, Σc and Σc² follow from the pairwise intersections.
    """
    assert stats.coverage is not None
    chosen = list(members)
    many = stats.units.finished[:, chosen].sum(axis=1)
    rows: Flags = many == len(chosen) if complete else many >= 2
    rows &= many >= 2
    both = stats.coverage.intersections[:, layer][:, chosen][:, :, chosen]
    covered = np.trace(both, axis1=1, axis2=2)
    disputed = 2 * (many * covered - both.sum(axis=(1, 2))) / np.maximum(many - 1, 1)
    positions = many * stats.units.lengths
    own = np.where(stats.units.finished[:, chosen], stats.units.lengths[:, None], 0)
    gaps = own - np.diagonal(both, axis1=1, axis2=2)
    squares = (stats.coverage.squares[:, layer][:, chosen] + gaps).sum(axis=1)
    terms = np.stack((disputed, covered, positions - covered, squares), axis=-1)
    return (terms * rows[:, None])[:, None, :], rows


def _positions(stats: Statistics, terms: Real) -> dict[str, object]:
    disputed, covered, free, _ = terms.sum(axis=(0, 1)).tolist()
    positions = covered + free
    return {
        "positions_judged": int(positions),
        "unit": stats.units.parameters.unit,
        "observed_agreement": 1 - disputed / positions if positions else None,
    }


def _pair_terms(stats: Statistics, both: Long) -> Real:
    """[documents, pairs, (length, i, j, both)]"""
    first, second = np.array(stats.units.pairs, np.int64).reshape(-1, 2).T
    length = np.broadcast_to(stats.units.lengths[:, None], (len(both), len(first)))
    columns = (length, both[:, first, first], both[:, second, second], both[:, first, second])
    return np.stack(columns, axis=-1).astype(np.float64)


def _by_pair(stats: Statistics, ratio: Callable[[Real], Real]) -> Iterator[Series]:
    assert stats.coverage is not None
    for category, layer in _layers(stats):
        terms = _pair_terms(stats, stats.coverage.intersections[:, layer])
        yield from layer_pairs(stats, _mean(stats, category, layer, terms, ratio, "no-variation"))


def _f1(stats: Statistics, layer: int, both: Long) -> Iterator[Series]:
    terms = _pair_terms(stats, both)
    double = np.stack((2 * terms[..., 3], terms[..., 1] + terms[..., 2]), axis=-1)
    names: tuple[str | None, ...] = (*stats.units.layers, None)
    yield from layer_pairs(stats, _mean(stats, names[layer], layer, double, f1, "no-units"))


def _mean(
    stats: Statistics,
    category: str | None,
    layer: int,
    terms: Real,
    ratio: Callable[[Real], Real],
    undefined: str,
) -> Series:
    members = everyone(stats)
    rows = enough(stats, members)
    return Series(category, members, terms, ratio, rows, none_yet(rows), undefined, layer=layer)


def _cohen(sums: Real) -> Real:
    length, one, two, both = (sums[..., n] for n in range(4))
    rows = np.stack((one, length - one), axis=-1)
    columns = np.stack((two, length - two), axis=-1)
    return nominal.cohen(length - one - two + 2 * both, rows, columns)


def _scott(sums: Real) -> Real:
    length, one, two, both = (sums[..., n] for n in range(4))
    totals = np.stack((one + two, 2 * length - one - two), axis=-1)
    return nominal.fleiss(2 * (one + two - 2 * both), totals)
