"""Words of a text, for the caret and for snapping. Positions are code points.

A word is a run of letters, digits and the marks on them. Apostrophes, hyphens and dots between
letters, and commas and colons between digits, belong to it: don’t, state-run, 3.5, 10,000; so does
the last dot of initials: U.S. Scripts written without blanks have words of one character each.
"""

import re
from functools import lru_cache
from typing import Literal
from unicodedata import category

from annotator.core.graphemes import is_boundary, next_boundary, previous_boundary
from annotator.core.span import Span

_Kind = Literal["letter", "digit", "alone", ""]

_BETWEEN_LETTERS = frozenset("'’＇-‐‑.·‧&\u00ad")
_BETWEEN_DIGITS = frozenset(",:\u066b\u066c") | _BETWEEN_LETTERS
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_WITHOUT_BLANKS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # Han radicals
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3041, 0x309F),  # Hiragana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def word_at(text: str, position: int) -> Span | None:
    """The word that holds the character at `position`, else the one that ends there.

    None where there is neither.
    """
    position = max(0, min(position, len(text)))
    here = _cluster_start(text, position)
    found = _word_over(text, here) if position < len(text) else None
    if found is None and here == position and position > 0:
        before = _word_over(text, previous_boundary(text, position))
        if before is not None and before.end == position:
            found = before
    return found


def next_word(text: str, position: int) -> int:
    """The next stop of the caret: the start of a word or line, or the end of a line or the text."""
    if position >= len(text):
        return len(text)
    if position < 0:
        return 0
    if text[position] == "\n":
        return position + 1
    here = _cluster_start(text, position)
    word = _word_over(text, here)
    place = word.end if word else next_boundary(text, here)
    while place < len(text) and text[place] != "\n" and not _kind(text[place]):
        place = next_boundary(text, place)
    return place


def previous_word(text: str, position: int) -> int:
    """The last stop of the caret before `position`, of the stops that `next_word` has."""
    place = min(position, len(text))
    if place <= 0:
        return 0
    if text[place - 1] == "\n":
        return place - 1
    while place > 0 and text[place - 1] != "\n":
        place = previous_boundary(text, place)
        word = _word_over(text, place)
        if word:
            return word.start
    return place


def _cluster_start(text: str, position: int) -> int:
    return position if is_boundary(text, position) else previous_boundary(text, position)


def _word_over(text: str, place: int) -> Span | None:
    """The word that holds the cluster at `place`, which is a boundary before the end."""
    if _kind(text[place]):
        start = _start(text, place)
    elif text[place] in _BETWEEN_DIGITS and place > 0:
        start = (
            _start(text, before) if _kind(text[before := previous_boundary(text, place)]) else -1
        )
    else:
        return None
    if start < 0:
        return None
    end = _end(text, start)
    return Span(start, end) if place < end else None


def _start(text: str, place: int) -> int:
    while place > 0:
        before = previous_boundary(text, place)
        if not _joined(text, before, place):
            between = before
            if before == 0 or not _bridges(text, between):
                break
            before = previous_boundary(text, between)
        place = before
    return place


def _end(text: str, start: int) -> int:
    place = start
    while True:
        end = next_boundary(text, place)
        if end >= len(text):
            return end
        if _joined(text, place, end):
            place = end
        elif _bridges(text, end):
            place = end + 1
        else:
            break
    if text[end] == "." and is_boundary(text, end + 1) and _INITIALS.fullmatch(text, start, end):
        return end + 1
    return end


def _joined(text: str, first: int, second: int) -> bool:
    """Whether two neighbouring clusters are of one word without anything between them."""
    kinds = _kind(text[first]), _kind(text[second])
    return "" not in kinds and "alone" not in kinds


def _bridges(text: str, place: int) -> bool:
    """Whether the character at `place` ties the clusters on both sides into one word."""
    if text[place] not in _BETWEEN_DIGITS or not 0 < place < len(text) - 1:
        return False
    if not is_boundary(text, place + 1):
        return False
    before, after = _kind(text[previous_boundary(text, place)]), _kind(text[place + 1])
    if before == after == "digit":
        return True
    both = before in ("letter", "digit") and after in ("letter", "digit")
    return both and text[place] in _BETWEEN_LETTERS


@lru_cache(4096)
def _kind(letter: str) -> _Kind:
    """What a cluster that begins with this character is in a word; empty: no part of any."""
    code = ord(letter)
    kind = category(letter)
    if kind == "Nd":
        return "digit"
    if kind[0] not in "LN" and kind != "Pc":
        return ""
    if code >= 0x0E00 and any(low <= code <= high for low, high in _WITHOUT_BLANKS):
        return "alone"
    return "letter"
