"""One annotator's annotations as elements around their words: `q` and `seg`."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.tei import inline
from annotator.tei import writing_header as header
from annotator.tei.inline import Names
from annotator.tei.out import Page, element, text
from annotator.tei.writing_items import pieces

DEEPEST: Final = 200
"""Elements in one another. Readers of XML refuse some 256."""
_QUOTE: Final = "quote"
"""The category that becomes `q`; all others become `seg`."""


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A stretch of one block that one element covers; `item` numbers the annotations."""

    start: int
    reverse_end: int
    item: int
    fragment: int

    @property
    def end(self) -> int:
        return -self.reverse_end


def segments_view(corpus: Corpus, document: Document, annotator: str) -> bytes:
    """The article with one annotator's annotations in force.

    Where two cross, the one that begins later is cut at the end of the other; the parts of one
    annotation are tied by `@next` and `@prev`, and stretches that were cut have a `@part`.
    Raises InputError (E-TOO-DEEP) where more than 200 lie over one another.
    """
    items = inline.shown(corpus, document.id, annotator)
    people = inline.people_of(corpus, document, [annotator])
    ids = Names(corpus, document, people)
    cut = _cut(items, document)
    elements = _elements(items, cut, annotator, ids)
    page = Page()
    subtitle = f"inline view of the annotations: {annotator} (made from them; do not edit)"
    inline.open_view(page, corpus, document, people, subtitle)
    completion = corpus.set(document.id, annotator).completion
    if completion.changes:
        status = "" if completion.status == "absent" else completion.status
        header.history(page, completion.changes, "", status)
    page.close()
    inline.body(page, document, _lines(document, cut, elements))
    inline.stand_off(page, corpus, document.id, ids, {annotator: ()})
    page.close()
    return page.bytes()


def _cut(items: list[Annotation], document: Document) -> list[list[Piece]]:
    """By block, pieces that nest and never cross, in the order in which they are opened."""
    found: list[list[Piece]] = [[] for _ in document.kinds]
    for number, item in enumerate(items):
        for fragment, span in enumerate(item.spans):
            for block, part in pieces((span,), document):
                found[block].append(Piece(part.start, -part.end, number, fragment))
    return [_nested(block, document.id) for block in found]


def _nested(waiting: list[Piece], document: str) -> list[Piece]:
    heapify(waiting)
    done: list[Piece] = []
    around: list[Piece] = []
    while waiting:
        piece = heappop(waiting)
        while around and around[-1].end <= piece.start:
            around.pop()
        if around and around[-1].end < piece.end:
            cut = around[-1].end
            heappush(waiting, Piece(cut, piece.reverse_end, piece.item, piece.fragment))
            piece = Piece(piece.start, -cut, piece.item, piece.fragment)
        around.append(piece)
        done.append(piece)
        if len(around) > DEEPEST:
            message = (
                f"More than {DEEPEST} annotations lie over one another at character "
                f"{piece.start:,}. Choose the format tei-inline-anchors."
            )
            raise InputError("E-TOO-DEEP", message, document)
    return done


def _elements(
    items: list[Annotation], cut: list[list[Piece]], owner: str, ids: Names
) -> dict[Piece, tuple[str, dict[str, str]]]:
    """Name and attributes of each piece's element."""
    parts: list[list[Piece]] = [[] for _ in items]
    for block in cut:
        for piece in block:
            parts[piece.item].append(piece)
    found = {}
    for item, own in zip(items, parts, strict=True):
        first = ids.give(item.id, owner, item.id)
        named = [first, *(ids.give(f"{item.id}.{n}") for n in range(2, len(own) + 1))]
        for place, piece in enumerate(own):
            name = "q" if item.category == _QUOTE else "seg"
            attributes = {
                "xml:id": named[place],
                "type": item.category,
                "next": f"#{named[place + 1]}" if place + 1 < len(own) else "",
                "prev": f"#{named[place - 1]}" if place else "",
                "part": _part(own, place) if name == "seg" else "",
            }
            found[piece] = (name, attributes | inline.attributes_of(item, owner))
    return found


def _part(own: list[Piece], place: int) -> str:
    """Initial, middle or final part of a stretch that was cut; empty for one in one piece."""
    fragment = own[place].fragment
    goes_on = place + 1 < len(own) and own[place + 1].fragment == fragment
    went_on = place > 0 and own[place - 1].fragment == fragment
    return {(True, False): "I", (True, True): "M", (False, True): "F"}.get((goes_on, went_on), "")


def _lines(
    document: Document,
    cut: list[list[Piece]],
    elements: dict[Piece, tuple[str, dict[str, str]]],
) -> Iterator[str]:
    for number, block in enumerate(cut):
        start, end = document.block_span(number)
        out: list[str] = []
        around: list[Piece] = []
        at = start
        for piece in block:
            at = _close(out, around, document.text, at, piece.start, elements)
            out.append(text(document.text[at : piece.start]))
            at = piece.start
            name, attributes = elements[piece]
            out.append(element(name, attributes).removesuffix("/>") + ">")
            around.append(piece)
        at = _close(out, around, document.text, at, end, elements)
        out.append(text(document.text[at:end]))
        yield "".join(out)


def _close(
    out: list[str],
    around: list[Piece],
    words: str,
    at: int,
    until: int,
    elements: dict[Piece, tuple[str, dict[str, str]]],
) -> int:
    """Close what ends by `until`; returns up to where the words are written."""
    while around and around[-1].end <= until:
        piece = around.pop()
        out.append(text(words[at : piece.end]))
        out.append(f"</{elements[piece][0]}>")
        at = piece.end
    return at
