"""Heights and scrolling: what is seen stands still, whatever was assumed about the rest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.gui.text.anchor import Anchor
from annotator.gui.text.height_map import HeightMap
from annotator.gui.text.metrics import TOP
from annotator.gui.text.scroller import Scroller
from tests.gui.text.pages import TEXTS, page_of

pytestmark = pytest.mark.usefixtures("qapp")

LONG = "\n".join(TEXTS["latin"] * (1 + number % 5) for number in range(120))
CJK = "\n".join(TEXTS["cjk"] * (1 + number % 3) for number in range(60))


@given(
    heights=st.lists(st.floats(1, 500), min_size=1, max_size=30),
    corrections=st.lists(st.tuples(st.integers(0, 29), st.floats(1, 500)), max_size=10),
)
def test_tops_are_sums_of_heights(
    heights: list[float], corrections: list[tuple[int, float]]
) -> None:
    kept = HeightMap(np.array(heights), 10.0, 20.0)
    for piece, height in corrections:
        if piece < len(heights):
            assert kept.correct(piece, height) == pytest.approx(height - heights[piece])
            heights[piece] = height
            assert kept.is_exact(piece)
    for piece in range(len(heights) + 1):
        assert kept.top(piece) == pytest.approx(10.0 + sum(heights[:piece]))
    assert kept.total == pytest.approx(30.0 + sum(heights))
    for piece, height in enumerate(heights):
        assert kept.at(kept.top(piece) + height / 2) == piece
    assert kept.at(-5.0) == 0
    assert kept.at(kept.total + 5.0) == len(heights) - 1


@pytest.mark.parametrize("text", [LONG, CJK], ids=["latin", "cjk"])
def test_an_anchor_is_found_again_when_heights_above_are_corrected(text: str) -> None:
    page = page_of(text)
    scroller = Scroller(page, 400.0)
    scroller.to(page.height * 0.6)
    anchor, seen = scroller.anchor, scroller.visible()
    for piece in range(len(page)):
        page.layout(piece)
    assert scroller.anchor == anchor
    assert scroller.visible() == seen
    scroller.go_to(anchor)
    assert scroller.visible() == seen


@pytest.mark.parametrize("text", [LONG, CJK], ids=["latin", "cjk"])
def test_up_and_down_again_is_where_it_was(text: str) -> None:
    scroller = Scroller(page_of(text), 400.0)
    scroller.go_to(Anchor(len(text) // 2))
    before = scroller.anchor
    for pixels in (37, 1200, 3, 5000):
        scroller.by(pixels)
        scroller.by(-pixels)
        assert scroller.anchor.position == before.position
        assert scroller.anchor.pixel == pytest.approx(before.pixel)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-20_000, 20_000), max_size=12))
def test_it_never_leaves_the_page(steps: list[float]) -> None:
    scroller = Scroller(page_of(LONG), 400.0)
    for step in steps:
        scroller.by(step)
        (first, top), *_ = scroller.visible()
        assert first > 0 or top <= TOP
        assert 0.0 <= scroller.y <= scroller.farthest + 0.01


def test_by_tells_how_far_it_went() -> None:
    scroller = Scroller(page_of(LONG), 400.0)
    assert scroller.by(-50) == 0
    assert scroller.by(130) == pytest.approx(130)
    assert scroller.by(-500) == pytest.approx(-130)


def test_the_end_of_the_text_stands_at_the_lower_edge() -> None:
    page = page_of(LONG)
    scroller = Scroller(page, 400.0)
    scroller.to(1e9)
    assert scroller.visible()[-1][0] == len(page) - 1
    assert scroller.y == pytest.approx(scroller.farthest)
    assert scroller.fraction == pytest.approx(1.0)
    assert scroller.by(10) == pytest.approx(0.0)


def test_a_short_text_does_not_scroll() -> None:
    scroller = Scroller(page_of("Short."), 400.0)
    scroller.to(300)
    assert (scroller.y, scroller.fraction, scroller.farthest) == (0.0, 0.0, 0.0)
    scroller.go_to_fraction(0.7)
    assert scroller.y == 0.0


@pytest.mark.parametrize("wanted", [0.0, 0.1, 0.35, 0.8, 0.99, 1.0])
def test_a_fraction_is_found_again(wanted: float) -> None:
    scroller = Scroller(page_of(LONG), 400.0)
    scroller.go_to_fraction(wanted)
    assert scroller.fraction == pytest.approx(wanted, abs=0.003)


def test_showing_scrolls_no_more_than_needed() -> None:
    page = page_of(LONG)
    scroller = Scroller(page, 400.0)
    scroller.show(30)
    assert scroller.y == 0.0
    scroller.show(len(LONG) // 2)
    middle = scroller.y
    _, top, line = page.line_place(len(LONG) // 2)
    at = page.top(page.paragraphs.piece_at(len(LONG) // 2)) + top - middle
    assert line <= at <= 400 - line
    scroller.show(len(LONG) // 2)
    assert scroller.y == middle


def test_only_what_is_seen_is_laid_out() -> None:
    page = page_of("\n".join([TEXTS["latin"]] * 30_000))
    scroller = Scroller(page, 600.0)
    for share in (0.1, 0.5, 0.9, 0.3, 1.0):
        scroller.to(page.height * share)
        scroller.visible()
    for _ in range(100):
        scroller.by(-40)
        scroller.visible()
    assert page.layouts_made < 120


def test_the_height_of_the_whole_is_guessed_well() -> None:
    for text, off in ((LONG, 0.1), (CJK, 0.15)):
        page = page_of(text)
        guess = page.height
        for piece in range(len(page)):
            page.layout(piece)
        assert guess == pytest.approx(page.height, rel=off)


def test_anchors_survive_storage_and_nonsense() -> None:
    anchor = Anchor(120, 3.5)
    assert Anchor.from_json(anchor.as_json()) == anchor
    for nonsense in ({}, {"position": "x"}, {"position": -4, "pixel": 0}, {"pixel": None}):
        assert Anchor.from_json(nonsense) == Anchor()
    page = page_of("Short.")
    scroller = Scroller(page, 400.0)
    scroller.go_to(Anchor(10_000, 99.0))
    assert scroller.y == 0.0
