"""Movements of the caret, each where a reader expects it."""

import pytest

from annotator.gui.text.caret import Caret, moved, snapped
from annotator.gui.text.page import Page
from tests.gui.text.pages import TEXTS, page_of

pytestmark = pytest.mark.usefixtures("qapp")

TEXT = "Mr. Kim said no. Nobody asked him!\n\nThe next paragraph has don't and 3.5 in it."


def places(page: Page, start: int, movement: str, times: int) -> list[int]:
    caret, found = Caret(start), []
    for _ in range(times):
        caret = moved(page, caret, movement, 300.0)
        found.append(caret.position)
    return found


def test_words_sentences_paragraphs() -> None:
    page = page_of(TEXT)
    assert places(page, 0, "word-right", 4) == [4, 8, 13, 17]
    assert places(page, 0, "sentence-right", 3) == [17, 36, len(TEXT)]
    assert places(page, len(TEXT), "sentence-left", 3) == [36, 17, 0]
    assert places(page, 5, "paragraph-down", 2) == [36, len(TEXT)]
    assert places(page, len(TEXT), "paragraph-up", 3) == [36, 0, 0]


def test_characters_go_on_across_paragraphs() -> None:
    page = page_of("ab\n\ncd")
    assert places(page, 0, "right", 7) == [1, 2, 3, 4, 5, 6, 6]
    assert places(page, 6, "left", 7) == [5, 4, 3, 2, 1, 0, 0]


def test_left_is_onward_where_text_runs_to_the_left() -> None:
    page = page_of("שלום\nabc")
    assert places(page, 0, "left", 5) == [1, 2, 3, 4, 5]
    assert places(page, 4, "right", 4) == [3, 2, 1, 0]
    assert places(page, 0, "word-left", 1) == [4]


def test_there_is_no_stop_between_pieces() -> None:
    text = "word " * 3000
    page = page_of(text)
    border = page.start(1)
    assert places(page, border - 1, "right", 2) == [border, border + 1]
    assert places(page, border + 1, "left", 2) == [border, border - 1]


def test_up_and_down_keep_their_column() -> None:
    page = page_of("A long first line of text\n\nshort\nAnother long line of text")
    caret = Caret(20)
    for _ in range(3):
        caret = moved(page, caret, "down", 300.0)
    assert caret.position > 45
    for _ in range(3):
        caret = moved(page, caret, "up", 300.0)
    assert caret.position == 20
    assert moved(page, Caret(3), "up", 300.0).position == 0
    assert moved(page, Caret(40), "down", 300.0).position == page.length


def test_the_end_of_a_wrapped_line() -> None:
    page = page_of(TEXTS["latin"])
    start, end = page.line_span(0)
    caret = moved(page, Caret(3), "line-end", 300.0)
    assert caret == Caret(end - 1)
    assert moved(page, caret, "line-start", 300.0).position == start


def test_the_end_of_a_broken_word_is_not_the_next_line() -> None:
    page = page_of("x" * 400)
    caret = moved(page, Caret(3), "line-end", 300.0)
    assert caret.upstream
    _, line, x = page.caret(caret.position, upstream=True)
    assert line == 0
    assert x > page.metrics.left + page.metrics.width / 2
    assert moved(page, caret, "line-start", 300.0).position == 0
    assert moved(page, caret, "down", 300.0).position > caret.position
    assert page.caret(caret.position)[1] == 1


def test_pages_go_down_and_up_again() -> None:
    text = "\n".join([TEXTS["latin"]] * 30)
    page = page_of(text)
    there = places(page, 5, "page-down", 4)
    assert there == sorted(set(there))
    assert places(page, there[-1], "page-up", 60)[-1] == 0
    assert places(page, 5, "page-down", 200)[-1] == len(text)


def test_snapping_goes_to_the_border_of_a_grapheme() -> None:
    page = page_of("a👨\u200d👩\u200d👧b e\u0301.")
    assert [snapped(page, p) for p in (0, 1, 2, 5, 6)] == [0, 1, 1, 1, 6]
    assert snapped(page, 3, up=True) == 6
    assert snapped(page, 9) == 8
    assert snapped(page, 9, up=True) == 10
    assert snapped(page, 999) == page.length
    assert snapped(page, -3) == 0


@pytest.mark.parametrize("script", TEXTS)
def test_every_movement_comes_to_an_end(script: str) -> None:
    text = TEXTS[script] + "\n\n" + TEXTS[script]
    page = page_of(text)
    for movement in ("word-left", "word-right", "sentence-left", "sentence-right", "up", "down"):
        stops = places(page, len(text) // 2, movement, 400)
        assert stops[-1] == stops[-2]
        assert stops[-1] in (0, len(text))


def test_an_unknown_movement_is_an_error() -> None:
    with pytest.raises(ValueError, match="no movement"):
        moved(page_of("a"), Caret(), "sideways", 1.0)
