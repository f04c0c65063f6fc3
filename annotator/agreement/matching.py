"""One-to-one matching of two annotators' units: as many as possible, then with most overlap."""

import numpy as np

from annotator.agreement.overlaps import Overlaps, Real
from annotator.agreement.units import Flags, Int, Long, Units


def match(units: Units, edges: Overlaps) -> Flags:
    """Which edges make up the greatest matching of every pair of annotators.

    Each unit is taken at most once per other annotator. Of the matchings with most pairs it is
    the one with the greatest sum of intersection over union; what is still equal is decided by
    the spans alone. Edges alone and stars are settled at once, the rest by assignment.
    """
    many = len(units.annotators)
    left = edges.left.astype(np.int64) * many + units.annotator[edges.right]
    right = edges.right.astype(np.int64) * many + units.annotator[edges.left]
    degree = np.bincount(left, minlength=len(units) * many)
    degree += np.bincount(right, minlength=len(units) * many)
    chosen: Flags = (degree[left] == 1) & (degree[right] == 1)
    rest = np.flatnonzero(~chosen)
    if len(rest):
        weight = edges.iou[rest] + edges.tie[rest]
        chosen[rest[_tangled(left[rest], right[rest], weight)]] = True
    return chosen


def _tangled(left: Long, right: Long, weight: Real) -> Long:
    """Indices of the edges chosen where units overlap several others."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    nodes, numbers = np.unique(np.concatenate((left, right)), return_inverse=True)
    one, two = numbers[: len(left)], numbers[len(left) :]
    graph = coo_array((np.ones(len(left), np.int8), (one, two)), shape=(len(nodes), len(nodes)))
    _, label = connected_components(graph, directed=False)
    component = label[one]
    order = np.lexsort((-weight, component))
    component, one, two, weight = component[order], one[order], two[order], weight[order]
    begins = np.flatnonzero(np.diff(component, prepend=-1))
    sizes = np.diff(begins, append=len(component))
    degree = np.bincount(numbers, minlength=len(nodes))
    widest = np.maximum(
        np.maximum.reduceat(degree[one], begins), np.maximum.reduceat(degree[two], begins)
    )
    star = widest == sizes
    found = [begins[star]]
    for begin, size in zip(begins[~star], sizes[~star], strict=True):
        here = slice(begin, begin + size)
        found.append(begin + _assigned(one[here], two[here], weight[here]))
    edges: Long = order[np.concatenate(found)]
    return edges


def _assigned(one: Long, two: Long, weight: Real) -> Long:
    """Edges of the best assignment of one component; one more pair outweighs all overlap."""
    from scipy.optimize import linear_sum_assignment

    rows, row = np.unique(one, return_inverse=True)
    columns, column = np.unique(two, return_inverse=True)
    gain = np.zeros((len(rows), len(columns)))
    gain[row, column] = weight + min(gain.shape) + 1
    edge = np.full(gain.shape, -1)
    edge[row, column] = np.arange(len(one))
    found: Long = edge[linear_sum_assignment(gain, maximize=True)]
    return found[found >= 0]


def partners(units: Units, edges: Overlaps, chosen: Flags) -> Int:
    """[units, annotators]: the unit matched with, counted from its document's first; else -1."""
    found = np.full((len(units), len(units.annotators)), -1, np.int32)
    left, right = edges.left[chosen], edges.right[chosen]
    first = units.document_offsets[units.document[left]].astype(np.int32)
    found[left, units.annotator[right]] = right - first
    found[right, units.annotator[left]] = left - first
    return found
