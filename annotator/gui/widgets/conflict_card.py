"""Two versions of one thing beside each other, with a button for each way to settle it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from annotator.core.settling import Choice
from annotator.display.conflicts import ConflictRow
from annotator.gui.widgets.card import Card
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers

_HEADINGS = ("", "This (was here)", "That (came from elsewhere)")
_TOP = Qt.AlignmentFlag.AlignTop


class ConflictCard(Card):
    """What it is about, what differs in two columns, and the choices."""

    settled = Signal(object, str)
    """The `Conflict`, and the choice: `this`, `that` or `both`."""

    def __init__(self, row: ConflictRow) -> None:
        super().__init__("warning")
        self.row = row
        self.add(Label(" · ".join(filter(None, ("To decide", row.where))), "quiet", wrap=True))
        self.add(Label(row.title, "strong", wrap=True, selectable=True))
        self.add(Label(row.reason, wrap=True))
        self.add(_table(row))
        self.buttons = [self._button(choice, text) for choice, text in row.choices]
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 4, 0, 0)
        for button in self.buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        self.add(line)
        name_for_readers(self, f"{row.title}: {row.reason}", row.where)

    def _button(self, choice: Choice, text: str) -> QPushButton:
        row = self.row
        button = QPushButton(menu_text(text))
        name_for_readers(button, f"{text}: {row.title}", _spoken(row, choice))
        button.clicked.connect(lambda: self.settled.emit(row.conflict, choice))
        return button


def _spoken(row: ConflictRow, choice: Choice) -> str:
    """What a version has that the other has not; nothing for both."""
    if choice == "both":
        return ""
    pairs = ((d.name, d.this if choice == "this" else d.that) for d in row.differences)
    return "; ".join(f"{name}: {text}" for name, text in pairs)


def _table(row: ConflictRow) -> QWidget:
    """The differences: a line each, under the names the buttons have for the versions."""
    table = QWidget()
    layout = QGridLayout(table)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setHorizontalSpacing(12)
    layout.setVerticalSpacing(2)
    for column, heading in enumerate(_HEADINGS):
        layout.addWidget(Label(heading, "quiet", wrap=True), 0, column, _TOP)
        layout.setColumnStretch(column, min(column, 1))
    for line, difference in enumerate(row.differences, 1):
        layout.addWidget(Label(difference.name, "quiet"), line, 0, _TOP)
        for column, text in enumerate((difference.this, difference.that), 1):
            layout.addWidget(Label(text, wrap=True, selectable=True), line, column, _TOP)
    return table
