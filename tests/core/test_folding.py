"""A folded text compares wordings, and every stretch of it leads back to the text."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.folding import Folded, fold

TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \n\t\u00a0\u00ad\u200b“”\"'’«»-–—….e\u0301éu\u0323\u0302각각👩\u200d👧א"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("480\u00a0nurses", "480 nurses"),
        ("two  words", "two\nwords"),
        ("“not” ‘move’", "\"not\" 'move'"),
        ("«non»", "„non‟"),
        ("1990–2026 — now -- then", "1990-2026 - now - then"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("so…", "so..."),
        ("cafe\u0301", "caf\u00e9"),
        ("ê\u0323", "ệ"),
        ("ᄀ\u1161\u11a8", "각"),
        ("‏שלום", "שלום"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_what_only_looks_different_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("cafe", "café"), ("no", "No"), ("a, b", "a b"), ("“no”", "'no'"), ("👩\u200d👧", "👩👧")],
)
def test_what_reads_differently_does_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_composed_and_decomposed_texts_fold_alike(text: str) -> None:
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


@given(TEXTS, st.data())
def test_a_stretch_leads_to_its_source_and_back(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.to_source(start, end)
    assert 0 <= first < last <= len(text)
    again = folded.from_source(first, last)
    assert again[0] <= start < end <= again[1]
    assert folded.to_source(*again) == (first, last)


@given(TEXTS, st.data())
def test_a_stretch_of_the_source_is_found_in_what_it_folds_to(
    text: str, data: st.DataObject
) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    folded = Folded(text)
    first, last = folded.from_source(start, end)
    assert 0 <= first <= last <= len(folded.text)
    if first < last:
        whole = folded.to_source(first, last)
        visible = text[start:end]
        assert visible in text[whole[0] : whole[1]] or fold(visible) != visible


def test_plain_text_folds_to_itself() -> None:
    text = "The mayor said no."
    folded = Folded(text)
    assert folded.text == text
    assert folded.to_source(4, 9) == (4, 9) == folded.from_source(4, 9)
