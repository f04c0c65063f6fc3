"""The measures of a reading: fonts, line heights, the column, the lanes. Pixels, not scaled."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from annotator.core.document import BlockKind
from annotator.display.reading import Reading
from annotator.gui.text.fonts import reading_font

_SAMPLE = "The quick brown fox jumps over the lazy dog, and nobody was surprised to hear it."
_LEFT, _RIGHT = 44.0, 24.0
"""Least room beside the column; the gutter lies in the left one."""
TOP, BOTTOM = 28.0, 48.0
"""Room above the first and below the last paragraph."""


@dataclass(frozen=True, eq=False)
class BlockStyle:
    """How one kind of block is set. `lead` is the room above the text box of a line."""

    font: QFont
    lead: float
    ascent: float
    descent: float
    line: float
    """From the top of a line to the top of the next."""
    before: float
    after: float
    muted: bool = False

    @property
    def baseline(self) -> float:
        """From the top of a line."""
        return self.lead + self.ascent

    @property
    def lanes(self) -> float:
        """From the top of a line to the first lane."""
        return self.lead + self.ascent + self.descent


@dataclass(frozen=True, eq=False)
class Metrics:
    """Everything that a layout depends on besides the text."""

    styles: Mapping[BlockKind, BlockStyle]
    left: float
    """Where the column starts."""
    width: float
    """Of the column."""
    lanes: int
    lane: float
    """From one lane to the next; the last pixel of it stays empty."""
    bar: float
    """Height of a bar."""
    patterns: bool
    scale: float
    """Device pixels in a pixel."""

    def snap(self, value: float) -> float:
        """The nearest edge of a device pixel."""
        return round(value * self.scale) / self.scale


def metrics(reading: Reading, zoom: float, width: float, scale: float) -> Metrics:
    """The measures for a view of this width. `zoom` multiplies the font size."""
    points = reading.size * zoom
    body = reading_font(reading.family, points)
    advance = QFontMetricsF(body).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
    room = max(width - _LEFT - _RIGHT, 80.0)
    column = min(float(round(advance * reading.measure)), room)
    left = max(_LEFT, (width - column) / 2)
    lane = 5.0 if reading.patterns else 4.0
    bar = lane - 1.0

    def style(
        size: float, weight: QFont.Weight, before: float, after: float, muted: bool = False
    ) -> BlockStyle:
        font = reading_font(reading.family, points * size)
        font.setWeight(weight)
        box = QFontMetricsF(font)
        ascent, descent = float(round(box.ascent())), float(round(box.descent()))
        lead = round((reading.line_spacing - 1.0) * (ascent + descent))
        line = lead + ascent + descent + reading.lanes * lane + 3.0
        return BlockStyle(
            font, float(lead), ascent, descent, line, round(before), round(after), muted
        )

    normal, bold = QFont.Weight.Normal, QFont.Weight.Bold
    em = QFontMetricsF(body).height()
    plain = style(1.0, normal, 0, em * 0.25)
    blank = BlockStyle(
        body, 0.0, plain.ascent, plain.descent, plain.ascent + plain.descent, 0.0, 0.0
    )
    return Metrics(
        {
            "head": style(1.5, bold, 0, em * 0.25),
            "p": plain,
            "blank": blank,
            "crosshead": style(1.1, bold, em * 0.35, em * 0.1),
            "byline": style(0.9, normal, 0, em * 0.25, muted=True),
            "caption": style(0.9, normal, 0, em * 0.25, muted=True),
        },
        float(round(left)),
        float(column),
        reading.lanes,
        lane,
        bar,
        reading.patterns,
        scale,
    )
