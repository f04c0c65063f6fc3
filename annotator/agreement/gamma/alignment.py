"""The best alignment of one document, and of many blocks at once."""

from dataclasses import dataclass
from time import monotonic

import numpy as np

from annotator.agreement.gamma.continua import Continua, continuum_of
from annotator.agreement.gamma.dissimilarity import dissimilarities
from annotator.agreement.gamma.neighbours import neighbours
from annotator.agreement.gamma.pairwise import pairwise_bound
from annotator.agreement.gamma.parameters import GammaParameters, GammaUnits, Integers, Proof, Reals
from annotator.agreement.gamma.search import search
from annotator.agreement.gamma.sums import sums_by


@dataclass(frozen=True, slots=True)
class Alignment:
    """A partition of the units of one document into unitary alignments."""

    groups: tuple[tuple[int, ...], ...]
    """Indices of units, at most one of each annotator, by annotator; in the order of the text."""
    costs: tuple[float, ...]
    """Part of each group in `disorder_upper`."""
    disorder_upper: float
    """W·O of this alignment; 0 without units."""
    disorder_lower: float
    """No alignment has less."""
    proof: Proof
    ties_possible: bool
    """Another alignment may cost the same."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best alignments found for all blocks."""

    group: Integers
    """[U], called after its first unit."""
    upper: Reals
    """[blocks], W·O."""
    lower: Reals
    """[blocks]."""
    proof: Proof
    ties_possible: bool


def group_costs(continua: Continua, parameters: GammaParameters, group: Integers) -> Reals:
    """[U], the cost of the group called after each unit; 0 for units that are not the first."""
    left, right = aligned_pairs(continua, group)
    cost = dissimilarities(continua, parameters, left, right)
    n = continua.annotators
    pairs = n * (n - 1) // 2
    members = np.bincount(group, minlength=continua.units)
    empty = np.where(members > 0, pairs - members * (members - 1) // 2, 0)
    summed = sums_by(group[left], cost, continua.units)
    found: Reals = (summed + empty * parameters.delta) / pairs
    return found


def aligned_pairs(continua: Continua, group: Integers) -> tuple[Integers, Integers]:
    """All pairs of units of one group, left < right."""
    order = np.argsort(group, kind="stable")
    names = group[order]
    found_left, found_right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, continua.annotators):
        same = np.flatnonzero(names[step:] == names[: len(names) - step])
        if not len(same):
            break
        found_left.append(order[same])
        found_right.append(order[same + step])
    return np.concatenate(found_left), np.concatenate(found_right)


def solve(
    continua: Continua, parameters: GammaParameters, deadline: float | None = None
) -> Solution:
    """The best alignment of every block, proved as far as the parameters ask and time allows.

    `deadline` is a time of the monotonic clock. Raises ValueError for fewer than two annotators.
    """
    if continua.annotators < 2:
        raise ValueError("An alignment needs two annotators.")
    edges = neighbours(continua, parameters)
    group = search(continua, edges, parameters.delta)
    costs = group_costs(continua, parameters, group)
    upper: Reals = sums_by(continua.block, costs, continua.blocks)
    if continua.annotators == 2:
        return Solution(group, upper, upper, "exact", True)
    return Solution(group, upper, pairwise_bound(continua, edges, parameters.delta), "local", True)


def best_alignment(units: GammaUnits, parameters: GammaParameters) -> Alignment:
    """The alignment of least disorder of one document, or the best found.

    Raises ValueError for fewer than two annotators.
    """
    deadline = None if parameters.seconds is None else monotonic() + parameters.seconds
    continuum, order = continuum_of(units, parameters)
    solution = solve(continuum, parameters, deadline)
    costs = group_costs(continuum, parameters, solution.group)
    first = np.unique(solution.group)
    first = first[np.lexsort((first, continuum.last[first], continuum.first[first]))]
    members: dict[int, list[int]] = {name: [] for name in first.tolist()}
    for name, unit in zip(solution.group.tolist(), order.tolist(), strict=True):
        members[name].append(unit)
    return Alignment(
        tuple(tuple(sorted(each, key=units.annotator.__getitem__)) for each in members.values()),
        tuple(costs[first].tolist()),
        float(solution.upper[0]),
        float(solution.lower[0]),
        solution.proof,
        solution.ties_possible,
    )
