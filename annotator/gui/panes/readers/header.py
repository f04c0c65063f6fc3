"""The head of an article's pane: outlet, date, title, counts and status; the handle to drag."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.completion import Status
from annotator.core.document import Document
from annotator.gui.panes.readers.badge import Badge
from annotator.gui.panes.readers.counts import Count, Counts
from annotator.gui.widgets.plain import Elided, blend, name_for_readers, tooltip


class Header(QWidget):
    """Shows what the article is; dragging it moves the pane."""

    status_clicked = Signal()
    hide_clicked = Signal()
    pressed = Signal()
    menu_wanted = Signal(QPoint)
    dragged = Signal(QPoint)
    """The pointer's global place while the head is dragged."""
    dropped = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._active = False
        self._from: QPoint | None = None
        self._dragging = False
        self._outlet = Elided("", "strong")
        self._title = Elided("", "title")
        self._counts = Counts()
        self.status = Badge()
        self.status.clicked.connect(self.status_clicked)
        self._close = _button("×")
        name_for_readers(self._close, "Hide this article")
        tooltip(self._close, "Hide this article. It stays in the project.")
        self._close.clicked.connect(self.hide_clicked)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._outlet, 1)
        top.addWidget(self.status)
        top.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._title)
        layout.addSpacing(2)
        layout.addWidget(self._counts)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def set_document(self, document: Document) -> None:
        """Show another article's name."""
        data = document.metadata
        self._outlet.set_full("  ·  ".join(filter(None, (data.outlet, data.date))) or "No outlet")
        self._title.set_full(document.name)
        name_for_readers(self, f"{document.name}, {data.outlet}".strip(", "))

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Show how often each category was used."""
        self._counts.set_counts(counts)

    def set_status(self, status: Status, locked: str = "") -> None:
        """Show how far the annotator is, or why the article can only be read; nobody is told."""
        self.status.set_status(status, locked)

    def set_active(self, active: bool) -> None:
        """Show whether this is the pane that keys act on."""
        if active != self._active:
            self._active = active
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
        ground = palette.color(QPalette.ColorRole.Window)
        painter = QPainter(self)
        painter.fillRect(self.rect(), blend(ground, accent, 0.14) if self._active else ground)
        if self._active:
            painter.fillRect(0, 0, self.width(), 3, accent)
        line = palette.color(QPalette.ColorRole.Mid)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        here = event.globalPosition().toPoint()
        far = (here - self._from).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._dragging:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragging:
            self.dragged.emit(here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.dropped.emit(event.globalPosition().toPoint())
        self._from = None
        self._dragging = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


def _button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    button.setCursor(Qt.CursorShape.ArrowCursor)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
