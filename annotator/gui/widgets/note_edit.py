"""The note of an annotation: what is typed is told after a pause, at most a second late."""

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from annotator.core.text import without_forbidden
from annotator.gui.widgets.entries import TextEdit

_PAUSE, _LONGEST = 300, 900


class NoteEdit(TextEdit):
    """`typed` gives the ids the note was typed for, and the note."""

    typed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._ids: tuple[str, ...] = ()
        self._told = ""
        self._showing = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.commit)
        self.textChanged.connect(self._changed)

    def show_note(self, note: str | None, ids: tuple[str, ...]) -> None:
        """Show the note of these annotations; None: they differ. What is being typed stays."""
        if ids == self._ids and (self._timer.isActive() or note == self._told):
            return
        self._ids = ids
        self._told = note or ""
        self._showing = True
        self.setPlainText(self._told)
        self._showing = False
        self.setPlaceholderText(
            "The notes differ. Typing replaces them all." if note is None else ""
        )

    def commit(self) -> None:
        """Tell at once what was typed."""
        self._timer.stop()
        # Qt gives a no-break space as a blank: the note is typed text, so that is no loss.
        note = without_forbidden(self.toPlainText())
        if note != self._told:
            self._told = note
            self.typed.emit(self._ids, note)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def _changed(self) -> None:
        if self._showing:
            return
        if not self._timer.isActive():
            self._since.start()
        left = max(_LONGEST - self._since.elapsed(), 0)
        self._timer.start(min(_PAUSE, left))
