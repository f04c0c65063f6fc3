"""The caret, and where a movement takes it."""

from dataclasses import dataclass

from annotator.core.segments import next_sentence, next_word, previous_sentence, previous_word
from annotator.gui.text.page import Page


@dataclass(frozen=True, slots=True)
class Caret:
    """A place between characters, always on the border of a grapheme.

    `upstream`: at the end of a line whose last word was broken, rather than at the start of the
    next. `wished_x` is where Up and Down would like to go.
    """

    position: int = 0
    upstream: bool = False
    wished_x: float | None = None


def moved(page: Page, caret: Caret, movement: str, screen: float) -> Caret:
    """The caret after a movement of `NAVIGATION`. `screen` is how far a page key goes, pixels."""
    match movement:
        case "left" | "right":
            return Caret(_sideways(page, caret.position, movement == "right"))
        case "word-left" | "word-right":
            ahead = onward(page, caret.position, movement == "word-right")
            word = next_word if ahead else previous_word
            return Caret(snapped(page, word(page.document.text, caret.position)))
        case "sentence-left" | "sentence-right":
            ahead = onward(page, caret.position, movement == "sentence-right")
            return Caret(_sentence(page, caret.position, ahead))
        case "up" | "down":
            return _vertically(page, caret, 1 if movement == "down" else -1)
        case "page-up" | "page-down":
            return _by_screen(page, caret, screen if movement == "page-down" else -screen)
        case "paragraph-up" | "paragraph-down":
            return Caret(_paragraph(page, caret.position, movement == "paragraph-down"))
        case "line-start":
            return Caret(page.line_span(caret.position, upstream=caret.upstream)[0])
        case "line-end":
            return _line_end(page, caret)
        case "text-start":
            return Caret(0)
        case "text-end" | "select-all":
            return Caret(page.length)
    raise ValueError(f"no movement: {movement}")


def snapped(page: Page, position: int, *, up: bool = False) -> int:
    """The border of a grapheme at or before (with `up`: at or after) a position."""
    position = min(max(position, 0), page.length)
    piece = page.paragraphs.piece_at(position)
    layout = page.layout(piece)
    unit = layout.to_units(min(position - page.start(piece), layout.length))
    if not layout.layout.isValidCursorPosition(unit):
        step = layout.layout.nextCursorPosition if up else layout.layout.previousCursorPosition
        unit = step(unit)
    return page.start(piece) + layout.to_position(unit)


def onward(page: Page, position: int, right: bool) -> bool:
    """Whether going right (or left) is going on in the text.

    An empty line has the direction of what stands before it, or the caret would turn back there.
    """
    piece = page.paragraphs.piece_at(position)
    while piece > 0 and not page.paragraphs.lengths[piece]:
        piece -= 1
    return right != page.paragraphs.right_to_left(piece)


def _sideways(page: Page, position: int, right: bool) -> int:
    piece = page.paragraphs.piece_at(position)
    layout, start = page.layout(piece), page.start(piece)
    unit = layout.to_units(position - start)
    go = layout.layout.rightCursorPosition if right else layout.layout.leftCursorPosition
    after = layout.to_position(go(unit))
    if start + after != position:
        return start + after
    return _step(page, position, onward(page, position, right))


def _step(page: Page, position: int, ahead: bool) -> int:
    """The next or previous place in the order of the text, across paragraphs."""
    piece = page.paragraphs.piece_at(position)
    start, end = page.start(piece), page.paragraphs.end(piece)
    if ahead:
        if position >= end:
            return min(position + 1, page.length)
    elif position <= start:
        if piece == 0:
            return 0
        if not page.paragraphs.continues[piece]:
            return start - 1
        piece, end = piece - 1, start
        start = page.start(piece)
        position = end
    layout = page.layout(piece)
    unit = layout.to_units(position - start)
    step = layout.layout.nextCursorPosition if ahead else layout.layout.previousCursorPosition
    return start + layout.to_position(step(unit))


def _sentence(page: Page, position: int, ahead: bool) -> int:
    text = page.document.text
    found = next_sentence(text, position) if ahead else previous_sentence(text, position)
    return snapped(page, found)


def _paragraph(page: Page, position: int, down: bool) -> int:
    """The start of the next paragraph with text, of this one, or of the one before."""
    paragraphs = page.paragraphs
    piece = paragraphs.first_of_paragraph(paragraphs.piece_at(position))
    if not down and position > page.start(piece):
        return page.start(piece)
    while True:
        piece = paragraphs.last_of_paragraph(piece) + 1 if down else piece - 1
        if piece >= len(page):
            return page.length
        if piece < 0:
            return 0
        piece = paragraphs.first_of_paragraph(piece)
        if paragraphs.lengths[piece]:
            return page.start(piece)


def _line_end(page: Page, caret: Caret) -> Caret:
    start, end = page.line_span(caret.position, upstream=caret.upstream)
    piece = page.paragraphs.piece_at(start)
    if end >= page.paragraphs.end(piece) and page.paragraphs.ends_paragraph(piece):
        return Caret(end)
    if end > start and page.document.text[end - 1].isspace():
        return Caret(end - 1)
    return Caret(end, upstream=True)


def _vertically(page: Page, caret: Caret, lines: int) -> Caret:
    piece, line, x = page.caret(caret.position, upstream=caret.upstream)
    wished = x if caret.wished_x is None else caret.wished_x
    line += lines
    if line < 0:
        if piece == 0:
            return Caret(0, wished_x=wished)
        piece -= 1
        line = page.layout(piece).line_count - 1
    elif line >= page.layout(piece).line_count:
        if piece + 1 == len(page):
            return Caret(page.length, wished_x=wished)
        piece, line = piece + 1, 0
    return _in_line(page, piece, line, wished)


def _by_screen(page: Page, caret: Caret, pixels: float) -> Caret:
    piece, line, x = page.caret(caret.position, upstream=caret.upstream)
    wished = x if caret.wished_x is None else caret.wished_x
    y = page.layout(piece).line_top(line) + page.style(piece).line / 2 + pixels
    while y < 0 and piece > 0:
        piece -= 1
        y += page.layout(piece).height
    while y >= page.layout(piece).height and piece + 1 < len(page):
        y -= page.layout(piece).height
        piece += 1
    if y < 0:
        return Caret(0, wished_x=wished)
    if y >= page.layout(piece).height:
        return Caret(page.length, wished_x=wished)
    return _in_line(page, piece, page.layout(piece).line_at(y), wished)


def _in_line(page: Page, piece: int, line: int, x: float) -> Caret:
    layout = page.layout(piece)
    position, upstream = page.border_at(piece, x, layout.line_top(line) + 1)
    return Caret(position, upstream, x)
