"""Sufficient statistics of all documents: here, in processes or on a cluster; cached; cancelled.

Documents are computed in chunks and put back by index, so that any number of jobs gives the same
digits. Tasks are module-level functions on arrays.
"""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from annotator.agreement.continua import GammaRow, gamma_cost, gamma_row
from annotator.agreement.digests import document_digest
from annotator.agreement.spans import SpanTable, joined, span_table
from annotator.agreement.units import Units

Progress = Callable[[int, int], None]
"""Told how many documents are done, and of how many; counted once per kind of statistics."""
Cancelled = Callable[[], bool]
Cache = MutableMapping[str, object]
"""From the digest of a document's text, units and parameters to its statistics."""

_CHUNK_UNITS = 20_000
"""Units whose spans take some half a second."""
_CHUNK_COST = 1.0
"""Of gamma, in estimated half seconds."""
_Value = TypeVar("_Value")
_Task = tuple[Callable[[Units], list[_Value]], Units]


@dataclass(frozen=True, eq=False)
class Statistics:
    """What every figure is made from. `gamma` is None where it was not asked for."""

    units: Units
    spans: SpanTable | None
    """None where it was cancelled."""
    gamma: tuple[GammaRow | None, ...] | None = None
    """By document; None where it was cancelled."""

    @property
    def cancelled(self) -> bool:
        """Whether anything asked for is missing."""
        return self.spans is None or (self.gamma is not None and None in self.gamma)


def statistics(
    units: Units,
    *,
    gamma: bool = True,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    cache: Cache | None = None,
) -> Statistics:
    """Compute what is not in the cache; without an executor in this thread.

    Where `cancelled` says so, what has not begun is left undone.
    """
    run = _Run(units, executor, progress, cancelled, {} if cache is None else cache)
    many = len(units.documents)
    sizes = np.diff(units.document_offsets) / _CHUNK_UNITS
    tables = run.settled("spans", _spans, sizes.tolist(), many * (1 + gamma), 0)
    done = [table for table in tables if table is not None]
    spans = joined(done) if len(done) == many and many else None
    if not many:
        spans = span_table(units)
    if not gamma:
        return Statistics(units, spans)
    costs = [gamma_cost(units, document) / _CHUNK_COST for document in range(many)]
    rows = run.settled("gamma", _gammas, costs, 2 * many, many)
    return Statistics(units, spans, tuple(rows))


def _spans(units: Units) -> list[SpanTable]:
    table = span_table(units)
    bounds = units.document_offsets.tolist()
    return [
        table.part(slice(bounds[d], bounds[d + 1]), slice(d, d + 1))
        for d in range(len(units.documents))
    ]


def _gammas(units: Units) -> list[GammaRow]:
    return [gamma_row(units, document) for document in range(len(units.documents))]


@dataclass(frozen=True)
class _Run:
    units: Units
    executor: Executor | None
    progress: Progress | None
    cancelled: Cancelled | None
    cache: Cache

    def settled(
        self,
        name: str,
        compute: Callable[[Units], list[_Value]],
        costs: Sequence[float],
        total: int,
        before: int,
    ) -> list[_Value | None]:
        """The value of every document; None where it was cancelled before."""
        documents = range(len(self.units.documents))
        keys = [f"{name} {document_digest(self.units, d, name)}" for d in documents]
        found: list[_Value | None] = [self.cache.get(key) for key in keys]  # type: ignore[misc]
        missing = [d for d in documents if found[d] is None]
        done = before + len(found) - len(missing)
        self._tell(done, total)
        for begin, values in self._computed(compute, list(_chunks(missing, costs))):
            found[begin : begin + len(values)] = values
            self.cache.update(zip(keys[begin:], values, strict=False))
            done += len(values)
            self._tell(done, total)
        return found

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
            if self._stop():
                for waiting in futures:
                    waiting.cancel()
            if not future.cancelled():
                yield futures[future], future.result()

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)

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
