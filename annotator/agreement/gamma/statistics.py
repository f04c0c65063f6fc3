"""The sums of one document from which gamma, gamma-cat and gamma-k are pooled over documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, fsum
from time import monotonic

import numpy as np

from annotator.agreement.gamma.chance import chance
from annotator.agreement.gamma.continua import Continua, continuum_of
from annotator.agreement.gamma.costs import aligned_pairs
from annotator.agreement.gamma.dissimilarity import categorical, positional
from annotator.agreement.gamma.parameters import (
    GammaParameters,
    GammaUnits,
    Integers,
    Proof,
    Reals,
)
from annotator.agreement.gamma.solving import Solution, solve
from annotator.agreement.gamma.sums import sums_by

BATCH_UNITS = 20_000
"""Units in one problem, about."""
BATCH_CANDIDATES = 100_000
"""Candidates in one problem, about."""
PROOFS: tuple[Proof, ...] = ("exact", "bracket", "local")
"""From the strongest to the weakest."""


@dataclass(frozen=True, slots=True)
class GammaStatistics:
    """Sums that add up over documents: gamma = 1 - sum of `observed` / sum of `expected`.

    Every pair of numbers (weighted dissimilarity of categories, weight) gives gamma-cat as 1 - o/e
    with o and e the quotients of the pooled observed and expected pairs; gamma-k likewise from the
    rows of one category.
    """

    mean_units: float
    """W, units per annotator."""
    observed: float
    """W·O of the best alignment found."""
    observed_lower: float
    expected: float
    """W·E, W times the mean disorder of the best alignments found for the chance continua."""
    expected_lower: float
    expected_variance: float
    """Of `expected`, as the mean of so many samples."""
    samples: int
    proof: Proof
    """The weakest, of observed and chance continua."""
    ties_possible: bool
    """Alignments of equal cost exist, perhaps; then gamma-cat and gamma-k are those of one."""
    observed_category: Reals
    """[2], sums over the pairs of real units aligned: w·d_cat, w."""
    expected_category: Reals
    """[2], the mean over the samples."""
    categories: Integers
    """[C], those that occur, ascending."""
    observed_categories: Reals
    """[C, 2], over the pairs with at least one unit of the category."""
    expected_categories: Reals
    """[C, 2]."""


def gamma_statistics(
    units: GammaUnits, parameters: GammaParameters, seed: Sequence[int]
) -> GammaStatistics:
    """The sums of one document; zeros and no samples without units. The same for the same seed.

    Raises ValueError for fewer than two annotators.
    """
    deadline = None if parameters.seconds is None else monotonic() + parameters.seconds
    continuum, _ = continuum_of(units, parameters)
    mean_units = float(continuum.mean_units()[0])
    categories = np.unique(continuum.category)
    observed = solve(continuum, parameters, deadline, ties=True)
    expected = _expected(continuum, observed, units.length, parameters, categories, seed, deadline)
    of_observed = _category_sums(continuum, parameters, observed.group, categories)[0]
    of_expected = expected.category.mean(axis=0) if len(expected.upper) else 0 * of_observed
    samples = len(expected.upper)
    return GammaStatistics(
        mean_units=mean_units,
        observed=float(observed.upper[0]),
        observed_lower=float(observed.lower[0]),
        expected=mean_units * _mean(expected.upper),
        expected_lower=mean_units * _mean(expected.lower),
        expected_variance=mean_units**2 * _variance(expected.upper) / max(1, samples),
        samples=samples,
        proof=max(observed.proof, expected.proof, key=PROOFS.index),
        ties_possible=observed.ties_possible,
        observed_category=of_observed[0],
        expected_category=of_expected[0],
        categories=categories,
        observed_categories=of_observed[1:],
        expected_categories=of_expected[1:],
    )


@dataclass(frozen=True, slots=True)
class _Expected:
    """What the chance continua of one document gave."""

    upper: Reals
    """[S], disorders O of the best alignments found."""
    lower: Reals
    """[S]."""
    proof: Proof
    category: Reals
    """[S, 1 + C, 2]."""


def _expected(
    continuum: Continua,
    observed: Solution,
    length: float,
    parameters: GammaParameters,
    categories: Integers,
    seed: Sequence[int],
    deadline: float | None,
) -> _Expected:
    """As many samples as asked for, then as many more as their spread and the precision ask for."""
    random = np.random.default_rng(np.random.SeedSequence([int(part) for part in seed]))
    upper, lower = np.zeros(0), np.zeros(0)
    category = [np.zeros((0, 1 + len(categories), 2))]
    proof: Proof = "exact"
    wanted = parameters.samples if continuum.units else 0
    batch = _batch(continuum, observed)
    while len(upper) < wanted:
        count = min(wanted - len(upper), batch)
        continua = chance(continuum, length, parameters, count, random)
        solution = solve(continua, parameters, deadline)
        mean_units = continua.mean_units()
        upper = np.concatenate((upper, solution.upper / mean_units))
        lower = np.concatenate((lower, solution.lower / mean_units))
        category.append(_category_sums(continua, parameters, solution.group, categories))
        proof = max(proof, solution.proof, key=PROOFS.index)
        if len(upper) == parameters.samples:
            wanted = max(wanted, needed(upper, parameters.precision))
    return _Expected(upper, lower, proof, np.concatenate(category))


def _batch(continuum: Continua, observed: Solution) -> int:
    """How many samples are aligned as one problem: that saves calls, but needs room."""
    by_units = BATCH_UNITS // max(1, continuum.units)
    return max(1, min(by_units, BATCH_CANDIDATES // max(1, observed.considered)))


def needed(disorders: Reals, precision: float) -> int:
    """Samples until the 95 % interval of their mean is this share of it; 0: no more are."""
    mean = _mean(disorders)
    if precision <= 0 or mean <= 0:
        return 0
    return ceil(1.96**2 * _variance(disorders) / (precision * mean) ** 2)


def _mean(values: Reals) -> float:
    """The same digits in any order; 0 of nothing."""
    return fsum(values.tolist()) / max(1, len(values))


def _variance(values: Reals) -> float:
    """Of a sample; 0 of fewer than two."""
    mean = _mean(values)
    return fsum(((values - mean) ** 2).tolist()) / max(1, len(values) - 1)


def _category_sums(
    continua: Continua, parameters: GammaParameters, group: Integers, categories: Integers
) -> Reals:
    """[blocks, 1 + C, 2], sums of w·d_cat and w over all pairs of real units aligned, then over
    those with a unit of each category (Mathet 2017).

    w = max(0, 1 - alpha * d_pos) / (k - 1) in an alignment of k real units; empty places count for
    nothing.
    """
    left, right = aligned_pairs(continua, group)
    members = np.bincount(group, minlength=continua.units)[group[left]]
    near = np.maximum(0.0, 1 - parameters.alpha * positional(continua, left, right))
    weight = near / (members - 1)
    unlike = weight * categorical(continua, parameters, left, right)
    width = 1 + len(categories)
    a = 1 + np.searchsorted(categories, continua.category[left])
    b = 1 + np.searchsorted(categories, continua.category[right])
    row = continua.block[left] * width
    rows = np.concatenate((row, row + a, (row + b)[a != b]))
    found = np.empty((continua.blocks, width, 2))
    for column, values in enumerate((unlike, weight)):
        parts = np.concatenate((values, values, values[a != b]))
        sums = sums_by(rows, parts, continua.blocks * width)
        found[:, :, column] = sums.reshape(continua.blocks, width)
    return found
