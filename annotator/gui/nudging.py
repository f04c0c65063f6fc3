"""Moving a boundary of an annotation by a character or a word. Positions are code points."""

from typing import Literal

from annotator.core.graphemes import next_boundary, previous_boundary
from annotator.core.span import Span, Spans
from annotator.core.words import word_at

Edge = Literal["start", "end"]
Unit = Literal["character", "word"]


def nudged(text: str, spans: Spans, edge: Edge, by: int, unit: Unit, caret: int = -1) -> Spans:
    """The spans with one boundary moved left (-1) or right (+1).

    Moved is the fragment that the caret is in or at; else the first one's start or the last one's
    end. The same spans where it cannot move: at the text's end, or when nothing would be left.
    """
    here = [n for n, span in enumerate(spans) if span.start <= caret <= span.end]
    chosen = here[0] if len(here) == 1 else (0 if edge == "start" else len(spans) - 1)
    old = spans[chosen]
    place = old.start if edge == "start" else old.end
    moved = _character(text, place, by) if unit == "character" else _word(text, place, edge, by)
    start, end = (moved, old.end) if edge == "start" else (old.start, moved)
    if not 0 <= start < end <= len(text):
        return spans
    return (*spans[:chosen], Span(start, end), *spans[chosen + 1 :])


def _character(text: str, place: int, by: int) -> int:
    return previous_boundary(text, place) if by < 0 else next_boundary(text, place)


def _word(text: str, place: int, edge: Edge, by: int) -> int:
    """The nearest start (or end) of a word beyond `place`; where there is none, the text's end."""
    at = place
    while 0 <= at <= len(text):
        word = word_at(text, at)
        if word is not None:
            found = word.start if edge == "start" else word.end
            if (found - place) * by > 0:
                return found
        if at == (0 if by < 0 else len(text)):
            break
        at = _character(text, at, by)
    return 0 if by < 0 else len(text)
