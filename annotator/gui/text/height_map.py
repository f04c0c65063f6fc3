"""Heights of all pieces of a text: estimated at first, exact once laid out."""

import numpy as np
import numpy.typing as npt


class HeightMap:
    """Heights in pixels; the running sum is made anew only when asked for after a change."""

    def __init__(self, estimates: npt.NDArray[np.float64], top: float, bottom: float) -> None:
        """`top` and `bottom` are the empty room above the first and below the last piece."""
        self._heights = estimates
        self._exact = np.zeros(len(estimates), dtype=np.bool_)
        self._room = (top, bottom)
        self._tops: npt.NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> float:
        """Height of the whole text with the room above and below."""
        return float(self._sums()[-1]) + self._room[1]

    def height(self, piece: int) -> float:
        return float(self._heights[piece])

    def is_exact(self, piece: int) -> bool:
        return bool(self._exact[piece])

    def top(self, piece: int) -> float:
        """Where a piece starts; `top(len(self))` is where the last one ends."""
        return float(self._sums()[piece])

    def at(self, y: float) -> int:
        """The piece at a height; the first or last one beyond the text."""
        found = int(np.searchsorted(self._sums(), y, side="right")) - 1
        return min(max(found, 0), len(self._heights) - 1)

    def correct(self, piece: int, height: float) -> float:
        """Note the exact height; returns how much larger it is than what was assumed."""
        change = height - float(self._heights[piece])
        self._exact[piece] = True
        if change:
            self._heights[piece] = height
            self._tops = None
        return change

    def _sums(self) -> npt.NDArray[np.float64]:
        if self._tops is None:
            self._tops = np.empty(len(self._heights) + 1)
            self._tops[0] = self._room[0]
            np.cumsum(self._heights, out=self._tops[1:])
            self._tops[1:] += self._room[0]
        return self._tops
