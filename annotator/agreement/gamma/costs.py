"""What groups of units cost."""

import numpy as np

from annotator.agreement.gamma.continua import Continua
from annotator.agreement.gamma.dissimilarity import dissimilarities
from annotator.agreement.gamma.parameters import GammaParameters, Integers, Reals
from annotator.agreement.gamma.sums import sums_by


def group_costs(continua: Continua, parameters: GammaParameters, group: Integers) -> Reals:
    """[U], the cost of the group called after each unit; 0 for units that are not the first."""
    left, right = aligned_pairs(continua, group)
    cost = dissimilarities(continua, parameters, left, right)
    n = continua.annotators
    pairs = n * (n - 1) // 2
    members = np.bincount(group, minlength=continua.units)
    empty = np.where(members > 0, pairs - members * (members - 1) // 2, 0)
    summed = sums_by(group[left], cost, continua.units)
    found: Reals = (summed + empty * parameters.delta) / pairs
    return found


def aligned_pairs(continua: Continua, group: Integers) -> tuple[Integers, Integers]:
    """All pairs of units of one group, left < right."""
    order = np.argsort(group, kind="stable")
    names = group[order]
    found_left, found_right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, continua.annotators):
        same = np.flatnonzero(names[step:] == names[: len(names) - step])
        if not len(same):
            break
        found_left.append(order[same])
        found_right.append(order[same + step])
    return np.concatenate(found_left), np.concatenate(found_right)
