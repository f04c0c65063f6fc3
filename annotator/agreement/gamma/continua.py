"""Continua: the units of one or many documents as sorted columns, aligned in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.gamma.parameters import (
    GammaParameters,
    GammaUnits,
    Integers,
    Reals,
)


@dataclass(frozen=True, slots=True)
class Continua:
    """Units sorted by block (one continuum each), annotator and place.

    Blocks never meet in an alignment, so that many chance samples are one problem.
    """

    blocks: int
    annotators: int
    block: Integers
    """[U]."""
    annotator: Integers
    """[U]."""
    category: Integers
    """[U]."""
    offsets: Integers
    """[U + 1], into the fragments."""
    starts: Reals
    """[F]."""
    ends: Reals
    """[F]."""
    first: Reals
    """[U], where a unit begins."""
    last: Reals
    """[U], where it ends."""
    size: Reals
    """[U], what it covers."""

    @property
    def units(self) -> int:
        return len(self.block)

    def mean_units(self) -> Reals:
        """[blocks], W: units per annotator."""
        return np.bincount(self.block, minlength=self.blocks) / self.annotators


def continua_of(
    blocks: int,
    annotators: int,
    block: Integers,
    annotator: Integers,
    category: Integers,
    offsets: Integers,
    starts: Reals,
    ends: Reals,
) -> Continua:
    """Columns that are sorted already; raises ValueError for an empty fragment."""
    if np.any(ends <= starts):
        raise ValueError("A fragment must end after its start.")
    first = starts[offsets[:-1]]
    last = ends[offsets[1:] - 1]
    sums = np.concatenate(([0.0], np.cumsum(ends - starts)))
    single = np.diff(offsets) == 1
    size = np.where(single, last - first, sums[offsets[1:]] - sums[offsets[:-1]])
    return Continua(
        blocks, annotators, block, annotator, category, offsets, starts, ends, first, last, size
    )


def continuum_of(units: GammaUnits, parameters: GammaParameters) -> tuple[Continua, Integers]:
    """One document, and for each of its sorted units the index in `units`.

    Units are sorted by content, and annotators are numbered by theirs, so that neither the order of
    units nor that of annotators can change a digit.
    """
    keys = _keys(units, parameters)
    owned: list[list[int]] = [[] for _ in range(units.annotators)]
    for index, owner in enumerate(units.annotator.tolist()):
        owned[owner].append(index)
    for indices in owned:
        indices.sort(key=keys.__getitem__)
    owned.sort(key=lambda indices: [keys[index] for index in indices])
    order = [index for indices in owned for index in indices]
    counts = [len(indices) for indices in owned]
    spans = [keys[index][2] for index in order]
    columns = np.array([span for each in spans for span in each], np.float64).reshape(-1, 2)
    continuum = continua_of(
        1,
        units.annotators,
        np.zeros(len(order), np.int64),
        np.repeat(np.arange(units.annotators), counts),
        units.category.astype(np.int64)[order],
        np.concatenate(([0], np.cumsum([len(each) for each in spans], dtype=np.int64))),
        np.ascontiguousarray(columns[:, 0]),
        np.ascontiguousarray(columns[:, 1]),
    )
    return continuum, np.array(order, np.int64)


def _keys(
    units: GammaUnits, parameters: GammaParameters
) -> Sequence[tuple[float, float, tuple[tuple[float, float], ...], int]]:
    """Place, fragments (one where only the hull counts) and category of each unit."""
    starts, ends = units.starts.tolist(), units.ends.tolist()
    bounds = units.offsets.tolist()
    found = []
    for unit, category in enumerate(units.category.tolist()):
        begin, end = bounds[unit], bounds[unit + 1]
        hull = (starts[begin], ends[end - 1])
        whole = parameters.position == "hull"
        spans = (hull,) if whole else tuple(zip(starts[begin:end], ends[begin:end], strict=True))
        found.append((*hull, spans, category))
    return found
