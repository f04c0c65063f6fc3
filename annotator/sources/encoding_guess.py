"""Which encoding bytes are likely to be in, by the letters that come out.

Each candidate is tried on a sample. What it gives is weighed character by character against the
alphabets of the languages the encoding was made for; the best alphabet counts. Wrong encodings
betray themselves by letters no single language uses together, by symbols inside words, by
capitals after small letters, and by rare Chinese characters.
"""

import codecs
import re
import unicodedata
from typing import Final

from annotator.sources.alphabets import ALPHABETS, CANDIDATES

_SAMPLE = 40_000
_RARE: Final = 0.1
"""What encodings that no system has written for twenty years have to be better by."""
_TYPOGRAPHY: Final = frozenset(
    "“”‘’‚„‹›«»–—…•€£§°·ªº©®\u00a0¿¡。、，「」『』：；？！（）《》【】・ー·"
)


def ranked(data: bytes) -> list[str]:
    """Names of the encodings that can read the bytes, the likeliest first; never empty.

    Only a sample at the first byte beyond ASCII is looked at: reading all of it may still fail
    for each but the last, `iso-8859-1`, which reads anything.
    """
    sample = _sample(data)
    scored: list[tuple[float, int, str]] = []
    for place, (name, alphabets) in enumerate(CANDIDATES):
        text = _decoded(sample, name)
        if text is not None:
            rarity = _RARE if name in ("macintosh", "cp850", "cp866") else 0.0
            scored.append((rarity - _score(text, alphabets), place, name))
    return [name for _, _, name in sorted(scored)] + ["iso-8859-1"]


def _sample(data: bytes) -> bytes:
    """A part that is sure to hold letters beyond ASCII, where there are any."""
    first = next(iter(re.finditer(rb"[\x80-\xff]", data)), None)
    start = max(0, first.start() - 200) if first else 0
    # Not into the middle of a character of two bytes: those are all behind the first high byte.
    return data[start : start + _SAMPLE]


def _decoded(sample: bytes, name: str) -> str | None:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        return decoder.decode(sample, final=False)
    except UnicodeDecodeError:
        return None


def _score(text: str, alphabets: tuple[str, ...]) -> float:
    """Mean weight of the characters beyond ASCII, 1 at best, by the alphabet that suits most."""
    places = [place for place, letter in enumerate(text) if letter > "\x7f"]
    if not places:
        return 0.0
    shared = sum(_weight_anywhere(text, place) for place in places)
    best = max(_weight_in(text, places, ALPHABETS[alphabet]) for alphabet in alphabets)
    return (shared + best) / len(places)


def _weight_in(text: str, places: list[int], weights: dict[str, float]) -> float:
    return sum(
        weights.get(text[place], weights.get(text[place].lower(), -0.6))
        for place in places
        if text[place].isalpha()
    )


def _weight_anywhere(text: str, place: int) -> float:
    """What speaks for or against a character whatever the language."""
    letter = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if "\x80" <= letter <= "\x9f" or unicodedata.category(letter) in ("Co", "Cn", "Cf"):
        return -5.0 if letter not in "\u200b\u200c\u200d\u200e\u200f\xad" else -0.2
    if letter in "’“”„«»":
        return _quotation_mark(letter, before, after)
    if letter in "£€¥" and (before.isdigit() or after.isdigit()):
        return 1.0
    if unicodedata.combining(letter) and _script(before) != _script(letter):
        return 0.3 if letter in "\u0300\u0301\u0303\u0309\u0323" and before.isalpha() else -1.0
    if not letter.isalpha():
        if before.isalpha() and after.isalpha() and letter not in "’·•-–—・ー\u0301\u0303\u0309":
            return -1.0 if not unicodedata.combining(letter) else 0.3
        return 0.7 if letter in _TYPOGRAPHY else 0.2 if unicodedata.combining(letter) else -0.4
    weight = -0.5 if after.isdigit() and letter < "\u2e80" else 0.0
    if letter.isupper() and before.islower():
        weight -= 1.0
    if letter.islower() and before.isupper() and after.isupper():
        weight -= 1.0
    script = _script(letter)
    for neighbour in (before, after):
        if neighbour.isalpha() and _script(neighbour) != script:
            weight -= 0.7
    return weight


def _quotation_mark(letter: str, before: str, after: str) -> float:
    """Marks stand at the borders of words; apostrophes also in `it’s`, `l’eau`, `we’ll`."""
    if not (before.isalpha() and after.isalpha()):
        return 1.0
    return 1.0 if letter == "’" and before.isascii() else 0.3


def _script(letter: str) -> str:
    """A coarse script: enough to see a Chinese character inside a Latin word."""
    if letter < "\u0250":
        return "latin"
    if "\u1e00" <= letter <= "\u1eff":
        return "latin"
    for end, name in (
        ("\u0400", "greek"),
        ("\u0530", "cyrillic"),
        ("\u0600", "hebrew"),
        ("\u0780", "arabic"),
        ("\u0e80", "thai"),
        ("\u2e80", "other"),
    ):
        if letter < end:
            return name
    return "asian"
