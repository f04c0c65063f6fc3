"""One document set in a column: where everything is, laid out only as far as it is looked at."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QFontMetricsF

from annotator.core.document import BlockKind, Document
from annotator.display.paragraphs import Paragraphs
from annotator.gui.text.height_map import HeightMap
from annotator.gui.text.layout_cache import LayoutCache
from annotator.gui.text.metrics import BOTTOM, TOP, BlockStyle, Metrics
from annotator.gui.text.paragraph_layout import ParagraphLayout

_SAMPLES, _SAMPLE_LENGTH = 20, 100


class Page:
    """A document in the measures of a view. x and y are pixels from the page's corner."""

    def __init__(self, document: Document, paragraphs: Paragraphs, metrics: Metrics) -> None:
        self.document = document
        self.paragraphs = paragraphs
        self.metrics = metrics
        self._blocks: npt.NDArray[np.int64] = np.cumsum(~paragraphs.continues) - 1
        self._cache = LayoutCache(self._make)
        self._heights = HeightMap(self._estimates(), TOP, BOTTOM)

    def __len__(self) -> int:
        """How many pieces there are; at least one."""
        return len(self.paragraphs)

    @property
    def length(self) -> int:
        """Of the text, in code points."""
        return len(self.document.text)

    @property
    def height(self) -> float:
        """Of the whole page, partly estimated."""
        return self._heights.total

    @property
    def layouts_made(self) -> int:
        """How many layouts have been made so far."""
        return self._cache.made

    def start(self, piece: int) -> int:
        """The code point a piece starts with."""
        return self.paragraphs.start(piece)

    def style(self, piece: int) -> BlockStyle:
        return self.metrics.styles[self._kind(piece)]

    def layout(self, piece: int) -> ParagraphLayout:
        """The layout of a piece; its height is exact from now on."""
        layout = self._cache.get(piece)
        if not self._heights.is_exact(piece):
            self._heights.correct(piece, layout.height)
        return layout

    def is_exact(self, piece: int) -> bool:
        """Whether the height of a piece is known and not estimated."""
        return self._heights.is_exact(piece)

    def top(self, piece: int) -> float:
        return self._heights.top(piece)

    def at(self, y: float) -> int:
        """The piece at a height, as far as heights are known."""
        return self._heights.at(y)

    def line_place(self, position: int, *, upstream: bool = False) -> tuple[int, float, float]:
        """The line that holds a position: its piece, its top in the piece, its height."""
        position = min(max(position, 0), self.length)
        piece = self.paragraphs.piece_at(position)
        layout = self.layout(piece)
        number = layout.line_of(self._inside(piece, position), upstream=upstream)
        return piece, layout.line_top(number), layout.style.line

    def line_span(self, position: int, *, upstream: bool = False) -> tuple[int, int]:
        """Start and end of the line that holds a position, a blank at a wrap included."""
        piece = self.paragraphs.piece_at(position)
        layout = self.layout(piece)
        number = layout.line_of(self._inside(piece, position), upstream=upstream)
        start, end = layout.line_span(number)
        return self.start(piece) + start, self.start(piece) + end

    def caret(self, position: int, *, upstream: bool = False) -> tuple[int, int, float]:
        """Piece, line of the piece, and x of a caret position."""
        piece = self.paragraphs.piece_at(position)
        layout = self.layout(piece)
        line, x = layout.caret(self._inside(piece, position), upstream=upstream)
        return piece, line, self.metrics.left + x

    def border_at(self, piece: int, x: float, y: float) -> tuple[int, bool]:
        """The caret position nearest to a point, `y` from the piece's top; and whether it is
        the end of a wrapped line rather than the start of the next."""
        layout = self.layout(piece)
        inside, upstream = layout.border_at(x - self.metrics.left, layout.line_at(y))
        return self.start(piece) + inside, upstream

    def character_at(self, piece: int, x: float, y: float) -> int | None:
        """The character at a point, `y` from the piece's top; None beside the text."""
        layout = self.layout(piece)
        if not layout.top <= y < layout.top + layout.line_count * layout.style.line:
            return None
        inside = layout.character_at(x - self.metrics.left, layout.line_at(y))
        return None if inside is None else self.start(piece) + inside

    def _inside(self, piece: int, position: int) -> int:
        start = self.start(piece)
        return min(max(position - start, 0), self.paragraphs.end(piece) - start)

    def _kind(self, piece: int) -> BlockKind:
        return self.document.kinds[int(self._blocks[piece])]

    def _make(self, piece: int) -> ParagraphLayout:
        return ParagraphLayout(
            self.paragraphs.piece_text(piece),
            self.paragraphs.offsets(piece),
            self.style(piece),
            self.metrics.width,
            right_to_left=self.paragraphs.right_to_left(piece),
            first=not bool(self.paragraphs.continues[piece]),
            last=self.paragraphs.ends_paragraph(piece),
        )

    def _estimates(self) -> npt.NDArray[np.float64]:
        """Heights by number of characters and mean advance, which some samples tell."""
        kinds = np.array(self.document.kinds)[self._blocks]
        heights = np.zeros(len(kinds))
        advance = self._mean_advance()
        body = self.metrics.styles["p"]
        for kind, style in self.metrics.styles.items():
            chosen = kinds == kind
            scale = style.font.pointSizeF() / body.font.pointSizeF()
            lengths = self.paragraphs.lengths[chosen]
            lines = np.ceil(np.maximum(lengths * advance * scale, 1.0) / self.metrics.width)
            heights[chosen] = lines * style.line + style.before + style.after
        heights[self.paragraphs.continues] -= body.before
        return heights

    def _mean_advance(self) -> float:
        text = self.document.text
        step = max(len(text) // _SAMPLES, _SAMPLE_LENGTH)
        starts = range(0, max(len(text), 1), step)
        samples = "".join(text[start : start + _SAMPLE_LENGTH] for start in starts)
        if not samples:
            return 1.0
        font = QFontMetricsF(self.metrics.styles["p"].font)
        return font.horizontalAdvance(samples.replace("\n", " ")) / len(samples)
