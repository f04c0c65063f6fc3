"""The find bar: words, options, how many places there are, next and previous."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.finding.search import Wanted
from annotator.gui.widgets.entries import LineEdit
from annotator.gui.widgets.plain import Label, name_for_readers, tooltip

_PAUSE_MS = 150


class FindBar(QWidget):
    """Asks for places; whoever searches tells it the outcome with `show_outcome`."""

    wanted = Signal(object)
    """A `Wanted`, shortly after something in the bar changed."""
    step_wanted = Signal(int)
    """To the next (+1) or previous (-1) place."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = LineEdit()
        self._line.setPlaceholderText("Find in all articles shown")
        self._line.setClearButtonEnabled(True)
        self._line.setMinimumWidth(200)
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_for_readers(self._line, "Find")
        self._case = QCheckBox("Match case")
        self._word = QCheckBox("Whole words")
        self._pattern = QCheckBox("Pattern")
        tooltip(self._pattern, "The words are a regular expression")
        self._count = Label("", "quiet")
        self._problem = Label("", "normal", wrap=True)
        self._problem.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self._line.textEdited.connect(lambda: self._timer.start())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._count)
        for text, name, keys, by in (
            ("▲", "Previous place", "Shift+F3", -1),
            ("▼", "Next place", "F3", +1),
        ):
            row.addWidget(self._step_button(text, name, keys, by))
        for box in (self._case, self._word, self._pattern):
            box.toggled.connect(self._ask)
            row.addWidget(box)
        close = QToolButton()
        close.setText("×")
        close.setAutoRaise(True)
        name_for_readers(close, "Close the find bar")
        tooltip(close, "Close (Esc)")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._problem)

    @property
    def asked(self) -> Wanted:
        """What stands in the bar."""
        return Wanted(
            self._line.text(),
            self._case.isChecked(),
            self._word.isChecked(),
            self._pattern.isChecked(),
        )

    def begin(self, words: str = "") -> None:
        """Show the bar and let the person type; `words` are suggested."""
        if words:
            self._line.setText(words)
        self.show()
        self._line.setFocus()
        self._line.selectAll()
        self._ask()

    def show_outcome(self, place: int, count: int, problem: str = "") -> None:
        """Say that place `place` (from 1; 0: none yet) of `count` is shown, or what is wrong."""
        if not self._line.text():
            words = ""
        elif not count:
            words = "" if problem else "Nothing found"
        else:
            words = f"{place} of {count:,}" if place else f"{count:,} places"
        self._count.setText(words)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @property
    def said(self) -> str:
        """Count and problem as shown."""
        return " ".join(filter(None, (self._count.text(), self._problem.text())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                if self._timer.isActive():
                    self._ask()
                self.step_wanted.emit(-1 if back else 1)
            case _:
                super().keyPressEvent(event)

    def _step_button(self, text: str, name: str, keys: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAutoRaise(True)
        name_for_readers(button, name)
        tooltip(button, f"{name} ({keys})")
        button.clicked.connect(lambda: self.step_wanted.emit(by))
        return button

    def _ask(self) -> None:
        self._timer.stop()
        self.wanted.emit(self.asked)
