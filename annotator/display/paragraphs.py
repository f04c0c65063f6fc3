"""Paragraphs of a document as a view lays them out: one piece per line, long ones in several."""

import unicodedata
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.core.graphemes import is_boundary
from annotator.core.offsets import OffsetMap

Ints: TypeAlias = NDArray[np.int64]

LONGEST = 8192
"""Code points of the longest piece. Longer layouts take too long to make before a line shows."""

_FURTHEST_BACK = 256


class Paragraphs:
    """The pieces of one text, numbered from 0; a text has at least one.

    `starts` and `lengths` are in code points; a length excludes the line end. A paragraph longer
    than `LONGEST` has several pieces with nothing between them; `continues` is True for all but
    its first one.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        lines = text.split("\n")
        lengths = np.fromiter(map(len, lines), np.int64, len(lines))
        starts = np.zeros(len(lines), np.int64)
        np.cumsum(lengths[:-1] + 1, out=starts[1:])
        self.starts: Ints = starts
        self.lengths: Ints = lengths
        self.continues: NDArray[np.bool_] = np.zeros(len(lines), np.bool_)
        self._right_to_left: dict[int, bool] = {}
        if lengths.max() > LONGEST:
            self._cut_long_ones()
        self._firsts: Ints = np.flatnonzero(~self.continues)

    def __len__(self) -> int:
        return len(self.starts)

    def piece_at(self, position: int) -> int:
        """The piece a position belongs to.

        A line end belongs to the piece it ends, a border between two pieces of a paragraph to the
        later one; before the text the first piece, behind it the last.
        """
        return max(0, int(self.starts.searchsorted(position, "right")) - 1)

    def pieces_in(self, start: int, end: int) -> range:
        """The pieces with a character (line ends included) in `[start, end)`; also for an empty
        stretch the piece it lies in."""
        return range(self.piece_at(start), self.piece_at(max(start, end - 1)) + 1)

    def start(self, piece: int) -> int:
        """Position of the piece's first character."""
        return int(self.starts[piece])

    def end(self, piece: int) -> int:
        """Position behind the piece's last character, before its line end."""
        return int(self.starts[piece] + self.lengths[piece])

    def piece_text(self, piece: int) -> str:
        """The characters of the piece, without a line end."""
        return self.text[self.start(piece) : self.end(piece)]

    def offsets(self, piece: int) -> OffsetMap:
        """Conversions inside the piece: position 0 is its first character."""
        return OffsetMap(self.piece_text(piece))

    def ends_paragraph(self, piece: int) -> bool:
        """Whether the paragraph ends with this piece."""
        return piece + 1 >= len(self.starts) or not bool(self.continues[piece + 1])

    def first_of_paragraph(self, piece: int) -> int:
        """The first piece of the paragraph this piece belongs to."""
        return int(self._firsts[self._paragraph(piece)])

    def last_of_paragraph(self, piece: int) -> int:
        """The last piece of the paragraph this piece belongs to."""
        following = self._paragraph(piece) + 1
        return int(self._firsts[following]) - 1 if following < len(self._firsts) else len(self) - 1

    def right_to_left(self, piece: int) -> bool:
        """Base direction by the paragraph's first strong character; later pieces inherit it."""
        first = self.first_of_paragraph(piece)
        if first not in self._right_to_left:
            last = self.last_of_paragraph(piece)
            self._right_to_left[first] = _right_to_left(
                self.text, self.start(first), self.end(last)
            )
        return self._right_to_left[first]

    def _paragraph(self, piece: int) -> int:
        return int(self._firsts.searchsorted(piece, "right")) - 1

    def _cut_long_ones(self) -> None:
        starts: list[int] = []
        continues: list[bool] = []
        for start, length in zip(self.starts.tolist(), self.lengths.tolist(), strict=True):
            at, end, later = start, start + length, False
            while end - at > LONGEST:
                starts.append(at)
                continues.append(later)
                at, later = _cut(self.text, at), True
            starts.append(at)
            continues.append(later)
        self.starts = np.array(starts, np.int64)
        self.continues = np.array(continues, np.bool_)
        ends = np.append(self.starts[1:], len(self.text) + 1)
        ends[:-1][self.continues[1:]] += 1
        self.lengths = ends - 1 - self.starts


def _cut(text: str, start: int) -> int:
    """Where the piece that begins at `start` ends: behind a space, else between two graphemes."""
    furthest = start + LONGEST
    at = furthest
    while (at := text.rfind(" ", start + LONGEST // 2, at)) >= 0:
        if is_boundary(text, at + 1):
            return at + 1
    for at in range(furthest, furthest - _FURTHEST_BACK, -1):
        if is_boundary(text, at):
            return at
    return furthest


def _right_to_left(text: str, start: int, end: int) -> bool:
    """Rules P2 and P3 of UAX #9: the first strong character outside isolates decides."""
    depth = 0
    for at in range(start, end):
        match unicodedata.bidirectional(text[at]):
            case "LRI" | "RLI" | "FSI":
                depth += 1
            case "PDI":
                depth = max(0, depth - 1)
            case "L" if depth == 0:
                return False
            case "R" | "AL" if depth == 0:
                return True
    return False
