"""All keys on one page: those of actions, of moving in the text, and of the categories."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.entries import LineEdit
from annotator.gui.widgets.plain import name_for_readers

Section = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and what is done with which keys (in words for people)."""


class ShortcutsDialog(QDialog):
    """A list to look keys up in, with a filter."""

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self._filter = LineEdit()
        self._filter.setPlaceholderText("Filter")
        self._filter.setClearButtonEnabled(True)
        self._filter.textEdited.connect(self._show)
        name_for_readers(self._filter, "Filter the keys")
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["What it does", "Keys"])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(16)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        name_for_readers(self.tree, "Keys")
        self._sections: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        for title, rows in sections:
            heading = QTreeWidgetItem([title, ""])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = heading.font(0)
            font.setBold(True)
            heading.setFont(0, font)
            self.tree.addTopLevelItem(heading)
            items = [QTreeWidgetItem([what, keys]) for what, keys in rows]
            heading.addChildren(items)
            self._sections.append((heading, items))
        self.tree.expandAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._filter)
        layout.addWidget(self.tree, 1)
        layout.addWidget(buttons)
        self.resize(560, 640)

    def _show(self, words: str) -> None:
        wanted = words.casefold()
        for heading, rows in self._sections:
            there = False
            for row in rows:
                fits = wanted in f"{row.text(0)} {row.text(1)}".casefold()
                row.setHidden(not fits)
                there = there or fits
            heading.setHidden(not there)


def spelled(keys: Sequence[str | QKeySequence.StandardKey]) -> str:
    """Keys as the platform writes them, alternatives parted by a comma."""
    found: list[str] = []
    for key in keys:
        sequences = [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
        for sequence in sequences[:1]:
            found.append(sequence.toString(QKeySequence.SequenceFormat.NativeText))
    return ", ".join(dict.fromkeys(found))
