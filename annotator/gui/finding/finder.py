"""Joins the find bar and the readers: searches the articles shown, steps from place to place."""

import time
from bisect import bisect_left

from PySide6.QtCore import QObject

from annotator.core.document import Document
from annotator.core.span import Span
from annotator.gui.bridge import Bridge
from annotator.gui.finding.bar import FindBar
from annotator.gui.finding.search import SECONDS, Wanted, search
from annotator.gui.panes.readers.row import Readers
from annotator.session.events import Event, Reopened

Place = tuple[str, Span]


class Finder(QObject):
    """Keeps the places that were found, over all panes from the first to the last."""

    def __init__(self, bar: FindBar, readers: Readers, bridge: Bridge) -> None:
        super().__init__(bar)
        self._bar, self._readers, self._bridge = bar, readers, bridge
        self._places: list[Place] = []
        self._at = -1
        self._problem = ""
        self._asked = Wanted()
        bar.wanted.connect(self._look)
        bar.step_wanted.connect(self.step)
        bar.closed.connect(self.close)
        readers.added.connect(lambda reader: self._look_again())
        bridge.happened.connect(self._heard)

    @property
    def places(self) -> list[Place]:
        """Document ids and spans."""
        return list(self._places)

    def begin(self) -> None:
        """Open the bar with the words that are selected, if they are few."""
        reader = self._readers.active
        words = ""
        if reader is not None and reader.view.selection:
            document = self._bridge.session.corpus.documents[reader.id]
            words = reader.view.selection[0].text(document.text)
        self._bar.begin(words if "\n" not in words and len(words) <= 80 else "")

    def step(self, by: int) -> None:
        """Go to the next or previous place, round the end."""
        if not self._bar.isVisible():
            self.begin()
        if not self._places:
            return
        if self._at < 0:
            self._at = self._first_from_here(by)
        else:
            self._at = (self._at + by) % len(self._places)
        self._show()

    def close(self) -> None:
        """Hide the bar and the marks; the place gone to last stays selected, to be tagged."""
        current = self._places[self._at] if self._at >= 0 else None
        self._bar.hide()
        self._places, self._at, self._problem = [], -1, ""
        self._asked = Wanted()
        for reader in self._readers.readers:
            reader.view.set_hits((), -1)
        if self._readers.active is not None:
            self._readers.active.view.setFocus()
        if current is not None and self._readers.shown.count(current[0]):
            self._bridge.session.select(current[0], (), (current[1],))

    def _heard(self, event: Event) -> None:
        if isinstance(event, Reopened):
            self._look_again()

    def _look_again(self) -> None:
        if self._bar.isVisible() and self._asked.words:
            asked, self._asked = self._asked, Wanted()
            self._look(asked)

    def _look(self, wanted: Wanted) -> None:
        if wanted == self._asked and self._places:
            return
        self._asked, self._at = wanted, -1
        self._places, self._problem = [], ""
        until = time.monotonic() + SECONDS
        for document in self._documents():
            found = search(document.text, wanted, until)
            self._places += [(document.id, span) for span in found.spans]
            self._problem = self._problem or found.problem
        if self._places:
            self._at = self._first_from_here(+1)
        self._show()

    def _documents(self) -> list[Document]:
        documents = self._bridge.session.corpus.documents
        return [documents[id] for id in self._readers.shown if id in documents]

    def _first_from_here(self, by: int) -> int:
        """The place at or after the caret of the active pane (or, going back, before it)."""
        reader = self._readers.active
        order = {id: n for n, id in enumerate(self._readers.shown)}
        keys = [(order.get(id, 0), span.start) for id, span in self._places]
        here = (order.get(reader.id, 0), reader.view.caret) if reader else (0, 0)
        return (bisect_left(keys, here) - (by < 0)) % len(keys)

    def _show(self) -> None:
        current = self._places[self._at] if self._at >= 0 else None
        for reader in self._readers.readers:
            spans = [span for id, span in self._places if id == reader.id]
            here = current is not None and current[0] == reader.id
            at = spans.index(current[1]) if here and current is not None else -1
            reader.view.set_hits(tuple(spans), at)
            if here and current is not None:
                reader.view.go_to(current[1].start)
        self._bar.show_outcome(self._at + 1, len(self._places), self._problem)
