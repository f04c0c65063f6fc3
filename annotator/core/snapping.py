"""Fitting a selection before it is tagged: whole words, no edge punctuation, quotation marks."""

import re

from annotator.core.graphemes import is_boundary, next_boundary, previous_boundary
from annotator.core.project import Settings
from annotator.core.span import Span
from annotator.core.words import word_at

_EDGE = frozenset(",.;:\u200b\ufeff")
"""What is trimmed at either end besides blanks."""
_AFTER_MARK = frozenset(",.;:!?…")
"""Punctuation that stands before a closing mark and goes in or out with it."""
_CLOSED_BY = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    '"': '"',
    "'": "'",
}
_MARKS = frozenset("".join((*_CLOSED_BY, *_CLOSED_BY.values())))
_SINGLE = frozenset("'’")
"""Marks that are apostrophes too: taken for quotation marks only in pairs."""
_UNCLEAR = frozenset("\"'»›")
"""Marks that open only at the beginning of a word, elsewhere they close."""
_NEAR = 10_000
"""Code points on either side in which the partner of a mark is looked for."""
_MARK_OR_LINE_END = re.compile(f"[{''.join(sorted(_MARKS))}\n]")


def fitted(span: Span, text: str, settings: Settings) -> Span | None:
    """The span that is tagged when a person has selected `span` in `text`.

    It grows to whole words (setting `snap`), loses blanks and `, . ; :` at its edges (`trim`), and
    takes in or leaves out quotation marks there (`marks`). It never cuts what people take for one
    character. None where nothing is left. Fitting once more changes nothing.
    """
    start, end = max(0, span.start), min(span.end, len(text))
    if start >= end:
        return None
    pairs = _pairs(text, start, end) if settings.marks != "as-selected" else []
    before = None
    while before != (start, end):
        before = start, end
        start, end = _grown(start, end, text, words=settings.snap == "words")
        if settings.trim:
            start, end = _trimmed(start, end, text)
        if start >= end:
            return None
        match settings.marks:
            case "inside":
                start, end = _with_marks(start, end, text, pairs)
            case "outside":
                start, end = _without_marks(start, end, text, pairs)
            case "as-selected":
                pass
        if start >= end:
            return None
    return Span(start, end)


def _grown(start: int, end: int, text: str, *, words: bool) -> tuple[int, int]:
    """Out to the edges of the characters, or words, that the span has part of."""
    if not is_boundary(text, start):
        start = previous_boundary(text, start)
    if not is_boundary(text, end):
        end = next_boundary(text, end)
    if words:
        first, last = word_at(text, start), word_at(text, end)
        if first and first.end > start:
            start = first.start
        if last and last.start < end:
            end = max(end, last.end)
    return start, end


def _trimmed(start: int, end: int, text: str) -> tuple[int, int]:
    """Less blanks and edge punctuation, unless these are part of a word, as the dot of `U.S.`."""
    while start < end and _is_edge(text, start) and not _in_word(text, start):
        start += 1
    while start < end and _is_edge(text, end - 1) and not _in_word(text, end - 1):
        end -= 1
    return start, end


def _is_edge(text: str, place: int) -> bool:
    letter = text[place]
    loose = is_boundary(text, place) and is_boundary(text, place + 1)
    return loose and (letter in _EDGE or letter.isspace())


def _in_word(text: str, place: int) -> bool:
    word = word_at(text, place)
    return word is not None and word.end > place


def _with_marks(start: int, end: int, text: str, pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """With both marks of each pair of which one stands at an edge and the other not beyond."""
    for opening, closing in pairs:
        stop = end
        if closing == end + 1 and text[end] in _AFTER_MARK:
            stop = end + 1
        if opening == start - 1 and start < closing <= stop:
            start = opening
        if closing == stop and start <= opening < end:
            end = closing + 1
    return start, end


def _without_marks(
    start: int, end: int, text: str, pairs: list[tuple[int, int]]
) -> tuple[int, int]:
    """Less the marks at the edges, unless the partner of one is further in."""
    partners = {place: pair for pair in pairs for place in pair}
    first, last = partners.get(start), partners.get(end - 1)
    if end - start > 1 and first is not None and first == last:
        start, end = start + 1, end - 1
    elif _is_loose(start, start, end, text, partners):
        start += 1
    elif _is_loose(end - 1, start, end, text, partners):
        end -= 1
    return start, end


def _is_loose(
    place: int, start: int, end: int, text: str, partners: dict[int, tuple[int, int]]
) -> bool:
    """Whether a mark at `place` has no partner between `start` and `end`."""
    if text[place] not in _MARKS or not is_boundary(text, place + 1):
        return False
    pair = partners.get(place)
    if pair is None:
        return text[place] not in _SINGLE
    return pair[0] < start or pair[1] >= end


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of quotation marks that belong together, in the lines the span touches.

    Inner pairs come before the pair around them. Marks are matched within a line, and in a very
    long one only near the span.
    """
    low = text.rfind("\n", max(0, start - _NEAR), start) + 1
    low = low or max(0, start // _NEAR - 1) * _NEAR
    high = text.find("\n", end, end + _NEAR)
    if high < 0:
        high = min(len(text), (end // _NEAR + 2) * _NEAR)
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _MARK_OR_LINE_END.finditer(text, low, high):
        place, mark = match.start(), match.group()
        if mark == "\n":
            opened.clear()
        elif _is_no_mark(text, place):
            continue
        elif opener := _opener(mark, opened, text, place):
            del opened[opened.index(opener - 1) :]
            pairs.append((opener - 1, place))
        elif mark in _CLOSED_BY and not (mark in _UNCLEAR and not _begins_word(text, place)):
            opened.append(place)
    return pairs


def _opener(mark: str, opened: list[int], text: str, place: int) -> int:
    """One more than the place of the mark that this one closes; 0 where it closes none."""
    if mark in "\"'" and _begins_word(text, place):
        return 0
    for candidate in reversed(opened):
        if mark in _CLOSED_BY[text[candidate]]:
            return candidate + 1
        if text[candidate] not in "‘‚'":
            return 0
    return 0


def _is_no_mark(text: str, place: int) -> bool:
    """Whether it is an apostrophe between letters, or part of a greater character."""
    if not (is_boundary(text, place) and is_boundary(text, place + 1)):
        return True
    between_letters = text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
    return text[place] in _SINGLE and between_letters


def _begins_word(text: str, place: int) -> bool:
    before = text[place - 1] if place else " "
    return before.isspace() or before in "([{—–-/" or (before in _CLOSED_BY and before != "»")
