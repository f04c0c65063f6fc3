"""Offsets agree with what encoding the text gives, for every kind of character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.offsets import OffsetMap
from annotator.core.text import canonical

SAMPLES = (
    "",
    "plain",
    "“curly” – naïve",
    "👩‍👩‍👧 family, 🇩🇪🇫🇷 flags, 👍🏽",
    "e\u0301 a\u0308 combining",
    "שלום עולם, مرحبا",
    "不換行\u00a0空白\n新しい行",
    "😀",
    "😀😀😀",
    "a😀\n😀b",
    "\U0010ffff\u07ff\u0800\x7f\x80",
)
texts = st.one_of(
    st.sampled_from(SAMPLES),
    st.text(st.characters(exclude_categories=("Cs",))),
    st.text(st.sampled_from("ab\n é“שم不😀👍🏽\u200d\u0301\u00a0")),
)


@given(texts)
def test_utf16_is_what_encoding_gives(text: str) -> None:
    offsets = OffsetMap(text)
    units = [len(text[:position].encode("utf-16-le")) // 2 for position in range(len(text) + 1)]
    assert [offsets.to_utf16(position) for position in range(len(text) + 1)] == units
    assert [offsets.from_utf16(unit) for unit in units] == list(range(len(text) + 1))
    assert offsets.utf16_length == units[-1]
    assert offsets.plain == (units[-1] == len(text))
    for unit in range(units[-1] + 1):
        inside = unit not in units
        assert offsets.splits_pair(unit) == inside
        assert offsets.from_utf16(unit, up=True) - offsets.from_utf16(unit) == inside


@given(texts)
def test_utf8_is_what_encoding_gives(text: str) -> None:
    offsets = OffsetMap(text)
    sizes = [len(text[:position].encode()) for position in range(len(text) + 1)]
    assert [offsets.to_utf8(position) for position in range(len(text) + 1)] == sizes
    assert offsets.utf8_length == sizes[-1]
    for byte in range(sizes[-1] + 1):
        below = max(n for n, size in enumerate(sizes) if size <= byte)
        above = min(n for n, size in enumerate(sizes) if size >= byte)
        assert offsets.from_utf8(byte) == below
        assert offsets.from_utf8(byte, up=True) == above


@given(
    st.text(st.sampled_from("a😀 \r\n\u2028\u2029\x00\ufffe\ufeff“")),
    st.sampled_from(["", "\ufeff"]),
)
def test_source_positions_find_the_same_characters(raw: str, mark: str) -> None:
    source = mark + raw
    text = canonical(source).text
    offsets = OffsetMap(text, source)
    naive = [0]
    at = 1 if source.startswith("\ufeff") else 0
    naive[0] = at
    while at < len(source):
        at += 2 if source[at : at + 2] == "\r\n" else 1
        naive.append(at)
    assert len(naive) == len(text) + 1
    assert [offsets.to_source(position) for position in range(len(text) + 1)] == naive
    assert [offsets.from_source(place) for place in naive] == list(range(len(text) + 1))


def test_what_lies_inside_a_dropped_part_goes_outward() -> None:
    offsets = OffsetMap("a\nb", "\ufeffa\r\nb")
    assert offsets.from_source(0) == offsets.from_source(0, up=True) == 0
    assert offsets.from_source(3) == 1
    assert offsets.from_source(3, up=True) == 2
    assert (offsets.to_source(0), offsets.to_source(3)) == (1, 5)


def test_without_a_source_the_text_is_its_own() -> None:
    assert OffsetMap("a\nb").to_source(3) == 3
    assert OffsetMap("a\nb").from_source(2) == 2


@pytest.mark.parametrize("position", [-1, 3])
def test_positions_outside_the_text_are_refused(position: int) -> None:
    offsets = OffsetMap("ab")
    for convert in (
        offsets.to_utf16,
        offsets.from_utf16,
        offsets.to_utf8,
        offsets.from_utf8,
        offsets.to_source,
        offsets.from_source,
    ):
        with pytest.raises(ValueError, match="no position"):
            convert(position)


def test_another_text_is_no_source() -> None:
    with pytest.raises(ValueError, match="not the source"):
        OffsetMap("ab", "a").to_source(0)
