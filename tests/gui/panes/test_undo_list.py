"""The undo list: follows the history, and moves it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from annotator.core import gestures
from annotator.gui.bridge import Bridge
from annotator.gui.panes.undo_list import UndoList, join
from tests.samples import build_session


@pytest.fixture
def bridge() -> Bridge:
    bridge = Bridge(build_session())
    session = bridge.session
    for text in ("one", "two", "three"):
        quote = session.annotation("a-quote")
        assert quote
        session.apply(gestures.set_note(session.stamp(), [quote], text))
    return bridge


@pytest.fixture
def pane(qtbot: QtBot, bridge: Bridge) -> UndoList:
    made = UndoList()
    qtbot.addWidget(made)
    join(made, bridge)
    made.show()
    return made


def click(qtbot: QtBot, pane: UndoList, row: int) -> None:
    shown = pane.findChild(QListWidget)
    assert shown
    place = shown.visualItemRect(shown.item(row)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_goes_back_and_forward(qtbot: QtBot, pane: UndoList, bridge: Bridge) -> None:
    click(qtbot, pane, 2)
    assert bridge.session.history.done == 1
    assert [row.done for row in pane.rows] == [False, False, True, True]
    click(qtbot, pane, 0)
    assert bridge.session.history.done == 3
    click(qtbot, pane, 3)
    assert bridge.session.history.done == 0
    quote = bridge.session.annotation("a-quote")
    assert quote
    assert quote.note == ""


def test_enter_goes_to_a_step(qtbot: QtBot, pane: UndoList, bridge: Bridge) -> None:
    shown = pane.findChild(QListWidget)
    assert shown
    shown.setFocus()
    shown.setCurrentRow(3)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert bridge.session.history.done == 0


def test_a_hidden_list_is_made_when_it_is_seen(pane: UndoList, bridge: Bridge) -> None:
    pane.hide()
    bridge.undo()
    assert sum(row.done for row in pane.rows) == 4
    pane.show()
    assert sum(row.done for row in pane.rows) == 3


def test_nothing_done_yet_says_so(pane: UndoList, bridge: Bridge) -> None:
    bridge.replace(build_session())
    assert [row.label for row in pane.rows] == ["Start"]
