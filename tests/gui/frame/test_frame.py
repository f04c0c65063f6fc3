"""Banner and status bar tell how things stand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from annotator.core.errors import Problem, SaveError
from annotator.core.gestures import complete, set_note
from annotator.gui.desk import Desk
from annotator.gui.frame.banner import Banner
from annotator.gui.frame.docks import Docks
from annotator.gui.frame.status import Status
from annotator.gui.panes import PANES
from annotator.gui.panes.problems import Problems
from annotator.storage.state import State
from tests.keepings import SmallKeeping

Open = Callable[..., SmallKeeping]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def desk(window: QMainWindow, tmp_path: Path) -> Desk:
    return Desk(State(tmp_path), window)


@pytest.fixture
def open_small(desk: Desk, tmp_path: Path) -> Iterator[Open]:
    def open(*problems: Problem) -> SmallKeeping:
        desk.put_away()
        keeping = SmallKeeping(tmp_path, problems=problems)
        desk.open(keeping)
        return keeping

    yield open
    desk.put_away()


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
    banner.withdraw()
    banner.say("Something else", "warning")
    assert [b for b in banner.findChildren(QPushButton) if not b.isHidden()] == []


def test_a_banner_says_the_gravest_and_comes_back_to_the_rest(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("A draft", "information", about="draft")
    banner.say("Not saved", "error", about="alarm")
    banner.say("Restored", "information", about="restored")
    assert banner.text == "Not saved"
    banner.withdraw("alarm")
    assert banner.text == "Restored"
    banner.say("Restored more", "information", about="restored")
    assert banner.text == "Restored more"
    banner.withdraw("restored")
    banner.withdraw("restored")
    assert banner.text == "A draft"
    banner.clear()
    assert banner.text == ""
    assert banner.isHidden()


def test_the_status_bar_follows_the_desk(
    qtbot: QtBot, window: QMainWindow, desk: Desk, open_small: Open
) -> None:
    status = Status(desk)
    window.setStatusBar(status)
    assert status.saved.isHidden()
    keeping = open_small()
    session = desk.session
    qtbot.waitUntil(lambda: status.saved.text() == "✓ All saved")
    assert status.annotator.text() == "Anna"
    assert status.progress.text() == "0 of 2 articles finished"
    desk.bridge.attempt(lambda: complete(session.corpus, session.stamp(), "ferry", "finished"))
    qtbot.waitUntil(lambda: status.progress.text() == "1 of 2 articles finished")
    assert status.saved.text() == "✓ Protected"
    keeping.error = SaveError("E-FULL", "The disk is full.")
    assert not desk.settle()
    qtbot.waitUntil(lambda: "NOT SAVED" in status.saved.text())
    keeping.error = None
    assert desk.settle()
    qtbot.waitUntil(lambda: status.saved.text().startswith("✓ Saved "))


def test_problems_are_counted(
    qtbot: QtBot, window: QMainWindow, desk: Desk, open_small: Open
) -> None:
    status = Status(desk)
    window.setStatusBar(status)
    open_small(Problem("E-XML", "Not well-formed.", "texts/a.tei.xml", 3))
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
    qtbot: QtBot, window: QMainWindow, desk: Desk, open_small: Open
) -> None:
    away: list[str] = []
    desk.closing.connect(lambda: away.append(desk.session.project.id))
    open_small()
    first = desk.saving
    open_small()
    assert desk.saving is not first
    assert away == ["p-0000000000"]
    assert desk.close()
    assert not desk.is_open
    assert [recent.title for recent in desk.state.recent] == ["Ferry strike"]
    assert desk.state.annotator("p-0000000000") == "anna"


def test_what_is_typed_is_saved_when_the_project_is_closed(desk: Desk, open_small: Open) -> None:
    keeping = open_small()
    session = desk.session

    def typed() -> None:
        annotation = session.annotation("a-quote")
        assert annotation is not None
        session.apply(set_note(session.stamp(), [annotation], "typed"))

    desk.flushers.append(typed)
    assert desk.close()
    assert keeping.saved[-1].find("a-quote", "anna").note == "typed"  # type: ignore[union-attr]


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
