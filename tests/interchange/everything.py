"""A corpus with all that a corpus can hold, and a way to take each kind of thing out of it."""

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Change, Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.core.holdings import Feature
from annotator.core.project import Annotator, Project, Settings
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span
from annotator.core.tagset import Attribute, Category, Number, Tagset, Text
from annotator.core.text import Replacement
from annotator.core.values import NO_ATTRIBUTES, Attributes, Symbol
from tests.samples import FIRST, SECOND, TAGSET, WHEN, attribute_options, place

LATER = "2026-11-21T08:00:00Z"
FERRY = Document(
    "ferry",
    FIRST,
    metadata=Metadata(
        "Ferry strike & <more>",
        "The Daily Post",
        "A. Writer",
        "2026-11-19",
        "https://news.example.org/ferry?a=1&b=2",
        "en",
        "strike",
        "ferry.txt",
        "0" * 64,
        "From a text file.",
    ),
    replaced=(Replacement(3, "\x0c", " "),),
    out_of_scope=(Span(FIRST.index("yesterday"), FIRST.index("yesterday") + 9),),
)
ISLAND = Document(
    "island", SECOND, metadata=Metadata("Fuel shortage", "Island Wire", url="javascript:alert(1)")
)
ALONE = Document("9-alone", "\ufeffNobody read this.\n\n\tTwo\u00a0\u00a0blanks, one tab.\u0085")
HOSTILE = '=HYPERLINK("x")\n<script>alert("1")</script> ]]> &amp; | \u0085 “end”'


def annotation(id: str, document: Document, category: str, *words: str) -> Annotation:
    """Anna's annotation of these words, each at its first place."""
    spans = place(document.text, *words)
    return Annotation(id, document.id, category, spans, Provenance(WHEN, "anna"))


def tagset() -> Tagset:
    """That of the other samples with common attributes, and a relation with an attribute."""
    same = replace(
        TAGSET.relations[1], attributes=(Attribute("degree", attribute_options("full", "partial")),)
    )
    common = (Attribute("discuss", Text(), counts=True), Attribute("weight", Number()))
    own = (Attribute("x", Text()),)
    texts = ("=SUM(1)\n*Second* line.", "")
    alone = Category("alone", "Alone | =1+1", "#b07aa1", "", *texts, own, common=False)
    return replace(
        TAGSET,
        categories=(*TAGSET.categories, alone),
        relations=(TAGSET.relations[0], same),
        common=common,
    )


def project() -> Project:
    """Four people, settings, a description and written guidelines."""
    people = (
        Annotator("anna", "Anna “A.” <Example>", "AE", "#7c3aed", reference="https://orcid.org/0"),
        Annotator("ben", "Ben"),
        Annotator("gold", "Agreed set", role="adjudication"),
        Annotator("annotator-program", "Annotator", role="program"),
    )
    return Project(
        "p-0123456789",
        "Ferry <strike>",
        tagset(),
        people,
        Settings("inside", suggestions=True),
        "About & around.",
        "en",
        "How to tag",
        ("Take the *shorter* span.", "", "- Tag headings."),
        (Change("created", WHEN, "anna", "made"), Change("changed", LATER, "ben")),
    )


