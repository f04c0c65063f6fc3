"""Who annotates: asked once per project, changeable; work is kept apart by person."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.ids import annotator_id
from annotator.core.project import Annotator
from annotator.core.text import without_forbidden
from annotator.gui.dialogs.fitting import fit
from annotator.gui.widgets.entries import LineEdit
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers

_ID = Qt.ItemDataRole.UserRole


class AnnotatorDialog(QDialog):
    """Choose one of the project's annotators, or enter a new name."""

    def __init__(
        self,
        annotators: Sequence[Annotator],
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who is annotating?")
        self._known = tuple(a for a in annotators if a.role == "annotator")
        self._all = tuple(annotators)
        self._list = QListWidget()
        self._list.setSpacing(2)
        name_for_readers(self._list, "Annotators of this project")
        for annotator in self._known:
            item = QListWidgetItem(annotator.name or annotator.id)
            item.setData(_ID, annotator.id)
            self._list.addItem(item)
            if annotator.id == current:
                self._list.setCurrentItem(item)
        self._list.setFixedHeight(max(40, min(200, 28 * len(self._known) + 8)))
        self._name = LineEdit()
        self._name.setPlaceholderText("Your name or initials")
        name_for_readers(self._name, "A new annotator's name")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._ok = self._buttons.addButton(
            menu_text("Start annotating"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._list.currentItemChanged.connect(self._picked)
        self._list.itemDoubleClicked.connect(lambda item: self.accept())
        self._name.textEdited.connect(self._typed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(Label("Who is annotating?", "title"))
        layout.addWidget(
            Label(
                "Each person's work is kept in files of its own. While you annotate you see "
                "only your own, so that nobody is influenced.",
                "quiet",
                wrap=True,
            )
        )
        layout.addSpacing(8)
        if self._known:
            layout.addWidget(Label("I am one of these:"))
            layout.addWidget(self._list)
            layout.addSpacing(4)
            layout.addWidget(Label("Or I am new here:"))
        else:
            self._list.hide()
        layout.addWidget(self._name)
        layout.addSpacing(12)
        layout.addWidget(self._buttons)
        fit(self, 440)
        (self._list if current else self._name).setFocus()
        self._check()

    @property
    def chosen(self) -> Annotator | None:
        """The annotator: one of the known, or a new one with an unused id."""
        name = " ".join(without_forbidden(self._name.text()).split())
        if name:
            same = next((a for a in self._known if a.name.casefold() == name.casefold()), None)
            if same:
                return same
            used = {annotator.id for annotator in self._all}
            return Annotator(annotator_id(name, used), name, _initials(name))
        item = self._list.currentItem()
        id = item.data(_ID) if item else ""
        return next((annotator for annotator in self._known if annotator.id == id), None)

    def _typed(self) -> None:
        if self._name.text().strip():
            self._list.blockSignals(True)
            self._list.setCurrentRow(-1)
            self._list.clearSelection()
            self._list.blockSignals(False)
        self._check()

    def _picked(self) -> None:
        if self._list.currentItem():
            self._name.clear()
        self._check()

    def _check(self) -> None:
        self._ok.setEnabled(self.chosen is not None)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isalnum()).upper()[:4]
