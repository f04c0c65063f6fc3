"""Agreement on attribution as a structure: a content, who said it, and the words that say so."""

from collections.abc import Iterator

import numpy as np

from annotator.agreement.linking import linked, rows_of
from annotator.agreement.overlaps import overlaps
from annotator.agreement.pooling import Statistics
from annotator.agreement.series import (
    Members,
    Series,
    any_of,
    both_finished,
    everyone,
    members_sum,
    none_yet,
    pair_series,
)
from annotator.agreement.span_series import directional, f1
from annotator.agreement.spans import WITHIN_ANY, WITHIN_IOU
from annotator.agreement.units import Long

SOURCE, CUE = "source-of", "cue-of"
"""Relation types that make a content an attribution; their targets are the contents."""
LEVELS = ("content", "source", "cue")


def attribution_f1(stats: Statistics) -> Iterator[Series]:
    """2T/(a+b) over contents with at least one source or cue, a and b of them; T at each level,
    within the one before: both attribute the matched content; a source is shared, or both have
    none; a cue too."""
    if not _kinds(stats):
        return
    units = stats.units
    counts = _counts(stats)
    first, second = np.array(units.pairs, np.int64).reshape(-1, 2).T
    both = both_finished(stats)
    members = everyone(stats)

    def contents(chosen: Members) -> Long:
        return members_sum(counts, chosen)

    for kind, iou in ((WITHIN_IOU, units.parameters.iou), (WITHIN_ANY, 0.0)):
        shared = _shared(stats, kind)
        for level, name in enumerate(LEVELS):
            terms = np.stack(
                (2 * shared[:, :, level], counts[:, first] + counts[:, second]), axis=-1
            )
            parameters = {"level": name, "iou": iou}
            mean = Series(
                None,
                members,
                terms.astype(np.float64),
                f1,
                any_of(both),
                none_yet(both),
                "no-relations",
                parameters,
            )
            yield from pair_series(stats, mean, both, contents)


def attribution_agr(stats: Statistics) -> Iterator[Series]:
    """Directional: the share of i's attributions whose content, cue or any part is touched by the
    same part of an attribution of j, in the same category (as for PARC and PolNeAR)."""
    kinds = _kinds(stats)
    if not kinds:
        return
    units, table = stats.units, stats.units.relations
    edges = overlaps(units)
    here = np.flatnonzero(np.isin(table.type, list(kinds.values())))
    content = table.target[here]
    many = len(units.annotators)
    parts = {"content": (content, content)}
    for name, key in (("source", SOURCE), ("cue", CUE)):
        own = here[table.type[here] == kinds.get(key, -1)]
        parts[name] = table.source[own], table.target[own]
    touched = {}
    for name, (part, owner) in parts.items():
        role = np.zeros(len(units), np.bool_)
        role[part] = True
        same = units.category[edges.left] == units.category[edges.right]
        keep = same & role[edges.left] & role[edges.right]
        by = np.zeros((len(units), many), np.bool_)
        by[edges.left[keep], units.annotator[edges.right[keep]]] = True
        by[edges.right[keep], units.annotator[edges.left[keep]]] = True
        of_content = np.zeros((len(units), many), np.bool_)
        np.logical_or.at(of_content, owner, by[part])
        has = np.zeros(len(units), np.bool_)
        has[owner] = True
        touched[name] = of_content, has
    anything = np.logical_or.reduce([of_content for of_content, _ in touched.values()])
    for criterion, (of_content, has) in (
        ("content", touched["content"]),
        ("cue", touched["cue"]),
        ("any part", (anything, touched["content"][1])),
    ):
        hits = np.zeros((len(units.documents), many, many), np.int64)
        unit, other = np.nonzero(of_content)
        np.add.at(hits, (units.document[unit], units.annotator[unit], other), 1)
        counts = np.zeros((len(units.documents), many), np.int64)
        np.add.at(counts, (units.document[has], units.annotator[has]), 1)
        parameters: dict[str, object] = {"attribution": criterion}
        yield from directional(stats, None, None, hits, counts, parameters)


def _kinds(stats: Statistics) -> dict[str, int]:
    """The numbers of the relation types of attribution that occur."""
    table = stats.units.relations
    used = set(table.type.tolist())
    return {key: n for n, key in enumerate(table.types) if key in (SOURCE, CUE) and n in used}


def _attributed(stats: Statistics, key: str) -> Long:
    """[units] how many sources, or cues, each has."""
    table = stats.units.relations
    number = _kinds(stats).get(key, -1)
    return np.bincount(table.target[table.type == number], minlength=len(stats.units))


def _counts(stats: Statistics) -> Long:
    """[documents, annotators] contents with a source or cue."""
    units = stats.units
    found = np.zeros((len(units.documents), len(units.annotators)), np.int64)
    contents = np.flatnonzero(_attributed(stats, SOURCE) + _attributed(stats, CUE))
    np.add.at(found, (units.document[contents], units.annotator[contents]), 1)
    return found


def _shared(stats: Statistics, kind: int) -> Long:
    """[documents, pairs, levels] contents of i that j attributes too."""
    assert stats.matching is not None
    units, table = stats.units, stats.units.relations
    rows = rows_of(stats)
    kinds = _kinds(stats)
    ends = {key: _attributed(stats, key) for key in (SOURCE, CUE)}
    contents = np.flatnonzero(ends[SOURCE] + ends[CUE])
    found = np.zeros((len(units.documents), len(units.pairs), len(LEVELS)), np.int64)
    for pair, (i, j) in enumerate(units.pairs):
        mine = contents[units.annotator[contents] == i]
        local = stats.matching.partners[mine, kind, j]
        mine, local = mine[local >= 0], local[local >= 0]
        theirs = units.document_offsets[units.document[mine]] + local
        agreed = ends[SOURCE][theirs] + ends[CUE][theirs] > 0
        mine, theirs = mine[agreed], theirs[agreed]
        seen = linked(stats, pair, kind, rows)
        hits = seen.mine[seen.hits]
        good = np.ones(len(mine), np.bool_)
        for level, key in enumerate((None, SOURCE, CUE)):
            if key is not None:
                shared = np.zeros(len(units), np.bool_)
                shared[table.target[hits[table.type[hits] == kinds.get(key, -1)]]] = True
                none = (ends[key][mine] == 0) & (ends[key][theirs] == 0)
                good &= shared[mine] | none
            np.add.at(found[:, pair, level], units.document[mine[good]], 1)
    return found
