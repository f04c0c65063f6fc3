"""The list of annotations under a point. It takes no focus: the view hands it its keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QWidget

_ROW, _WIDTH, _PAD = 26, 380, 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """One annotation to choose."""

    id: str
    label: str
    words: str
    colour: str


class Chooser(QFrame):
    """Rows with swatch, category and words. A frame of the window, no popup: those take the mouse,
    and the second click of a double click would be lost."""

    chosen = Signal(str)
    """Id of the row clicked with the mouse."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFrameShadow(QFrame.Shadow.Raised)
        self.setAutoFillBackground(True)
        self.setMouseTracking(True)
        self._rows: tuple[Candidate, ...] = ()
        self._at = 0
        self.hide()

    def offer(self, rows: Sequence[Candidate], at: int, point: QPoint) -> None:
        """Show the rows with one marked, near a point of the window."""
        self._rows, self._at = tuple(rows), at
        size = self.sizeHint()
        self.resize(size)
        room = self.window().size()
        x = min(max(point.x(), 0), max(room.width() - size.width() - 4, 0))
        below = point.y() + 18
        y = below if below + size.height() < room.height() else point.y() - size.height() - 18
        self.move(x, max(y, 0))
        self.show()
        self.raise_()
        self.update()

    @property
    def candidate(self) -> str:
        """Id of the marked row."""
        return self._rows[self._at].id if self._rows else ""

    @property
    def candidates(self) -> tuple[str, ...]:
        """All ids offered, in order."""
        return tuple(row.id for row in self._rows)

    def step(self, by: int) -> None:
        """Mark the next or previous row, around the ends."""
        self._at = (self._at + by) % max(len(self._rows), 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _ROW * max(len(self._rows), 1) + 2 * _PAD)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None and row != self._at:
            self._at = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The row is taken when the button goes up, so that the view does not get half a click."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None:
            self.chosen.emit(self._rows[row].id)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        palette = self.palette()
        metrics = QFontMetrics(self.font())
        for number, row in enumerate(self._rows):
            area = QRectF(_PAD, _PAD + number * _ROW, self.width() - 2 * _PAD, _ROW)
            marked = number == self._at
            if marked:
                painter.fillRect(area, palette.color(QPalette.ColorRole.Highlight))
            role = QPalette.ColorRole.HighlightedText if marked else QPalette.ColorRole.WindowText
            painter.fillRect(
                QRectF(area.left() + 6, area.center().y() - 5, 10, 10), QColor(row.colour)
            )
            painter.setPen(palette.color(QPalette.ColorGroup.Active, role))
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            label = area.adjusted(24, 0, 0, 0)
            painter.drawText(label, middle, row.label)
            words = label.adjusted(max(metrics.horizontalAdvance(row.label) + 12, 84), 0, -6, 0)
            short = metrics.elidedText(
                row.words.replace("\n", " "), Qt.TextElideMode.ElideRight, int(words.width())
            )
            painter.drawText(words, middle, short)
        painter.end()

    def _row_at(self, y: float) -> int | None:
        row = int((y - _PAD) // _ROW)
        return row if 0 <= row < len(self._rows) else None
