"""The session: edits, undo, who is told what, and what counts as saved."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from annotator.core.edit import Edit
from annotator.core.errors import EditError, SaveError
from annotator.core.gestures import create, delete, relabel, set_note
from annotator.core.span import Span
from annotator.session.events import Edited, Event, Reopened, Saved, SavingFailed, Selected
from annotator.session.session import Session
from tests.samples import WHEN, build_corpus, build_session


@pytest.fixture
def session() -> Session:
    return build_session()


@pytest.fixture
def told(session: Session) -> Iterator[list[Event]]:
    events: list[Event] = []
    stop = session.subscribe(events.append)
    yield events
    stop()


def tag(session: Session, start: int = 0, end: int = 5, document: str = "ferry") -> Edit:
    return create(session.corpus, session.stamp(), document, "claim", [Span(start, end)])


def test_an_edit_changes_the_corpus_and_is_told(session: Session, told: list[Event]) -> None:
    edit = tag(session)
    session.apply(edit)
    assert told == [Edited(edit)]
    assert session.annotation("a-new1") == edit.annotations[1][0]
    assert session.unsaved
    assert session.history.undoable == edit


def test_one_history_over_all_documents(session: Session, told: list[Event]) -> None:
    start = session.corpus
    edits = []
    for document in ("ferry", "island", "ferry"):
        edits.append(tag(session, len(edits), 6 + len(edits), document))
        session.apply(edits[-1])
    end = session.corpus
    assert [session.undo() for _ in range(4)] == [*reversed(edits), None]
    assert session.corpus == start
    assert [session.redo() for _ in range(4)] == [*edits, None]
    assert session.corpus == end
    assert told[3:6] == [Edited(edit.inverse) for edit in reversed(edits)]
    assert told[6:] == [Edited(edit) for edit in edits]


def test_a_new_edit_forgets_what_was_taken_back(session: Session) -> None:
    session.apply(tag(session, 0, 5))
    session.apply(tag(session, 6, 9))
    session.undo()
    session.apply(tag(session, 10, 12))
    assert session.redo() is None
    assert [step.when for step in session.history.steps] == [WHEN, WHEN]
    assert session.history.done == 2


def test_an_edit_that_does_not_fit_leaves_everything(session: Session, told: list[Event]) -> None:
    before = session.corpus
    edit = tag(session)
    misfit = Edit("Misfit", edit.added, ())
    with pytest.raises(EditError):
        session.apply(misfit)
    assert session.corpus is before
    assert told == []
    assert session.history.steps == ()


def test_an_edit_that_changes_nothing_is_none(session: Session, told: list[Event]) -> None:
    [quote] = [a for a in session.set("ferry").in_order if a.id == "a-quote"]
    session.apply(set_note(session.stamp(), [quote], quote.note))
    assert told == []
    assert not session.unsaved


def typed(session: Session, *notes: str) -> None:
    for note in notes:
        quote = session.annotation("a-quote")
        assert quote is not None
        session.apply(set_note(session.stamp(), [quote], note), joining=True)


def test_typing_is_one_thing_to_take_back(session: Session) -> None:
    start = session.corpus
    typed(session, "a", "ab", "abc")
    assert len(session.history.steps) == 1
    end = session.corpus
    session.undo()
    assert session.corpus == start
    session.redo()
    assert session.corpus == end
    assert session.annotation("a-quote").note == "abc"  # type: ignore[union-attr]


def test_typing_elsewhere_or_after_undo_is_another_step(session: Session) -> None:
    typed(session, "a")
    peace = session.annotation("a-peace")
    assert peace is not None
    session.apply(set_note(session.stamp(), [peace], "b"), joining=True)
    assert len(session.history.steps) == 2
    session.undo()
    typed(session, "ab")
    assert len(session.history.steps) == 1
    session.apply(tag(session, 0, 5), joining=True)
    session.apply(tag(session, 6, 9), joining=True)
    assert len(session.history.steps) == 3


class Broken:
    """A recorder that cannot keep anything."""

    def record(self, edit: Edit, annotator: str, adopted: object = None) -> None:
        raise SaveError("E-FULL", "The disk is full.")


def test_what_cannot_be_kept_safe_is_not_made() -> None:
    corpus = build_corpus()
    session = Session(corpus, "anna", recorder=Broken())
    told: list[Event] = []
    session.subscribe(told.append)
    with pytest.raises(SaveError):
        session.apply(tag(session))
    assert session.corpus is corpus
    assert told == []
    assert session.undo() is None


def test_the_recorder_sees_every_edit_undo_and_redo_before_it_is_told() -> None:
    kept: list[Edit] = []

    class Kept:
        def record(self, edit: Edit, annotator: str, adopted: object = None) -> None:
            assert annotator == "anna"
            kept.append(edit)

    session = Session(build_corpus(), "anna", recorder=Kept())
    session.subscribe(lambda event: told.append(len(kept)))
    told: list[int] = []
    edit = tag(session)
    session.apply(edit)
    session.undo()
    session.redo()
    assert kept == [edit, edit.inverse, edit]
    assert told == [1, 2, 3]


def test_selecting_is_told_once(session: Session, told: list[Event]) -> None:
    session.select("ferry", ["a-quote", "a-peace"])
    session.select("ferry", ("a-quote", "a-peace"))
    assert told == [Selected("ferry", ("a-quote", "a-peace"), ())]
    assert session.selection.current == "a-peace"
    assert [a.id for a in session.selected] == ["a-quote", "a-peace"]
    session.select("island", spans=(Span(0, 3),))
    assert session.selection.current == ""
    assert session.selected == []


def test_deleting_what_is_selected_tells_the_new_selection(
    session: Session, told: list[Event]
) -> None:
    session.select("ferry", ["a-peace", "a-quote"])
    [quote] = [a for a in session.selected if a.id == "a-quote"]
    edit = delete(session.corpus, session.stamp(), [quote])
    session.apply(edit)
    assert told[1:] == [Edited(edit), Selected("ferry", ("a-peace",), ())]


def test_a_changed_annotation_stays_selected(session: Session, told: list[Event]) -> None:
    session.select("ferry", ["a-quote"])
    edit = relabel(session.corpus, session.stamp(), session.selected, "claim")
    session.apply(edit)
    assert told[1:] == [Edited(edit)]
    assert [a.category for a in session.selected] == ["claim"]


def test_saved_is_told_only_when_everything_is(session: Session, told: list[Event]) -> None:
    session.apply(tag(session, 0, 5))
    snapshot = session.corpus
    session.apply(tag(session, 6, 9))
    session.note_saved(snapshot)
    assert session.unsaved
    assert len(told) == 2
    session.note_saved(session.corpus)
    assert not session.unsaved
    assert told[-1] == Saved(WHEN)
    session.note_not_saved("The disk is full.")
    assert told[-1] == SavingFailed("The disk is full.")


def test_another_annotator_starts_a_history_of_their_own(
    session: Session, told: list[Event]
) -> None:
    session.apply(tag(session))
    session.select("island", ["a-short"])
    session.reopen(session.corpus)
    assert session.history.done == 1
    assert session.selection.document == "island"
    session.reopen(session.corpus, "ben")
    assert told[-1] == Reopened()
    assert session.history.done == 0
    assert session.annotation("a-quote") is None
    assert session.set("ferry").annotations == {}
    only_ferry = replace(session.corpus, documents={"ferry": session.corpus.documents["ferry"]})
    session.reopen(only_ferry)
    assert session.selection.document == "ferry"


def test_who_no_longer_listens_is_not_told(session: Session) -> None:
    told: list[Event] = []
    stop = session.subscribe(told.append)
    stop()
    session.apply(tag(session))
    assert told == []
