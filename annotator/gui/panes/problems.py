"""Problems found in the project's files, and what a merge left for somebody to decide."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.core.errors import Problem
from annotator.display.conflicts import ConflictRow
from annotator.gui.widgets.card import Card
from annotator.gui.widgets.conflict_card import ConflictCard
from annotator.gui.widgets.empty import Either, EmptyState
from annotator.gui.widgets.plain import Label, name_for_readers

_MOST = 200


class Problems(QWidget):
    """A card per conflict, then one per problem, errors first. The window sets both."""

    problem_chosen = Signal(object)
    """A `Problem` was clicked, or Enter was pressed on it."""
    conflict_chosen = Signal(object)
    """The same for a `Conflict`: show what it is about."""
    conflict_settled = Signal(object, str)
    """A button of a `Conflict` was pressed, with the choice: `this`, `that` or `both`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()
        self._conflicts: tuple[ConflictRow, ...] = ()
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
        self._fill()

    def set_conflicts(self, rows: Sequence[ConflictRow]) -> None:
        """Show these conflicts in place of those before.

        Where one of them had the focus, the one that follows it gets it: they can be settled one
        after the other from the keyboard.
        """
        place = self._place_of_focus()
        self._conflicts = tuple(rows)
        self._fill()
        if place is not None and (cards := self._conflict_cards()):
            card = cards[min(place, len(cards) - 1)]
            card.show()  # the layout would only do it later, and what is hidden takes no focus
            card.buttons[0].setFocus()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown of problems, errors first."""
        return self._problems

    @property
    def conflicts(self) -> tuple[ConflictRow, ...]:
        """What is shown of conflicts."""
        return self._conflicts

    def _place_of_focus(self) -> int | None:
        focus = QApplication.focusWidget()
        for place, card in enumerate(self._conflict_cards()):
            if focus is not None and (card is focus or card.isAncestorOf(focus)):
                return place
        return None

    def _conflict_cards(self) -> list[ConflictCard]:
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, ConflictCard)]

    def _fill(self) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row in self._conflicts[:_MOST]:
            self._column.addWidget(self._conflict_card(row))
        for problem in self._problems[:_MOST]:
            self._column.addWidget(self._card(problem))
        left = sum(max(0, len(rows) - _MOST) for rows in (self._conflicts, self._problems))
        if left:
            self._column.addWidget(Label(f"And {left} more.", "quiet"))
        self._column.addStretch(1)
        self._either.show_content(bool(self._problems or self._conflicts))

    def _conflict_card(self, row: ConflictRow) -> ConflictCard:
        card = ConflictCard(row)
        card.chosen.connect(lambda: self.conflict_chosen.emit(row.conflict))
        card.settled.connect(self.conflict_settled)
        return card

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
