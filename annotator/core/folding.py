"""A text without what only changes its looks, to compare wordings, with the way back to the text.

Folded away are: which white space and how much of it, curly and straight quotes, kinds of dashes,
soft hyphens and other invisible marks, three points for an ellipsis, and composed or decomposed
letters (Unicode Standard Annex 15, form C).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final
from unicodedata import combining, is_normalized, normalize

_ALIKE: Final = {
    ord(char): fold
    for fold, chars in {
        '"': "“”„‟«»″＂",
        "'": "‘’‚‛‹›′＇`´",
        "-": "‐‑‒–—―−﹘﹣－",
        " ": "\n\t\x0b\x0c\r\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
        + "".join(map(chr, range(0x2000, 0x200B))),
    }.items()
    for char in chars
}
_INVISIBLE: Final = (
    "\u00ad\u034f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
)
_FOLDED_AWAY: Final = re.compile(
    rf" [ {_INVISIBLE}]+|[{_INVISIBLE}]+(?: [ {_INVISIBLE}]*)?|-{{2,}}|…|\.{{3,}}"
)


class Folded:
    """A folded text; stretches of it and of its source are half open, in code points."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._composed: _Layer | None = None
        if not is_normalized("NFC", source):
            self._composed = _Layer(source, _uncomposed(source))
            source = self._composed.text
        alike = source.translate(_ALIKE)
        self._shortened = _Layer(alike, _shortened(alike))
        self.text = self._shortened.text

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source of `text[start:end]` (not empty); grows to whole letters and blanks."""
        start, end = self._shortened.back(start, end)
        return self._composed.back(start, end) if self._composed else (start, end)

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """Where `source[start:end]` (not empty) is in the folded text; empty if folded away."""
        if self._composed:
            start, end = self._composed.forth(start, end)
        return self._shortened.forth(start, end) if start < end else (start, start)


def fold(text: str) -> str:
    """The folded text alone."""
    return Folded(text).text


class _Layer:
    """A text with some pieces replaced, and where they were."""

    def __init__(self, text: str, pieces: Iterable[tuple[int, int, str]]) -> None:
        """Pieces are (start, end, replacement), in order and disjoint."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._old_starts: list[int] = []
        self._old_ends: list[int] = []
        parts: list[str] = []
        length = done = 0
        for start, end, new in pieces:
            length += start - done
            parts += (text[done:start], new)
            self._old_starts.append(start)
            self._old_ends.append(end)
            self._starts.append(length)
            length += len(new)
            self._ends.append(length)
            done = end
        self.text = "".join((*parts, text[done:])) if parts else text

    def back(self, start: int, end: int) -> tuple[int, int]:
        return _moved(start, end, self._starts, self._ends, self._old_starts, self._old_ends)

    def forth(self, start: int, end: int) -> tuple[int, int]:
        return _moved(start, end, self._old_starts, self._old_ends, self._starts, self._ends)


def _moved(
    start: int,
    end: int,
    starts: list[int],
    ends: list[int],
    other_starts: list[int],
    other_ends: list[int],
) -> tuple[int, int]:
    """A stretch on one side of a layer as one on the other, grown to whole pieces.

    Pieces that are empty here, at either end of the stretch, are left out.
    """
    at = bisect_right(starts, start) - 1
    first = start
    if at >= 0:
        inside = start < ends[at]
        first = other_starts[at] if inside else other_ends[at] + start - ends[at]
    at = bisect_left(starts, end) - 1
    last = end
    if at >= 0:
        last = other_ends[at] + max(0, end - ends[at])
    return first, max(first, last)


def _shortened(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _FOLDED_AWAY.finditer(text):
        found = match.group()
        new = "-" if found[0] == "-" else "..." if found[0] in ".…" else " " if " " in found else ""
        if new != found:
            yield match.start(), match.end(), new


def _uncomposed(text: str) -> Iterator[tuple[int, int, str]]:
    """The letters of a text that are not in form C, with their marks, and their form C."""
    start = 0
    for line in text.splitlines(keepends=True):
        if not is_normalized("NFC", line):
            first = 0
            for place in range(1, len(line) + 1):
                if place == len(line) or not _belongs(line[place]):
                    letter = line[first:place]
                    if not letter.isascii() and (composed := normalize("NFC", letter)) != letter:
                        yield start + first, start + place, composed
                    first = place
        start += len(line)


def _belongs(char: str) -> bool:
    """Whether a character may melt into the one before: a mark, or a vowel or end of Hangul."""
    return char >= "\u0300" and (combining(char) > 0 or "\u1160" <= char <= "\u11ff")
