"""What a corpus holds of each kind of thing, and where: annotations, notes, links, settings …"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain
from typing import Final, Literal, NamedTuple

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.project import Settings
from annotator.core.relation import Relation
from annotator.core.tagset import Attribute, Category, RelationType, Tagset
from annotator.core.values import Symbol

Feature = Literal[
    "annotations", "values", "kinds", "fragments", "crossings", "line-ends", "notes", "certainty",
    "drafts", "undecided", "relations", "relation-details", "links", "marks", "history",
    "decisions", "status", "status-history", "text", "blocks", "about", "imports", "scope",
    "definitions", "guidelines", "handbook", "colours", "settings",
]  # fmt: skip


ABOUT: Final = ("title", "outlet", "author", "date", "url", "language", "event")
"""The metadata of an article that say what it is, and not how it was imported."""


class Place(NamedTuple):
    """Where something is: an item of an annotator in a document, as far as it has one."""

    document: str = ""
    annotator: str = ""
    item: str = ""


def in_order(corpus: Corpus) -> list[tuple[str, str]]:
    """Document and annotator of each set: by the documents' reading order, then by annotator."""
    places = {document: place for place, document in enumerate(corpus.documents)}
    known = (key for key in corpus.sets if key[0] in places)
    return sorted(known, key=lambda key: (places[key[0]], key[1]))


