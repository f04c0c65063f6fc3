"""A session whose every edit is kept: the joint of session and storage, without a window.

The window and the command line both work through it. `open` takes the work up where the last run
left it; then `snapshot`, `write` and `settle` make one save, of which only `write` takes long and
may run in another thread.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.errors import InputError, Problem, SaveError
from annotator.core.project import Annotator
from annotator.session.merging import Merging, Notice
from annotator.session.session import Adopted, Session
from annotator.storage import layout
from annotator.storage.clock import utc_now
from annotator.storage.home import home_of
from annotator.storage.keeper import Keeper
from annotator.storage.leftovers import leftovers
from annotator.storage.loading import Loaded
from annotator.storage.revisions import Marks
from annotator.storage.watch import Seen, Watch
from annotator.storage.workspace import SaveReport, Workspace

_log = logging.getLogger(__name__)
CHANGED_TEXT: Final = "The text of this article differs from the one that was annotated."
CLOSED: Final = "This project has been closed."
IN_USE: Final = "This annotator's work on the project is open in another window."
NEWER: Final = (
    "A newer version of the program was used on this computer, and left changes that this one "
    "cannot read. Use the newer one."
)
MOST_ROUNDS: Final = 5
"""Saves in a row that may meet a version nobody has seen."""


@dataclass(frozen=True)
class Snapshot:
    """What a save writes: everything up to edit `n`."""

    corpus: Corpus
    annotator: str
    n: int
    ticket: int
    marks: Marks


class Keeping:
    """One annotator's work on one project, open in this program. For one thread, but `write`."""

    def __init__(
        self,
        workspace: Workspace,
        loaded: Loaded,
        annotator: Annotator | None,
        state: Path,
        *,
        now: Callable[[], str] = utc_now,
    ) -> None:
        self.changed: Callable[[], None] = lambda: None
        """Called from another thread whenever `protected` may be different."""
        id = annotator.id if annotator else ""
        self.workspace, self.loaded = workspace, loaded
        self._id, self._state, self._now = id, state, now
        self.keeper = self._keeper(workspace)
        self.refusal = "" if self.keeper.take() else IN_USE
        """Why nothing may be changed or saved here, in words; empty where it may."""
        self.session = Session(loaded.corpus, id, recorder=self, now=now)
        self.merging = Merging(self.session, workspace, self.keeper)
        self.watch = Watch(workspace, id)
        if not self.refusal:
            workspace.set_aside = self._set_aside
            self._take_up(annotator)

    def record(self, edit: Edit, annotator: str, adopted: Adopted | None = None) -> None:
        """Put an edit into the journal. Raises SaveError, and then the edit is not made."""
        if self.refusal:
            raise SaveError("E-IN-USE", self.refusal, str(self.workspace.folder))
        self.keeper.record(edit, annotator, adopted)

    @property
    def protected(self) -> bool:
        """Whether every edit is on the disk."""
        return self.keeper.journal.protected

    @property
    def unprotected(self) -> str:
        """Why edits are in memory only, in words; empty where the disk takes them."""
        return self.keeper.journal.failure

    def retry(self) -> None:
        """Try again to put edits on the disk that are in memory only. Raises SaveError."""
        self.keeper.journal.retry()

    def wait_protected(self) -> None:
        """Return when every edit is on the disk. Raises SaveError if that cannot be."""
        self.keeper.journal.wait(self.keeper.ticket)

    def snapshot(self) -> Snapshot:
        """What is to be saved now."""
        session, keeper = self.session, self.keeper
        ledger = keeper.ledger
        return Snapshot(session.corpus, session.annotator, ledger.n, keeper.ticket, ledger.marks())

    def write(self, snapshot: Snapshot) -> SaveReport:
        """Save. Blocking, for any thread. Raises SaveError; what failed is tried again next time.

        No file is ever ahead of the journal, or an edit of two files could come back by half;
        unless the journal is what fails: then the files are the safer place.
        """
        try:
            self.keeper.journal.wait(snapshot.ticket)
        except SaveError as error:
            _log.info("saving without the journal: %s", error)
        else:
            self.merging.remove_merged()
        report = self.workspace.save(snapshot.corpus, snapshot.annotator, snapshot.marks)
        self.keeper.back_up_saved(report)
        return report

    def settle(self, snapshot: Snapshot, report: SaveReport) -> bool:
        """Take in what a save said. False: it met other versions; they are merged, save again."""
        self.keeper.saved(report, snapshot.n, snapshot.marks)
        if report.incoming:
            self.merging.absorb(report.incoming)
            return False
        self.session.note_saved(snapshot.corpus)
        if not self.session.unsaved and self.keeper.journal.is_long:
            self.keeper.journal.renew()
        return True

    def save(self) -> SaveReport:
        """Save all there is, here and now. Raises SaveError."""
        for _ in range(MOST_ROUNDS):
            snapshot = self.snapshot()
            report = self.write(snapshot)
            if self.settle(snapshot, report):
                return report
        message = "Another program keeps changing the file. Close it, and save again."
        raise SaveError("E-CHANGED-ON-DISK", message, report.incoming[0].name)

    def look(self) -> Seen:
        """Look for changes by other programs, and take them in; what is left is told.

        Looking may be done elsewhere: see `watch` and `take_in`.
        """
        seen = self.watch.look(self.session.corpus.documents)
        self.take_in(seen)
        return seen

    def take_in(self, seen: Seen) -> None:
        """Merge versions that the watch has seen, and show articles that were added."""
        self.merging.absorb(seen.incoming)
        for document in seen.changed_texts:
            problem = Problem("E-DIGEST", CHANGED_TEXT, layout.text_name(document))
            read_only = {**self.loaded.read_only, document: CHANGED_TEXT}
            problems = (*self.loaded.problems, problem)
            self.loaded = replace(self.loaded, read_only=read_only, problems=problems)
        corpus = self.session.corpus
        added = {d.id: d for d in seen.added if d.id not in corpus.documents}
        if added:
            saved = not self.session.unsaved
            self.session.reopen(replace(corpus, documents={**corpus.documents, **added}))
            if saved:
                self.session.note_saved(self.session.corpus)

    def go_on_at(self, workspace: Workspace, corpus: Corpus) -> None:
        """Work on in another folder, where `corpus`, a snapshot taken earlier, has been saved."""
        if workspace is not self.workspace:
            self.keeper.close()
            self.workspace = workspace
            self.keeper = self._keeper(workspace)
            self.merging = Merging(self.session, workspace, self.keeper)
            self.watch = Watch(workspace, self.session.annotator)
        self.keeper.take()
        workspace.set_aside = self._set_aside
        self.session.note_saved(corpus)

    def close(self) -> None:
        """Sync the journal and let others work. Saves nothing; nothing can be changed any more."""
        self.refusal = self.refusal or CLOSED
        self.keeper.close()
        if self.protected:
            self.merging.remove_merged()

    def _set_aside(self, name: str, data: bytes) -> None:
        """Keep bytes that nobody can read, and have it told. From any thread. SaveError."""
        path = self.keeper.set_aside(name, data)
        self.merging.notices.append(Notice("aside", Edit(str(path))))

    def _keeper(self, workspace: Workspace) -> Keeper:
        project = self.loaded.corpus.project.id
        home = home_of(workspace.files, self._state, project, workspace.folder, self._id)
        return Keeper(workspace, home, changed=lambda: self.changed(), now=self._now)

    def _take_up(self, annotator: Annotator | None) -> None:
        """Bring back what the last run did and did not save."""
        try:
            past = self.keeper.past()
        except InputError as error:
            # To go on without it would hide it for good.
            self.refusal = f"What was done last could not be read: {error}"
            return
        if past is not None and past.is_newer:
            self.refusal = NEWER
            return
        mended = self.merging.take_up(past)
        self._mend(mended | self.merging.settle_markers(self.loaded.unreadable))
        left = leftovers(self.workspace, self.session.annotator, self.keeper.set_aside)
        self.merging.absorb(left)
        self._join(annotator)
        if left:
            self._let_go()

    def _let_go(self) -> None:
        """Leftovers of a save go as soon as they are merged: left for the next run, they would
        bring back what is deleted in this one and never was in a file."""
        try:
            self.wait_protected()
        except SaveError as error:
            _log.info("what a save left behind stays: %s", error)
        else:
            self.merging.remove_merged()

    def _mend(self, names: frozenset[str]) -> None:
        """Files that cannot be read, but can be written again, keep nobody from working."""
        documents = self.session.corpus.documents
        id = self.session.annotator
        mended = {d for d in documents if layout.annotations_name(d, id) in names}
        read_only = {d: why for d, why in self.loaded.read_only.items() if d not in mended}
        unreadable = tuple(p for p in self.loaded.unreadable if p.file not in names)
        self.loaded = replace(self.loaded, read_only=read_only, unreadable=unreadable)

    def _join(self, annotator: Annotator | None) -> None:
        """Somebody new joins the project; nothing to be undone."""
        session = self.session
        if annotator is not None and session.project.annotator(annotator.id) is None:
            with self.keeper.standing_for(0, ""):
                session.apply(Edit("Join the project", (), (annotator,)))
            session.history.forget_last()
