"""Quantities in English text: where they are, and their value, unit, kind and precision."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from annotator.core.span import Span
from annotator.core.values import plain
from annotator.suggestions.counted import counted
from annotator.suggestions.masks import Masks
from annotator.suggestions.numerals import BLANK, FIGURES, MAGNITUDE, WORDS, value

Kind = Literal["count", "percentage", "money", "measure", "rate", "duration"]
Precision = Literal["exact", "approximate", "at-least", "at-most", "range", "vague"]

_NUMBER = rf"(?:(?:{FIGURES})(?:{MAGNITUDE})?|{WORDS}(?:{MAGNITUDE})?)"
_VAGUE = (
    rf"(?:(?:tens|hundreds|dozens|scores|several{BLANK}hundreds?){BLANK}of{BLANK})?"
    r"(?:dozens|scores|hundreds|thousands|millions|billions|trillions)\b"
    rf"|several{BLANK}(?:dozen|hundred|thousand|million|billion)\b"
)
_CURRENCY = r"(?:US|A|AU|C|CA|NZ|HK|S|NT|R)?\$|[€£¥₩₹₽₺₴₪]|(?:USD|EUR|GBP|CHF|Rs\.?)[ \u00a0]?"
_MONEY_WORD = (
    r"(?:(?:U\.?S\.?|Australian|Canadian|Hong Kong)[ \u00a0])?(?:dollars?|euros?|pounds? sterling|"
    r"yen|won|yuan|renminbi|roubles?|rubles?|rupees?|francs?|pesos?|liras?|kronor|kroner|"
    r"hryvnias?|shekels?|rand|reais|cents?|pence)\b"
)
_FRACTION = (
    rf"(?:(?:a|one|two|three|four)(?:-|{BLANK})(?:third|quarter|fifth)s?|half)\b"
    rf"(?={BLANK}of\b|\Z)"
)
_CANDIDATE = re.compile(
    rf"(?P<money>{_CURRENCY})(?P<sum>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)"
    rf"(?:\.[0-9]+)?(?:{MAGNITUDE}|{BLANK}?"
    rf"(?:bn|mn|tn|m|k)\b)?)|\b(?P<fraction>{_FRACTION})|(?P<first>{_NUMBER})"
    rf"|(?P<vague>\b(?:{_VAGUE}))",
    re.IGNORECASE,
)
_PARTS: Final = {"third": 3, "quarter": 4, "fifth": 5}
_TO = re.compile(
    rf"(?P<to>[–-]|{BLANK}?(?:–|to|and|or){BLANK})(?:{_CURRENCY})?(?P<second>{_NUMBER})",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"(?:{BLANK}|-)?(?P<unit>%|(?:percent|per{BLANK}cent|pct)(?:age)?\b"
    rf"(?:{BLANK}points?\b)?|percentage{BLANK}points?\b)",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(rf"(?:{BLANK}|-)(?P<unit>{_MONEY_WORD})", re.IGNORECASE)
_RATIO = re.compile(
    rf"{BLANK}(?:in(?:{BLANK}every)?|out{BLANK}of(?:{BLANK}every)?){BLANK}(?P<base>{_NUMBER})",
    re.IGNORECASE,
)
_VOTES = re.compile(rf"{BLANK}?(?:–|-|to|{BLANK}votes?{BLANK}to){BLANK}?(?:[0-9]{{1,3}})(?![\w,])")
_VOTING = re.compile(rf"\b(?:vote|votes|voted|voting)(?:{BLANK}(?:of|by|was))?{BLANK}$")
_VOTE_AFTER = re.compile(rf"{BLANK}(?:vote|majority|ruling|decision)\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b(?:(?P<least>over|more{BLANK}than|at{BLANK}least|no{BLANK}(?:fewer|less){BLANK}than|"
    rf"upwards?{BLANK}of|in{BLANK}excess{BLANK}of)"
    rf"|(?P<about>about|around|nearly|almost|some|roughly|approximately|close{BLANK}to|"
    rf"(?:an{BLANK})?estimated|just{BLANK}under|just{BLANK}over)"
    rf"|(?P<most>up{BLANK}to|at{BLANK}most|under|below|less{BLANK}than|fewer{BLANK}than|"
    rf"(?:no|not){BLANK}more{BLANK}than)"
    rf"|(?P<range>between|from)){BLANK}(?:the{BLANK})?$",
    re.IGNORECASE,
)
_OF = re.compile(rf"{BLANK}of(?={BLANK})", re.IGNORECASE)
_LOOK_BACK: Final = 24


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a quantity says. Values are left open (None) where the words do not tell them."""

    value: Decimal | None
    kind: Kind
    precision: Precision = "exact"
    value_to: Decimal | None = None
    unit: str = ""
    referent: str = ""


