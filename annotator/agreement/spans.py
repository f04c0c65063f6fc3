"""Per document and layer: units, matches, hits and coverage of every pair of annotators."""

from dataclasses import dataclass, fields
from math import prod
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from annotator.agreement.coverage import intersections, squares
from annotator.agreement.matching import match, partners
from annotator.agreement.overlaps import Overlaps, overlaps
from annotator.agreement.units import Int, Long, Units

Real = npt.NDArray[np.float64]
Places = tuple[npt.NDArray[np.integer], ...]

WITHIN_ANY, WITHIN_IOU, ACROSS = 0, 1, 2
"""Rows of `partners`: any overlap, at least `iou`, and the latter also across categories."""


@dataclass(frozen=True, eq=False)
class CoverageTable:
    """Sufficient statistics of what is covered. Axes: documents, layers, annotators."""

    units: Long
    """[documents, layers, annotators]"""
    suggested: Long
    """[documents, layers, annotators] of them, from accepted suggestions."""
    intersections: Long
    """[documents, layers + any, annotators, annotators] tokens or characters both cover."""
    squares: Long
    """[documents, layers + any, annotators] squared lengths of segments."""


@dataclass(frozen=True, eq=False)
class MatchingTable:
    """Sufficient statistics of matched units. Pairs are annotators i < j."""

    exact: Long
    """[documents, layers, pairs] equal category and fragments."""
    overlap: Long
    """[documents, layers, pairs] matched on any shared code point."""
    shared: Real
    """[documents, layers, pairs] their sum of intersection over union."""
    overlap_iou: Long
    """[documents, layers, pairs] matched at the least intersection over union."""
    exact_any: Long
    """[documents, pairs] equal fragments, whatever the category."""
    overlap_any: Long
    """[documents, pairs] matched on any shared code point, whatever the category."""
    hits: Long
    """[documents, layers, annotators, annotators] units of i that a unit of j touches."""
    partners: Int
    """[units, 3, annotators]: see WITHIN_ANY and so on; -1 none; counted within the document."""


Table = TypeVar("Table", CoverageTable, MatchingTable)


def split(units: Units, table: Table) -> list[Table]:
    """A table of each document."""
    bounds = units.document_offsets.tolist()
    return [
        type(table)(
            **{
                column.name: getattr(table, column.name)[
                    slice(*bounds[d : d + 2]) if column.name == "partners" else slice(d, d + 1)
                ]
                for column in fields(table)
            }
        )
        for d in range(len(units.documents))
    ]


def joined(tables: list[Table]) -> Table:
    """Tables of consecutive documents as one. There is at least one."""
    if len(tables) == 1:
        return tables[0]
    columns = [column.name for column in fields(tables[0])]
    return type(tables[0])(
        **{name: np.concatenate([getattr(table, name) for table in tables]) for name in columns}
    )


def coverage_table(units: Units) -> CoverageTable:
    """Of these documents."""
    kind = (len(units.documents), len(units.layers), len(units.annotators))
    suggested = tuple(column[units.suggested] for column in _places(units))
    return CoverageTable(
        units=_counted(kind, _places(units)),
        suggested=_counted(kind, suggested),
        intersections=intersections(units),
        squares=squares(units),
    )


def matching_table(units: Units) -> MatchingTable:
    """Of these documents. Depends on the parameter `iou` and on what `cut` made of the rest."""
    edges = overlaps(units)
    within = edges.chosen(units.category[edges.left] == units.category[edges.right])
    exact = within.chosen(within.iou == 1)
    equal = edges.chosen(edges.iou == 1)
    near = within.chosen(within.iou >= units.parameters.iou)
    chosen, chosen_near = match(units, within), match(units, near)
    found = within.chosen(chosen)
    own, own_near = partners(units, within, chosen), partners(units, near, chosen_near)
    return MatchingTable(
        exact=_by_pair(units, exact.chosen(match(units, exact))),
        overlap=_by_pair(units, found),
        shared=_iou_by_pair(units, found),
        overlap_iou=_by_pair(units, near.chosen(chosen_near)),
        exact_any=_by_pair(units, equal.chosen(match(units, equal))).sum(axis=1),
        overlap_any=_by_pair(units, edges.chosen(match(units, edges))).sum(axis=1),
        hits=_hits(units, within),
        partners=np.stack([own, own_near, _across(units, edges, own_near)], axis=1),
    )


def _across(units: Units, edges: Overlaps, within: Int) -> Int:
    """Partners within the category, and of what is left over those of other categories."""
    left_free = within[edges.left, units.annotator[edges.right]] < 0
    right_free = within[edges.right, units.annotator[edges.left]] < 0
    other = units.category[edges.left] != units.category[edges.right]
    near = edges.iou >= units.parameters.iou
    free = edges.chosen(left_free & right_free & other & near)
    return np.maximum(within, partners(units, free, match(units, free)))


def _hits(units: Units, edges: Overlaps) -> Long:
    many = len(units.annotators)
    touched = np.zeros((len(units), many), np.bool_)
    touched[edges.left, units.annotator[edges.right]] = True
    touched[edges.right, units.annotator[edges.left]] = True
    unit, other = np.nonzero(touched)
    shape = (len(units.documents), len(units.layers), many, many)
    return _counted(shape, (*(column[unit] for column in _places(units)), other))


def _places(units: Units) -> Places:
    return units.document, units.category, units.annotator


def _pairs(units: Units, edges: Overlaps) -> tuple[tuple[int, int, int], Places]:
    """The shape [documents, layers, pairs], and where each edge belongs."""
    many = len(units.annotators)
    number = np.zeros((many, many), np.int64)
    for n, (i, j) in enumerate(units.pairs):
        number[i, j] = n
    pair = number[units.annotator[edges.left], units.annotator[edges.right]]
    shape = (len(units.documents), len(units.layers), len(units.pairs))
    return shape, (units.document[edges.left], units.category[edges.left], pair)


def _by_pair(units: Units, edges: Overlaps) -> Long:
    return _counted(*_pairs(units, edges))


def _iou_by_pair(units: Units, edges: Overlaps) -> Real:
    shape, places = _pairs(units, edges)
    sums = np.bincount(_flat(shape, places), edges.iou, prod(shape))
    return sums.astype(np.float64).reshape(shape)


def _counted(shape: tuple[int, ...], places: Places) -> Long:
    return np.bincount(_flat(shape, places), minlength=prod(shape)).reshape(shape)


def _flat(shape: tuple[int, ...], places: Places) -> Long:
    if not len(places[0]):
        return np.zeros(0, np.int64)
    return np.ravel_multi_index([place.astype(np.int64) for place in places], shape)
