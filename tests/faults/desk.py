"""Somebody at work in this process, on any file system; nothing happens behind the test's back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from annotator.core.annotation import Annotation
from annotator.core.edit import Edit, then
from annotator.core.gestures import Stamp, create, delete, end_of, set_note
from annotator.core.project import Annotator
from annotator.core.provenance import Provenance
from annotator.core.relation import Relation
from annotator.core.span import Span
from annotator.session.keeping import Keeping
from annotator.storage import journal_files
from annotator.storage.files import Files
from annotator.storage.journal import Journal
from annotator.storage.workspace import Workspace
from tests.faults.model import NOTES
from tests.faults.project import ANNOTATOR, CATEGORIES, DOCUMENTS, word_spans

PROJECT = Path("/disk/project")
STATE = Path("/home/state")
ROOTS = (Path("/disk"), Path("/home"))

State = dict[str, dict[str, Any]]
"""By document, and `links`: items by id, and the completion status."""


@contextmanager
def no_threads() -> Iterator[None]:
    """Journals are synced only where somebody waits for that, or `Desk.sync` is called.

    The ballast is small: four megabytes of it in each of ten thousand disks say nothing more.
    """
    with pytest.MonkeyPatch.context() as patch:
        wait, close = Journal.wait, Journal.close

        def wait_now(self: Journal, ticket: int, seconds: float = 0) -> None:
            sync_now(self)
            wait(self, ticket, 0)

        def close_now(self: Journal) -> None:
            sync_now(self)
            close(self)

        patch.setattr(Journal, "_wake", lambda self: None)
        patch.setattr(Journal, "wait", wait_now)
        patch.setattr(Journal, "close", close_now)
        patch.setattr(journal_files, "_BALLAST", 64)
        yield


def sync_now(journal: Journal) -> None:
    """Do here what the journal's thread would do."""
    before, journal._closing = journal._closing, True
    try:
        journal._keep_syncing()
    finally:
        journal._closing = before


class Desk:
    """The program, opened on the project in a `Files`; it takes up what the last run left."""

    def __init__(
        self, files: Files, random: Random, state: Path = STATE, *, unreadable: bool = False
    ) -> None:
        """`unreadable`: some of the project's files may be."""
        self.random = random
        tag = "".join(random.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(6))
        self.hands_off: set[str] = set()
        """Ids of annotations that are left alone."""
        self._seconds = 0
        workspace = Workspace(PROJECT, files, now=self.now, tag=tag)
        loaded = workspace.load(ANNOTATOR)
        assert unreadable or not loaded.unreadable, loaded.unreadable
        annotator = Annotator(ANNOTATOR, "Anna")
        self.keeping = Keeping(workspace, loaded, annotator, state, now=self.now)
        self.session = self.keeping.session

    def now(self) -> str:
        """A clock that goes on by a second each time."""
        self._seconds += 1
        minutes, seconds = divmod(self._seconds, 60)
        return f"2026-11-20T09:{minutes % 60:02}:{seconds:02}Z"

    def make_id(self, prefix: str) -> str:
        return f"{prefix}-" + "".join(self.random.choice("0123456789abcdef") for _ in range(10))

    @property
    def stamp(self) -> Stamp:
        return Stamp(ANNOTATOR, self.now(), self.make_id)

    @property
    def state(self) -> State:
        """What is open, as far as it must not get lost."""
        corpus = self.session.corpus
        found: State = {"links": dict(corpus.link_set(ANNOTATOR).relations)}
        for document in DOCUMENTS:
            set = corpus.set(document, ANNOTATOR)
            found[document] = {**set.annotations, **set.relations}
        return found

    @property
    def annotations(self) -> list[Annotation]:
        """All tags that may be touched."""
        sets = [self.session.corpus.set(document, ANNOTATOR) for document in DOCUMENTS]
        found = [annotation for set in sets for annotation in set.annotations.values()]
        return [annotation for annotation in found if annotation.id not in self.hands_off]

    def edit(self) -> Callable[[], object]:
        """Something to do, at random: an edit of one article or of both, an undo, a redo."""
        history = self.session.history
        kinds = ["create"] * 3 + ["pair"] * 2
        kinds += (["note"] * 3 + ["delete"]) * bool(self.annotations)
        kinds += ["undo"] * bool(history.undoable) + ["redo"] * 3 * bool(history.redoable)
        match self.random.choice(kinds):
            case "create":
                return lambda: self.session.apply(self.creation(self.random.choice(DOCUMENTS)))
            case "pair":
                return lambda: self.session.apply(self.pair())
            case "note":
                some = self.random.sample(self.annotations, min(len(self.annotations), 3))
                note = self.random.choice(NOTES) + str(self.random.randrange(100))
                return lambda: self.session.apply(set_note(self.stamp, some, note))
            case "delete":
                some = self.random.sample(self.annotations, min(len(self.annotations), 2))
                return lambda: self.session.apply(delete(self.session.corpus, self.stamp, some))
            case "undo":
                return self.session.undo
            case _:
                return self.session.redo

    def creation(self, document: str) -> Edit:
        """A tag on some word."""
        start, end = self.random.choice(word_spans(document))
        category = self.random.choice(CATEGORIES)
        return create(self.session.corpus, self.stamp, document, category, [Span(start, end)])

    def pair(self) -> Edit:
        """A tag in each article, tied to each other: one edit of three files."""
        edits = [self.creation(document) for document in DOCUMENTS]
        (one,), (two,) = (edit.annotations[1] for edit in edits)
        relation = Relation(
            self.make_id("r"),
            "same-as",
            end_of(one),
            end_of(two),
            Provenance(self.now(), ANNOTATOR, "manual"),
            directed=False,
        )
        return then(then(edits[0], edits[1]), Edit("", (), (relation,)))

    def sync(self) -> None:
        """What the journal's thread does when nothing else goes on."""
        sync_now(self.keeping.keeper.journal)

    def save(self) -> None:
        """Save all; until another program lets us. Raises SaveError."""
        self.keeping.save()
