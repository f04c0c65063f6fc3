"""Finding words in a text, where case, accents and the looks of marks and blanks may differ.

Quotation marks, dashes and blanks of all kinds count as alike, invisible characters as nothing, as
in `annotator.core.folding`. A place that is found is one of the original text and never splits
what people take for one character. Matches do not reach over line ends.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final
from unicodedata import combining, normalize

from annotator.core.folding import fold
from annotator.core.graphemes import is_boundary
from annotator.core.span import Span
from annotator.core.words import word_at

_CHUNK: Final = 1 << 16
"""Code points that are looked at in one go, so that first places come soon."""
_SPARE: Final = 256
"""Invisible characters and marks for which there is room where a long line is cut."""


class Wording:
    """Words to be found, prepared once for many texts. Nothing is found for empty words."""

    def __init__(
        self,
        words: str,
        *,
        whole_word: bool = False,
        match_case: bool = False,
        match_accents: bool = False,
    ) -> None:
        self._table = _Table(match_case, match_accents)
        self._words = words.replace("\n", " ").translate(self._table)
        self._whole_word = whole_word

    def find(self, text: str) -> Iterator[Span]:
        """The places of the words in a text, in order, disjoint."""
        done = 0
        for start, end in _chunks(text, 4 * len(self._words) + _SPARE) if self._words else ():
            for span in self._find_in(text, start, end):
                if span.start >= done:
                    done = span.end
                    yield span

    def is_in(self, text: str) -> bool:
        """Whether the words are anywhere in a text; empty words are in every text."""
        return not self._words or next(self.find(text), None) is not None

    def _find_in(self, text: str, start: int, end: int) -> Iterator[Span]:
        part = text[start:end]
        folded = part.translate(self._table)
        place = folded.find(self._words)
        if place < 0:
            return
        way = _WayBack(part, self._table)
        while place >= 0:
            after = place + len(self._words)
            found = way.back(place, after)
            span = self._fitting(text, start + found[0], start + found[1]) if found else None
            if span:
                yield span
            place = folded.find(self._words, after if span else place + 1)

    def _fitting(self, text: str, start: int, end: int) -> Span | None:
        """The place with the marks on its last letter; None where it begins or ends within one."""
        while not is_boundary(text, end) and not self._table[ord(text[end])]:
            end += 1
        if not (is_boundary(text, start) and is_boundary(text, end)):
            return None
        if self._whole_word and not (_is_edge(text, start) and _is_edge(text, end)):
            return None
        return Span(start, end)


class _Table(dict[int, str]):
    """What each character counts as; made when it is first met."""

    def __init__(self, match_case: bool, match_accents: bool) -> None:
        self._match_case = match_case
        self._match_accents = match_accents

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char if char == "\n" else fold(char)
        folded = normalize("NFD", folded if self._match_case else folded.casefold())
        if not self._match_accents:
            folded = "".join(part for part in folded if not _is_accent(part))
        self[code] = folded
        return folded


class _WayBack:
    """From places in a folded text to those in its source."""

    def __init__(self, source: str, table: _Table) -> None:
        odd = "".join(char for char in set(source) if len(table[ord(char)]) != 1)
        self._sources: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        grown = 0
        for match in re.finditer(f"[{re.escape(odd)}]", source) if odd else ():
            self._sources.append(match.start())
            self._starts.append(match.start() + grown)
            grown += len(table[ord(match.group())]) - 1
            self._ends.append(match.start() + 1 + grown)

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """The source of a stretch, not empty; None where it takes in part of a character."""
        first, last = self._source(start), self._source(end - 1)
        if first is None or last is None:
            return None
        (begin, is_begin, _), (finish, _, is_end) = first, last
        return (begin, finish + 1) if is_begin and is_end else None

    def _source(self, place: int) -> tuple[int, bool, bool] | None:
        """The character that a folded one stems from; whether it is the first, the last of it."""
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return place, True, True
        if place < self._ends[at]:
            return self._sources[at], place == self._starts[at], place + 1 == self._ends[at]
        return self._sources[at] + 1 + place - self._ends[at], True, True


def _chunks(text: str, common: int) -> Iterator[tuple[int, int]]:
    """Stretches of a text that end at line ends; those of long lines have so much in common."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _CHUNK, start + 2 * _CHUNK + common)
        if end < 0:
            end = min(start + 2 * _CHUNK + common, len(text))
        yield start, end
        start = end if end == len(text) or text[end] == "\n" else end - common


def _is_accent(char: str) -> bool:
    """Whether a mark is one that people leave out when they search: accents, vowel points.

    Not the signs without which Indic and Thai words, or kana, would be other ones.
    """
    kind = combining(char)
    return kind == 1 or 10 <= kind <= 36 or kind >= 200


def _is_edge(text: str, place: int) -> bool:
    """Whether no word goes on over a place; words written without blanks end anywhere."""
    if not 0 < place < len(text) or not _in_word(text[place]):
        return True
    before = place - 1
    while before > 0 and combining(text[before]):
        before -= 1
    if not _in_word(text[before]):
        return True
    word = word_at(text, place)
    return word is not None and word.start == place


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
