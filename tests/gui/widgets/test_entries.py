"""Invisible characters typed or pasted into a field go at once, are counted, and shift nothing."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

import annotator.gui
from annotator.core.text import forbidden
from annotator.gui.widgets.entries import LineEdit, TextEdit
from annotator.gui.widgets.note_edit import NoteEdit

GUI = Path(annotator.gui.__file__).parent
PASTED = "a\x07😀b\x00\x1bc"


def paste(qtbot: QtBot, field: LineEdit | TextEdit, text: str) -> None:
    """Through the clipboard."""
    QApplication.clipboard().setText(text)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def line(qtbot: QtBot) -> LineEdit:
    field = LineEdit("xy")
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_line_takes_what_is_left_and_says_so(qtbot: QtBot, line: LineEdit) -> None:
    edited: list[str] = []
    line.textEdited.connect(edited.append)
    line.setCursorPosition(1)
    paste(qtbot, line, PASTED)
    assert line.text() == "xa😀bcy"
    assert edited == ["xa😀bcy"]
    assert line.isModified()
    qtbot.waitUntil(lambda: "3 invisible characters were removed" in QToolTip.text())
    QToolTip.hideText()


def test_the_caret_stays_behind_what_was_pasted(qtbot: QtBot, line: LineEdit) -> None:
    line.setCursorPosition(1)
    paste(qtbot, line, PASTED)
    qtbot.keyClick(line, Qt.Key.Key_Exclam)
    assert line.text() == "xa😀bc!y"
    qtbot.waitUntil(lambda: bool(QToolTip.text()))
    QToolTip.hideText()


def test_one_is_one_character(qtbot: QtBot, line: LineEdit) -> None:
    paste(qtbot, line, "\x0b")
    assert line.text() == "xy"
    qtbot.waitUntil(lambda: "1 invisible character was removed" in QToolTip.text())
    QToolTip.hideText()


def test_other_text_is_left_alone(qtbot: QtBot, line: LineEdit) -> None:
    line.clear()
    text = "e\u0301 \u200f שלום \xad\u200d👩🏽‍⚕️ \xa0\x85"
    paste(qtbot, line, text)
    assert line.text() == text
    assert not QToolTip.text()


def test_halves_of_characters_never_arrive(qtbot: QtBot, line: LineEdit) -> None:
    line.setText("a\ud800b")
    assert line.text() == "ab"
    page = TextEdit()
    qtbot.addWidget(page)
    page.setPlainText("a\udc00b")
    assert page.toPlainText() == "ab"


@pytest.mark.parametrize("kind", [TextEdit, NoteEdit])
def test_a_page_takes_what_is_left_and_says_so(qtbot: QtBot, kind: type[TextEdit]) -> None:
    page = kind()
    qtbot.addWidget(page)
    page.show()
    paste(qtbot, page, f"{PASTED}\nmore")
    assert page.toPlainText() == "a😀bc\nmore"
    assert "3 invisible" in QToolTip.text()
    QToolTip.hideText()
    paste(qtbot, page, " and more")
    assert page.toPlainText() == "a😀bc\nmore and more"


def test_forbidden_characters_are_counted() -> None:
    assert forbidden("a\tb\n\r\x01\ud800\uffff\ufffe\x7f\x85") == 4


def test_every_field_of_the_program_is_of_this_kind() -> None:
    found = []
    for path in sorted(GUI.rglob("*.py")):
        if path.name in ("entries.py", "plain.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[ast.expr] = []
            if isinstance(node, ast.Call):
                names = [node.func]
            elif isinstance(node, ast.ClassDef):
                names = node.bases
            found += [
                f"{path.name}, line {node.lineno}"
                for name in names
                if isinstance(name, ast.Name) and name.id in ("QLineEdit", "QPlainTextEdit")
            ]
    assert not found
