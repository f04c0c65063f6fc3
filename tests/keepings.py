"""Stands in for what keeps a session, where a test is about the window and not about the disk."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from annotator.core.corpus import Corpus
from annotator.core.errors import Problem, SaveError
from annotator.core.project import Annotator
from annotator.session.keeping import Keeping, Snapshot
from annotator.session.session import Session
from annotator.storage.workspace import Loaded, SaveReport, Workspace
from tests.samples import build_corpus, build_session


class Drawer:
    """Keeps in memory what it was given; fails or waits when told to."""

    def __init__(self, session: Session | None = None) -> None:
        self.session = session or build_session()
        self.kept: list[Corpus] = []
        self.error: Exception | None = None
        self.rounds = 0
        """How many of the next saves meet a version nobody has seen."""
        self.unprotected = ""
        self.refusal = ""
        self.changed: Callable[[], None] = lambda: None
        self.gate = threading.Event()
        self.gate.set()

    @property
    def protected(self) -> bool:
        return not self.unprotected

    def snapshot(self) -> Corpus:
        return self.session.corpus

    def write(self, snapshot: Corpus) -> Corpus:
        self.gate.wait(5)
        if self.error:
            raise self.error
        self.kept.append(snapshot)
        return snapshot

    def settle(self, snapshot: Corpus, report: Corpus) -> bool:
        assert report is snapshot
        if self.rounds:
            self.rounds -= 1
            return False
        self.session.note_saved(snapshot)
        return True

    def retry(self) -> None:
        if self.unprotected:
            raise SaveError("E-DISK-FULL", self.unprotected)


class SmallKeeping(Keeping):
    """Anna at work on the small corpus; saving goes to a list. The journal is a real one."""

    def __init__(
        self,
        folder: Path,
        *,
        annotator: Annotator | None = None,
        nobody: bool = False,
        problems: tuple[Problem, ...] = (),
        read_only: Mapping[str, str] | None = None,
    ) -> None:
        self.saved: list[Corpus] = []
        self.error: SaveError | None = None
        loaded = Loaded(build_corpus(), problems, read_only=read_only or {})
        who = None if nobody else annotator or Annotator("anna", "Anna")
        workspace = Workspace(folder / "nowhere", draft=True)
        super().__init__(workspace, loaded, who, folder / "state")

    def write(self, snapshot: Snapshot) -> SaveReport:
        if self.error:
            raise self.error
        self.saved.append(snapshot.corpus)
        return SaveReport(snapshot.corpus, {})
