"""Annotations, relations and records of deletion as TEI."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.relation import OnlyHere, Relation
from annotator.core.span import Span, Spans
from annotator.core.values import Attributes, Symbol, Value, plain
from annotator.tei.files import Aside, Extras
from annotator.tei.names import KEY_OF_A_LIST, REL, TAG
from annotator.tei.out import Page, element, text, words


def pieces(spans: Spans, document: Document) -> list[tuple[int, Span]]:
    """The spans cut at line ends: block number (from 0) and place in the text, in order."""
    found = []
    for span in spans:
        block = document.block_at(span.start)
        start = span.start
        while start < span.end:
            _, block_end = document.block_span(block)
            end = min(span.end, block_end)
            if start < end:
                found.append((block, Span(start, end)))
            start, block = block_end + 1, block + 1
    return found


def pointer(block: int, span: Span, document: Document) -> str:
    """A place in the text as files hold it."""
    start = document.block_starts[block]
    return f"#string-range(b{block + 1},{span.start - start},{len(span)})"


def annotations(
    page: Page,
    items: Iterable[Annotation],
    document: Document,
    owner: str,
    extras: Extras,
    deleted: Iterable[str],
) -> None:
    """The list of annotations, in order, then deletions, then what was set aside."""
    page.open("listAnnotation", {"type": "spans"})
    for item in items:
        cut = pieces(item.spans, document)
        attributes = {
            "xml:id": item.id,
            "motivation": "classifying",
            "ana": f"#{TAG}{item.category}",
            "target": " ".join(pointer(block, span, document) for block, span in cut),
        }
        page.open("annotation", attributes | _made(item, owner, extras.revisions))
        page.line(_history(item))
        for number, (_, span) in enumerate(cut, 1):
            page.line(_exact(number, span.text(document.text)))
        _details(page, item, item.category, owner)
        page.close()
    _rest(page, deleted, extras, "spans")
    page.close()


def relations(
    page: Page,
    items: Iterable[Relation],
    owner: str,
    extras: Extras,
    deleted: Iterable[str],
    end: Callable[[str, str], str],
    only_here: Iterable[OnlyHere] = (),
) -> None:
    """The list of relations, by id. `end(document, annotation)` gives the pointer to an end."""
    page.open("listAnnotation", {"type": "relations"})
    for item in sorted(items, key=lambda relation: relation.id):
        source = end(item.source.document, item.source.annotation)
        target = end(item.target.document, item.target.annotation)
        attributes = {
            "xml:id": item.id,
            "motivation": "linking",
            "ana": f"#{REL}{item.type}",
            "target": source if item.directed else f"{source} {target}",
        }
        page.open("annotation", attributes | _made(item, owner, extras.revisions))
        page.line(_history(item))
        if item.directed:
            page.line(element("ptr", {"type": "passive", "target": target}))
        _details(page, item, item.type, owner)
        page.close()
    marks = sorted(only_here, key=lambda mark: (mark.document, mark.annotation, mark.other))
    for mark in marks:
        attributes = {
            "type": "only-here",
            "target": end(mark.document, mark.annotation),
            "resp": f"#{owner}",
            "corresp": f"../texts/{mark.other}.tei.xml",
        }
        page.line(element("note", attributes))
    _rest(page, deleted, extras, "relations")
    page.close()


def aside(extras: Extras, among: str) -> list[Aside]:
    """What was set aside of one list, by id."""
    return sorted((a for a in extras.aside if a.among == among), key=lambda a: (a.id, a.xml))


def _rest(page: Page, deleted: Iterable[str], extras: Extras, among: str) -> None:
    revisions = {record.id: record.revision for record in extras.deleted}
    for id in sorted(deleted):
        attributes = {"type": "deleted", "n": revisions[id], "target": f"#{id}"}
        page.line(element("note", attributes))
    for item in aside(extras, among):
        page.raw(item.xml.decode("utf-8").replace("\r", "&#13;"))


def _made(item: Annotation | Relation, owner: str, revisions: Mapping[str, str]) -> dict[str, str]:
    return {
        "n": revisions.get(item.id, ""),
        "resp": f"#{owner}",
        "cert": item.certainty,
        "source": " ".join(item.provenance.sources),
    }


def _history(item: Annotation | Relation) -> str:
    made = item.provenance
    attributes = {
        "status": "created",
        "type": made.origin,
        "subtype": made.decision,
        "when": made.created,
        "who": f"#{made.who}",
    }
    steps = words("change", made.detail, **attributes)
    if made.modified:
        who = f"#{made.modified_by}"
        steps += element("change", {"status": "modified", "when": made.modified, "who": who})
    return element("revisionDesc", {"status": item.state}, steps)


def _exact(number: int, content: str) -> str:
    return f'<note type="exact" n="{number}" xml:space="preserve">{text(content)}</note>'


def _details(page: Page, item: Annotation | Relation, key: str, owner: str) -> None:
    if len(item.attributes):
        features = element("fs", {"type": key}, *features_of(item.attributes))
        page.line(element("note", {"type": "features"}, features))
    if item.note:
        attributes = {"type": "comment", "resp": f"#{owner}", "xml:space": "preserve"}
        page.line(words("note", item.note, **attributes))


def features_of(attributes: Attributes) -> list[str]:
    """Each value as `f`, by name."""
    return [element("f", {"name": name}, value_of(value)) for name, value in attributes]


def value_of(value: Value) -> str:
    """A value as `symbol`, `numeric` or `string`. Raises ValueError for a key with a space."""
    match value:
        case Decimal():
            return element("numeric", {"value": plain(value)})
        case Symbol():
            if not KEY_OF_A_LIST.fullmatch(value):
                raise ValueError(f"not a key of a list: {value!r}")
            return element("symbol", {"value": value})
        case _:
            return words("string", value, **{"xml:space": "preserve"})
