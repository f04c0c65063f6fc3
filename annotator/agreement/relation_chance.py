"""What chance would make of relations between agreed units: which pairs could be related at all."""

import numpy as np

from annotator.agreement import nominal
from annotator.agreement.attributes import matched
from annotator.agreement.intervals import Real
from annotator.agreement.pooling import Statistics
from annotator.agreement.units import Long
from annotator.core.tagset import RelationType


def admissible_pairs(stats: Statistics, kind: RelationType, partners: int) -> Long:
    """[pairs] of annotators: ordered pairs of agreed units that a relation of this type may join,
    unordered ones where it is mutual. Both lie in one document, or in one event where the type
    crosses documents."""
    units = stats.units
    found = matched(stats, partners)
    place: dict[str, int] = {}
    number = [
        place.setdefault(event if event and kind.cross_document else f"\x00{d}", len(place))
        for d, event in enumerate(units.events)
    ]
    where = np.array(number, np.int64)[units.document[found.left]]
    shape = len(units.pairs), max(len(place), 1), max(len(units.layers), 1)
    counts = np.zeros(shape, np.int64)
    np.add.at(counts, (found.pair, where, units.category[found.left]), 1)
    source, target = (
        np.array([not role.categories or key in role.categories for key in units.layers], np.bool_)
        for role in (kind.source, kind.target)
    )
    if kind.same_category:
        both = counts * (counts - 1) * (source & target)
        ordered = both.sum(axis=(1, 2))
    else:
        one, two = (counts[:, :, role].sum(axis=2) for role in (source, target))
        either = counts[:, :, source & target].sum(axis=2)
        ordered = (one * two - either).sum(axis=1)
    pairs: Long = ordered if kind.directed else ordered // 2
    return pairs


def chance_corrected(sums: Real, admissible: int) -> dict[str, object]:
    """Cohen's κ on whether two agreed units are related, of sums (2m, |R_i|+|R_j|, |R_i^M|+|R_j^M|,
    |R_i^M|); and how rare being related is."""
    double, _, agreed, mine = sums.tolist()
    shared, theirs = double / 2, agreed - mine
    rest = admissible - mine - theirs + shared
    if admissible <= 0 or rest < 0:
        return {"admissible_pairs": int(admissible), "kappa": None, "related": None}
    rows = np.array([mine, admissible - mine])
    columns = np.array([theirs, admissible - theirs])
    kappa = float(nominal.cohen(np.array(shared + rest), rows, columns))
    return {
        "admissible_pairs": int(admissible),
        "kappa": None if np.isnan(kappa) else kappa,
        "related": (mine + theirs) / (2 * admissible),
    }
