"""The inspector: shows what is selected, changes it by hand, never disturbs typing."""

from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.core import gestures
from annotator.core.annotation import Annotation
from annotator.core.tagset import Attribute, Category, Choice, Option
from annotator.core.values import Symbol
from annotator.display.form import Field
from annotator.gui.bridge import Bridge
from annotator.gui.panes.inspector import Inspector, join
from annotator.gui.widgets.fields import Buttons
from annotator.gui.widgets.note_edit import NoteEdit
from annotator.gui.widgets.plain import Label
from annotator.gui.widgets.segment import Segment
from annotator.session.session import Session
from tests.samples import FIRST, TAGSET, place

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def pane(qtbot: QtBot, bridge: Bridge) -> Inspector:
    made = Inspector()
    qtbot.addWidget(made)
    join(made, bridge)
    made.resize(320, 700)
    made.show()
    return made


def one(session: Session, id: str) -> Annotation:
    found = session.annotation(id)
    assert found
    return found


def named(pane: Inspector, kind: type[W], name: str) -> W:
    """The visible widget that a screen reader calls so."""
    QApplication.processEvents()  # Qt shows new parts of a form when it comes round
    found = [w for w in pane.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
    assert len(found) == 1, [w.accessibleName() for w in pane.findChildren(kind)]
    return found[0]


def said(pane: Inspector) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in pane.findChildren(Label) if label.isVisible())


def choose(combo: QComboBox, text: str) -> None:
    row = combo.findText(text)
    assert row >= 0
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def test_nothing_selected_says_what_to_do(pane: Inspector) -> None:
    assert pane.is_empty
    assert "Nothing selected" in said(pane)


def test_words_and_origin_are_shown(pane: Inspector, session: Session) -> None:
    session.select("ferry", ["a-quote"])
    assert "“We will not move 😀 an inch,”" in said(pane)
    assert "Made by hand by Anna" in said(pane)
    assert named(pane, QLineEdit, "Speaker").text() == "the mayor"


def test_the_category_is_changed(pane: Inspector, session: Session) -> None:
    session.select("ferry", ["a-quote"])
    choose(named(pane, QComboBox, "Category of the selected annotations"), "Claim")
    assert one(session, "a-quote").category == "claim"


def test_a_choice_by_button_and_taken_away_again(pane: Inspector, session: Session) -> None:
    session.select("ferry", ["a-quote"])
    button = named(pane, QAbstractButton, "Medium: writing")
    button.click()
    assert one(session, "a-quote").attributes.get("medium") == "writing"
    assert button.isChecked()
    assert not named(pane, QAbstractButton, "Medium: speech").isChecked()
    button.click()
    assert one(session, "a-quote").attributes.get("medium") is None
    assert "taken as speech" in said(pane)


def test_a_condition_shows_and_hides_fields(pane: Inspector, session: Session) -> None:
    session.select("ferry", ["a-source"])
    choose(named(pane, QComboBox, "Source kind"), "government")
    named(pane, QAbstractButton, "Part: cue").click()
    assert "Source kind" not in said(pane)
    assert "source_kind: government" in said(pane)
    named(pane, QAbstractButton, "Remove source_kind").click()
    assert one(session, "a-source").attributes.get("source_kind") is None


def test_required_and_missing_is_said_calmly(pane: Inspector, session: Session) -> None:
    session.select("island", ["a-short"])
    assert "Form *" in said(pane)
    assert "Please choose." in said(pane)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_text_is_taken_when_the_field_is_left(
    qtbot: QtBot, pane: Inspector, session: Session
) -> None:
    session.select("island", ["a-short"])
    line = named(pane, QLineEdit, "Speaker")
    line.setFocus()
    qtbot.keyClicks(line, "the union\x0b")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert one(session, "a-short").attributes.get("speaker") == "the union"


def test_values_used_before_complete_the_text(
    qtbot: QtBot, pane: Inspector, session: Session
) -> None:
    session.select("island", ["a-short"])
    line = named(pane, QLineEdit, "Speaker")
    line.setFocus()
    completer = line.completer()
    assert completer
    completer.setCompletionPrefix("may")
    assert completer.currentCompletion() == "the mayor"


@pytest.mark.parametrize(
    ("typed", "value"), [("1,200", Decimal(1200)), ("0.50", Decimal("0.5")), ("", None)]
)
def test_numbers(
    qtbot: QtBot, pane: Inspector, session: Session, typed: str, value: Decimal | None
) -> None:
    session.select("ferry", ["a-figure"])
    line = named(pane, QLineEdit, "Value")
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert one(session, "a-figure").attributes.get("value") == value


def test_what_is_no_number_is_not_taken(qtbot: QtBot, pane: Inspector, session: Session) -> None:
    session.select("ferry", ["a-figure"])
    line = named(pane, QLineEdit, "Value")
    line.setFocus()
    qtbot.keyClicks(line, " or so")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert one(session, "a-figure").attributes.get("value") == 40
    assert "is not a number" in said(pane)
    assert line.text() == "40 or so"


def test_a_number_out_of_bounds_is_kept_and_said(
    qtbot: QtBot, pane: Inspector, session: Session
) -> None:
    session.select("ferry", ["a-figure"])
    line = named(pane, QLineEdit, "Share")
    line.setFocus()
    qtbot.keyClicks(line, "140")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert one(session, "a-figure").attributes.get("share") == 140
    assert "more than 100" in said(pane)


