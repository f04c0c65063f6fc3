"""The rows of the annotation list as a Qt model that changes edit by edit."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.tagset import Tagset
from annotator.display.rows import Filter, Order, Row, Rows
from annotator.gui.widgets.plain import tooltip_text

ROW = Qt.ItemDataRole.UserRole
COLUMNS = ("Category", "Words", "Article", "Values", "")
CATEGORY, WORDS, ARTICLE, VALUES, MARKS = range(5)
_ORDERS: dict[int, Order] = {CATEGORY: "category", WORDS: "words", ARTICLE: "place"}
_MANY = 300
"""An edit of more annotations than this shows all rows anew."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class AnnotationModel(QAbstractTableModel):
    """Rows of `display.rows`, with the annotations' own texts as data."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows()
        self.filter = Filter()
        self.order: Order = "place"

    def reset(self, corpus: Corpus, annotator: str) -> None:
        """Show another corpus, or the same after anything happened to it."""
        self.beginResetModel()
        self.rows.reset(corpus, annotator)
        self.endResetModel()

    def show(self, filter: Filter, order: Order) -> None:
        """Filter and sort anew."""
        self.beginResetModel()
        self.filter, self.order = filter, order
        self.rows.show(filter, order)
        self.endResetModel()

    def apply(self, edit: Edit, corpus: Corpus, annotator: str) -> None:
        """Follow an edit that was made; `corpus` is the one after it."""
        before, after = edit.annotations
        whole = any(isinstance(item, Tagset | Document) for item in edit.added)
        if whole or len(before) + len(after) > _MANY:
            self.reset(corpus, annotator)
            return
        left = {annotation.id: annotation for annotation in after}
        for old in before:
            self.rows.total -= old.in_force
            index = self.rows.find(old)
            if index is not None and not self._replace(index, corpus, left.get(old.id)):
                self.beginRemoveRows(_NOWHERE, index, index)
                self.rows.take(index)
                self.endRemoveRows()
            elif index is not None:
                self.rows.total += left.pop(old.id).in_force
        for new in left.values():
            self.rows.total += new.in_force
            self.rows.follow(corpus, new)
            index = self.rows.place(new)
            if index is not None:
                self.beginInsertRows(_NOWHERE, index, index)
                self.rows.put(index, new)
                self.endInsertRows()

    def _replace(self, index: int, corpus: Corpus, new: Annotation | None) -> bool:
        """Show the new value where the old one stands, if it belongs there."""
        if new is None:
            return False
        self.rows.follow(corpus, new)
        if self.rows.place(new) not in (index, index + 1):
            return False
        self.rows.replace(index, new)
        self.dataChanged.emit(self.index(index, 0), self.index(index, MARKS))
        return True

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.rows.row(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (row.label, row.words, row.article, row.values, "")[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == MARKS:
                return marks_spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(_tip(row, index.column()))
            case _ if role == ROW:
                return row
        return None


def order_of(column: int) -> Order | None:
    """What a click on a column's heading sorts by."""
    return _ORDERS.get(column)


def column_of(order: Order) -> int:
    return next(column for column, its in _ORDERS.items() if its == order)


def marks_spoken(row: Row) -> str:
    """The marks of a row in words."""
    marks = {"note": row.note, "unsure": row.unsure, "draft": row.draft, "problem": row.problem}
    return ", ".join(name for name, there in marks.items() if there)


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        ROW,
    }
)


def _tip(row: Row, column: int) -> str:
    if column != MARKS:
        return (row.label, row.words, row.article, row.values)[column]
    parts = (
        f"Note: {row.note}" if row.note else "",
        "Unsure" if row.unsure else "",
        "Draft" if row.draft else "",
        row.problem,
    )
    return "\n".join(part for part in parts if part)
