"""What people take for one character: where a text may be cut without splitting one.

The rules are those of Unicode Standard Annex 29 (extended grapheme clusters), with the emoji and
the conjunct letters told by ranges and general category, as far as the standard library knows them.
"""

from functools import lru_cache
from typing import Literal
from unicodedata import category, combining

_Break = Literal[
    "other", "control", "extend", "joiner", "spacing", "prepend", "flag", "L", "V", "T", "LV", "LVT"
]

_ZERO_WIDTH_JOINER = "\u200d"
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e")
_VIRAMAS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d")
"""Signs that tie two consonants of Devanagari, Bengali, Gujarati, Odia, Telugu, Malayalam."""
_SPACING = frozenset("\u0e33\u0eb3")
"""The vowel AM of Thai and Lao: a letter that hangs on the one before."""


def is_boundary(text: str, position: int) -> bool:
    """Whether `text` may be cut at `position`; always at both ends. 0 <= position <= len(text)."""
    if position <= 0 or position >= len(text):
        return True
    after = text[position]
    before = text[position - 1]
    if after < "\u0300" and before < "\u0300":
        return True
    left, right = _break(before), _break(after)
    if left == "control" or right == "control":
        return True
    if right in ("extend", "joiner", "spacing") or left == "prepend":
        return False
    match left, right:
        case ("L", "L" | "V" | "LV" | "LVT") | ("LV" | "V", "V" | "T") | ("LVT" | "T", "T"):
            return False
        case "flag", "flag":
            return _flags_before(text, position) % 2 == 0
        case "joiner", _:
            return not (_is_pictograph(after) and _pictograph_before(text, position - 1)) and not (
                _tied_to_consonant(text, position)
            )
        case "extend", _:
            return not _tied_to_consonant(text, position)
    return True


def next_boundary(text: str, position: int) -> int:
    """The first place after `position` where the text may be cut; the end at the end."""
    place = position + 1
    while not is_boundary(text, place):
        place += 1
    return min(place, len(text))


def previous_boundary(text: str, position: int) -> int:
    """The last place before `position` where the text may be cut; 0 at the start."""
    place = position - 1
    while not is_boundary(text, place):
        place -= 1
    return max(place, 0)


@lru_cache(4096)
def _break(letter: str) -> _Break:
    code = ord(letter)
    if letter == _ZERO_WIDTH_JOINER:
        return "joiner"
    if letter == "\u200c" or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return "extend"
    if letter in _PREPENDED:
        return "prepend"
    if letter in _SPACING:
        return "spacing"
    if 0xFF9E <= code <= 0xFF9F:
        return "extend"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "flag"
    kind = category(letter)
    if kind in ("Mn", "Me"):
        return "extend"
    if kind == "Mc":
        return "spacing"
    if kind in ("Cc", "Cf", "Zl", "Zp", "Cs"):
        return "control"
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    return "other"


@lru_cache(4096)
def _is_pictograph(letter: str) -> bool:
    code = ord(letter)
    if 0x1F000 <= code <= 0x1FAFF:
        return _break(letter) == "other"
    return letter in "\u203c\u2049\u3030\u303d" or (category(letter) == "So" and code < 0x3300)


def _flags_before(text: str, position: int) -> int:
    place = position
    while place > 0 and _break(text[place - 1]) == "flag":
        place -= 1
    return position - place


def _pictograph_before(text: str, position: int) -> bool:
    place = position
    while place > 0 and _break(text[place - 1]) == "extend":
        place -= 1
    return place > 0 and _is_pictograph(text[place - 1])


def _tied_to_consonant(text: str, position: int) -> bool:
    """Whether a sign before `position` ties the consonant there to one further left."""
    if not _is_tying_consonant(text[position]):
        return False
    place, tied = position, False
    while place > 0 and _break(text[place - 1]) in ("extend", "joiner"):
        place -= 1
        sign = text[place]
        tied = tied or sign in _VIRAMAS
        if sign not in _VIRAMAS and sign != _ZERO_WIDTH_JOINER and not combining(sign):
            return False
    return tied and place > 0 and _is_tying_consonant(text[place - 1])


def _is_tying_consonant(letter: str) -> bool:
    code = ord(letter)
    return (
        0x0915 <= code <= 0x0939
        or 0x0958 <= code <= 0x095F
        or 0x0995 <= code <= 0x09B9
        or 0x0A95 <= code <= 0x0AB9
        or 0x0B15 <= code <= 0x0B39
        or 0x0C15 <= code <= 0x0C39
        or 0x0D15 <= code <= 0x0D3A
    )
