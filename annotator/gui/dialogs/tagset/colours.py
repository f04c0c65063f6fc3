"""Choosing a category's colour: colours that most people tell apart, or any other."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QPushButton, QToolButton, QWidget

from annotator.gui.widgets.marks import Swatch, swatch_icon
from annotator.gui.widgets.plain import menu_text, name_for_readers, tooltip

CHOICES = (
    ("#4e79a7", "Blue"),
    ("#e15759", "Red"),
    ("#59a14f", "Green"),
    ("#f28e2b", "Orange"),
    ("#76b7b2", "Teal"),
    ("#b07aa1", "Purple"),
    ("#edc948", "Yellow"),
    ("#9c755f", "Brown"),
    ("#56b4e9", "Sky blue"),
    ("#cc79a7", "Pink"),
)
"""Chosen so that they differ in lightness too, for those who see colours differently."""


def unused_colour(used: set[str]) -> str:
    """The first of the choices that no category has yet."""
    return next((colour for colour, _ in CHOICES if colour not in used), CHOICES[0][0])


def list_swatch(colour: str, palette: QPalette) -> QIcon:
    """A colour for a row of a list; the selected row does not tint it."""
    icon = swatch_icon(colour, palette)
    for scale in (1, 2):
        icon.addPixmap(icon.pixmap(QSize(14, 14), scale), QIcon.Mode.Selected)
    return icon


class ColourRow(QWidget):
    """The present colour, the choices beside it, and a way to any other colour."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._colour = CHOICES[0][0]
        self._now = Swatch(self._colour, 24)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._now)
        layout.addSpacing(8)
        for colour, name in CHOICES:
            button = QToolButton()
            button.setAutoRaise(True)
            button.setIconSize(QSize(16, 16))
            button.setIcon(swatch_icon(colour, self.palette(), 16))
            name_for_readers(button, f"Colour: {name}")
            tooltip(button, name)
            button.clicked.connect(lambda _=False, c=colour: self._choose(c))
            layout.addWidget(button)
        other = QPushButton(menu_text("Other…"))
        other.setAutoDefault(False)
        name_for_readers(other, "Another colour")
        other.clicked.connect(self._ask)
        layout.addWidget(other)
        layout.addStretch(1)

    def set_colour(self, colour: str) -> None:
        """Show another colour; tells nobody."""
        self._colour = colour
        self._now.set_colour(colour)

    def _choose(self, colour: str) -> None:
        self.set_colour(colour)
        self.chosen.emit(colour)

    def _ask(self) -> None:
        colour = QColorDialog.getColor(QColor(self._colour), self, "Colour of the category")
        if colour.isValid():
            self._choose(colour.name())
