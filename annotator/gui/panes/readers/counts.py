"""Counts by category as coloured dots with numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.gui.widgets.plain import name_for_readers, quiet_colour, tooltip_text

_DOT = 9
_GAP = 5
_SPACE = 14


@dataclass(frozen=True, slots=True)
class Count:
    """How often a category was used; `colour` is `#rrggbb`."""

    label: str
    colour: str
    number: int


class Counts(QWidget):
    """One dot and number per category; those that do not fit are left out at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[Count, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        name_for_readers(self, "Annotations", "none")

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Show these; nobody is told."""
        self._counts = tuple(counts)
        told = ", ".join(f"{count.label}: {count.number}" for count in counts)
        name_for_readers(self, "Annotations", told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        text = quiet_colour(self.palette())
        faint = QColor(text)
        faint.setAlphaF(0.55)
        x = 0
        for count, width in zip(self._counts, self._widths(), strict=True):
            if x + width - _SPACE > self.width():
                break
            dot = QRectF(x, middle - _DOT / 2, _DOT, _DOT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(count.colour))
            painter.drawRoundedRect(dot, 3, 3)
            painter.setPen(text if count.number else faint)
            place = QRectF(x + _DOT + _GAP, 0, width, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, str(count.number))
            x += width
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            count = self._at(event.pos())
            told = f"{count.label}: {count.number}" if count else ""
            QToolTip.showText(event.globalPos(), tooltip_text(told), self)
            return True
        return super().event(event)

    def _widths(self) -> list[int]:
        metrics = self.fontMetrics()
        return [
            _DOT + _GAP + metrics.horizontalAdvance(str(count.number)) + _SPACE
            for count in self._counts
        ]

    def _at(self, point: QPoint) -> Count | None:
        x = 0
        for count, width in zip(self._counts, self._widths(), strict=True):
            if x <= point.x() < x + width:
                return count
            x += width
        return None
