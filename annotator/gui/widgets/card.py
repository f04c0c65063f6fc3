"""A box with a coloured edge that groups what belongs together; it can be chosen."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.text.colours import is_dark
from annotator.gui.widgets.plain import blend

Accent = Literal["error", "warning", "none"]


class Card(QWidget):
    """Children below each other on a slightly raised ground."""

    chosen = Signal()
    """Clicked, or Enter or the space bar pressed while it has the focus."""

    def __init__(self, accent: Accent = "none", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accent = accent
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 12, 12, 12)
        self._layout.setSpacing(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._layout.addWidget(widget)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = palette.color(QPalette.ColorRole.WindowText)
        edge = blend(edge, palette.color(QPalette.ColorRole.Window), 0.8)
        if self.hasFocus():
            edge = palette.color(QPalette.ColorRole.Highlight)
        painter.setPen(edge)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 6, 6)
        if self._accent != "none":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent_colour(self._accent, palette))
            painter.drawRoundedRect(
                QRectF(box.left() + 4, box.top() + 8, 4, box.height() - 16), 2, 2
            )


def accent_colour(accent: Accent, palette: QPalette) -> QColor:
    """Red for errors and amber for warnings, light enough on a dark ground."""
    dark = is_dark(palette)
    if accent == "error":
        return QColor("#ff7b72" if dark else "#b3261e")
    return QColor("#e3b341" if dark else "#9a6700")
