"""Boundaries move by what people take for a character or word, and never beyond sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.graphemes import is_boundary
from annotator.core.span import Span
from annotator.gui.nudging import nudged

TEXT = "The cafe\u0301 👩🏽‍⚕️ said “no deal”, twice.\nNext line"


@pytest.mark.parametrize(
    ("edge", "by", "unit", "words"),
    [
        ("end", 1, "word", "cafe\u0301 👩🏽‍⚕️ said “no deal"),
        ("end", -1, "word", "cafe\u0301 👩🏽‍⚕️ said"),
        ("start", -1, "word", "The cafe\u0301 👩🏽‍⚕️ said “no"),
        ("start", 1, "word", "said “no"),
        ("end", 1, "character", "cafe\u0301 👩🏽‍⚕️ said “no "),
        ("end", -1, "character", "cafe\u0301 👩🏽‍⚕️ said “n"),
        ("start", 1, "character", "afe\u0301 👩🏽‍⚕️ said “no"),
    ],
)
def test_one_step(edge: str, by: int, unit: str, words: str) -> None:
    start = TEXT.index("cafe")
    spans = (Span(start, TEXT.index(" deal")),)
    (moved,) = nudged(TEXT, spans, edge, by, unit)  # type: ignore[arg-type]
    assert moved.text(TEXT) == words


def test_the_fragment_at_the_caret_is_moved() -> None:
    spans = (Span(0, 3), Span(10, 13), Span(20, 24))
    moved = nudged("x" * 40, spans, "end", 1, "character", caret=12)
    assert moved == (Span(0, 3), Span(10, 14), Span(20, 24))
    assert nudged("x" * 40, spans, "end", 1, "character", caret=5)[-1] == Span(20, 25)


def test_nothing_is_left_of_nothing() -> None:
    spans = (Span(0, 1),)
    assert nudged("x", spans, "end", -1, "character") == spans
    assert nudged("x", spans, "start", 1, "word") == spans
    assert nudged("x", spans, "start", -1, "character") == spans
    assert nudged("x", spans, "end", 1, "character") == spans


@given(
    st.text(alphabet="ab 😀\u0301é“”.\nא", min_size=1, max_size=30),
    st.data(),
    st.sampled_from(["start", "end"]),
    st.sampled_from([-1, 1]),
    st.sampled_from(["character", "word"]),
)
def test_a_step_keeps_a_span_inside_the_text(
    text: str, data: st.DataObject, edge: str, by: int, unit: str
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (moved,) = nudged(text, (Span(start, end),), edge, by, unit)  # type: ignore[arg-type]
    assert 0 <= moved.start < moved.end <= len(text)
    new = moved.start if edge == "start" else moved.end
    old = start if edge == "start" else end
    assert (new - old) * by >= 0
    assert new == old or unit == "word" or is_boundary(text, new)
