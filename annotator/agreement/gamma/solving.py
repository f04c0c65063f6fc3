"""The best alignments of many blocks at once, and how well they are proved."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.gamma.candidates import PARTIAL, Candidates, candidates
from annotator.agreement.gamma.continua import Continua
from annotator.agreement.gamma.costs import group_costs
from annotator.agreement.gamma.matching import match
from annotator.agreement.gamma.neighbours import Edges, neighbours
from annotator.agreement.gamma.packing import Packing, pack
from annotator.agreement.gamma.pairwise import pairwise_bound
from annotator.agreement.gamma.parameters import (
    ROUNDING,
    Flags,
    GammaParameters,
    Integers,
    Proof,
    Reals,
)
from annotator.agreement.gamma.rounding import round_up, tied
from annotator.agreement.gamma.search import search
from annotator.agreement.gamma.sums import sums_by

MOST_EXACT = 5
"""Annotators up to which a proof is tried unless asked otherwise."""


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
    considered: int
    """Candidates of the proof."""


def solve(
    continua: Continua,
    parameters: GammaParameters,
    deadline: float | None = None,
    *,
    ties: bool = False,
) -> Solution:
    """The best alignment of every block, proved as far as the parameters ask and time allows.

    `deadline` is a time of the monotonic clock. `ties`: look for others that are as good, which
    only a single block can be asked; else they are always said to be possible. Raises ValueError
    for fewer than two annotators.
    """
    if continua.annotators < 2:
        raise ValueError("An alignment needs two annotators.")
    edges = neighbours(continua, parameters)
    if continua.annotators == 2:
        group = search(continua, edges, parameters.delta)
        upper = _disorders(continua, parameters, group)
        equal = not ties or _tied_pairs(continua, edges, parameters, group)
        return Solution(group, upper, upper, "exact", equal, 0)
    asked = parameters.proof
    if asked == "auto":
        asked = "exact" if continua.annotators <= MOST_EXACT else "local"
    found, considered = None, 0
    if asked != "local":
        found = candidates(edges, continua.units, continua.annotators, parameters.delta)
        considered = PARTIAL if found is None else len(found.gain)
    packing = None if found is None else pack(found, continua.units, deadline)
    if found is None or packing is None:
        group = search(continua, edges, parameters.delta)
        lower = pairwise_bound(continua, edges, parameters.delta)
        upper = _disorders(continua, parameters, group)
        return Solution(group, upper, lower, "local", True, considered)
    bound = _programme_bound(continua, parameters, found, packing)
    if asked == "exact":
        rounded = round_up(found, packing, continua.block, continua.blocks, deadline)
        group = _taken(found, rounded.taken, continua.units)
        if rounded.exact.all():
            upper = _disorders(continua, parameters, group)
            equal = not ties or tied(found, packing, rounded.taken, continua.units, deadline)
            return Solution(group, upper, upper, "exact", equal, considered)
        searched = search(continua, edges, parameters.delta)
        group = np.where(rounded.exact[continua.block], group, searched)
        upper = _disorders(continua, parameters, group)
        bound = np.where(rounded.exact, upper, bound)
    else:
        group = search(continua, edges, parameters.delta)
        upper = _disorders(continua, parameters, group)
    return Solution(group, upper, np.minimum(bound, upper), "bracket", True, considered)


def _disorders(continua: Continua, parameters: GammaParameters, group: Integers) -> Reals:
    """[blocks], W·O."""
    return sums_by(continua.block, group_costs(continua, parameters, group), continua.blocks)


def _taken(found: Candidates, taken: Flags, units: int) -> Integers:
    """[U], the group of each unit, called after its first unit."""
    group = np.arange(units)
    members = found.members[taken]
    row, place = np.nonzero(members >= 0)
    group[members[row, place]] = members[row, 0]
    return group


def _programme_bound(
    continua: Continua, parameters: GammaParameters, found: Candidates, packing: Packing
) -> Reals:
    """[blocks], what W·O is at least by the prices: an alignment gains no more than all units are
    worth, and by rounding a trifle for each of its groups, at most half as many as units."""
    worth = sums_by(continua.block, packing.price, continua.blocks)
    units = np.bincount(continua.block, minlength=continua.blocks)
    excess = max(0.0, -float(packing.reduced.min(initial=0.0)))
    return parameters.delta * (units - (worth + excess * units / 2) / found.pairs)


def _tied_pairs(
    continua: Continua, edges: Edges, parameters: GammaParameters, group: Integers
) -> bool:
    """Whether two annotators can be aligned otherwise at the same cost: then another alignment is
    best as soon as the pairs of this one cost a trifle more."""
    gain = 2 - edges.cost / parameters.delta
    own = group[edges.left] == group[edges.right]
    changed = gain - np.where(own, ROUNDING, -ROUNDING / (1 + continua.units))
    sides = (continua.units, continua.units)
    chosen = match(edges.left, edges.right, changed, sides)
    return not np.array_equal(chosen, np.flatnonzero(own))
