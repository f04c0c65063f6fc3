"""Figures: a value or the reason for none, its interval, counts and parameters."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from annotator.agreement import intervals
from annotator.agreement.evidence import background, parameters_of, said
from annotator.agreement.intervals import Interval, Real
from annotator.agreement.measures import MEASURES, Measure, needed
from annotator.agreement.pooling import Statistics
from annotator.agreement.series import Series
from annotator.agreement.units import Long

Resample = Literal["document", "event"]
_BLOCK = 4_000
"""Columns of terms that are resampled at once: some 64 MB."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One figure, with what it must not travel without."""

    measure: str
    category: str | None
    """A category, or a relation type; None: all."""
    pair: tuple[str, str] | None
    """None: all annotators."""
    document: str | None
    """None: pooled over all."""
    value: float | None
    reason: str
    """Empty where there is a value."""
    interval: Interval | None
    interval_method: str
    """`jackknife-t`, `bootstrap`, or the reason for none."""
    n_documents: int
    n_units: int
    """What it counts is `evidence["n_counts"]`."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Any] = field(default_factory=dict)


def figures(
    stats: Statistics,
    measures: Sequence[str] | None = None,
    *,
    categories: Collection[str] | None = None,
    pairs: bool = True,
    resample: Resample = "document",
    by_document: bool = False,
) -> list[Agreement]:
    """The figures of these measures (None: all), in the order of `MEASURES`.

    `categories` keeps those of these categories and relation types only; a measure that has none
    of them gives no figure.
    """
    chosen = list(MEASURES) if measures is None else [m for m in MEASURES if m in set(measures)]
    settling = _Settling(stats, resample, by_document)
    found: list[Agreement] = []
    for name in chosen:
        measure = MEASURES[name]
        if reason := _missing(stats, measure):
            found.append(settling.nothing(measure, reason))
            continue
        made = list(measure.series(stats))
        kept = [
            series
            for series in made
            if (categories is None or series.category in categories) and (pairs or not series.pair)
        ]
        if not made and categories is None:
            found.append(settling.nothing(measure, "no-relations"))
        found += settling.settled(measure, kept)
    return found


def _missing(stats: Statistics, measure: Measure) -> str:
    """Why no figure of this measure can be told; empty where they can."""
    if len(stats.units.annotators) < 2:
        return "one-annotator"
    return "" if needed(measure) <= stats.kinds else "cancelled"


class _Settling:
    """Turns series into figures; draws replicates once, so that figures can be compared."""

    def __init__(self, stats: Statistics, resample: Resample, by_document: bool) -> None:
        self._stats = stats
        self._resample: Resample = resample
        self._by_document = by_document
        self._weights: dict[int, Real] = {}
        self._backgrounds: dict[tuple[object, ...], Mapping[str, Any]] = {}
        self._own = _own_clusters(stats, resample)

    def _parameters(self, measure: Measure) -> Mapping[str, Any]:
        return parameters_of(self._stats.units.parameters, measure.family == "coverage")

    def nothing(self, measure: Measure, reason: str) -> Agreement:
        """The one figure of a measure that has none."""
        return Agreement(
            measure.id,
            None,
            None,
            None,
            None,
            reason,
            None,
            reason,
            0,
            0,
            self._parameters(measure),
            {"n_counts": measure.counts},
        )

    def settled(self, measure: Measure, series: Sequence[Series]) -> Iterator[Agreement]:
        """A figure of each, and of each document where that was asked for."""
        for each, interval in zip(series, self._intervals(measure, series), strict=True):
            yield self._figure(measure, each, *interval)
            if self._by_document:
                yield from self._documents(measure, each)

    def _figure(
        self,
        measure: Measure,
        series: Series,
        interval: Interval | None,
        method: str,
        uncut: Interval | None = None,
    ) -> Agreement:
        names = self._stats.units.annotators
        value = series.value
        reason = "" if not np.isnan(value) else series.reason()
        key = series.layer, series.members, series.rows.tobytes()
        if key not in self._backgrounds:
            self._backgrounds[key] = background(self._stats, series)
        evidence = {**self._backgrounds[key], **series.evidence, **said(measure, series)}
        if measure.family == "coverage":
            documents = series.rows[: len(self._stats.units.documents)]
            evidence["text_judged"] = int(self._stats.units.lengths[documents].sum())
        if uncut is not None and uncut != interval:
            evidence["interval_before_cut"] = uncut
        if series.without:
            without = {names[left]: _number(v) for left, v in series.without.items()}
            known = [v for v in without.values() if v is not None]
            evidence["without_annotator"] = without
            evidence["range_without_one"] = [min(known), max(known)] if known else None
        parameters = {
            **self._parameters(measure),
            **series.parameters,
            "resample": self._resample,
            "replicates": intervals.REPLICATES if method == "bootstrap" else None,
        }
        pair = _pair(series, names)
        return Agreement(
            measure.id,
            series.category,
            pair,
            None,
            _number(value),
            reason,
            interval,
            method,
            int(series.rows[: len(self._stats.units.documents)].sum()),
            int(series.counts.sum()),
            parameters,
            evidence,
        )

    def _documents(self, measure: Measure, series: Series) -> Iterator[Agreement]:
        units = self._stats.units
        pair = _pair(series, units.annotators)
        parameters = {**self._parameters(measure), **series.parameters}
        evidence = said(measure, series)
        values = series.settle(series.terms)
        for d, document in enumerate(units.documents):
            value = float(values[d])
            reason = "" if not np.isnan(value) else series.reason(slice(d, d + 1))
            yield Agreement(
                measure.id,
                series.category,
                pair,
                document,
                _number(value),
                reason,
                None,
                reason or "one-document",
                int(series.rows[d]),
                int(series.counts[d]),
                parameters,
                {**evidence, "text_judged": int(units.lengths[d] * series.rows[d])}
                if measure.family == "coverage"
                else evidence,
            )

    def _intervals(
        self, measure: Measure, series: Sequence[Series]
    ) -> list[tuple[Interval | None, str, Interval | None]]:
        """Of each series: the interval, its method or the reason for none, and what it was before
        it was cut to the measure's range."""
        found: list[tuple[Interval | None, str, Interval | None]]
        found = [(None, "", None)] * len(series)
        waiting: list[tuple[int, Real]] = []
        for n, each in enumerate(series):
            cluster = self._clusters(each)
            terms = each.terms
            if self._resample == "event" or each.ties is not None:
                terms = np.zeros((int(cluster.max(initial=-1)) + 1, *each.terms.shape[1:]))
                np.add.at(terms, cluster, each.terms)
            few = len(terms) < intervals.FEWEST
            used = np.zeros(0, np.int64) if few else np.unique(cluster[each.rows])
            method = intervals.method(len(used))
            if np.isnan(each.value):
                found[n] = None, each.reason(), None
            elif method == "none":
                found[n] = None, "too-few-documents", None
            elif method == "jackknife-t":
                interval = intervals.jackknife(terms[used], each.settle)
                found[n] = self._fitted(measure, each, interval, method)
            else:
                waiting.append((n, terms))
        for n, values in self._resampled(series, waiting):
            interval = intervals.percentiles(values)
            found[n] = self._fitted(measure, series[n], interval, "bootstrap")
        return found

    def _fitted(
        self, measure: Measure, series: Series, interval: Interval | None, method: str
    ) -> tuple[Interval | None, str, Interval | None]:
        if interval is None:
            return None, "too-sparse", None
        if series.error is not None:
            error = series.error(series.terms.sum(axis=0))
            interval = intervals.widened(interval, series.value, error)
        return intervals.cut(interval, measure.bounds), method, interval

    def _resampled(
        self, series: Sequence[Series], waiting: Sequence[tuple[int, Real]]
    ) -> Iterator[tuple[int, Real]]:
        """Values of all replicates; many series in one product."""
        while waiting:
            many = len(waiting[0][1])
            block: list[tuple[int, Real]] = []
            width = 0
            while waiting and len(waiting[0][1]) == many and (not block or width < _BLOCK):
                block.append(waiting[0])
                width += waiting[0][1][0].size
                waiting = waiting[1:]
            if many not in self._weights:
                seed = self._stats.units.parameters.seed
                self._weights[many] = intervals.weights(many, seed)
            sums = self._weights[many] @ np.concatenate([t.reshape(many, -1) for _, t in block], 1)
            place = 0
            for n, terms in block:
                part = sums[:, place : place + terms[0].size].reshape(-1, *terms.shape[1:])
                place += terms[0].size
                yield n, series[n].settle(part)

    def _clusters(self, series: Series) -> Long:
        """By row, the number of what is drawn as a whole: a document, an event, documents tied."""
        cluster = self._own
        if series.ties is None:
            return cluster
        for one, two in series.ties[len(cluster) :].tolist():
            cluster = np.where(cluster == cluster[two], cluster[one], cluster)
        _, numbers = np.unique(cluster, return_inverse=True)
        found: Long = numbers.reshape(-1)[series.ties[:, 0]]
        return found


def _own_clusters(stats: Statistics, resample: Resample) -> Long:
    """By document: its own number, or that of its event. Documents without one stand alone."""
    number: dict[str, int] = {}
    found = [
        number.setdefault(event if event and resample == "event" else f"\x00{d}", len(number))
        for d, event in enumerate(stats.units.events)
    ]
    return np.array(found, np.int64)


def _pair(series: Series, names: Sequence[str]) -> tuple[str, str] | None:
    """The two annotators of a figure on one pair; a mean over all names none."""
    if not series.pair:
        return None
    one, two = series.members
    return names[one], names[two]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
