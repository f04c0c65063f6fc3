"""Finding: offsets are right whatever the text, and no pattern hangs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotator.core.span import Span
from annotator.gui.finding.search import TOO_HARD, Wanted, search


def words(text: str, wanted: Wanted) -> list[str]:
    return [span.text(text) for span in search(text, wanted).spans]


TEXT = "😀 Ab ab\nAB cab\u0301 👩🏽‍⚕️ab, שלום ab\u00a0b"


def test_case_and_whole_words() -> None:
    assert words(TEXT, Wanted("ab")) == ["Ab", "ab", "AB", "ab", "ab", "ab"]
    assert words(TEXT, Wanted("ab", match_case=True)) == ["ab", "ab", "ab", "ab"]
    assert words(TEXT, Wanted("ab", whole_word=True)) == ["Ab", "ab", "AB", "ab", "ab"]
    assert words(TEXT, Wanted("שלום", whole_word=True)) == ["שלום"]


def test_literal_words_are_no_pattern() -> None:
    assert words("a.b axb", Wanted("a.b")) == ["a.b"]
    assert words("a.b axb", Wanted("a.b", pattern=True)) == ["a.b", "axb"]


def test_nothing_wanted_nothing_found() -> None:
    assert search(TEXT, Wanted("")).spans == ()
    assert search("", Wanted("a")).spans == ()
    assert search("aaa", Wanted("x*", pattern=True)).spans == ()


def test_an_unfinished_pattern_is_said_calmly() -> None:
    found = search(TEXT, Wanted("(ab", pattern=True))
    assert found.spans == ()
    assert found.problem.startswith("The pattern is not complete")


def test_a_pattern_that_would_hang_is_given_up() -> None:
    text = "a" * 28 + "!"
    assert search(text, Wanted("(a+)+$", pattern=True)).problem == TOO_HARD


def test_time_is_limited() -> None:
    ticks = iter(range(1000))
    found = search("ab\n" * 50, Wanted("ab"), clock=lambda: float(next(ticks)))
    assert found.problem == TOO_HARD
    assert 0 < len(found.spans) < 50


def test_the_number_of_places_is_limited() -> None:
    found = search("a" * 10_500, Wanted("a"))
    assert len(found.spans) == 10_000
    assert "10,000" in found.problem


@given(st.text(alphabet="ab😀\u0301\n א", max_size=40))
def test_every_place_holds_the_words(text: str) -> None:
    found = search(text, Wanted("a", match_case=True)).spans
    assert list(found) == [Span(n, n + 1) for n, letter in enumerate(text) if letter == "a"]


@pytest.mark.usefixtures("qtbot")
def test_astral_characters_before_do_not_shift(qtbot: QtBot) -> None:
    assert search("😀😀x", Wanted("x")).spans == (Span(2, 3),)
