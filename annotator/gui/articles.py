"""Which articles are shown, where in them a person was: kept per project and put back."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from annotator.gui.desk import Desk
from annotator.gui.layout_state import Layout, encoded, place_of, put_back
from annotator.gui.panes.readers.row import MOST, Readers
from annotator.session.events import Event, Reopened

_AT_FIRST = 4


class Articles(QObject):
    """Chooses what the readers show."""

    def __init__(self, window: QMainWindow, desk: Desk, readers: Readers) -> None:
        super().__init__(window)
        self._window, self._desk, self._readers = window, desk, readers
        self._places: dict[str, dict[str, object]] = {}
        self._known: frozenset[str] = frozenset()
        desk.bridge.happened.connect(self._heard)

    def show(self, id: str, shown: bool) -> bool:
        """Show or hide an article; False where there is no room for one more."""
        now = self._readers.shown
        if shown == (id in now):
            return True
        if not shown:
            self._remember()
            self._set([one for one in now if one != id])
            return True
        if len(now) >= MOST:
            return False
        order = list(self._desk.session.corpus.documents)
        self._set([*now, id] if id not in order else _placed(now, id, order))
        self._readers.set_active(id)
        self._put_back(id)
        self._desk.session.select(id)
        return True

    def open(self) -> str:
        """Show the articles of the project that was just opened as they were; returns the state
        of the docks that was kept, empty if none."""
        session = self._desk.session
        layout = Layout.from_json(self._desk.state.layout(session.project.id))
        self._known = frozenset(session.corpus.documents)
        self._places = dict(layout.places)
        if layout.shown is None:
            wanted = list(session.corpus.documents)[:_AT_FIRST]
        else:
            wanted = [id for id in layout.shown if id in session.corpus.documents]
        self._set(wanted)
        self._readers.share_evenly()
        self._readers.set_sizes(layout.sizes)
        for id in wanted:
            self._put_back(id)
        active = layout.active if layout.active in wanted else next(iter(wanted), "")
        self._readers.set_active(active)
        if active:
            own = session.set(active).annotations
            reader = self._readers.reader(active)
            spans = reader.view.selection if reader else ()
            session.select(active, [id for id in layout.selected if id in own], spans)
        return layout.docks

    def keep(self) -> None:
        """Remember how the project looks now."""
        session = self._desk.session
        self._remember()
        active = self._readers.active
        layout = Layout(
            self._readers.shown,
            active.id if active else "",
            tuple(self._readers.sizes),
            {id: place for id, place in self._places.items() if id in session.corpus.documents},
            session.selection.annotations,
            encoded(self._window.saveState()),
        )
        self._desk.state.keep_layout(session.project.id, layout.to_json())

    def _heard(self, event: Event) -> None:
        """Articles that came in are shown as long as there is room."""
        if not isinstance(event, Reopened):
            return
        documents = self._desk.session.corpus.documents
        here = [id for id in self._readers.shown if id in documents]
        if not set(here) and self._known.isdisjoint(documents):
            self._set([])
            return
        new = [id for id in documents if id not in self._known]
        self._known = frozenset(documents)
        self._set([*here, *new])

    def _set(self, ids: list[str]) -> None:
        documents = self._desk.session.corpus.documents
        chosen = [documents[id] for id in ids if id in documents]
        self._readers.show_documents(chosen[:MOST])

    def _remember(self) -> None:
        for reader in self._readers.readers:
            self._places[reader.id] = place_of(reader)

    def _put_back(self, id: str) -> None:
        reader = self._readers.reader(id)
        document = self._desk.session.corpus.documents.get(id)
        if reader is not None and document is not None and id in self._places:
            put_back(reader, self._places[id], len(document.text))


def _placed(now: tuple[str, ...], id: str, order: list[str]) -> list[str]:
    """The ids with one more, before the first that comes after it in reading order."""
    rank = {one: place for place, one in enumerate(order)}
    place = next((n for n, one in enumerate(now) if rank.get(one, 0) > rank[id]), len(now))
    return [*now[:place], id, *now[place:]]
