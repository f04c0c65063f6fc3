"""What is open in a window: the session on a project, how it is kept, its problems."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import Problem, SaveError
from annotator.core.project import Annotator, Project
from annotator.core.tagset import Tagset
from annotator.gui.bridge import Bridge
from annotator.gui.saving import Saving
from annotator.session.keeping import Keeping
from annotator.session.session import Session, utc_now
from annotator.storage import layout
from annotator.storage.state import State
from annotator.storage.three_ways import Clash
from annotator.storage.workspace import Workspace

NOTHING = Corpus(Project("", "", Tagset("")))


class Desk(QObject):
    """Holds at most one project. Opening another puts the one before away, saved."""

    opened = Signal()
    """Another project, or none, is open."""
    closing = Signal()
    """The project is about to be put away: remember what is to be remembered."""
    saving_changed = Signal()

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.bridge = Bridge(Session(NOTHING), self)
        self.keeping: Keeping | None = None
        self.damaged: dict[str, Problem] = {}
        """By file: what another program did to it while it was open."""
        self.saving: Saving | None = None
        self.flushers: list[Callable[[], None]] = []
        """What brings in what is being typed, before a save or an undo."""

    @property
    def session(self) -> Session:
        return self.bridge.session

    @property
    def is_open(self) -> bool:
        return self.keeping is not None

    @property
    def workspace(self) -> Workspace | None:
        """The project's folder."""
        return self.keeping.workspace if self.keeping else None

    @property
    def refusal(self) -> str:
        """Why nothing may be changed in what is open, in words; empty where it may."""
        return self.keeping.refusal if self.keeping else ""

    @property
    def annotator(self) -> Annotator | None:
        """Who writes, if that has been settled."""
        return self.session.project.annotator(self.session.annotator)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found when the project was read, and what others changed as well."""
        if self.keeping is None:
            return ()
        loaded, clashes = self.keeping.loaded, self.keeping.merging.clashes
        found = (*loaded.unreadable, *loaded.problems, *map(_clash, clashes))
        return (*found, *self.damaged.values())

    @property
    def undecided(self) -> int:
        """How many things a merge left for somebody to decide."""
        return len(self.keeping.merging.conflicts) if self.keeping else 0

    def blocked(self, document: str) -> str:
        """Why the annotator cannot work on a document, in words; empty where it is possible."""
        return self.refusal or self.locked(document)

    def locked(self, document: str) -> str:
        """Why nobody can work on a document as it is; empty where that is possible."""
        return self.keeping.loaded.read_only.get(document, "") if self.keeping else ""

    def open(self, keeping: Keeping) -> None:
        """Show a project that has been taken up."""
        self.put_away()
        self.keeping = keeping
        session = keeping.session
        self.saving = Saving(keeping, self, flush=self.flush)
        self.saving.changed.connect(self.saving_changed)
        self.bridge.replace(session)
        project = session.project
        self.state.note_recent(keeping.workspace.folder, project.title, utc_now())
        if session.annotator:
            self.state.keep_annotator(project.id, session.annotator)
        self.opened.emit()
        self.saving_changed.emit()

    def close(self) -> bool:
        """Save and put the project away. False, and it stays, where it could not be saved."""
        if not self.settle():
            return False
        self.abandon()
        return True

    def abandon(self) -> None:
        """Put the project away as it is."""
        self.put_away()
        self.bridge.replace(Session(NOTHING))
        self.opened.emit()
        self.saving_changed.emit()

    def settle(self) -> bool:
        """Save all there is, and wait; False where that failed."""
        return self.saving.settle() if self.saving else True

    def protect(self) -> None:
        """Bring what was done to the disk, as far as that can be: something went wrong."""
        if self.keeping is not None:
            with suppress(SaveError):  # told by the status of saving
                self.keeping.retry()

    def flush(self) -> None:
        """Bring in what is being typed."""
        for flusher in self.flushers:
            flusher()

    def take_in(self, documents: Sequence[Document]) -> None:
        """Add articles that the project's folder has got."""
        corpus = self.session.corpus
        added = {document.id: document for document in documents}
        self.session.reopen(replace(corpus, documents={**corpus.documents, **added}))

    def put_away(self) -> None:
        """Let go of what is open, and let others work on it. What is shown is out of date then."""
        if self.keeping is None:
            return
        self.closing.emit()
        if self.saving is not None:
            self.saving.stop()
            self.saving.deleteLater()
        self.keeping.close()
        self.saving = self.keeping = None
        self.damaged.clear()


def _clash(clash: Clash) -> Problem:
    text = (
        f"{clash.what} was changed here and by somebody else. What stands here was kept: "
        f"“{clash.here}”. Theirs: “{clash.there}”."
    )
    advice = "Agree on one, and change it here if theirs is better."
    return Problem("E-BOTH-CHANGED", text, layout.PROJECT, advice=advice, severity="warning")
