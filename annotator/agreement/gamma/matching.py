"""One-to-one matching of greatest gain between two sides, on a sparse list of pairs."""

from itertools import pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotator.agreement.gamma.parameters import Flags, Integers, Reals


def match(left: Integers, right: Integers, gain: Reals, sides: tuple[int, int]) -> Integers:
    """Indices of the matched pairs, ascending; pairs without gain are never matched.

    `left` [E] is below `sides[0]`, `right` [E] below `sides[1]`; no pair occurs twice.
    """
    edges = np.flatnonzero(gain > 0)
    chosen = []
    while len(edges):
        sure = _sure(left[edges], right[edges], gain[edges], sides)
        if not sure.any():
            break
        chosen.append(edges[sure])
        free_left, free_right = np.ones(sides[0], np.bool_), np.ones(sides[1], np.bool_)
        free_left[left[chosen[-1]]] = False
        free_right[right[chosen[-1]]] = False
        edges = edges[free_left[left[edges]] & free_right[right[edges]]]
    if len(edges):
        chosen.append(edges[_assign(left[edges], right[edges], gain[edges], sides)])
    return np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, np.int64)


def _sure(left: Integers, right: Integers, gain: Reals, sides: tuple[int, int]) -> Flags:
    """Pairs that some best matching holds: they gain no less than the two pairs that could come
    instead, the best others of either end."""
    best_left, others_left = _best(left, gain, sides[0])
    best_right, others_right = _best(right, gain, sides[1])
    numbers = np.arange(len(gain))
    found: Flags = (
        (best_left[left] == numbers)
        & (best_right[right] == numbers)
        & (gain >= others_left[left] + others_right[right])
    )
    return found


def _best(ends: Integers, gain: Reals, count: int) -> tuple[Integers, Reals]:
    """For each end its best pair (the first of equal ones; -1: none) and the next best gain."""
    order = np.lexsort((np.arange(len(gain)), -gain, ends))
    sorted_ends = ends[order]
    begins = np.flatnonzero(np.concatenate(([True], sorted_ends[1:] != sorted_ends[:-1])))
    best = np.full(count, -1, np.int64)
    best[sorted_ends[begins]] = order[begins]
    seconds = begins + 1
    real = np.flatnonzero(seconds < len(order))
    real = real[sorted_ends[seconds[real]] == sorted_ends[begins[real]]]
    others = np.zeros(count)
    others[sorted_ends[begins[real]]] = gain[order[seconds[real]]]
    return best, others


def _assign(left: Integers, right: Integers, gain: Reals, sides: tuple[int, int]) -> Integers:
    """The assignment problem, one connected component at a time."""
    total = sides[0] + sides[1]
    graph = coo_array((np.ones(len(left), np.int8), (left, right + sides[0])), (total, total))
    component = connected_components(graph, directed=False)[1][left]
    order = np.argsort(component, kind="stable")
    component = component[order]
    rows, height = _places(component, left[order], sides[0])
    columns, width = _places(component, right[order], sides[1])
    begins = np.flatnonzero(np.diff(component, prepend=-1)).tolist()
    chosen = []
    for part, (begin, end) in enumerate(pairwise([*begins, len(order)])):
        dense = np.zeros((height[part], width[part]))
        number = np.full(dense.shape, -1, np.int64)
        row, column = rows[begin:end], columns[begin:end]
        dense[row, column] = gain[order[begin:end]]
        number[row, column] = order[begin:end]
        found = number[linear_sum_assignment(dense, maximize=True)]
        chosen.append(found[found >= 0])
    return np.concatenate(chosen)


def _places(component: Integers, ends: Integers, count: int) -> tuple[Integers, list[int]]:
    """[E], the place of each end among those of its component, and how many each has; components
    ascend."""
    names, place = np.unique(component * np.int64(count) + ends, return_inverse=True)
    begins = np.flatnonzero(np.diff(names // count, prepend=-1))
    sizes = np.diff(begins, append=len(names))
    return place - np.repeat(begins, sizes)[place], sizes.tolist()
