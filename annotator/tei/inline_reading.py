"""Reads an inline view again, to check it: its text, and which words each annotation covers."""

from dataclasses import dataclass

from lxml import etree

from annotator.core.span import Span, Spans, normalized
from annotator.tei.names import TAG, XML_ID, T
from annotator.tei.reading_header import local
from annotator.tei.safety import parser

_INLINE = (f"{T}q", f"{T}seg")


@dataclass(frozen=True)
class View:
    """The text of the article, and annotator, category and spans of each annotation, sorted."""

    text: str
    annotations: list[tuple[str, str, Spans]]


def read_view(data: bytes) -> View:
    """What an inline view says that was made just now: other files are read by the import."""
    root = etree.fromstring(data, parser())
    body = root.find(f"{T}text/{T}body")
    rows: list[str] = []
    places: dict[str, Span] = {}
    anchors: dict[str, int] = {}
    start = 0
    for block in () if body is None else body:
        rows.append("".join(map(str, block.itertext())))
        _walk(block, start, places, anchors)
        start += len(rows[-1]) + 1
    for element in root.iter(f"{T}span"):
        ends = [anchors[local(element.get(name))] for name in ("from", "to")]
        places[element.get(XML_ID, "")] = Span(*ends)
    text = "\n".join(rows)
    elements = {e.get(XML_ID, ""): e for e in root.iter(*_INLINE, f"{T}span")}
    return View(text, sorted(_annotations(elements, places, text)))


def _walk(
    block: etree._Element, start: int, places: dict[str, Span], anchors: dict[str, int]
) -> None:
    """Where the elements and anchors of one block lie in the text."""
    at = start
    begun: dict[etree._Element, int] = {}
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if event == "start":
            begun[element] = at
            at += len(element.text or "")
            continue
        if element.tag == f"{T}anchor":
            anchors[element.get(XML_ID, "")] = at
        elif element.tag in _INLINE:
            places[element.get(XML_ID, "")] = Span(begun[element], at)
        if element is not block:
            at += len(element.tail or "")


def _annotations(
    elements: dict[str, etree._Element], places: dict[str, Span], text: str
) -> list[tuple[str, str, Spans]]:
    found = []
    for id, first in elements.items():
        if first.get("prev"):
            continue
        parts = [places[id]]
        following = first.get("next")
        while following:
            parts.append(places[local(following)])
            following = elements[local(following)].get("next")
        category = local(first.get("ana")).removeprefix(TAG)
        found.append((local(first.get("resp")), category, normalized(parts, text)))
    return found
