"""The inspector: the selected annotations' category, words, values, note and certainty."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.core import gestures
from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.core.tagset import Attribute, Choice, Option, Tagset
from annotator.core.values import Symbol
from annotator.display.form import Field, Form, form, used_values
from annotator.display.origins import origin
from annotator.gui.bridge import Bridge
from annotator.gui.widgets.empty import Either, EmptyState
from annotator.gui.widgets.fields import Buttons
from annotator.gui.widgets.form_view import FormView
from annotator.gui.widgets.fragments import Fragments
from annotator.gui.widgets.marks import Swatch
from annotator.gui.widgets.note_edit import NoteEdit
from annotator.gui.widgets.plain import Label, name_for_readers
from annotator.session.events import Edited, Event, Reopened, Selected

_SURE, _UNSURE = Symbol("sure"), Symbol("low")
_CERTAINTY = Attribute("certainty", Choice((Option(_SURE, "Sure"), Option(_UNSURE, "Unsure"))))


class Inspector(QWidget):
    """Signals name the annotations they are about: typing may end after others were selected."""

    category_wanted = Signal(object, str)
    value_changed = Signal(object, str, object)
    """Ids, name of the attribute, value or None."""
    note_changed = Signal(object, str)
    certainty_changed = Signal(object, str)
    draft_changed = Signal(object, bool)
    fragment_removed = Signal(object, object)
    """Ids, and the span to take away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[str, ...] = ()
        self._swatch = Swatch()
        self._category = QComboBox()
        name_for_readers(self._category, "Category of the selected annotations")
        self._count = Label("", "quiet")
        self._fragments = Fragments()
        self._form = FormView()
        self._certainty = Buttons(_CERTAINTY, clearable=False)
        self._draft = QCheckBox("Draft: I will come back to this")
        self._note = NoteEdit()
        name_for_readers(self._note, "Note")
        self._origin = Label("", "quiet", wrap=True)
        self._connect()
        empty = EmptyState(
            "Nothing selected",
            "Click an annotation to see and change what it says. To make one, select some text "
            "and press a category’s key.",
        )
        self._either = Either(self._built(), empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._either)
        self._either.show_content(False)

    def show_annotations(
        self,
        annotations: Sequence[Annotation],
        tagset: Tagset,
        text: str = "",
        names: Callable[[str], str] = str,
        used: Callable[[str], list[str]] = lambda name: [],
    ) -> None:
        """Show annotations of a document with this text; tells nothing but what was being typed.

        `names` turns an annotator's id into a name, `used` gives the values used before.
        """
        ids = tuple(annotation.id for annotation in annotations)
        if ids != self._ids:
            self.commit()
            self._ids = ids
        self._either.show_content(bool(annotations))
        if not annotations:
            return
        shown = form(annotations, tagset)
        several = len(annotations) > 1
        self._show_category(shown, tagset)
        self._count.setText(f"{len(annotations)} annotations selected")
        self._count.setVisible(several)
        self._fragments.setVisible(not several)
        self._fragments.set_spans(() if several else annotations[0].spans, text)
        self._form.show_form(shown, used)
        self._show_certainty(shown)
        self._note.show_note(shown.note, ids)
        self._origin.setText("" if several else origin(annotations[0].provenance, names))

    def commit(self) -> None:
        """Tell at once what is being typed."""
        self._form.commit()
        self._note.commit()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self._either.is_empty

    def _connect(self) -> None:
        self._category.activated.connect(
            lambda row: self.category_wanted.emit(self._ids, self._category.itemData(row))
        )
        self._form.changed.connect(
            lambda name, value: self.value_changed.emit(self._ids, name, value)
        )
        self._certainty.changed.connect(
            lambda key: self.certainty_changed.emit(self._ids, _UNSURE if key == _UNSURE else "")
        )
        self._draft.clicked.connect(lambda on: self.draft_changed.emit(self._ids, on))
        self._note.typed.connect(self.note_changed)
        self._fragments.removed.connect(lambda span: self.fragment_removed.emit(self._ids, span))

    def _built(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._swatch)
        head.addWidget(self._category, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._count)
        column.addWidget(self._fragments)
        column.addWidget(self._form)
        column.addWidget(self._certainty)
        column.addWidget(self._draft)
        note = QVBoxLayout()
        note.setSpacing(3)
        label = Label("Note", "quiet")
        label.setBuddy(self._note)
        note.addWidget(label)
        note.addWidget(self._note)
        self._note.setMinimumHeight(72)
        self._note.setMaximumHeight(140)
        column.addLayout(note)
        column.addWidget(self._origin)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        self.setFocusProxy(self._category)
        return area

    def _show_category(self, shown: Form, tagset: Tagset) -> None:
        self._category.clear()
        for category in tagset.categories:
            self._category.addItem(category.label, category.key)
        row = self._category.findData(shown.category) if shown.category else -1
        if shown.category and row < 0:
            self._category.addItem(f"{shown.category} (not in the tagset)", shown.category)
            row = self._category.count() - 1
        self._category.setCurrentIndex(row)
        self._category.setPlaceholderText("several categories")
        known = tagset.category(shown.category)
        self._swatch.set_colour(known.colour if known else "#888888")

    def _show_certainty(self, shown: Form) -> None:
        key = None
        if shown.certainty is not None:
            key = Symbol(shown.certainty) if shown.certainty else _SURE
        self._certainty.show_field(Field(_CERTAINTY, key, mixed=shown.certainty is None))
        if shown.certainty not in (None, "", _UNSURE):
            self._certainty.hint(f"Certainty {shown.certainty}, taken over from elsewhere.")
        state = Qt.CheckState.Checked if shown.draft else Qt.CheckState.Unchecked
        self._draft.setCheckState(Qt.CheckState.PartiallyChecked if shown.draft is None else state)


