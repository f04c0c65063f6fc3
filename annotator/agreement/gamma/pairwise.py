"""A lower bound of the disorder from the best alignments of every two annotators."""

import numpy as np

from annotator.agreement.gamma.continua import Continua
from annotator.agreement.gamma.matching import match
from annotator.agreement.gamma.neighbours import Edges
from annotator.agreement.gamma.parameters import Reals
from annotator.agreement.gamma.sums import sums_by


def pairwise_bound(continua: Continua, edges: Edges, delta: float) -> Reals:
    """[blocks], W·O is no less; equal to it for two annotators, weak for many.

    An alignment of all costs every two of them no less than their own best alignment. To that come
    the pairs that are empty on both sides: (n - k)(n - k - 1) / 2 in a group of k units, which is
    convex in k, so least where all groups are alike and as few as the longest list of one annotator
    allows.
    """
    n = continua.annotators
    pairs = n * (n - 1) // 2
    pair = continua.annotator[edges.left] * n + continua.annotator[edges.right]
    kinds, pair = np.unique(pair, return_inverse=True)
    nodes = len(kinds) * continua.units
    chosen = match(
        pair * continua.units + edges.left,
        pair * continua.units + edges.right,
        2 - edges.cost / delta,
        (nodes, nodes),
    )
    home = continua.block[edges.left[chosen]]
    gain = sums_by(home, 2 - edges.cost[chosen] / delta, continua.blocks)
    units = np.bincount(continua.block, minlength=continua.blocks)
    owner = continua.block * n + continua.annotator
    longest = np.bincount(owner, minlength=continua.blocks * n).reshape(-1, n).max(axis=1)
    sizes = np.arange(n + 1)
    both_empty = longest * np.interp(
        units / np.maximum(longest, 1), sizes, (n - sizes) * (n - sizes - 1) / 2
    )
    found: Reals = delta * ((n - 1) * units - gain + both_empty) / pairs
    return found
