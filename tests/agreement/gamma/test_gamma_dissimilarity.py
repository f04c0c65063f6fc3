"""How unlike two annotations are."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.gamma import GammaParameters, GammaUnits
from annotator.agreement.gamma.continua import continuum_of
from annotator.agreement.gamma.dissimilarity import dissimilarities, positional
from annotator.agreement.gamma.neighbours import neighbours
from annotator.agreement.gamma.parameters import ROUNDING
from tests.agreement.gamma.random_units import Spans, random_units, units

ALL = GammaParameters()


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    ends = draw(st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True))
    ends.sort()
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    return pairs


def position(a: Spans, b: Spans, parameters: GammaParameters = ALL) -> float:
    continuum, _ = continuum_of(units(50, (0, 0, a), (1, 0, b)), parameters)
    return float(positional(continuum, np.array([0]), np.array([1]))[0])


@given(spans(), spans())
def test_position_counts_characters_of_only_one_and_twice_the_gap(a: Spans, b: Spans) -> None:
    painted_a = {n for start, end in a for n in range(start, end)}
    painted_b = {n for start, end in b for n in range(start, end)}
    gap = min(abs(x - y) for x in painted_a for y in painted_b)
    apart = len(painted_a ^ painted_b) + 2 * max(0, gap - 1)
    expected = (apart / (len(painted_a) + len(painted_b))) ** 2
    assert position(a, b) == pytest.approx(expected, rel=1e-12)
    assert position(b, a) == position(a, b)


@given(spans(), spans(), st.integers(-1000, 1000), st.floats(0.01, 100))
def test_position_stays_when_both_are_shifted_and_scaled(
    a: Spans, b: Spans, shift: int, scale: float
) -> None:
    found = units(50, (0, 0, a), (1, 0, b))
    moved = GammaUnits(
        2,
        found.annotator,
        found.category,
        found.offsets,
        (found.starts + shift) * scale,
        (found.ends + shift) * scale,
        50 * scale,
    )
    continuum, _ = continuum_of(moved, ALL)
    d = positional(continuum, np.array([0]), np.array([1]))[0]
    assert d == pytest.approx(position(a, b), rel=1e-9, abs=1e-12)


@given(spans(), spans())
def test_by_hull_only_the_outer_ends_count(a: Spans, b: Spans) -> None:
    hull = GammaParameters(position="hull")
    outer_a, outer_b = [(a[0][0], a[-1][1])], [(b[0][0], b[-1][1])]
    assert position(a, b, hull) == position(outer_a, outer_b)


def test_delta_scales_position_and_category() -> None:
    found = units(50, (0, 0, [(0, 10)]), (1, 1, [(10, 20)]))
    for matrix, category in ((None, 1.0), (((0.0, 0.3), (0.3, 0.0)), 0.3)):
        parameters = GammaParameters(3.0, 2.0, 0.5, matrix)
        continuum, _ = continuum_of(found, parameters)
        d = dissimilarities(continuum, parameters, np.array([0]), np.array([1]))[0]
        assert d == pytest.approx(0.5 * (3.0 * 1.0 + 2.0 * category))


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0, 3.0, 40.0])
@pytest.mark.parametrize("split", [0.0, 0.4])
@pytest.mark.parametrize("annotators", [2, 3, 5])
def test_neighbours_are_all_pairs_below_the_bound(
    annotators: int, split: float, alpha: float
) -> None:
    parameters = GammaParameters(alpha=alpha, delta=2.0)
    for seed in range(5):
        found = random_units(seed, annotators, 12, spacing=200, split=split)
        continuum, _ = continuum_of(found, parameters)
        a, b = (side.ravel() for side in np.indices((continuum.units,) * 2))
        keep = (a < b) & (continuum.annotator[a] != continuum.annotator[b])
        a, b = a[keep], b[keep]
        d = dissimilarities(continuum, parameters, a, b)
        bound = annotators * (annotators - 1) / 2 + annotators - 1
        near = d <= 2.0 * (bound + ROUNDING)
        edges = neighbours(continuum, parameters)
        assert edges.left.tolist() == a[near].tolist()
        assert edges.right.tolist() == b[near].tolist()
        assert edges.cost.tolist() == d[near].tolist()


def test_an_empty_fragment_is_refused() -> None:
    with pytest.raises(ValueError, match="must end after"):
        continuum_of(units(50, (0, 0, [(3, 3)])), ALL)


@pytest.mark.parametrize(
    "wrong",
    [
        {"alpha": -1.0},
        {"beta": -0.5},
        {"delta": 0.0},
        {"samples": 0},
        {"precision": -0.1},
        {"matrix": ((0.0, 1.0),)},
        {"matrix": ((0.0, 1.0), (0.5, 0.0))},
        {"matrix": ((1.0, 1.0), (1.0, 0.0))},
        {"matrix": ((0.0, -1.0), (-1.0, 0.0))},
    ],
)
def test_senseless_settings_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"Weights|matrix"):
        GammaParameters(**wrong)
