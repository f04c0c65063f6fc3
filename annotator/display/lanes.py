"""Where the bars of a paragraph go: lanes under its lines, gutter bars beside it."""

from typing import NamedTuple

from annotator.display.paragraphs import Paragraphs
from annotator.display.span_columns import NO_ROW, SpanColumns
from annotator.display.visibility import Visibility

GUTTER_COLUMNS = 5


class Bar(NamedTuple):
    """One fragment in a lane (0 is next to the text), cut to the piece; document-wide offsets.

    A named tuple, as hundreds are made for a frame. `row` is its row of the columns. `begins` and
    `ends` are false where the piece cuts it. `earlier` and `later` are the rows of the
    neighbouring fragments where those lie outside the piece, else `NO_ROW`: a hook is drawn.
    """

    lane: int
    start: int
    end: int
    row: int
    category: str
    begins: bool
    ends: bool
    earlier: int
    later: int


class Join(NamedTuple):
    """The gap `[start, end)` between two fragments of one annotation in the piece."""

    lane: int
    start: int
    end: int
    row: int
    category: str


class Overflow(NamedTuple):
    """A stretch of the grey lane, which is the one behind the last: what had no lane there."""

    start: int
    end: int
    rows: tuple[int, ...]
    """One row per fragment in the order of the lanes; their number is what the view tells."""


class GutterBar(NamedTuple):
    """A span over the whole piece; column 0 is next to the text."""

    column: int
    row: int
    category: str
    begins: bool
    """Whether it begins in this piece, not before."""
    ends: bool


class Bars(NamedTuple):
    """Everything to be drawn for the spans of one piece."""

    bars: tuple[Bar, ...] = ()
    joins: tuple[Join, ...] = ()
    overflow: tuple[Overflow, ...] = ()
    gutter: tuple[GutterBar, ...] = ()
    gutter_overflow: tuple[int, ...] = ()
    """Rows that had no column: one grey bar stands for all of them."""

    @property
    def lanes(self) -> int:
        """How many lanes hold a bar, the grey one not counted."""
        return max((bar.lane for bar in self.bars), default=-1) + 1


def bars(
    columns: SpanColumns,
    visibility: Visibility,
    paragraphs: Paragraphs,
    piece: int,
    *,
    lanes: int,
    several_lines: bool,
    gutter: int = GUTTER_COLUMNS,
) -> Bars:
    """Place all visible spans of a piece; each is in exactly one of the lists of the result.

    `lanes` is the budget; `several_lines` says whether the piece is laid out on more than one
    line: then a span that covers all of it (blanks at its ends apart) goes to the gutter. The
    outcome depends on the data alone, not on the order in which they came.
    """
    start, end = paragraphs.start(piece), paragraphs.end(piece)
    rows = visibility.shown(columns, columns.index.query(start, end))
    if not len(rows):
        return Bars()
    placed = _in_order(columns, rows.tolist(), start, end)
    beside: list[_Placed] = []
    if several_lines:
        inked = _inked(paragraphs.piece_text(piece), start)
        beside = [here for here in placed if here.covers(*inked)]
        placed = [here for here in placed if not here.covers(*inked)]
    drawn: list[Bar] = []
    joins: list[Join] = []
    hidden: list[_Placed] = []
    free_from: list[int] = []
    for here in placed:
        lane = next((n for n, free in enumerate(free_from) if free <= here.start), len(free_from))
        if lane >= lanes:
            hidden.append(here)
            continue
        if lane == len(free_from):
            free_from.append(here.end)
        free_from[lane] = here.end
        drawn += here.bars(lane, start, end)
        joins += here.joins(lane)
    return Bars(
        tuple(drawn),
        tuple(joins),
        _overflow(hidden),
        tuple(
            GutterBar(n, f.row, here.category, f.begin >= start, f.finish <= end)
            for n, here in enumerate(beside[:gutter])
            for f in here.fragments
        ),
        tuple(f.row for here in beside[gutter:] for f in here.fragments),
    )


class _Fragment(NamedTuple):
    begin: int
    finish: int
    row: int
    start: int
    end: int


class _Placed(NamedTuple):
    """What one annotation has in a piece: its fragments there and the rows next to them."""

    fragments: list[_Fragment]
    category: str
    earlier: int
    later: int

    @property
    def start(self) -> int:
        return self.fragments[0].start

    @property
    def end(self) -> int:
        return self.fragments[-1].end

    def covers(self, start: int, end: int) -> bool:
        fragment = self.fragments[0]
        return fragment.start <= start and end <= fragment.end

    def bars(self, lane: int, start: int, end: int) -> list[Bar]:
        last = len(self.fragments) - 1
        return [
            Bar(
                lane,
                f.start,
                f.end,
                f.row,
                self.category,
                f.begin >= start,
                f.finish <= end,
                self.earlier if n == 0 else NO_ROW,
                self.later if n == last else NO_ROW,
            )
            for n, f in enumerate(self.fragments)
        ]

    def joins(self, lane: int) -> list[Join]:
        pairs = zip(self.fragments, self.fragments[1:], strict=False)
        return [Join(lane, one.end, two.start, one.row, self.category) for one, two in pairs]


def _in_order(columns: SpanColumns, rows: list[int], start: int, end: int) -> list[_Placed]:
    """What each annotation has in `[start, end)`, in the order lanes are given: by first start,
    the longer before the shorter, then annotator, category, id."""
    by_annotation: dict[int, list[_Fragment]] = {}
    begins, finishes = columns.start[rows].tolist(), columns.end[rows].tolist()
    firsts = columns.annotation[rows].tolist()
    for first, begin, finish, row in zip(firsts, begins, finishes, rows, strict=True):
        fragment = _Fragment(begin, finish, row, max(begin, start), min(finish, end))
        by_annotation.setdefault(first, []).append(fragment)
    keyed = []
    for first, fragments in by_annotation.items():
        fragments.sort()
        category = columns.category_of(first)
        placed = _Placed(fragments, category, *_neighbours(columns, first, fragments))
        key = (
            fragments[0].begin,
            -fragments[-1].finish,
            columns.annotator_of(first),
            category,
            columns.id_of(first),
        )
        keyed.append((key, placed))
    return [placed for _, placed in sorted(keyed, key=lambda pair: pair[0])]


def _neighbours(columns: SpanColumns, first: int, fragments: list[_Fragment]) -> tuple[int, int]:
    """Rows of the fragments before and behind those here."""
    later = int(columns.following[fragments[-1].row])
    if fragments[0].row == first:
        return NO_ROW, later
    chain = columns.fragments(first)
    return chain[chain.index(fragments[0].row) - 1], later


def _inked(text: str, start: int) -> tuple[int, int]:
    """The stretch of a piece without the blanks at its ends; all of it where there is nothing
    but blanks."""
    words = text.strip() or text
    first = start + text.find(words)
    return first, first + len(words)


def _overflow(hidden: list[_Placed]) -> tuple[Overflow, ...]:
    fragments = sorted(
        (fragment.start, fragment.end, order, fragment.row)
        for order, here in enumerate(hidden)
        for fragment in here.fragments
    )
    groups: list[tuple[int, int, list[tuple[int, int, int]]]] = []
    for start, end, order, row in fragments:
        if groups and start < groups[-1][1]:
            first, last, members = groups[-1]
            groups[-1] = first, max(last, end), [*members, (order, start, row)]
        else:
            groups.append((start, end, [(order, start, row)]))
    return tuple(
        Overflow(start, end, tuple(row for _, _, row in sorted(members)))
        for start, end, members in groups
    )
