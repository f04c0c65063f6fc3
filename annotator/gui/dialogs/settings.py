"""Project settings: its title and how selections become annotations."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.core.edit import Edit, Item
from annotator.core.project import Heading, Project, Settings
from annotator.core.text import without_forbidden
from annotator.gui.dialogs.fitting import fit
from annotator.gui.widgets.entries import LineEdit, TextEdit
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers

_MARKS = (
    ("as-selected", "As I selected it"),
    ("inside", "Take them into the annotation"),
    ("outside", "Leave them out of the annotation"),
)


class SettingsDialog(QDialog):
    """Shows and changes what holds for everyone in the project."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Project settings")
        self._before = project
        self._title = LineEdit(project.title)
        name_for_readers(self._title, "Title of the project")
        self._description = TextEdit(project.description)
        self._description.setTabChangesFocus(True)
        self._description.setFixedHeight(88)
        name_for_readers(self._description, "Description of the project")
        self._snap = QCheckBox("Grow to whole words")
        self._snap.setChecked(project.settings.snap == "words")
        self._trim = QCheckBox("Cut off blanks, commas and full stops at the edges")
        self._trim.setChecked(project.settings.trim)
        self._marks = QComboBox()
        for key, text in _MARKS:
            self._marks.addItem(text, key)
        self._marks.setCurrentIndex([key for key, _ in _MARKS].index(project.settings.marks))
        name_for_readers(self._marks, "Quotation marks at the edge of a selection")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(menu_text("Save settings"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        form.addRow(Label("Title"), self._title)
        form.addRow(Label("Description"), self._description)
        form.addRow(Label("Quotation marks"), self._marks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addWidget(Label("When a selection is tagged", "strong"))
        layout.addWidget(self._snap)
        layout.addWidget(self._trim)
        layout.addSpacing(4)
        layout.addWidget(
            Label("These hold for everyone who works on this project.", "quiet", wrap=True)
        )
        layout.addSpacing(8)
        layout.addWidget(buttons)
        fit(self, 540)

    @property
    def settings(self) -> Settings:
        """What was chosen."""
        marks: Any = self._marks.currentData()
        return replace(
            self._before.settings,
            snap="words" if self._snap.isChecked() else "characters",
            trim=self._trim.isChecked(),
            marks=marks,
        )

    @property
    def heading(self) -> Heading:
        """The title and description entered; an empty title stays what it was."""
        before = self._before.heading
        return replace(
            before,
            title=without_forbidden(self._title.text()).strip() or before.title,
            description=without_forbidden(self._description.toPlainText()).strip(),
        )


def settling(before: Project, settings: Settings, heading: Heading) -> Edit:
    """The edit that gives the project other settings, another title or description."""
    pairs: list[tuple[Item, Item]] = [(before.settings, settings), (before.heading, heading)]
    changed = [(was, now) for was, now in pairs if was != now]
    removed, added = [was for was, _ in changed], [now for _, now in changed]
    return Edit("Change project settings", tuple(removed), tuple(added))
