"""Tokens of a text, and what a tolerance cuts off the edges of a span."""

import re
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Int = npt.NDArray[np.int32]

Tolerance = Literal["none", "edges", "edges+that"]

PATTERN: Final = r"\w+|[^\w\s]"
"""The tokeniser; it is named in every result, for alpha moves with it."""
_TOKEN: Final = re.compile(PATTERN)
EDGES: Final = frozenset("“”\"‘’'«»‹›„‚「」『』《》,.;:!?…")
_THAT: Final = re.compile(r"that\s+", re.IGNORECASE)


def tokens(text: str) -> tuple[Int, Int]:
    """Starts and ends (excluded) of the tokens, in code points; blanks are no tokens."""
    places = [match.span() for match in _TOKEN.finditer(text)]
    table = np.array(places, np.int32).reshape(-1, 2)
    return np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])


def cut_edges(text: str, start: int, end: int, tolerance: Tolerance) -> tuple[int, int]:
    """`[start, end)` without blanks, quotation marks and edge punctuation at either end.

    `edges+that` takes a leading “that ” too, and the marks behind it. What would leave nothing
    stays as it is.
    """
    if tolerance == "none":
        return start, end
    first, last = _trimmed(text, start, end)
    if tolerance == "edges+that" and (found := _THAT.match(text, first, last)):
        first, last = _trimmed(text, found.end(), last)
    return (first, last) if first < last else (start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and _is_edge(text[end - 1]):
        end -= 1
    return start, end


def _is_edge(letter: str) -> bool:
    return letter in EDGES or letter.isspace()
