"""The text view: what is painted, where things are, and what a hand does to it."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.edit import Edit
from annotator.core.graphemes import is_boundary
from annotator.core.span import Span
from annotator.display.reading import Reading
from annotator.gui.text.keys import NAVIGATION
from tests.gui.text.hand import CTRL, Hand, annotation

TEXT = "Kim criticised the plan. He said it would fail.\n\nThe next paragraph stands here."
SCRIPTS = {
    "latin": "It was a long sentence, “quoted” and plain, which goes on and on over the line end.",
    "emoji": "A bike 🚲 and a family 👩\u200d👩\u200d👧 and a flag 🇰🇷 in one line, on and on.",
    "combining": "Cafe\u0301 and nai\u0308ve words, e\u0301e\u0301e\u0301 again and again.",
    "hebrew": "שלום לכולם, זה משפט ארוך עם מילים רבות כדי שיגיע לשורה הבאה ועוד קצת הלאה.",
    "mixed": "The minister קרא לשלום yesterday, and כל העולם heard it, again and again, so far.",
    "cjk": "政府は二〇二六年に橋を架け替えると発表した。費用は三百億円に上るという。" * 2,
    "no-break": "Up\u00a04\u00a0% to €45\u00a0million, more\u202fthan the 12\u00a0480 signed.",
}


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def ink(image: QImage) -> int:
    """How many pixels differ from the first one."""
    base = image.pixel(0, 0)
    return sum(
        image.pixel(x, y) != base
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def coloured(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def lines(hand: Hand) -> list[tuple[float, float]]:
    view = hand.view
    return [
        view.stage.caret_point(position)[:2] for position in range(len(view.stage.document.text))
    ]


def test_text_is_really_painted(hand: Hand) -> None:
    empty = ink(hand.open("").viewport().grab().toImage())
    assert ink(hand.open(TEXT).viewport().grab().toImage()) > empty + 500


def test_bars_are_painted_where_the_words_are(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    colour = view.stage.looks["quote"].light
    image = view.viewport().grab().toImage()
    scale = image.devicePixelRatio()
    left = view.stage.caret_point(4)[0] * scale
    right = view.stage.caret_point(14)[0] * scale
    xs = {
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == QColor(colour).rgb()
    }
    assert min(xs) == pytest.approx(left, abs=2)
    assert max(xs) == pytest.approx(right, abs=2)


def test_tagging_moves_no_line(hand: Hand) -> None:
    hand.open(TEXT)
    before = lines(hand)
    hand.add(*(annotation(f"a{n}", "quote", (n, 20 + n)) for n in range(9)))
    hand.view.grab()
    assert lines(hand) == before


def test_what_is_deleted_is_gone_from_the_picture(hand: Hand) -> None:
    mark = annotation("a", "claim", (4, 14))
    view = hand.open(TEXT, [mark])
    colour = view.stage.looks["claim"].light
    assert coloured(view.viewport().grab().toImage(), colour)
    view.apply(Edit("Delete", (mark,)), "anna")
    assert not coloured(view.viewport().grab().toImage(), colour)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_click_on_a_character_finds_it(hand: Hand, script: str) -> None:
    text = SCRIPTS[script]
    view = hand.open(text)
    borders = [n for n in range(len(text) + 1) if is_boundary(text, n)]
    missed = []
    for position, following in pairwise(borders):
        found = view.stage.page.layout(0).stretches(position, following)
        if not found or found[0].right - found[0].left < 1:
            continue
        place = found[0]
        top = view.stage.page.layout(0).line_top(place.line) - view.stage.scroller.y
        top += view.stage.page.top(0) + view.stage.page.style(0).line / 3
        x = view.stage.page.metrics.left + (place.left + place.right) / 2
        if view.stage.character_at(QPointF(x, top)) != position:
            missed.append((position, text[position:following]))
    assert len(missed) <= len(borders) // 50


@pytest.mark.parametrize("script", SCRIPTS)
def test_keys_never_leave_the_caret_inside_a_character(hand: Hand, script: str) -> None:
    text = SCRIPTS[script] + "\n" + SCRIPTS["emoji"]
    view = hand.open(text)
    for movement in NAVIGATION:
        for extend in (False, True):
            for start in range(0, len(text), 7):
                view.go_to(start)
                view.move_caret(movement.id, extend)
                assert is_boundary(text, view.caret), (movement.id, start)
                assert all(
                    is_boundary(text, end)
                    for span in view.selection
                    for end in (span.start, span.end)
                )


@pytest.mark.parametrize("script", ["latin", "emoji", "hebrew", "mixed", "combining"])
def test_going_right_to_the_end_passes_every_character_once(hand: Hand, script: str) -> None:
    text = SCRIPTS[script]
    view = hand.open(text)
    view.go_to(len(text) if script == "hebrew" else 0)
    seen = [view.caret]
    for _ in range(len(text) + 2):
        view.move_caret("right", False)
        seen.append(view.caret)
    missed = {n for n in range(1, len(text)) if is_boundary(text, n)} - set(seen)
    # The end of a wrapped line and the start of the next are one position, passed by as one.
    assert len(missed) < view.stage.page.layout(0).line_count


def test_setters_tell_nothing(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    view.set_selection((Span(0, 3),))
    view.set_current(("a",))
    view.set_hits((Span(4, 8),), 0)
    view.go_to(30, flash=(Span(30, 32),))
    view.scroll_to(view.anchor)
    view.scroll_to_fraction(0.5)
    view.set_reading(Reading(size=15))
    assert hand.told == []


def test_dragging_selects_and_says_when_it_is_over(hand: Hand) -> None:
    hand.open(TEXT)
    hand.drag(4, 14)
    assert hand.view.selection == (Span(4, 14),)
    assert hand.heard("selection_changed") == [(Span(4, 14),)]
    assert hand.heard("selection_finished") == [(Span(4, 14),)]


def test_ctrl_adds_another_stretch(hand: Hand) -> None:
    hand.open(TEXT)
    hand.drag(4, 14)
    hand.drag(19, 23, CTRL)
    assert hand.view.selection == (Span(4, 14), Span(19, 23))
    assert hand.heard("selection_finished") == [(Span(4, 14),)]


def test_ctrl_adds_a_fragment_to_the_current_annotation(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    view.set_current(("a",))
    hand.drag(19, 23, CTRL)
    assert hand.heard("fragment_wanted") == [Span(19, 23)]
    assert view.selection == ()


def test_double_and_triple_clicks(hand: Hand) -> None:
    view = hand.open(TEXT)
    viewport, point = view.viewport(), hand.point(6)
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(viewport, left, Qt.KeyboardModifier.NoModifier, point)
    QTest.mouseDClick(viewport, left, Qt.KeyboardModifier.NoModifier, point)
    assert view.selection == (Span(4, 14),)
    QTest.mouseClick(viewport, left, Qt.KeyboardModifier.NoModifier, point)
    assert view.selection == (Span(0, 24),)
    QTest.mouseClick(viewport, left, Qt.KeyboardModifier.NoModifier, point)
    assert view.selection == (Span(0, 47),)


def test_clicking_picks_the_innermost_then_around(hand: Hand) -> None:
    inner, outer = annotation("in", "claim", (4, 14)), annotation("out", "quote", (0, 24))
    view = hand.open(TEXT, [inner, outer])
    hand.click(6)
    view.set_current(("in",))
    assert hand.heard("annotation_picked") == ["in"]
    assert view.choosing.open
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    hand.click(6)
    view.set_current(("out",))
    assert hand.heard("annotation_picked") == ["in", "out"]
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert hand.heard("annotation_picked")[-1] == "in"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.choosing.open
    hand.click(30)
    assert hand.heard("annotation_picked")[-1] == ""


def test_identical_annotations_are_reached_by_key(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14)), annotation("b", "claim", (4, 14))])
    view.go_to(6)
    view.next_here()
    view.set_current(("a",))
    view.next_here()
    assert hand.heard("annotation_picked") == ["a", "b"]


def test_a_boundary_is_dragged(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    view.set_current(("a",))
    hand.drag_boundary(0, 18, at_end=True)
    assert hand.heard("boundary_moved") == [("a", (Span(4, 18),))]
    hand.drag_boundary(0, 2, at_end=True)
    assert hand.heard("boundary_moved")[-1] == ("a", (Span(4, 5),))
    assert view.selection == ()


def test_the_words_of_the_current_annotation_are_selected_again(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    view.set_current(("a",))
    hand.drag(4, 14)
    assert hand.heard("boundary_moved") == []
    assert view.selection == (Span(4, 14),)


def test_esc_gives_up_a_drag_of_a_boundary(hand: Hand) -> None:
    view = hand.open(TEXT, [annotation("a", "quote", (4, 14))])
    view.set_current(("a",))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    viewport = view.viewport()
    QTest.mousePress(viewport, left, none, hand.knob(0, at_end=True))
    QTest.mouseMove(viewport, hand.point(18, middle=False))
    assert view.stage.dragged == (Span(4, 18),)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, left, none, hand.point(18, middle=False))
    assert view.stage.dragged == ()
    assert hand.heard("boundary_moved") == []


def test_esc_drops_fragments_one_by_one_then_the_annotation(hand: Hand) -> None:
    view = hand.open(TEXT)
    hand.drag(4, 14)
    hand.drag(19, 23, CTRL)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection == (Span(4, 14),)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection == ()
    view.set_current(("a",))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert hand.heard("annotation_picked")[-1] == ""


def test_shift_let_go_ends_a_selection_by_keys(hand: Hand) -> None:
    view = hand.open(TEXT)
    QTest.keyPress(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert hand.heard("selection_finished") == []
    QTest.keyRelease(view, Qt.Key.Key_Shift)
    assert hand.heard("selection_finished") == [(Span(0, 1),)]


def test_a_large_text_is_laid_out_only_where_it_is_seen(hand: Hand) -> None:
    text = "\n".join(["word " * 80] * 20_000)
    view = hand.open(text)
    view.scroll_to_fraction(0.5)
    view.grab()
    view.go_to(len(text) - 10)
    view.grab()
    assert view.caret == len(text) - 10
    assert view.stage.page.layouts_made < 200


def test_the_line_at_the_top_stays_when_the_text_is_set_anew(hand: Hand) -> None:
    text = "\n".join(f"Paragraph {n} " + "with words " * (n % 40) for n in range(400))
    view = hand.open(text)
    view.go_to(len(text) // 2)
    view.scroll_to_fraction(0.5)
    before = view.anchor.position
    block = view.stage.document.block_at(before)
    view.set_reading(Reading(size=17))
    view.resize(500, 400)
    view.grab()
    assert view.stage.document.block_at(view.anchor.position) == block


def test_scrolling_by_small_steps_is_even(hand: Hand) -> None:
    text = "\n".join(f"Paragraph {n} " + "with words " * (n % 40) for n in range(400))
    view = hand.open(text)
    y = view.stage.caret_point(0)[1]
    for step in range(1, 40):
        view.stage.scroller.by(7)
        assert view.stage.caret_point(0)[1] == pytest.approx(y - 7 * step, abs=0.01)


def test_a_paragraph_of_a_megabyte_is_cut_in_pieces(hand: Hand) -> None:
    view = hand.open("word " * 200_000)
    view.go_to(700_000)
    view.grab()
    assert view.caret == 700_000
    assert view.stage.page.layouts_made < 12


def test_copying_joins_stretches(hand: Hand, qapp: object) -> None:
    view = hand.open(TEXT)
    view.set_selection((Span(4, 14), Span(19, 23)))
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "criticised … plan"


def test_the_wheel_with_ctrl_asks_for_another_size(hand: Hand) -> None:
    view = hand.open(TEXT * 40)
    point = QPointF(50, 50)
    for held in (CTRL, Qt.KeyboardModifier.NoModifier):
        event = QWheelEvent(
            point,
            point,
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
    assert hand.heard("zoom_wanted") == [-1]
    assert len(hand.heard("anchor_moved")) == 1
