"""How two wordings differ, word by word. Works on any two stretches: passages, quotes, claims."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from annotator.passages.words import word_places

Change: TypeAlias = Literal["same", "other", "only-one", "only-other"]


@dataclass(frozen=True, slots=True)
class Piece:
    """`one[start:end]` and what stands for it, `other[other_start:other_end]`; code points.

    Both are from the first word to the last; an empty one lies where the words would be. What is
    the same may differ in case, marks and punctuation (see `words.folded`).
    """

    change: Change
    start: int
    end: int
    other_start: int
    other_end: int


def differences(one: str, other: str) -> tuple[Piece, ...]:
    """All words of both, in order, in as few pieces as that takes; none where there are no words.

    Quick for what people quote; of a thousand words and more, words that are very frequent tie
    nothing by themselves.
    """
    words, others = word_places(one), word_places(other)
    matcher = SequenceMatcher(None, [word for _, _, word in words], [word for _, _, word in others])
    kinds: dict[str, Change] = {
        "equal": "same",
        "replace": "other",
        "delete": "only-one",
        "insert": "only-other",
    }
    return tuple(
        Piece(kinds[tag], *_stretch(words, i, j), *_stretch(others, k, m))
        for tag, i, j, k, m in matcher.get_opcodes()
    )


def same_words(one: str, other: str) -> bool:
    """Whether nothing differs but case, marks and punctuation."""
    return [word for _, _, word in word_places(one)] == [word for _, _, word in word_places(other)]


def _stretch(words: list[tuple[int, int, str]], first: int, last: int) -> tuple[int, int]:
    """From word `first` to before word `last`; where they are the same, right after the one before.

    Nothing comes before the first word: then both are 0.
    """
    if first < last:
        return words[first][0], words[last - 1][1]
    place = words[first - 1][1] if first else 0
    return place, place
