"""Positions in a text counted in code points, UTF-16 units, UTF-8 bytes, or in its source.

The only place that converts. A position lies between characters: 0 is before the first one, the
length after the last. Tables hold one entry per stretch of equally wide characters, never one
per character, so a lookup is a bisection and plain text costs nothing.
"""

import re
from array import array
from bisect import bisect_right
from functools import cached_property

_ASTRAL = re.compile("[\U00010000-\U0010ffff]+")
_WIDE_IN_UTF8 = re.compile("[\x80-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+")
_PAIRS = re.compile("(?:\r\n)+")
_MARK = "\ufeff"


class OffsetMap:
    """Conversions for one text.

    `text` counts in code points. Positions outside the text raise ValueError. A position inside a
    character (between its two units, among its bytes, between CR and LF) goes to the character's
    start, or with `up` to its end.
    """

    def __init__(self, text: str, source: str | None = None) -> None:
        """`source` is what `text` was before `annotator.core.text.canonical` (or None: itself)."""
        self._text = text
        self._source = source

    @property
    def length(self) -> int:
        """Code points of the text."""
        return len(self._text)

    @property
    def utf16_length(self) -> int:
        """UTF-16 units of the text."""
        return self._utf16.length

    @property
    def utf8_length(self) -> int:
        """Bytes of the text in UTF-8."""
        return self._utf8.length

    @property
    def plain(self) -> bool:
        """Whether UTF-16 units and code points are the same: no character beyond U+FFFF."""
        return self._utf16.length == len(self._text)

    def to_utf16(self, position: int) -> int:
        """UTF-16 units before a code point position."""
        return self._utf16.forward(position)

    def from_utf16(self, unit: int, *, up: bool = False) -> int:
        """Code point position of a UTF-16 one; inside a surrogate pair the pair's start or end."""
        return self._utf16.backward(unit, up)

    def splits_pair(self, unit: int) -> bool:
        """Whether a UTF-16 position lies inside a surrogate pair."""
        return self.from_utf16(unit) != self.from_utf16(unit, up=True)

    def to_utf8(self, position: int) -> int:
        """UTF-8 bytes before a code point position."""
        return self._utf8.forward(position)

    def from_utf8(self, byte: int, *, up: bool = False) -> int:
        """Code point position of a byte position; inside a character its start or end."""
        return self._utf8.backward(byte, up)

    def to_source(self, position: int) -> int:
        """Code points of the source before a position: its CRLF count 2, its dropped mark 1."""
        return self._origin.forward(position)

    def from_source(self, position: int, *, up: bool = False) -> int:
        """Position of one in the source; between CR and LF the line end's start or end."""
        return self._origin.backward(position, up)

    @cached_property
    def _utf16(self) -> "_Table":
        table = _Table()
        for match in () if self._text.isascii() else _ASTRAL.finditer(self._text):
            table.stretch(match.start(), match.end(), 2)
        return table.closed(len(self._text))

    @cached_property
    def _utf8(self) -> "_Table":
        table = _Table()
        for match in () if self._text.isascii() else _WIDE_IN_UTF8.finditer(self._text):
            first = match.group()[0]
            width = 2 if first < "\u0800" else 3 if first < "\U00010000" else 4
            table.stretch(match.start(), match.end(), width)
        return table.closed(len(self._text))

    @cached_property
    def _origin(self) -> "_Table":
        if self._source is None:
            return _Table().closed(len(self._text))
        before = int(self._source.startswith(_MARK))
        table = _Table(before)
        dropped = before
        for match in _PAIRS.finditer(self._source):
            pairs = len(match.group()) // 2
            start = match.start() - dropped
            table.stretch(start, start + pairs, 2)
            dropped += pairs
        if len(self._source) - dropped != len(self._text):
            raise ValueError("this is not the source of the text")
        return table.closed(len(self._text))


class _Table:
    """Stretches of equally wide characters: first position, place there, width."""

    def __init__(self, before: int = 0) -> None:
        """`before` counts what stands before position 0 on the other side."""
        self.starts = array("q", [0])
        self.places = array("q", [before])
        self.widths = array("b", [1])
        self.length = 0
        self._size = 0

    def stretch(self, start: int, end: int, width: int) -> None:
        """Characters `[start, end)` are this wide; stretches come in order, all between are 1."""
        if self.starts[-1] == start:
            self.widths[-1] = width
        else:
            self._begin(start, width)
        self._begin(end, 1)

    def closed(self, size: int) -> "_Table":
        """The table for a text of `size` characters."""
        if len(self.starts) > 1 and self.starts[-1] == size:
            place = self.places.pop()
            self.starts.pop()
            self.widths.pop()
            self.length = place
        else:
            self.length = self.places[-1] + (size - self.starts[-1]) * self.widths[-1]
        self._size = size
        return self

    def forward(self, position: int) -> int:
        if not 0 <= position <= self._size:
            raise ValueError(f"no position of the text: {position}")
        at = bisect_right(self.starts, position) - 1
        return self.places[at] + (position - self.starts[at]) * self.widths[at]

    def backward(self, place: int, up: bool) -> int:
        if not 0 <= place <= self.length:
            raise ValueError(f"no position of the text: {place}")
        at = bisect_right(self.places, place) - 1
        if at < 0:
            return 0
        whole, part = divmod(place - self.places[at], self.widths[at])
        return self.starts[at] + whole + (up and part > 0)

    def _begin(self, start: int, width: int) -> None:
        self.places.append(self.places[-1] + (start - self.starts[-1]) * self.widths[-1])
        self.starts.append(start)
        self.widths.append(width)
