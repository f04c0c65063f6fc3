"""Searching a text with patterns that cannot hang: line by line, with a limit on time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression

from annotator.core.offsets import OffsetMap
from annotator.core.span import Span
from annotator.core.text import lines

SECONDS = 0.8
"""How long one question may take, over all texts."""
_MOST = 10_000
_STEPS = 200_000_000
"""Steps of the engine for one line, some 0.5 s at worst. Its own limit is for each place where a
match could begin: a line of 1,000 characters could take it 14 s, and nothing can stop it."""
_FEWEST, _DEAREST = 300, 10_000_000
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


def expression(wanted: Wanted, length: int = 0) -> QRegularExpression:
    """The regular expression for what is wanted; ask its `isValid`.

    It gives up on lines of up to `length` characters before they take too long; 0: it never does.
    """
    words = wanted.words if wanted.pattern else QRegularExpression.escape(wanted.words)
    if wanted.whole_word:
        # The sign after an emoji counts as a letter for the engine, and for nobody else.
        words = rf"(?:(?<!\w)|(?<=\x{{FE0F}}))(?:{words})(?!\w)"
    if length and wanted.pattern:
        words = f"(*LIMIT_MATCH={min(max(_STEPS // length, _FEWEST), _DEAREST)}){words}"
    options = QRegularExpression.PatternOption.UseUnicodePropertiesOption
    if not wanted.match_case:
        options |= QRegularExpression.PatternOption.CaseInsensitiveOption
    return QRegularExpression(words, options)


def search(
    text: str,
    wanted: Wanted,
    until: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Found:
    """All places of what is wanted in a text; matches do not reach over line ends.

    Looks until the clock says `until` (None: for `SECONDS`) and for at most 10,000 places, and
    says so where that was not enough.
    """
    if not wanted.words:
        return Found()
    asked = expression(wanted)
    if not asked.isValid():
        return Found((), f"The pattern is not complete: {asked.errorString()}.")
    spans: list[Span] = []
    end = clock() + SECONDS if until is None else until
    start = 0
    for line, looked_for in _prepared(text, wanted):
        for first, last in _matches(line, looked_for):
            if first < 0 or clock() > end:
                return Found(tuple(spans), TOO_HARD)
            if last > first:
                spans.append(Span(start + first, start + last))
            if len(spans) >= _MOST:
                return Found(tuple(spans), f"Only the first {_MOST:,} places are shown.")
        if clock() > end:
            return Found(tuple(spans), TOO_HARD)
        start += len(line) + 1
    return Found(tuple(spans))


def _prepared(text: str, wanted: Wanted) -> Iterator[tuple[str, QRegularExpression]]:
    """Each line, and an expression that has patience for one of its length."""
    made: dict[int, QRegularExpression] = {}
    for line in lines(text):
        room = 1 << max(len(line), 256).bit_length()
        if room not in made:
            made[room] = expression(wanted, room)
        yield line, made[room]


def _matches(line: str, looked_for: QRegularExpression) -> Iterator[tuple[int, int]]:
    """Starts and ends in code points; (-1, -1) where the engine gave up."""
    if not line:
        return
    offsets = OffsetMap(line)
    iterator = looked_for.globalMatch(line)
    while iterator.hasNext():
        match = iterator.next()
        yield (
            offsets.from_utf16(match.capturedStart()),
            offsets.from_utf16(match.capturedEnd(), up=True),
        )
    if not iterator.isValid():
        yield -1, -1
