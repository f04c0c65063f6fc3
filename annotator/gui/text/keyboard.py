"""What keys do in the text view, besides the window's own actions."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.gui.text.choosing import Choosing
from annotator.gui.text.clipboard import copy
from annotator.gui.text.keys import bindings, spelling
from annotator.gui.text.stage import Stage


class Keyed(Protocol):
    """What keys ask of the view."""

    def move(self, movement: str, extend: bool) -> None:
        """A movement of `NAVIGATION`."""

    def let_go(self) -> None:
        """Esc: drop a drag, else what is held, else the current annotation."""

    def finish(self) -> None:
        """Shift was let go after selecting."""


class Keyboard:
    """Turns keys into wishes."""

    def __init__(self, stage: Stage, choosing: Choosing, keyed: Keyed) -> None:
        self._stage, self._choosing, self._keyed = stage, choosing, keyed
        self._bindings = bindings()
        self._selecting = False

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here; others are left to whoever wants them."""
        if self._choosing.open and self._choose(event):
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            return copy(self._stage)
        if event.key() == Qt.Key.Key_Escape:
            if not (self._stage.dragged or self._stage.held.spans or self._stage.current):
                return False
            self._keyed.let_go()
            return True
        found = self._bindings.get(spelling(event.keyCombination()))
        if found is None:
            return False
        movement, extend = found
        self._selecting = self._selecting or extend
        self._keyed.move(movement, extend)
        return True

    def release(self, event: QKeyEvent) -> None:
        """Letting go of Shift ends a selection by keys."""
        if event.key() == Qt.Key.Key_Shift and self._selecting:
            self._selecting = False
            self._keyed.finish()

    def _choose(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down:
                self._choosing.step(1)
            case Qt.Key.Key_Up:
                self._choosing.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Escape:
                self._choosing.close()
            case Qt.Key.Key_Shift | Qt.Key.Key_Control | Qt.Key.Key_Alt | Qt.Key.Key_Meta:
                return False
            case _:
                self._choosing.close()
                return False
        return True
