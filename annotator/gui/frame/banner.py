"""A band across the top of the window for what must not be overlooked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True)
class _Message:
    text: str
    severity: Severity
    buttons: Sequence[tuple[str, Callable[[], None]]]


class Banner(QWidget):
    """Says the gravest of what there is to say, with buttons for what can be done about it.

    Each message is about something; another one about the same takes its place. Hidden while
    there is nothing to say.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: dict[str, _Message] = {}
        self._shown: _Message | None = None
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
        return self._shown.text if self._shown else ""

    def say(
        self,
        text: str,
        severity: Severity = "error",
        buttons: Sequence[tuple[str, Callable[[], None]]] = (),
        about: str = "",
    ) -> None:
        """Show a text with buttons; each button calls its function."""
        known = self._messages.get(about)
        if known is not None and (known.text, known.severity) == (text, severity):
            return
        self._messages.pop(about, None)
        self._messages[about] = _Message(text, severity, buttons)
        self._show_gravest()

    def withdraw(self, about: str = "") -> None:
        """Say this no longer."""
        if self._messages.pop(about, None) is not None:
            self._show_gravest()

    def clear(self) -> None:
        """Say nothing any more."""
        self._messages.clear()
        self._show_gravest()

    def _show_gravest(self) -> None:
        order = list(_GROUNDS)
        newest_first = list(reversed(self._messages.values()))
        message = min(newest_first, key=lambda m: order.index(m.severity), default=None)
        if message is self._shown:
            return
        self._shown = message
        while item := self._buttons.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if message is None:
            self.hide()
            return
        self._ground = QColor(_GROUNDS[message.severity])
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor("#ffffff"))
        self._text.setPalette(palette)
        self._text.setText(message.text)
        for caption, act in message.buttons:
            button = QPushButton(menu_text(caption))
            button.clicked.connect(partial(_act, act))
            self._buttons.addWidget(button)
        name_for_readers(self, message.severity.capitalize(), message.text)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.end()


def _act(act: Callable[[], None], checked: bool = False) -> None:
    """What a button does, without what Qt tells of its being checked."""
    act()
