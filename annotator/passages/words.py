"""Words of texts as numbers, to be compared: the same number, the same word.

Case, a possessive ’s, dots in initials, composed letters and invisible marks do not count; United
States, U.S. and US are one word, so are United Nations, U.N. and UN.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import category, normalize

import numpy as np
import numpy.typing as npt

from annotator.core.segments import next_sentence

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LONGEST_SENTENCE: Final = 400
"""Words; a longer one (a text without stops) is cut, so that the work stays bounded."""
_WINDOW: Final = 4000
"""Code points that are searched for sentences at once: some lines are a whole book."""
_LOOK_AHEAD: Final = 64

_ENGLISH: Final = (
    "a an the and or but nor of in on at to for from by with as that than if it its he him his she "
    "her they them their this these those is are was were be been being am has have had having do "
    "does did will would shall should can could may might must not no i me my we us our you your "
    "who whom whose which what there here so then into about"
)
_FUNCTION_WORDS: Final = frozenset(_ENGLISH.split())
_NAMES: Final = {"United States": "US", "United Nations": "UN"}
_WHOLE: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u3400-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts without blanks between words: each character stands alone."""
_INVISIBLE: Final = "\u00ad\u200c\u200d"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one text, in text order; arrays by word but for the last two."""

    text: str
    starts: Ints
    ends: Ints
    """Excluded."""
    ids: Ints
    weights: Floats
    """1 for a content word, ½ for a function word or a character that stands alone."""
    content: Flags
    sentence: Ints
    """Number of its sentence."""
    sentence_starts: Ints
    sentence_ends: Ints
    """Excluded, blanks left out."""


def read_words(texts: Sequence[str]) -> tuple[list[Words], int]:
    """The words of each text, and how many different ones there are in all of them."""
    vocabulary = _Vocabulary()
    found = [_words(text, vocabulary) for text in texts]
    return found, vocabulary.size


def word_places(text: str) -> list[tuple[int, int, str]]:
    """Start, end and folded form of each word; for short texts, where arrays would not pay."""
    return [(m.start(), m.end(), folded(m[0])) for m in _pattern(text).finditer(text)]


def folded(word: str) -> str:
    """What is compared of a word as it stands in the text."""
    word = _NAMES.get(" ".join(word.split()), word)
    if word.replace(".", "") in _NAMES.values():
        return word.replace(".", "")  # upper case, unlike the pronoun
    for mark in _INVISIBLE:
        word = word.replace(mark, "")
    word = normalize("NFC", word).casefold().replace("’", "'").replace("＇", "'")
    word = word.removesuffix("'s")
    return word if word[0].isdigit() else word.replace(".", "")


class _Vocabulary(dict[str, int]):
    """Numbers of words as they stand; the same for those that are folded to the same."""

    def __init__(self) -> None:
        self._folded: dict[str, int] = {}
        self.weights: list[float] = []
        self.content: list[bool] = []

    def __missing__(self, word: str) -> int:
        plain = folded(word)
        number = self._folded.setdefault(plain, len(self._folded))
        if number == len(self.weights):
            content = plain not in _FUNCTION_WORDS
            self.content.append(content)
            self.weights.append(1.0 if content and not _stands_alone(plain) else 0.5)
        self[word] = number
        return number

    @property
    def size(self) -> int:
        return len(self.weights)


def _words(text: str, vocabulary: _Vocabulary) -> Words:
    matches = [(m.start(), m.end(), vocabulary[m[0]]) for m in _pattern(text).finditer(text)]
    starts, ends, ids = np.array(matches, np.int64).reshape(-1, 3).T.copy()
    bounds = np.array(list(_sentence_starts(text)), np.int64)
    sentence = np.searchsorted(bounds, starts, "right") - 1
    number = np.arange(len(starts)) - np.searchsorted(sentence, sentence)
    bounds = np.union1d(bounds, starts[(number > 0) & (number % LONGEST_SENTENCE == 0)])
    sentence = np.searchsorted(bounds, starts, "right") - 1
    stops = [*bounds.tolist()[1:], len(text)]
    last = [
        start + len(text[start:stop].rstrip())
        for start, stop in zip(bounds.tolist(), stops, strict=False)
    ]
    return Words(
        text,
        starts,
        ends,
        ids,
        np.array(vocabulary.weights, np.float64)[ids],
        np.array(vocabulary.content, np.bool_)[ids],
        sentence,
        bounds,
        np.array(last, np.int64),
    )


def _sentence_starts(text: str) -> Iterator[int]:
    """Ascending; the text is seen through windows, each beginning at a sentence."""
    low, size = 0, _WINDOW
    last = -1
    while low < len(text):
        window = text[low : low + size]
        final = low + size >= len(text)
        trusted = len(window) if final else len(window) - _LOOK_AHEAD
        place = -1
        found = 0
        while (place := next_sentence(window, place)) < trusted:
            if low + place > last:
                last = low + place
                yield last
            found = place
        if final:
            return
        if found:
            low, size = low + found, _WINDOW
        else:
            size *= 4


def _pattern(text: str) -> re.Pattern[str]:
    """What words are in this text; marks on letters are no letters to `re`, so they are named."""
    if text.isascii():
        return _compiled("")
    return _compiled("".join(sorted(char for char in set(text) if category(char)[0] == "M")))


@lru_cache(16)
def _compiled(marks: str) -> re.Pattern[str]:
    on = f"[{re.escape(marks)}]*+" if marks else ""
    letters = rf"(?:[^\W{_WHOLE}]++{on})++" if on else rf"[^\W{_WHOLE}]++"
    names = "|".join(name.replace(" ", r"[^\S\n]+") + r"\b" for name in _NAMES)
    inner = rf"(?:[.'’＇{_INVISIBLE}]|(?<=[0-9]),(?=[0-9]))"
    return re.compile(rf"\b(?:{names})|{letters}(?:{inner}{letters})*+|(?=\w)[{_WHOLE}]{on}")


def _stands_alone(word: str) -> bool:
    return re.match(f"[{_WHOLE}]", word) is not None
