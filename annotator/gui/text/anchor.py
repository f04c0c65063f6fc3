"""Where a text is scrolled to, in words that survive another width, font or screen."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """The line at the top of the view.

    `position` is the code point a line starts with or holds, `pixel` how far the top edge of the
    view lies below the top of that line; it may be negative above the first line.
    """

    position: int = 0
    pixel: float = 0.0

    def as_json(self) -> dict[str, float]:
        """For the window's stored state."""
        return {"position": self.position, "pixel": self.pixel}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Anchor":
        """The start of the text where what was stored makes no sense."""
        position, pixel = stored.get("position", 0), stored.get("pixel", 0.0)
        if not isinstance(position, int) or not isinstance(pixel, int | float) or position < 0:
            return cls()
        return cls(position, float(pixel))
