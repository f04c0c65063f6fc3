"""The attributes of a category, of a relation type, or of every category."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from annotator.core.tagset import Attribute, Text
from annotator.core.tagset_changes import new_name
from annotator.gui.dialogs.tagset.attribute_form import AttributeForm
from annotator.gui.dialogs.tagset.ordered_list import OrderedList


class AttributesPage(QWidget):
    """Shows attributes; tells the changed ones with every change by hand."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._attributes: list[Attribute] = []
        self._others: tuple[Attribute, ...] = ()
        self.list = OrderedList("Attributes", "Add")
        self.list.setFixedWidth(216)
        self.form = AttributeForm()
        self.list.picked.connect(lambda row: self._show(row))
        self.list.add_wanted.connect(self._add)
        self.list.delete_wanted.connect(self._delete)
        self.list.moved.connect(self._move)
        self.form.changed.connect(self._change)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self.form)
        scroll.setWidget(holder)
        # The page of a tab is lighter than the window: let it shine through.
        holder.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 8, 16)
        layout.setSpacing(16)
        layout.addWidget(self.list)
        layout.addWidget(scroll, 1)

    def set_attributes(
        self, attributes: Sequence[Attribute], others: Sequence[Attribute] = (), row: int = 0
    ) -> None:
        """Show attributes; `others` hold beside them, so their names are taken. Tells nobody."""
        self._attributes, self._others = list(attributes), tuple(others)
        self._show(row)

    def _show(self, row: int) -> None:
        row = min(row, len(self._attributes) - 1)
        self.list.set_rows([(a.title, None) for a in self._attributes], row)
        self.form.setVisible(row >= 0)
        if row >= 0:
            self.form.set_attribute(self._attributes[row], (*self._attributes, *self._others))

    def _tell(self, row: int) -> None:
        self._show(row)
        self.changed.emit(tuple(self._attributes))

    def _add(self) -> None:
        title = "New attribute"
        name = new_name((*self._attributes, *self._others), title)
        self._attributes.append(Attribute(name, Text(), title))
        self._tell(len(self._attributes) - 1)
        self.form.label.setFocus()
        self.form.label.selectAll()

    def _delete(self, row: int) -> None:
        del self._attributes[row]
        self._tell(max(0, row - 1))

    def _move(self, row: int, to: int) -> None:
        self._attributes.insert(to, self._attributes.pop(row))
        self._tell(to)

    def _change(self, attribute: Attribute) -> None:
        row = self.list.row
        self._attributes[row] = attribute
        self.list.set_rows([(a.title, None) for a in self._attributes], row)
        self.changed.emit(tuple(self._attributes))
