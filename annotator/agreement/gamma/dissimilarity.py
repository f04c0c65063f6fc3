"""How unlike two units are, in place and in category (Mathet, Widlöcher, Métivier 2015)."""

import numpy as np

from annotator.agreement.gamma.continua import Continua
from annotator.agreement.gamma.parameters import GammaParameters, Integers, Reals


def dissimilarities(
    continua: Continua, parameters: GammaParameters, left: Integers, right: Integers
) -> Reals:
    """[E], d = delta * (alpha * position + beta * category) of each pair of units."""
    place = positional(continua, left, right)
    kind = categorical(continua, parameters, left, right)
    return parameters.delta * (parameters.alpha * place + parameters.beta * kind)


def positional(continua: Continua, left: Integers, right: Integers) -> Reals:
    """[E], ((characters of only one + 2 * gap) / (characters of both, summed)) squared.

    For single spans this is the published ((|s - s'| + |e - e'|) / (length + length'))².
    """
    apart = np.abs(continua.first[left] - continua.first[right]) + np.abs(
        continua.last[left] - continua.last[right]
    )
    counts = np.diff(continua.offsets)
    several = np.flatnonzero((counts[left] > 1) | (counts[right] > 1))
    if len(several):
        apart[several] = _apart(continua, left[several], right[several])
    found: Reals = np.square(apart / (continua.size[left] + continua.size[right]))
    return found


def categorical(
    continua: Continua, parameters: GammaParameters, left: Integers, right: Integers
) -> Reals:
    """[E], 0 or 1, or the entry of the matrix."""
    a, b = continua.category[left], continua.category[right]
    if parameters.matrix is None:
        return np.not_equal(a, b).astype(np.float64)
    found: Reals = np.asarray(parameters.matrix, np.float64)[a, b]
    return found


def _apart(continua: Continua, left: Integers, right: Integers) -> Reals:
    """[E], characters of only one of the two + 2 * the least distance of two fragments."""
    offsets = continua.offsets
    rows = np.diff(offsets)[left]
    columns = np.diff(offsets)[right]
    cells = rows * columns
    begins = np.cumsum(cells) - cells
    within = np.arange(cells.sum()) - np.repeat(begins, cells)
    width = np.repeat(columns, cells)
    a = np.repeat(offsets[left], cells) + within // width
    b = np.repeat(offsets[right], cells) + within % width
    shared = np.minimum(continua.ends[a], continua.ends[b]) - np.maximum(
        continua.starts[a], continua.starts[b]
    )
    common = np.add.reduceat(np.maximum(shared, 0.0), begins)
    gap = np.minimum.reduceat(np.maximum(-shared, 0.0), begins)
    only_one = continua.size[left] + continua.size[right] - 2 * common
    found: Reals = only_one + 2 * np.where(common > 0, 0.0, gap)
    return found
