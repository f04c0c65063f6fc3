"""Bars of a piece as rectangles and boxes to hit, made once and kept until something changes."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF

from annotator.display.lanes import Bars
from annotator.display.looks import Look
from annotator.display.span_columns import NO_ROW
from annotator.gui.text.metrics import Metrics
from annotator.gui.text.paragraph_layout import ParagraphLayout, Stretch

GUTTER_STEP, GUTTER_WIDTH, GUTTER_GAP = 5.0, 3.0, 9.0
_HOOK = 4.0
_KEPT = 600


@dataclass(frozen=True, slots=True)
class Box:
    """Where a bar can be hit; x from the page's left edge, y from the piece's top."""

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[int, ...]
    """Rows of the columns; several for a grey bar."""

    def holds(self, x: float, y: float, slack: float = 1.0) -> bool:
        return (
            self.left - slack <= x <= self.right + slack
            and self.top - slack <= y <= self.bottom + slack
        )


@dataclass(eq=False)
class Shapes:
    """What is drawn for the spans of one piece, by category; `None` is the grey of overflow."""

    fills: dict[str | None, list[QRectF]] = field(default_factory=dict)
    dots: dict[str, list[QLineF]] = field(default_factory=dict)
    hooks: dict[str, list[QLineF]] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)


class ShapeCache:
    """Shapes by piece, the longest unused ones forgotten."""

    def __init__(self, make: Callable[[int], Shapes]) -> None:
        self._make = make
        self._kept: OrderedDict[int, Shapes] = OrderedDict()

    def get(self, piece: int) -> Shapes:
        if (kept := self._kept.get(piece)) is not None:
            self._kept.move_to_end(piece)
            return kept
        made = self._kept[piece] = self._make(piece)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    def drop(self, pieces: Iterable[int]) -> None:
        """Forget those of some pieces: their spans have changed."""
        for piece in pieces:
            self._kept.pop(piece, None)

    def clear(self) -> None:
        self._kept.clear()


def shapes(
    bars: Bars,
    layout: ParagraphLayout,
    start: int,
    metrics: Metrics,
    looks: Mapping[str, Look],
) -> Shapes:
    """The bars of a piece that starts at code point `start` of the text."""
    made = Shapes()
    for bar in bars.bars:
        found = layout.stretches(bar.start - start, bar.end - start)
        top = [_lane_top(layout, metrics, stretch.line, bar.lane) for stretch in found]
        for stretch, y in zip(found, top, strict=True):
            box = _box(stretch, y, metrics)
            made.boxes.append(Box(*box, (bar.row,)))
            _fill(made, bar.category, box, metrics, looks)
        if found and bar.earlier != NO_ROW:
            _hook(made, bar.category, found[0], top[0], metrics, ahead=False)
        if found and bar.later != NO_ROW:
            _hook(made, bar.category, found[-1], top[-1], metrics, ahead=True)
    for join in bars.joins:
        lines = made.dots.setdefault(join.category, [])
        for stretch in layout.stretches(join.start - start, join.end - start):
            left, y, right, bottom = _box(
                stretch, _lane_top(layout, metrics, stretch.line, join.lane), metrics
            )
            middle = metrics.snap((y + bottom) / 2) + 0.5 / metrics.scale
            lines.append(QLineF(left, middle, right, middle))
            made.boxes.append(Box(left, y, right, bottom, (join.row,)))
    for grey in bars.overflow:
        for stretch in layout.stretches(grey.start - start, grey.end - start):
            box = _box(stretch, _lane_top(layout, metrics, stretch.line, metrics.lanes), metrics)
            made.boxes.append(Box(*box, grey.rows))
            made.fills.setdefault(None, []).append(_rect(box))
    _gutter(made, bars, layout, metrics, looks)
    return made


def _gutter(
    made: Shapes,
    bars: Bars,
    layout: ParagraphLayout,
    metrics: Metrics,
    looks: Mapping[str, Look],
) -> None:
    top = metrics.snap(layout.line_top(0) + layout.style.lead)
    bottom = layout.line_top(layout.line_count - 1) + layout.style.lanes

    def column(number: int) -> tuple[float, float, float, float]:
        right = metrics.left - GUTTER_GAP - number * GUTTER_STEP
        return right - GUTTER_WIDTH, top, right, metrics.snap(bottom)

    for bar in bars.gutter:
        box = column(bar.column)
        made.boxes.append(Box(*box, (bar.row,)))
        dash = looks[bar.category].dash if metrics.patterns and bar.category in looks else ()
        fills = made.fills.setdefault(bar.category, [])
        for first, last in dashes(box[1], box[3], dash):
            fills.append(QRectF(box[0], first, box[2] - box[0], last - first))
    if bars.gutter_overflow:
        box = column(max((bar.column for bar in bars.gutter), default=-1) + 1)
        made.boxes.append(Box(*box, bars.gutter_overflow))
        made.fills.setdefault(None, []).append(_rect(box))


def _fill(
    made: Shapes,
    category: str,
    box: tuple[float, float, float, float],
    metrics: Metrics,
    looks: Mapping[str, Look],
) -> None:
    dash = looks[category].dash if metrics.patterns and category in looks else ()
    fills = made.fills.setdefault(category, [])
    left, top, right, bottom = box
    for first, last in dashes(left, right, dash):
        fills.append(QRectF(first, top, last - first, bottom - top))


def dashes(start: float, end: float, dash: tuple[int, ...]) -> list[tuple[float, float]]:
    """The strokes of a pattern between two points; the whole stretch for an empty pattern."""
    if not dash or end - start <= dash[0]:
        return [(start, end)]
    found = []
    at, number = start, 0
    while at < end:
        length = dash[number % len(dash)]
        if number % 2 == 0:
            found.append((at, min(at + length, end)))
        at, number = at + length, number + 1
    return found


def _lane_top(layout: ParagraphLayout, metrics: Metrics, line: int, lane: int) -> float:
    return metrics.snap(layout.line_top(line) + layout.style.lanes + 1.0 + lane * metrics.lane)


def _box(stretch: Stretch, top: float, metrics: Metrics) -> tuple[float, float, float, float]:
    left = metrics.snap(metrics.left + stretch.left)
    right = metrics.snap(metrics.left + stretch.right)
    return left, top, max(right, left + 2.0), top + metrics.bar


def _hook(
    made: Shapes, category: str, stretch: Stretch, top: float, metrics: Metrics, *, ahead: bool
) -> None:
    """A small sign that the annotation goes on in another paragraph."""
    left, y, right, bottom = _box(stretch, top, metrics)
    lines = made.hooks.setdefault(category, [])
    x, way = (right, _HOOK) if ahead else (left, -_HOOK)
    middle = (y + bottom) / 2
    lines.append(QLineF(QPointF(x, middle), QPointF(x + way, middle)))
    lines.append(QLineF(QPointF(x + way, middle), QPointF(x + way, middle + (3 if ahead else -3))))


def _rect(box: tuple[float, float, float, float]) -> QRectF:
    return QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
