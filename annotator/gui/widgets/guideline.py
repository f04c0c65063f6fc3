"""The guideline and the example of a category, as a page to read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.core.tagset import Category
from annotator.gui.widgets.marks import KeyBadge, Swatch
from annotator.gui.widgets.plain import Label


class Guideline(QScrollArea):
    """Shows one category at a time; without one it says how to get there."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._swatch, self._badge = Swatch(), KeyBadge()
        self._name = Label("", "strong", wrap=True)
        self._rule = Label("", wrap=True, selectable=True)
        self._heading = Label("Example", "quiet")
        self._example = Label("", wrap=True, selectable=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._swatch)
        head.addWidget(self._name, 1)
        head.addWidget(self._badge)
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Base)
        page.setAutoFillBackground(True)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._rule)
        layout.addWidget(self._heading)
        layout.addWidget(self._example)
        layout.addStretch(1)
        self.setWidget(page)
        self.show_category(None)

    def show_category(self, category: Category | None) -> None:
        """Show the guideline of a category."""
        self._swatch.setVisible(category is not None)
        self._name.setVisible(category is not None)
        self._badge.setVisible(bool(category and category.shortcut))
        self._example.setVisible(bool(category and category.example))
        self._heading.setVisible(bool(category and category.example))
        if category is None:
            self._rule.setText("Point at a category, or press F1 on it, to read its guideline.")
            return
        self._swatch.set_colour(category.colour)
        self._name.setText(category.label)
        self._badge.set_text(category.shortcut)
        self._rule.setText(category.guideline or "No guideline has been written yet.")
        self._example.setText(category.example)
        self.verticalScrollBar().setValue(0)

    @property
    def shown(self) -> str:
        """The label and text on show."""
        return f"{self._name.text()} {self._rule.text()} {self._example.text()}".strip()
