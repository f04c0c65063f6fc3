"""Corpora made of spans, and finding one figure among many."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.agreement.cutting import cut
from annotator.agreement.figure import Agreement, figures
from annotator.agreement.pooling import KINDS, Kind, Statistics, statistics
from annotator.agreement.units import Parameters, Units
from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.core.project import Annotator, Project
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.span import Span
from annotator.core.tagset import Attribute, Category, RelationType, Tagset, Text
from annotator.core.values import Attributes

WHEN = "2026-11-20T09:14:02Z"
LIGHT: tuple[Kind, ...] = ("coverage", "matching")
Mark = tuple[Any, ...]
"""Category, fragments, and perhaps a mapping of attribute values."""
Tie = tuple[str, tuple[str, int], tuple[str, int]]
"""Relation type, and two ends: document and which of its marks, from 0."""

TAGSET = Tagset(
    "test",
    "1",
    tuple(
        Category(key, key.capitalize(), attributes=(Attribute("form", Text(), counts=True),))
        for key in ("quote", "claim", "attribution", "statistic")
    ),
    (
        RelationType("source-of", "Source of"),
        RelationType("cue-of", "Cue of"),
        RelationType(
            "same-as",
            "Same as",
            directed=False,
            attributes=(Attribute("degree", Text(), counts=True),),
        ),
    ),
)


def blank(length: int) -> str:
    """A text of one long word."""
    return "x" * length


def corpus_of(
    texts: Mapping[str, str],
    marks: Mapping[str, Mapping[str, Sequence[Mark]]],
    *,
    ties: Mapping[str, Sequence[Tie]] | None = None,
    tagset: Tagset = TAGSET,
    unfinished: Iterable[tuple[str, str]] = (),
    suggested: bool = False,
    events: Mapping[str, str] | None = None,
) -> Corpus:
    """`marks` by annotator and document; who has no entry for a document has not begun it."""
    documents = {
        id: Document(id, text, metadata=Metadata(event=(events or {}).get(id, "")))
        for id, text in texts.items()
    }
    origin = "suggestion" if suggested else "manual"
    sets: dict[tuple[str, str], AnnotationSet] = {}
    links: dict[str, LinkSet] = {}
    for who, by_document in marks.items():
        for document, rows in by_document.items():
            annotations = {}
            for n, (category, fragments, *values) in enumerate(rows):
                id = f"a-{who}-{document}-{n}"
                annotations[id] = Annotation(
                    id,
                    document,
                    category,
                    tuple(Span(*fragment) for fragment in fragments),
                    Provenance(WHEN, who, origin),  # type: ignore[arg-type]
                    Attributes.of(dict(*values)),
                )
            status = "open" if (document, who) in set(unfinished) else "finished"
            completion = Completion(document, status)  # type: ignore[arg-type]
            relations, crossing = {}, {}
            for n, (kind, one, two) in enumerate((ties or {}).get(who, ())):
                ends = [End(doc, f"a-{who}-{doc}-{mark}") for doc, mark in (one, two)]
                relation = Relation(
                    f"r-{who}-{n}", kind, *ends, Provenance(WHEN, who), kind != "same-as"
                )
                if relation.crosses:
                    crossing[relation.id] = relation
                elif ends[0].document == document:
                    relations[relation.id] = relation
            sets[document, who] = AnnotationSet(document, who, annotations, relations, completion)
            links[who] = LinkSet(who, crossing if ties else {})
    people = tuple(Annotator(who, who.capitalize()) for who in marks)
    return Corpus(Project("p-0000000000", "Test", tagset, people), documents, sets, links)


def pair_corpus(length: int, one: Sequence[Mark], two: Sequence[Mark], **more: Any) -> Corpus:
    """One document of annotators `a` and `b`."""
    return corpus_of({"d": blank(length)}, {"a": {"d": one}, "b": {"d": two}}, **more)


def settled(
    corpus: Corpus,
    measures: Sequence[str] | None = None,
    kinds: Sequence[Kind] = LIGHT,
    *,
    by_document: bool = False,
    resample: Any = "document",
    **parameters: Any,
) -> list[Agreement]:
    """Figures of a corpus; characters are counted unless it says otherwise."""
    stats = counted(corpus, kinds, **parameters)
    if measures is None and "gamma" not in kinds:
        from annotator.agreement.measures import MEASURES

        measures = [id for id, measure in MEASURES.items() if measure.family != "gamma"]
    return figures(stats, measures, by_document=by_document, resample=resample)


def units_of(corpus: Corpus, **parameters: Any) -> Units:
    """Units; characters are counted unless it says otherwise."""
    return cut(corpus, parameters=Parameters(**{"unit": "char", **parameters}))


def counted(corpus: Corpus, kinds: Sequence[Kind] = KINDS, **parameters: Any) -> Statistics:
    return statistics(units_of(corpus, **parameters), kinds)


def pick(
    found: Sequence[Agreement],
    measure: str,
    category: str | None = None,
    pair: tuple[str, str] | None = None,
    document: str | None = None,
    **parameters: Any,
) -> Agreement:
    """The first figure that fits; parameters not named may be anything."""
    for figure in found:
        place = figure.measure, figure.category, figure.pair, figure.document
        if place == (measure, category, pair, document) and all(
            figure.parameters.get(name) == value for name, value in parameters.items()
        ):
            return figure
    raise LookupError((measure, category, pair, document, parameters))
