"""The session: what is open, the one place where data changes, and who is told."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.gestures import Stamp
from annotator.core.ids import MakeId, random_id
from annotator.core.project import Project
from annotator.core.span import Spans
from annotator.core.tagset import Tagset
from annotator.session.events import Edited, Event, Reopened, Saved, SavingFailed, Selected
from annotator.session.history import History
from annotator.session.selection import Selection

_log = logging.getLogger(__name__)


Adopted = Mapping[tuple[str, str], str]
"""Revisions of items that come from elsewhere; only storage knows what they mean."""


class Recorder(Protocol):
    """Where edits are kept safe before they are made: the seam for the journal."""

    def record(self, edit: Edit, annotator: str, adopted: Adopted | None = None) -> None:
        """Keep the edit. Raises SaveError, and then the edit is not made."""


class NoRecorder:
    """Keeps nothing."""

    def record(self, edit: Edit, annotator: str, adopted: Adopted | None = None) -> None:
        """Nothing to do."""


def utc_now() -> str:
    """The time as files hold it: UTC, whole seconds, `2026-11-20T09:14:02Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Session:
    """One annotator at work on a corpus. All changes go through `apply`, `undo`, `redo`."""

    def __init__(
        self,
        corpus: Corpus,
        annotator: str = "",
        *,
        recorder: Recorder | None = None,
        now: Callable[[], str] = utc_now,
        make_id: MakeId = random_id,
    ) -> None:
        self._corpus = corpus
        self._saved = corpus
        self._annotator = annotator
        self._recorder: Recorder = recorder or NoRecorder()
        self._now = now
        self._make_id = make_id
        self._listeners: list[Callable[[Event], None]] = []
        self.history = History()
        self.selection = Selection(next(iter(corpus.documents), ""))

    @property
    def corpus(self) -> Corpus:
        return self._corpus

    @property
    def project(self) -> Project:
        return self._corpus.project

    @property
    def tagset(self) -> Tagset:
        return self._corpus.project.tagset

    @property
    def annotator(self) -> str:
        """Id of the one who writes; empty: nobody yet, and edits are refused by the window."""
        return self._annotator

    @property
    def unsaved(self) -> bool:
        """Whether something changed since the last complete save."""
        return self._corpus is not self._saved

    def set(self, document: str) -> AnnotationSet:
        """The annotator's own set."""
        return self._corpus.set(document, self._annotator)

    def annotation(self, id: str) -> Annotation | None:
        """The annotator's own annotation with this id."""
        return self._corpus.find(id, self._annotator)

    @property
    def selected(self) -> list[Annotation]:
        """The selected annotations that still exist, the current one last."""
        own = self.set(self.selection.document).annotations
        return [own[id] for id in self.selection.annotations if id in own]

    def stamp(self) -> Stamp:
        """Who and when, for a new edit."""
        return Stamp(self._annotator, self._now(), self._make_id)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Tell `listener` of every event from now on; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, edit: Edit, *, joining: bool = False, adopted: Adopted | None = None) -> None:
        """Make an edit. Raises EditError or SaveError, and then nothing has changed.

        An edit that changes nothing is no edit. For `joining` see `History.record`; `adopted` is
        for the recorder.
        """
        if not edit:
            return
        held = self.selection
        self._make(edit, adopted)
        self.history.record(edit, self._now(), joining)
        self._tell_made(edit, held)

    def undo(self) -> Edit | None:
        """Take back the last edit; returns it, or None where there is none."""
        return self._step(self.history.undoable, -1)

    def redo(self) -> Edit | None:
        """Make the edit again that was taken back last; returns it, or None."""
        return self._step(self.history.redoable, +1)

    def select(self, document: str, annotations: Sequence[str] = (), spans: Spans = ()) -> None:
        """Change what is selected; tells nobody if it is the same."""
        selection = Selection(document, tuple(annotations), spans)
        if selection != self.selection:
            self.selection = selection
            self._tell(Selected(document, selection.annotations, spans))

    def reopen(self, corpus: Corpus, annotator: str | None = None) -> None:
        """Go on with another corpus (articles added, ordered, settings of annotators) or annotator.

        The history stays unless somebody else writes from now on. Counts as unsaved until `saved`.
        """
        if annotator is not None and annotator != self._annotator:
            self._annotator = annotator
            self.history = History()
        self._corpus = corpus
        document = self.selection.document
        if document not in corpus.documents:
            document = next(iter(corpus.documents), "")
        self.selection = Selection(document)
        self._tell(Reopened())

    def note_saved(self, corpus: Corpus) -> None:
        """Record that `corpus`, a snapshot taken earlier, is in the project's files."""
        self._saved = corpus
        if not self.unsaved:
            self._tell(Saved(self._now()))

    def note_not_saved(self, message: str) -> None:
        """Record that a save failed, with what to tell the user."""
        self._tell(SavingFailed(message))

    def _make(self, edit: Edit, adopted: Adopted | None = None) -> None:
        after = self._corpus.apply(edit, self._annotator)
        self._recorder.record(edit, self._annotator, adopted)
        self._corpus = after
        removed, added = edit.annotations
        kept = {a.id for a in added if a.document == self.selection.document}
        gone = {a.id for a in removed if a.document == self.selection.document} - kept
        if gone:
            left = tuple(id for id in self.selection.annotations if id not in gone)
            self.selection = replace(self.selection, annotations=left)

    def _step(self, edit: Edit | None, by: int) -> Edit | None:
        if edit is None:
            return None
        made = edit.inverse if by < 0 else edit
        held = self.selection
        self._make(made)
        self.history.moved(by)
        self._tell_made(made, held)
        return edit

    def _tell_made(self, edit: Edit, held: Selection) -> None:
        """Tell of an edit, and of the selection `held` before if the edit took of it."""
        now = self.selection
        self._tell(Edited(edit))
        if now != held and now == self.selection:
            self._tell(Selected(now.document, now.annotations, now.spans))

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)
