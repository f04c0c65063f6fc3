"""What lies under a point: a place in the text, and annotations, innermost first."""

from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF

from annotator.core.span import Span, Spans
from annotator.gui.text.caret import snapped
from annotator.gui.text.held import merged
from annotator.gui.text.page import Page
from annotator.gui.text.stage import Stage

KNOB = 3.5
"""Radius of the knob on a boundary, pixels."""
HANDLE = 8.0
"""How far from its knob a boundary can be taken. The line below it cannot: people select from the
same place again, to tag the words with another category."""


@dataclass(frozen=True, slots=True)
class Hits:
    """`ids`: the annotations there, innermost first. `exact`: hit by their bar, not the text."""

    position: int | None
    ids: tuple[str, ...] = ()
    exact: bool = False


def hits(stage: Stage, point: QPointF) -> Hits:
    """What is at a point of the view."""
    piece, y = stage.place_at(point)
    position = stage.page.character_at(piece, point.x(), y)
    rows: dict[int, None] = {}
    for box in stage.shapes(piece).boxes:
        if box.holds(point.x(), y):
            rows.update(dict.fromkeys(box.rows))
    if rows:
        return Hits(position, _inner_first(stage, list(rows)), exact=True)
    return Hits(position, () if position is None else ids_at(stage, position))


def ids_at(stage: Stage, position: int) -> tuple[str, ...]:
    """Annotations shown over the character at a position, innermost first."""
    columns = stage.columns
    rows = stage.visibility.shown(columns, columns.index.at(position))
    return _inner_first(stage, rows.tolist())


def boundary_at(stage: Stage, point: QPointF) -> tuple[int, bool] | None:
    """The boundary of the current annotation at a point: fragment number, and whether it is the
    fragment's end; None where there is none."""
    best: tuple[float, int, bool] | None = None
    for number, span in enumerate(stage.current_spans()):
        for at_end in (False, True):
            x, y = knob(stage, span, at_end=at_end)
            distance = hypot(point.x() - x, point.y() - y)
            if distance <= HANDLE and (best is None or distance < best[0]):
                best = (distance, number, at_end)
    return None if best is None else best[1:]


def handle(stage: Stage, span: Span, *, at_end: bool) -> tuple[float, float, float]:
    """x, top and height of a boundary in the view."""
    return stage.caret_point(span.end if at_end else span.start, upstream=at_end)


def knob(stage: Stage, span: Span, *, at_end: bool) -> tuple[float, float]:
    """The middle of a boundary's knob: above the text at the start, below it at the end."""
    x, y, height = handle(stage, span, at_end=at_end)
    return x, y + height + KNOB if at_end else y - KNOB


def in_view(stage: Stage, span: Span, *, at_end: bool) -> bool:
    """Whether a boundary is where it would be drawn."""
    visible = stage.scroller.visible()
    piece = stage.paragraphs.piece_at(span.end if at_end else span.start)
    return visible[0][0] <= piece <= visible[-1][0]


def moved_boundary(page: Page, spans: Spans, number: int, position: int, *, at_end: bool) -> Spans:
    """The spans with one boundary at a position; never empty: a whole grapheme always stays.

    A fragment that reaches another one joins it.
    """
    span = spans[number]
    if at_end:
        new = Span(span.start, max(position, snapped(page, span.start + 1, up=True)))
    else:
        new = Span(min(position, snapped(page, span.end - 1)), span.end)
    return merged((*spans[:number], new, *spans[number + 1 :]))


def _inner_first(stage: Stage, rows: list[int]) -> tuple[str, ...]:
    columns = stage.columns
    order = {key: look.order for key, look in stage.looks.items()}

    def key(first: int) -> tuple[int, int, int, str, str]:
        fragments = columns.fragments(first)
        length = sum(int(columns.end[row] - columns.start[row]) for row in fragments)
        category = order.get(columns.category_of(first), len(order))
        return (
            length,
            -int(columns.start[first]),
            category,
            columns.annotator_of(first),
            columns.id_of(first),
        )

    firsts = {int(columns.annotation[row]) for row in rows}
    return tuple(columns.id_of(first) for first in sorted(firsts, key=key))
