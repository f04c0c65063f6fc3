"""A list in an order that a person makes: add, delete, move by button, key or dragging."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.plain import menu_text, name_for_readers, tooltip


class OrderedList(QWidget):
    """Shows rows and tells what is wanted; who holds the data sets the rows again."""

    picked = Signal(int)
    add_wanted = Signal()
    delete_wanted = Signal(int)
    moved = Signal(int, int)
    """From one place to another, both in the order without the moved row."""
    renamed = Signal(int, str)
    """Only where rows can be edited in place."""

    def __init__(self, name: str, add: str, *, editable: bool = False) -> None:
        super().__init__()
        self._editable = editable
        self._filling = False
        self._list = QListWidget()
        self._list.setSpacing(1)
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        name_for_readers(self._list, name)
        self._list.currentRowChanged.connect(self._pick)
        self._list.model().rowsMoved.connect(self._dragged)
        self._list.itemChanged.connect(self._changed)
        self._add = self._button(add, f"{name}: add")
        self._delete = self._button("Delete", f"{name}: delete")
        self._up = self._button("Move up", f"{name}: move up")
        self._down = self._button("Move down", f"{name}: move down")
        tooltip(self._up, "Move up (Alt+Up in the list)")
        tooltip(self._down, "Move down (Alt+Down in the list)")
        tooltip(self._delete, "Delete (Del in the list)")
        self._add.clicked.connect(self.add_wanted)
        self._delete.clicked.connect(self._delete_current)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(+1))
        for keys, act in (
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(+1)),
            ("Del", self._delete_current),
        ):
            shortcut = QShortcut(QKeySequence(keys), self._list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for place, button in enumerate((self._add, self._delete, self._up, self._down)):
            buttons.addWidget(button, place // 2, place % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)

    @property
    def row(self) -> int:
        """The place of the current row; -1 where there is none."""
        return self._list.currentRow()

    def set_rows(self, rows: Sequence[tuple[str, QIcon | None]], row: int) -> None:
        """Show these rows with one of them current; tells nobody."""
        self._filling = True
        while self._list.count() > len(rows):
            self._list.takeItem(self._list.count() - 1)
        while self._list.count() < len(rows):
            self._list.addItem(QListWidgetItem())
        for place, (text, icon) in enumerate(rows):
            item = self._list.item(place)
            item.setText(text)
            item.setIcon(icon or QIcon())
            flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if self._editable else flags)
        self._list.setCurrentRow(min(row, len(rows) - 1))
        self._filling = False
        self._enable()

    def edit_current(self) -> None:
        """Let the current row be typed over."""
        if item := self._list.currentItem():
            self._list.setFocus()
            self._list.editItem(item)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(menu_text(text))
        button.setAutoDefault(False)
        name_for_readers(button, name)
        return button

    def _pick(self, row: int) -> None:
        if not self._filling:
            self._enable()
            self.picked.emit(row)

    def _delete_current(self) -> None:
        if self.row >= 0:
            self.delete_wanted.emit(self.row)

    def _move(self, by: int) -> None:
        to = self.row + by
        if self.row >= 0 and 0 <= to < self._list.count():
            self.moved.emit(self.row, to)

    def _dragged(
        self, parent: QModelIndex, start: int, end: int, target: QModelIndex, row: int
    ) -> None:
        if not self._filling:
            self.moved.emit(start, row - 1 if row > start else row)

    def _changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.renamed.emit(self._list.row(item), item.text())

    def _enable(self) -> None:
        row, count = self.row, self._list.count()
        self._delete.setEnabled(row >= 0)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)
