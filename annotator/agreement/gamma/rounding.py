"""From the linear programme to whole groups, by integer programmes of what could still matter."""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from annotator.agreement.gamma.candidates import Candidates
from annotator.agreement.gamma.packing import Packing, incidence
from annotator.agreement.gamma.parameters import ROUNDING, Flags, Integers, Reals
from annotator.agreement.gamma.sums import sums_by

WHOLE = 1e-6
"""A share nearer to 0 or 1 is whole."""
NEAR = 0.1
"""Candidates of a reduced cost up to so much, in units of delta, are tried first."""
TRIFLE = 1e-5
"""Gains that differ by no more, in units of delta / P, are said to be equal, perhaps."""
SCALE = 1e3
"""Makes the solver's absolute tolerance of 1e-6 finer."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """Whole candidates, no two of which share a unit."""

    taken: Flags
    """[T]."""
    exact: Flags
    """[blocks], no others gain more; False only where time was over."""


def round_up(
    found: Candidates, packing: Packing, block: Integers, blocks: int, deadline: float | None
) -> Rounded:
    """Whole candidates of greatest gain; `block` [U] says which units belong together.

    If whole candidates gain less than the programme by some gap, none with a reduced cost beyond
    the gap can be in a better choice. So a few are tried, and where the gap left is wider than
    that, all within the gap.
    """
    taken = packing.share > 1 - WHOLE
    home = block[found.members[:, 0]]
    halves = (packing.share > WHOLE) & ~taken
    open_blocks = np.zeros(blocks, np.bool_)
    open_blocks[home[halves]] = True
    exact = np.ones(blocks, np.bool_)
    width = np.full(blocks, NEAR * found.pairs)
    while open_blocks.any():
        columns = np.flatnonzero((packing.reduced <= width[home]) & open_blocks[home])
        whole, timely = _choose(found, packing, columns, block, deadline)
        taken[columns] = whole
        exact[home[columns[~timely]]] = False
        missed = found.gain[columns] * (packing.share[columns] - whole)
        gap = sums_by(home[columns], missed, blocks)
        open_blocks &= (gap > width + ROUNDING) & exact
        width = np.maximum(width, gap)
    return Rounded(taken, exact)


def tied(
    found: Candidates, packing: Packing, taken: Flags, units: int, deadline: float | None
) -> bool:
    """Whether others than those taken, the best of one block, may gain as much.

    They are the better choice then as soon as the ones taken gain a trifle less. True, too, when
    the time is over.
    """
    gap = float(found.gain @ (packing.share - taken))
    columns = np.flatnonzero(packing.reduced <= gap + TRIFLE)
    others = _integers(found, found.gain - TRIFLE * taken, columns, units, deadline)
    idle = bool((found.gain[taken] <= TRIFLE).any())
    return idle or others is None or not np.array_equal(others, taken[columns])


def _choose(
    found: Candidates,
    packing: Packing,
    columns: Integers,
    block: Integers,
    deadline: float | None,
) -> tuple[Flags, Flags]:
    """For each column whether it is taken, and whether that was decided in time.

    What hangs together by common units is one problem; the programme is right where it took no
    halves.
    """
    units = len(block)
    matrix = incidence(found, columns, units).tocoo()
    total = units + len(columns)
    graph = coo_array((matrix.data, (matrix.row, matrix.col + units)), (total, total))
    component = connected_components(graph, directed=False)[1][units:]
    share = packing.share[columns]
    taken = share > 1 - WHOLE
    timely = np.ones(len(columns), np.bool_)
    for name in np.unique(component[(share > WHOLE) & ~taken]):
        own = np.flatnonzero(component == name)
        chosen = _integers(found, found.gain, columns[own], units, deadline)
        if chosen is None:
            timely[own] = False
        else:
            taken[own] = chosen
    return taken, timely


def _integers(
    found: Candidates, gain: Reals, columns: Integers, units: int, deadline: float | None
) -> Flags | None:
    """The choice of these columns that gains most; None when the time is over."""
    if not len(columns):
        return np.zeros(0, np.bool_)
    matrix = incidence(found, columns, units)
    matrix = matrix[np.flatnonzero(np.diff(matrix.indptr))]
    options: dict[str, float] = {"mip_rel_gap": 0.0}
    if deadline is not None:
        options["time_limit"] = max(0.0, deadline - monotonic())
    solved = milp(
        -SCALE * gain[columns],
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=np.ones(matrix.shape[0])),
        options=options,
    )
    return solved.x > 0.5 if solved.status == 0 else None
