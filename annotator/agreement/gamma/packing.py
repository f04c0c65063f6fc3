"""The linear programme over all candidates: what no alignment can gain more than."""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from annotator.agreement.gamma.candidates import Candidates
from annotator.agreement.gamma.parameters import ROUNDING, Integers, Reals

STARTED = 40
"""Columns for each unit in the first programme; all where there are no more."""
PRICED = 0.3
"""Columns whose reduced cost is below, in units of delta, come in with those below 0: duals of
integral solutions jump, and would call for them one after another."""


@dataclass(frozen=True, slots=True)
class Packing:
    """Candidates, no two of which share a unit, of greatest gain, when halves are allowed.

    Set partitioning with the units left alone taken out: they are the slack of its rows.
    """

    share: Reals
    """[T], how much of each candidate is taken."""
    price: Reals
    """[U], what a unit is worth; no candidate gains more than its units are worth together."""
    reduced: Reals
    """[T], worth of the units less the gain; 0 for all that are taken."""


def pack(found: Candidates, units: int, deadline: float | None) -> Packing | None:
    """Column generation: a programme of the most promising candidates first, then with all that its
    prices call for. None when the time (of the monotonic clock) is over."""
    total = len(found.gain)
    share, price = np.zeros(total), _densest(found, units)
    reduced = _reduced(found, price)
    most = STARTED * units
    used = np.zeros(total, np.bool_)
    used[_lowest(reduced, most)] = True
    while total:
        columns = np.flatnonzero(used)
        solved = _solve(found, columns, units, deadline)
        if solved is None:
            return None
        share[columns], price = solved
        reduced = _reduced(found, price)
        # Those used already may seem to be worth more, by what the solver rounds.
        if not ((reduced < -ROUNDING) & ~used).any():
            break
        waiting = np.flatnonzero((reduced < PRICED * found.pairs) & ~used)
        used[waiting[_lowest(reduced[waiting], most)]] = True
    return Packing(share, price, reduced)


def incidence(found: Candidates, columns: Integers, units: int) -> csr_array:
    """[U, C], 1 where a unit belongs to a candidate."""
    members = found.members[columns]
    column, place = np.nonzero(members >= 0)
    rows = members[column, place]
    return csr_array((np.ones(len(rows)), (rows, column)), (units, len(columns)))


def _solve(
    found: Candidates, columns: Integers, units: int, deadline: float | None
) -> tuple[Reals, Reals] | None:
    """Shares [C] and prices [U] of the programme of these columns."""
    options = {} if deadline is None else {"time_limit": max(0.0, deadline - monotonic())}
    solved = linprog(
        -found.gain[columns],
        A_ub=incidence(found, columns, units),
        b_ub=np.ones(units),
        method="highs-ds",
        options=options,
    )
    if solved.status != 0:
        return None
    return solved.x, np.maximum(0.0, -solved.ineqlin.marginals)


def _densest(found: Candidates, units: int) -> Reals:
    """[U], the greatest gain for each of its members of any candidate of a unit: prices under which
    no reduced cost is negative."""
    price = np.zeros(units)
    size = (found.members >= 0).sum(axis=1)
    for place in range(found.members.shape[1]):
        real = np.flatnonzero(place < size)
        np.maximum.at(price, found.members[real, place], found.gain[real] / size[real])
    return price


def _reduced(found: Candidates, price: Reals) -> Reals:
    """[T], worth of the members less the gain."""
    padded = np.concatenate((price, [0.0]))
    worth: Reals = padded[found.members].sum(axis=1)
    return worth - found.gain


def _lowest(values: Reals, count: int) -> Integers:
    """Places of the lowest so many."""
    if len(values) <= count:
        return np.arange(len(values))
    return np.argpartition(values, count)[:count]
