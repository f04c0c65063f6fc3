"""What one category is: name, colour, key, guideline, example."""

from dataclasses import replace
from string import punctuation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from annotator.core.tagset import Category
from annotator.gui.dialogs.tagset.colours import ColourRow
from annotator.gui.dialogs.tagset.texts import LineField, TextField
from annotator.gui.widgets.plain import Label


class CategoryPage(QWidget):
    """Shows a category; tells the changed one with every change by hand."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._category = Category("", "")
        self.label = LineField("Name of the category")
        self._colour = ColourRow()
        self.shortcut = LineField("Key on the keyboard")
        self.shortcut.setMaxLength(1)
        self.shortcut.setFixedWidth(48)
        self._guideline = TextField("Guideline", 96)
        self._example = TextField("Example", 64)
        self.label.typed.connect(lambda text: self._change(label=text))
        self._colour.chosen.connect(lambda colour: self._change(colour=colour))
        self.shortcut.typed.connect(self._change_key)
        self._guideline.typed.connect(lambda text: self._change(guideline=text))
        self._example.typed.connect(lambda text: self._change(example=text))
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(Label("Name"), self.label)
        form.addRow(Label("Colour"), self._colour)
        form.addRow(Label("Key"), self.shortcut)
        form.addRow(Label("Guideline"), self._guideline)
        form.addRow(Label("Example"), self._example)

    def set_category(self, category: Category) -> None:
        """Show a category; tells nobody."""
        self._category = category
        self.label.show_text(category.label)
        self._colour.set_colour(category.colour)
        self.shortcut.show_text(category.shortcut)
        self._guideline.show_text(category.guideline)
        self._example.show_text(category.example)

    def _change_key(self, key: str) -> None:
        fits = key.isalnum() or key in punctuation
        self._change(shortcut=key if fits else "")
        if not fits:
            self.shortcut.clear()

    def _change(self, **changes: str) -> None:
        self._category = replace(self._category, **changes)  # type: ignore[arg-type]
        self.changed.emit(self._category)
