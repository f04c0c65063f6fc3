"""Picking one of several annotations: the innermost first, then around, with a list to see."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from annotator.gui.text.chooser import Candidate, Chooser
from annotator.gui.text.stage import Stage


class Choosing(QObject):
    """Keeps the chooser of one view, and which of the annotations in one place is picked."""

    def __init__(
        self, view: QWidget, stage: Stage, dark: Callable[[], bool], pick: Callable[[str], None]
    ) -> None:
        """`pick` is called with the id a person has taken."""
        super().__init__(view)
        self._view, self._stage, self._dark, self._pick = view, stage, dark, pick
        self._chooser: Chooser | None = None

    @property
    def open(self) -> bool:
        return self._chooser is not None and self._chooser.isVisible()

    def take(self, ids: tuple[str, ...], point: QPoint) -> None:
        """Pick among the annotations at a point of the view: the next after the current one if
        that is among them, else the first; with a list where there are several."""
        if not ids:
            self.close()
            self._pick("")
            return
        current = self._stage.current[-1] if self._stage.current else ""
        at = (ids.index(current) + 1) % len(ids) if current in ids else 0
        if len(ids) > 1:
            window = self._view.window()
            chooser = self._of(window)
            rows = [self._candidate(id) for id in ids]
            chooser.offer(rows, at, self._view.mapTo(window, point))
        else:
            self.close()
        self._pick(ids[at])

    def step(self, by: int) -> None:
        """Mark another row, and pick it."""
        if self._chooser is not None:
            self._chooser.step(by)
            self._pick(self._chooser.candidate)

    def close(self) -> None:
        if self._chooser is not None:
            self._chooser.hide()

    def _of(self, window: QWidget) -> Chooser:
        if self._chooser is None or self._chooser.parentWidget() is not window:
            if self._chooser is not None:
                self._chooser.deleteLater()
            self._chooser = Chooser(window)
            self._chooser.chosen.connect(self._clicked)
            self.destroyed.connect(self._chooser.deleteLater)
        return self._chooser

    def _clicked(self, id: str) -> None:
        self.close()
        self._pick(id)

    def _candidate(self, id: str) -> Candidate:
        key = self._stage.id_category(id)
        look = self._stage.looks.get(key)
        words = self._stage.words(self._stage.columns.spans_of(id))
        colour = look.colour(self._dark()) if look else "#888888"
        return Candidate(id, look.label if look else key, words[:200], colour)
