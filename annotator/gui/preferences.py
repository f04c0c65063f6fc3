"""What a person has chosen for all projects: the text's look, scrolling, panes, colours."""

from dataclasses import dataclass, field
from typing import Any, get_args

from annotator.display.reading import Reading
from annotator.gui.panes.readers.joining import Scrolling
from annotator.gui.panes.readers.row import Arrangement
from annotator.gui.theme import Theme

Json = dict[str, Any]


@dataclass(frozen=True)
class Preferences:
    """What makes no sense has its default."""

    reading: Reading = field(default_factory=Reading)
    scrolling: Scrolling = "free"
    arrangement: Arrangement = "auto"
    theme: Theme = "system"
    geometry: str = ""
    """Qt's own state of the window's place and size, base64."""

    def to_json(self) -> Json:
        """For the user's state."""
        return {
            "reading": self.reading.to_json(),
            "scrolling": self.scrolling,
            "arrangement": self.arrangement,
            "theme": self.theme,
            "geometry": self.geometry,
        }

    @classmethod
    def from_json(cls, stored: Json) -> "Preferences":
        """From the user's state, which may hold anything."""
        reading, geometry = stored.get("reading"), stored.get("geometry")
        scrolling: Any = stored.get("scrolling")
        arrangement: Any = stored.get("arrangement")
        theme: Any = stored.get("theme")
        return cls(
            Reading.from_json(reading) if isinstance(reading, dict) else Reading(),
            scrolling if scrolling in get_args(Scrolling) else "free",
            arrangement if arrangement in get_args(Arrangement) else "auto",
            theme if theme in get_args(Theme) else "system",
            geometry if isinstance(geometry, str) else "",
        )
