"""A stretch of text, and the fragments of one annotation. Offsets are code points, end excluded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]` in code points; never empty. Raises ValueError for anything else."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether both share a character; touching ends do not count."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether all of `other` lies inside, equal spans included."""
        return self.start <= other.start and other.end <= self.end

    def gap(self, other: "Span") -> int:
        """Characters between the two; 0 where they touch or overlap."""
        return max(self.start - other.end, other.start - self.end, 0)

    def text(self, text: str) -> str:
        return text[self.start : self.end]


Spans = tuple[Span, ...]
"""The fragments of one annotation, in text order, disjoint."""


def normalized(spans: "Iterable[Span]", text: str) -> Spans:
    """Sort and join fragments as every stored annotation has them.

    Overlapping and touching fragments become one, and so do fragments with nothing but line ends
    between them; line ends at either end of a fragment are cut off. What lies outside `text` is
    cut off too. The result is empty where nothing but line ends is left.
    """
    joined: list[Span] = []
    for span in sorted(spans):
        start, end = span.start, min(span.end, len(text))
        while start < end and text[start] == "\n":
            start += 1
        while end > start and text[end - 1] == "\n":
            end -= 1
        if start >= end:
            continue
        last = joined[-1] if joined else None
        if last and (start <= last.end or not text[last.end : start].strip("\n")):
            joined[-1] = Span(last.start, max(last.end, end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def hull(spans: Spans) -> Span:
    """The span from the first start to the last end. `spans` is not empty."""
    return Span(spans[0].start, max(span.end for span in spans))


def without(spans: Spans, cut: Span) -> Spans:
    """`spans` less the characters of `cut`; empty where nothing is left."""
    left: list[Span] = []
    for span in spans:
        for start, end in (
            (span.start, min(span.end, cut.start)),
            (max(span.start, cut.end), span.end),
        ):
            if start < end:
                left.append(Span(start, end))
    return tuple(sorted(left))


def quoted(spans: Spans, text: str) -> str:
    """The words of an annotation, fragments joined by an ellipsis."""
    return " … ".join(span.text(text) for span in spans)
