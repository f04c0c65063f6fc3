"""Everybody's annotations on one article: an `anchor` at each border, and `span` elements."""

from collections.abc import Iterator

from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.tei import inline
from annotator.tei.inline import Names
from annotator.tei.out import Page, element, text


def anchors_view(corpus: Corpus, document: Document, annotators: list[str]) -> bytes:
    """The article with these annotators' annotations in force; they may cross as they like.

    A fragment is one span, also across line ends; the fragments of an annotation are tied by
    `@next` and `@prev`.
    """
    people = inline.people_of(corpus, document, annotators)
    ids = Names(corpus, document, people)
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    groups: dict[str, list[str]] = {annotator: [] for annotator in annotators}
    for annotator in annotators:
        for item in inline.shown(corpus, document.id, annotator):
            named = [ids.give(item.id, annotator, item.id)]
            named += [ids.give(f"{item.id}.{n}") for n in range(2, len(item.spans) + 1)]
            for place, (id, span) in enumerate(zip(named, item.spans, strict=True)):
                start, end = ids.give(f"{id}.s"), ids.give(f"{id}.e")
                starts.setdefault(span.start, []).append(start)
                ends.setdefault(span.end, []).append(end)
                attributes = {
                    "xml:id": id,
                    "type": item.category,
                    "from": f"#{start}",
                    "to": f"#{end}",
                    "next": f"#{named[place + 1]}" if place + 1 < len(named) else "",
                    "prev": f"#{named[place - 1]}" if place else "",
                }
                line = element("span", attributes | inline.attributes_of(item, annotator))
                groups[annotator].append(line)
    page = Page()
    subtitle = "inline view of all annotations (made from them; do not edit)"
    inline.open_view(page, corpus, document, people, subtitle)
    page.close()
    inline.body(page, document, _lines(document, starts, ends))
    inline.stand_off(page, corpus, document.id, ids, groups)
    page.close()
    return page.bytes()


def _lines(
    document: Document, starts: dict[int, list[str]], ends: dict[int, list[str]]
) -> Iterator[str]:
    """Spans neither begin nor end with a line end, so that each anchor is inside a block."""
    borders = sorted({*starts, *ends})
    place = 0
    for number in range(len(document.kinds)):
        start, end = document.block_span(number)
        out = []
        at = start
        while place < len(borders) and borders[place] <= end:
            border = borders[place]
            out.append(text(document.text[at:border]))
            out += (element("anchor", {"xml:id": id}) for id in ends.get(border, ()))
            out += (element("anchor", {"xml:id": id}) for id in starts.get(border, ()))
            at = border
            place += 1
        out.append(text(document.text[at:end]))
        yield "".join(out)
