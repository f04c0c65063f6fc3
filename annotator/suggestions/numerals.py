"""Numbers in figures and English words, and their values."""

import re
from decimal import Decimal
from typing import Final

from annotator.core.values import number, plain

BLANK: Final = "[ \u00a0\u2009\u202f]"
"""What may part the words of one quantity; never a line end."""
FIGURES: Final = (
    r"(?<![\w.,])[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:[ \u00a0\u202f][0-9]{3})+)(?:\.[0-9]+)?"
    r"(?!\w|[.,][0-9])|(?<![\w.,])[0-9]+(?:\.[0-9]+)?(?!\w|[.,][0-9])"
)
_SMALL_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TEN_WORDS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS: Final = {
    **{word: Decimal(n) for n, word in enumerate(_SMALL_WORDS.split())},
    **{word: Decimal(n * 10) for n, word in enumerate(_TEN_WORDS.split(), start=2)},
}
MAGNITUDES: Final = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "k": Decimal(1000),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "bn": Decimal(10**9),
    "tn": Decimal(10**12),
}
_SMALL = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_GROUP = rf"(?:{_SMALL})(?:-(?:{_SMALL}))?"
WORDS: Final = (
    rf"\b(?:{_GROUP}|a(?={BLANK}(?:hundred|thousand|million|billion|trillion|dozen)\b)|half{BLANK}a"
    rf"(?={BLANK}(?:million|billion|trillion|dozen)\b))"
    rf"(?:{BLANK}(?:hundred|dozen)(?:{BLANK}(?:and{BLANK})?{_GROUP})?)?"
    rf"(?:{BLANK}and{BLANK}a{BLANK}half)?\b"
)
"""A number in words, up to the hundreds; a magnitude may follow it."""
MAGNITUDE: Final = rf"(?:{BLANK}|-)?(?:(?:hundred|thousand|million|billion|trillion)\b)"
_GLUED = re.compile("(?<=[0-9])(?=[a-z])")
_PARTS = re.compile(r"[^\W_]+")


def value(words: str) -> Decimal | None:
    """The value of a number in figures or words, with or without a magnitude; None if none.

    >>> value("1.2 million"), value("two hundred and five"), value("half a million")
    (Decimal('1200000'), Decimal('205'), Decimal('500000'))
    """
    words = _GLUED.sub(" ", words.strip().lower())
    match = re.match(FIGURES, words)
    if match:
        figures = number(re.sub("[ \u00a0\u202f]", "", match.group()))
        rest = _PARTS.findall(words[match.end() :])
        if figures is None or any(word not in MAGNITUDES for word in rest):
            return None
        for word in rest:
            figures *= MAGNITUDES[word]
        return Decimal(plain(figures))
    return _in_words(_PARTS.findall(words))


def _in_words(words: list[str]) -> Decimal | None:
    if not words:
        return None
    total = part = Decimal(0)
    half = False
    for word in words:
        if word in _NUMBERS:
            part += _NUMBERS[word]
        elif word == "dozen":
            part = (part or Decimal(1)) * 12
        elif word == "hundred":
            part = (part or Decimal(1)) * 100
        elif word in MAGNITUDES:
            total += (part or Decimal(1)) * MAGNITUDES[word]
            part = Decimal(0)
        elif word == "half" and part:
            part += Decimal("0.5")
        elif word == "half":
            half = True
        elif word not in ("a", "and"):
            return None
    total += part
    return Decimal(plain(total / 2 if half else total))
