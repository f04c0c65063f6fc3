"""The pane of problems: errors first, each can be chosen."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.core.errors import Problem
from annotator.gui.panes.problems import Problems
from annotator.gui.widgets.card import Card

BROKEN = Problem("E-XML", "This is <b>no</b> XML.", "texts/a.tei.xml", 3, "Restore it.")
ODD = Problem("E-TAG", "The tagset has no category “x”.", "anna.tei.xml", severity="warning")


def test_errors_come_first(qtbot: QtBot) -> None:
    pane = Problems()
    qtbot.addWidget(pane)
    pane.show()
    pane.set_problems([ODD, BROKEN])
    assert pane.problems == (BROKEN, ODD)
    cards = pane.findChildren(Card)
    assert "texts/a.tei.xml, line 3" in cards[0].accessibleName()
    assert cards[0].accessibleDescription() == "Restore it."


def test_a_problem_is_chosen_by_click_and_by_enter(qtbot: QtBot) -> None:
    pane = Problems()
    qtbot.addWidget(pane)
    pane.set_problems([ODD, BROKEN])
    pane.show()
    card = pane.findChildren(Card)[0]
    with qtbot.waitSignal(pane.problem_chosen) as told:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told.args == [BROKEN]
    with qtbot.waitSignal(pane.problem_chosen):
        qtbot.keyClick(card, Qt.Key.Key_Return)


def test_no_problems(qtbot: QtBot) -> None:
    pane = Problems()
    qtbot.addWidget(pane)
    pane.show()
    pane.set_problems([BROKEN])
    pane.set_problems([])
    assert pane.problems == ()
    assert not [card for card in pane.findChildren(Card) if card.isVisible()]


def test_very_many_problems_are_counted(qtbot: QtBot) -> None:
    pane = Problems()
    qtbot.addWidget(pane)
    pane.set_problems([ODD] * 250)
    assert len(pane.problems) == 250
    assert len(pane.findChildren(Card)) == 200
