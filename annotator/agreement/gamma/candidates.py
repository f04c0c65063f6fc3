"""Every unitary alignment of two or more units that a best alignment may need."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from annotator.agreement.gamma.neighbours import Edges
from annotator.agreement.gamma.parameters import ROUNDING, Integers, Reals

PARTIAL = 6_000_000
"""Partial groups beyond which the enumeration is given up."""
PORTION = 500_000
"""Partial groups tried at a time."""
Members = npt.NDArray[np.int32]
"""Units; there may be millions of groups."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Groups of units, and what each gains over its units left alone, in units of delta / P."""

    members: Members
    """[T, n], ascending; -1 where a group has fewer."""
    gain: Reals
    """[T], not below 0 but for rounding."""
    pairs: int
    """P, of annotators."""


def candidates(edges: Edges, units: int, annotators: int, delta: float) -> Candidates | None:
    """All groups in which every unit is worth its place; None where there are too many.

    A group of k gains (k - 1) P + the sum of (1 - d / delta) over its pairs. A unit of it whose d
    to the others sum up to more than (P + k - 1) delta is better alone, and so are all units of a
    group that gains less than nothing. As d is never negative, a partial group that breaks the
    widest bound can not become one.
    """
    pairs = annotators * (annotators - 1) // 2
    cost = edges.cost / delta
    graph = _Graph(
        edges.right,
        cost,
        edges.left * units + edges.right,
        np.searchsorted(edges.left, np.arange(units + 1)),
        pairs + annotators - 1 + ROUNDING,
    )
    members = np.column_stack((edges.left, edges.right)).astype(np.int32)
    sums = np.column_stack((cost, cost))
    found_members, found_gain = [np.zeros((0, annotators), np.int32)], [np.zeros(0)]
    partial = 0
    for size in range(2, annotators + 1):
        gain = (size - 1) * pairs + size * (size - 1) / 2 - sums.sum(axis=1) / 2
        near = (sums < pairs + size - 1 + ROUNDING).all(axis=1)
        good = np.flatnonzero(near & (gain > -ROUNDING))
        padded = np.full((len(good), annotators), -1, np.int32)
        padded[:, :size] = members[good]
        found_members.append(padded)
        found_gain.append(gain[good])
        if size == annotators or not len(members):
            break
        last = members[:, -1]
        counts = graph.begins[last + 1] - graph.begins[last]
        partial += int(counts.sum())
        if partial > PARTIAL:
            return None
        # By portions, as few of the groups tried are kept.
        portions = np.flatnonzero(np.diff(np.cumsum(counts) // PORTION, append=-1)) + 1
        grown = [
            _grow(graph, members[begin:end], sums[begin:end])
            for begin, end in pairwise([0, *portions.tolist()])
        ]
        members = np.concatenate([each[0] for each in grown])
        sums = np.concatenate([each[1] for each in grown])
    return Candidates(np.concatenate(found_members), np.concatenate(found_gain), pairs)


@dataclass(frozen=True, slots=True)
class _Graph:
    """Edges sorted by their left and right units."""

    right: Integers
    """[E]."""
    cost: Reals
    """[E], in units of delta."""
    keys: Integers
    """[E], left * U + right, ascending."""
    begins: Integers
    """[U + 1], the edges of each left unit."""
    widest: float
    """No sum of a unit may reach it."""


def _grow(graph: _Graph, members: Members, sums: Reals) -> tuple[Members, Reals]:
    """Each group [G, k] with a neighbour of its last member, where it is one of all the others too
    and no unit's sum gets too large."""
    units = len(graph.begins) - 1
    size = members.shape[1]
    last = members[:, -1]
    counts = graph.begins[last + 1] - graph.begins[last]
    origin = np.repeat(np.arange(len(members)), counts)
    steps = np.arange(len(origin)) - np.repeat(np.cumsum(counts) - counts, counts)
    edge = graph.begins[last[origin]] + steps
    newest = graph.right[edge]
    costs = np.zeros((len(origin), size))
    costs[:, -1] = graph.cost[edge]
    for column in range(size - 1):
        wanted = members[origin, column].astype(np.int64) * units + newest
        place = np.minimum(np.searchsorted(graph.keys, wanted), len(graph.keys) - 1)
        real = np.flatnonzero(graph.keys[place] == wanted)
        origin, newest, costs, place = origin[real], newest[real], costs[real], place[real]
        costs[:, column] = graph.cost[place]
    summed = np.column_stack((sums[origin] + costs, costs.sum(axis=1)))
    kept = np.flatnonzero((summed < graph.widest).all(axis=1))
    grown = np.column_stack((members[origin[kept]], newest[kept])).astype(np.int32)
    return grown, summed[kept]
