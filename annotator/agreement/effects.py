"""What settling one disagreement would add to figures other than gamma."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from annotator.agreement.attributes import attribute_alpha
from annotator.agreement.pooling import Statistics
from annotator.agreement.relations import relation_f1


class Effects:
    """Of attributes and links; nothing is known where matching was not computed."""

    def __init__(self, stats: Statistics) -> None:
        self._attributes: dict[tuple[str | None, str], float] = {}
        self._relations = np.zeros(2)
        if "matching" not in stats.kinds or len(stats.units.annotators) < 2:
            return
        for series in attribute_alpha(stats):
            sums = series.terms.sum(axis=(0, 1))
            half = (len(sums) - 1) // 2
            totals = sums[1 : 1 + half] + sums[1 + half :]
            unlike = totals.sum() ** 2 - (totals**2).sum()
            if not series.pair and unlike:
                key = series.category, str(series.parameters["attribute"])
                self._attributes[key] = float(2 * (totals.sum() - 1) / unlike)
        for series in relation_f1(stats):
            self._relations = series.terms.sum(axis=(0, 1))[:2]
            break  # the first is that of all types and annotators, unconditioned

    def attribute(self, category: str, name: str) -> float | None:
        """One more pair of values alike, the shares of values held fixed."""
        return self._attributes.get((category, name))

    def relation(self, relations: Sequence[Sequence[int]]) -> float | None:
        """All annotators have the same relation, of all relations of all pairs together."""
        double, many = self._relations.tolist()
        if not many:
            return None
        pairs = list(combinations(relations, 2))
        lacking = sum((not one) + (not two) for one, two in pairs)
        unlike = [pair for pair in pairs if not all(pair)] or pairs
        return (double + 2 * len(unlike)) / (many + lacking) - double / many