def join(pane: Inspector, bridge: Bridge) -> None:
    """Show what is selected in the session, and change it there."""

    def show() -> None:
        session = bridge.session
        document = session.corpus.documents.get(session.selection.document)
        names = session.project.names
        pane.show_annotations(
            session.selected,
            session.tagset,
            document.text if document else "",
            lambda id: names.get(id, id),
            lambda name: used_values(session.corpus, session.annotator, name),
        )

    def follow(event: Event) -> None:
        if isinstance(event, Edited | Selected | Reopened):
            show()

    def change(
        ids: Sequence[str], make: Callable[[list[Annotation]], Edit], *, joining: bool = False
    ) -> None:
        session = bridge.session
        found = [annotation for id in ids if (annotation := session.annotation(id))]
        if found:
            bridge.attempt(lambda: make(found), joining)

    def stamp() -> gestures.Stamp:
        return bridge.session.stamp()

    def title(name: str, annotation: Annotation) -> str:
        attributes = bridge.session.tagset.attributes(annotation.category)
        return next((a.title for a in attributes if a.name == name), name)

    bridge.happened.connect(follow)
    pane.category_wanted.connect(
        lambda ids, key: change(
            ids, lambda found: gestures.relabel(bridge.session.corpus, stamp(), found, key)
        )
    )
    pane.value_changed.connect(
        lambda ids, name, value: change(
            ids,
            lambda found: gestures.set_values(stamp(), found, name, value, title(name, found[0])),
            # Typed text comes in pieces, and is one thing to take back; a choice is not.
            joining=value is not None and not isinstance(value, Symbol),
        )
    )
    pane.note_changed.connect(
        lambda ids, note: change(
            ids, lambda found: gestures.set_note(stamp(), found, note), joining=True
        )
    )
    pane.certainty_changed.connect(
        lambda ids, key: change(ids, lambda found: gestures.set_certainty(stamp(), found, key))
    )
    pane.draft_changed.connect(
        lambda ids, on: change(
            ids, lambda found: gestures.set_state(stamp(), found, "draft" if on else "")
        )
    )
    pane.fragment_removed.connect(
        lambda ids, span: change(
            ids,
            lambda found: gestures.remove_fragment(bridge.session.corpus, stamp(), found[0], span),
        )
    )
    show()
