"""The best alignment is the best, said to be proved only where it is, and the same for the same."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import OptimizeResult, milp

from annotator.agreement.gamma import (
    GammaParameters,
    GammaUnits,
    best_alignment,
    candidates,
    rounding,
)
from annotator.agreement.gamma.chance import chance
from annotator.agreement.gamma.continua import continua_of, continuum_of
from annotator.agreement.gamma.solving import solve
from tests.agreement.gamma.random_units import least_disorder, random_units, shuffled, units

DEFAULT = GammaParameters()
KINDS = [
    DEFAULT,
    GammaParameters(alpha=3.0, beta=2.0, delta=0.5),
    GammaParameters(matrix=((0, 0.5, 1), (0.5, 0, 0.2), (1, 0.2, 0)), position="hull"),
]


@pytest.mark.parametrize("parameters", KINDS)
@pytest.mark.parametrize(("annotators", "each"), [(2, 4), (3, 3), (4, 2), (5, 1), (6, 1)])
def test_no_other_alignment_costs_less(
    annotators: int, each: int, parameters: GammaParameters
) -> None:
    exact = replace(parameters, proof="exact")
    for seed in range(8):
        found = random_units(seed, annotators, each, spacing=25, split=0.3)
        if not len(found.annotator):
            continue
        best = least_disorder(found, parameters)
        alignment = best_alignment(found, exact)
        assert alignment.proof == "exact"
        assert alignment.disorder_upper == pytest.approx(best, rel=1e-9, abs=1e-12)
        local = best_alignment(found, replace(parameters, proof="local"))
        assert local.disorder_lower - 1e-9 <= best <= local.disorder_upper + 1e-9
        bracket = best_alignment(found, replace(parameters, proof="bracket"))
        assert bracket.disorder_lower - 1e-9 <= best <= bracket.disorder_upper + 1e-9


@pytest.mark.parametrize(("annotators", "each"), [(3, 40), (4, 20), (5, 12), (6, 7)])
def test_bounds_hold_exact_between_the_programme_and_the_search(annotators: int, each: int) -> None:
    for seed in range(4):
        found = random_units(seed, annotators, each)
        by = {
            proof: best_alignment(found, GammaParameters(proof=proof))
            for proof in ("exact", "bracket", "local")
        }
        best = by["exact"].disorder_upper
        assert by["exact"].disorder_lower == best
        assert by["bracket"].disorder_lower <= best * (1 + 1e-9)
        assert best <= by["bracket"].disorder_upper * (1 + 1e-9)
        assert by["bracket"].disorder_upper == by["local"].disorder_upper <= best * 1.05
        assert by["local"].disorder_lower <= by["bracket"].disorder_lower * (1 + 1e-9)
        assert [by[proof].proof for proof in by] == (
            ["exact", "bracket", "local"] if annotators > 2 else ["exact"] * 3
        )


@pytest.mark.parametrize(("annotators", "each"), [(2, 60), (3, 30), (5, 12), (7, 8)])
def test_the_order_of_units_and_annotators_changes_no_digit(annotators: int, each: int) -> None:
    found = random_units(3, annotators, each, split=0.2)
    first = best_alignment(found, DEFAULT)
    for seed in range(3):
        other = best_alignment(shuffled(found, seed), DEFAULT)
        assert other.disorder_upper == first.disorder_upper
        assert other.disorder_lower == first.disorder_lower
        assert other.costs == first.costs


@pytest.mark.parametrize("annotators", [2, 3, 6])
def test_every_unit_is_in_one_group_with_at_most_one_of_each_annotator(annotators: int) -> None:
    found = random_units(1, annotators, 20)
    alignment = best_alignment(found, DEFAULT)
    members = [unit for group in alignment.groups for unit in group]
    assert sorted(members) == list(range(len(found.annotator)))
    for group in alignment.groups:
        owners = found.annotator[list(group)].tolist()
        assert owners == sorted(set(owners))
    begins = [min(found.starts[found.offsets[unit]] for unit in g) for g in alignment.groups]
    assert len(alignment.costs) == len(begins)
    assert sum(alignment.costs) == pytest.approx(alignment.disorder_upper)


@pytest.mark.parametrize("annotators", [2, 3, 5, 8])
def test_copies_of_one_annotator_have_no_disorder(annotators: int) -> None:
    one = random_units(5, 2, 15, split=0.3)
    own = np.flatnonzero(one.annotator == 0)
    rows = [
        (
            annotator,
            int(one.category[unit]),
            [
                (int(one.starts[f]), int(one.ends[f]))
                for f in range(one.offsets[unit], one.offsets[unit + 1])
            ],
        )
        for annotator in range(annotators)
        for unit in own
    ]
    alignment = best_alignment(units(1000, *rows), DEFAULT)
    assert alignment.disorder_upper == 0
    assert all(len(group) == annotators for group in alignment.groups)


@pytest.mark.parametrize("annotators", [2, 3, 4])
def test_hull_and_fragments_agree_on_single_spans(annotators: int) -> None:
    found = random_units(2, annotators, 20)
    by_hull = best_alignment(found, GammaParameters(position="hull"))
    assert by_hull == best_alignment(found, GammaParameters(position="fragments"))


@pytest.mark.parametrize(("annotators", "each"), [(2, 30), (3, 20), (4, 10), (5, 8)])
def test_many_continua_at_once_are_as_good_as_one_by_one(annotators: int, each: int) -> None:
    found = random_units(4, annotators, each, split=0.2)
    continuum, _ = continuum_of(found, DEFAULT)
    continua = chance(continuum, found.length, DEFAULT, 12, np.random.default_rng(1))
    together = solve(continua, DEFAULT)
    assert together.proof == "exact"
    for block in range(12):
        own = np.flatnonzero(continua.block == block)
        counts = np.diff(continua.offsets)[own]
        first = continua.offsets[own[0]]
        end = continua.offsets[own[-1] + 1]
        alone = continua_of(
            1,
            annotators,
            np.zeros(len(own), np.int64),
            continua.annotator[own],
            continua.category[own],
            np.concatenate(([0], np.cumsum(counts))),
            continua.starts[first:end],
            continua.ends[first:end],
        )
        assert solve(alone, DEFAULT).upper[0] == pytest.approx(together.upper[block], rel=1e-12)


def test_a_unit_replaced_by_its_partner_raises_no_disorder() -> None:
    for seed in range(10):
        found = random_units(seed, 2, 15)
        alignment = best_alignment(found, DEFAULT)
        a, b = next(group for group in alignment.groups if len(group) == 2)
        category, starts, ends = found.category.copy(), found.starts.copy(), found.ends.copy()
        category[a], starts[a], ends[a] = category[b], starts[b], ends[b]
        changed = GammaUnits(
            2, found.annotator, category, found.offsets, starts, ends, found.length
        )
        better = best_alignment(changed, DEFAULT).disorder_upper
        assert better <= alignment.disorder_upper + 1e-12


def test_equal_annotations_of_one_annotator_stay_two() -> None:
    found = units(100, (0, 0, [(0, 9)]), (0, 0, [(0, 9)]), (1, 0, [(0, 9)]))
    alignment = best_alignment(found, DEFAULT)
    assert sorted(map(len, alignment.groups)) == [1, 2]
    assert alignment.disorder_upper == 1
    assert alignment.ties_possible


@pytest.mark.parametrize("annotators", [2, 3])
def test_ties_are_told_where_they_are(annotators: int) -> None:
    touching = units(
        100, *((n, n % 2, [(10 * n, 10 * n + 10)]) for n in range(2)), annotators=annotators
    )
    # Of two annotators, touching units of unlike categories cost 2 together as they do apart.
    assert best_alignment(touching, DEFAULT).ties_possible == (annotators == 2)
    clear = units(100, *((n, 0, [(10, 20)]) for n in range(annotators)))
    assert not best_alignment(clear, DEFAULT).ties_possible
    swapped = units(100, *((n, 0, [(10, 20)]) for n in range(annotators) for _ in range(2)))
    assert best_alignment(swapped, DEFAULT).ties_possible


@pytest.mark.parametrize("annotators", [2, 3, 7])
def test_without_units_there_is_nothing_to_align(annotators: int) -> None:
    nothing = units(100, annotators=annotators)
    alignment = best_alignment(nothing, DEFAULT)
    assert alignment.groups == alignment.costs == ()
    assert alignment.disorder_upper == alignment.disorder_lower == 0


@pytest.mark.parametrize("annotators", [2, 3, 7])
def test_units_of_a_single_annotator_cost_delta_each(annotators: int) -> None:
    rows = [(1, 0, [(n * 10, n * 10 + 5)]) for n in range(4)]
    parameters = GammaParameters(delta=0.7)
    alignment = best_alignment(units(100, *rows, annotators=annotators), parameters)
    assert alignment.disorder_upper == pytest.approx(4 * 0.7)
    assert alignment.disorder_lower == pytest.approx(4 * 0.7)


def test_one_annotator_alone_cannot_be_aligned() -> None:
    with pytest.raises(ValueError, match="two annotators"):
        best_alignment(units(100, (0, 0, [(0, 5)])), DEFAULT)


@pytest.mark.parametrize("proof", ["exact", "bracket"])
def test_out_of_time_the_bounds_are_told_instead_of_a_proof(proof: str) -> None:
    found = random_units(1, 4, 30)
    best = best_alignment(found, DEFAULT).disorder_upper
    hurried = best_alignment(found, GammaParameters(proof=proof, seconds=0.0))
    assert hurried.proof == "local"
    assert hurried.ties_possible
    assert hurried.disorder_lower < best <= hurried.disorder_upper


def test_what_the_integer_programme_leaves_open_is_bounded_by_the_linear_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rounding, "milp", lambda *_, **__: OptimizeResult(status=1, x=None))
    open_ones = 0
    for seed in range(12):
        found = random_units(seed, 3, 30, spacing=25)
        hurried = best_alignment(found, DEFAULT)
        if hurried.proof == "exact":
            continue
        open_ones += 1
        assert hurried.proof == "bracket"
        with monkeypatch.context() as patch:
            patch.setattr(rounding, "milp", milp)
            best = best_alignment(found, DEFAULT)
        assert best.proof == "exact"
        assert hurried.disorder_lower < best.disorder_upper <= hurried.disorder_upper + 1e-12
        assert hurried.disorder_upper - hurried.disorder_lower < 0.03 * best.disorder_upper
    assert open_ones


def test_too_many_candidates_fall_back_to_search(monkeypatch: pytest.MonkeyPatch) -> None:
    found = random_units(1, 4, 30)
    best = best_alignment(found, DEFAULT).disorder_upper
    monkeypatch.setattr(candidates, "PARTIAL", 10)
    searched = best_alignment(found, DEFAULT)
    assert searched.proof == "local"
    assert searched.disorder_lower < best <= searched.disorder_upper


def test_units_settings_and_alignments_can_be_sent_to_other_processes() -> None:
    found = random_units(1, 3, 5)
    copy, parameters = pickle.loads(pickle.dumps((found, DEFAULT)))
    alignment = best_alignment(copy, parameters)
    assert pickle.loads(pickle.dumps(alignment)) == best_alignment(found, DEFAULT)
