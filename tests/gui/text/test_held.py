"""What is held: fragments in order, apart from each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.span import Span
from annotator.gui.text.caret import Caret
from annotator.gui.text.held import Held, at, holding, merged

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))
)


@given(SPANS)
def test_merged_covers_the_same_characters(spans: list[Span]) -> None:
    found = merged(spans)
    assert {n for s in found for n in range(s.start, s.end)} == {
        n for s in spans for n in range(s.start, s.end)
    }
    assert all(one.end < two.start for one, two in pairwise(found))


@given(SPANS)
def test_holding_gives_them_back(spans: list[Span]) -> None:
    held = holding(spans)
    assert (held.spans if held else ()) == merged(spans)


def test_extending_from_a_word_keeps_the_word() -> None:
    word = Held(Caret(10), (4, 10))
    assert word.moved(Caret(2), extend=True).spans == (Span(2, 10),)
    assert word.moved(Caret(15), extend=True).spans == (Span(4, 15),)
    assert word.moved(Caret(6), extend=True).spans == (Span(4, 10),)
    assert word.moved(Caret(6), extend=False) == at(Caret(6))


def test_fragments_are_dropped_from_the_last() -> None:
    held = Held(Caret(5), (1, 1)).another(Caret(9), (7, 7))
    assert held.spans == (Span(1, 5), Span(7, 9))
    held = held.less()
    assert held.spans == (Span(1, 5),)
    assert held.less().spans == ()
