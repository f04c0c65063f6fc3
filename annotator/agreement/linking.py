"""Relations of two annotators compared: which of one are relations of the other, seen through the
matching of their units."""

from dataclasses import dataclass

import numpy as np

from annotator.agreement.pooling import Statistics
from annotator.agreement.units import Flags, Long


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of relation statistics: the documents, then pairs of documents that a link ties."""

    row: Long
    """By relation."""
    ties: Long
    """[rows, 2] the documents each row touches."""


@dataclass(frozen=True, eq=False)
class Linked:
    """The relations of annotators i and j in documents that both finished."""

    mine: Long
    """Indices of i's relations."""
    theirs: Long
    mine_agreed: Flags
    """Whether both ends have a partner."""
    theirs_agreed: Flags
    hits: Long
    """Positions in `mine` of relations that are relations of j too."""
    hit_by: Long
    """Their counterparts, positions in `theirs`."""


def rows_of(stats: Statistics) -> Rows:
    """Where each relation is counted."""
    units = stats.units
    table = units.relations
    ends = np.sort(np.stack([units.document[table.source], units.document[table.target]]), axis=0)
    many = len(units.documents)
    crossing = np.flatnonzero(ends[0] != ends[1])
    ties, number = np.unique(ends[:, crossing], axis=1, return_inverse=True)
    row = ends[0].astype(np.int64)
    row[crossing] = many + number.reshape(-1)
    alone = np.arange(many)
    return Rows(row, np.concatenate((np.stack((alone, alone), axis=1), ties.T)))


def linked(stats: Statistics, pair: int, kind: int, rows: Rows, typed: bool = True) -> Linked:
    """Compare the relations of a pair of annotators, their units matched as `kind` says.

    Without `typed`, type, direction and number do not matter: which units are linked at all.
    """
    units, table = stats.units, stats.units.relations
    i, j = units.pairs[pair]
    finished = units.finished[:, i] & units.finished[:, j]
    both = (finished[rows.ties[:, 0]] & finished[rows.ties[:, 1]])[rows.row]
    ends = table.source.astype(np.int64), table.target.astype(np.int64)
    mine = np.flatnonzero((table.annotator == i) & both)
    theirs = np.flatnonzero((table.annotator == j) & both)
    there = [_partner(stats, end[mine], j, kind) for end in ends]
    back = [_partner(stats, end[theirs], i, kind) for end in ends]
    mine_agreed = (there[0] >= 0) & (there[1] >= 0)
    theirs_agreed = (back[0] >= 0) & (back[1] >= 0)
    if not typed:
        own = np.stack(ends)
        first = np.flatnonzero(_first_of(own[:, mine]))
        second = np.flatnonzero(_first_of(own[:, theirs]))
        mine, mine_agreed = mine[first], mine_agreed[first]
        there = [end[first] for end in there]
        theirs, theirs_agreed = theirs[second], theirs_agreed[second]
    seen = np.flatnonzero(mine_agreed)
    images = _keys(stats, mine[seen], there[0][seen], there[1][seen], typed)
    others = _keys(stats, theirs, ends[0][theirs], ends[1][theirs], typed)
    _, one, two = np.intersect1d(*_counted(images, others), assume_unique=True, return_indices=True)
    return Linked(mine, theirs, mine_agreed, theirs_agreed, seen[one], two)


def _partner(stats: Statistics, unit: Long, other: int, kind: int) -> Long:
    """Units matched with these, or -1."""
    assert stats.matching is not None
    found = stats.matching.partners[unit, kind, other].astype(np.int64)
    base = stats.units.document_offsets[stats.units.document[unit]]
    return np.where(found >= 0, base + found, -1)


def _first_of(ends: Long) -> Flags:
    """[2, relations]: whether no earlier relation links the same two units."""
    keep = np.zeros(ends.shape[1], np.bool_)
    keep[np.unique(np.sort(ends, axis=0), axis=1, return_index=True)[1]] = True
    return keep


def _keys(stats: Statistics, relations: Long, source: Long, target: Long, typed: bool) -> Long:
    """A number per relation, equal for the same type and ends."""
    table, many = stats.units.relations, len(stats.units)
    swap = target < source
    if typed:
        swap &= ~table.directed[relations]
    one, two = np.where(swap, target, source), np.where(swap, source, target)
    kind = table.type[relations].astype(np.int64) if typed else np.zeros(len(relations), np.int64)
    return (kind * many + one) * many + two


def _counted(first: Long, second: Long) -> tuple[Long, Long]:
    """Both lists with equal numbers told apart by how often they stood before."""
    _, number = np.unique(np.concatenate((first, second)), return_inverse=True)
    number = number.reshape(-1)
    one, two = number[: len(first)], number[len(first) :]
    times = [_before(part) for part in (one, two)]
    most = 1 + max((int(part.max(initial=0)) for part in times), default=0)
    return one * most + times[0], two * most + times[1]


def _before(numbers: Long) -> Long:
    """By element, how many equal ones stand before it."""
    order = np.argsort(numbers, kind="stable")
    place = np.arange(len(numbers))
    fresh = np.diff(numbers[order], prepend=-1) != 0
    found = np.empty(len(numbers), np.int64)
    found[order] = place - np.maximum.accumulate(np.where(fresh, place, 0))
    return found
