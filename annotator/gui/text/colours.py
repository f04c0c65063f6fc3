"""The colours of a frame, all from the palette and the looks of the categories."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from annotator.display.looks import Look
from annotator.gui.widgets.plain import blend


@dataclass(frozen=True)
class Colours:
    """What a frame is painted with; made anew when the palette or the tagset changes."""

    base: QColor
    text: QColor
    muted: QColor
    faint: QColor
    """Overflow bars, joiners of unknown categories."""
    selection: QColor
    caret: QColor
    hit: QColor
    current_hit: QColor
    flash: QColor
    categories: Mapping[str, QColor]
    tints: Mapping[str, QColor]
    """A category's colour as it lies behind text that is current."""
    hovers: Mapping[str, QColor]

    def category(self, key: str) -> QColor:
        return self.categories.get(key, self.faint)

    def tint(self, key: str, *, hover: bool = False) -> QColor:
        known = self.hovers if hover else self.tints
        return known.get(key) or blend(self.base, self.faint, 0.15 if hover else 0.3)


def colours(palette: QPalette, looks: Mapping[str, Look], *, active: bool) -> Colours:
    """`active`: whether the view has the focus; the selection is greyer without."""
    group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
    base = palette.color(group, QPalette.ColorRole.Base)
    text = palette.color(group, QPalette.ColorRole.Text)
    highlight = palette.color(group, QPalette.ColorRole.Highlight)
    dark = is_dark(palette)
    known = {key: QColor(look.dark if dark else look.light) for key, look in looks.items()}
    yellow = QColor("#ffb000" if dark else "#ffc800")
    if not active:
        highlight = blend(highlight, blend(base, text, 0.5), 0.6)
    return Colours(
        base=base,
        text=text,
        muted=blend(base, text, 0.66),
        faint=blend(base, text, 0.5),
        selection=blend(base, highlight, 0.45 if dark else 0.32),
        caret=text,
        hit=blend(base, yellow, 0.28 if dark else 0.38),
        current_hit=blend(base, yellow, 0.55 if dark else 0.85),
        flash=yellow,
        categories=known,
        tints={key: blend(base, colour, 0.30 if dark else 0.20) for key, colour in known.items()},
        hovers={key: blend(base, colour, 0.15 if dark else 0.09) for key, colour in known.items()},
    )


def is_dark(palette: QPalette) -> bool:
    """By the lightness of the base: the system's colour scheme is not always known."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128
