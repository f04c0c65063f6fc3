"""What a pane shows when there is nothing to show: what it is for, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from annotator.gui.widgets.plain import Label, menu_text


class EmptyState(QWidget):
    """A short title, a sentence or two, and perhaps a button."""

    wanted = Signal()
    """The button was pressed."""

    def __init__(self, title: str, text: str, button: str = "") -> None:
        super().__init__()
        self._title = Label(title, "strong", wrap=True)
        self._text = Label(text, "quiet", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            layout.addWidget(part)
        if button:
            layout.addSpacing(8)
            press = QPushButton(menu_text(button))
            press.clicked.connect(self.wanted)
            layout.addWidget(press, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def say(self, title: str, text: str) -> None:
        """Show another title and text."""
        self._title.setText(title)
        self._text.setText(text)

    @property
    def said(self) -> str:
        """What it says, for tests and screen readers."""
        return f"{self._title.text()} {self._text.text()}"


class Either(QWidget):
    """Shows its content, or in its place an empty state."""

    def __init__(self, content: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self.content, self.empty = content, empty
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(content)
        self._stack.addWidget(empty)

    def show_content(self, there_is_some: bool) -> None:
        """Show the content, or the empty state."""
        wanted = self.content if there_is_some else self.empty
        if self._stack.currentWidget() is not wanted:  # Qt would lay everything out anew
            self._stack.setCurrentWidget(wanted)

    @property
    def is_empty(self) -> bool:
        """Whether the empty state shows."""
        return self._stack.currentWidget() is self.empty
