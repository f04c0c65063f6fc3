"""Searching a text with patterns that cannot hang: line by line, with a limit on time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression

from annotator.core.offsets import OffsetMap
from annotator.core.span import Span
from annotator.core.text import lines

_SECONDS = 1.0
_MOST = 10_000
TOO_HARD = "This pattern is too complex for this text."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `pattern`: the words are a regular expression."""

    words: str = ""
    match_case: bool = False
    whole_word: bool = False
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Where it is, in text order, and what is wrong with the question (empty: nothing)."""

    spans: tuple[Span, ...] = ()
    problem: str = ""


def expression(wanted: Wanted) -> QRegularExpression:
    """The regular expression for what is wanted; ask its `isValid`."""
    words = wanted.words if wanted.pattern else QRegularExpression.escape(wanted.words)
    if wanted.whole_word:
        # The sign after an emoji counts as a letter for the engine, and for nobody else.
        words = rf"(?:(?<!\w)|(?<=\x{{FE0F}}))(?:{words})(?!\w)"
    options = QRegularExpression.PatternOption.UseUnicodePropertiesOption
    if not wanted.match_case:
        options |= QRegularExpression.PatternOption.CaseInsensitiveOption
    return QRegularExpression(words, options)


def search(text: str, wanted: Wanted, clock: Callable[[], float] = time.monotonic) -> Found:
    """All places of what is wanted in a text; matches do not reach over line ends.

    Looks for at most a second and at most 10,000 places, and says so.
    """
    if not wanted.words:
        return Found()
    looked_for = expression(wanted)
    if not looked_for.isValid():
        return Found((), f"The pattern is not complete: {looked_for.errorString()}.")
    spans: list[Span] = []
    end = clock() + _SECONDS
    start = 0
    for line in lines(text):
        problem = _search_line(line, start, looked_for, spans)
        if problem:
            return Found(tuple(spans), problem)
        if len(spans) >= _MOST:
            return Found(tuple(spans), f"Only the first {_MOST:,} places are shown.")
        if clock() > end:
            return Found(tuple(spans), TOO_HARD)
        start += len(line) + 1
    return Found(tuple(spans))


def _search_line(line: str, start: int, looked_for: QRegularExpression, spans: list[Span]) -> str:
    """Add the places in one line to `spans`; returns what went wrong."""
    if not line:
        return ""
    offsets = OffsetMap(line)
    for first, last in _matches(line, looked_for):
        if first < 0:
            return TOO_HARD
        one, other = offsets.from_utf16(first), offsets.from_utf16(last, up=True)
        if other > one:
            spans.append(Span(start + one, start + other))
            if len(spans) >= _MOST:
                return ""
    return ""


def _matches(line: str, looked_for: QRegularExpression) -> Iterator[tuple[int, int]]:
    """Starts and ends in UTF-16 units; (-1, -1) where the engine gave up."""
    found = looked_for.match(line)
    if not found.isValid():
        yield -1, -1
        return
    iterator = looked_for.globalMatch(line)
    while iterator.hasNext():
        match = iterator.next()
        if not match.isValid():
            yield -1, -1
            return
        yield match.capturedStart(), match.capturedEnd()
