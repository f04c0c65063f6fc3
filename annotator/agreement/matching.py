"""One-to-one matching of two annotators' units: as many as possible, then with most overlap."""

from itertools import pairwise, permutations

import numpy as np

from annotator.agreement.overlaps import Overlaps, Real
from annotator.agreement.units import Flags, Int, Long, Units

_SMALL = 4
"""Components of so many units on either side are settled by trying all permutations at once."""


def match(units: Units, edges: Overlaps) -> Flags:
    """Which edges make up the greatest matching of every pair of annotators.

    Each unit is taken at most once per other annotator. Of the matchings with most pairs it is
    the one with the greatest sum of intersection over union; what is still equal is decided by
    the spans alone.
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
    """Indices of the edges chosen, of all components with more than one edge."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    one, two, nodes, lefts = _numbered(left, right)
    graph = coo_array((np.ones(len(left), np.int8), (one, two)), shape=(nodes, nodes))
    components, label = connected_components(graph, directed=False)
    row, rows = _places(label[:lefts], components)
    column, columns = _places(label[lefts:], components)
    component = label[one]
    widest = np.maximum(rows, columns)[component]
    first, second = row[one], column[two - lefts]
    found: list[Long] = []
    for size in range(1, _SMALL + 1):
        here = np.flatnonzero(widest == size)
        if len(here):
            found.append(
                here[_permuted(component[here], first[here], second[here], weight[here], size)]
            )
    here = np.flatnonzero(widest > _SMALL)
    here = here[np.argsort(component[here], kind="stable")]
    bounds = np.flatnonzero(np.diff(component[here], prepend=-1, append=-1)).tolist()
    for begin, end in pairwise(bounds):
        part = here[begin:end]
        found.append(part[_assigned(first[part], second[part], weight[part])])
    return np.concatenate(found)


def _numbered(left: Long, right: Long) -> tuple[Long, Long, int, int]:
    """Both ends as numbers without gaps, the left ones first; how many, and how many left ones."""
    size = int(max(left.max(), right.max())) + 1
    used = np.zeros(2 * size, np.bool_)
    used[left] = True
    used[right + size] = True
    number = np.cumsum(used) - 1
    lefts = int(used[:size].sum())
    return number[left], number[right + size], int(number[-1]) + 1, lefts


def _places(label: Int, components: int) -> tuple[Long, Long]:
    """The place of each node among those of its component, and how many those are."""
    counts = np.bincount(label, minlength=components)
    order = np.argsort(label, kind="stable")
    place = np.empty(len(label), np.int64)
    place[order] = np.arange(len(label)) - (np.cumsum(counts) - counts)[label[order]]
    return place, counts


def _permuted(component: Int, row: Long, column: Long, weight: Real, size: int) -> Long:
    """Edges of the best assignment of each component, of at most `size` units on either side."""
    _, number = np.unique(component, return_inverse=True)
    gain = np.zeros((int(number.max()) + 1, size, size))
    gain[number, row, column] = weight + size + 1
    orders = np.array(list(permutations(range(size))))
    sums = sum(gain[:, place, orders[:, place]] for place in range(size))
    best = orders[np.argmax(sums, axis=1)]
    edges: Long = np.flatnonzero(best[number, row] == column)
    return edges


def _assigned(row: Long, column: Long, weight: Real) -> Long:
    """Edges of the best assignment of one component; one more pair outweighs all overlap."""
    from scipy.optimize import linear_sum_assignment

    gain = np.zeros((int(row.max()) + 1, int(column.max()) + 1))
    gain[row, column] = weight + min(gain.shape) + 1
    edge = np.full(gain.shape, -1)
    edge[row, column] = np.arange(len(row))
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
