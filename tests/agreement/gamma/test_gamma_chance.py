"""Chance continua keep the habits of the annotators and forget the text."""

import numpy as np
import pytest

from annotator.agreement.gamma import GammaParameters
from annotator.agreement.gamma.chance import chance
from annotator.agreement.gamma.continua import Continua, continuum_of
from tests.agreement.gamma.random_units import random_units, units

SHIFT = GammaParameters()
STATISTICAL = GammaParameters(sampler="statistical")


def sampled(
    document: int, parameters: GammaParameters, samples: int = 20, seed: int = 1
) -> tuple[Continua, Continua, float]:
    """The document, its chance continua and its length."""
    found = random_units(document, 3, 15, split=0.3)
    continuum, _ = continuum_of(found, parameters)
    random = np.random.default_rng(seed)
    return continuum, chance(continuum, found.length, parameters, samples, random), found.length


def test_every_sampled_annotator_is_a_real_one_shifted_round_the_text() -> None:
    for document in range(5):
        continuum, continua, length = sampled(document, SHIFT)
        real = [_shape(continuum, 0, annotator) for annotator in range(3)]
        for block in range(continua.blocks):
            for annotator in range(3):
                shape = _shape(continua, block, annotator)
                by = [_shift_between(shape, each, length) for each in real]
                assert any(shift is not None for shift in by)
        assert (continua.first >= 0).all()
        assert (continua.first < length).all()


def _shape(continua: Continua, block: int, annotator: int) -> list[tuple[int, float, list[float]]]:
    """Category, start and the fragments from there, of each unit."""
    own = np.flatnonzero((continua.block == block) & (continua.annotator == annotator))
    found = []
    for unit in own:
        part = slice(continua.offsets[unit], continua.offsets[unit + 1])
        ends = np.concatenate((continua.starts[part], continua.ends[part]))
        inside = (ends - continua.first[unit]).round(6).tolist()
        found.append((int(continua.category[unit]), float(continua.first[unit]), inside))
    return found


def _shift_between(
    moved: list[tuple[int, float, list[float]]],
    real: list[tuple[int, float, list[float]]],
    length: float,
) -> float | None:
    """By how much all units were shifted; None if these are not the same units."""
    if [(kind, inside) for kind, _, inside in moved] != [
        (kind, inside) for kind, _, inside in real
    ]:
        return None
    shifts = {
        round((a - b) % length, 6) % length
        for (_, a, _), (_, b, _) in zip(moved, real, strict=True)
    }
    return shifts.pop() if len(shifts) == 1 else None


def test_pivots_keep_half_a_mean_length_apart() -> None:
    rows = [(annotator, 0, [(100, 300)]) for annotator in range(3)]
    found = units(1000, *rows)
    continuum, _ = continuum_of(found, SHIFT)
    continua = chance(continuum, 1000, SHIFT, 200, np.random.default_rng(1))
    pivots = np.sort(((continua.first - 100) % 1000).reshape(200, 3), axis=1)
    assert np.diff(pivots, axis=1).min() >= 100
    # Units as long as the text leave no room; the pivots are drawn all the same.
    crowded, _ = continuum_of(units(100, *((n, 0, [(0, 100)]) for n in range(3))), SHIFT)
    assert chance(crowded, 100, SHIFT, 5, np.random.default_rng(1)).units == 15


@pytest.mark.parametrize("parameters", [SHIFT, STATISTICAL])
def test_a_seed_gives_the_same_continua_and_another_others(parameters: GammaParameters) -> None:
    _, first, _ = sampled(1, parameters)
    _, again, _ = sampled(1, parameters)
    _, other, _ = sampled(1, parameters, seed=2)
    assert first.starts.tolist() == again.starts.tolist()
    assert first.starts.tolist() != other.starts.tolist()


@pytest.mark.parametrize("parameters", [SHIFT, STATISTICAL])
def test_no_chance_continuum_is_empty(parameters: GammaParameters) -> None:
    found = units(100, (0, 0, [(10, 20)]), annotators=4)
    continuum, _ = continuum_of(found, parameters)
    continua = chance(continuum, 100, parameters, 300, np.random.default_rng(1))
    assert np.bincount(continua.block, minlength=300).min() >= 1
    assert continua.annotators == 4


def test_statistical_samples_have_the_mean_count_length_and_categories() -> None:
    continuum, continua, _ = sampled(1, STATISTICAL, samples=3000)
    per_annotator = continua.units / 9000
    assert per_annotator == pytest.approx(continuum.units / 3, rel=0.05)
    lengths = continuum.last - continuum.first
    drawn = np.abs(np.random.default_rng(2).normal(lengths.mean(), lengths.std(), 100_000))
    assert continua.size.mean() == pytest.approx(drawn.mean(), rel=0.02)
    shares = np.bincount(continua.category, minlength=3) / continua.units
    assert shares == pytest.approx(
        np.bincount(continuum.category, minlength=3) / continuum.units, abs=0.02
    )
    # One begins where the one before ends, plus a gap that is negative as often as they overlap.
    same = np.flatnonzero((np.diff(continua.block) == 0) & (np.diff(continua.annotator) == 0))
    gaps = continua.first[same + 1] - continua.last[same]
    real = np.flatnonzero(np.diff(continuum.annotator) == 0)
    between = (continuum.first[1:] - continuum.last[:-1])[real]
    starts = continuum.first[np.flatnonzero(np.diff(continuum.annotator, prepend=-1))]
    expected = np.concatenate(([0.0], between, starts[starts > 0])).mean()
    assert gaps.mean() == pytest.approx(expected, abs=2.0)
