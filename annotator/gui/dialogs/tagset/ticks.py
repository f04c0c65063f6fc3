"""A short list of choices to tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from annotator.gui.widgets.plain import name_for_readers

_KEY = Qt.ItemDataRole.UserRole


class Ticks(QListWidget):
    """Tells the keys that are ticked, in the order of the list, with every change by hand."""

    ticked = Signal(object)

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self._filling = False
        self.setMinimumHeight(height)
        name_for_readers(self, name)
        self.itemChanged.connect(self._told)

    def set_choices(self, choices: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Show keys with their labels, some of them ticked; tells nobody."""
        self._filling = True
        while self.count() > len(choices):
            self.takeItem(self.count() - 1)
        while self.count() < len(choices):
            self.addItem(QListWidgetItem())
        for place, (key, label) in enumerate(choices):
            item = self.item(place)
            item.setText(label)
            item.setData(_KEY, key)
            on = key in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._filling = False

    def _told(self) -> None:
        if not self._filling:
            items = [self.item(place) for place in range(self.count())]
            on = (item for item in items if item.checkState() == Qt.CheckState.Checked)
            self.ticked.emit(tuple(str(item.data(_KEY)) for item in on))
