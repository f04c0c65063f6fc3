"""What an English number counts or measures: the words that follow it."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from annotator.suggestions.lexicon import word_set
from annotator.suggestions.numerals import BLANK

_TIME = "second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|century|centurie"
_MEASURE = (
    "km|kilomet(?:er|re)|mile|met(?:er|re)|centimet(?:er|re)|millimet(?:er|re)|cm|mm|foot|feet|"
    "inche?|yard|acre|hectare|tonne|ton|kg|kilogram|kilo|gram|ounce|lit(?:er|re)|gallon|barrel|"
    "degree|pound|megawatt|gigawatt|kilowatt|mph|kph|knot|nautical mile"
)
_MEASURED = re.compile(
    rf"(?P<joint>{BLANK}|-)(?P<whole>(?:(?:square|cubic|nautical|metric){BLANK})?"
    rf"(?:(?P<time>{_TIME})|(?:{_MEASURE}))s?)(?![\w])",
    re.IGNORECASE,
)
_WORD = re.compile(rf"{BLANK}([^\W\d_][\w\u0300-\u036f’'-]*)")
_PASSING_AFTER = re.compile(
    rf"{BLANK}(?:ago|later|earlier|before|prior|since|old|of{BLANK}age)\b", re.IGNORECASE
)
_PASSING_BEFORE = re.compile(
    rf"\b(?:past|last|next|first|previous|coming|recent|final|every){BLANK}$", re.IGNORECASE
)
_IRREGULAR: Final = word_set(
    "people men women children police troops personnel staff dead injured wounded missing feet "
    "teeth mice sheep deer fish aircraft servicemen servicewomen firefighters policemen gunmen "
    "crew cattle lives knives wives media clergy"
)
_SINGULAR_IN_S: Final = ("ss", "us", "is", "’s", "'s", "ous", "ics")
_STOP: Final = word_set(
    "a an the this that these those and or but nor of in on at to from by for with without into "
    "over under after before during since until between among against about around per as than "
    "then when while where which who whom whose what is are was were be been being am has have "
    "had do does did will would shall should can could may might must not no if because so also "
    "still just only even again more less fewer most least he she it they we i you his her its "
    "their our my your him them us me said says told there here now later ago all both each every "
    "any some such very too percent per percentage out up down off through across along amid "
    "despite toward towards upon within"
)
_MOST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that belongs to a number; `end` is where the quantity ends."""

    end: int
    kind: Literal["count", "measure", "duration"]
    unit: str
    referent: str = ""
    passing: bool = False
    """A duration that only says when: two years ago, the past two years."""


def counted(text: str, position: int) -> Counted | None:
    """What follows a number that ends at `position`: a measure, or up to three words that end in
    a plural. None where neither does."""
    if match := _MEASURED.match(text, position):
        if match["time"]:
            return _duration(text, match)
        return Counted(match.end(), "measure", match["whole"])
    place = position
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, place)
        if match is None or match[1].lower() in _STOP:
            return None
        place = match.end()
        if _is_plural(match[1]) and not _goes_on(text, place):
            word = match[1].rstrip("’'")
            return Counted(place - len(match[1]) + len(word), "count", word)
    return None


def _duration(text: str, match: re.Match[str]) -> Counted:
    """`five-day`, `two weeks`; what lasts is named by the words after the first form."""
    referent, joined = "", match["joint"] == "-"
    if joined:
        noun = _WORD.match(text, match.end())
        following: list[str] = []
        while noun and len(following) < _MOST_WORDS and noun[1].lower() not in _STOP:
            following.append(noun[1])
            noun = _WORD.match(text, noun.end())
        referent = " ".join(following)
    number = text.rfind(" ", max(0, match.start() - 20), match.start()) + 1
    passing = not joined and bool(
        _PASSING_AFTER.match(text, match.end())
        or _PASSING_BEFORE.search(text, max(0, number - 12), number)
    )
    unit = "century" if match["time"] == "centurie" else match["time"]
    return Counted(match.end(), "duration", unit, referent, passing)


def _is_plural(word: str) -> bool:
    lower = word.lower()
    if lower in _IRREGULAR:
        return True
    # A plural possessive is an owner, not what is counted.
    return len(lower) > 2 and lower.endswith("s") and not lower.endswith(_SINGULAR_IN_S)


def _goes_on(text: str, place: int) -> bool:
    """Whether a plural is but the first half of what is counted: two women soldiers."""
    match = _WORD.match(text, place)
    return bool(match and match[1].lower() in ("members", "soldiers", "officers", "workers"))
