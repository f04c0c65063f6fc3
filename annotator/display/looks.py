"""How categories look: a colour for light pages, one for dark pages, a dash pattern."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from annotator.core.tagset import Tagset
from annotator.display.colours import VISIONS, Vision, distance, readable

LIGHT_PAGE = "#ffffff"
DARK_PAGE = "#1a1b1d"
CONTRAST = 3.0
"""What WCAG 2.2 asks of graphics (1.4.11)."""

TOO_CLOSE = 8.0
"""Colours nearer than this are easily confused in thin bars that do not touch."""

Dash = tuple[int, ...]
"""Lengths of strokes and gaps in turn, in pixels at scale 1; empty is unbroken."""

DASHES: tuple[Dash, ...] = (
    (),
    (6, 3),
    (2, 2),
    (10, 3, 2, 3),
    (14, 4),
    (4, 6),
    (6, 2, 2, 2, 2, 2),
    (2, 5),
    (10, 2, 6, 2),
    (18, 3, 2, 3, 2, 3),
    (3, 2, 3, 8),
    (12, 8),
)
"""By the category's place in the palette; from the thirteenth on they come again."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one category is drawn. `light` is for light pages, `dark` for dark ones."""

    key: str
    label: str
    order: int
    """Place in the palette; categories the tagset does not know come after all others."""
    light: str
    dark: str
    dash: Dash = ()

    def colour(self, dark: bool) -> str:
        """`#rrggbb` for a dark page or a light one."""
        return self.dark if dark else self.light


@dataclass(frozen=True, slots=True)
class ClosePair:
    """Two categories whose colours are easily confused with this kind of vision."""

    first: str
    second: str
    vision: Vision
    distance: float


def looks(
    tagset: Tagset, light_page: str = LIGHT_PAGE, dark_page: str = DARK_PAGE
) -> dict[str, Look]:
    """The look of each category, by key. Colours reach a contrast of 3 : 1 on their page."""
    return {
        category.key: Look(
            category.key,
            category.label,
            order,
            readable(category.colour, light_page, CONTRAST),
            readable(category.colour, dark_page, CONTRAST),
            DASHES[order % len(DASHES)],
        )
        for order, category in enumerate(tagset.categories)
    }


def unknown_look(key: str, light_page: str = LIGHT_PAGE, dark_page: str = DARK_PAGE) -> Look:
    """The grey look of a category the tagset does not know."""
    light = readable("#7a7a7a", light_page, CONTRAST)
    dark = readable("#8a8a8a", dark_page, CONTRAST)
    return Look(key, key, 1_000_000, light, dark, (2, 3))


def close_pairs(looks: Iterable[Look], dark: bool = False) -> list[ClosePair]:
    """Pairs of categories whose colours lie too close, for full vision, protanopia or
    deuteranopia; each pair once, with the vision that sees least of a difference."""
    found = []
    for one, other in combinations(sorted(looks, key=lambda look: (look.order, look.key)), 2):
        least, vision = min(
            (distance(one.colour(dark), other.colour(dark), vision), n)
            for n, vision in enumerate(VISIONS)
        )
        if least < TOO_CLOSE:
            found.append(ClosePair(one.key, other.key, VISIONS[vision], round(least, 1)))
    return found
