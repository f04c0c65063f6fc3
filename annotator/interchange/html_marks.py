"""A line of an article as HTML, with marks that may nest, cross and lie side by side."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.document import Document

MOST_LANES: Final = 8
"""Marks above one another that get lines of their own; further ones share the last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A fragment as it is drawn: `number` of the annotation, and the lane its line runs in."""

    start: int
    end: int
    number: int
    kind: str
    """The class of its category in the style sheet."""
    lane: int
    first: bool
    """Whether the annotation begins here: then its number is shown."""


def marks_of(items: Sequence[Annotation], kinds: dict[str, str]) -> list[Mark]:
    """The fragments of annotations, numbered from 1, each with the lowest free lane.

    The fragments of one annotation stay in one lane.
    """
    ends: list[int] = []
    marks = []
    for number, item in enumerate(items, 1):
        lane = next((n for n, end in enumerate(ends) if end <= item.hull.start), len(ends))
        if lane == len(ends) and lane < MOST_LANES:
            ends.append(0)
        lane = min(lane, MOST_LANES - 1)
        ends[lane] = max(ends[lane], item.hull.end)
        for place, span in enumerate(item.spans):
            kind = kinds[item.category]
            marks.append(Mark(span.start, span.end, number, kind, lane, place == 0))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number))


def blocks(document: Document, marks: Sequence[Mark], prefix: str) -> list[str]:
    """The article, an element for each line. `prefix` begins the ids that numbers lead to."""
    starts = [mark.start for mark in marks]
    reach = [0]
    for mark in marks:  # how far the marks up to each one reach, to know where to begin looking
        reach.append(max(reach[-1], mark.end))
    found = []
    for number, kind in enumerate(document.kinds):
        start, end = document.block_span(number)
        here = marks[bisect_right(reach, start) - 1 : bisect_left(starts, end)]
        words = _line(document.text, start, end, here, prefix)
        name = "h4" if kind == "head" else "p"
        found.append(f'<{name} class="{kind}" dir="auto">{words}</{name}>')
    return found


def _line(text: str, start: int, end: int, marks: Iterable[Mark], prefix: str) -> str:
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = {start, end}
    for mark in here:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    borders = sorted(cuts)
    beginning: dict[int, list[Mark]] = {}
    for mark in here:
        beginning.setdefault(max(mark.start, start), []).append(mark)
    parts = []
    over: list[Mark] = []
    for left, right in pairwise(borders):
        over = [mark for mark in over if mark.end > left] + beginning.get(left, [])
        for mark in beginning.get(left, []):
            if mark.first and mark.start == left:
                place = f"{prefix}-{mark.number}"
                parts.append(
                    f'<sup class="{mark.kind}" id="t{place}"><a href="#n{place}">{mark.number}</a>'
                    "</sup>"
                )
        words = escape(text[left:right])
        for mark in sorted(over, key=lambda mark: mark.lane):
            words = f'<span class="{mark.kind} l{mark.lane}">{words}</span>'
        parts.append(words)
    return "".join(parts)
