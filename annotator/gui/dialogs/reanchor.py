"""The text differs from the one that was annotated: what becomes of each annotation, and what to
do about it."""

from collections.abc import Mapping
from typing import Final, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.reanchoring import Anchoring, Report
from annotator.core.span import Spans, quoted
from annotator.display.reanchoring import HEADINGS, account, by_urgency
from annotator.gui.dialogs.fitting import fit
from annotator.gui.dialogs.reanchor_places import ASIDE, PlaceChooser
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers

Decision = Literal["move", "restore", "leave"]
_MOST_MOVED: Final = 500
"""Rows of annotations that only move; of more, these are shown."""


class ReanchorDialog(QDialog):
    """Tells what changed and asks for each annotation that is not clear. Changes nothing itself.

    Words that are only written differently are taken over unless a person decides otherwise; where
    words are others, or places unclear, nothing is taken over unless a person chooses it.
    """

    def __init__(
        self,
        name: str,
        report: Report,
        labels: Mapping[str, str],
        *,
        restorable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the article's, `labels` are the categories' by key. `restorable`: whether the
        old text can be put back."""
        super().__init__(parent)
        self.setWindowTitle("The text has changed")
        self.decision: Decision = "leave"
        """What to do, once the dialog is closed."""
        self._report, self._labels = report, labels
        rows = by_urgency(report.anchorings)
        shown = len(rows) - max(0, report.counts["moved"] - _MOST_MOVED)
        self._rows = rows[:shown]
        self._choices: dict[str, int] = {}
        for each in self._rows:
            if each.outcome == "respelled":
                self._choices[each.annotation.id] = 0
            elif not each.candidates:
                self._choices[each.annotation.id] = ASIDE
        self.tree = QTreeWidget()
        self.places = PlaceChooser(report)
        self._all = QPushButton(menu_text("Take the first place for all that are undecided"))
        self._status = Label("", wrap=True)
        self._buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self._move = self._buttons.addButton(menu_text("Move the annotations"), roles.AcceptRole)
        self._restore = self._buttons.addButton(
            menu_text("Put the old text back"), roles.ActionRole
        )
        self._leave = self._buttons.addButton(menu_text("Leave it as it is"), roles.RejectRole)
        self._restore.setEnabled(restorable)
        self._set_up_tree()
        self._lay_out(name)
        self._connect()
        self._fill()
        self._tell()

    @property
    def chosen(self) -> dict[str, Spans]:
        """Places by annotation id, of those that do not simply stay or move; who is not in here
        is to be set aside."""
        return {
            each.annotation.id: each.candidates[choice].spans
            for each in self._rows
            if (choice := self._choices.get(each.annotation.id, ASIDE)) != ASIDE
        }

    @property
    def undecided(self) -> int:
        """Annotations for which a person has still to choose."""
        return sum(map(self._is_open, self._rows))

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setHeaderLabels(["What happened", "Category", "Annotated words", "What is done"])
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((0, 20), (1, 16), (3, 24)):
            tree.setColumnWidth(column, letters * letter)
        tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        tree.header().setStretchLastSection(False)
        name_for_readers(tree, "Annotations that do not stay where they are")

    def _lay_out(self, name: str) -> None:
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.places, 1)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._halves.addWidget(self.tree)
        self._halves.addWidget(lower)
        self._halves.setChildrenCollapsible(False)
        self._halves.setSizes([220, 320])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(Label("The text differs from the one that was annotated", "title"))
        layout.addWidget(Label(_told(name), wrap=True))
        layout.addWidget(Label(account(self._report), "strong", wrap=True))
        layout.addWidget(self._halves, 1)
        layout.addWidget(self._status)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(self._show)
        self.places.chosen.connect(self._choose)
        self.places.done.connect(self._go_on)
        for key in range(1, 10):
            self._key(str(key)).activated.connect(lambda place=key - 1: self._take(place))
        for standard in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._key(standard).activated.connect(lambda: self._take(ASIDE))
        for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Else it would press a button of the dialog.
            self._key(enter).activated.connect(self.places.list.setFocus)
        for button in (self._move, self._restore, self._leave, self._all):
            button.setAutoDefault(False)
        self._all.clicked.connect(self._take_first)
        self._move.clicked.connect(lambda: self._decide("move"))
        self._restore.clicked.connect(lambda: self._decide("restore"))
        self._leave.clicked.connect(self.reject)

    def _key(self, key: str | Qt.Key) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self.tree)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        return shortcut

    def _fill(self) -> None:
        height = QSize(0, self.fontMetrics().height() + 8)
        for each in self._rows:
            category = each.annotation.category
            words = " ".join(quoted(each.annotation.spans, self._report.old).split())
            row = [HEADINGS[each.outcome], self._labels.get(category, category), words[:200], ""]
            item = QTreeWidgetItem(row)
            item.setSizeHint(0, height)
            self.tree.addTopLevelItem(item)
        if self._rows:
            self._go_to(0)
            self.resize(900, 720)
            self.tree.setFocus()
        else:
            self._halves.hide()
            fit(self, 560)

    def _show(self) -> None:
        if each := self._current():
            self.places.show_anchoring(each, self._choices.get(each.annotation.id))

    def _choose(self, place: int) -> None:
        if each := self._current():
            self._choices[each.annotation.id] = place
            self._tell()

    def _take(self, place: int) -> None:
        """By key: choose a place, and go on where that was still to be done."""
        each = self._current()
        was_open = each is not None and self._is_open(each)
        if self.places.choose(place) and was_open:
            self._go_on()

    def _go_on(self) -> None:
        """To the next annotation for which a person has still to choose."""
        here = self.tree.currentIndex().row()
        following = (*range(here + 1, len(self._rows)), *range(here))
        row = next((row for row in following if self._is_open(self._rows[row])), here)
        self._go_to(row)
        self.tree.setFocus()

    def _go_to(self, row: int) -> None:
        if item := self.tree.topLevelItem(row):
            self.tree.setCurrentItem(item)

    def _take_first(self) -> None:
        for each in self._rows:
            if self._is_open(each) and each.outcome != "lost":
                self._choices[each.annotation.id] = 0
        self._tell()
        self._show()

    def _tell(self) -> None:
        """What is done with each row, and with all that are not decided."""
        for number, each in enumerate(self._rows):
            if item := self.tree.topLevelItem(number):
                item.setText(3, self._done(each))
        takeable = sum(self._is_open(each) and each.outcome != "lost" for each in self._rows)
        self._all.setVisible(takeable > 1)
        aside = sum(not each.settled for each in self._rows) - len(self.chosen)
        self._status.setText(_told_of_aside(aside, self.undecided))
        (self._leave if self.undecided else self._move).setDefault(True)

    def _done(self, each: Anchoring) -> str:
        if each.settled:
            return "Moves"
        if self._is_open(each):
            return "Please choose"
        choice = self._choices[each.annotation.id]
        if choice == ASIDE:
            return "Set aside"
        several = len(each.candidates) > 1
        return f"Moves to place {choice + 1}" if several else "Moves to the words there"

    def _is_open(self, each: Anchoring) -> bool:
        return not each.settled and each.annotation.id not in self._choices

    def _current(self) -> Anchoring | None:
        row = self.tree.currentIndex().row()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _decide(self, decision: Decision) -> None:
        self.decision = decision
        self.accept()


def _told(name: str) -> str:
    return (
        f"The text of “{name}” was changed outside the program after you annotated it. Nothing is "
        "lost: your annotations and the text they were made on are kept. You can move them to the "
        "text as it is now, put the old text back, or leave both as they are and only look."
    )


def _told_of_aside(aside: int, undecided: int) -> str:
    if not aside:
        return "Nothing is changed before you decide."
    number = "1 annotation is" if aside == 1 else f"{aside} annotations are"
    why = f" ({undecided} because undecided)" if undecided else ""
    return (
        f"{number} set aside on moving{why}: kept in the file and listed among the problems, but "
        "not counted."
    )
