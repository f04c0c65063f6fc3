"""All spans of one document as columns of numbers, and the index over them, kept in step."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.core.span import Span, Spans
from annotator.display.span_index import SpanIndex

Ints: TypeAlias = NDArray[np.int64]
Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Stretches of text in code points, sorted, apart from each other."""

NO_ROW = -1


class SpanColumns:
    """One row per span of every annotation in force; rows of what is gone are used again.

    `start`, `end`: code points, end excluded. `annotation`: the row of the annotation's first
    fragment, which stands for the annotation. `following`: the row of its next fragment or
    `NO_ROW`. `category`, `annotator`: numbers of keys in `categories` and `annotators`. `alive`:
    whether the row is in use. The arrays are longer than the number of rows, and replaced when
    they grow: read them anew after each edit. There is no history here.
    """

    def __init__(
        self, document: str = "", sets: Mapping[str, Iterable[Annotation]] | None = None
    ) -> None:
        """The annotations in force of the document with this id, by annotator id."""
        self.document = document
        self.categories: list[str] = []
        self.annotators: list[str] = []
        self._numbers: dict[str, int] = {}
        self._first_rows: list[dict[str, int]] = []
        self._ids: list[str] = []
        self._load(sets or {})
        rows = np.arange(len(self._ids))
        self.index = SpanIndex(rows, self.start, self.end)
        self._free: list[int] = []

    def __len__(self) -> int:
        """How many spans there are."""
        return len(self.index)

    def apply(self, edit: Edit, annotator: str) -> Ranges:
        """Follow one annotator's edit. Returns where something looks different now.

        Changes that do not show, such as a note's, touch nothing.
        """
        removed, added = (
            {item.id: item for item in items if item.document == self.document and item.in_force}
            for items in edit.annotations
        )
        for id in removed.keys() & added.keys():
            if _shape(removed[id]) == _shape(added[id]):
                del removed[id], added[id]
        touched: list[Span] = []
        who = self._annotator(annotator)
        gone = [row for id in removed for row in self._chain(self._first_rows[who].pop(id, NO_ROW))]
        touched += self._remove(gone)
        touched += self._add(list(added.values()), who)
        return _merged(touched)

    def id_of(self, row: int) -> str:
        """Id of the annotation a row belongs to."""
        return self._ids[int(self.annotation[row])]

    def category_of(self, row: int) -> str:
        """Category key of a row."""
        return self.categories[int(self.category[row])]

    def annotator_of(self, row: int) -> str:
        """Annotator id of a row."""
        return self.annotators[int(self.annotator[row])]

    def fragments(self, row: int) -> tuple[int, ...]:
        """All rows of the annotation that `row` belongs to, in text order."""
        return tuple(self._chain(int(self.annotation[row])))

    def rows_of(self, id: str) -> tuple[int, ...]:
        """Rows of the annotations with this id, by annotator and in text order; may be empty."""
        firsts = (rows[id] for rows in self._first_rows if id in rows)
        return tuple(row for first in firsts for row in self._chain(first))

    def spans_of(self, id: str) -> Spans:
        """Spans of the annotation with this id; empty if it is not shown here."""
        rows = self.rows_of(id)
        return tuple(Span(int(self.start[row]), int(self.end[row])) for row in rows)

    def _chain(self, row: int) -> list[int]:
        rows = []
        while row != NO_ROW:
            rows.append(row)
            row = int(self.following[row])
        return rows

    def _load(self, sets: Mapping[str, Iterable[Annotation]]) -> None:
        columns: tuple[list[int], ...] = ([], [], [], [], [], [])
        starts, ends, firsts, following, categories, annotators = columns
        row = 0
        for annotator, annotations in sets.items():
            who = self._annotator(annotator)
            first_rows = self._first_rows[who]
            for annotation in annotations:
                if not annotation.in_force or annotation.document != self.document:
                    continue
                first_rows[annotation.id] = first = row
                category = self._category(annotation.category)
                for span in annotation.spans:
                    starts.append(span.start)
                    ends.append(span.end)
                    firsts.append(first)
                    row += 1
                    following.append(row)
                    categories.append(category)
                    annotators.append(who)
                    self._ids.append(annotation.id)
                following[-1] = NO_ROW
        self.start: Ints = np.array(starts, np.int64)
        self.end: Ints = np.array(ends, np.int64)
        self.annotation: Ints = np.array(firsts, np.int64)
        self.following: Ints = np.array(following, np.int64)
        self.category: NDArray[np.int32] = np.array(categories, np.int32)
        self.annotator: NDArray[np.int32] = np.array(annotators, np.int32)
        self.alive: NDArray[np.bool_] = np.ones(row, np.bool_)

    def _add(self, annotations: list[Annotation], who: int) -> list[Span]:
        spans = [span for annotation in annotations for span in annotation.spans]
        rows = self._new_rows(len(spans))
        at = 0
        for annotation in annotations:
            own = rows[at : at + len(annotation.spans)]
            at += len(own)
            self._first_rows[who][annotation.id] = own[0]
            category = self._category(annotation.category)
            for row, after, span in zip(own, (*own[1:], NO_ROW), annotation.spans, strict=True):
                self._ids[row] = annotation.id
                self.start[row], self.end[row] = span.start, span.end
                self.annotation[row], self.following[row] = own[0], after
                self.category[row], self.annotator[row] = category, who
                self.alive[row] = True
        numbers = np.array(rows, np.int64)
        self.index.add_many(numbers, self.start[numbers], self.end[numbers])
        return spans

    def _remove(self, rows: list[int]) -> list[Span]:
        spans = [Span(int(self.start[row]), int(self.end[row])) for row in rows]
        if len(rows) > 100:
            self.index.remove_many(np.array(rows, np.int64))
        else:
            for row, span in zip(rows, spans, strict=True):
                self.index.remove(row, span.start, span.end)
        self.alive[rows] = False
        self._free += rows
        return spans

    def _new_rows(self, count: int) -> list[int]:
        again = [self._free.pop() for _ in range(min(count, len(self._free)))]
        more = count - len(again)
        used = len(self._ids)
        self._ids += [""] * more
        if used + more > len(self.start):
            room = max(64, len(self.start) // 4, used + more - len(self.start))
            self.start, self.end = _longer(self.start, room), _longer(self.end, room)
            self.annotation = _longer(self.annotation, room)
            self.following = _longer(self.following, room)
            self.category = np.concatenate((self.category, np.zeros(room, np.int32)))
            self.annotator = np.concatenate((self.annotator, np.zeros(room, np.int32)))
            self.alive = np.concatenate((self.alive, np.zeros(room, np.bool_)))
        return again + list(range(used, used + more))

    def _category(self, key: str) -> int:
        number = self._numbers.setdefault(key, len(self.categories))
        if number == len(self.categories):
            self.categories.append(key)
        return number

    def _annotator(self, id: str) -> int:
        if id not in self.annotators:
            self.annotators.append(id)
            self._first_rows.append({})
        return self.annotators.index(id)


def _longer(column: Ints, room: int) -> Ints:
    return np.concatenate((column, np.zeros(room, np.int64)))


def _shape(annotation: Annotation) -> tuple[str, Spans]:
    return annotation.category, annotation.spans


def _merged(spans: list[Span]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], span.end)
        else:
            merged.append((span.start, span.end))
    return tuple(merged)
