"""Random documents for tests of gamma, and all ways to align a small one."""

from collections.abc import Iterator, Sequence

import numpy as np

from annotator.agreement.gamma import GammaParameters, GammaUnits
from annotator.agreement.gamma.continua import continuum_of
from annotator.agreement.gamma.dissimilarity import dissimilarities

Spans = Sequence[tuple[int, int]]


def units(length: int, *rows: tuple[int, int, Spans], annotators: int = 0) -> GammaUnits:
    """Rows of annotator, category, fragments."""
    counts = [len(spans) for _, _, spans in rows]
    return GammaUnits(
        annotators or 1 + max(row[0] for row in rows),
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.concatenate(([0], np.cumsum(counts, dtype=np.int64))),
        np.array([span[0] for row in rows for span in row[2]], np.int64),
        np.array([span[1] for row in rows for span in row[2]], np.int64),
        length,
    )


def random_units(
    seed: int, annotators: int, each: int, *, spacing: int = 60, split: float = 0.0
) -> GammaUnits:
    """Annotators who saw the same passages, more or less, with nesting and stray units."""
    random = np.random.default_rng([seed, annotators, each])
    length = max(1, each) * spacing
    seen = np.sort(random.integers(length, size=each))
    sizes = random.lognormal(3.5, 0.8, each).astype(int) + 2
    kinds = random.integers(3, size=each)
    rows = []
    for annotator in range(annotators):
        for start, size, kind in zip(seen.tolist(), sizes.tolist(), kinds.tolist(), strict=True):
            if random.random() < 0.15:
                continue
            if random.random() < 0.1:
                start, kind = int(random.integers(length)), int(random.integers(3))
            start = max(0, start + int(random.normal(0, 5)))
            end = start + max(2, size + int(random.normal(0, 8)))
            spans = [(start, end)]
            if random.random() < split and end - start > 8:
                middle = start + (end - start) // 2
                spans = [(start, middle - 2), (middle + 1, end)]
            rows.append((annotator, kind, spans))
    return units(length + 1, *rows, annotators=annotators)


def shuffled(found: GammaUnits, seed: int) -> GammaUnits:
    """The same units in another order, by renumbered annotators."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(found.annotator))
    names = random.permutation(found.annotators)
    counts = np.diff(found.offsets)[order]
    picked = [n for u in order for n in range(found.offsets[u], found.offsets[u + 1])]
    return GammaUnits(
        found.annotators,
        names[found.annotator[order]],
        found.category[order],
        np.concatenate(([0], np.cumsum(counts))),
        found.starts[picked],
        found.ends[picked],
        found.length,
    )


def least_disorder(found: GammaUnits, parameters: GammaParameters) -> float:
    """W·O by trying every alignment."""
    continuum, _ = continuum_of(found, parameters)
    count, n = continuum.units, continuum.annotators
    left, right = (side.ravel() for side in np.indices((count, count)))
    d = dissimilarities(continuum, parameters, left, right).reshape(count, count)
    pairs = n * (n - 1) // 2
    costs = []
    for groups in _partitions(continuum.annotator.tolist()):
        cost = 0.0
        for group in groups:
            real = sum(d[a, b] for place, a in enumerate(group) for b in group[:place])
            cost += real + (pairs - len(group) * (len(group) - 1) // 2) * parameters.delta
        costs.append(cost / pairs)
    return min(costs)


def _partitions(annotators: Sequence[int], unit: int = 0) -> Iterator[list[list[int]]]:
    """Into groups with at most one unit of each annotator."""
    if unit == len(annotators):
        yield []
        return
    for groups in _partitions(annotators[:-1], unit) if len(annotators) > unit + 1 else [[]]:
        newest = len(annotators) - 1
        yield [*groups, [newest]]
        for place, group in enumerate(groups):
            if all(annotators[other] != annotators[newest] for other in group):
                yield [*groups[:place], [*group, newest], *groups[place + 1 :]]
