"""Cells for spreadsheets: nothing calculates, and every text comes back."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.csv_cells import guarded, row, unguarded

ACTIVE = "=+-@|%\t\r\n＝＋－＠｜％"
texts = st.text(
    st.one_of(st.sampled_from(ACTIVE + "',;\"\0 1aé"), st.characters(codec="utf-8")), max_size=20
)


def read(line: str) -> list[str]:
    (found,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    return found


def check_cells(cells: list[str]) -> None:
    line = row(guarded(cell) for cell in cells)
    assert line.endswith('"\r\n')
    back = read(line)
    assert "\0" not in line
    assert not any(cell[:1] in ACTIVE for cell in back if cell)
    assert [unguarded(cell) for cell in back] == [cell.replace("\0", "") for cell in cells]


@given(st.lists(texts, min_size=1, max_size=6))
@settings(max_examples=2000, deadline=None)
def test_every_text_comes_back_and_none_is_a_formula(cells: list[str]) -> None:
    check_cells(cells)


@pytest.mark.campaign
@given(st.lists(texts, min_size=1, max_size=6))
@settings(max_examples=200_000, deadline=None)
def test_every_text_comes_back_at_length(cells: list[str]) -> None:
    check_cells(cells)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\0=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("'quoted'", "''quoted'"),
        ("-5 degrees", "'-5 degrees"),
        ("a = b", "a = b"),
        ("", ""),
    ],
)
def test_what_is_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_what_others_wrote_is_kept() -> None:
    assert [unguarded(cell) for cell in ("'tis", "it's", "", "'", "''")] == [
        "'tis", "it's", "", "'", "'",
    ]  # fmt: skip


def test_a_row_quotes_all() -> None:
    assert row(["a", 'b "c"', ""]) == '"a","b ""c""",""\r\n'
