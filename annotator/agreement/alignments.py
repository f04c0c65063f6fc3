"""The best alignment of annotators' units in one document, in terms of the units of a corpus."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.continua import gamma_units, settings
from annotator.agreement.gamma import Proof, best_alignment
from annotator.agreement.pooling import Statistics
from annotator.agreement.units import Units


@dataclass(frozen=True, slots=True)
class Aligned:
    """A partition of the units of one document; at most one of each annotator in a group."""

    document: int
    members: tuple[int, ...]
    """Those of the chosen annotators who finished it."""
    groups: tuple[tuple[int, ...], ...]
    """Unit indices, in the order of the text."""
    costs: tuple[float, ...]
    """Each group's part of W·O."""
    proof: Proof
    ties_possible: bool


def align(units: Units, document: str, annotators: Sequence[str] | None = None) -> Aligned:
    """The best γ alignment of these annotators (None: all). Nothing where fewer than two of them
    finished. Raises ValueError for a document or annotator that is not among the units."""
    d = units.documents.index(document)
    chosen = units.annotators if annotators is None else annotators
    numbers = sorted(units.annotators.index(annotator) for annotator in chosen)
    members = tuple(n for n in numbers if units.finished[d, n])
    low, high = (int(units.document_offsets[n]) for n in (d, d + 1))
    rows = low + np.flatnonzero(np.isin(units.annotator[low:high], members))
    if len(members) < 2:
        return Aligned(d, members, (), (), "exact", False)
    found = best_alignment(gamma_units(units, d, rows, np.array(members)), settings(units))
    groups = tuple(tuple(int(rows[unit]) for unit in group) for group in found.groups)
    return Aligned(d, members, groups, found.costs, found.proof, found.ties_possible)


def expected_disorder(stats: Statistics, members: tuple[int, ...]) -> float:
    """ΣW·E of the corpus, of all annotators or of a pair; 0 where that was not computed."""
    units = stats.units
    rows = stats.gamma or ()
    if len(members) == len(units.annotators):
        return sum(row.whole.expected for row in rows if row.whole)
    if members in units.pairs:
        n = units.pairs.index((members[0], members[1]))
        found = [row.pairs[n] for row in rows]
        return sum(pair.expected for pair in found if pair)
    return 0.0