def test_a_note_typed_in_one_go_is_one_step(
    qtbot: QtBot, pane: Inspector, session: Session
) -> None:
    session.select("ferry", ["a-quote"])
    note = named(pane, NoteEdit, "Note")
    note.setFocus()
    qtbot.keyClicks(note, "Is this ")
    note.commit()
    qtbot.keyClicks(note, "one?")
    qtbot.waitUntil(lambda: one(session, "a-quote").note == "Is this one?")
    assert len(session.history.steps) == 1


def test_a_note_goes_to_whom_it_was_typed_for(
    qtbot: QtBot, pane: Inspector, session: Session
) -> None:
    session.select("ferry", ["a-quote"])
    note = named(pane, NoteEdit, "Note")
    note.setFocus()
    qtbot.keyClicks(note, "mine")
    session.select("ferry", ["a-source"])
    assert one(session, "a-quote").note == "mine"
    assert one(session, "a-source").note == ""
    assert note.toPlainText() == ""


def test_events_do_not_disturb_typing(
    qtbot: QtBot, pane: Inspector, bridge: Bridge, session: Session
) -> None:
    session.select("ferry", ["a-quote"])
    line = named(pane, QLineEdit, "Speaker")
    line.setFocus()
    line.end(False)
    qtbot.keyClicks(line, "ess")
    line.setCursorPosition(5)
    bridge.attempt(
        lambda: gestures.set_values(
            session.stamp(), [one(session, "a-quote")], "medium", Symbol("writing"), "Medium"
        )
    )
    assert line.text() == "the mayoress"
    assert line.cursorPosition() == 5
    assert line.hasFocus()
    note = named(pane, NoteEdit, "Note")
    note.setFocus()
    qtbot.keyClicks(note, "abc")
    cursor = note.textCursor()
    cursor.setPosition(1)
    note.setTextCursor(cursor)
    note.commit()
    assert note.textCursor().position() == 1
    assert one(session, "a-quote").attributes.get("speaker") == "the mayoress"


def test_undo_shows_the_old_value(pane: Inspector, bridge: Bridge, session: Session) -> None:
    session.select("ferry", ["a-quote"])
    named(pane, QAbstractButton, "Certainty: Unsure").click()
    assert one(session, "a-quote").certainty == "low"
    bridge.undo()
    assert one(session, "a-quote").certainty == ""
    assert named(pane, QAbstractButton, "Certainty: Sure").isChecked()


def test_draft(pane: Inspector, session: Session) -> None:
    session.select("ferry", ["a-quote"])
    box = next(b for b in pane.findChildren(QCheckBox) if b.isVisible())
    box.click()
    assert one(session, "a-quote").state == "draft"
    box.click()
    assert one(session, "a-quote").state == ""


def test_a_fragment_is_removed(pane: Inspector, session: Session) -> None:
    session.select("ferry", ["a-quote"])
    named(pane, QAbstractButton, "Remove the fragment “until they listen.”").click()
    assert one(session, "a-quote").spans == place(FIRST, "“We will not move 😀 an inch,”")
    assert not [
        b
        for b in pane.findChildren(QAbstractButton)
        if b.accessibleName().startswith("Remove the fragment") and b.isVisible()
    ]


def test_several_are_changed_in_one_step(
    qtbot: QtBot, pane: Inspector, bridge: Bridge, session: Session
) -> None:
    session.apply(
        gestures.create(session.corpus, session.stamp(), "ferry", "quote", place(FIRST, "open"))
    )
    ids = ["a-new1", "a-quote"]
    session.select("ferry", ids)
    assert "2 annotations selected" in said(pane)
    assert "The selected annotations differ." in said(pane)
    line = named(pane, QLineEdit, "Speaker")
    assert line.text() == ""
    assert line.placeholderText() == "several values"
    line.setFocus()
    qtbot.keyClicks(line, "both")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [one(session, id).attributes.get("speaker") for id in ids] == ["both", "both"]
    bridge.undo()
    assert one(session, "a-quote").attributes.get("speaker") == "the mayor"
    assert one(session, "a-new1").attributes.get("speaker") is None


def test_a_rename_shows_and_undo_restores(
    pane: Inspector, bridge: Bridge, session: Session
) -> None:
    session.select("ferry", ["a-peace"])
    combo = named(pane, QComboBox, "Category of the selected annotations")
    renamed = TAGSET.replacing(Category("claim", "Assertion & more"))
    bridge.attempt(lambda: gestures.retag(session.corpus, renamed, "Rename Claim"))
    assert combo.currentText() == "Assertion & more"
    bridge.undo()
    assert combo.currentText() == "Claim"


def test_an_unknown_category_is_shown_and_can_be_changed(
    pane: Inspector, bridge: Bridge, session: Session
) -> None:
    bridge.attempt(
        lambda: gestures.relabel(
            session.corpus, session.stamp(), [one(session, "a-peace")], "rumour"
        )
    )
    session.select("ferry", ["a-peace"])
    combo = named(pane, QComboBox, "Category of the selected annotations")
    assert combo.currentText() == "rumour (not in the tagset)"
    choose(combo, "Quote")
    assert one(session, "a-peace").category == "quote"
    assert combo.findText("rumour (not in the tagset)") < 0


def test_there_is_always_a_certainty(qtbot: QtBot) -> None:
    attribute = Attribute("certainty", Choice((Option("sure"), Option("low"))))
    editor = Buttons(attribute, clearable=False)
    qtbot.addWidget(editor)
    editor.show_field(Field(attribute, Symbol("sure")))
    told: list[object] = []
    editor.changed.connect(told.append)
    sure = editor.findChildren(Segment)[0]
    sure.click()
    assert sure.isChecked()
    assert told == []
