"""Canonical text, blocks, digest, and documents made of them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.document import Document, guessed_kinds
from annotator.core.span import Span
from annotator.core.text import Replacement, canonical, digest, is_canonical, without_forbidden

RAW = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\r\n\u2028\u2029\x85\ufeff\ufffe\uffff\x00\x0b\x0c\x1f\ud800\t\u00a0"),
    ),
    max_size=40,
)


@given(RAW)
def test_canonical_text_is_canonical_and_stays_so(raw: str) -> None:
    result = canonical(raw)
    assert is_canonical(result.text)
    if not result.text.startswith("\ufeff"):
        assert canonical(result.text).text == result.text
    for replacement in result.replaced:
        assert result.text[replacement.offset] == replacement.new
        assert not is_canonical(replacement.old)
    result.text.encode("utf-8")


@given(RAW)
def test_nothing_but_line_ends_changes_the_length(raw: str) -> None:
    result = canonical(raw)
    two_for_one = raw.removeprefix("\ufeff").count("\r\n")
    assert len(raw) == len(result.text) + result.byte_order_mark + two_for_one


def test_what_is_changed_is_told() -> None:
    result = canonical("\ufeffa\r\nb\rc\u2028d\u2029e\n\x0c f\ufffeg\ud800 \x85\tend\n")
    assert result.text == "a\nb\nc\nd\ne\n  f\xadg  \x85\tend\n"
    assert result.byte_order_mark
    assert result.line_ends_changed == 4
    assert result.replaced == (
        Replacement(10, "\x0c", " "),
        Replacement(13, "\ufffe", "\xad"),
        Replacement(15, "\ud800", " "),
    )


def test_typed_text_loses_what_files_cannot_hold() -> None:
    assert without_forbidden("a\x00b\r\nc\uffff 😀") == "ab\nc 😀"


@given(RAW.map(lambda raw: canonical(raw).text))
def test_blocks_make_up_the_text(text: str) -> None:
    document = Document("d", text)
    blocks = [text[slice(*document.block_span(b))] for b in range(len(document.kinds))]
    assert "\n".join(blocks) == text
    for offset in range(len(text) + 1):
        start, end = document.block_span(document.block_at(offset))
        assert start <= offset <= end
    assert document.digest == digest(text) == hashlib.sha256(text.encode()).hexdigest()


def test_a_headline_is_guessed_only_where_it_is_plain() -> None:
    assert guessed_kinds("A headline\n\nText.") == ("head", "blank", "p")
    assert guessed_kinds("A sentence.\n\nText.") == ("p", "blank", "p")
    assert guessed_kinds("A headline\nText.") == ("p", "p")
    assert guessed_kinds("A headline\n\n") == ("p", "blank", "blank")
    assert guessed_kinds("") == ("blank",)


def test_a_document_refuses_what_is_not_canonical() -> None:
    with pytest.raises(ValueError, match="canonical"):
        Document("d", "a\rb")
    with pytest.raises(ValueError, match="per line"):
        Document("d", "a\nb", ("p",))


def test_words_around_a_span_are_shown_in_one_line() -> None:
    document = Document("d", "one\ntwo three\nfour")
    assert document.excerpt(Span(4, 7), 3, 8) == ("ne ", "two", " three f")
    assert document.name == "d"
