"""Fields for values: what is typed in them is taken, and nothing else."""

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.core.tagset import Attribute, Number, Text
from annotator.gui.widgets.fields import Line


def test_what_is_typed_is_taken_after_a_pause(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program may be killed while somebody sits in a field."""
    monkeypatch.setattr("annotator.gui.widgets.fields._PAUSE_MS", 20)
    text = Line(Attribute("speaker", Text()))
    figure = Line(Attribute("value", Number()))
    taken: list[object] = []
    for line in (text, figure):
        qtbot.addWidget(line)
        line.changed.connect(taken.append)
        line.show()
    qtbot.keyClicks(text.findChild(QLineEdit), "Mara ")
    qtbot.waitUntil(lambda: taken == ["Mara"])
    assert text.findChild(QLineEdit).text() == "Mara "
    qtbot.keyClicks(figure.findChild(QLineEdit), "12.")
    qtbot.keyClicks(figure.findChild(QLineEdit), "x")
    qtbot.wait(60)
    assert taken == ["Mara"], "no number yet"
