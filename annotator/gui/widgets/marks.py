"""Small painted marks: the colour of a category, the badge of a key, a padlock."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.gui.widgets.plain import blend


def paint_swatch(painter: QPainter, box: QRectF, colour: QColor, palette: QPalette) -> None:
    """A rounded square with a thin edge that shows on any ground."""
    edge = blend(colour, palette.color(QPalette.ColorRole.Text), 0.35)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(colour)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def paint_badge(painter: QPainter, box: QRectF, text: str, ink: QColor) -> None:
    """A key as it looks on a keyboard: its character in an outline."""
    soft = QColor(ink)
    soft.setAlphaF(0.45)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(soft, 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(ink)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def paint_lock(painter: QPainter, box: QRectF, ink: QColor, *, closed: bool) -> None:
    """A padlock of 12 x 14 in the middle of the box; full when closed, an outline when open."""
    centre = box.center()
    body = QRectF(centre.x() - 5, centre.y() - 1, 10, 8)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(ink if closed else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(body, 1.5, 1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shackle = QRectF(centre.x() - 3, centre.y() - 7, 6, 8)
    if closed:
        painter.drawArc(shackle.translated(0, 1), 0, 180 * 16)
        return
    painter.drawArc(shackle.translated(0, -1), 20 * 16, 160 * 16)
    painter.drawLine(
        QPointF(shackle.left(), centre.y() - 4), QPointF(shackle.left(), centre.y() - 1)
    )


class Swatch(QWidget):
    """The colour of a category."""

    def __init__(self, colour: str = "#888888", side: int = 14) -> None:
        super().__init__()
        self._colour = QColor(colour)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_swatch(painter, QRectF(self.rect()), self._colour, self.palette())


class KeyBadge(QWidget):
    """A keyboard key."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self._text = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(max(20, metrics.horizontalAdvance(self._text) + 10), metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = self.palette().color(QPalette.ColorRole.WindowText)
            paint_badge(painter, QRectF(self.rect()), self._text, ink)


def swatch_icon(colour: str, palette: QPalette, side: int = 14) -> QIcon:
    """The same square as an icon for combo boxes and menus, sharp on fine screens."""
    icon = QIcon()
    for scale in (1, 2):
        pixmap = QPixmap(side * scale, side * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_swatch(painter, QRectF(0, 0, side, side), QColor(colour), palette)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
