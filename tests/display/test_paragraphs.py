"""Paragraphs cover the text once, and long ones are cut where no grapheme is parted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.display.paragraphs import LONGEST, Paragraphs

texts = st.text(st.sampled_from("ab \n😀é\u0301שم\u200d"), max_size=200)


@given(texts)
def test_pieces_are_the_lines(text: str) -> None:
    paragraphs = Paragraphs(text)
    lines = text.split("\n")
    assert [paragraphs.piece_text(piece) for piece in range(len(paragraphs))] == lines
    assert not paragraphs.continues.any()


@given(texts)
def test_each_position_belongs_to_the_piece_around_it(text: str) -> None:
    paragraphs = Paragraphs(text)
    for position in range(len(text) + 1):
        piece = paragraphs.piece_at(position)
        assert piece == text[:position].count("\n")
        assert paragraphs.start(piece) <= position <= paragraphs.end(piece)
        assert list(paragraphs.pieces_in(position, position)) == [piece]
    assert list(paragraphs.pieces_in(0, len(text))) == list(
        range(paragraphs.piece_at(max(0, len(text) - 1)) + 1)
    )


def long_texts() -> list[str]:
    return [
        "word " * 5000,
        "x" * 30_000,
        "short\n" + "e\u0301" * 10_000 + "\n" + "end",
        "👩‍👩‍👧" * 5_000,
        "x" + "🇩🇪" * 9_000,
        "👍🏽" * 9_000,
        "한" * 9_000 + "각" * 9_000,
        "ก\u0e33" * 9_000,
        "क्ष" * 9_000,
        "不" * 20_000,
        "a" * LONGEST,
        "a" * (LONGEST + 1),
        "a\u0301" + "\u0301" * 20_000,
        "\n" + "y" * 20_000 + "\n\n" + "z" * 20_000 + "\n",
    ]


@pytest.mark.parametrize("text", long_texts(), ids=range(len(long_texts())))
def test_long_paragraphs_come_in_pieces(text: str) -> None:
    paragraphs = Paragraphs(text)
    assert int(paragraphs.lengths.max()) <= LONGEST
    whole = ""
    for piece in range(len(paragraphs)):
        whole += paragraphs.piece_text(piece)
        if paragraphs.ends_paragraph(piece) and piece + 1 < len(paragraphs):
            whole += "\n"
    assert whole == text
    for line, first in zip(text.split("\n"), (~paragraphs.continues).nonzero()[0], strict=True):
        last = paragraphs.last_of_paragraph(int(first))
        assert paragraphs.first_of_paragraph(last) == first
        pieces = range(int(first), last + 1)
        assert "".join(map(paragraphs.piece_text, pieces)) == line
        assert (len(pieces) > 1) == (len(line) > LONGEST)
        for piece in pieces:
            middle = paragraphs.start(piece) + int(paragraphs.lengths[piece]) // 2
            assert paragraphs.piece_at(middle) == piece


@pytest.mark.parametrize(
    ("unit", "count"),
    [("e\u0301", 10_000), ("👩‍👩‍👧", 5_000), ("🇩🇪", 9_000), ("👍🏽", 9_000), ("ก\u0e33", 9_000)],
)
def test_no_grapheme_is_parted(unit: str, count: int) -> None:
    paragraphs = Paragraphs(unit * count)
    assert len(paragraphs) > 1
    for piece in range(len(paragraphs)):
        words = paragraphs.piece_text(piece)
        assert words == unit * (len(words) // len(unit))


def test_pieces_end_behind_a_space_where_there_is_one() -> None:
    paragraphs = Paragraphs("state-run media, 不 " * 2_000)
    assert len(paragraphs) > 2
    assert all(paragraphs.piece_text(piece).endswith(" ") for piece in range(len(paragraphs)))


@pytest.mark.parametrize(
    ("line", "right_to_left"),
    [
        ("", False),
        ("123 … “", False),
        ("abc שלום", False),
        ("“שלום” abc", True),
        ("12 مرحبا", True),
        ("😀 שלום", True),
        ("\u2067שלום\u2069 abc", False),
        ("\u2067abc\u2069 שלום", True),
    ],
)
def test_direction_is_that_of_the_first_strong_letter(line: str, right_to_left: bool) -> None:
    assert Paragraphs(f"x\n{line}\ny").right_to_left(1) is right_to_left


def test_later_pieces_inherit_the_direction() -> None:
    paragraphs = Paragraphs("שלום " + "abc " * 5_000)
    assert len(paragraphs) > 2
    assert all(paragraphs.right_to_left(piece) for piece in range(len(paragraphs)))


def test_offsets_count_inside_the_piece() -> None:
    paragraphs = Paragraphs("😀😀\na😀b")
    assert paragraphs.offsets(1).to_utf16(3) == 4
    assert paragraphs.offsets(0).from_utf16(2) == 1
