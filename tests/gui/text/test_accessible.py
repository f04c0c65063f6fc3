"""What a screen reader gets, asked of the interfaces themselves."""

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from annotator.gui.text.accessible import DocumentInterface, described
from tests.gui.text.hand import Hand, annotation

TEXT = "A bike 🚲 stood here.\nThe second paragraph."


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def test_each_paragraph_is_a_child_with_its_words(hand: Hand) -> None:
    whole = DocumentInterface(hand.open(TEXT, [annotation("a", "quote", (2, 8))]))
    assert whole.childCount() == 2
    first, second = whole.child(0), whole.child(1)
    assert second.text(QAccessible.Text.Name) == "The second paragraph."
    assert first.text(QAccessible.Text.Description) == "Quote: bike 🚲"
    assert whole.child(2) is None
    assert whole.child(0) is first


def test_offsets_are_utf_16_of_the_paragraph(hand: Hand) -> None:
    view = hand.open(TEXT)
    text = DocumentInterface(view).child(0).interface_cast(QAccessible.InterfaceType.TextInterface)
    assert text.characterCount() == len(TEXT.split("\n")[0]) + 1
    assert text.text(7, 9) == "🚲"
    view.go_to(8)
    assert text.cursorPosition() == 9
    text.setCursorPosition(7)
    assert view.caret == 7
    view.go_to(25)
    assert text.cursorPosition() == -1


def test_other_interfaces_are_null_pointers_never_none(hand: Hand) -> None:
    whole = DocumentInterface(hand.open(TEXT))
    for kind in (
        QAccessible.InterfaceType.ValueInterface,
        QAccessible.InterfaceType.TableInterface,
    ):
        assert whole.interface_cast(kind) is not None
        assert whole.child(0).interface_cast(kind) is not None


def test_many_annotations_are_counted(hand: Hand) -> None:
    marks = [annotation(f"a{n:02}", "quote", (n, n + 3)) for n in range(15)]
    assert described(hand.open(TEXT, marks), 0).endswith("And 3 more")
