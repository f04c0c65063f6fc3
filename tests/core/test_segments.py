"""Words and sentences: what the caret stops at, and what a double or triple click takes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.graphemes import is_boundary
from annotator.core.segments import (
    next_sentence,
    next_word,
    previous_sentence,
    previous_word,
    sentence_at,
    word_at,
)
from annotator.core.span import Span

TEXTS = st.text(
    st.sampled_from(
        "abAB1.!?… \n“”’\"'()-,。！」技\u0301\u00a0\u200d😀👩\U0001f3fd🇩ק\u093fक\u094d"
    ),
    max_size=60,
)


def word(marked: str) -> str | None:
    """The word at the bar."""
    before, after = marked.split("|")
    text = before + after
    span = word_at(text, len(before))
    return span and span.text(text)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("the |ferry", "ferry"),
        ("the fe|rry", "ferry"),
        ("the ferry|", "ferry"),
        ("the ferry|, which", "ferry"),
        ("the ferry,| which", None),
        ("|", None),
        ("do|n’t", "don’t"),
        ("don|'t", "don't"),
        ("it is 3|.5", "3.5"),
        ("10|,000", "10,000"),
        ("in the U|.S. and", "U.S."),
        ("in the U.S|. and", "U.S."),
        ("in the end|. And", "end"),
        ("a state|-run agency", "state-run"),
        ("the workers|’ party", "workers"),
        ("caf|e\u0301s are", "cafe\u0301s"),
        ("קרא| לשלום", "קרא"),
        ("新|技術は", "技"),
        ("हि|न्दी में", "हिन्दी"),
        ("می\u200c|خواهم", "می\u200cخواهم"),
        ("a 😀| b", None),
        ("AT|&T", "AT&T"),
        ("this — |that", "that"),
        ("first|\nsecond", "first"),
    ],
)
def test_word_at(marked: str, expected: str | None) -> None:
    assert word(marked) == expected


def test_the_caret_stops_at_words_and_at_both_ends_of_a_line() -> None:
    text = "“Not  now,” 😀 he said.\n\n(U.S. 3.5)"
    stops, place = [], 0
    while place < len(text):
        place = next_word(text, place)
        stops.append(place)
    assert [text[a:b] for a, b in pairwise([0, *stops])] == [
        "“", "Not  ", "now,” 😀 ", "he ", "said.", "\n", "\n", "(", "U.S. ", "3.5)",
    ]  # fmt: skip


def sentences(text: str) -> list[str]:
    found = {sentence_at(text, place) for place in range(len(text) + 1)} - {None}
    return [span.text(text) for span in sorted(span for span in found if span)]


@pytest.mark.parametrize(
    "parts",
    [
        ["One.", "Two!", "Three?"],
        ["Mr. Smith met Sen. Jones and Dr. Who in the U.S. on Friday.", "They left."],
        ["J. R. Doe came at 5 p.m. on Nov. 3 with No. 7.", "Then he left."],
        ["It “fell in love.”", "Next one."],
        ["“Why?” he asked.", "“No.”", "(So there.)", "End"],
        ["Wait... for it.", "Now…", "Then came e.g. more.", "And?!"],
        ["Was it?", "¿Qué?", "Sí."],
        ["Es kostete ca. 3 Euro.", "„Nein.“", "Danach z.B. mehr."],
        ["هل ذهبت؟", "نعم ذهبت۔", "ثم عاد."],
        ["यह है।", "वह था।"],
    ],
)
def test_sentences_end_where_people_end_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_wide_marks_end_a_sentence_without_a_blank() -> None:
    assert sentences("技術は。「次の文！」と言った。end") == [
        "技術は。", "「次の文！」", "と言った。", "end",
    ]  # fmt: skip


def test_line_ends_end_sentences_and_blank_lines_hold_none() -> None:
    text = "A headline\n \n  The first. The second\nThird."
    assert sentences(text) == ["A headline", "The first.", "The second", "Third."]
    assert sentence_at(text, text.index("\n") + 1) is None
    assert sentence_at("", 0) is None


def test_blanks_after_the_last_sentence_of_a_line_belong_to_it() -> None:
    text = "One. Two. \nThree."
    for place in range(text.index("Two"), text.index("Three")):
        assert sentence_at(text, place) == Span(5, 9)
    assert previous_sentence(text, text.index("Three")) == 5


@given(TEXTS)
def test_every_character_of_a_word_finds_the_same_word(text: str) -> None:
    for place in range(len(text)):
        found = word_at(text, place)
        if found and place < found.end:
            assert found.start <= place
            assert {word_at(text, other) for other in range(found.start, found.end)} == {found}
            assert is_boundary(text, found.start)
            assert is_boundary(text, found.end)
            assert "\n" not in found.text(text)


@given(TEXTS)
def test_sentences_cover_all_but_blanks_and_do_not_overlap(text: str) -> None:
    found = sorted({s for p in range(len(text) + 1) if (s := sentence_at(text, p))})
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {place for span in found for place in range(span.start, span.end)}
    assert all(text[p].isspace() for p in range(len(text)) if p not in covered)
    for span in found:
        assert not span.text(text)[-1].isspace()
        assert "\n" not in span.text(text)
        assert is_boundary(text, span.start)
        assert sentence_at(text, span.start) == span


@given(TEXTS)
def test_stepping_back_stops_where_stepping_on_stops(text: str) -> None:
    for forward, backward in ((next_word, previous_word), (next_sentence, previous_sentence)):
        ahead, place = [], 0
        while place < len(text):
            assert forward(text, place) > place
            place = forward(text, place)
            ahead.append(place)
        back = []
        while place > 0:
            assert backward(text, place) < place
            back.append(place)
            place = backward(text, place)
        assert sorted(back) == ahead
        assert all(is_boundary(text, stop) for stop in ahead)


def test_positions_outside_the_text_are_taken_to_its_ends() -> None:
    assert word_at("ab cd", 99) == Span(3, 5)
    assert word_at("ab cd", -3) == Span(0, 2)
    assert next_word("ab", 7) == 2
    assert previous_word("ab", 7) == 0
    assert sentence_at("Ab. Cd.", 99) == Span(4, 7)
