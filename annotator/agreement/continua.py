"""From units to gamma's sums: all categories together, each alone, and each pair of annotators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from annotator.agreement.digests import seed_of
from annotator.agreement.gamma import (
    GammaParameters,
    GammaStatistics,
    GammaUnits,
    gamma_statistics,
)
from annotator.agreement.units import Long, Units

_UNIT_SECONDS: Final = {2: 2e-4, 3: 2e-3, 4: 4e-3, 5: 3e-2}
"""By annotators, what a unit takes with 30 samples; only the size of chunks follows from it."""
_MANY_SECONDS: Final = 1e-2


@dataclass(frozen=True, slots=True)
class GammaRow:
    """Sums of one document; None where fewer than two finished it or there are no units."""

    layers: tuple[GammaStatistics | None, ...]
    """By category, each aligned anew."""
    whole: GammaStatistics | None
    """All categories together, of all annotators."""
    pairs: tuple[GammaStatistics | None, ...]
    """All categories together, of each pair i < j."""


def settings(units: Units) -> GammaParameters:
    """The parameters of gamma that hold for these units."""
    return units.parameters.gamma or GammaParameters()


def gamma_row(units: Units, document: int) -> GammaRow:
    """All sums of one document."""
    members = np.flatnonzero(units.finished[document])
    low, high = (int(units.document_offsets[d]) for d in (document, document + 1))
    rows = np.arange(low, high)
    whole = _sums(units, document, rows, members, "")
    pairs = [
        None
        if not units.finished[document, [i, j]].all()
        else whole
        if len(members) == 2
        else _sums(units, document, rows[_of(units, rows, (i, j))], np.array([i, j]), "")
        for i, j in units.pairs
    ]
    layers = [
        _sums(units, document, rows[units.category[rows] == layer], members, name)
        for layer, name in enumerate(units.layers)
    ]
    return GammaRow(tuple(layers), whole, tuple(pairs))


def gamma_cost(units: Units, document: int) -> float:
    """About how many seconds `gamma_row` takes."""
    members = int(units.finished[document].sum())
    many = int(units.document_offsets[document + 1] - units.document_offsets[document])
    return 2 * many * _UNIT_SECONDS.get(members, _MANY_SECONDS)


def gamma_units(units: Units, document: int, rows: Long, members: Long) -> GammaUnits:
    """These units of one document, annotators numbered as in `members`."""
    bounds = units.offsets
    places = [np.arange(bounds[row], bounds[row + 1]) for row in rows.tolist()]
    fragments = np.concatenate([np.zeros(0, np.int64), *places])
    sizes = [len(place) for place in places]
    return GammaUnits(
        annotators=len(members),
        annotator=np.searchsorted(members, units.annotator[rows]),
        category=units.category[rows],
        offsets=np.cumsum([0, *sizes]),
        starts=units.starts[fragments],
        ends=units.ends[fragments],
        length=int(units.sizes[document]),
    )


def _sums(
    units: Units, document: int, rows: Long, members: Long, layer: str
) -> GammaStatistics | None:
    """The seed follows from the text, the layer and the number of annotators, not from names."""
    if len(members) < 2 or not len(rows):
        return None
    seed = seed_of(units.parameters, units.digests[document], layer, str(len(members)))
    continuum = gamma_units(units, document, rows, members)
    return gamma_statistics(continuum, settings(units), seed)


def _of(
    units: Units, rows: Long, members: Sequence[int]
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.isin(units.annotator[rows], members)
