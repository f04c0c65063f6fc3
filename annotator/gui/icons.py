"""Icons as strokes in the colour of the palette's text, sharp at every scale."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap, QPolygonF

_SIZE = 20


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon of this name, with a faint version for actions that make no sense now."""
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
    faint = QColor(text)
    faint.setAlphaF(0.35)
    made = QIcon()
    for scale in (1, 2, 3):
        made.addPixmap(_drawn(name, text, scale), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, faint, scale), QIcon.Mode.Disabled)
    return made


def _drawn(name: str, colour: QColor, scale: int) -> QPixmap:
    pixmap = QPixmap(_SIZE * scale, _SIZE * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _DRAWINGS[name](painter)
    painter.end()
    return pixmap


def _undo(painter: QPainter) -> None:
    path = QPainterPath(QPointF(4, 8))
    path.lineTo(12, 8)
    path.arcTo(QRectF(8, 8, 8, 8), 90, -180)
    path.lineTo(8, 16)
    painter.drawPath(path)
    painter.drawPolyline(QPolygonF([QPointF(7.5, 4.5), QPointF(4, 8), QPointF(7.5, 11.5)]))


def _redo(painter: QPainter) -> None:
    painter.translate(_SIZE, 0)
    painter.scale(-1, 1)
    _undo(painter)


def _find(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8.5, 8.5), 5, 5)
    painter.drawLine(QPointF(12.3, 12.3), QPointF(16.5, 16.5))


def _larger(painter: QPainter) -> None:
    _letter(painter, 9)
    painter.drawLine(QPointF(15.5, 6), QPointF(15.5, 11))
    painter.drawLine(QPointF(13, 8.5), QPointF(18, 8.5))


def _smaller(painter: QPainter) -> None:
    _letter(painter, 9)
    painter.drawLine(QPointF(13, 8.5), QPointF(18, 8.5))


def _letter(painter: QPainter, width: float) -> None:
    painter.drawPolyline(
        QPolygonF([QPointF(2.5, 16), QPointF(2.5 + width / 2, 4), QPointF(2.5 + width, 16)])
    )
    painter.drawLine(QPointF(4.2, 12), QPointF(9.8, 12))


def _together(painter: QPainter) -> None:
    for x in (6.0, 14.0):
        painter.drawLine(QPointF(x, 3.5), QPointF(x, 16.5))
        painter.drawPolyline(QPolygonF([QPointF(x - 3, 6.5), QPointF(x, 3.5), QPointF(x + 3, 6.5)]))
        painter.drawPolyline(
            QPolygonF([QPointF(x - 3, 13.5), QPointF(x, 16.5), QPointF(x + 3, 13.5)])
        )


_DRAWINGS: dict[str, Callable[[QPainter], None]] = {
    "undo": _undo,
    "redo": _redo,
    "find": _find,
    "larger": _larger,
    "smaller": _smaller,
    "together": _together,
}
