"""One article's pane: its head and the text."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.core.document import Document
from annotator.gui.panes.readers.header import Header
from annotator.gui.text.view import TextView


class Reader(QFrame):
    """An article to read and tag. `activated` when the person turns to it."""

    activated = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = document.id
        self.header = Header()
        self.view = TextView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self._active = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.view, 1)
        self.setMinimumSize(180, 140)
        self.header.set_document(document)
        self.header.pressed.connect(self._turned_to)
        self.view.activated.connect(self._turned_to)
        self.view.installEventFilter(self)

    def set_active(self, active: bool) -> None:
        """Show whether keys act on this pane."""
        self._active = active
        self.header.set_active(active)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.activated.emit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        role = QPalette.ColorRole.Highlight if self._active else QPalette.ColorRole.Mid
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorGroup.Active, role))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _turned_to(self) -> None:
        self.view.setFocus()
        self.activated.emit()
