"""Which spans meet a stretch of text: exact, and quick also where some spans are very long."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints: TypeAlias = NDArray[np.int64]

_MOST_RECENT = 512
_DEAD_SHARE = 10


class SpanIndex:
    """Rows of spans `[start, end)`, never empty, in length classes by powers of two.

    A class is sorted by start, and its longest span bounds how far before a stretch one may begin:
    so one span over the whole document does not slow the search for all others. What is added
    waits in a short unsorted list until there is enough to be worth sorting in.
    """

    def __init__(self, rows: ArrayLike = (), starts: ArrayLike = (), ends: ArrayLike = ()) -> None:
        """Three sequences of equal length, in any order."""
        self._classes: dict[int, _Class] = {}
        self._recent: list[tuple[int, int, int]] = []
        self._recent_table: Ints | None = None
        self._size = 0
        self._dead = 0
        self._sort_in(*(np.asarray(values, np.int64) for values in (rows, starts, ends)))

    def __len__(self) -> int:
        """How many spans there are."""
        return self._size

    def query(self, start: int, end: int) -> Ints:
        """Rows with a character in `[start, end)`, in no particular order; none if it is empty."""
        found = [part.query(start, end) for part in self._classes.values()]
        if self._recent:
            rows, starts, ends = self._table()
            found.append(rows[(starts < end) & (ends > start)])
        if start >= end or not found:
            return np.empty(0, np.int64)
        return np.concatenate(found)

    def at(self, position: int) -> Ints:
        """Rows over the character at `position`."""
        return self.query(position, position + 1)

    def add(self, row: int, start: int, end: int) -> None:
        """Add one span."""
        self._recent.append((row, start, end))
        self._recent_table = None
        self._size += 1
        if len(self._recent) > _MOST_RECENT:
            self._tidy()

    def add_many(self, rows: Ints, starts: Ints, ends: Ints) -> None:
        """Add many spans at once."""
        if len(rows) <= _MOST_RECENT // 2:
            for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
                self.add(row, start, end)
        else:
            self._sort_in(rows, starts, ends)

    def remove(self, row: int, start: int, end: int) -> None:
        """Take out the span a row was added with. KeyError if it is not there."""
        if (row, start, end) in self._recent:
            self._recent.remove((row, start, end))
            self._recent_table = None
        else:
            part = self._classes.get(_length_class(end - start))
            if part is None or not part.remove(row, start):
                raise KeyError(row)
            self._dead += 1
        self._size -= 1
        if self._dead > max(_MOST_RECENT, self._size // _DEAD_SHARE):
            self._tidy()

    def remove_many(self, rows: Ints) -> None:
        """Take out all spans of these rows at once."""
        for part in self._classes.values():
            part.keep(~np.isin(part.rows, rows))
        gone = set(rows.tolist())
        self._recent = [span for span in self._recent if span[0] not in gone]
        self._recent_table = None
        self._count()

    def move(self, row: int, old: tuple[int, int], new: tuple[int, int]) -> None:
        """Give a row's span, which was `old`, another place: a new length is another class."""
        self.remove(row, *old)
        self.add(row, *new)

    def _table(self) -> Ints:
        if self._recent_table is None:
            self._recent_table = np.array(self._recent, np.int64).T
        return self._recent_table

    def _tidy(self) -> None:
        """Sort in what is recent and drop what is dead."""
        rows, starts, ends = self._table() if self._recent else np.empty((3, 0), np.int64)
        self._recent, self._recent_table = [], None
        for part in self._classes.values():
            part.keep(part.rows >= 0)
        self._sort_in(rows, starts, ends)

    def _sort_in(self, rows: Ints, starts: Ints, ends: Ints) -> None:
        # frexp gives 2**(class - 1) <= length < 2**class, exactly for any length of text.
        classes = np.frexp((ends - starts).astype(np.float64))[1]
        for number in np.unique(classes).tolist():
            here = classes == number
            part = self._classes.setdefault(number, _Class(1 << number))
            part.insert(rows[here], starts[here], ends[here])
        self._count()

    def _count(self) -> None:
        self._classes = {key: part for key, part in self._classes.items() if len(part.rows)}
        alive = sum(int(np.count_nonzero(part.rows >= 0)) for part in self._classes.values())
        self._dead = sum(len(part.rows) for part in self._classes.values()) - alive
        self._size = alive + len(self._recent)


class _Class:
    """Spans shorter than `longest`, sorted by start; a removed one has the row -1."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.rows = self.starts = self.ends = np.empty(0, np.int64)

    def query(self, start: int, end: int) -> Ints:
        low, high = self.starts.searchsorted((start - self.longest, end))
        here = slice(low, high)
        return self.rows[here][(self.ends[here] > start) & (self.rows[here] >= 0)]

    def remove(self, row: int, start: int) -> bool:
        low = int(self.starts.searchsorted(start))
        high = int(self.starts.searchsorted(start, "right"))
        there = np.flatnonzero(self.rows[low:high] == row)
        if not len(there):
            return False
        self.rows[low + int(there[0])] = -1
        return True

    def keep(self, kept: NDArray[np.bool_]) -> None:
        if not kept.all():
            self.rows, self.starts, self.ends = self.rows[kept], self.starts[kept], self.ends[kept]

    def insert(self, rows: Ints, starts: Ints, ends: Ints) -> None:
        order = starts.argsort(kind="stable")
        rows, starts, ends = rows[order], starts[order], ends[order]
        if len(self.rows):
            places = self.starts.searchsorted(starts)
            rows = np.insert(self.rows, places, rows)
            ends = np.insert(self.ends, places, ends)
            starts = np.insert(self.starts, places, starts)
        self.rows, self.starts, self.ends = rows, starts, ends


def _length_class(length: int) -> int:
    return length.bit_length()
