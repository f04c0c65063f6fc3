"""Where the characters of one laid-out line are. Offsets are UTF-16 units of the piece here."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QTextLayout, QTextLine

Range = tuple[float, float]
"""Left and right edge."""


class Line(Protocol):
    """The horizontal geometry of a line; x as the layout has it."""

    @property
    def start(self) -> int:
        """First unit of the line."""

    @property
    def end(self) -> int:
        """First unit of the next line."""

    def ranges(self, start: int, end: int) -> list[Range]:
        """The stretches that `[start, end)` covers, one per run of a direction."""

    def border(self, x: float) -> int:
        """The caret position nearest to `x`."""

    def character(self, x: float) -> int | None:
        """The start of the character at `x`; None beside the text."""

    def x(self, position: int, *, upstream: bool) -> float:
        """Where the caret stands; `upstream` is after the character before it."""


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A line that runs from left to right throughout."""

    layout: QTextLayout
    line: QTextLine
    start: int
    end: int
    right: float
    """Where the text ends, the blank at a wrap left out."""

    def ranges(self, start: int, end: int) -> list[Range]:
        first, last = max(start, self.start), min(end, self.end)
        if not self.layout.isValidCursorPosition(first):
            first = self.layout.previousCursorPosition(first)
        left = cursor_x(self.line, first)
        right = self.right if last >= self.end else min(cursor_x(self.line, last), self.right)
        return [(left, right)] if right >= left else []

    def border(self, x: float) -> int:
        return self.line.xToCursor(x, QTextLine.CursorPosition.CursorBetweenCharacters)

    def character(self, x: float) -> int | None:
        if not cursor_x(self.line, self.start) <= x < self.right:
            return None
        found = self.line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        # Qt takes a ligature for its first letter; the caret knows the letters in it.
        while (later := self.layout.nextCursorPosition(found)) < self.end:
            if later == found or cursor_x(self.line, later) > x:
                break
            found = later
        return min(found, self.end - 1)

    def x(self, position: int, *, upstream: bool) -> float:
        return cursor_x(self.line, position)


@dataclass(frozen=True, slots=True)
class Box:
    """One character as a reader sees it: units `[start, end)` from `left` to `right`."""

    start: int
    end: int
    left: float
    right: float
    backwards: bool
    """Whether it is read from right to left."""


@dataclass(frozen=True, slots=True)
class MixedLine:
    """A line with a run from right to left in it: every character has a box of its own."""

    boxes: tuple[Box, ...]
    """In the order of the text."""
    start: int
    end: int
    empty_x: float
    """Where the caret stands in a line without a character."""

    def ranges(self, start: int, end: int) -> list[Range]:
        found: list[Range] = []
        for box in self.boxes:
            if box.start >= end or box.end <= start:
                continue
            if found and box.left <= found[-1][1] + 0.5 and box.right >= found[-1][0] - 0.5:
                left, right = found[-1]
                found[-1] = (min(left, box.left), max(right, box.right))
            else:
                found.append((box.left, box.right))
        return found

    def border(self, x: float) -> int:
        box = self._nearest(x)
        if box is None:
            return self.start
        right_half = x >= (box.left + box.right) / 2
        return box.start if right_half == box.backwards else box.end

    def character(self, x: float) -> int | None:
        box = self._nearest(x)
        return box.start if box is not None and box.left <= x < box.right else None

    def x(self, position: int, *, upstream: bool) -> float:
        before = after = None
        for box in self.boxes:
            if box.start == position:
                after = box
            if box.end == position:
                before = box
        if after is not None and not (upstream and before is not None):
            return after.right if after.backwards else after.left
        if before is not None:
            return before.left if before.backwards else before.right
        return self.empty_x

    def _nearest(self, x: float) -> Box | None:
        def distance(box: Box) -> float:
            return 0.0 if box.left <= x < box.right else min(abs(x - box.left), abs(x - box.right))

        return min(self.boxes, key=distance, default=None)


def mixed_line(layout: QTextLayout, line: QTextLine) -> MixedLine:
    """The boxes of a line. Qt's caret belongs to one side only where the direction changes; there
    the glyphs themselves are asked."""
    start, end = line.textStart(), line.textStart() + line.textLength()
    borders = [start]
    while borders[-1] < end:
        step = layout.nextCursorPosition(borders[-1])
        borders.append(min(step, end) if step > borders[-1] else end)
    edges: list[tuple[float, float]] = []
    for unit in borders[:-1]:
        lead = cursor_x(line, unit)
        trail = cursor_x(line, unit, QTextLine.Edge.Trailing)
        if lead == trail and (glyphs := line.glyphRuns(unit, 1)):
            box = glyphs[0].boundingRect()
            lead, trail = box.left(), box.right()
            if glyphs[0].isRightToLeft():
                lead, trail = trail, lead
        edges.append((lead, trail))
    boxes = []
    for number, (lead, trail) in enumerate(edges):
        if number + 1 < len(edges):
            following = edges[number + 1][0]
            if min(lead, trail) < following < max(lead, trail):
                trail = following  # both halves of a ligature end at the ligature's end
        boxes.append(
            Box(
                borders[number],
                borders[number + 1],
                min(lead, trail),
                max(lead, trail),
                trail < lead,
            )
        )
    return MixedLine(tuple(boxes), start, end, cursor_x(line, start))


def cursor_x(
    line: QTextLine, position: int, edge: QTextLine.Edge = QTextLine.Edge.Leading
) -> float:
    """`QTextLine.cursorToX`, which returns the position it took as well."""
    found: object = line.cursorToX(position, edge)
    first: object = found[0] if isinstance(found, tuple) else found
    return first if isinstance(first, float) else 0.0