def quantities(text: str, *, figures_only: bool = False) -> Iterator[tuple[Span, Quantity]]:
    """All quantities of a text that a rule is sure enough of, in order, disjoint.

    Calendar and clock, ages, ordinals, numbers in names, *one* and bare number words are passed
    over; with `figures_only` all that is spelled out, too.
    """
    masks = Masks(text)
    done = 0
    for candidate in _CANDIDATE.finditer(text):
        start = candidate.start()
        if start < done or (not candidate["money"] and masks.cover(candidate.end() - 1)):
            continue
        if _is_name(text, candidate):
            continue
        if figures_only and not any(char.isdigit() for char in candidate.group()):
            continue
        if found := _Reading(text, candidate).quantity(bare=False):
            span, quantity = found
            if span.start >= done:
                done = span.end
                yield span, quantity


def parse(words: str) -> Quantity | None:
    """What the words of a statistic say, a bare number included; None where no number is found."""
    for candidate in _CANDIDATE.finditer(words):
        if found := _Reading(words, candidate).quantity(bare=True):
            return found[1]
    return None


class _Reading:
    """One candidate of a text, read on to its end."""

    def __init__(self, text: str, candidate: re.Match[str]) -> None:
        self._text = text
        self._candidate = candidate
        self._start, self._end = candidate.span()
        self._value = value(candidate["sum"] or candidate["first"] or "")
        self._value_to: Decimal | None = None
        self._precision: Precision = "vague" if candidate["vague"] else "exact"
        self._money = (candidate["money"] or "").strip()

    def quantity(self, bare: bool) -> tuple[Span, Quantity] | None:
        """The span and what it says; `bare`: a number alone will do."""
        if self._candidate["vague"]:
            return self._vague()
        self._look_back()
        if self._candidate["fraction"]:
            return self._fraction()
        if self._candidate["first"] and self._is_vote():
            return self._found("count", "votes")
        if ratio := self._ratio():
            return ratio
        self._read_range()
        if match := _PERCENT.match(self._text, self._end):
            self._end = match.end()
            unit = "percentage points" if "point" in match["unit"].lower() else "percent"
            return self._found("percentage", unit)
        if self._money:
            return self._found("money", self._money)
        if match := _MONEY_AFTER.match(self._text, self._end):
            self._end = match.end()
            return self._found("money", match["unit"])
        return self._count(bare)

    def _look_back(self) -> None:
        before = self._text[max(0, self._start - _LOOK_BACK) : self._start]
        if not (match := _BEFORE.search(before)):
            return
        if match["range"]:
            to = _TO.match(self._text, self._end)
            if to is None or to["to"].strip().lower() not in ("and", "to"):
                return
        else:
            self._precision = (
                "at-least" if match["least"] else "at-most" if match["most"] else "approximate"
            )
        self._start -= len(before) - match.start()

    def _read_range(self) -> None:
        """`a to b` and `a–b`, where b is the larger one."""
        match = _TO.match(self._text, self._end)
        if match is None or self._value is None:
            return
        joint, second = match["to"].strip().lower(), value(match["second"])
        begins = self._text[self._start : self._candidate.start()].lower()
        if second is None or (joint == "and" and not begins.startswith("between")):
            return
        first = self._value
        if second <= first and _ends_alike(match["second"], self._candidate.group()):
            return
        if second > 1000 * max(first, Decimal(1)) and first < 1000:
            # 2 to 3 million: the magnitude is that of both.
            scale = second / (value(match["second"].split()[0]) or second)
            first *= scale
        if second <= first:
            return
        self._value, self._value_to = first, second
        self._precision = "range"
        self._end = match.end()

    def _ratio(self) -> tuple[Span, Quantity] | None:
        match = _RATIO.match(self._text, self._end)
        base = value(match["base"]) if match else None
        if match is None or base is None or self._value is None or not 0 < self._value < base:
            return None
        if base > 10_000 or "." in f"{base}{self._value}":
            return None
        self._end = match.end()
        noun = counted(self._text, self._end)
        self._value = _share(self._value, base)
        if noun:
            self._end = noun.end
        return self._found("rate", noun.unit if noun else "")

    def _fraction(self) -> tuple[Span, Quantity] | None:
        words = re.split(r"\W", self._candidate.group().lower())
        if words == ["half"]:
            self._value = Decimal("0.5")
        else:
            first = Decimal(1) if words[0] == "a" else value(words[0]) or Decimal(0)
            self._value = _share(first, Decimal(_PARTS[words[1].rstrip("s")]))
        return self._found("rate", "")

    def _vague(self) -> tuple[Span, Quantity] | None:
        of = _OF.match(self._text, self._end)
        noun = counted(self._text, of.end() if of else self._end)
        if noun:
            self._end = noun.end
        return self._found(noun.kind if noun else "count", noun.unit if noun else "")

    def _is_vote(self) -> bool:
        match = _VOTES.match(self._text, self._end)
        if match is None or not self._candidate["first"].isdigit():
            return False
        before = self._text[max(0, self._start - _LOOK_BACK) : self._start]
        after = _VOTE_AFTER.match(self._text, match.end())
        if not (_VOTING.search(before) or after):
            return False
        self._value, self._end = None, after.end() if after else match.end()
        return True

    def _count(self, bare: bool) -> tuple[Span, Quantity] | None:
        noun = counted(self._text, self._end)
        if noun is None:
            told = self._precision != "exact" or self._value_to is not None
            large = self._value is not None and self._value >= 1000
            figures = self._candidate.group()[0].isdigit()
            if not (bare or (figures and (told or large))):
                return None
            return self._found("count", "")
        if self._value == 1 and not bare:
            return None
        if noun.kind == "duration" and noun.passing and not bare:
            return None
        self._end = noun.end
        return self._found(noun.kind, noun.unit, noun.referent)

    def _found(self, kind: Kind, unit: str, referent: str = "") -> tuple[Span, Quantity]:
        unit = unit.lower() if unit.isalpha() else unit
        quantity = Quantity(self._value, kind, self._precision, self._value_to, unit, referent)
        return Span(self._start, self._end), quantity


def _is_name(text: str, candidate: re.Match[str]) -> bool:
    """Whether a number word is part of a name: the Big Four, but not at the start of a sentence."""
    if not candidate.group()[0].isupper():
        return False
    before = text[max(0, candidate.start() - 2) : candidate.start()].rstrip(" \u00a0")
    return bool(before) and (before[-1].isalnum() or before[-1] == ",")


def _share(part: Decimal, base: Decimal) -> Decimal | None:
    """Part of base as a decimal, where four places hold all of it."""
    share = part / base
    return Decimal(plain(share)) if share == share.quantize(Decimal("0.0001")) else None


def _ends_alike(first: str, second: str) -> bool:
    return first.split()[-1].isdigit() == second.split()[-1].isdigit()
