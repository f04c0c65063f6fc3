"""Sufficient statistics of all documents: here, in processes or on a cluster; cached; cancelled.

Documents are computed in chunks and put back by index, so that any number of jobs gives the same
digits. Tasks are module-level functions on arrays.
"""

from collections.abc import Callable, Collection, Iterator, MutableMapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

import numpy as np

from annotator.agreement.continua import GammaRow, gamma_cost, gamma_row
from annotator.agreement.digests import document_digest
from annotator.agreement.spans import (
    CoverageTable,
    MatchingTable,
    coverage_table,
    joined,
    matching_table,
    split,
)
from annotator.agreement.units import Units

Progress = Callable[[int, int], None]
"""Told how many documents are done, and of how many; counted once per kind of statistics."""
Cancelled = Callable[[], bool]
Cache = MutableMapping[str, object]
"""From the digest of a document's text, units and parameters to its statistics."""

Kind = Literal["coverage", "matching", "gamma"]
KINDS: tuple[Kind, ...] = ("coverage", "matching", "gamma")
"""In the order in which they are computed: the quick ones first."""

_CHUNK_UNITS = 40_000
_CHUNK_SECONDS = 0.5
_Value = TypeVar("_Value", CoverageTable, MatchingTable, GammaRow)


@dataclass(frozen=True, eq=False)
class Statistics:
    """What every figure is made from; None where it was not asked for, or cancelled."""

    units: Units
    coverage: CoverageTable | None = None
    matching: MatchingTable | None = None
    gamma: tuple[GammaRow, ...] | None = None
    """By document."""

    @property
    def kinds(self) -> set[Kind]:
        """Those that are there."""
        return {kind for kind in KINDS if getattr(self, kind) is not None}


def statistics(
    units: Units,
    kinds: Collection[Kind] = KINDS,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    cache: Cache | None = None,
) -> Statistics:
    """Compute what is not in the cache; without an executor in this thread.

    Where `cancelled` says so, what has not begun is left undone, and its kind is None.
    """
    asked = [kind for kind in KINDS if kind in kinds]
    many = len(units.documents)
    run = _Run(units, executor, progress, cancelled, {} if cache is None else cache, len(asked))
    light = (np.diff(units.document_offsets) / _CHUNK_UNITS).tolist()
    coverage = matching = gamma = None
    if "coverage" in asked:
        tables = run.settled("coverage", _coverage, light)
        if tables is not None:
            coverage = joined(tables) if tables else coverage_table(units)
    if "matching" in asked:
        found = run.settled("matching", _matching, light)
        if found is not None:
            matching = joined(found) if found else matching_table(units)
    if "gamma" in asked:
        costs = [gamma_cost(units, document) / _CHUNK_SECONDS for document in range(many)]
        rows = run.settled("gamma", _gammas, costs)
        gamma = None if rows is None else tuple(rows)
    return Statistics(units, coverage, matching, gamma)


def _coverage(units: Units) -> list[CoverageTable]:
    return split(units, coverage_table(units))


def _matching(units: Units) -> list[MatchingTable]:
    return split(units, matching_table(units))


def _gammas(units: Units) -> list[GammaRow]:
    return [gamma_row(units, document) for document in range(len(units.documents))]


@dataclass
class _Run:
    units: Units
    executor: Executor | None
    progress: Progress | None
    cancelled: Cancelled | None
    cache: Cache
    kinds: int
    done: int = 0

    def settled(
        self, kind: Kind, compute: Callable[[Units], list[_Value]], costs: Sequence[float]
    ) -> list[_Value] | None:
        """The value of every document; None where it was cancelled before."""
        documents = range(len(self.units.documents))
        keys = [f"{kind} {document_digest(self.units, d, kind)}" for d in documents]
        found = {d: self.cache[key] for d, key in enumerate(keys) if key in self.cache}
        self._tell(len(found))
        missing = [d for d in documents if d not in found]
        for begin, values in self._computed(compute, list(_chunks(missing, costs))):
            for d, value in enumerate(values, begin):
                found[d] = self.cache[keys[d]] = value
            self._tell(len(values))
        if len(found) < len(documents):
            return None
        return [cast("_Value", found[d]) for d in documents]

    def _computed(
        self, compute: Callable[[Units], list[_Value]], chunks: list[tuple[int, int]]
    ) -> Iterator[tuple[int, list[_Value]]]:
        if self.executor is None:
            for begin, end in chunks:
                if self._stop():
                    return
                yield begin, compute(self.units.part(begin, end))
            return
        futures: dict[Future[list[_Value]], int] = {
            self.executor.submit(compute, self.units.part(begin, end)): begin
            for begin, end in chunks
        }
        for future in as_completed(futures):
            begin = futures.pop(future)
            yield begin, future.result()
            if self._stop():
                # What could be cancelled would never be told as completed.
                begun = [waiting for waiting in futures if not waiting.cancel()]
                yield from ((futures[last], last.result()) for last in as_completed(begun))
                return

    def _tell(self, more: int) -> None:
        self.done += more
        if self.progress is not None:
            self.progress(self.done, self.kinds * len(self.units.documents))

    def _stop(self) -> bool:
        return self.cancelled is not None and self.cancelled()


def _chunks(documents: Sequence[int], costs: Sequence[float]) -> list[tuple[int, int]]:
    """Runs of neighbouring documents of a cost of about 1 each, the costliest first."""
    chunks: list[tuple[float, int, int]] = []
    for document in documents:
        cost = costs[document]
        if chunks and chunks[-1][2] == document and chunks[-1][0] + cost <= 1:
            before, begin, _ = chunks.pop()
            chunks.append((before + cost, begin, document + 1))
        else:
            chunks.append((cost, document, document + 1))
    chunks.sort(key=lambda chunk: -chunk[0])
    return [(begin, end) for _, begin, end in chunks]
