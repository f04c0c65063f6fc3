"""Banner and status bar tell how things stand."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from annotator.core.corpus import Corpus
from annotator.core.errors import Problem, SaveError
from annotator.core.gestures import complete, set_note
from annotator.gui.desk import Desk
from annotator.gui.frame.banner import Banner
from annotator.gui.frame.docks import Docks
from annotator.gui.frame.status import Status
from annotator.gui.panes import PANES
from annotator.gui.panes.problems import Problems
from annotator.storage.state import State
from annotator.storage.workspace import Loaded, Workspace
from tests.samples import build_corpus


class Folder:
    """Stands in for a workspace."""

    folder = Path("/nowhere")
    draft = True
    error: Exception | None = None

    def save(self, corpus: Corpus, annotator: str) -> None:
        if self.error:
            raise self.error


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def desk(window: QMainWindow, tmp_path: Path) -> Desk:
    return Desk(State(tmp_path), window)


def open_small(desk: Desk, *problems: Problem) -> Folder:
    folder, corpus = Folder(), build_corpus()
    desk.open(cast("Workspace", folder), Loaded(corpus, problems), corpus.project.annotators[0])
    return folder


def test_a_banner_says_it_once_and_offers_what_can_be_done(qtbot: QtBot) -> None:
    banner, pressed = Banner(), []
    qtbot.addWidget(banner)
    assert banner.text == ""
    banner.say("NOT SAVED. <b>disk</b> full", buttons=[("Try & again", lambda: pressed.append(1))])
    assert banner.text == "NOT SAVED. <b>disk</b> full"
    (button,) = banner.findChildren(QPushButton)
    assert button.text() == "Try && again"
    button.click()
    assert pressed == [1]
    banner.say("Something else", "warning")
    assert [b for b in banner.findChildren(QPushButton) if not b.isHidden()] == []


def test_the_status_bar_follows_the_desk(qtbot: QtBot, window: QMainWindow, desk: Desk) -> None:
    status = Status(desk)
    window.setStatusBar(status)
    assert status.saved.isHidden()
    folder = open_small(desk)
    session = desk.session
    qtbot.waitUntil(lambda: status.saved.text() == "All saved")
    assert status.annotator.text() == "Anna"
    assert status.progress.text() == "0 of 2 articles finished"
    desk.bridge.attempt(lambda: complete(session.corpus, session.stamp(), "ferry", "finished"))
    qtbot.waitUntil(lambda: status.progress.text() == "1 of 2 articles finished")
    assert status.saved.text() == "Not saved yet"
    folder.error = SaveError("E-FULL", "The disk is full.")
    assert not desk.settle()
    qtbot.waitUntil(lambda: "NOT SAVED" in status.saved.text())
    folder.error = None
    assert desk.settle()
    qtbot.waitUntil(lambda: status.saved.text().startswith("Saved "))


def test_problems_are_counted(qtbot: QtBot, window: QMainWindow, desk: Desk) -> None:
    status = Status(desk)
    window.setStatusBar(status)
    open_small(desk, Problem("E-XML", "Not well-formed.", "texts/a.tei.xml", 3))
    qtbot.waitUntil(lambda: status.problems.text() == "⚠ 1 problem")


def test_every_pane_has_a_dock_and_problems_open_by_themselves(
    qtbot: QtBot, window: QMainWindow, desk: Desk
) -> None:
    docks = Docks(window, desk.bridge)
    window.show()
    assert set(docks.panes) == {pane.id for pane in PANES}
    assert not any(docks.is_shown(id) for id in docks.panes)
    docks.set_present(True)
    assert docks.is_shown("palette")
    assert not docks.is_shown("problems")
    docks.show_problems([Problem("E-XML", "Not well-formed.", "texts/a.tei.xml", 3)])
    assert docks.is_shown("problems")
    pane = docks.panes["problems"]
    assert isinstance(pane, Problems)
    assert len(pane.problems) == 1
    docks.toggle("problems")
    docks.set_present(False)
    docks.set_present(True)
    assert not docks.is_shown("problems")
    docks.focus("palette")


def test_opening_another_project_puts_the_first_away(
    qtbot: QtBot, window: QMainWindow, desk: Desk
) -> None:
    away: list[str] = []
    desk.closing.connect(lambda: away.append(desk.session.project.id))
    open_small(desk)
    first = desk.saving
    open_small(desk)
    assert desk.saving is not first
    assert away == ["p-0000000000"]
    assert desk.close()
    assert not desk.is_open
    assert [recent.title for recent in desk.state.recent] == ["Ferry strike"]
    assert desk.state.annotator("p-0000000000") == "anna"


def test_what_is_typed_is_saved_when_the_project_is_closed(desk: Desk) -> None:
    folder = open_small(desk)
    saved: list[Corpus] = []
    folder.save = lambda corpus, annotator: saved.append(corpus)  # type: ignore[method-assign]
    session = desk.session

    def typed() -> None:
        annotation = session.annotation("a-quote")
        assert annotation is not None
        session.apply(set_note(session.stamp(), [annotation], "typed"))

    desk.flushers.append(typed)
    assert desk.close()
    assert saved[-1].find("a-quote", "anna").note == "typed"  # type: ignore[union-attr]


def test_panes_give_way_in_a_small_window_and_come_back(window: QMainWindow, desk: Desk) -> None:
    docks = Docks(window, desk.bridge)
    window.resize(1400, 900)
    window.show()
    docks.set_present(True)
    assert docks.is_shown("inspector")
    assert docks.is_shown("annotations")
    window.resize(900, 600)
    assert not docks.is_shown("inspector")
    assert not docks.is_shown("annotations")
    assert docks.is_shown("palette")
    docks.reveal("inspector")
    window.resize(910, 600)
    assert docks.is_shown("inspector")
    window.resize(1400, 900)
    assert docks.is_shown("annotations")
