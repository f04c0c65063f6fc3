"""Gamma reproduces what others published and computed."""

import numpy as np
import pytest

from annotator.agreement.gamma import best_alignment, gamma_statistics
from annotator.agreement.gamma.continua import continuum_of
from annotator.agreement.gamma.dissimilarity import positional
from annotator.agreement.gamma.parameters import GammaParameters
from tests.agreement.gamma.published import RANGED, REPLAYED, case, parameters_of, units_of

SYNTHETIC = ["2x20", "2x50", "2x200", "3x20", "3x50", "3x100", "5x20", "3x500", "5x50", "5x100"]
DISORDERS = [
    *REPLAYED,
    "pygamma_AlexPaulSuzan",
    "pygamma_test_best_alignment",
    *(f"syn_{size}" for size in SYNTHETIC),
]


def test_positions_differ_as_in_figure_10_of_the_paper() -> None:
    found = case("mathet2015_figure10_positional")
    for pair in found["pairs"]:
        units = units_of([["A", "x", *pair["a"]], ["B", "x", *pair["b"]]])
        continuum, _ = continuum_of(units, GammaParameters())
        d = positional(continuum, np.array([0]), np.array([1]))[0]
        assert d == pytest.approx(pair["exact"], rel=1e-12)
        assert d == pytest.approx(pair["d"], rel=found["rtol"])


@pytest.mark.parametrize("name", DISORDERS)
def test_the_best_alignment_has_the_published_disorder(name: str) -> None:
    found = case(name)
    units = units_of(found["units"], found["params"].get("categories", ()))
    alignment = best_alignment(units, parameters_of(found["params"]))
    wanted = found["expected"]["best_alignment_disorder"]
    mean_units = len(units.annotator) / units.annotators
    assert alignment.proof == "exact"
    assert alignment.disorder_upper / mean_units == pytest.approx(wanted["value"], wanted["rtol"])
    assert alignment.disorder_lower == pytest.approx(alignment.disorder_upper, rel=1e-9)
    assert sum(alignment.costs) == pytest.approx(alignment.disorder_upper, rel=1e-12)


@pytest.mark.parametrize("name", REPLAYED)
def test_replayed_chance_continua_have_the_published_disorder(name: str) -> None:
    found = case(name)
    assert len(found["chance_replay"]) == 10
    for replay in found["chance_replay"]:
        units = units_of(replay["units"])
        disorder = best_alignment(units, parameters_of(found["params"])).disorder_upper
        found_disorder = disorder * units.annotators / len(units.annotator)
        assert found_disorder == pytest.approx(replay["best_alignment_disorder"], 1e-5, 1e-6)


@pytest.mark.parametrize(
    ("name", "groups", "disorder"),
    [("pygamma_3by100", 127, 0.343511642676), ("pygamma_2by1000", 1085, 0.884425288855)],
)
def test_long_continua_of_pygamma_align_as_published(
    name: str, groups: int, disorder: float
) -> None:
    found = case(name)
    units = units_of(found["units"])
    alignment = best_alignment(units, parameters_of(found["params"]))
    assert len(alignment.groups) == groups == found["expected"]["n_unitary_alignments"]
    mean_units = len(units.annotator) / units.annotators
    assert alignment.disorder_upper / mean_units == pytest.approx(disorder, rel=1e-11)


@pytest.mark.parametrize("name", RANGED)
def test_gamma_lies_in_the_published_range(name: str) -> None:
    found = case(name)
    checked = 0
    for sampler, key in (("shift", "shuffle"), ("statistical", "statistical")):
        bounds = found["expected"].get(f"gamma_range_{key}_sampler")
        if bounds is None:
            continue
        parameters = parameters_of(found["params"], sampler=sampler)
        sums = gamma_statistics(units_of(found["units"]), parameters, [1])
        assert bounds[0] <= 1 - sums.observed / sums.expected <= bounds[1]
        checked += 1
    assert checked
