"""One piece of a text, laid out: its lines, and where its characters are in them."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from annotator.gui.text.lines import Line, PlainLine, mixed_line
from annotator.gui.text.metrics import BlockStyle

if TYPE_CHECKING:
    from annotator.core.offsets import OffsetMap

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Characters that may make a line run from right to left somewhere."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line: number of the line, left and right edge from the column's left edge."""

    line: int
    left: float
    right: float


class ParagraphLayout:
    """A piece of a paragraph in a column. Offsets are code points of the piece.

    The layout and its lines live and die together: Qt's lines must not outlive their layout.
    """

    def __init__(
        self,
        text: str,
        offsets: "OffsetMap",
        style: BlockStyle,
        width: float,
        *,
        right_to_left: bool = False,
        first: bool = True,
        last: bool = True,
    ) -> None:
        """`offsets` are those of `text`; `first`, `last`: whether its paragraph begins, ends so."""
        self.style = style
        self.length = len(text)
        self.right_to_left = right_to_left
        self.top = style.before if first else 0.0
        """From the top of the piece to the top of its first line."""
        self._map = offsets
        self._text = text
        self.layout = QTextLayout(text, style.font)
        self._mixed = right_to_left or RIGHT_TO_LEFT.search(text) is not None
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if right_to_left:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        else:
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.layout.setTextOption(option)
        self._lines: list[QTextLine] = []
        self._starts: list[int] = []
        self._known: dict[int, Line] = {}
        self._lay_out(width)
        self.height = self.top + len(self._lines) * style.line + (style.after if last else 0.0)

    def _lay_out(self, width: float) -> None:
        self.layout.beginLayout()
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            # Another font in the line has another ascent; the baseline must not move for it.
            top = self.top + len(self._lines) * self.style.line
            line.setPosition(QPointF(0.0, top + self.style.baseline - line.ascent()))
            self._lines.append(line)
            self._starts.append(line.textStart())
        self.layout.endLayout()

    @property
    def line_count(self) -> int:
        return len(self._lines)

    def to_units(self, position: int) -> int:
        """Code points of the piece to UTF-16 units."""
        return self._map.to_utf16(position)

    def to_position(self, unit: int) -> int:
        """UTF-16 units to code points; inside a pair of surrogates: the character's start."""
        return self._map.from_utf16(unit)

    def line(self, number: int) -> Line:
        """The geometry of a line, made when first asked for."""
        if (known := self._known.get(number)) is not None:
            return known
        line = self._lines[number]
        made: Line
        if self._mixed:
            made = mixed_line(self.layout, line)
        else:
            end = line.textStart() + line.textLength()
            made = PlainLine(
                self.layout, line, line.textStart(), end, line.naturalTextRect().right()
            )
        self._known[number] = made
        return made

    def line_top(self, number: int) -> float:
        """From the top of the piece."""
        return self.top + number * self.style.line

    def line_at(self, y: float) -> int:
        """The line at a height in the piece; the first or last one beyond them."""
        return min(max(int((y - self.top) // self.style.line), 0), len(self._lines) - 1)

    def line_of(self, position: int, *, upstream: bool = False) -> int:
        """The line that holds a caret position; `upstream` takes the end of a line, not the start
        of the next."""
        unit = self.to_units(position)
        number = max(bisect_right(self._starts, unit) - 1, 0)
        return number - 1 if upstream and number and self._starts[number] == unit else number

    def line_span(self, number: int) -> tuple[int, int]:
        """Start and end of a line, the blank at a wrap included."""
        last = number + 1 == len(self._lines)
        end = self.length if last else self.to_position(self._starts[number + 1])
        return self.to_position(self._starts[number]), end

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """Where `[start, end)` lies, line by line; nothing for an empty range."""
        if start >= end:
            return []
        first, last = self.to_units(start), self.to_units(end)
        found: list[Stretch] = []
        number = max(bisect_right(self._starts, first) - 1, 0)
        while number < len(self._lines) and self._starts[number] < last:
            for left, right in self.line(number).ranges(first, last):
                found.append(Stretch(number, left, right))
            number += 1
        return found

    def caret(self, position: int, *, upstream: bool = False) -> tuple[int, float]:
        """The line and the x of a caret position."""
        number = self.line_of(position, upstream=upstream)
        if not self._lines:
            return 0, 0.0
        return number, self.line(number).x(self.to_units(position), upstream=upstream)

    def border_at(self, x: float, line: int) -> tuple[int, bool]:
        """The caret position nearest to `x` in a line, and whether it is upstream.

        The end of a wrapped line is before its blanks; where a word was broken, it is upstream.
        """
        geometry = self.line(line)
        unit = min(max(geometry.border(x), geometry.start), geometry.end)
        position = self.to_position(unit)
        if line + 1 == len(self._lines):
            return position, False
        start, end = self.line_span(line)
        words = start + len(self._text[start:end].rstrip())
        if start < words < end:
            return min(position, words), False
        return position, position == end

    def character_at(self, x: float, line: int) -> int | None:
        """The character at `x` in a line; None beside the text."""
        unit = self.line(line).character(x)
        return None if unit is None else self.to_position(unit)
