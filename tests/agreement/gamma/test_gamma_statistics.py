"""The sums of a document, from which gamma is pooled."""

import pickle
from dataclasses import fields

import numpy as np
import pytest

from annotator.agreement.gamma import (
    GammaParameters,
    GammaStatistics,
    GammaUnits,
    gamma_statistics,
)
from annotator.agreement.gamma.statistics import needed
from tests.agreement.gamma.published import case, parameters_of, units_of
from tests.agreement.gamma.random_units import random_units, shuffled, units

FIXED = GammaParameters(precision=0)


def values(sums: GammaStatistics) -> list[object]:
    found = [getattr(sums, field.name) for field in fields(sums)]
    return [each.tolist() if isinstance(each, np.ndarray) else each for each in found]


@pytest.mark.parametrize(("annotators", "each"), [(2, 20), (3, 12), (5, 6), (7, 5)])
@pytest.mark.parametrize("sampler", ["shift", "statistical"])
def test_the_same_seed_gives_the_same_digits_in_any_order_of_units_and_annotators(
    annotators: int, each: int, sampler: str
) -> None:
    found = random_units(7, annotators, each, split=0.2)
    parameters = GammaParameters(sampler=sampler, samples=6, precision=0)
    first = gamma_statistics(found, parameters, [3, 1, 4])
    assert values(pickle.loads(pickle.dumps(first))) == values(first)
    for seed in range(2):
        assert values(gamma_statistics(shuffled(found, seed), parameters, [3, 1, 4])) == values(
            first
        )
    other = gamma_statistics(found, parameters, [3, 1, 5])
    assert other.expected != first.expected
    assert other.observed == first.observed


@pytest.mark.parametrize("annotators", [2, 3, 6])
def test_copies_of_one_annotator_agree_wholly(annotators: int) -> None:
    rows = [
        (n, kind, [(start, start + 20)])
        for n in range(annotators)
        for kind, start in enumerate((10, 50, 120))
    ]
    sums = gamma_statistics(units(200, *rows), FIXED, [1])
    assert sums.observed == 0 == sums.observed_category[0]
    assert sums.observed_category[1] == 3 * annotators / 2
    assert sums.expected > 0
    assert sums.expected_lower <= sums.expected


def test_weights_of_pairs_follow_the_paper() -> None:
    # Three units in one group, a pair of them unlike in kind, none in place; a fourth is alone.
    rows = [(0, 0, [(0, 10)]), (1, 0, [(0, 10)]), (2, 1, [(0, 10)]), (0, 2, [(900, 910)])]
    sums = gamma_statistics(units(1000, *rows), FIXED, [1])
    assert sums.observed_category.tolist() == [1.0, 1.5]
    assert sums.categories.tolist() == [0, 1, 2]
    assert sums.observed_categories.tolist() == [[1.0, 1.5], [1.0, 1.0], [0.0, 0.0]]
    # At alpha 1 a pair with d_pos .25 weighs .75.
    apart = units(100, (0, 0, [(0, 10)]), (1, 1, [(5, 15)]))
    assert gamma_statistics(apart, FIXED, [1]).observed_category.tolist() == [0.75, 0.75]
    steep = GammaParameters(alpha=3.0, precision=0)
    assert gamma_statistics(apart, steep, [1]).observed_category.tolist() == [0.25, 0.25]


def test_pairs_of_two_categories_count_for_both() -> None:
    sums = gamma_statistics(random_units(1, 3, 20), FIXED, [1])
    for of_all, by_category in (
        (sums.observed_category, sums.observed_categories),
        (sums.expected_category, sums.expected_categories),
    ):
        # d_cat is 1 exactly where the two differ, so that such a weight occurs in two rows.
        assert by_category[:, 0].sum() == pytest.approx(2 * of_all[0])
        assert by_category[:, 1].sum() == pytest.approx(of_all[1] + of_all[0])


def test_gamma_cat_of_the_published_continuum_is_not_what_pygamma_makes_of_it() -> None:
    found = case("pygamma_AlexPaulSuzan")
    parameters = parameters_of(found["params"], samples=400, precision=0)
    sums = gamma_statistics(units_of(found["units"]), parameters, [1])
    observed = sums.observed_category[0] / sums.observed_category[1]
    expected = sums.expected_category[0] / sums.expected_category[1]
    assert 1 - observed / expected == pytest.approx(0.686, abs=0.03)


