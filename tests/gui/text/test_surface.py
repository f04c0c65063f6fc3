"""What a frame shows: tints, hits, flash, colours of the palette; keys that are left to others."""

import gc
from weakref import ref

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from annotator.core.span import Span
from annotator.display.reading import Reading
from annotator.gui.text.chooser import Chooser
from annotator.gui.text.colours import colours
from annotator.gui.text.view import TextView
from annotator.gui.theme import palette
from tests.gui.text.hand import Hand, annotation

TEXT = "Kim criticised the plan. He said <b>it</b> & more.\n" * 30
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def image(view: TextView) -> QImage:
    return view.viewport().grab().toImage()


def behind(view: TextView, position: int) -> str:
    """The colour just above the text, where only what lies behind it is painted."""
    x, y, _ = view.stage.caret_point(position)
    return image(view).pixelColor(round(x) + 2, round(y)).name()


def test_current_hover_hits_and_selection_lie_behind_the_text(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14)), annotation("b", "claim", (15, 23))])
    wanted = colours(view.palette(), view.stage.looks, active=view.hasFocus())
    assert behind(view, 6) == wanted.base.name()
    view.set_current(("a",))
    assert behind(view, 6) == wanted.tint("quote").name()
    QTest.mouseMove(view.viewport(), hand.point(17))
    assert view.stage.hovered == "b"
    assert behind(view, 17) == wanted.tint("claim", hover=True).name()
    view.set_hits((Span(25, 27), Span(28, 32)), 1)
    assert behind(view, 25) == wanted.hit.name()
    assert behind(view, 28) == wanted.current_hit.name()
    view.set_selection((Span(4, 8), Span(28, 30)))
    assert behind(view, 6) == behind(view, 28) == wanted.selection.name()


def test_all_of_many_hits_are_painted(hand: Hand) -> None:
    view = hand.open(TEXT)
    line = TEXT.index("\n") + 1
    view.set_hits(tuple(Span(n * line, n * line + 3) for n in range(30)), -1)
    wanted = colours(view.palette(), view.stage.looks, active=view.hasFocus()).hit.name()
    assert behind(view, 0) == behind(view, line) == behind(view, 3 * line) == wanted


def test_the_flash_fades(hand: Hand, qtbot: QtBot) -> None:
    view = hand.open(TEXT)
    before = behind(view, 6)
    view.go_to(0, flash=(Span(4, 14),))
    assert behind(view, 6) != before
    qtbot.waitUntil(lambda: behind(view, 6) == before, timeout=5000)


