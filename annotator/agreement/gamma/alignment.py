"""The best alignment of one document."""

from dataclasses import dataclass
from time import monotonic

import numpy as np

from annotator.agreement.gamma.continua import continuum_of
from annotator.agreement.gamma.costs import group_costs
from annotator.agreement.gamma.parameters import GammaParameters, GammaUnits, Proof
from annotator.agreement.gamma.solving import solve


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


def best_alignment(units: GammaUnits, parameters: GammaParameters) -> Alignment:
    """The alignment of least disorder of one document, or the best found.

    Raises ValueError for fewer than two annotators.
    """
    deadline = None if parameters.seconds is None else monotonic() + parameters.seconds
    continuum, order = continuum_of(units, parameters)
    solution = solve(continuum, parameters, deadline, ties=True)
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
