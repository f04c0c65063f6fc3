"""Spans and fragments, as every stored annotation has them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.span import Span, hull, normalized, quoted, without

TEXTS = st.text(st.sampled_from("ab \n😀\u0301ק"), min_size=1, max_size=25)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12))
    return text, [Span(start, start + length) for start, length in draw(st.lists(places))]


def covered(spans: tuple[Span, ...] | list[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 4)])
def test_no_span_is_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_compared() -> None:
    a, b, c = Span(0, 5), Span(5, 8), Span(4, 6)
    assert (a.overlaps(b), a.overlaps(c), c.overlaps(b)) == (False, True, True)
    assert (a.gap(b), a.gap(Span(9, 10)), Span(9, 10).gap(a), a.gap(c)) == (0, 4, 4, 0)
    assert a.contains(a)
    assert a.contains(Span(1, 2))
    assert not a.contains(c)
    assert hull((a, Span(9, 12))) == Span(0, 12)
    assert quoted((Span(0, 1), Span(2, 4)), "a😀bc") == "a … bc"


@given(marked_texts())
def test_normalized_spans_are_sorted_disjoint_and_the_same_the_second_time(
    marked: tuple[str, list[Span]],
) -> None:
    text, spans = marked
    result = normalized(spans, text)
    assert normalized(result, text) == result
    for span in result:
        assert span.end <= len(text)
        assert span.text(text).strip("\n") == span.text(text)
    for first, second in pairwise(result):
        assert text[first.end : second.start].strip("\n")
    changed = covered(result) ^ {place for place in covered(spans) if place < len(text)}
    assert all(text[place] == "\n" for place in changed)


@given(marked_texts(), st.integers(0, 20), st.integers(1, 10))
def test_cutting_takes_away_just_that(
    marked: tuple[str, list[Span]], start: int, length: int
) -> None:
    spans, cut = normalized(marked[1], marked[0]), Span(start, start + length)
    left = without(spans, cut)
    assert covered(left) == covered(spans) - covered([cut])
    assert list(left) == sorted(left)
