"""The layouts in use: made when asked for, the longest unused ones forgotten."""

from collections import OrderedDict
from collections.abc import Callable

from annotator.gui.text.paragraph_layout import ParagraphLayout

ROOM = 600
"""Layouts kept: many screens of text, a few megabytes."""


class LayoutCache:
    """Layouts by number of the piece, least recently used first."""

    def __init__(self, make: Callable[[int], ParagraphLayout], room: int = ROOM) -> None:
        self._make = make
        self._room = room
        self._kept: OrderedDict[int, ParagraphLayout] = OrderedDict()
        self.made = 0
        """How many layouts were made in all."""

    def get(self, piece: int) -> ParagraphLayout:
        if (kept := self._kept.get(piece)) is not None:
            self._kept.move_to_end(piece)
            return kept
        made = self._kept[piece] = self._make(piece)
        self.made += 1
        if len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        self._kept.clear()
