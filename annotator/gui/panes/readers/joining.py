"""Joins the readers and the session: what changes is shown, what the hand does is told."""

from collections import Counter
from typing import Literal

from PySide6.QtCore import QObject, QPoint, Signal

from annotator.core.completion import Completion
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.span import Spans
from annotator.core.tagset import Tagset
from annotator.display.looks import Look, looks, unknown_look
from annotator.display.reading import Reading
from annotator.gui.bridge import Bridge
from annotator.gui.panes.readers.counts import Count
from annotator.gui.panes.readers.reader import Reader
from annotator.gui.panes.readers.row import Readers
from annotator.gui.text.colours import is_dark
from annotator.session.events import Edited, Event, Reopened, Selected

Scrolling = Literal["free", "proportional"]
"""Each article by itself, or all by the share of the text that is read."""


class ReadersJoin(QObject):
    """Keeps every pane up to date. What needs more than the session is a signal."""

    selection_finished = Signal(str, object)
    """Document and spans: the person has let go of a selection."""
    fragment_wanted = Signal(object)
    boundary_moved = Signal(str, object)
    menu_wanted = Signal(str, QPoint, object)
    """Document, global point, ids of the annotations there."""
    zoom_wanted = Signal(int)
    finish_wanted = Signal(str)
    hide_wanted = Signal(str)
    turned = Signal()
    """Another pane is active, or the caret moved."""

    def __init__(self, readers: Readers, bridge: Bridge) -> None:
        super().__init__(readers)
        self._readers, self._bridge = readers, bridge
        self.locked = _open
        """Why an article can only be read, in words; empty where it can be annotated."""
        self._looks: dict[str, Look] = {}
        self._used: dict[str, Counter[str]] = {}
        """Annotations in force by category, for each document shown."""
        self._reading = Reading()
        self.scrolling: Scrolling = "free"
        readers.added.connect(self._attach)
        readers.active_changed.connect(self._turned_to)
        bridge.happened.connect(self._follow)

    @property
    def reading(self) -> Reading:
        return self._reading

    def set_reading(self, reading: Reading) -> None:
        """Set all texts in this way."""
        self._reading = reading
        for reader in self._readers.readers:
            reader.view.set_reading(reading)

    def refresh_colours(self) -> None:
        """The palette has changed: counts are drawn in other colours."""
        for reader in self._readers.readers:
            self._show_head(reader)

    def go_to(self, document: str, spans: Spans) -> None:
        """Show spans in their pane, which becomes active, and let them flash."""
        reader = self._readers.reader(document)
        if reader is not None and spans:
            self._readers.set_active(document)
            reader.view.go_to(spans[0].start, flash=spans)

    def _attach(self, reader: Reader) -> None:
        id, view = reader.id, reader.view
        view.set_reading(self._reading)
        self._fill(reader)
        view.selection_changed.connect(lambda spans: self._select_text(id, spans))
        view.selection_finished.connect(lambda spans: self.selection_finished.emit(id, spans))
        view.annotation_picked.connect(lambda picked: self._pick(id, picked))
        view.annotation_toggled.connect(lambda picked: self._toggle(id, picked))
        view.fragment_wanted.connect(self.fragment_wanted)
        view.boundary_moved.connect(self.boundary_moved)
        view.anchor_moved.connect(lambda anchor: self._scrolled(reader))
        view.caret_moved.connect(lambda position: self.turned.emit())
        view.zoom_wanted.connect(self.zoom_wanted)
        view.menu_wanted.connect(lambda point, ids: self.menu_wanted.emit(id, point, ids))
        reader.header.status_clicked.connect(lambda: self.finish_wanted.emit(id))
        reader.header.hide_clicked.connect(lambda: self.hide_wanted.emit(id))

    def _follow(self, event: Event) -> None:
        match event:
            case Reopened():
                self._looks = self._all_looks()
                for reader in self._readers.readers:
                    if reader.id in self._bridge.session.corpus.documents:
                        self._fill(reader)
            case Edited(edit):
                self._edited(edit)
            case Selected(document, annotations, spans):
                self._selected(document, annotations, spans)
            case _:
                return

    def _edited(self, edit: Edit) -> None:
        session = self._bridge.session
        retagged = any(isinstance(item, Tagset) for item in edit.added)
        before, after = edit.annotations
        strange = {a.category for a in (*before, *after)} - self._looks.keys()
        if retagged or strange:
            self._looks = self._all_looks()
        touched = {annotation.document for annotation in (*before, *after)}
        for annotations, sign in ((before, -1), (after, +1)):
            for annotation in annotations:
                if annotation.in_force and annotation.document in self._used:
                    self._used[annotation.document][annotation.category] += sign
        for reader in self._readers.readers:
            if retagged or strange:
                reader.view.set_looks(self._looks)
            if reader.id in touched:
                reader.view.apply(edit, session.annotator)
            if retagged or reader.id in edit.documents:
                self._show_head(reader)
            for item in edit.added:
                if isinstance(item, Document) and item.id == reader.id:
                    reader.header.set_document(item)
                if isinstance(item, Completion) and item.document == reader.id:
                    reader.header.set_status(item.status)

    def _selected(self, document: str, annotations: tuple[str, ...], spans: Spans) -> None:
        for reader in self._readers.readers:
            here = reader.id == document
            reader.view.set_current(annotations if here else ())
            if here and reader.view.selection != spans:
                reader.view.set_selection(spans)
        active = self._readers.active
        if active is not None and active.id != document:
            self._readers.set_active(document)

    def _fill(self, reader: Reader) -> None:
        session = self._bridge.session
        document = session.corpus.documents[reader.id]
        own = session.set(document.id)
        reader.view.set_looks(self._looks)
        in_force = [a for a in own.annotations.values() if a.in_force]
        self._used[document.id] = Counter(annotation.category for annotation in in_force)
        reader.view.set_document(document, {session.annotator: in_force})
        reader.header.set_document(document)
        reader.header.set_status(own.completion.status, self.locked(document.id))
        self._show_head(reader)

    def _show_head(self, reader: Reader) -> None:
        session = self._bridge.session
        used = self._used.get(reader.id, Counter())
        dark = is_dark(reader.palette())
        known = sorted(self._looks.values(), key=lambda look: (look.order, look.key))
        reader.header.set_counts(
            [
                Count(look.label, look.colour(dark), used[look.key])
                for look in known
                if session.tagset.category(look.key) or used[look.key]
            ]
        )

    def _all_looks(self) -> dict[str, Look]:
        """The tagset's looks, and grey ones for categories that it does not know."""
        session = self._bridge.session
        found = looks(session.tagset)
        for document in session.corpus.documents:
            for annotation in session.set(document).annotations.values():
                if annotation.category not in found:
                    found[annotation.category] = unknown_look(annotation.category)
        return found

    def _turned_to(self, document: str) -> None:
        reader = self._readers.reader(document)
        selection = self._bridge.session.selection
        if reader is not None and selection.document != document:
            self._bridge.session.select(document, (), reader.view.selection)
        self.turned.emit()

    def _select_text(self, document: str, spans: Spans) -> None:
        selection = self._bridge.session.selection
        kept = selection.annotations if selection.document == document else ()
        self._bridge.session.select(document, kept, spans)

    def _pick(self, document: str, annotation: str) -> None:
        reader = self._readers.reader(document)
        spans = reader.view.selection if reader is not None and not annotation else ()
        self._bridge.session.select(document, (annotation,) if annotation else (), spans)

    def _toggle(self, document: str, annotation: str) -> None:
        selection = self._bridge.session.selection
        held = selection.annotations if selection.document == document else ()
        if annotation in held:
            held = tuple(id for id in held if id != annotation)
        else:
            held = (*held, annotation)
        self._bridge.session.select(document, held, ())

    def _scrolled(self, leader: Reader) -> None:
        if self.scrolling != "proportional":
            return
        fraction = leader.view.fraction
        for reader in self._readers.readers:
            if reader is not leader:
                reader.view.scroll_to_fraction(fraction)


def _open(document: str) -> str:
    return ""
