"""From a corpus to relations between units."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from annotator.agreement.units import Relations
from annotator.agreement.values import relation_codes
from annotator.core.corpus import Corpus
from annotator.core.relation import Relation
from annotator.core.tagset import RelationType, Tagset

End = tuple[int, int, str]
"""Document and annotator as numbers, annotation id."""
Signature = tuple[tuple[object, ...], ...]


def cut_relations(
    corpus: Corpus,
    documents: Sequence[str],
    annotators: Sequence[str],
    units: Mapping[End, int],
    tagset: Tagset,
    suggestions: bool,
) -> Relations:
    """Those in force with both ends among `units`, sorted by annotator, ends and type."""
    known = [kind.key for kind in tagset.relations]
    number = {document: d for d, document in enumerate(documents)}
    found: list[tuple[tuple[int, int, int, str, str], Relation]] = []
    for a, annotator in enumerate(annotators):
        for relation in _relations(corpus, documents, annotator):
            if relation.state not in ("", "draft"):
                continue
            if relation.provenance.origin == "suggestion" and not suggestions:
                continue
            ends = [
                units.get((number.get(end.document, -1), a, end.annotation), -1)
                for end in (relation.source, relation.target)
            ]
            if not relation.directed:
                ends.sort()
            if min(ends) >= 0:
                told = str(relation.attributes.pairs)
                found.append(((a, ends[0], ends[1], relation.type, told), relation))
    found.sort(key=lambda row: row[0])
    types = (*known, *sorted({row[0][3] for row in found} - set(known)))
    index = {key: n for n, key in enumerate(types)}
    table = np.array([(a, index[t], s, e) for (a, s, e, t, _), _ in found], np.int32).reshape(-1, 4)
    relations = [relation for _, relation in found]
    names = {
        kind.key: tuple(attribute.name for attribute in kind.attributes if attribute.counts)
        for kind in tagset.relations
    }
    values, value_names = relation_codes(relations, tagset)
    return Relations(
        annotator=table[:, 0],
        type=table[:, 1],
        source=table[:, 2],
        target=table[:, 3],
        directed=np.array([relation.directed for relation in relations], np.bool_),
        values=values,
        value_names=value_names,
        types=types,
        kinds=tuple(tagset.relation(key) or RelationType(key, key) for key in types),
        attributes=tuple(names.get(key, ()) for key in types),
        ids=tuple(relation.id for relation in relations),
    )


def signatures(
    corpus: Corpus, document: str, annotator: str, ids: Sequence[str]
) -> dict[str, Signature]:
    """What tells exact duplicates of one annotator apart besides their ids: their relations."""
    signed: dict[str, list[tuple[object, ...]]] = {id: [] for id in ids}
    for relation in _relations(corpus, (document,), annotator):
        for role, here, there in (
            ("source", relation.source, relation.target),
            ("target", relation.target, relation.source),
        ):
            if here.document == document and here.annotation in signed:
                other = corpus.set(there.document, annotator).annotations.get(there.annotation)
                spans = other.spans if other else ()
                told = relation.type, role if relation.directed else "", there.document, spans
                signed[here.annotation].append(told)
    return {id: tuple(sorted(told)) for id, told in signed.items()}


def _relations(corpus: Corpus, documents: Sequence[str], annotator: str) -> Iterator[Relation]:
    for document in documents:
        yield from corpus.set(document, annotator).relations.values()
    yield from corpus.link_set(annotator).relations.values()
