"""A band across the top of the window for what must not be overlooked."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.gui.widgets.plain import Label, menu_text, name_for_readers

Severity = Literal["error", "warning", "information"]
_GROUNDS: dict[Severity, str] = {
    "error": "#b3261e",
    "warning": "#8a5a00",
    "information": "#2f69c4",
}


class Banner(QWidget):
    """Says one thing, with buttons for what can be done about it; hidden until then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = QColor(_GROUNDS["error"])
        self._text = Label("", wrap=True, selectable=True)
        self._text.setMinimumHeight(32)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(16)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(
        self,
        text: str,
        severity: Severity = "error",
        buttons: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        """Show a text with buttons; each button calls its function."""
        if text == self.text:
            return
        self._ground = QColor(_GROUNDS[severity])
        palette = QPalette(self.palette())
        white = QColor("#ffffff")
        palette.setColor(QPalette.ColorRole.WindowText, white)
        self._text.setPalette(palette)
        self._text.setText(text)
        while item := self._buttons.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for caption, act in buttons:
            button = QPushButton(menu_text(caption))
            button.clicked.connect(act)
            self._buttons.addWidget(button)
        name_for_readers(self, severity.capitalize(), text)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.end()
