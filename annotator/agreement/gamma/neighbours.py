"""Pairs of units near enough to be aligned, without a matrix of all pairs."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.gamma.continua import Continua
from annotator.agreement.gamma.dissimilarity import dissimilarities
from annotator.agreement.gamma.parameters import ROUNDING, GammaParameters, Integers, Reals


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of units of different annotators in one block, left < right, sorted."""

    left: Integers
    """[E]."""
    right: Integers
    """[E]."""
    cost: Reals
    """[E], the dissimilarity."""


def neighbours(continua: Continua, parameters: GammaParameters) -> Edges:
    """All pairs with a dissimilarity up to (P + n - 1) * delta, P pairs of n annotators.

    No best alignment holds a pair beyond: splitting one of the two off costs less. The midpoints
    of such a pair are no further apart than the sum of the reaches of the two, half the hull plus
    (r - 1) / 2 times what is covered with r the root of that bound; the search goes by octaves of
    the reach, the larger of a pair looking for the smaller.
    """
    n = continua.annotators
    bound = n * (n - 1) / 2 + n - 1 + ROUNDING
    root = max(1.0, np.sqrt(bound / parameters.alpha)) if parameters.alpha > 0 else np.inf
    with np.errstate(invalid="ignore"):
        reach = (continua.last - continua.first) / 2 + (root - 1) / 2 * continua.size
    left, right = _near(continua, reach) if np.isfinite(root) else _all(continua)
    cost = dissimilarities(continua, parameters, left, right)
    kept = np.flatnonzero(cost < bound * parameters.delta)
    left, right, cost = left[kept], right[kept], cost[kept]
    order = np.argsort(left * np.int64(continua.units) + right)
    return Edges(left[order], right[order], cost[order])


def _near(continua: Continua, reach: Reals) -> tuple[Integers, Integers]:
    """Pairs, left < right, with midpoints at most the sum of the reaches apart, and some more."""
    if not continua.units:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    middle = (continua.first + continua.last) / 2
    # Blocks are laid out one after another, so far apart that no window meets two.
    low = float(middle.min())
    stride = float(middle.max()) - low + 5 * float(reach.max())
    place = middle - low + continua.block * stride
    octave = np.frexp(reach)[1]
    # What the layout may round off.
    slack = 4 * np.spacing(float(place.max()) + stride)
    found_left, found_right = [], []
    for current in np.unique(octave):
        smaller = np.flatnonzero(octave == current)
        smaller = smaller[np.argsort(place[smaller], kind="stable")]
        larger = np.flatnonzero(octave >= current)
        window = reach[larger] + np.ldexp(1.0, int(current)) + slack
        begin = np.searchsorted(place[smaller], place[larger] - window)
        end = np.searchsorted(place[smaller], place[larger] + window, side="right")
        counts = end - begin
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        a = np.repeat(larger, counts)
        b = smaller[np.repeat(begin, counts) + steps]
        kept = (
            (continua.annotator[a] != continua.annotator[b])
            & ((octave[a] != current) | (a < b))
            & (np.abs(middle[a] - middle[b]) <= reach[a] + reach[b] + slack)
            & (continua.block[a] == continua.block[b])
        )
        found_left.append(np.minimum(a[kept], b[kept]))
        found_right.append(np.maximum(a[kept], b[kept]))
    return np.concatenate(found_left), np.concatenate(found_right)


def _all(continua: Continua) -> tuple[Integers, Integers]:
    """Every pair of units of different annotators in one block, left < right."""
    ends = np.searchsorted(continua.block, continua.block, side="right")
    numbers = np.arange(continua.units)
    counts = ends - numbers
    left = np.repeat(numbers, counts)
    right = left + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = continua.annotator[left] != continua.annotator[right]
    return left[kept], right[kept]
