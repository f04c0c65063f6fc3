"""Finding: offsets are right whatever the text, and no pattern hangs."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from annotator.core.span import Span
from annotator.gui.finding.search import TOO_HARD, Wanted, search
from tests.samples import FIRST


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


def test_a_pattern_given_up_after_some_places_says_so() -> None:
    text = "foo " + "a" * 28 + "!"
    found = search(text, Wanted("foo|(a+)+$", pattern=True))
    assert (found.spans, found.problem) == ((Span(0, 3),), TOO_HARD)


ENDLESS = (
    r"(a+)+$", r"(a|aa)+$", r"(a|a?)+$", r"(.*a){12}$", r"(?:.?){14}[#%]", r"(?:.?){20}[#%]",
    r"(?:.?){24}[#%]", r"(?:.?){20}[#%]|.", r"([a-z ,.]*)*[#%]", r"(\w+\s?)+[#%]",
    r"(\w+).*\1#?[#%]", r"(?<=\w.{3}).*[#%]", r"(?=.*[#%])a", r"(?:(\w+)\W+)*?\1#",
    r"[a-zA-Z ,.]*[a-zA-Z ,.]*[a-zA-Z ,.]*[#%]", r"^(.*?,){11}#", r"(x+x+)+y|.", r"(?R)?a|.",
)  # fmt: skip
SENTENCE = "The mayor said that the ferry strike enters its third week, and nurses may leave. "
TEXTS = {
    "an article": FIRST * 20,
    "long paragraphs": (SENTENCE * 60 + "\n") * 10,
    "one line": SENTENCE * 1000,
    "one line of a": "a" * 10_000,
    "lines of a": ("a" * 400 + "!\n") * 20,
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("pattern", ENDLESS)
def test_no_pattern_holds_the_window_for_two_seconds(pattern: str, text: str) -> None:
    begun = time.process_time()
    found = search(TEXTS[text], Wanted(pattern, pattern=True))
    assert time.process_time() - begun < 2
    assert found.problem in ("", TOO_HARD) or "10,000" in found.problem


@pytest.mark.parametrize(
    "pattern",
    [r"\w+ed\b", r"“[^”]*”", r"\b[A-Z]\w+(?: [A-Z]\w+)*", r"said.*nurses", r"\d[\d.,]* percent",
     r"(?:\w+\W+){0,8}week", ".*leave"],
)  # fmt: skip
@pytest.mark.parametrize("text", ["an article", "long paragraphs"])
def test_patterns_that_people_write_are_not_too_complex(pattern: str, text: str) -> None:
    expected = sum(
        len(match) > 0
        for line in TEXTS[text].split("\n")
        for match in (m.group() for m in re.finditer(pattern, line))
    )
    found = search(TEXTS[text], Wanted(pattern, match_case=True, pattern=True))
    assert (len(found.spans), found.problem) == (expected, "")


def test_time_is_limited() -> None:
    ticks = iter(range(1000))
    found = search("ab\n" * 50, Wanted("ab"), clock=lambda: float(next(ticks)))
    assert found.problem == TOO_HARD
    assert 0 <= len(found.spans) < 50
    assert search("ab", Wanted("ab"), until=0).problem == TOO_HARD


def test_time_is_limited_within_a_line() -> None:
    ticks = iter(range(1000))
    found = search("ab" * 50, Wanted("ab"), until=9, clock=lambda: float(next(ticks)))
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
