"""Canonical text: the one rule for line ends, forbidden characters, blocks and the digest."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from annotator.core.errors import InputError

MOST_BYTES: Final = 8 * 2**20
"""Of an article in UTF-8: its file holds 32 MB, with the annotations, and no line above 10 MB."""
MOST_LINES: Final = 200_000

_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SOFT_HYPHEN_OF_PDF_READERS = "\ufffe"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A character that XML cannot hold, and what stands in its place at `offset`."""

    offset: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text as it is stored and annotated, with what was changed on the way in."""

    text: str
    replaced: tuple[Replacement, ...] = ()
    line_ends_changed: int = 0
    byte_order_mark: bool = False


def canonical(raw: str) -> CanonicalText:
    """The canonical form of an imported text.

    One leading byte order mark goes; CRLF, CR, U+2028 and U+2029 become LF; each character that
    XML 1.0 forbids is replaced by exactly one other, so nothing shifts. Everything else stays:
    no normalisation, no trimming.
    """
    marked = raw.startswith("\ufeff")
    if marked:
        raw = raw[1:]
    text, line_ends = _LINE_END.subn("\n", raw)
    replaced: list[Replacement] = []

    def replacement(match: re.Match[str]) -> str:
        old = match.group()
        new = "\xad" if old == _SOFT_HYPHEN_OF_PDF_READERS else " "
        replaced.append(Replacement(match.start(), old, new))
        return new

    text = _FORBIDDEN.sub(replacement, text)
    return CanonicalText(text, tuple(replaced), line_ends, marked)


def is_canonical(text: str) -> bool:
    """Whether a text has only LF as line end and no character that XML forbids."""
    return not (_LINE_END.search(text) or _FORBIDDEN.search(text))


def refuse_too_long(text: str) -> None:
    """Raise InputError (E-TOO-BIG) for a text that no file of a project could hold."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise InputError(
            "E-TOO-BIG",
            f"The text has {size / 2**20:.1f} MB; an article has at most {MOST_BYTES >> 20} MB. "
            "Split it into articles.",
        )
    if text.count("\n") + text.count("\r") >= MOST_LINES:
        raise InputError(
            "E-TOO-BIG",
            f"The text has more than {MOST_LINES:,} lines. Split it into articles.",
        )


def without_forbidden(text: str) -> str:
    """Typed text (a note, a value) less what XML forbids; line ends become LF."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def forbidden(text: str) -> int:
    """How many characters a text has that XML forbids."""
    return len(_FORBIDDEN.findall(text))


def has_forbidden(text: str) -> bool:
    """Whether a text has a character that XML forbids; line ends of any kind are allowed."""
    return _FORBIDDEN.search(text) is not None


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 of the text, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def lines(text: str) -> list[str]:
    """The blocks of a text: always `"\\n".join(lines(text)) == text`."""
    return text.split("\n")
