"""Attribute values: a key from a closed list, free text, a number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from annotator.core.text import without_forbidden


class Symbol(str):
    """A key from a closed list, such as `direct`; yes and no are `Symbol("yes")`, `Symbol("no")`.

    It compares and hashes like its text. A free text is a plain `str`; the two are stored
    differently, and `Attributes` that differ so are not equal.
    """

    __slots__ = ()


Value = str | Decimal
"""`Symbol`, `str` or a finite `Decimal`."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """The values of one annotation or relation, by name; immutable and hashable.

    A missing value is absent: no empty texts are kept.
    """

    pairs: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Value | None]) -> "Attributes":
        """From a mapping; None and empty texts are left out, numbers lose trailing zeros."""
        tidied = [(name, tidy(value)) for name, value in values.items()]
        kept = [(name, value) for name, value in tidied if value not in (None, "")]
        return cls(tuple(sorted(kept)))

    def __eq__(self, other: object) -> bool:
        """A key from a list and the same free text are different values, and stored differently."""
        if not isinstance(other, Attributes):
            return NotImplemented
        return self.pairs == other.pairs and all(
            type(mine) is type(theirs)
            for (_, mine), (_, theirs) in zip(self.pairs, other.pairs, strict=True)
        )

    def get(self, name: str) -> Value | None:
        return next((value for key, value in self.pairs if key == name), None)

    def with_value(self, name: str, value: Value | None) -> "Attributes":
        """A copy with one value set, or taken away where it is None or empty."""
        return Attributes.of({**dict(self.pairs), name: value})

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)


NO_ATTRIBUTES: Final = Attributes()


def tidy(value: Value | None) -> Value | None:
    """One spelling per number (no trailing zeros, no negative zero); text that files can hold."""
    if isinstance(value, Decimal):
        return Decimal(plain(value))
    if isinstance(value, str) and not isinstance(value, Symbol):
        return without_forbidden(value)
    return value


def plain(value: Value | None) -> str:
    """A value as people read it; a number as a plain decimal without exponent; None is empty."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        return "0" if digits in ("-0", "") else digits
    return str(value)


def number(text: str) -> Decimal | None:
    """The number a person typed, or None where it is none; thousands may be parted by commas."""
    cleaned = text.strip().replace("\u2212", "-")
    head = cleaned.lstrip("+-").split(".")[0]
    if "," in head:
        first, *groups = head.split(",")
        if not (1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)):
            return None
        cleaned = cleaned.replace(",", "")
    if not cleaned.isascii() or "_" in cleaned or "e" in cleaned.lower() or len(cleaned) > 40:
        return None
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        return None
    return Decimal(plain(value)) if value.is_finite() else None