def _annas() -> AnnotationSet:
    quote = replace(
        annotation("a-1", FERRY, "quote", "“We will not move 😀 an inch,”", "“until they listen.”"),
        attributes=Attributes.of({"form": Symbol("direct"), "speaker": "the “mayor” =1"}),
        note=HOSTILE,
        certainty="low",
    )
    nested = annotation("a-2", FERRY, "claim", "move 😀 an")
    crossing = annotation("a-3", FERRY, "attribution", "inch,” the mayor said")
    same_place = replace(
        annotation("a-4", FERRY, "statistic", "move 😀 an"),
        attributes=Attributes.of(
            {"value": Decimal("-40.50"), "unit": "-unit", "weight": Decimal(0)}
        ),
    )
    lines = annotation("a-5", FERRY, "claim", "until they listen.”\nNearly 40 percent of")
    hebrew = replace(annotation("a-6", FERRY, "not-in-the-tagset", "קרא לשלום"), state="draft")
    combining = annotation("a-7", FERRY, "alone", "cafe\u0301")
    proposed = replace(annotation("a-8", FERRY, "claim", "nurses"), state="proposed")
    source = Relation(
        "r-1",
        "source-of",
        End("ferry", "a-3"),
        End("ferry", "a-1"),
        Provenance(WHEN, "anna", modified=LATER, modified_by="ben"),
        note="Named <once>.",
    )
    mutual = Relation(
        "r-2",
        "same-as",
        End("ferry", "a-2"),
        End("ferry", "a-5"),
        Provenance(WHEN, "anna", "import", detail="brat R2"),
        directed=False,
        attributes=Attributes.of({"degree": Symbol("full")}),
        certainty="0.75",
    )
    items = (quote, nested, crossing, same_place, lines, hebrew, combining, proposed)
    return AnnotationSet(
        "ferry",
        "anna",
        {item.id: item for item in items},
        {relation.id: relation for relation in (source, mutual)},
        Completion("ferry").moved("finished", WHEN, "anna"),
    )


def _golds() -> AnnotationSet:
    """Made by Ben out of two sets; one id is Anna's, too."""
    both = ("anna.tei.xml#a-1", "cleo.tei.xml#a-1")
    made = Provenance(LATER, "ben", "adjudication", "chosen", "longer one is better", sources=both)
    chosen = replace(annotation("a-1", FERRY, "quote", "“until they listen.”"), provenance=made)
    refused = replace(
        annotation("a-10", FERRY, "claim", "union" if "union" in FIRST else "strike"),
        provenance=replace(made, decision="refused"),
        state="rejected",
    )
    items = {item.id: item for item in (chosen, refused)}
    opened = Completion("ferry").moved("open", LATER, "ben")
    return AnnotationSet("ferry", "gold", items, {}, opened)


def everything() -> Corpus:
    """Three articles; Anna's, Cleo's (whom the project does not know) and an agreed set, links."""
    short = annotation("a-1", ISLAND, "quote", "“not move”")
    nurses = annotation("a-2", ISLAND, "statistic", "480\u00a0nurses 👩🏽‍⚕️ may")
    cleo = replace(
        annotation("a-1", FERRY, "quote", "“We will not move 😀 an inch,” the mayor said, “until"),
        provenance=Provenance(WHEN, "cleo", "suggestion", detail="speakers 1"),
    )
    sets = (
        _annas(),
        AnnotationSet(
            "ferry",
            "cleo",
            {cleo.id: cleo},
            {},
            Completion("ferry").moved("open", WHEN, "cleo"),
        ),
        _golds(),
        AnnotationSet(
            "island",
            "anna",
            {item.id: item for item in (short, nurses)},
            {},
            Completion("island").moved("open", WHEN, "anna"),
        ),
        AnnotationSet("island", "ben", {}, {}, Completion("island").moved("finished", WHEN, "ben")),
    )
    link = Relation(
        "r-3",
        "same-as",
        End("ferry", "a-1"),
        End("island", "a-1"),
        Provenance(WHEN, "anna"),
        directed=False,
        note="The same words.",
    )
    links = LinkSet("anna", {link.id: link}, frozenset({OnlyHere("island", "a-2", "ferry")}))
    return Corpus(
        project(),
        {document.id: document for document in (FERRY, ISLAND, ALONE)},
        {(held.document, held.annotator): held for held in sets},
        {"anna": links},
    )


def _items(change: Callable[[Annotation], Annotation | None]) -> Callable[[Corpus], Corpus]:
    def changed(corpus: Corpus) -> Corpus:
        sets = {}
        for key, held in corpus.sets.items():
            kept = {id: now for id, item in held.annotations.items() if (now := change(item))}
            sets[key] = replace(held, annotations=kept)
        return replace(corpus, sets=sets)

    return changed


def _ties(change: Callable[[Relation], Relation | None]) -> Callable[[Corpus], Corpus]:
    def changed(corpus: Corpus) -> Corpus:
        def kept(held: object) -> dict[str, Relation]:
            assert isinstance(held, AnnotationSet | LinkSet)
            return {id: now for id, tie in held.relations.items() if (now := change(tie))}

        sets = {key: replace(held, relations=kept(held)) for key, held in corpus.sets.items()}
        links = {key: replace(held, relations=kept(held)) for key, held in corpus.links.items()}
        return replace(corpus, sets=sets, links=links)

    return changed


