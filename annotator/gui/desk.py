"""What is open in a window: a project's folder, the session on it, its saving, its problems."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import Problem
from annotator.core.project import Annotator, Project
from annotator.core.tagset import Tagset
from annotator.gui.bridge import Bridge
from annotator.gui.saving import Saving
from annotator.session.session import Session, utc_now
from annotator.storage.state import State
from annotator.storage.workspace import Loaded, Workspace

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
        self.workspace: Workspace | None = None
        self.loaded: Loaded | None = None
        self.saving: Saving | None = None
        self.flushers: list[Callable[[], None]] = []
        """What brings in what is being typed, before a save or an undo."""

    @property
    def session(self) -> Session:
        return self.bridge.session

    @property
    def is_open(self) -> bool:
        return self.workspace is not None

    @property
    def annotator(self) -> Annotator | None:
        """Who writes, if that has been settled."""
        return self.session.project.annotator(self.session.annotator)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found when the project was read."""
        return (*self.loaded.unreadable, *self.loaded.problems) if self.loaded else ()

    def blocked(self, document: str) -> str:
        """Why the annotator cannot work on a document, in words; empty where it is possible."""
        return self.loaded.read_only.get(document, "") if self.loaded else ""

    def open(self, workspace: Workspace, loaded: Loaded, annotator: Annotator | None) -> None:
        """Show a project that has been read. A new annotator joins the project's others."""
        self._put_away()
        self.workspace, self.loaded = workspace, loaded
        session = Session(loaded.corpus, annotator.id if annotator else "")
        self.saving = Saving(session, workspace, self, flush=self.flush)
        self.saving.changed.connect(self.saving_changed)
        project = loaded.corpus.project
        if annotator and project.annotator(annotator.id) is None:
            joined = replace(project, annotators=(*project.annotators, annotator))
            session.reopen(replace(loaded.corpus, project=joined))
        self.bridge.replace(session)
        self.state.note_recent(workspace.folder, project.title, utc_now())
        if annotator:
            self.state.keep_annotator(project.id, annotator.id)
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
        self._put_away()
        self.bridge.replace(Session(NOTHING))
        self.opened.emit()
        self.saving_changed.emit()

    def settle(self) -> bool:
        """Save all there is, and wait; False where that failed."""
        return self.saving.settle() if self.saving else True

    def flush(self) -> None:
        """Bring in what is being typed."""
        for flusher in self.flushers:
            flusher()

    def take_in(self, documents: Sequence[Document]) -> None:
        """Add articles that the project's folder has got."""
        corpus = self.session.corpus
        added = {document.id: document for document in documents}
        self.session.reopen(replace(corpus, documents={**corpus.documents, **added}))

    def moved(self, workspace: Workspace, corpus: Corpus) -> None:
        """Go on in another folder, where `corpus` has been saved."""
        self.workspace = workspace
        if self.saving is not None:
            self.saving.go_on_at(workspace)
        self.session.note_saved(corpus)
        self.state.note_recent(workspace.folder, self.session.project.title, utc_now())
        self.saving_changed.emit()

    def _put_away(self) -> None:
        if self.workspace is None:
            return
        self.closing.emit()
        if self.saving is not None:
            self.saving.stop()
            self.saving.deleteLater()
        self.saving = self.workspace = self.loaded = None
