"""Texts reach widgets as they are: markup and ampersands are shown, not obeyed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.widgets.plain import (
    Answer,
    Elided,
    Label,
    PlainText,
    ask,
    menu_text,
    quiet_colour,
    tooltip,
    tooltip_text,
)

NASTY = 'A & B <img src="file:///etc/x"> <b>bold</b>'


def test_labels_are_plain(qtbot: QtBot) -> None:
    for label in (Label(NASTY), Label(NASTY, wrap=True), Elided(NASTY)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert Label(NASTY).text() == NASTY


def test_a_label_of_a_field_keeps_its_ampersand(qtbot: QtBot) -> None:
    label, field = Label("A & B"), QWidget()
    qtbot.addWidget(label)
    qtbot.addWidget(field)
    label.setBuddy(field)
    assert QLabel.text(label) == "A && B"
    assert label.text() == "A & B"
    label.setText("&C")
    assert QLabel.text(label) == "&&C"


def test_tooltips_are_escaped(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    tooltip(widget, NASTY)
    assert "<b>" not in widget.toolTip()
    assert "&lt;b&gt;" in widget.toolTip()
    tooltip(widget, "")
    assert widget.toolTip() == ""
    assert tooltip_text("one\ntwo") == "<qt>one<br>two</qt>"


def test_ampersands_are_no_shortcut_marks() -> None:
    assert menu_text("A & B") == "A && B"


def test_a_long_label_gives_way_and_keeps_its_text(qtbot: QtBot) -> None:
    label = Elided("A very long name of an article that does not fit")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.full.endswith("fit")
    assert "does not fit" in label.toolTip()
    label.set_full("two\nlines")
    assert label.full == "two lines"


def test_quiet_labels_follow_the_palette(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    label = Label("said in passing", "quiet", parent=parent)
    dark = QPalette()
    dark.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    dark.setColor(QPalette.ColorRole.WindowText, QColor("#eeeeee"))
    parent.setPalette(dark)
    assert label.palette().color(QPalette.ColorRole.WindowText) == quiet_colour(dark)


def test_plain_text_is_not_for_writing(qtbot: QtBot) -> None:
    page = PlainText(NASTY)
    qtbot.addWidget(page)
    assert page.isReadOnly()
    assert page.toPlainText() == NASTY


@pytest.mark.parametrize("wanted", ["move", "", "drop"])
def test_a_question_gives_the_key_of_its_answer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    texts = {"move": "Move && keep", "": "Cancel", "drop": "Drop"}

    def press(box: QMessageBox) -> int:
        assert box.textFormat() == Qt.TextFormat.PlainText
        showing = [label for label in box.findChildren(QLabel) if "<b>" in label.text()]
        assert len(showing) == 2
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in showing)
        next(b for b in box.buttons() if b.text() == texts[wanted]).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    answers = (Answer("move", "Move & keep"), Answer("drop", "Drop", danger=True))
    assert ask(None, NASTY, NASTY, answers) == wanted


def test_no_text_is_too_long_to_be_shown(qtbot: QtBot) -> None:
    """A name of 300 kB in a button took Qt half a minute."""
    long = "word & " * 100_000
    assert len(menu_text(long)) < 700
    assert menu_text(long).endswith("…")
    assert len(tooltip_text(long)) < 13_000
    label, elided = Label(long, wrap=True), Elided("")
    qtbot.addWidget(label)
    qtbot.addWidget(elided)
    elided.set_full(long)
    assert label.text() == long
    assert len(QLabel.text(label)) == 20_000
    assert len(elided.full) == 2_000