def _both(**values: str) -> Callable[[Corpus], Corpus]:
    def changed(corpus: Corpus) -> Corpus:
        corpus = _items(lambda a: replace(a, provenance=replace(a.provenance, **values)))(corpus)
        return _ties(lambda r: replace(r, provenance=replace(r.provenance, **values)))(corpus)

    return changed


def _documents(change: Callable[[Document], Document]) -> Callable[[Corpus], Corpus]:
    return lambda corpus: replace(
        corpus, documents={id: change(document) for id, document in corpus.documents.items()}
    )


def _project(change: Callable[[Project], Project]) -> Callable[[Corpus], Corpus]:
    return lambda corpus: replace(corpus, project=change(corpus.project))


def _categories(change: Callable[[Category], Category]) -> Callable[[Corpus], Corpus]:
    def changed(project: Project) -> Project:
        kinds = tuple(map(change, project.tagset.categories))
        return replace(project, tagset=replace(project.tagset, categories=kinds))

    return _project(changed)


def _no_attributes(project: Project) -> Project:
    held = project.tagset
    return replace(
        project,
        tagset=replace(
            held,
            categories=tuple(replace(c, attributes=()) for c in held.categories),
            relations=tuple(replace(r, attributes=()) for r in held.relations),
            common=(),
        ),
    )


def _completions(change: Callable[[Completion], Completion]) -> Callable[[Corpus], Corpus]:
    return lambda corpus: replace(
        corpus,
        sets={
            key: replace(held, completion=change(held.completion))
            for key, held in corpus.sets.items()
        },
    )


def _undecided(item: Annotation) -> Annotation | None:
    return item if item.in_force else None


def _no_import(document: Document) -> Document:
    about = replace(document.metadata, file="", file_sha256="", imported="")
    return replace(document, metadata=about, replaced=())


def _untold(document: Document) -> Document:
    about = document.metadata
    names = ("file", "file_sha256", "imported")
    assert {*names} < {field.name for field in fields(about)}
    return replace(document, metadata=Metadata(**{name: getattr(about, name) for name in names}))


WITHOUT: dict[Feature, Callable[[Corpus], Corpus]] = {
    "annotations": _items(lambda item: None),
    "values": _items(lambda item: replace(item, attributes=NO_ATTRIBUTES)),
    "notes": _items(lambda item: replace(item, note="")),
    "certainty": _items(lambda item: replace(item, certainty="")),
    "drafts": _items(lambda a: replace(a, state="" if a.state == "draft" else a.state)),
    "undecided": _items(_undecided),
    "relations": _ties(lambda relation: relation if relation.crosses else None),
    "links": _ties(lambda relation: None if relation.crosses else relation),
    "relation-details": _ties(
        lambda r: replace(r, attributes=NO_ATTRIBUTES, note="", certainty="")
    ),
    "marks": lambda corpus: replace(
        corpus,
        links={key: replace(held, only_here=frozenset()) for key, held in corpus.links.items()},
    ),
    "history": _both(created="2001-01-01T00:00:00Z", detail=""),
    "decisions": _both(decision=""),
    "status": _completions(lambda held: replace(held, status="absent")),
    "status-history": _completions(lambda held: replace(held, changes=held.changes[:1])),
    "blocks": _documents(lambda d: replace(d, kinds=tuple("p" for _ in d.kinds))),
    "about": _documents(_untold),
    "imports": _documents(_no_import),
    "scope": _documents(lambda document: replace(document, out_of_scope=())),
    "definitions": _project(_no_attributes),
    "guidelines": _categories(lambda kind: replace(kind, guideline="", example="")),
    "colours": _categories(lambda kind: replace(kind, colour="#000000")),
    "handbook": _project(lambda p: replace(p, guidelines=(), guidelines_title="")),
    "settings": _project(lambda p: replace(p, settings=Settings(), description="")),
}
"""By feature: the corpus without such things. Only what can be taken out of a corpus alone."""