def test_the_palette_is_followed(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    look = view.stage.looks["quote"]
    for dark in (True, False):
        view.setPalette(palette(dark))
        pixels = image(view)
        assert pixels.pixelColor(1, 1) == view.palette().color(QPalette.ColorRole.Base)
        found = {
            pixels.pixelColor(x, y).name()
            for x in range(0, pixels.width(), 2)
            for y in range(0, 120)
        }
        assert look.colour(dark) in found


def test_tab_leaves_the_view_and_unused_keys_are_left_to_others(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    view, line = TextView(window), QLineEdit(window)
    line.move(0, 250)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert line.hasFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_F, Qt.Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        event.setAccepted(True)
        view.keyPressEvent(event)
        assert not event.isAccepted()


def test_tooltips_show_text_as_it_is(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda point, text, widget: told.append(text))
    view = hand.open(TEXT, [annotation("a", "quote", (33, 42))])
    point = hand.point(35)
    event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    assert len(told) == 1
    assert "Quote: &lt;b&gt;it" in told[0]
    assert "<b>" not in told[0]


def test_shift_and_a_click_extends(hand: Hand) -> None:
    hand.open(TEXT)
    hand.click(4)
    QTest.qWait(QApplication.doubleClickInterval() + 20)
    point = hand.point(14, middle=False)
    QTest.mouseClick(hand.view.viewport(), Qt.MouseButton.LeftButton, SHIFT, point)
    assert [span.end for span in hand.view.selection] == [14]
    assert hand.heard("selection_finished") == [hand.view.selection]


def test_a_drag_beyond_the_edge_scrolls(hand: Hand, qtbot: QtBot) -> None:
    view = hand.open(TEXT)
    viewport = view.viewport()
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, none, hand.point(4, middle=False))
    below = QPoint(200, viewport.height() + 40)
    QTest.mouseMove(viewport, below)
    qtbot.waitUntil(lambda: view.stage.scroller.y > 100, timeout=5000)
    QTest.mouseRelease(viewport, left, none, below)
    y = view.stage.scroller.y
    (span,) = view.selection
    assert span.end > view.stage.border_at(QPointF(50, 5))[0]
    QTest.qWait(60)
    assert view.stage.scroller.y == y


def test_the_scroll_bar_leads_by_hand_and_follows_otherwise(hand: Hand) -> None:
    view = hand.open(TEXT)
    bar = view.verticalScrollBar()
    view.scroll_to_fraction(1.0)
    assert bar.value() == bar.maximum() == round(view.stage.scroller.y)
    assert hand.heard("anchor_moved") == []
    bar.setValue(100)
    assert view.stage.scroller.y == pytest.approx(100)
    assert len(hand.heard("anchor_moved")) == 1


def test_the_chooser_takes_neither_focus_nor_the_double_click(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (0, 24)), annotation("b", "claim", (4, 14))])
    view.setFocus()
    hand.click(6)
    chooser = view.window().findChild(Chooser)
    assert chooser.isVisible()
    assert chooser.candidates == ("b", "a")
    assert chooser.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not chooser.geometry().contains(hand.point(6))
    assert not chooser.grab().isNull()
    QTest.mouseClick(
        chooser,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(60, chooser.height() - 10),
    )
    assert hand.heard("annotation_picked") == ["b", "a"]
    assert not chooser.isVisible()


def test_the_chooser_goes_when_the_text_scrolls_or_another_key_comes(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (0, 24)), annotation("b", "claim", (4, 14))])
    view.go_to(6)
    view.next_here()
    assert view.choosing.open
    view.verticalScrollBar().setValue(40)
    assert not view.choosing.open
    view.go_to(6)
    view.next_here()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert not view.choosing.open
    assert view.caret == 7


def test_a_boundary_never_cuts_a_grapheme_nor_empties_a_fragment(hand: Hand) -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    text = f"a {family} b and more words"
    view = hand.open(text, [annotation("a", "quote", (2, 8), (14, 18))])
    view.set_current(("a",))
    hand.drag_boundary(0, 1, at_end=True)
    assert hand.heard("boundary_moved") == [("a", (Span(2, 7), Span(14, 18)))]
    hand.drag_boundary(0, 16, at_end=True)
    assert hand.heard("boundary_moved")[-1] == ("a", (Span(2, 18),))


def test_every_reading_fits_every_width(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    for family in ("serif", "sans", "mono"):
        for size in (8.0, 36.0):
            view.set_reading(Reading(family, size))
            for width in (120, 300, 1800):
                view.resize(width, 300)
                assert not view.grab().isNull()
                page = view.stage.page.metrics
                assert page.left + page.width <= max(view.viewport().width(), 130)


def test_views_go_without_a_word(qtbot: QtBot) -> None:
    window = QWidget()
    hands = [TextView(window) for _ in range(3)]
    window.show()
    hands[0].setFocus()
    hands[0].go_to(0, flash=(Span(0, 1),))
    gone = ref(hands[0].stage)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(hands[0])
    del hands
    gc.collect()
    assert gone() is None


def test_the_first_step_from_selected_text_goes_to_its_edge(hand: Hand) -> None:
    view = hand.open(TEXT)
    for movement, place in (("left", 4), ("right", 14)):
        view.set_selection((Span(4, 14),))
        view.move_caret(movement, False)
        assert (view.caret, view.selection) == (place, ())
