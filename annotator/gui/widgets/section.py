"""A part of a pane under a heading that opens and closes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.gui.widgets.plain import menu_text


class Section(QWidget):
    """A heading with an arrow, and the content below it while it is open."""

    toggled = Signal(bool)
    """Opened or closed by hand."""

    def __init__(self, title: str, content: QWidget, *, open: bool = True) -> None:
        super().__init__()
        self._content = content
        self._open = open
        self._button = QToolButton()
        self._button.setText(menu_text(title))
        self._button.setAutoRaise(True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = self._button.font()
        font.setBold(True)
        self._button.setFont(font)
        self._button.clicked.connect(lambda: self._toggle(not self._open))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._button)
        layout.addWidget(content, 1)
        self.set_open(open)

    @property
    def is_open(self) -> bool:
        return self._open

    def set_open(self, open: bool) -> None:
        """Open or close it; tells nobody."""
        self._open = open
        arrow = Qt.ArrowType.DownArrow if open else Qt.ArrowType.RightArrow
        self._button.setArrowType(arrow)
        self._content.setVisible(open)

    def set_title(self, title: str) -> None:
        self._button.setText(menu_text(title))

    def _toggle(self, open: bool) -> None:
        self.set_open(open)
        self.toggled.emit(open)
