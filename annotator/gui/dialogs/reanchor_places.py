"""One annotation whose text has changed: its words then and now, and the places to choose from."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from annotator.core.reanchoring import Anchoring, Report
from annotator.display.reanchoring import excerpt, in_one_line, reason
from annotator.gui.widgets.passage import Passage
from annotator.gui.widgets.plain import Label, name_for_readers

ASIDE: Final = -1
"""The choice to set an annotation aside; others are places, from 0."""


class PlaceChooser(QWidget):
    """Shows one annotation at a time."""

    chosen = Signal(int)
    """Somebody chose a place, or `ASIDE`."""
    done = Signal()
    """Enter was pressed in the list of places."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._shown: Anchoring | None = None
        self._why = Label("", "strong", wrap=True)
        self._then, self._now = Passage(), Passage()
        self._caption = Label("", "quiet")
        self.list = QListWidget()
        self.list.setMinimumHeight(56)
        self.list.setMaximumHeight(92)
        name_for_readers(self.list, "Where the annotation belongs")
        # Not the current row: the first becomes it by mere focus.
        self.list.itemSelectionChanged.connect(self._chosen)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._why)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        for caption, passage in (
            (Label("As annotated", "quiet"), self._then),
            (self._caption, self._now),
        ):
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(caption)
            side.addWidget(passage, 1)
            passage.setMinimumHeight(64)
            sides.addLayout(side, 1)
        name_for_readers(self._then, "The words as annotated")
        name_for_readers(self._now, "The words as they are now")
        column.addLayout(sides, 1)
        hint = "Where it belongs (in the list above: keys 1 to 9, Delete sets aside)"
        column.addWidget(Label(hint, "quiet", wrap=True))
        column.addWidget(self.list)

    def show_anchoring(self, anchoring: Anchoring, choice: int | None) -> None:
        """Show an annotation with what was chosen for it; None: nothing yet."""
        self._shown = anchoring
        several = len(anchoring.candidates) > 1
        self._why.setText(reason(anchoring))
        self._then.show_excerpt(excerpt(self._report.old, anchoring.annotation.spans))
        self.list.blockSignals(True)
        self.list.clear()
        for number, candidate in enumerate(anchoring.candidates, 1):
            line = in_one_line(self._report.new, candidate.spans)
            self.list.addItem(f"{number}   {line}" if several else line)
        if not anchoring.settled:
            self.list.addItem("Set it aside: it stays in the file, but does not count")
        if anchoring.settled:
            choice = 0
        row = len(anchoring.candidates) if choice == ASIDE else choice
        self.list.setCurrentRow(-1 if row is None else row)
        self.list.blockSignals(False)
        self._show_now(anchoring, row or 0)

    def choose(self, place: int) -> bool:
        """Choose as by a click; False where there is no such place, or nothing to choose."""
        shown = self._shown
        if shown is None or shown.settled or place >= len(shown.candidates):
            return False
        self.list.setCurrentRow(len(shown.candidates) if place == ASIDE else place)
        return True

    @property
    def now(self) -> str:
        """The text shown as it is now; empty where the annotation is to be set aside."""
        return self._now.toPlainText()

    def _enter(self) -> None:
        if item := self.list.currentItem():
            item.setSelected(True)
        self.done.emit()

    def _chosen(self) -> None:
        shown = self._shown
        if shown is None or shown.settled or not self.list.selectedItems():
            return
        row = self.list.row(self.list.selectedItems()[0])
        self._show_now(shown, row)
        self.chosen.emit(row if row < len(shown.candidates) else ASIDE)

    def _show_now(self, anchoring: Anchoring, place: int) -> None:
        places = anchoring.candidates
        there = place < len(places)
        self._now.show_excerpt(excerpt(self._report.new, places[place].spans) if there else None)
        which = f", place {place + 1} of {len(places)}" if there and places[1:] else ""
        self._caption.setText(f"As it is now{which}")
