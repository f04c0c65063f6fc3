"""One-to-one matching: as many pairs as possible, then most overlap; checked by brute force."""

from itertools import permutations

import numpy as np
import pytest

from annotator.agreement.matching import match
from annotator.agreement.overlaps import overlaps
from annotator.agreement.spans import WITHIN_ANY, matching_table
from annotator.agreement.units import Units
from tests.agreement.makers import pair_corpus, pick, settled, units_of
from tests.agreement.random_corpora import random_corpus


def characters(units: Units, unit: int) -> set[int]:
    rows = range(int(units.offsets[unit]), int(units.offsets[unit + 1]))
    return {n for row in rows for n in range(int(units.starts[row]), int(units.ends[row]))}


def best(units: Units, one: list[int], two: list[int], least: float) -> tuple[int, float]:
    """The size of the greatest matching within categories, and its greatest sum of IoU."""
    table = np.full((len(one), len(two)), -1.0)
    for r, u in enumerate(one):
        for c, v in enumerate(two):
            mine, theirs = characters(units, u), characters(units, v)
            iou = len(mine & theirs) / len(mine | theirs)
            if units.category[u] == units.category[v] and iou > 0 and iou >= least:
                table[r, c] = iou
    if table.shape[0] > table.shape[1]:
        table = table.T
    found = (0, 0.0)
    for order in permutations(range(table.shape[1]), table.shape[0]):
        values = table[range(table.shape[0]), order]
        found = max(found, (int((values >= 0).sum()), float(values[values >= 0].sum())))
    return found


MORE = [pytest.param(seed, marks=pytest.mark.campaign) for seed in range(2, 60)]


@pytest.mark.parametrize("seed", [0, 1, *MORE])
def test_matching_equals_trying_everything(seed: int) -> None:
    units = units_of(random_corpus(seed, 150, 3, length=16, most=5))
    table = matching_table(units)
    checked = 0
    for d in range(len(units.documents)):
        for n, (i, j) in enumerate(units.pairs):
            here = [np.flatnonzero((units.document == d) & (units.annotator == a)) for a in (i, j)]
            one, two = (list(map(int, rows)) for rows in here)
            if max(len(one), len(two)) > 6:
                continue
            checked += 1
            many, total = best(units, one, two, 0)
            assert table.overlap[d, :, n].sum() == many
            assert table.shared[d, :, n].sum() == pytest.approx(total)
            assert table.overlap_iou[d, :, n].sum() == best(units, one, two, 0.5)[0]
            spans = [[(units.category[u], frozenset(characters(units, u))) for u in r]
                     for r in (one, two)]  # fmt: skip
            same = sum(min(row.count(key) for row in spans) for key in set(spans[0]))
            assert table.exact[d, :, n].sum() == same
    assert checked > 300


def test_large_tangles_are_matched_too() -> None:
    """More than four units on a side, which permutations no longer settle."""
    one = [("quote", [(10 * n, 10 * n + 10)]) for n in range(8)]
    two = [("quote", [(10 * n + 5, 10 * n + 15)]) for n in range(8)]
    units = units_of(pair_corpus(100, one, two))
    edges = overlaps(units)
    assert match(units, edges).sum() == 8
    two.append(("quote", [(0, 3)]))
    found = settled(pair_corpus(100, one, two), ["f1-overlap"])
    assert pick(found, "f1-overlap", "quote", iou=0.0).value == pytest.approx(16 / 17)


def test_equal_matchings_are_decided_by_the_spans_not_by_names() -> None:
    """Two units that overlap a third one equally: it is the same one whoever is called first."""
    wide, narrow = [("quote", [(0, 10)]), ("quote", [(10, 20)])], [("quote", [(5, 15)])]
    for seed in range(20):
        shift = 3 * seed
        moved = [
            [(c, [(s + shift, e + shift) for s, e in f]) for c, f in m] for m in (wide, narrow)
        ]
        taken = []
        for one, two in (moved, moved[::-1]):
            units = units_of(pair_corpus(100, one, two))
            partners = matching_table(units).partners[:, WITHIN_ANY]
            taken.append({tuple(units.starts[units.offsets[u]] for u in (u,))
                          for u in np.flatnonzero((partners >= 0).any(axis=1))})  # fmt: skip
        assert taken[0] == taken[1]


def test_a_split_gets_no_full_credit() -> None:
    corpus = pair_corpus(20, [("quote", [(0, 20)])], [("quote", [(0, 10)]), ("quote", [(10, 20)])])
    figure = pick(settled(corpus), "f1-overlap", "quote", iou=0.0)
    assert figure.value == pytest.approx(2 / 3)
    assert figure.evidence["mean_iou_of_matched"] == pytest.approx(0.5)
