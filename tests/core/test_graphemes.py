"""Where a text may be cut, compared with what the toolkit's own rules say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from annotator.core.graphemes import is_boundary, next_boundary, previous_boundary

TEXTS = st.text(
    st.sampled_from(
        "ab \n\u0301\u0308\ufe0f\u20e3\u200c\u200d😀👩👨\U0001f3fd🇩🇪⚕❤1한"
        "\u1100\u1161\u11a8가각\u0600קש\u00adé\U000e0067"
    ),
    max_size=20,
)


INDIC = st.text(st.sampled_from("a1 \u093fक\u094dषक\u200d"), max_size=12)


def toolkit_boundaries(text: str) -> set[int]:
    """Code point offsets of the places where Qt ends a grapheme."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    found = {0, len(text)}
    while (place := finder.toNextBoundary()) >= 0:
        found.add(len(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le")))
    return found


@given(TEXTS)
def test_agrees_with_the_toolkit(text: str) -> None:
    ours = {place for place in range(len(text) + 1) if is_boundary(text, place)}
    theirs = toolkit_boundaries(text)
    assert ours <= theirs
    if not set(text) & set("🇩🇪"):  # the toolkit parts the letters of a flag after another emoji
        assert ours == theirs


@given(INDIC)
def test_cuts_no_syllable_that_the_toolkit_keeps_whole(text: str) -> None:
    ours = {place for place in range(len(text) + 1) if is_boundary(text, place)}
    assert ours <= toolkit_boundaries(text)


@pytest.mark.parametrize(
    "whole",
    ["e\u0301", "👩🏽\u200d⚕️", "🇩🇪", "1️⃣", "한", "\u1112\u1161\u11ab", "กำ", "क्षि", "❤️\u200d🔥"],
)
def test_what_people_take_for_one_character_stays_whole(whole: str) -> None:
    text = f"x{whole}y"
    assert [p for p in range(len(text) + 1) if is_boundary(text, p)] == [
        0,
        1,
        1 + len(whole),
        len(text),
    ]


@given(TEXTS.filter(bool), st.integers(0, 20))
def test_steps_end_at_boundaries(text: str, start: int) -> None:
    start = min(start, len(text) - 1)
    after = next_boundary(text, start)
    assert start < after <= len(text)
    assert is_boundary(text, after)
    assert not any(is_boundary(text, place) for place in range(start + 1, after))
    if is_boundary(text, start):
        assert previous_boundary(text, after) == start
