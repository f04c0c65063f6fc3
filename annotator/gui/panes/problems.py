"""Problems found in the project's files: what, where, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.core.errors import Problem
from annotator.gui.widgets.card import Card
from annotator.gui.widgets.empty import Either, EmptyState
from annotator.gui.widgets.plain import Label, name_for_readers

_MOST = 200


class Problems(QWidget):
    """A card per problem, errors first. The window sets them: after loading, after a check."""

    problem_chosen = Signal(object)
    """A `Problem` was clicked, or Enter was pressed on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()
        self._cards = QWidget()
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._cards)
        self._either = Either(
            area, EmptyState("No problems", "Every file of the project could be read as it is.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._either)

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems in place of those before."""
        self._problems = tuple(sorted(problems, key=lambda problem: problem.severity != "error"))
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for problem in self._problems[:_MOST]:
            self._column.addWidget(self._card(problem))
        if (left := len(self._problems) - _MOST) > 0:
            self._column.addWidget(Label(f"And {left} more.", "quiet"))
        self._column.addStretch(1)
        self._either.show_content(bool(self._problems))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown, errors first."""
        return self._problems

    def _card(self, problem: Problem) -> Card:
        error = problem.severity == "error"
        where = problem.file + (f", line {problem.line}" if problem.line else "")
        card = Card(accent="error" if error else "warning")
        heading = " · ".join(
            part for part in ("Not used" if error else "Please check", where) if part
        )
        card.add(Label(heading, "quiet", wrap=True))
        card.add(Label(problem.message, wrap=True, selectable=True))
        if problem.advice:
            card.add(Label(problem.advice, "quiet", wrap=True))
        name_for_readers(card, f"{heading}: {problem.message}", problem.advice)
        card.chosen.connect(lambda: self.problem_chosen.emit(problem))
        return card
