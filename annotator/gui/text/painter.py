"""One frame: base, tints, bars, text, handles, caret. Batches, since every call into Qt costs."""

from bisect import bisect_left

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.core.span import Spans
from annotator.gui.text.colours import Colours
from annotator.gui.text.hits import KNOB, handle, in_view, knob
from annotator.gui.text.stage import Stage
from annotator.gui.widgets.plain import blend


def paint(
    painter: QPainter,
    stage: Stage,
    colours: Colours,
    clip: QRectF,
    *,
    flash: float = 0.0,
) -> None:
    """Paint what is visible inside `clip`. `flash` is how bright the flash is, 0 to 1."""
    painter.fillRect(clip, colours.base)
    scale = stage.page.metrics.scale
    for piece, top in stage.scroller.visible():
        top = round(top * scale) / scale
        if top > clip.bottom() or top + stage.page.layout(piece).height < clip.top():
            continue
        _behind(painter, stage, colours, piece, top, flash)
        _bars(painter, stage, colours, piece, top)
        _text(painter, stage, colours, piece, top, clip)
    _handles(painter, stage, colours)


def paint_caret(painter: QPainter, stage: Stage, colours: Colours, *, focused: bool) -> None:
    """The caret: solid with the focus, a quiet outline without."""
    rect = caret_rect(stage)
    if focused:
        painter.fillRect(rect, colours.caret)
    else:
        painter.fillRect(rect, blend(colours.base, colours.caret, 0.35))


def caret_rect(stage: Stage) -> QRectF:
    """Where the caret is in the view."""
    caret = stage.held.caret
    x, y, height = stage.caret_point(caret.position, upstream=caret.upstream)
    snap = stage.page.metrics.snap
    return QRectF(snap(x) - 1.0, snap(y), 2.0, height)


def _behind(
    painter: QPainter, stage: Stage, colours: Colours, piece: int, top: float, flash: float
) -> None:
    """What lies under the text: hover, current annotations, hits, flash, selection."""
    columns = stage.columns
    if stage.hovered and stage.hovered not in stage.current:
        tint = colours.tint(stage.id_category(stage.hovered), hover=True)
        _ranges(painter, stage, piece, top, columns.spans_of(stage.hovered), tint)
    for id in stage.current:
        spans = columns.spans_of(id)
        if id == stage.current[-1] and stage.dragged:
            spans = stage.dragged
        _ranges(painter, stage, piece, top, spans, colours.tint(stage.id_category(id)))
    if stage.hits:
        # A search finds thousands; they come in order.
        low = bisect_left(stage.hits, stage.page.start(piece), key=lambda span: span.end)
        high = bisect_left(stage.hits, stage.paragraphs.end(piece), key=lambda span: span.start)
        _ranges(painter, stage, piece, top, stage.hits[low:high], colours.hit)
        if 0 <= stage.hit < len(stage.hits):
            _ranges(
                painter,
                stage,
                piece,
                top,
                stage.hits[stage.hit : stage.hit + 1],
                colours.current_hit,
            )
    if stage.flash and flash > 0:
        bright = blend(colours.base, colours.flash, 0.6 * flash)
        _ranges(painter, stage, piece, top, stage.flash, bright)
    _ranges(painter, stage, piece, top, stage.held.spans, colours.selection)


def _ranges(
    painter: QPainter, stage: Stage, piece: int, top: float, spans: Spans, colour: QColor
) -> None:
    start, end = stage.page.start(piece), stage.paragraphs.end(piece)
    rects: list[QRectF] = []
    layout = stage.page.layout(piece)
    left = stage.page.metrics.left
    for span in spans:
        if span.start > end or span.end <= start:
            continue
        for stretch in layout.stretches(max(span.start, start) - start, min(span.end, end) - start):
            y = top + layout.line_top(stretch.line) + layout.style.lead - 1.0
            height = layout.style.ascent + layout.style.descent + 2.0
            rects.append(QRectF(left + stretch.left, y, stretch.right - stretch.left, height))
    if rects:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(rects)


def _bars(painter: QPainter, stage: Stage, colours: Colours, piece: int, top: float) -> None:
    shapes = stage.shapes(piece)
    if not shapes.boxes:
        return
    painter.save()
    painter.translate(0.0, top)
    painter.setPen(Qt.PenStyle.NoPen)
    for category, rects in shapes.fills.items():
        painter.setBrush(colours.faint if category is None else colours.category(category))
        painter.drawRects(rects)
    for category, lines in shapes.dots.items():
        pen = QPen(colours.category(category), 1.0)
        pen.setDashPattern([1.0, 2.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines(lines)
    for category, lines in shapes.hooks.items():
        painter.setPen(QPen(colours.category(category), 1.0))
        painter.drawLines(lines)
    painter.restore()


def _text(
    painter: QPainter, stage: Stage, colours: Colours, piece: int, top: float, clip: QRectF
) -> None:
    layout = stage.page.layout(piece)
    if not layout.length:
        return
    # Without a pen QTextLayout draws nothing at all, and says nothing.
    painter.setPen(colours.muted if layout.style.muted else colours.text)
    layout.layout.draw(painter, QPointF(stage.page.metrics.left, top), [], clip)


def _handles(painter: QPainter, stage: Stage, colours: Colours) -> None:
    """The boundaries of the current annotation, to be dragged."""
    if not stage.current:
        return
    colour = colours.category(stage.id_category(stage.current[-1]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.base, 1.0))
    painter.setBrush(colour)
    for span in stage.dragged or stage.current_spans():
        for at_end in (False, True):
            if in_view(stage, span, at_end=at_end):
                x, y, height = handle(stage, span, at_end=at_end)
                painter.fillRect(QRectF(x - 0.75, y - 1.0, 1.5, height + 2.0), colour)
                painter.drawEllipse(QPointF(*knob(stage, span, at_end=at_end)), KNOB, KNOB)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
