"""What tables hold of annotations and relations, as plain values that can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.holdings import in_order, is_in_force
from annotator.core.relation import Relation
from annotator.core.values import Attributes, plain

MADE = (
    *("state", "origin", "decision", "detail", "sources"),
    *("created", "created_by", "modified", "modified_by"),
)
"""Names of what `made` gives."""


@dataclass(frozen=True, slots=True)
class Record:
    """An annotation or a relation in words and numbers, the same however it was written."""

    kind: str
    """`annotation` or `relation`."""
    annotator: str
    id: str
    key: str
    """Category or type of relation."""
    places: tuple[tuple[object, ...], ...]
    """Document, start and end of each fragment; document and annotation of each end."""
    values: tuple[tuple[str, str], ...]
    """Name and value as text, by name."""
    note: str
    certainty: str
    made: tuple[str, ...]
    """See `MADE`."""
    directed: bool = True


def records(corpus: Corpus) -> list[Record]:
    """All annotations and relations in force."""
    return [
        *(_of_annotation(annotator, item) for annotator, item in annotations(corpus)),
        *(_of_relation(annotator, relation) for annotator, relation in relations(corpus)),
    ]


def annotations(corpus: Corpus) -> Iterator[tuple[str, Annotation]]:
    """Annotator and annotation, those in force, by document, annotator and place."""
    for key in in_order(corpus):
        yield from ((key[1], item) for item in corpus.sets[key].in_order if item.in_force)


def relations(corpus: Corpus) -> Iterator[tuple[str, Relation]]:
    """Annotator and relation, those in force: inside documents, then between them."""
    for document, annotator in in_order(corpus):
        for _, relation in sorted(corpus.sets[document, annotator].relations.items()):
            if is_in_force(relation):
                yield annotator, relation
    for annotator, links in sorted(corpus.links.items()):
        for _, relation in sorted(links.relations.items()):
            if is_in_force(relation):
                yield annotator, relation


def made(item: Annotation | Relation) -> tuple[str, ...]:
    """State and provenance as texts, in the order of `MADE`."""
    by = item.provenance
    return (
        *(item.state, by.origin, by.decision, by.detail, " ".join(by.sources)),
        *(by.created, by.who, by.modified, by.modified_by),
    )


def value_names(corpus: Corpus) -> list[str]:
    """Names of attributes: those of the tagset in its order, then others that are used."""
    tagset = corpus.project.tagset
    declared = [a.name for c in tagset.categories for a in c.attributes]
    declared += [a.name for a in tagset.common]
    declared += [a.name for r in tagset.relations for a in r.attributes]
    used = {name for _, item in annotations(corpus) for name, _ in item.attributes}
    used |= {name for _, relation in relations(corpus) for name, _ in relation.attributes}
    return list(dict.fromkeys([*declared, *sorted(used)]))


def texts_of(attributes: Attributes) -> dict[str, str]:
    """Values as plain text, by name."""
    return {name: plain(value) for name, value in attributes}


def differences(corpus: Corpus, found: list[Record]) -> list[str]:
    """Where records that were read again are not those of the corpus; at most ten lines."""
    meant = {_key(record): record for record in records(corpus)}
    there = {_key(record): record for record in found}
    told = [f"{key} is missing" for key in meant.keys() - there.keys()]
    told += [f"{key} is too much" for key in there.keys() - meant.keys()]
    told += [
        f"{key} reads as {there[key]}"
        for key in meant.keys() & there.keys()
        if meant[key] != there[key]
    ]
    if len(found) != len(there):
        told.append("something is there twice")
    return sorted(told)[:10]


def _of_annotation(annotator: str, item: Annotation) -> Record:
    return Record(
        "annotation",
        annotator,
        item.id,
        item.category,
        tuple((item.document, span.start, span.end) for span in item.spans),
        tuple(sorted(texts_of(item.attributes).items())),
        item.note,
        item.certainty,
        made(item),
    )


def _of_relation(annotator: str, item: Relation) -> Record:
    ends = (item.source, item.target)
    return Record(
        "relation",
        annotator,
        item.id,
        item.type,
        tuple((end.document, end.annotation) for end in ends),
        tuple(sorted(texts_of(item.attributes).items())),
        item.note,
        item.certainty,
        made(item),
        item.directed,
    )


def _key(record: Record) -> tuple[object, ...]:
    return record.kind, record.annotator, record.id, record.places[0][0]
