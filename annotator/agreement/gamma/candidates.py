"""Every unitary alignment of two or more units that a best alignment may need."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.gamma.neighbours import Edges
from annotator.agreement.gamma.parameters import ROUNDING, Integers, Reals

PARTIAL = 6_000_000
"""Partial alignments beyond which the enumeration is given up."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Groups of units, and what each gains over its units left alone, in units of delta / P."""

    members: Integers
    """[T, n], ascending; -1 where a group has fewer."""
    gain: Reals
    """[T], not below 0 but for rounding."""
    pairs: int
    """P, of annotators."""


def candidates(edges: Edges, units: int, annotators: int, delta: float) -> Candidates | None:
    """All groups in which every unit is worth its place; None where there are too many.

    A group of k gains (k - 1) P + the sum of (1 - d / delta) over its pairs. A unit u of it whose d
    to the others sum up to (P + k - 1) delta or more is as well alone, and so is the whole group
    where it gains nothing. As d is never negative, a partial group that breaks the widest bound can
    not become one.
    """
    pairs = annotators * (annotators - 1) // 2
    widest = pairs + annotators - 1
    cost = edges.cost / delta
    keys = edges.left * units + edges.right
    begins = np.searchsorted(edges.left, np.arange(units + 1))
    members = np.column_stack((edges.left, edges.right))
    sums = np.column_stack((cost, cost))
    found_members, found_gain = [np.zeros((0, annotators), np.int64)], [np.zeros(0)]
    partial = 0
    for size in range(2, annotators + 1):
        partial += len(members)
        gain = (size - 1) * pairs + size * (size - 1) / 2 - sums.sum(axis=1) / 2
        good = np.flatnonzero((sums < pairs + size - 1 + ROUNDING).all(axis=1) & (gain > -ROUNDING))
        padded = np.full((len(good), annotators), -1, np.int64)
        padded[:, :size] = members[good]
        found_members.append(padded)
        found_gain.append(gain[good])
        if size == annotators or not len(members):
            break
        last = members[:, -1]
        counts = begins[last + 1] - begins[last]
        if partial + counts.sum() > PARTIAL:
            return None
        origin = np.repeat(np.arange(len(members)), counts)
        steps = np.arange(len(origin)) - np.repeat(np.cumsum(counts) - counts, counts)
        edge = begins[last[origin]] + steps
        members, sums = _extend(members, sums, origin, edge, edges, keys, cost, units)
        kept = np.flatnonzero((sums < widest + ROUNDING).all(axis=1))
        members, sums = members[kept], sums[kept]
    return Candidates(np.concatenate(found_members), np.concatenate(found_gain), pairs)


def _extend(
    members: Integers,
    sums: Reals,
    origin: Integers,
    edge: Integers,
    edges: Edges,
    keys: Integers,
    cost: Reals,
    units: int,
) -> tuple[Integers, Reals]:
    """Each group with a neighbour of its last member, where it is one of all the others too."""
    size = members.shape[1]
    newest = edges.right[edge]
    costs = np.zeros((len(origin), size))
    costs[:, -1] = cost[edge]
    for column in range(size - 1):
        wanted = members[origin, column] * units + newest
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        real = np.flatnonzero(keys[place] == wanted)
        origin, newest, costs, place = origin[real], newest[real], costs[real], place[real]
        costs[:, column] = cost[place]
    grown = np.column_stack((members[origin], newest))
    summed = np.column_stack((sums[origin] + costs, costs.sum(axis=1)))
    return grown, summed
