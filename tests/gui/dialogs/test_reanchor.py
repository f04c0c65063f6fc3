"""The text differs from the one that was annotated: the dialog tells, asks, and hands back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from annotator.core.annotation import Annotation
from annotator.core.provenance import Provenance
from annotator.core.reanchoring import Candidate, Report, reanchored
from annotator.core.span import Span, Spans
from annotator.gui.dialogs.reanchor import ReanchorDialog
from annotator.gui.widgets.passage import Passage

OLD = (
    "The mayor said the town would “not move” 🚲.\n"
    "About 480\u00a0nurses may leave, the union claims.\n"
    "A last word, <b>bold</b> & brave."
)
NEW = OLD.replace("\u00a0", " ").replace("the town", "the city").replace("the union claims", "so")
NEW = f"New. {NEW} The mayor said no."


def place(text: str, words: str, start: int = 0) -> Spans:
    at = text.index(words, start)
    return (Span(at, at + len(words)),)


def annotation(id: str, words: str) -> Annotation:
    return Annotation(id, "wire", "quote", place(OLD, words), Provenance("", "anna"))


@pytest.fixture
def report() -> Report:
    """One of each kind but kept; `a-unclear` has been made to have two places."""
    found = reanchored(
        OLD,
        NEW,
        [
            annotation("a-moved", "<b>bold</b> & brave"),
            annotation("a-respelled", "480\u00a0nurses"),
            annotation("a-reworded", "the town would “not move” 🚲"),
            annotation("a-lost", "the union claims"),
            annotation("a-unclear", "The mayor"),
        ],
    )
    *others, last = found.anchorings
    second = Candidate(place(NEW, "The mayor", 20), "same")
    unclear = replace(last, outcome="ambiguous", candidates=(*last.candidates, second))
    assert [each.outcome for each in others] == ["moved", "respelled", "reworded", "lost"]
    return Report(OLD, NEW, (*others, unclear))


@pytest.fixture
def dialog(qtbot: QtBot, report: Report) -> ReanchorDialog:
    made = ReanchorDialog("Ferry & strike", report, {"quote": "Quote & co"})
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.tree.setFocus()
    return made


def rows(dialog: ReanchorDialog) -> list[tuple[str, str]]:
    tree = dialog.tree
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [(item.text(2), item.text(3)) for item in items]


def button(dialog: ReanchorDialog, text: str) -> QPushButton:
    box = dialog.findChild(QDialogButtonBox)
    return next(b for b in box.buttons() if b.text() == text)


def listed(dialog: ReanchorDialog) -> list[str]:
    return [dialog.places.list.item(n).text() for n in range(dialog.places.list.count())]


def test_what_has_to_be_decided_is_listed_first(dialog: ReanchorDialog) -> None:
    assert rows(dialog) == [
        ("The mayor", "Please choose"),
        ("the town would “not move” 🚲", "Please choose"),
        ("480 nurses", "Moves to the words there"),
        ("the union claims", "Set aside"),
        ("<b>bold</b> & brave", "Moves"),
    ]
    assert dialog.tree.topLevelItem(0).text(1) == "Quote & co"
    assert dialog.undecided == 2
    assert dialog.chosen == {"a-respelled": place(NEW, "480 nurses")}
    assert dialog.decision == "leave"


def test_words_are_shown_then_and_now_with_their_places_marked(dialog: ReanchorDialog) -> None:
    then, now = dialog.findChildren(Passage)
    assert then.toPlainText().startswith("The mayor said the town")
    assert now.toPlainText().startswith("New. The mayor said the city")
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(1))
    for passage, words in ((then, "the town would “not move” 🚲"), (now, "the city would “not")):
        cursor = passage.textCursor()
        cursor.movePosition(cursor.MoveOperation.NextCharacter)
        assert cursor.charFormat().fontUnderline()
        at = passage.excerpt.marked[0][0]
        assert passage.excerpt.text[at:].startswith(words)
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(4))
    assert "<b>bold</b> & brave" in now.toPlainText()


def test_choosing_with_the_mouse(qtbot: QtBot, dialog: ReanchorDialog) -> None:
    assert len(listed(dialog)) == 3
    assert dialog.places.list.currentRow() == -1
    places = dialog.places.list
    at = places.visualItemRect(places.item(1)).center()
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.chosen["a-unclear"] == place(NEW, "The mayor", 20)
    assert "The mayor said no." in dialog.places.now
    assert rows(dialog)[0] == ("The mayor", "Moves to place 2")
    places.setCurrentRow(2)
    assert "a-unclear" not in dialog.chosen
    assert dialog.places.now == ""
    assert rows(dialog)[0] == ("The mayor", "Set aside")
    assert dialog.undecided == 1


def test_choosing_with_keys_goes_on_to_what_is_open(qtbot: QtBot, dialog: ReanchorDialog) -> None:
    qtbot.keyClick(dialog.tree, Qt.Key.Key_3)
    assert dialog.undecided == 2, "there is no third place"
    qtbot.keyClick(dialog.tree, Qt.Key.Key_1)
    assert dialog.chosen["a-unclear"] == place(NEW, "The mayor")
    assert dialog.tree.currentItem().text(2).startswith("the town")
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Delete)
    assert dialog.undecided == 0
    assert set(dialog.chosen) == {"a-unclear", "a-respelled"}


def test_enter_in_a_list_closes_nothing(qtbot: QtBot, dialog: ReanchorDialog) -> None:
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.places.list.hasFocus()
    assert dialog.undecided == 2, "focus alone chooses nothing"
    qtbot.keyClick(dialog.places.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.tree.hasFocus()
    assert dialog.tree.currentItem().text(2).startswith("the town")
    assert dialog.chosen["a-unclear"] == place(NEW, "The mayor")
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(0))
    dialog.places.list.setFocus()
    qtbot.keyClick(dialog.places.list, Qt.Key.Key_Down)
    assert dialog.chosen["a-unclear"] == place(NEW, "The mayor", 20)


def test_taking_the_first_place_for_all_that_are_undecided(
    qtbot: QtBot, dialog: ReanchorDialog
) -> None:
    take = next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("Take the"))
    assert take.isVisible()
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert dialog.undecided == 0
    assert not take.isVisible()
    assert dialog.chosen["a-unclear"] == place(NEW, "The mayor")
    assert dialog.chosen["a-reworded"] == place(NEW, "the city would “not move” 🚲")
    assert "a-lost" not in dialog.chosen


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("Move the annotations", "move"),
        ("Put the old text back", "restore"),
        ("Leave it as it is", "leave"),
    ],
)
def test_the_ways_out(qtbot: QtBot, dialog: ReanchorDialog, text: str, decision: str) -> None:
    qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert dialog.decision == decision
    assert (dialog.result() == dialog.DialogCode.Accepted) == (decision != "leave")


def test_escape_leaves_it(qtbot: QtBot, dialog: ReanchorDialog) -> None:
    qtbot.keyClick(dialog.tree, Qt.Key.Key_1)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.decision == "leave"


def test_enter_moves_only_when_all_is_decided(dialog: ReanchorDialog) -> None:
    assert button(dialog, "Leave it as it is").isDefault()
    dialog._take_first()
    assert button(dialog, "Move the annotations").isDefault()


def test_it_says_what_is_set_aside(dialog: ReanchorDialog) -> None:
    assert dialog._status.text().startswith("3 annotations are set aside on moving (2 because")
    dialog._take_first()
    assert dialog._status.text().startswith("1 annotation is set aside on moving: kept in the file")


def test_nothing_to_decide(qtbot: QtBot) -> None:
    report = reanchored(OLD, OLD + " More.", [annotation("a-1", "The mayor")])
    dialog = ReanchorDialog("Strike", report, {}, restorable=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.tree.isVisible()
    assert dialog.chosen == {}
    assert not button(dialog, "Put the old text back").isEnabled()
    assert button(dialog, "Move the annotations").isEnabled()


def test_thousands_that_only_move_do_not_fill_the_list(qtbot: QtBot) -> None:
    text = " ".join(f"word{n}" for n in range(2000))
    words = [annotation("a-x", "The mayor")]
    words = [replace(words[0], id=f"a-{n}", spans=place(text, f"word{n} ")) for n in range(1999)]
    report = reanchored(text, "New. " + text, words)
    dialog = ReanchorDialog("Strike", report, {})
    qtbot.addWidget(dialog)
    assert dialog.tree.topLevelItemCount() == 500
    assert "1999 annotations move" in " ".join(
        label.text() for label in dialog.findChildren(type(dialog._status))
    )
