"""Sums of values by a number that says where each belongs."""

import numpy as np

from annotator.agreement.gamma.parameters import Integers, Reals


def sums_by(where: Integers, values: Reals, count: int) -> Reals:
    """[count], added in the order of `where`; 0 where nothing belongs."""
    return np.bincount(where, values, count).astype(np.float64)
