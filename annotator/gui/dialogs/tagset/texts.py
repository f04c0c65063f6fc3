"""Fields for texts of the tagset: what is typed in them is told without forbidden characters."""

from PySide6.QtCore import Signal

from annotator.core.text import without_forbidden
from annotator.gui.widgets.entries import LineEdit, TextEdit
from annotator.gui.widgets.plain import name_for_readers


def tidied(text: str) -> str:
    """One line of text that files can hold, with single blanks."""
    return " ".join(without_forbidden(text).split())


class LineField(LineEdit):
    """One line."""

    typed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        name_for_readers(self, name)
        self.textEdited.connect(lambda text: self.typed.emit(tidied(text)))

    def show_text(self, text: str) -> None:
        """Show another text, unless it is what is being typed; tells nobody."""
        if tidied(self.text()) != text:
            self.setText(text)
            self.setCursorPosition(0)


class TextField(TextEdit):
    """Several lines."""

    typed = Signal(str)

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMinimumHeight(height)
        name_for_readers(self, name)
        self._showing = False
        self.textChanged.connect(self._told)

    def show_text(self, text: str) -> None:
        """Show another text, unless it is what is being typed; tells nobody."""
        if tidied(self.toPlainText()) != tidied(text):
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def _told(self) -> None:
        if not self._showing:
            self.typed.emit(tidied(self.toPlainText()))
