"""The row of articles' panes: side by side, or stacked where the window is narrow."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QRubberBand, QScrollArea, QSplitter, QVBoxLayout, QWidget

from annotator.core.document import Document
from annotator.gui.panes.readers.reader import Reader

Arrangement = Literal["auto", "beside", "stacked"]
ARRANGEMENTS: tuple[tuple[Arrangement, str], ...] = (
    ("auto", "As the window allows"),
    ("beside", "Side by side"),
    ("stacked", "One above the other"),
)
MOST = 6
_NARROW, _LOW = 250, 200
"""Side by side each article wants this width, stacked this height: where there is neither, they
stand side by side and the row scrolls."""


class Readers(QWidget):
    """Up to six articles. One is active: keys and the palette act there."""

    added = Signal(object)
    """A new `Reader`, to be joined."""
    active_changed = Signal(str)
    arranged = Signal()
    """Panes were moved or hidden by hand."""
    menu_wanted = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(8)
        self._arrangement: Arrangement = "auto"
        self._active = ""
        self._band = QRubberBand(QRubberBand.Shape.Line, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # Many articles want more room than a window has: then this scrolls, and nothing outside.
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._splitter)
        layout.addWidget(area)

    @property
    def readers(self) -> list[Reader]:
        """The panes, in order."""
        widgets = [self._splitter.widget(n) for n in range(self._splitter.count())]
        return [widget for widget in widgets if isinstance(widget, Reader)]

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of the articles, in order of their panes."""
        return tuple(reader.id for reader in self.readers)

    @property
    def active(self) -> Reader | None:
        """The active pane; None where no article is shown."""
        return self.reader(self._active)

    @property
    def arrangement(self) -> Arrangement:
        return self._arrangement

    def reader(self, id: str) -> Reader | None:
        """The pane of an article, if it is shown."""
        return next((reader for reader in self.readers if reader.id == id), None)

    def show_documents(self, documents: Sequence[Document]) -> None:
        """Show these, in this order; panes that stay keep their place in the text."""
        wanted = documents[:MOST]
        for reader in self.readers:
            if reader.id not in {document.id for document in wanted}:
                reader.setParent(None)
                reader.deleteLater()
        for place, document in enumerate(wanted):
            reader_now = self.reader(document.id)
            if reader_now is None:
                reader_now = self._made(document)
                self._splitter.insertWidget(place, reader_now)
                self.added.emit(reader_now)
            elif self._splitter.indexOf(reader_now) != place:
                self._splitter.insertWidget(place, reader_now)
        for reader in self.readers:
            reader.show()
        self._chain_focus()
        self._arrange()
        if self.reader(self._active) is None:
            self.set_active(self.shown[0] if self.shown else "")

    def set_active(self, id: str) -> None:
        """Make a pane the active one; nobody is told."""
        self._active = id
        for reader in self.readers:
            reader.set_active(reader.id == id and len(self.readers) > 0)

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Side by side, stacked, or by the room there is."""
        self._arrangement = arrangement
        self._arrange()

    def share_evenly(self) -> None:
        """Give every pane the same room."""
        if self.readers:
            self._splitter.setSizes([1000] * len(self.readers))

    @property
    def sizes(self) -> list[int]:
        """Room per pane, in pixels."""
        return self._splitter.sizes()

    def set_sizes(self, sizes: Sequence[int]) -> None:
        """Share the room in these proportions, if there are as many as panes."""
        if len(sizes) == len(self.readers) and all(size > 0 for size in sizes):
            self._splitter.setSizes(list(sizes))

    def move_active(self, by: int) -> None:
        """Move the active pane to the left (-1) or right (+1)."""
        reader = self.active
        if reader is None:
            return
        place = self._splitter.indexOf(reader) + by
        if 0 <= place < len(self.readers):
            self._put(reader, place)
            reader.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _made(self, document: Document) -> Reader:
        reader = Reader(document)
        id = document.id
        reader.activated.connect(lambda: self._turned_to(id))
        reader.header.dragged.connect(self._show_target)
        reader.header.dropped.connect(lambda point: self._drop(id, point))
        reader.header.menu_wanted.connect(lambda point: self.menu_wanted.emit(id, point))
        return reader

    def _turned_to(self, id: str) -> None:
        if id != self._active:
            self.set_active(id)
            self.active_changed.emit(id)

    def _arrange(self) -> None:
        many = max(1, len(self.readers))
        narrow, high = self.width() < many * _NARROW, self.height() >= many * _LOW
        stacked = self._arrangement == "stacked" or (
            self._arrangement == "auto" and many > 1 and narrow and high
        )
        wanted = Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
            self.share_evenly()

    def _chain_focus(self) -> None:
        readers = self.readers
        for one, other in pairwise(readers):
            QWidget.setTabOrder(one.view, other.view)

    def _target(self, point: QPoint) -> int:
        """Before which pane a pane dropped at a global point would stand."""
        here = self._splitter.mapFromGlobal(point)
        along = self._splitter.orientation() == Qt.Orientation.Horizontal
        for place, reader in enumerate(self.readers):
            middle = reader.geometry().center()
            if (here.x() < middle.x()) if along else (here.y() < middle.y()):
                return place
        return len(self.readers)

    def _show_target(self, point: QPoint) -> None:
        readers, place = self.readers, self._target(point)
        along = self._splitter.orientation() == Qt.Orientation.Horizontal
        last = readers[min(place, len(readers) - 1)]
        box = QRect(last.mapTo(self, QPoint(0, 0)), last.size())
        if along:
            edge = box.left() - 6 if place < len(readers) else box.right() - 2
            line = QRect(max(0, edge), 0, 4, self.height())
        else:
            edge = box.top() - 6 if place < len(readers) else box.bottom() - 2
            line = QRect(0, max(0, edge), self.width(), 4)
        self._band.setGeometry(line)
        self._band.show()
        self._band.raise_()

    def _drop(self, id: str, point: QPoint) -> None:
        self._band.hide()
        reader, place = self.reader(id), self._target(point)
        if reader is None:
            return
        now = self._splitter.indexOf(reader)
        self._put(reader, place - 1 if place > now else place)

    def _put(self, reader: Reader, place: int) -> None:
        if self._splitter.indexOf(reader) != place:
            sizes = {id(r): size for r, size in zip(self.readers, self.sizes, strict=True)}
            self._splitter.insertWidget(place, reader)
            self._splitter.setSizes([sizes[id(r)] for r in self.readers])
            self._chain_focus()
            self.arranged.emit()
