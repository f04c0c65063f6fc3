"""A small corpus for tests: two short articles with emoji, combining marks and right-to-left."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import count

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.core.project import Annotator, Project
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.span import Span
from annotator.core.tagset import (
    Attribute,
    Category,
    Choice,
    Condition,
    Number,
    Option,
    RelationType,
    Role,
    Tagset,
    Text,
    YesNo,
)
from annotator.core.values import Attributes, Symbol, Value
from annotator.session.session import Session

WHEN = "2026-11-20T09:14:02Z"

FIRST = (
    "Ferry strike enters third week\n"
    "\n"
    "“We will not move 😀 an inch,” the mayor said, “until they listen.”\n"
    "Nearly 40 percent of the 1,200 nurses polled had considered leaving.\n"
    "The minister קרא לשלום yesterday, and the cafe\u0301 stayed open.\n"
)
SECOND = (
    "Island fears fuel shortage\n"
    "\n"
    "The mayor said the town would “not move”.\n"
    "About 480\u00a0nurses 👩🏽‍⚕️ may leave, the union claims.\n"
)


def attribute_options(*keys: str) -> Choice:
    return Choice(tuple(Option(key) for key in keys))


TAGSET = Tagset(
    "test",
    "1",
    (
        Category(
            "quote",
            "Quote",
            "#4e79a7",
            "1",
            "Tag the words that a source is reported to have said. Keep the marks.",
            "The mayor said “no”. → [“no”]",
            (
                Attribute(
                    "form", attribute_options("direct", "partial", "indirect"), required=True
                ),
                Attribute(
                    "medium",
                    attribute_options("speech", "writing"),
                    default=Symbol("speech"),
                ),
                Attribute("speaker", Text(), help="Who said it, as the article names them."),
            ),
        ),
        Category("claim", "Claim", "#e15759", "2", "A statement that could be false."),
        Category(
            "attribution",
            "Attribution",
            "#59a14f",
            "3",
            attributes=(
                Attribute("part", attribute_options("source", "cue", "frame"), required=True),
                Attribute(
                    "source_kind",
                    attribute_options(
                        "named-person",
                        "government",
                        "state-media",
                        "document",
                        "anonymous",
                        "author",
                    ),
                    condition=Condition("part", ("source", "frame")),
                ),
                Attribute("relay", YesNo(), default=Symbol("no")),
            ),
        ),
        Category(
            "statistic",
            "Statistic",
            "#f28e2b",
            "4",
            attributes=(
                Attribute("value", Number()),
                Attribute("share", Number(Decimal(0), Decimal(100), whole=True)),
                Attribute("unit", Text()),
            ),
        ),
    ),
    (
        RelationType(
            "source-of",
            "Source of",
            source=Role("source", ("attribution",)),
            target=Role("content", ("quote", "claim", "statistic")),
            cross_document=False,
        ),
        RelationType("same-as", "Same as", directed=False, same_category=True),
    ),
)


def place(text: str, *words: str) -> tuple[Span, ...]:
    """The spans of these words, each at its first place in the text."""
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def annotation(
    id: str,
    document: Document,
    category: str,
    words: Sequence[str],
    *,
    who: str = "anna",
    **values: Value,
) -> Annotation:
    """An annotation of these words of a document, with attribute values by name."""
    spans = place(document.text, *words)
    provenance = Provenance(WHEN, who)
    return Annotation(id, document.id, category, spans, provenance, Attributes.of(values))


def build_corpus() -> Corpus:
    """Two documents, `ferry` and `island`; anna has six annotations and a relation in them."""
    ferry = Document("ferry", FIRST, metadata=Metadata("Ferry strike", "The Daily Post"))
    island = Document("island", SECOND, metadata=Metadata("Fuel shortage", "Island Wire"))
    quote = annotation(
        "a-quote",
        ferry,
        "quote",
        ["“We will not move 😀 an inch,”", "“until they listen.”"],
        form=Symbol("direct"),
        medium=Symbol("speech"),
        speaker="the mayor",
    )
    source = annotation("a-source", ferry, "attribution", ["the mayor"], part=Symbol("source"))
    figure = annotation("a-figure", ferry, "statistic", ["Nearly 40 percent"], value=Decimal(40))
    peace = annotation("a-peace", ferry, "claim", ["קרא לשלום"])
    short = annotation("a-short", island, "quote", ["“not move”"], medium=Symbol("speech"))
    nurses = annotation(
        "a-nurses",
        island,
        "statistic",
        ["480\u00a0nurses 👩🏽‍⚕️"],
        value=Decimal(480),
        unit="nurses",
    )
    relation = Relation(
        "r-source",
        "source-of",
        End("ferry", "a-source"),
        End("ferry", "a-quote"),
        Provenance(WHEN, "anna"),
    )
    sets = {
        ("ferry", "anna"): AnnotationSet(
            "ferry",
            "anna",
            {a.id: a for a in (quote, source, figure, peace)},
            {relation.id: relation},
            Completion("ferry", "open"),
        ),
        ("island", "anna"): AnnotationSet(
            "island", "anna", {a.id: a for a in (short, nurses)}, {}, Completion("island", "open")
        ),
    }
    annotators = (Annotator("anna", "Anna"), Annotator("ben", "Ben"))
    project = Project("p-0000000000", "Ferry strike", TAGSET, annotators)
    return Corpus(project, {"ferry": ferry, "island": island}, sets)


def build_session(corpus: Corpus | None = None) -> Session:
    """Anna at work on the small corpus; ids count up and the clock stands still."""
    numbers = count(1)
    return Session(
        corpus or build_corpus(),
        "anna",
        now=lambda: WHEN,
        make_id=lambda prefix: f"{prefix}-new{next(numbers)}",
    )
