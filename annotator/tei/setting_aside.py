"""Annotations and relations that are taken out of force but stay in their file, as elements."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.relation import Relation
from annotator.tei import writing_items as items
from annotator.tei.files import Aside, Extras
from annotator.tei.names import TEI
from annotator.tei.out import Page
from annotator.tei.reading_items import FORMER, Unfit, set_aside
from annotator.tei.safety import canonical_bytes, parser

_RANGE: Final = "#string-range("


def annotation_aside(
    item: Annotation, document: Document, owner: str, revisions: Mapping[str, str], reason: str
) -> Aside:
    """An annotation whose place in the text is gone; `document` has the text it was made on.

    Its pointers name the blocks of that text in a way that no later text can answer, so that it
    never comes back into force at a place that only happens to have the same words.
    """
    page = _page()
    items.annotations(page, [item], document, owner, Extras(revisions=revisions), ())
    element = _item(page)
    _make_former(element)
    return set_aside(element, "spans", Unfit("E-OFFSET", reason), "")


def relation_aside(item: Relation, owner: str, revisions: Mapping[str, str], reason: str) -> Aside:
    """A relation within an article one of whose ends is not in force any more."""
    page = _page()
    extras = Extras(revisions=revisions)
    items.relations(page, [item], owner, extras, (), lambda _, annotation: f"#{annotation}")
    return set_aside(_item(page), "relations", Unfit("E-POINTER", reason), "")


def former(aside: Aside) -> Aside:
    """What was set aside before the text changed: its pointers name that text, as above."""
    if aside.among != "spans":
        return aside
    element = etree.fromstring(aside.xml, parser())
    _make_former(element)
    return replace(aside, xml=canonical_bytes(element))


def _page() -> Page:
    page = Page()
    page.open("TEI", {"xmlns": TEI})
    return page


def _item(page: Page) -> etree._Element:
    page.close()
    return etree.fromstring(page.bytes(), parser())[0][0]


def _make_former(element: etree._Element) -> None:
    target = element.get("target", "")
    if FORMER not in target:
        element.set("target", target.replace(_RANGE, f"{_RANGE}{FORMER}"))
