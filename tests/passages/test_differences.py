"""How two wordings differ, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given

from annotator.passages.differences import differences, same_words
from annotator.passages.words import word_places
from tests.passages.makers import RAW_TEXTS, TEXTS


def told(one: str, other: str) -> list[tuple[str, str, str]]:
    return [
        (piece.change, one[piece.start : piece.end], other[piece.other_start : piece.other_end])
        for piece in differences(one, other)
    ]


def test_words_altered_dropped_and_added_are_told_apart() -> None:
    one = "criticized the strengthening security partnership between the United States and Japan"
    other = "Criticized the security alliance between the U.S. and, today, Japan"
    assert told(one, other) == [
        ("same", "criticized the", "Criticized the"),
        ("only-one", "strengthening", ""),
        ("same", "security", "security"),
        ("other", "partnership", "alliance"),
        ("same", "between the United States and", "between the U.S. and"),
        ("only-other", "", "today"),
        ("same", "Japan", "Japan"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“love.”", "Love", True),
        ("10,000 troops", "10,000 troops", True),
        ("10,000 troops", "10,500 troops", False),
        ("שלום 😀", "שלום", True),
        ("cafe\u0301", "caf\u00e9", True),
        ("", "…", True),
        ("", "word", False),
    ],
)
def test_marks_do_not_count_and_figures_do(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same
    assert all(change == "same" for change, _, _ in told(one, other)) is same


def test_long_wordings_take_no_long_time() -> None:
    one = " ".join(f"the {n} of" for n in range(3000))
    other = one.replace(" 1500 ", " changed ")
    assert [change for change, _, _ in told(one, other)] == ["same", "other", "same"]


@given(TEXTS | RAW_TEXTS, TEXTS | RAW_TEXTS)
def test_all_words_are_told_once_and_in_order(one: str, other: str) -> None:
    pieces = differences(one, other)
    for text, stretches in (
        (one, [(p.start, p.end) for p in pieces]),
        (other, [(p.other_start, p.other_end) for p in pieces]),
    ):
        inside = [
            place
            for start, end in stretches
            for place in word_places(text)
            if start <= place[0] and place[1] <= end
        ]
        assert inside == word_places(text)
        assert all(a[1] <= b[0] for a, b in pairwise(stretches))
    for piece in pieces:
        here, there = piece.start < piece.end, piece.other_start < piece.other_end
        assert (here, there) == {
            "same": (True, True),
            "other": (True, True),
            "only-one": (True, False),
            "only-other": (False, True),
        }[piece.change]