def test_more_samples_are_drawn_until_the_mean_is_as_precise_as_asked() -> None:
    found = random_units(2, 2, 8)
    few = gamma_statistics(found, FIXED, [1])
    assert few.samples == 30
    more = gamma_statistics(found, GammaParameters(precision=0.02), [1])
    assert more.samples > 60
    assert more.expected_variance < few.expected_variance
    half_width = 1.96 * more.expected_variance**0.5
    assert half_width == pytest.approx(0.02 * more.expected, rel=0.35)


def test_the_samples_needed_follow_their_spread() -> None:
    disorders = np.array([1.0, 1.2, 0.8, 1.0])
    variation = disorders.std(ddof=1) / disorders.mean()
    assert needed(disorders, 0.05) == np.ceil((1.96 * variation / 0.05) ** 2)
    assert needed(disorders, 0.0) == needed(np.zeros(4), 0.02) == 0


@pytest.mark.parametrize("annotators", [2, 3, 6])
def test_without_units_all_sums_are_zero(annotators: int) -> None:
    sums = gamma_statistics(units(100, annotators=annotators), GammaParameters(), [1])
    assert (sums.observed, sums.expected, sums.expected_variance, sums.samples) == (0, 0, 0, 0)
    assert sums.mean_units == 0
    assert sums.observed_category.tolist() == sums.expected_category.tolist() == [0, 0]
    assert sums.observed_categories.shape == sums.expected_categories.shape == (0, 2)


def test_one_annotator_who_marked_and_one_who_did_not() -> None:
    rows = [(0, 0, [(n * 100, n * 100 + 40)]) for n in range(5)]
    sums = gamma_statistics(units(600, *rows, annotators=2), GammaParameters(), [1])
    assert sums.observed == 5
    assert sums.expected > 0
    assert sums.proof == "exact"


def test_too_little_time_gives_bounds_around_the_exact_sums() -> None:
    found = random_units(3, 4, 12)
    exact = gamma_statistics(found, FIXED, [1])
    hurried = gamma_statistics(found, GammaParameters(precision=0, seconds=0.0), [1])
    assert (exact.proof, hurried.proof) == ("exact", "local")
    assert hurried.observed_lower < exact.observed <= hurried.observed
    assert hurried.expected_lower < exact.expected <= hurried.expected


def unrelated(seed: int) -> GammaUnits:
    """Three annotators who marked what they liked."""
    random = np.random.default_rng(seed)
    rows = []
    for annotator in range(3):
        for start in random.integers(4000, size=20).tolist():
            rows.append((annotator, int(random.integers(3)), [(start, start + 60)]))
    return units(4060, *rows)


def test_prices_that_the_solver_rounds_are_taken_as_they_are() -> None:
    # For one of these samples a candidate of the programme stays 1e-8 above its price.
    assert gamma_statistics(unrelated(24), FIXED, [24]).proof == "exact"


@pytest.mark.campaign
def test_gamma_of_unrelated_annotators_is_near_zero() -> None:
    gammas = []
    for seed in range(40):
        sums = gamma_statistics(unrelated(seed), FIXED, [seed])
        gammas.append(1 - sums.observed / sums.expected)
    assert abs(np.mean(gammas)) < 0.03


@pytest.mark.campaign
@pytest.mark.parametrize("annotators", [3, 4, 5])
def test_bounds_hold_on_many_documents(annotators: int) -> None:
    for seed in range(50):
        found = random_units(seed, annotators, 15, spacing=40 + seed, split=0.2)
        by = {
            proof: gamma_statistics(
                found, GammaParameters(proof=proof, samples=2, precision=0), [seed]
            )
            for proof in ("exact", "bracket", "local")
        }
        for part in ("observed", "expected"):
            best = getattr(by["exact"], part)
            assert getattr(by["exact"], f"{part}_lower") == best
            for proof in ("bracket", "local"):
                lower = getattr(by[proof], f"{part}_lower")
                assert lower - 1e-9 <= best <= getattr(by[proof], part) + 1e-9
