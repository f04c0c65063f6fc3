"""Where characters are: points and positions agree in every script."""

from itertools import pairwise

import pytest

from annotator.core.graphemes import is_boundary
from annotator.gui.text.page import Page
from tests.gui.text.pages import TEXTS, page_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(params=list(TEXTS))
def text(request: pytest.FixtureRequest) -> str:
    """One text after the other, each in another script."""
    return TEXTS[request.param]


def borders(page: Page) -> list[int]:
    """Caret stops of the first piece."""
    layout = page.layout(0)
    return [
        position
        for position in range(layout.length + 1)
        if layout.layout.isValidCursorPosition(layout.to_units(position))
    ]


def test_the_middle_of_a_character_is_that_character(text: str) -> None:
    page = page_of(text)
    layout = page.layout(0)
    stops = borders(page)
    wrong = []
    for start, end in pairwise(stops):
        for stretch in layout.stretches(start, end):
            if stretch.right - stretch.left < 1.5:
                continue  # a blank that hangs at a wrap, a joiner
            x = (stretch.left + stretch.right) / 2
            if layout.character_at(x, stretch.line) != start:
                wrong.append((start, text[start:end]))
    assert not wrong


def test_a_caret_is_found_again_where_it_stands(text: str) -> None:
    page = page_of(text)
    layout = page.layout(0)
    wrong = []
    for position in borders(page):
        line, x = layout.caret(position)
        found, upstream = layout.border_at(x, line)
        again = layout.caret(found, upstream=upstream)
        _, end = layout.line_span(line)
        if text[position:end].isspace() and line + 1 < layout.line_count:
            continue  # behind the last word of a wrapped line the caret goes to that word
        # At a change of direction two positions stand at one place.
        if found != position and not (again[0] == line and abs(again[1] - x) < 1.0):
            wrong.append((position, found))
    assert not wrong


def test_every_click_lands_between_graphemes(text: str) -> None:
    page = page_of(text)
    layout = page.layout(0)
    for line in range(layout.line_count):
        for x in range(-20, 480, 3):
            found, _ = layout.border_at(float(x), line)
            assert layout.layout.isValidCursorPosition(layout.to_units(found))
            start, end = layout.line_span(line)
            assert start <= found <= end


def test_characters_of_a_line_lie_inside_the_column(text: str) -> None:
    page = page_of(text)
    layout = page.layout(0)
    for stretch in layout.stretches(0, layout.length):
        assert -2.0 <= stretch.left <= stretch.right <= page.metrics.width + 2.0


def test_stretches_of_parts_fill_the_whole(text: str) -> None:
    page = page_of(text)
    layout = page.layout(0)
    stops = borders(page)

    def ink(pairs: list[tuple[int, int]]) -> dict[int, float]:
        widths: dict[int, float] = {}
        for start, end in pairs:
            for stretch in layout.stretches(start, end):
                widths[stretch.line] = widths.get(stretch.line, 0.0) + stretch.right - stretch.left
        return widths

    whole = ink([(0, layout.length)])
    parts = ink(list(pairwise(stops)))
    assert parts.keys() == whole.keys()
    for line, width in whole.items():
        assert parts[line] == pytest.approx(width, abs=3.0)


def test_lines_have_one_baseline_whatever_the_fonts(text: str) -> None:
    page = page_of(text)
    layout = page.layout(0)
    qt = layout.layout
    for number in range(layout.line_count):
        line = qt.lineAt(number)
        baseline = line.position().y() + line.ascent()
        assert baseline == pytest.approx(layout.line_top(number) + layout.style.baseline)


def test_right_to_left_paragraphs_stand_at_the_right() -> None:
    page = page_of("שלום עולם\nhello\nمرحبا")
    width = page.metrics.width
    for piece, at_right in ((0, True), (1, False), (2, True)):
        layout = page.layout(piece)
        (stretch,) = layout.stretches(0, layout.length)
        assert (abs(stretch.right - width) < 1.0) == at_right
        assert (abs(stretch.left) < 1.0) != at_right


def test_an_empty_paragraph_has_a_line_for_the_caret() -> None:
    page = page_of("one\n\ntwo")
    layout = page.layout(1)
    assert layout.line_count == 1
    assert layout.stretches(0, 0) == []
    assert layout.border_at(50.0, 0) == (0, False)
    assert layout.character_at(5.0, 0) is None
    assert page.caret(4)[:2] == (1, 0)


def test_a_span_that_cuts_a_grapheme_is_shown_all_the_same() -> None:
    page = page_of("a👨‍👩‍👧b")
    layout = page.layout(0)
    (cut,) = layout.stretches(2, 4)
    (whole,) = layout.stretches(1, 6)
    assert cut.right > cut.left
    assert whole.left <= cut.left < cut.right <= whole.right


def test_long_paragraphs_come_in_pieces_without_a_gap() -> None:
    page = page_of("word " * 4000 + "\nnext")
    assert len(page) == 4
    first, second = page.layout(0), page.layout(1)
    assert first.height == first.line_count * first.style.line
    assert second.top == 0.0
    assert not page.paragraphs.ends_paragraph(0)


def test_the_program_and_qt_agree_on_graphemes(text: str) -> None:
    page = page_of(text)
    disagreed = [p for p in borders(page) if not is_boundary(text, p)]
    assert not disagreed
