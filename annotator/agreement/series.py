"""A figure before it is settled: sums by document, and how a value follows from them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from annotator.agreement.intervals import Real
from annotator.agreement.pooling import Statistics
from annotator.agreement.units import Flags, Long

Members = tuple[int, ...]
Ratio = Callable[[Real], Real]
"""From sums [..., T] to values [...]; nan where undefined."""


@dataclass(frozen=True, eq=False)
class Series:
    """One figure's terms: it is the mean over groups of the ratio of their sums.

    A group is a pair of annotators, or all of them at once. Rows are documents, or sets of
    documents that a link ties together.
    """

    category: str | None
    members: Members
    """Annotators: all, or two; in a directional figure the first is the one whose units count."""
    terms: Real
    """[rows, groups, T]; zero in rows that do not count."""
    ratio: Ratio
    rows: Flags
    """Which rows count."""
    counts: Long
    """[rows] how many units, matched pairs or relations the figure rests on."""
    undefined: str
    """The reason where the ratio is undefined."""
    parameters: Mapping[str, object] = field(default_factory=dict)
    evidence: Mapping[str, object] = field(default_factory=dict)
    layer: int | None = None
    """Of the counts and the prevalence beside the figure; the number of layers: any; None: none."""
    ties: Long | None = None
    """[rows, 2] the documents that each row touches; None: rows are documents."""
    without: Mapping[int, float] = field(default_factory=dict)
    """The value without each annotator; nan where undefined."""
    error: Callable[[Real], float] | None = None
    """From the sums of all rows, a standard error that resampling does not show."""
    pair: bool = False
    """Whether it is the figure of one pair, also where there are no others."""
    empty: str = ""
    """The reason where there is nothing to sum, if that is another one."""

    def settle(self, sums: Real) -> Real:
        """Values [...] of sums [..., groups, T]: the mean of the groups that are defined."""
        values = self.ratio(sums)
        if values.shape[-1] == 1:
            return values[..., 0]
        known = ~np.isnan(values)
        many = known.sum(axis=-1)
        total = np.where(known, values, 0.0).sum(axis=-1)
        nothing = np.full(np.shape(total), np.nan)
        mean: Real = np.divide(total, many, out=nothing, where=many > 0)
        return mean

    def reason(self, rows: slice = slice(None)) -> str:
        """Why these rows have no value."""
        if not self.rows[rows].any():
            return "no-shared-document"
        return self.empty if self.empty and not self.terms[rows].any() else self.undefined

    @cached_property
    def value(self) -> float:
        """nan where undefined."""
        return float(self.settle(self.terms.sum(axis=0)))


def everyone(stats: Statistics) -> Members:
    """All annotators, by number."""
    return tuple(range(len(stats.units.annotators)))


def enough(stats: Statistics, members: Members) -> Flags:
    """[documents] finished by at least two of these annotators."""
    many = stats.units.finished[:, list(members)].sum(axis=1)
    return np.asarray(many >= 2, np.bool_)


def any_of(flags: Flags) -> Flags:
    """[rows] of [rows, columns]: whether any column says so."""
    found: Flags = np.logical_or.reduce(flags, axis=1)
    return found


def both_finished(stats: Statistics, ties: Long | None = None) -> Flags:
    """[documents, pairs], or [rows, pairs] of rows that touch several documents."""
    finished = stats.units.finished
    if ties is not None:
        finished = finished[ties[:, 0]] & finished[ties[:, 1]]
    found = [finished[:, i] & finished[:, j] for i, j in stats.units.pairs]
    return np.array(found, np.bool_).reshape(len(found), len(finished)).T


def layer_counts(stats: Statistics, layer: int) -> Long:
    """[documents, annotators] units of a layer; the number of layers: of all."""
    assert stats.coverage is not None
    counts = stats.coverage.units
    chosen: Long = counts.sum(axis=1) if layer == counts.shape[1] else counts[:, layer]
    return chosen


def pair_series(
    stats: Statistics, mean: Series, finished: Flags, counts: Callable[[Members], Long]
) -> Iterator[Series]:
    """The mean over all pairs, then each pair alone.

    `mean.terms` has the pairs as groups and is made zero where not both `finished` [rows, pairs];
    `counts` [rows] are those of some annotators.
    """
    names, pairs = stats.units.annotators, stats.units.pairs
    terms = np.where(finished[:, :, None], mean.terms, 0.0)
    mean = replace(mean, terms=terms, rows=any_of(finished))
    values = mean.ratio(terms.sum(axis=0))
    known = values[~np.isnan(values)]
    undefined = [pair for pair, value in zip(pairs, values, strict=True) if np.isnan(value)]
    told = {
        **mean.evidence,
        "pairs": len(pairs),
        "pairs_defined": len(known),
        "standard_deviation": float(known.std()) if len(known) else None,
        "undefined_pairs": [[names[member] for member in pair] for pair in undefined],
    }
    without: dict[int, float] = {}
    for left in mean.members if len(mean.members) > 2 else ():
        keep = [n for n, pair in enumerate(pairs) if left not in pair]
        without[left] = float(mean.settle(terms[:, keep].sum(axis=0)))
    many = counts(mean.members) * mean.rows
    yield replace(mean, evidence=told, without=without, counts=many)
    for n, pair in enumerate(pairs):
        rows = finished[:, n]
        yield replace(
            mean,
            members=pair,
            terms=terms[:, [n]],
            rows=rows,
            counts=counts(pair) * rows,
            pair=True,
        )


def layer_pairs(stats: Statistics, mean: Series) -> Iterator[Series]:
    """`pair_series` of a figure on the units of a layer."""
    assert mean.layer is not None
    table = layer_counts(stats, mean.layer)

    def counts(members: Members) -> Long:
        return members_sum(table, members)

    yield from pair_series(stats, mean, both_finished(stats), counts)


def members_sum(counts: Long, members: Members) -> Long:
    """[documents] of [documents, annotators], of these annotators."""
    sums: Long = counts[:, list(members)].sum(axis=1)
    return sums


def none_yet(rows: Flags) -> Long:
    """[rows] counts that are still to come."""
    return np.zeros(len(rows), np.int64)
