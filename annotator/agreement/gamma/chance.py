"""Chance continua: what annotators would have marked who know the habits but not the text."""

import numpy as np

from annotator.agreement.gamma.continua import Continua, continua_of
from annotator.agreement.gamma.parameters import GammaParameters, Reals

TRIES = 100
"""Draws of a pivot before one too near to another is taken: there may be no room."""


def chance(
    continuum: Continua,
    length: float,
    parameters: GammaParameters,
    samples: int,
    random: np.random.Generator,
) -> Continua:
    """So many chance continua, as blocks, each with at least one unit; the document needs one."""
    if parameters.sampler == "shift":
        return _shifted(continuum, length, samples, random)
    return _drawn(continuum, samples, random)


def _shifted(
    continuum: Continua, length: float, samples: int, random: np.random.Generator
) -> Continua:
    """Each annotator of a sample is a random real one, shifted round the text by a random pivot
    (Mathet, Widlöcher, Métivier 2015, as pygamma-agreement reads it).

    Pivots of a sample lie at least half a mean length apart where there is room. Units keep their
    distances and nesting; one whose start passes the end of the text goes on from its beginning.
    """
    n = continuum.annotators
    counts = np.bincount(continuum.annotator, minlength=n)
    chosen = random.integers(n, size=(samples, n))
    while len(bare := np.flatnonzero(counts[chosen].sum(axis=1) == 0)):
        chosen[bare] = random.integers(n, size=(len(bare), n))
    pivots = _pivots(length, float(continuum.size.mean()) / 2, (samples, n), random).ravel()
    source = chosen.ravel()
    copies = counts[source]
    drawn = np.repeat(np.arange(samples * n), copies)
    within = np.arange(len(drawn)) - np.repeat(np.cumsum(copies) - copies, copies)
    units = (np.cumsum(counts) - counts)[source[drawn]] + within
    moved = pivots[drawn]
    moved = np.where(continuum.first[units] + moved >= length, moved - length, moved)
    fragments = np.diff(continuum.offsets)[units]
    offsets = np.concatenate(([0], np.cumsum(fragments)))
    steps = np.arange(offsets[-1]) - np.repeat(offsets[:-1], fragments)
    picked = np.repeat(continuum.offsets[units], fragments) + steps
    by = np.repeat(moved, fragments)
    return continua_of(
        samples,
        n,
        drawn // n,
        drawn % n,
        continuum.category[units],
        offsets,
        continuum.starts[picked] + by,
        continuum.ends[picked] + by,
    )


def _pivots(
    length: float, apart: float, shape: tuple[int, int], random: np.random.Generator
) -> Reals:
    """[samples, n], uniform on the text, no two of a row nearer than `apart` where that works."""
    pivots = random.uniform(0.0, length, shape)
    for column in range(1, shape[1]):
        for _ in range(TRIES):
            nearest = np.abs(pivots[:, :column] - pivots[:, column, None]).min(axis=1)
            near = np.flatnonzero(nearest < apart)
            if not len(near):
                break
            pivots[near, column] = random.uniform(0.0, length, len(near))
    return pivots


def _drawn(continuum: Continua, samples: int, random: np.random.Generator) -> Continua:
    """Units one after another with normal counts, gaps and lengths and random categories, as
    pygamma-agreement draws them by default; nesting is lost and the text may be left.
    """
    n = continuum.annotators
    real = np.bincount(continuum.annotator, minlength=n)
    wanted = random.normal(real.mean(), real.std(), (samples, n))
    counts = np.abs(wanted.astype(np.int64))
    counts[counts.sum(axis=1) == 0, 0] = 1
    counts = counts.ravel()
    total = int(counts.sum())
    gaps = _gaps(continuum)
    lengths = continuum.last - continuum.first
    before = random.normal(gaps.mean(), gaps.std(), total)
    covered = np.abs(random.normal(lengths.mean(), lengths.std(), total))
    covered = np.maximum(covered, lengths.min() * 1e-6)
    ends = np.cumsum(before + covered)
    drawn = np.repeat(np.arange(samples * n), counts)
    begun = np.concatenate(([0.0], ends))[np.cumsum(counts) - counts]
    ends -= begun[drawn]
    return continua_of(
        samples,
        n,
        drawn // n,
        drawn % n,
        continuum.category[random.integers(continuum.units, size=total)],
        np.arange(total + 1),
        ends - covered,
        ends,
    )


def _gaps(continuum: Continua) -> Reals:
    """From the end of a unit to the start of the annotator's next (negative where they overlap),
    from the beginning of the text to the first, and one 0, so that there is always one."""
    new = np.flatnonzero(np.diff(continuum.annotator, prepend=-1))
    between = continuum.first[1:] - continuum.last[:-1]
    same = np.flatnonzero(np.diff(continuum.annotator) == 0)
    return np.concatenate(([0.0], between[same], continuum.first[new][continuum.first[new] > 0]))
