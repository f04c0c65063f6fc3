"""Where a page is scrolled to. The truth is a piece and a pixel in it; the scroll bar follows."""

from annotator.gui.text.anchor import Anchor
from annotator.gui.text.metrics import BOTTOM, TOP
from annotator.gui.text.page import Page


class Scroller:
    """The place of the view's top edge, kept through corrections of estimated heights."""

    def __init__(self, page: Page, height: float) -> None:
        """`height` is that of the view."""
        self._page = page
        self.height = height
        self._piece = 0
        self._pixel = -TOP
        self._end: tuple[int, float] | None = None

    @property
    def y(self) -> float:
        """Height of the top edge in the page, 0 at the very top."""
        return self._page.top(self._piece) + self._pixel

    @property
    def farthest(self) -> float:
        """The largest `y`; an estimate unless the last screen has been laid out."""
        return max(self._page.height - self.height, 0.0)

    def visible(self, above: float = 0.0, below: float = 0.0) -> list[tuple[int, float]]:
        """The pieces in view (and as far above and below it) with where they start in the view.

        All of them are laid out, so the heights are exact.
        """
        found: list[tuple[int, float]] = []
        piece, top = self._piece, -self._pixel
        while piece > 0 and top > -above:
            piece -= 1
            top -= self._page.layout(piece).height
        while piece < len(self._page) and top < self.height + below:
            found.append((piece, top))
            top += self._page.layout(piece).height
            piece += 1
        return found

    def by(self, pixels: float) -> float:
        """Scroll down (negative: up); returns how far that went."""
        self._pixel += pixels
        return pixels - self._settle()

    def to(self, y: float) -> None:
        """Go to a height of the page, as a drag of the scroll bar does."""
        if y <= 0:
            self._piece, self._pixel = 0, -TOP
        elif y >= self.farthest:
            self._piece, self._pixel = self._last()
        else:
            self._piece = self._page.at(y)
            self._pixel = y - self._page.top(self._piece)
        self._settle()

    def show(self, position: int, share: float | None = None) -> None:
        """Bring a position into view; with `share` its line goes to that share of the height.

        Without it as little as needed is scrolled, with a line of room at the edges.
        """
        piece, top, line = self._page.line_place(position)
        if share is not None:
            self._piece, self._pixel = piece, top - share * self.height
            self._settle()
            return
        at = self._page.top(piece) + top - self.y
        room = min(line, max(self.height - line, 0) / 2)
        if abs(at) > 2 * self.height:
            self.show(position, 0.33)
        elif at < room:
            self.by(at - room)
        elif at + line > self.height - room:
            self.by(at + line + room - self.height)

    @property
    def anchor(self) -> Anchor:
        """The line at the top edge."""
        layout = self._page.layout(self._piece)
        line = layout.line_at(self._pixel)
        start = self._page.start(self._piece) + layout.line_span(line)[0]
        return Anchor(start, self._pixel - layout.line_top(line))

    def go_to(self, anchor: Anchor) -> None:
        """Put that line at the top edge again."""
        piece, top, _ = self._page.line_place(anchor.position)
        self._piece, self._pixel = piece, top + anchor.pixel
        self._settle()

    @property
    def reading_place(self) -> float:
        """The top edge in code points, going on steadily inside a line."""
        layout = self._page.layout(self._piece)
        line = layout.line_at(self._pixel)
        start, end = layout.line_span(line)
        share = min(max((self._pixel - layout.line_top(line)) / layout.style.line, 0.0), 1.0)
        return self._page.start(self._piece) + start + share * (end - start)

    @property
    def fraction(self) -> float:
        """How far the text is read: 0 at its start, 1 where it cannot be scrolled further."""
        if self._pixel <= 0 and self._piece == 0:
            return 0.0
        farthest = self._place_of(self._last())
        return min(self.reading_place / farthest, 1.0) if farthest > 0 else 0.0

    def go_to_fraction(self, fraction: float) -> None:
        """Go where `fraction` would be this."""
        if fraction <= 0:
            self.to(0)
            return
        last = self._last()
        if fraction >= 1:
            self._piece, self._pixel = last
            return
        place = fraction * self._place_of(last)
        piece, top, line = self._page.line_place(int(place))
        start, end = self._page.line_span(int(place))
        share = (place - start) / (end - start) if end > start else 0.0
        self._piece, self._pixel = piece, top + share * line
        self._settle()

    def resized(self, height: float) -> None:
        """The view is this high now."""
        if height != self.height:
            self.height = height
            self._end = None
            self._settle()

    def _place_of(self, place: tuple[int, float]) -> float:
        here = self._piece, self._pixel
        self._piece, self._pixel = place
        found = self.reading_place
        self._piece, self._pixel = here
        return found

    def _settle(self) -> float:
        """Make the pixel lie in its piece and the place in the page.

        Returns how far the place was beyond the page; negative above it.
        """
        while self._pixel < 0 and self._piece > 0:
            self._piece -= 1
            self._pixel += self._page.layout(self._piece).height
        while self._piece + 1 < len(self._page):
            height = self._page.layout(self._piece).height
            if self._pixel < height:
                break
            self._pixel -= height
            self._piece += 1
        if self._piece == 0 and self._pixel < -TOP:
            beyond = self._pixel + TOP
            self._pixel = -TOP
            return beyond
        last = self._last_if_near()
        if last is not None and (self._piece, self._pixel) > last:
            here = self.y
            self._piece, self._pixel = last
            return here - self.y
        return 0.0

    def _last_if_near(self) -> tuple[int, float] | None:
        """The farthest place, if the end may be less than a screen away."""
        room = self.height - BOTTOM + self._pixel
        for piece in range(self._piece, len(self._page)):
            room -= self._page.layout(piece).height
            if room <= 0:
                return None
        return self._last()

    def _last(self) -> tuple[int, float]:
        """The farthest place: the end of the text at the lower edge."""
        if self._end is None:
            piece, room = len(self._page), self.height - BOTTOM
            while piece > 0 and room > 0:
                piece -= 1
                room -= self._page.layout(piece).height
            self._end = (piece, -room if piece else max(-room, -TOP))
        return self._end
