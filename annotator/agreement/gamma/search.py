"""A good alignment by repeated matching: an upper bound of the disorder."""

from itertools import combinations

import numpy as np

from annotator.agreement.gamma.continua import Continua
from annotator.agreement.gamma.matching import match
from annotator.agreement.gamma.neighbours import Edges
from annotator.agreement.gamma.parameters import ROUNDING, Flags, Integers, Reals
from annotator.agreement.gamma.sums import sums_by

BIPARTITIONS = 40
"""At most so many ways to part the annotators are tried in a round."""


def search(continua: Continua, edges: Edges, delta: float) -> Integers:
    """[U], the group of each unit, called after its first unit.

    Exact for two annotators. For more, annotators are aligned one after another; then, for each way
    to part them in two, the halves of all groups are matched anew, until no block gains by any.
    """
    n = continua.annotators
    gain = 1.0 - edges.cost / delta
    groups = np.arange(continua.units)
    for newest in range(1, n):
        side = continua.annotator == newest
        kept = np.flatnonzero((continua.annotator[edges.left] < newest) & side[edges.right])
        groups = _rematch(continua, edges.left[kept], edges.right[kept], gain[kept], side, groups)[
            0
        ]
    if n > 2:
        groups = _improve(continua, edges, gain, groups)
    return groups


def partings(annotators: int) -> list[Flags]:
    """[n] each: the ways to part the annotators in two, the smaller sides first; a fixed choice
    where there are many."""
    everybody = range(annotators)
    ways = 2 ** (annotators - 1) - 1
    if ways <= BIPARTITIONS:
        sides = [
            chosen
            for size in range(1, annotators // 2 + 1)
            for chosen in combinations(everybody, size)
            if 2 * size < annotators or 0 in chosen
        ]
        return [np.isin(everybody, chosen) for chosen in sides]
    random = np.random.default_rng(annotators)
    alone = [np.isin(everybody, [one]) for one in everybody]
    mixed: list[Flags] = []
    while len(mixed) < BIPARTITIONS - annotators:
        side = random.random(annotators) < 0.5
        if 1 < side.sum() < annotators - 1:
            mixed.append(side)
    return alone + mixed


def _improve(continua: Continua, edges: Edges, gain: Reals, groups: Integers) -> Integers:
    """Rounds over all partings; blocks that a whole round left alone are done."""
    active = np.ones(continua.blocks, np.bool_)
    ways = partings(continua.annotators)
    while active.any():
        kept = np.flatnonzero(active[continua.block[edges.left]])
        left, right, gains = edges.left[kept], edges.right[kept], gain[kept]
        changed = np.zeros(continua.blocks, np.bool_)
        for way in ways:
            side = way[continua.annotator]
            across = np.flatnonzero(side[left] != side[right])
            found, better = _rematch(
                continua, left[across], right[across], gains[across], side, groups
            )
            groups = np.where(better[continua.block], found, groups)
            changed |= better
        active = changed
    return groups


def _rematch(
    continua: Continua, left: Integers, right: Integers, gain: Reals, side: Flags, groups: Integers
) -> tuple[Integers, Flags]:
    """The best way to join the halves of all groups, and the blocks where it is better.

    Merging a units with b others gains P + the sum of (1 - d / delta) over the a * b pairs, in
    units of delta / P; a pair that is no edge forbids it.
    """
    n = continua.annotators
    pairs = n * (n - 1) // 2
    count = continua.units
    inside = np.bincount(groups[side], minlength=count)
    outside = np.bincount(groups[~side], minlength=count)
    swapped = side[right]
    a = groups[np.where(swapped, right, left)]
    b = groups[np.where(swapped, left, right)]
    keys = a * count + b
    order = np.argsort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys[order], prepend=-1))
    totals = pairs + np.add.reduceat(gain[order], begins) if len(begins) else np.zeros(0)
    a, b = a[order[begins]], b[order[begins]]
    complete = np.diff(begins, append=len(order)) == inside[a] * outside[b]
    totals = np.where(complete, totals, 0.0)
    chosen = match(a, b, totals, (count, count))
    home = continua.block
    before = np.where(a == b, totals, 0.0)
    change = sums_by(home[a[chosen]], totals[chosen], continua.blocks) - sums_by(
        home[a], before, continua.blocks
    )
    joined = np.arange(count) + count
    joined[b[chosen]] = a[chosen]
    found = np.where(side, groups, joined[groups])
    _, first, inverse = np.unique(found, return_index=True, return_inverse=True)
    return first[inverse], change > ROUNDING
