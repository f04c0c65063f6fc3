"""All annotations of the open articles: filter, sort, jump to one, delete."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.gestures import delete
from annotator.display.rows import Filter, Row
from annotator.gui.bridge import Bridge
from annotator.gui.widgets.annotation_model import AnnotationModel, column_of, order_of
from annotator.gui.widgets.annotation_table import AnnotationTable
from annotator.gui.widgets.empty import Either, EmptyState
from annotator.gui.widgets.filter_bar import FilterBar
from annotator.gui.widgets.plain import Label, name_for_readers
from annotator.session.events import Edited, Event, Reopened, Selected

_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class AnnotationList(QWidget):
    """A table that follows the session; while it is hidden it only remembers that it must."""

    annotation_chosen = Signal(str, str)
    """Id and document of the annotation to go to."""
    selection_chosen = Signal(str, object)
    """Document, and the ids of the annotations selected in it, the current one last."""
    delete_wanted = Signal(object)
    """The annotations (a list) to delete."""
    text_wanted = Signal()
    """Enter or a double click: go on in the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = AnnotationModel()
        self._table = AnnotationTable(self._model)
        self._bar = FilterBar()
        self._count = Label("", "quiet")
        self._count.setContentsMargins(8, 4, 8, 4)
        self._pending: tuple[Corpus, str] | None = None
        self._selected: tuple[Annotation, ...] = ()
        self._following = False
        name_for_readers(
            self._table, "Annotations", "Arrows go from one to the next, Delete deletes"
        )
        self._either = Either(self._table, EmptyState("", ""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._either, 1)
        layout.addWidget(self._count)
        self.setFocusProxy(self._table)
        self._bar.changed.connect(self._filter)
        self._table.horizontalHeader().sectionClicked.connect(self._sort)
        self._table.selectionModel().selectionChanged.connect(self._select)
        self._table.delete_pressed.connect(self._delete)
        self._table.enter_pressed.connect(self.text_wanted)
        self._table.doubleClicked.connect(lambda: self.text_wanted.emit())
        self._show_sorting()
        self._say()

    def set_corpus(self, corpus: Corpus, annotator: str) -> None:
        """Show this annotator's annotations."""
        self._pending = (corpus, annotator)
        if self.isVisible():
            self._catch_up()

    def apply(self, edit: Edit, corpus: Corpus, annotator: str) -> None:
        """Follow an edit; `corpus` is the one after it."""
        if self._pending or not self.isVisible():
            self._pending = (corpus, annotator)
            return
        self._following = True
        self._model.apply(edit, corpus, annotator)
        self._following = False
        if any(not isinstance(item, Annotation) for item in edit.added):
            self._bar.set_corpus(corpus)
        self._say()

    def set_selected(self, annotations: Sequence[Annotation]) -> None:
        """Show these as selected and scroll to the last of them."""
        self._selected = tuple(annotations)
        if not self._pending:
            self._show_selected()

    def set_filter(self, text: str) -> None:
        """Filter by a text as if it had been typed."""
        self._bar.set_text(text)

    def focus_filter(self) -> None:
        """Put the caret into the filter."""
        self._bar.focus_text()

    @property
    def shown(self) -> list[Row]:
        """The rows that pass the filter, in order. For tests; it makes them all."""
        return [self._model.rows.row(index) for index in range(len(self._model.rows))]

    @property
    def chosen(self) -> list[Annotation]:
        """The annotations selected in the table, from top to bottom."""
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        return [self._model.rows[row] for row in rows]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._pending is None:
            return
        corpus, annotator = self._pending
        self._pending = None
        self._bar.set_corpus(corpus)
        self._following = True
        self._model.filter = self._bar.filter
        self._model.reset(corpus, annotator)
        self._following = False
        self._show_selected()
        self._say()

    def _filter(self, filter: Filter) -> None:
        self._show(lambda: self._model.show(filter, self._model.order))

    def _sort(self, column: int) -> None:
        order = order_of(column)
        if order:
            self._show(lambda: self._model.show(self._model.filter, order))
        self._show_sorting()

    def _show(self, change: Callable[[], None]) -> None:
        self._following = True
        change()
        self._following = False
        self._show_selected()
        self._say()

    def _show_sorting(self) -> None:
        column = column_of(self._model.order)
        self._table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)

    def _show_selected(self) -> None:
        self._following = True
        chosen, last = QItemSelection(), None
        for annotation in self._selected:
            row = self._model.rows.find(annotation)
            if row is not None:
                last = self._model.index(row, 0)
                chosen.select(last, last)
        selection = self._table.selectionModel()
        selection.clearSelection()
        selection.select(chosen, _SELECT)
        if last is not None:
            selection.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._table.scrollTo(last)
        self._following = False

    def _select(self) -> None:
        if self._following:
            return
        chosen = self.chosen
        row = self._table.currentIndex().row()
        if not chosen or not 0 <= row < len(self._model.rows):
            return
        current = self._model.rows[row]
        if current not in chosen:
            current = chosen[-1]
        others = [a for a in chosen if a.document == current.document and a.id != current.id]
        self._selected = (*others, current)
        self.selection_chosen.emit(current.document, [*(a.id for a in others), current.id])
        self.annotation_chosen.emit(current.id, current.document)

    def _delete(self) -> None:
        if chosen := self.chosen:
            self.delete_wanted.emit(chosen)

    def _say(self) -> None:
        total, shown = self._model.rows.total, len(self._model.rows)
        noun = "annotation" if total == 1 else "annotations"
        self._count.setText(f"{total:,} {noun}" if shown == total else f"{shown:,} of {total:,}")
        self._count.setVisible(total > 0)
        self._bar.setVisible(total > 0)
        self._either.show_content(shown > 0)
        if total:
            self._either.empty.say("Nothing fits the filter", "Change it, or show all again.")
        else:
            self._either.empty.say(
                "Nothing tagged yet",
                "Select words in an article and press the key of a category. "
                "All you tag is listed here.",
            )


def join(pane: AnnotationList, bridge: Bridge) -> None:
    """Show what the session holds and what is selected in it; select and delete there."""

    def follow(event: Event) -> None:
        session = bridge.session
        match event:
            case Reopened():
                pane.set_corpus(session.corpus, session.annotator)
                pane.set_selected(session.selected)
            case Edited(edit):
                pane.apply(edit, session.corpus, session.annotator)
                pane.set_selected(session.selected)
            case Selected():
                # Rows of other articles stay selected: Delete is meant for them too.
                here = {a.id for a in pane.chosen if a.document == session.selection.document}
                if here != {a.id for a in session.selected}:
                    pane.set_selected(session.selected)

    def remove(annotations: Sequence[Annotation]) -> None:
        session = bridge.session
        now = [found for a in annotations if (found := session.annotation(a.id))]
        if now:
            bridge.attempt(lambda: delete(session.corpus, session.stamp(), now))

    bridge.happened.connect(follow)
    pane.selection_chosen.connect(lambda document, ids: bridge.session.select(document, ids))
    pane.delete_wanted.connect(remove)
    pane.set_corpus(bridge.session.corpus, bridge.session.annotator)
    pane.set_selected(bridge.session.selected)
