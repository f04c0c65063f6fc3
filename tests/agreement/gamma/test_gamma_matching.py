"""Matching two sides for the greatest gain."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from annotator.agreement.gamma.matching import match


@pytest.mark.parametrize("density", [0.05, 0.2, 0.9])
@pytest.mark.parametrize("ties", [False, True])
def test_the_gain_is_that_of_the_full_assignment_problem(density: float, ties: bool) -> None:
    for seed in range(60):
        random = np.random.default_rng(seed)
        shape = (int(random.integers(1, 25)), int(random.integers(1, 25)))
        gain = random.integers(-1, 4, shape) / 2 if ties else random.normal(0.5, 1, shape)
        left, right = np.nonzero(random.random(shape) < density)
        chosen = match(left, right, gain[left, right], shape)
        assert len(set(left[chosen])) == len(set(right[chosen])) == len(chosen)
        assert (gain[left[chosen], right[chosen]] > 0).all()
        dense = np.zeros(shape)
        dense[left, right] = np.maximum(0, gain[left, right])
        best = dense[linear_sum_assignment(dense, maximize=True)].sum()
        assert gain[left[chosen], right[chosen]].sum() == pytest.approx(best)


def test_nothing_matches_nothing() -> None:
    none = np.zeros(0, np.int64)
    assert match(none, none, np.zeros(0), (0, 0)).tolist() == []
