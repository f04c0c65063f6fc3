"""How a text is set for reading: typeface, size, measure, room for bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Family: TypeAlias = Literal["serif", "sans", "mono"]
FAMILIES: tuple[Family, ...] = get_args(Family)

SIZES = (8.0, 36.0)
LINE_SPACINGS = (1.0, 2.5)
MEASURES = (30, 140)
LANES = (1, 8)
ZOOM_STEP = 1.1


@dataclass(frozen=True, slots=True)
class Reading:
    """Values outside the limits are brought to the nearest that is allowed."""

    family: Family = "serif"
    size: float = 12.0
    """Points."""
    line_spacing: float = 1.1
    """Distance of lines without the room for bars, in heights of a line."""
    measure: int = 72
    """Characters a line, at most; a narrow pane has fewer."""
    lanes: int = 4
    """Lanes of bars there is room for under each line."""
    patterns: bool = False
    """Whether bars carry their category's dash pattern, so as not to rely on colour."""

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            object.__setattr__(self, "family", "serif")
        object.__setattr__(self, "size", round(_within(float(self.size), SIZES), 2))
        spacing = round(_within(float(self.line_spacing), LINE_SPACINGS), 2)
        object.__setattr__(self, "line_spacing", spacing)
        object.__setattr__(self, "measure", int(_within(self.measure, MEASURES)))
        object.__setattr__(self, "lanes", int(_within(self.lanes, LANES)))

    def zoomed(self, steps: int) -> "Reading":
        """The same some steps larger, or smaller where `steps` is negative."""
        size = self.size * ZOOM_STEP**steps
        return Reading(
            self.family, size, self.line_spacing, self.measure, self.lanes, self.patterns
        )

    def to_json(self) -> dict[str, object]:
        """A dictionary that JSON can hold."""
        return {
            "family": self.family,
            "size": self.size,
            "line_spacing": self.line_spacing,
            "measure": self.measure,
            "lanes": self.lanes,
            "patterns": self.patterns,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Reading":
        """From such a dictionary; what is missing or makes no sense has its default."""
        default = cls()

        def number(name: str, otherwise: float) -> float:
            value = stored.get(name)
            sensible = isinstance(value, int | float) and not isinstance(value, bool)
            return value if sensible and value == value else otherwise  # type: ignore[return-value]

        family = stored.get("family")
        patterns = stored.get("patterns")
        return cls(
            next((known for known in FAMILIES if known == family), default.family),
            number("size", default.size),
            number("line_spacing", default.line_spacing),
            int(_within(number("measure", default.measure), MEASURES)),
            int(_within(number("lanes", default.lanes), LANES)),
            patterns if isinstance(patterns, bool) else default.patterns,
        )


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
