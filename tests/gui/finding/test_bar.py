"""The find bar asks soon after typing, and says what was found."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.gui.finding.bar import FindBar
from annotator.gui.finding.search import Wanted


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    bar = FindBar()
    qtbot.addWidget(bar)
    bar.begin()
    return bar


def test_it_asks_shortly_after_typing(qtbot: QtBot, bar: FindBar) -> None:
    with qtbot.waitSignal(bar.wanted) as asked:
        qtbot.keyClicks(bar.findChild(QLineEdit), "port")
    assert asked.args == [Wanted("port")]


def test_an_option_asks_at_once(qtbot: QtBot, bar: FindBar) -> None:
    bar.begin("port")
    for box, wanted in zip(
        bar.findChildren(QCheckBox),
        (
            Wanted("port", True),
            Wanted("port", True, True),
            Wanted("port", True, True, True),
        ),
        strict=True,
    ):
        with qtbot.waitSignal(bar.wanted) as asked:
            box.setChecked(True)
        assert asked.args == [wanted]


def test_enter_goes_on_shift_enter_back(qtbot: QtBot, bar: FindBar) -> None:
    steps: list[int] = []
    bar.step_wanted.connect(steps.append)
    line = bar.findChild(QLineEdit)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert steps == [1, -1]


def test_escape_closes(qtbot: QtBot, bar: FindBar) -> None:
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.findChild(QLineEdit), Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ((3, 17, ""), "3 of 17"),
        ((0, 17, ""), "17 places"),
        ((0, 0, ""), "Nothing found"),
        ((0, 0, "Too hard."), "Too hard."),
        ((1, 10_000, "Only the first."), "1 of 10,000 Only the first."),
    ],
)
def test_the_outcome_is_said(bar: FindBar, outcome: tuple[int, int, str], said: str) -> None:
    bar.begin("port")
    bar.show_outcome(*outcome)
    assert bar.said == said


def test_of_nothing_nothing_is_said(bar: FindBar) -> None:
    bar.show_outcome(0, 0)
    assert bar.said == ""
