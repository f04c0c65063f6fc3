"""Automatic saving: when, one at a time, and what is said of it."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotator.core.corpus import Corpus
from annotator.core.errors import SaveError
from annotator.core.gestures import set_note
from annotator.gui.saving import Saving
from annotator.session.session import Session
from tests.samples import build_session


class Drawer:
    """Keeps what it was given; fails or waits when told to."""

    def __init__(self) -> None:
        self.kept: list[Corpus] = []
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def save(self, corpus: Corpus, annotator: str) -> None:
        self.gate.wait(5)
        if self.error:
            raise self.error
        self.kept.append(corpus)


@pytest.fixture
def session() -> Session:
    return build_session()


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


def change(session: Session, note: str) -> None:
    annotation = session.annotation("a-quote")
    assert annotation is not None
    session.apply(set_note(session.stamp(), [annotation], note))


def test_nothing_is_written_before_something_changed(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(session, drawer, owner)
    assert saving.state == "saved"
    assert saving.settle()
    assert drawer.kept == []


def test_a_change_is_saved_after_a_pause(
    qtbot: QtBot, session: Session, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.gui.saving.PAUSE_MS", 10)
    owner = QObject()
    saving = Saving(session, drawer, owner)
    change(session, "one")
    assert saving.state == "unsaved"
    qtbot.waitUntil(lambda: saving.state == "saved")
    assert drawer.kept == [session.corpus]
    assert saving.when


def test_steady_work_is_saved_all_the_same(
    qtbot: QtBot, session: Session, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.gui.saving.PAUSE_MS", 60_000)
    monkeypatch.setattr("annotator.gui.saving.LONGEST_MS", 10)
    owner = QObject()
    saving = Saving(session, drawer, owner)
    change(session, "one")
    qtbot.waitUntil(lambda: bool(drawer.kept))
    assert saving.settle()


def test_what_changes_during_a_save_is_saved_after_it(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(session, drawer, owner)
    change(session, "one")
    drawer.gate.clear()
    saving.save()
    assert saving.state == "saving"
    first = session.corpus
    change(session, "two")
    saving.save()
    drawer.gate.set()
    assert saving.settle()
    assert drawer.kept == [first, session.corpus]
    assert saving.state == "saved"


def test_a_failure_stays_until_a_save_succeeds(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(session, drawer, owner)
    drawer.error = SaveError("E-FULL", "The disk is full.", "ferry/anna.tei.xml")
    change(session, "one")
    assert not saving.settle()
    assert saving.state == "failed"
    assert saving.failure == "ferry/anna.tei.xml: The disk is full."
    change(session, "two")
    assert saving.state == "failed"
    drawer.error = None
    assert saving.settle()
    assert (saving.state, saving.failure) == ("saved", "")


def test_an_unforeseen_error_is_a_failure_too(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(session, drawer, owner)
    drawer.error = ZeroDivisionError("oops")
    change(session, "one")
    assert not saving.settle()
    assert "ZeroDivisionError" in saving.failure


def test_what_is_being_typed_is_brought_in_first(
    qtbot: QtBot, session: Session, drawer: Drawer
) -> None:
    owner = QObject()
    saving = Saving(session, drawer, owner, flush=lambda: change(session, "typed"))
    assert saving.settle()
    (kept,) = drawer.kept
    found = kept.find("a-quote", "anna")
    assert found is not None
    assert found.note == "typed"


def test_going_on_elsewhere(qtbot: QtBot, session: Session, drawer: Drawer) -> None:
    owner, other = QObject(), Drawer()
    saving = Saving(session, drawer, owner)
    drawer.error = SaveError("E-READ-ONLY", "The folder is read-only.")
    change(session, "one")
    assert not saving.settle()
    saving.go_on_at(other)
    assert saving.settle()
    assert other.kept == [session.corpus]


def test_after_the_stop_nothing_is_saved(qtbot: QtBot, session: Session, drawer: Drawer) -> None:
    owner = QObject()
    saving = Saving(session, drawer, owner)
    saving.stop()
    change(session, "one")
    assert drawer.kept == []
