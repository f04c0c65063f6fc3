"""Words are found whatever their case, accents and marks; places are those of the text."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.graphemes import is_boundary
from annotator.core.text_search import Wording

TEXT = (
    "Café cafe\u0301 CAFE cafes 👩🏽‍⚕️ 👩 “Trump’s” minis\u00adter 480\u00a0nurses Straße STRASSE "
    "קָרָא ﬁne 각가 don’t state-run"
)


def found(words: str, text: str = TEXT, **options: bool) -> list[str]:
    return [span.text(text) for span in Wording(words, **options).find(text)]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("cafe", ["Café", "cafe\u0301", "CAFE", "cafe"]),
        ("CAFÉ", ["Café", "cafe\u0301", "CAFE", "cafe"]),
        ("👩", ["👩"]),
        ("👩🏽‍⚕️", ["👩🏽‍⚕️"]),
        ('"trump\'s"', ["“Trump’s”"]),
        ("minister", ["minis\u00adter"]),
        ("480 nurses", ["480\u00a0nurses"]),
        ("strasse", ["Straße", "STRASSE"]),
        ("קרא", ["קָרָא"]),
        ("fine", ["ﬁne"]),
        ("가", ["가"]),
        ("nothing", []),
        ("", []),
        ("\u0301", []),
        ("\u00ad", []),
    ],
)
def test_case_accents_and_looks_make_no_difference(words: str, places: list[str]) -> None:
    assert found(words) == places


def test_case_and_accents_can_matter() -> None:
    assert found("CAFE", match_case=True) == ["CAFE"]
    assert found("café", match_accents=True) == ["Café", "cafe\u0301"]
    assert found("cafe", match_accents=True) == ["CAFE", "cafe"]
    assert found("cafe\u0301", match_case=True, match_accents=True) == ["cafe\u0301"]


def test_whole_words() -> None:
    assert found("cafe", whole_word=True) == ["Café", "cafe\u0301", "CAFE"]
    assert found("trump", whole_word=True) == ["Trump"]
    assert found("state", whole_word=True) == ["state"]
    assert found("cafe\u0301", "cafe\u0301s", whole_word=True) == []
    assert found("b", "a_b 1b b", whole_word=True) == ["b"]
    assert found("漢", "漢字漢", whole_word=True) == ["漢", "漢"]
    assert found("“a”", "x“a”y", whole_word=True) == ["“a”"]


def test_line_ends_are_not_reached_over() -> None:
    assert found("a b", "a\nb a b") == ["a b"]
    assert found("a\nb", "a\nb a b") == ["a b"]


def test_marks_that_make_another_word_are_no_accents() -> None:
    assert found("क", "कि") == []
    assert found("か", "が か") == ["か"]


def test_places_do_not_overlap() -> None:
    assert [span.start for span in Wording("aa").find("aaaaa")] == [0, 2]


def test_long_texts_and_long_lines_are_searched_to_the_end() -> None:
    for part in ("ab Xé\u00ad ", "ab Xé\u00ad\n"):
        text = part * 60_000
        spans = list(Wording("b xe").find(text))
        assert len(spans) == 60_000
        assert {span.text(text) for span in spans} == {"b Xé"}
        assert [span.start for span in spans[:2]] == [1, 1 + len(part)]


@given(
    st.text(alphabet="aAbé\u0301ßﬁ \u00a0\u00ad👩🏽\u200d⚕\ufe0fשָ’'\n.İ…", max_size=30),
    st.text(alphabet="aAbé\u0301ßfi 👩שָ’'.", max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_every_place_is_whole_and_says_the_words(
    text: str, words: str, match_case: bool, match_accents: bool
) -> None:
    wording = Wording(words, match_case=match_case, match_accents=match_accents)
    end = 0
    for span in wording.find(text):
        assert end <= span.start
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        assert "\n" not in span.text(text)
        again = Wording(words, match_case=match_case, match_accents=match_accents)
        assert again.is_in(span.text(text))
        end = span.end


@given(st.text(alphabet="abcéüñ 😀ש", max_size=30), st.integers(0, 29), st.integers(1, 9))
def test_what_is_there_is_found_in_either_form(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    for form in ("NFC", "NFD"):
        now = normalize(form, text)
        places = found(words, now, match_case=True, match_accents=True)
        assert bool(places) == bool(words)
        assert all(normalize("NFC", place) == normalize("NFC", words) for place in places)