def is_in_force(relation: Relation) -> bool:
    """Whether a relation is in force: no suggestion that is undecided or refused."""
    return relation.state in ("", "draft")


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing: its name for one and for many, and where a corpus has it."""

    one: str
    many: str
    find: Callable[[Corpus], Iterable[Place]]


def _items(corpus: Corpus) -> Iterator[tuple[Place, Annotation]]:
    for document, annotator in in_order(corpus):
        for item in corpus.sets[document, annotator].in_order:
            yield Place(document, annotator, item.id), item


def _inside(corpus: Corpus) -> Iterator[tuple[Place, Relation]]:
    for document, annotator in in_order(corpus):
        for id, relation in sorted(corpus.sets[document, annotator].relations.items()):
            yield Place(document, annotator, id), relation


def _between(corpus: Corpus) -> Iterator[tuple[Place, Relation]]:
    for annotator, links in sorted(corpus.links.items()):
        for id, relation in sorted(links.relations.items()):
            yield Place(relation.source.document, annotator, id), relation


def _ties(corpus: Corpus) -> Iterator[tuple[Place, Relation]]:
    return chain(_inside(corpus), _between(corpus))


def _of_items(holds: Callable[[Annotation], bool]) -> Callable[[Corpus], Iterable[Place]]:
    return lambda corpus: (p for p, item in _items(corpus) if item.in_force and holds(item))


def _of_all(holds: Callable[[Annotation | Relation], bool]) -> Callable[[Corpus], Iterable[Place]]:
    return lambda corpus: (
        *(place for place, item in _items(corpus) if holds(item)),
        *(place for place, relation in _ties(corpus) if holds(relation)),
    )


def _values(corpus: Corpus) -> Iterator[Place]:
    for place, item in _items(corpus):
        if item.in_force:
            yield from (place for _ in item.attributes)


def _kinds(corpus: Corpus) -> Iterator[Place]:
    """Values from closed lists, which a format without kinds gives as plain text."""
    for place, item in _items(corpus):
        if item.in_force:
            yield from (place for _, value in item.attributes if isinstance(value, Symbol))


def _crossings(corpus: Corpus) -> Iterator[Place]:
    """Annotations of which a span begins inside another of the same annotator, and outlasts it."""
    for document, annotator in in_order(corpus):
        items = [a for a in corpus.sets[document, annotator].in_order if a.in_force]
        spans = sorted(
            (span.start, -span.end, place) for place, a in enumerate(items) for span in a.spans
        )
        ends: list[int] = []
        crossing: set[int] = set()
        for start, end, place in spans:
            while ends and ends[0] <= start:
                heappop(ends)
            if ends and ends[0] < -end:
                crossing.add(place)
            heappush(ends, -end)
        yield from (Place(document, annotator, items[place].id) for place in sorted(crossing))


def _line_ends(corpus: Corpus) -> Iterator[Place]:
    for place, item in _items(corpus):
        text = corpus.documents[place.document].text
        if item.in_force and any("\n" in span.text(text) for span in item.spans):
            yield place


def _details(corpus: Corpus) -> Iterator[Place]:
    for place, relation in _ties(corpus):
        if is_in_force(relation) and (
            relation.attributes.pairs or relation.note or relation.certainty
        ):
            yield place


def _marks(corpus: Corpus) -> Iterator[Place]:
    for annotator, links in sorted(corpus.links.items()):
        for mark in sorted(links.only_here):
            yield Place(mark.document, annotator, mark.annotation)


def _statuses(corpus: Corpus) -> Iterator[Place]:
    return (Place(*key) for key in in_order(corpus) if corpus.sets[key].completion.status)


def _status_changes(corpus: Corpus) -> Iterator[Place]:
    for key in in_order(corpus):
        yield from (Place(*key) for _ in corpus.sets[key].completion.changes)


def _blocks(corpus: Corpus) -> Iterator[Place]:
    for document in corpus.documents.values():
        yield from (Place(document.id) for kind in document.kinds if kind not in ("p", "blank"))


def _imports(corpus: Corpus) -> Iterator[Place]:
    for document in corpus.documents.values():
        about = document.metadata
        if about.file or about.file_sha256 or about.imported or document.replaced:
            yield Place(document.id)


def _about(corpus: Corpus) -> Iterator[Place]:
    for document in corpus.documents.values():
        if any(getattr(document.metadata, name) for name in ABOUT):
            yield Place(document.id)


def _scope(corpus: Corpus) -> Iterator[Place]:
    for document in corpus.documents.values():
        yield from (Place(document.id) for _ in document.out_of_scope)


def _declared(tagset: Tagset) -> Iterator[Attribute]:
    yield from tagset.common
    for category in tagset.categories:
        yield from category.attributes
    for relation in tagset.relations:
        yield from relation.attributes


def _kinds_of(tagset: Tagset) -> Iterator[Category | RelationType]:
    yield from tagset.categories
    yield from tagset.relations


def _guidelines(corpus: Corpus) -> Iterator[Place]:
    for kind in _kinds_of(corpus.project.tagset):
        if kind.guideline or (isinstance(kind, Category) and kind.example):
            yield Place(item=kind.key)


def _settings(corpus: Corpus) -> Iterator[Place]:
    project = corpus.project
    if project.settings != Settings():
        yield Place()
    if project.description:
        yield Place()


THINGS: Final[Mapping[Feature, Thing]] = {
    "annotations": Thing("annotation", "annotations", _of_items(lambda item: True)),
    "values": Thing("value of an attribute", "values of attributes", _values),
    "kinds": Thing("value from a closed list", "values from closed lists", _kinds),
    "fragments": Thing(
        "annotation in fragments",
        "annotations in fragments",
        _of_items(lambda item: len(item.spans) > 1),
    ),
    "crossings": Thing(
        "annotation that crosses another", "annotations that cross another", _crossings
    ),
    "line-ends": Thing("annotation across a line end", "annotations across line ends", _line_ends),
    "notes": Thing(
        "annotation with a note", "annotations with a note", _of_items(lambda a: bool(a.note))
    ),
    "certainty": Thing(
        "statement of certainty",
        "statements of certainty",
        _of_items(lambda item: bool(item.certainty)),
    ),
    "drafts": Thing(
        "mark as a draft", "marks as a draft", _of_all(lambda item: item.state == "draft")
    ),
    "undecided": Thing(
        "undecided or refused item",
        "undecided or refused items",
        _of_all(lambda item: item.state in ("proposed", "rejected")),
    ),
    "relations": Thing(
        "relation within an article",
        "relations within articles",
        lambda corpus: (p for p, relation in _inside(corpus) if is_in_force(relation)),
    ),
    "relation-details": Thing(
        "relation with values, a note or certainty",
        "relations with values, a note or certainty",
        _details,
    ),
    "links": Thing(
        "link between articles",
        "links between articles",
        lambda corpus: (p for p, relation in _between(corpus) if is_in_force(relation)),
    ),
    "marks": Thing(
        "mark “no counterpart in the other article”",
        "marks “no counterpart in the other article”",
        _marks,
    ),
    "history": Thing(
        "record of who made or changed an item, when and how",
        "records of who made or changed an item, when and how",
        _of_all(lambda item: True),
    ),
    "decisions": Thing(
        "decision of the adjudication",
        "decisions of the adjudication",
        _of_all(lambda item: bool(item.provenance.decision)),
    ),
    "status": Thing("status of a set", "statuses of sets", _statuses),
    "status-history": Thing(
        "step in the history of a set", "steps in the history of sets", _status_changes
    ),
    "text": Thing(
        "text of an article",
        "texts of articles",
        lambda corpus: (Place(id) for id in corpus.documents),
    ),
    "blocks": Thing(
        "line marked as heading, byline or caption",
        "lines marked as heading, byline or caption",
        _blocks,
    ),
    "about": Thing("description of an article", "descriptions of articles", _about),
    "imports": Thing("record of an import", "records of imports", _imports),
    "scope": Thing("stretch out of scope", "stretches out of scope", _scope),
    "definitions": Thing(
        "declaration of an attribute",
        "declarations of attributes",
        lambda corpus: (Place(item=a.name) for a in _declared(corpus.project.tagset)),
    ),
    "guidelines": Thing("guideline of a category", "guidelines of categories", _guidelines),
    "handbook": Thing(
        "paragraph of the project’s guidelines",
        "paragraphs of the project’s guidelines",
        lambda corpus: (Place() for paragraph in corpus.project.guidelines if paragraph),
    ),
    "colours": Thing(
        "colour of a category",
        "colours of categories",
        lambda corpus: (Place(item=c.key) for c in corpus.project.tagset.categories),
    ),
    "settings": Thing(
        "setting or description of the project",
        "settings and descriptions of the project",
        _settings,
    ),
}
