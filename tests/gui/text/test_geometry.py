"""Bars where the words are, hooks and dots between fragments, bars beside whole paragraphs."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.display.looks import looks
from annotator.display.reading import Reading
from annotator.gui.text.geometry import Shapes, dashes
from annotator.gui.text.stage import Stage
from tests.gui.text.hand import TAGSET, WHO, annotation

pytestmark = pytest.mark.usefixtures("qapp")

LINE = "One line of some words that stand here."
LONG = "A paragraph that runs over more than one line, with words and words and words. " * 3
TEXT = f"{LINE}\n{LONG}\n{LINE}"


def stage_of(annotations: Sequence[Annotation], **reading: object) -> Stage:
    stage = Stage()
    stage.set_looks(looks(TAGSET))
    stage.set_reading(Reading(**reading))  # type: ignore[arg-type]
    stage.set_size(560, 900, 1.0)
    stage.open(Document("doc", TEXT), {WHO: annotations})
    return stage


def tops(shapes: Shapes) -> list[float]:
    return [box.top for box in shapes.boxes]


@given(
    start=st.floats(0, 100),
    length=st.floats(0.5, 400),
    dash=st.lists(st.integers(1, 20), max_size=6).map(
        lambda found: tuple(found[: len(found) // 2 * 2])
    ),
)
def test_dashes_lie_inside_in_order(start: float, length: float, dash: tuple[int, ...]) -> None:
    found = dashes(start, start + length, dash)
    assert found[0][0] == start
    assert found[-1][1] <= start + length
    flat = [edge for pair in found for edge in pair]
    assert flat == sorted(flat)
    if not dash:
        assert found == [(start, start + length)]


def test_a_bar_lies_under_its_words_and_inside_its_line() -> None:
    stage = stage_of([annotation("a", "quote", (4, 8))])
    (box,) = stage.shapes(0).boxes
    left, top, height = stage.caret_point(4)
    right, _, _ = stage.caret_point(8)
    assert (box.left, box.right) == (round(left), round(right))
    inside = stage.scroller.y - stage.page.top(0)
    assert box.top + stage.page.top(0) - stage.scroller.y >= top + height
    assert box.bottom <= stage.page.layout(0).height
    assert inside <= 0


def test_nested_crossing_and_identical_spans_have_lanes_of_their_own() -> None:
    stage = stage_of(
        [
            annotation("outer", "quote", (0, 30)),
            annotation("inner", "claim", (4, 12)),
            annotation("crossing", "claim", (8, 39)),
            annotation("same", "quote", (4, 12)),
            annotation("after", "quote", (32, 38)),
        ]
    )
    shapes = stage.shapes(0)
    where = {stage.columns.id_of(box.rows[0]): box.top for box in shapes.boxes}
    assert len({where[id] for id in ("outer", "inner", "crossing", "same")}) == 4
    assert where["after"] == where["outer"] == min(where.values())
    assert None not in shapes.fills


def test_what_has_no_lane_is_in_the_grey_bar() -> None:
    stage = stage_of([annotation(f"a{n}", "quote", (n, 20)) for n in range(7)], lanes=4)
    shapes = stage.shapes(0)
    grey = [box for box in shapes.boxes if len(box.rows) > 1]
    assert len(shapes.fills[None]) == 1
    assert {stage.columns.id_of(row) for row in grey[0].rows} == {"a4", "a5", "a6"}
    assert grey[0].top == max(tops(shapes))
    assert grey[0].bottom <= stage.page.layout(0).height


def test_fragments_share_a_lane_and_are_joined_by_dots() -> None:
    stage = stage_of([annotation("a", "quote", (0, 3), (20, 25)), annotation("b", "claim", (5, 9))])
    shapes = stage.shapes(0)
    own = [box for box in shapes.boxes if stage.columns.id_of(box.rows[0]) == "a"]
    assert len({box.top for box in own}) == 1
    assert own[0].top not in [b.top for b in shapes.boxes if b not in own]
    (line,) = shapes.dots["quote"]
    assert line.x1() == pytest.approx(stage.caret_point(3)[0], abs=1)
    assert line.x2() == pytest.approx(stage.caret_point(20)[0], abs=1)


def test_hooks_point_to_fragments_in_other_paragraphs() -> None:
    later = len(LINE) + 1 + len(LONG) + 1
    stage = stage_of([annotation("a", "quote", (4, 8), (later + 4, later + 8))])
    first, last = stage.shapes(0), stage.shapes(2)
    assert len(first.hooks["quote"]) == len(last.hooks["quote"]) == 2
    assert first.hooks["quote"][0].x1() == pytest.approx(stage.caret_point(8)[0], abs=1)
    assert last.hooks["quote"][0].x1() == pytest.approx(stage.caret_point(later + 4)[0], abs=1)


def test_a_whole_paragraph_has_a_bar_beside_it() -> None:
    start = len(LINE) + 1
    whole = [annotation(f"w{n}", "claim", (start, start + len(LONG.rstrip()))) for n in range(7)]
    stage = stage_of(whole)
    shapes = stage.shapes(1)
    assert all(box.right < stage.page.metrics.left for box in shapes.boxes)
    assert all(box.left >= 0 for box in shapes.boxes)
    assert len(shapes.boxes) == 6
    assert len(shapes.boxes[-1].rows) == 2
    height = stage.page.layout(1).height
    assert all(box.bottom - box.top > height / 2 for box in shapes.boxes)


def test_patterns_tell_categories_apart_without_colour() -> None:
    marks = [annotation("a", "quote", (0, 20)), annotation("b", "claim", (0, 20))]
    plain, patterned = stage_of(marks).shapes(0), stage_of(marks, patterns=True).shapes(0)
    assert [len(rects) for rects in plain.fills.values()] == [1, 1]
    counts = [len(rects) for rects in patterned.fills.values()]
    assert counts[0] != counts[1]
    assert (
        patterned.boxes[0].bottom - patterned.boxes[0].top > plain.boxes[0].bottom - tops(plain)[0]
    )


def test_bars_lie_on_device_pixels() -> None:
    for scale in (1.0, 1.25, 1.5, 2.0):
        stage = stage_of([annotation("a", "quote", (3, 77)), annotation("b", "claim", (5, 60))])
        stage.set_size(561, 900, scale)
        for piece in range(2):
            for box in stage.shapes(piece).boxes:
                for edge in (box.left, box.top):
                    assert edge * scale == pytest.approx(round(edge * scale), abs=1e-6)


def test_hiding_a_category_takes_its_bars_away() -> None:
    stage = stage_of([annotation("a", "quote", (0, 20)), annotation("b", "claim", (5, 12))])
    heights = [stage.page.layout(piece).height for piece in range(3)]
    stage.visibility.show_category("quote", False)
    stage.refresh()
    assert set(stage.shapes(0).fills) == {"claim"}
    assert [stage.page.layout(piece).height for piece in range(3)] == heights
