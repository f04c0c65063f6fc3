"""The question before a category in use is deleted: what becomes of its annotations."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.tagset import Category
from annotator.core.tagset_changes import Deletion, Fate
from annotator.gui.dialogs.fitting import fit
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers


class DeletingDialog(QDialog):
    """Says how many annotations have the category, and asks what becomes of one's own."""

    def __init__(
        self,
        category: Category,
        own: int,
        others: Mapping[str, int],
        targets: Sequence[Category],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Delete a category")
        self._category = category
        self.choices: dict[Fate, QRadioButton] = {
            "move": QRadioButton("Give them another category:"),
            "keep": QRadioButton("Keep them, shown in grey as an unknown category"),
            "delete": QRadioButton("Delete them too, with their relations"),
        }
        self.target = QComboBox()
        for other in targets:
            self.target.addItem(other.label, other.key)
        name_for_readers(self.target, "The category they get")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(menu_text("Delete category"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(Label(f"Delete “{category.label}”?", "title", wrap=True))
        layout.addWidget(Label(_used(own, others), wrap=True))
        layout.addSpacing(4)
        if own:
            layout.addWidget(Label("What becomes of your own?", "strong"))
            for fate, button in self.choices.items():
                layout.addWidget(button)
                if fate == "move":
                    layout.addWidget(self.target)
        if others:
            text = "Those of others stay as they are, shown in grey as an unknown category."
            layout.addWidget(Label(text, "quiet", wrap=True))
        layout.addWidget(Label("This can be undone.", "quiet"))
        layout.addSpacing(8)
        layout.addWidget(buttons)
        self.target.activated.connect(lambda: self.choices["move"].setChecked(True))
        self.choices["move"].setEnabled(bool(targets))
        self.target.setEnabled(bool(targets))
        self.choices["keep"].setChecked(True)
        fit(self, 460)

    @property
    def deletion(self) -> Deletion:
        """What was chosen."""
        fate = next(fate for fate, button in self.choices.items() if button.isChecked())
        to = str(self.target.currentData()) if fate == "move" else ""
        return Deletion(self._category.key, fate, to)


def _used(own: int, others: Mapping[str, int]) -> str:
    parts = [f"{own} of your own annotations"] if own else []
    parts += [f"{count} of {name}" for name, count in others.items()]
    return f"It is in use: {', '.join(parts)}."
