"""Colours as numbers: contrast, lightness, and how people see them who see colours differently."""

import colorsys
from typing import Literal, TypeAlias

Rgb: TypeAlias = tuple[float, float, float]
"""Red, green, blue from 0 to 1, as in `#rrggbb`."""

Vision: TypeAlias = Literal["full", "protanopia", "deuteranopia"]
VISIONS: tuple[Vision, ...] = ("full", "protanopia", "deuteranopia")

_GREY = "#888888"
_SEEN: dict[Vision, tuple[Rgb, Rgb, Rgb]] = {
    # Machado, Oliveira, Fernandes 2009, severity 1.0, for linear RGB.
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def parsed(colour: str) -> Rgb:
    """The numbers of `#rrggbb`; a middle grey where it is no such thing."""
    digits = colour.removeprefix("#")
    if len(digits) != 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        digits = _GREY[1:]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def written(rgb: Rgb) -> str:
    """`#rrggbb`."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in rgb)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(parsed(one)), _luminance(parsed(other))))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, page: str, ratio: float) -> str:
    """The colour, made as much darker or lighter as it takes to reach the ratio on the page.

    Hue and saturation stay. It goes away from the page's lightness: darker on a light page.
    """
    if contrast(colour, page) >= ratio:
        return written(parsed(colour))
    hue, lightness, saturation = colorsys.rgb_to_hls(*parsed(colour))
    limit = 0.0 if _luminance(parsed(page)) > 0.18 else 1.0
    low, high = 0.0, 1.0
    best = written(colorsys.hls_to_rgb(hue, limit, saturation))
    for _ in range(12):
        middle = (low + high) / 2
        moved = lightness + (limit - lightness) * middle
        candidate = written(colorsys.hls_to_rgb(hue, moved, saturation))
        if contrast(candidate, page) >= ratio:
            best, high = candidate, middle
        else:
            low = middle
    return best


def distance(one: str, other: str, vision: Vision = "full") -> float:
    """How different two colours look: distance in OKLab (Ottosson 2020) times 100.

    About 2 is just noticeable side by side; 100 parts black from white.
    """
    pairs = zip(_oklab(one, vision), _oklab(other, vision), strict=True)
    return 100.0 * float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = _linear(rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(rgb: Rgb) -> Rgb:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return red, green, blue


def _times(matrix: tuple[Rgb, Rgb, Rgb], values: Rgb) -> Rgb:
    one, two, three = (sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix)
    return one, two, three


def _oklab(colour: str, vision: Vision) -> Rgb:
    linear = _linear(parsed(colour))
    if vision != "full":
        red, green, blue = (min(max(part, 0.0), 1.0) for part in _times(_SEEN[vision], linear))
        linear = red, green, blue
    long, medium, short = (part ** (1 / 3) for part in _times(_TO_CONES, linear))
    return _times(_TO_LAB, (long, medium, short))


_TO_CONES: tuple[Rgb, Rgb, Rgb] = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: tuple[Rgb, Rgb, Rgb] = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
