"""What becomes of the elements of a TEI file of another make, and what a person decides of it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.plain import Label, menu_text, name_for_readers, tooltip_text
from annotator.tei.foreign_values import LEFT_OUT, Foreign

_ELEMENT = Qt.ItemDataRole.UserRole


class ForeignTable(QWidget):
    """A row per element: how often, what becomes of it; a check mark takes its words in, a list
    says which category its words are tagged with."""

    chosen = Signal(object)
    """The `Choices` after somebody changed one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._foreign: Foreign | None = None
        self._tree = QTreeWidget()
        self._tree.setRootIsDecorated(False)
        self._tree.setHeaderLabels(["Words taken", "Number", "Becomes", "Tag as", "Example"])
        self._tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._tree.setMinimumHeight(120)
        self._tree.itemChanged.connect(self._ticked)
        name_for_readers(self._tree, "What becomes of the file's elements")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(Label("What becomes of the file's own markup", "strong"))
        layout.addWidget(self._tree)

    def show_foreign(self, foreign: Foreign, categories: Sequence[tuple[str, str]]) -> None:
        """Show a converted file; `categories` are keys and labels to choose from."""
        self._foreign = foreign
        self._tree.blockSignals(True)
        self._tree.clear()
        offering = {offered.element for offered in foreign.annotations if not offered.foreign_name}
        for row in foreign.becomes:
            item = self._row(row.element, row.count, row.what, row.example)
            if row.element in LEFT_OUT or row.element in foreign.choices.left_out:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                out = row.element in foreign.choices.left_out
                item.setCheckState(0, Qt.CheckState.Unchecked if out else Qt.CheckState.Checked)
            if row.element in offering or row.element in foreign.choices.elements:
                now = foreign.choices.elements.get(row.element, "")
                self._tree.setItemWidget(item, 3, self._list(row.element, now, categories, False))
        names = dict(foreign.unsettled) | dict.fromkeys(foreign.choices.names, 0)
        for name, count in names.items():
            item = self._row(f"“{name}”", count, "annotations of this name", "")
            now = foreign.choices.names.get(name, "")
            self._tree.setItemWidget(item, 3, self._list(name, now, categories, True))
        self._tree.blockSignals(False)

    def _row(self, element: str, count: int, what: str, example: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([element, str(count) if count else "", what, "", example])
        item.setData(0, _ELEMENT, element)
        item.setToolTip(2, tooltip_text(what))
        item.setToolTip(4, tooltip_text(example))
        self._tree.addTopLevelItem(item)
        return item

    def _list(
        self, name: str, now: str, categories: Sequence[tuple[str, str]], foreign_name: bool
    ) -> QComboBox:
        chooser = QComboBox()
        chooser.addItem("Not tagged", "")
        for key, label in categories:
            chooser.addItem(menu_text(label), key)
        chooser.setCurrentIndex(max(0, chooser.findData(now)))
        name_for_readers(chooser, f"Category for {name}")
        chooser.activated.connect(lambda: self._tag(name, chooser.currentData(), foreign_name))
        return chooser

    def _tag(self, name: str, category: str, foreign_name: bool) -> None:
        if self._foreign is None:
            return
        choices = self._foreign.choices
        if foreign_name:
            choices = replace(choices, names={**choices.names, name: category})
        else:
            choices = replace(choices, elements={**choices.elements, name: category})
        self.chosen.emit(choices)

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if self._foreign is None or column != 0:
            return
        element = item.data(0, _ELEMENT)
        taken = item.checkState(0) == Qt.CheckState.Checked
        out = self._foreign.choices.left_out
        self.chosen.emit(
            replace(self._foreign.choices, left_out=out - {element} if taken else out | {element})
        )
