"""Automatic saving: when, one at a time, and what is said of it."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotator.core.errors import SaveError
from annotator.core.gestures import set_note
from annotator.gui.saving import Saving
from annotator.session.session import Session
from tests.keepings import Drawer


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def session(drawer: Drawer) -> Session:
    return drawer.session


def change(session: Session, note: str) -> None:
    annotation = session.annotation("a-quote")
    assert annotation is not None
    session.apply(set_note(session.stamp(), [annotation], note))


def test_nothing_is_written_before_something_changed(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    assert saving.safety.saved
    assert saving.settle()
    assert drawer.kept == []


def test_a_change_is_saved_after_a_pause(
    qtbot: QtBot, session: Session, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.gui.saving.PAUSE_MS", 10)
    owner = QObject()
    saving = Saving(drawer, owner)
    change(session, "one")
    assert saving.safety.level == "protected"
    qtbot.waitUntil(lambda: saving.safety.saved)
    assert drawer.kept == [session.corpus]
    assert saving.safety.when


def test_steady_work_is_saved_all_the_same(
    qtbot: QtBot, session: Session, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.gui.saving.PAUSE_MS", 60_000)
    monkeypatch.setattr("annotator.gui.saving.LONGEST_MS", 10)
    owner = QObject()
    saving = Saving(drawer, owner)
    change(session, "one")
    qtbot.waitUntil(lambda: bool(drawer.kept))
    assert saving.settle()


def test_what_changes_during_a_save_is_saved_after_it(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    change(session, "one")
    drawer.gate.clear()
    saving.save()
    assert saving.is_busy
    first = session.corpus
    change(session, "two")
    saving.save()
    drawer.gate.set()
    assert saving.settle()
    assert drawer.kept == [first, session.corpus]
    assert saving.safety.saved


def test_a_failure_stays_until_a_save_succeeds(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    drawer.error = SaveError("E-FULL", "The disk is full.", "ferry/anna.tei.xml")
    change(session, "one")
    assert not saving.settle()
    assert saving.safety.level == "unsaved"
    assert saving.safety.failure == "ferry/anna.tei.xml: The disk is full."
    change(session, "two")
    assert saving.safety.level == "unsaved"
    drawer.error = None
    assert saving.settle()
    assert (saving.safety.level, saving.safety.failure) == ("saved", "")


def test_an_unforeseen_error_is_a_failure_too(
    qtbot: QtBot, session: Session, drawer: Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    drawer.error = ZeroDivisionError("oops")
    change(session, "one")
    assert not saving.settle()
    assert "ZeroDivisionError" in saving.safety.failure
    assert "unexpected error in saving" in caplog.text
    caplog.clear()


def test_what_is_being_typed_is_brought_in_first(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner, flush=lambda: change(session, "typed"))
    assert saving.settle()
    (kept,) = drawer.kept
    found = kept.find("a-quote", "anna")
    assert found is not None
    assert found.note == "typed"


def test_a_save_that_meets_another_version_is_made_again(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    drawer.rounds = 2
    change(session, "one")
    assert saving.settle()
    assert len(drawer.kept) == 3


def test_going_on_elsewhere_forgets_what_failed(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    drawer.error = SaveError("E-READ-ONLY", "The folder is read-only.")
    change(session, "one")
    assert not saving.settle()
    assert saving.safety.level == "away"
    drawer.error = None
    saving.go_on()
    assert saving.settle()
    assert drawer.kept == [session.corpus]


def test_a_failed_save_is_tried_again_by_itself(
    qtbot: QtBot, session: Session, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.gui.saving.AGAIN_MS", 20)
    owner = QObject()
    saving = Saving(drawer, owner)
    drawer.error = SaveError("E-GONE", "The folder is not there.")
    change(session, "one")
    assert not saving.settle()
    drawer.error = None
    qtbot.waitUntil(lambda: saving.safety.level == "saved")


def test_what_the_journal_could_not_keep_is_offered_to_it_again(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    drawer.unprotected = "The disk is full."
    change(session, "one")
    assert saving.safety.level == "unsafe"
    assert "in this window only" in saving.safety.alarm
    saving.save()
    drawer.unprotected = ""
    with qtbot.waitSignal(saving.changed):
        drawer.changed()
    assert saving.settle()


def test_where_nothing_may_be_changed_nothing_is_saved(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    drawer.refusal = "It is open in another window."
    saving = Saving(drawer, owner)
    saving.save()
    assert not saving.is_busy
    assert saving.safety.level == "read-only"
    assert saving.safety.long == drawer.refusal


def test_after_the_stop_nothing_is_saved(qtbot: QtBot, session: Session, drawer: Drawer) -> None:
    owner = QObject()
    saving = Saving(drawer, owner)
    saving.stop()
    change(session, "one")
    assert drawer.kept == []
