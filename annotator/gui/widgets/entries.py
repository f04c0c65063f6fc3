"""Fields that take no invisible characters: those that files cannot hold go at once, with a word.

Otherwise they would be in the field, and not in what is saved: offsets and lengths would differ.
Halves of characters (lone surrogates) never get here: PySide leaves them out of every text.
"""

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from annotator.core.text import forbidden, without_forbidden
from annotator.gui.widgets.plain import tooltip_text


class LineEdit(QLineEdit):
    """One line."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        cleaner = _Cleaner(self)
        cleaner.removed.connect(self._say, Qt.ConnectionType.QueuedConnection)
        self.setValidator(cleaner)
        self.setText(text)
        self.textEdited.connect(self._edited)

    def _edited(self) -> None:
        # Qt takes a text that its validator has changed for one that nobody typed.
        self.setModified(True)

    def _say(self, count: int) -> None:
        say_removed(self, count)


class TextEdit(QPlainTextEdit):
    """Several lines."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if not (count := forbidden(text)):
            super().insertFromMimeData(source)
            return
        clean = QMimeData()
        clean.setText(without_forbidden(text))
        super().insertFromMimeData(clean)
        say_removed(self, count)


class _Cleaner(QValidator):
    """Accepts every text, less what files cannot hold."""

    removed = Signal(int)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if not (count := forbidden(text)):
            return QValidator.State.Acceptable, text, position
        before = text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore")
        self.removed.emit(count)
        at = len(without_forbidden(before).encode("utf-16-le")) // 2
        return QValidator.State.Acceptable, without_forbidden(text), at


def say_removed(field: QWidget, count: int) -> None:
    """Say below a field how many characters it did not take."""
    what = "character was" if count == 1 else "characters were"
    words = f"{count} invisible {what} removed"
    QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), tooltip_text(words), field)
