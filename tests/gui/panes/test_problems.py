"""The pane of problems: errors first, each can be chosen."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.core.conflict import Conflict
from annotator.core.errors import Problem
from annotator.display.conflicts import ConflictRow, conflict_row
from annotator.gui.panes.problems import Problems
from annotator.gui.widgets.card import Card
from annotator.gui.widgets.conflict_card import ConflictCard
from tests.samples import build_corpus

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


def conflict_rows() -> list[ConflictRow]:
    """Two versions of an annotation whose notes are markup, and one deleted elsewhere."""
    corpus = build_corpus()
    own = corpus.set("ferry", "anna").annotations
    quote, peace = own["a-quote"], own["a-peace"]
    other = replace(quote, note='<img src="canary.png">&B')
    return [
        conflict_row(Conflict("a-quote", "both-changed", quote, other, "a-2"), corpus, "anna"),
        conflict_row(Conflict("a-peace", "deleted-changed", None, peace), corpus, "anna"),
    ]


def buttons(pane: Problems) -> dict[str, QPushButton]:
    """Buttons of the cards that are shown, by what a screen reader says."""
    cards = [card for card in pane.findChildren(ConflictCard) if not card.isHidden()]
    return {button.accessibleName(): button for card in cards for button in card.buttons}


def test_conflicts_stand_above_problems_with_both_versions(qtbot: QtBot) -> None:
    pane = Problems()
    qtbot.addWidget(pane)
    pane.set_problems([ODD])
    pane.set_conflicts(conflict_rows())
    with qtbot.waitExposed(pane):
        pane.show()
    cards = [card for card in pane.findChildren(Card) if not card.isHidden()]
    assert [isinstance(card, ConflictCard) for card in sorted(cards, key=lambda c: c.y())] == [
        True,
        True,
        False,
    ]
    labels = [label for label in pane.findChildren(QLabel) if label.text().startswith("<img")]
    assert [label.textFormat() for label in labels] == [Qt.TextFormat.PlainText]
    assert pane.problems == (ODD,)


def test_a_conflict_is_settled_by_its_buttons(qtbot: QtBot) -> None:
    pane = Problems()
    qtbot.addWidget(pane)
    rows = conflict_rows()
    pane.set_conflicts(rows)
    pane.show()
    found = buttons(pane)
    assert [name.split(":")[0] for name in found] == [
        "Keep this",
        "Keep that",
        "Keep both",
        "Keep this",
        "Keep that",
    ]
    wanted = [("this", 0), ("that", 0), ("both", 0), ("this", 1), ("that", 1)]
    for button, (choice, row) in zip(found.values(), wanted, strict=True):
        with qtbot.waitSignal(pane.conflict_settled) as told:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert told.args == [rows[row].conflict, choice]
    assert next(iter(found.values())).accessibleDescription() == "Note: none"


def test_conflicts_are_settled_one_after_the_other_from_the_keyboard(qtbot: QtBot) -> None:
    pane = Problems()
    qtbot.addWidget(pane)
    rows = conflict_rows()
    pane.set_conflicts(rows)
    pane.conflict_settled.connect(
        lambda conflict, _: pane.set_conflicts(
            [r for r in pane.conflicts if r.conflict != conflict]
        )
    )
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    card = pane.findChildren(ConflictCard)[0]
    card.setFocus()
    with qtbot.waitSignal(pane.conflict_chosen) as told:
        qtbot.keyClick(card, Qt.Key.Key_Return)
    assert told.args == [rows[0].conflict]
    qtbot.keyClick(card, Qt.Key.Key_Tab)
    for _ in range(4):  # labels that can be selected may stand between
        if QApplication.focusWidget() is card.buttons[0]:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.buttons[0]
    qtbot.keyClick(card.buttons[0], Qt.Key.Key_Space)
    assert pane.conflicts == (rows[1],)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus in buttons(pane).values()
    qtbot.keyClick(focus, Qt.Key.Key_Space)
    assert pane.conflicts == ()
    assert not [card for card in pane.findChildren(Card) if card.isVisible()]
