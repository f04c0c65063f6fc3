"""Values of every kind for the tests: random ones by hypothesis, and a project by hand."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Change, Completion, Status
from annotator.core.document import BLOCK_KINDS, Document, Metadata
from annotator.core.project import Annotator, Project, Settings
from annotator.core.provenance import Decision, Provenance, State
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span, normalized
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
from annotator.core.text import canonical
from annotator.core.values import Attributes, Symbol
from annotator.tei.files import AnnotationsFile, Deleted, Extras, LinksFile

WHEN = "2026-11-20T09:14:02Z"
ANNA = Annotator("anna", "Anna “A.” Example & <Co>", reference="https://orcid.org/0000-0000")
BEN = Annotator("ben", "Ben")
TAGSET = Tagset(
    "news",
    "2",
    (Category("quote", "Quote", "#4e79a7"), Category("claim", "Claim", "#e15759")),
    (RelationType("same-as", "Same as"), RelationType("source-of", "Source of")),
)

_AWKWARD = "ab .,“”’&<>\"'\t\n\u00a0\u00ad\u0301é🚲👩\u200d👧\u200fאבع\u0085\ufeff\u2003漢字]>"
ALPHABET = st.one_of(st.sampled_from(_AWKWARD), st.characters(codec="utf-8"))
raw_texts = st.text(ALPHABET, max_size=200)
words = st.text(ALPHABET, max_size=30).map(lambda text: canonical(text).text)
names = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
symbols = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True).map(Symbol)
numbers = st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=3
)
values = st.dictionaries(names, st.one_of(symbols, words, numbers), max_size=4)
metadata = st.builds(
    Metadata,
    title=words,
    outlet=words,
    author=words,
    date=st.sampled_from(["", "2026", "2026-11", "2026-11-19", "last Sunday"]),
    url=words,
    language=st.sampled_from(["", "en", "de-AT", "no such tag"]),
    event=st.sampled_from(["", "kim-policy"]),
    file=words,
    imported=words,
)


@st.composite
def documents(draw: st.DrawFn, id: str = "doc") -> Document:
    """Any canonical text, with any block kinds."""
    made = canonical(draw(raw_texts))
    count = made.text.count("\n") + 1
    kinds = draw(st.lists(st.sampled_from(BLOCK_KINDS), min_size=count, max_size=count))
    return Document(id, made.text, tuple(kinds), draw(metadata), made.replaced)


@st.composite
def spans_of(draw: st.DrawFn, document: Document) -> tuple[Span, ...]:
    """One to three fragments as a stored annotation has them; empty where none fits."""
    length = len(document.text)
    if not length:
        return ()
    pairs = st.tuples(st.integers(0, length - 1), st.integers(1, 40))
    found = [Span(a, min(a + n, length)) for a, n in draw(st.lists(pairs, min_size=1, max_size=3))]
    return normalized(found, document.text)


provenances = st.one_of(
    st.builds(
        Provenance,
        created=st.just(WHEN),
        who=st.sampled_from(["anna", "ben"]),
        origin=st.sampled_from(["manual", "suggestion", "search", "import"]),
        detail=words,
    ),
    st.builds(
        Provenance,
        created=st.just(WHEN),
        who=st.just("anna"),
        origin=st.just("adjudication"),
        decision=st.sampled_from(["agreed", "chosen", "edited", "new", "refused"]),
        detail=words,
        modified=st.just("2026-11-21T00:00:00Z"),
        modified_by=st.just("ben"),
        sources=st.just(("anna.tei.xml#a-1", "ben.tei.xml#a-2")),
    ),
)
certainties = st.sampled_from(["", "low", "medium", "high", "0.75"])


@st.composite
def annotation_files(draw: st.DrawFn) -> AnnotationsFile:
    """One annotator's work with annotations, relations, revisions and records of deletion."""
    document = draw(documents())
    annotations = {}
    for number in range(draw(st.integers(0, 5))):
        spans = draw(spans_of(document))
        if not spans:
            continue
        id = f"a-{number:010d}"
        annotations[id] = Annotation(
            id,
            document.id,
            draw(st.sampled_from(["quote", "claim", "not-in-the-tagset"])),
            spans,
            draw(provenances),
            Attributes.of(draw(values)),
            draw(words),
            draw(certainties),
            draw(st.sampled_from(["", "draft", "proposed", "rejected"])),
        )
    relations = {}
    for number in range(draw(st.integers(0, 3)) if annotations else 0):
        id = f"r-{number:010d}"
        ends = [End(document.id, draw(st.sampled_from(sorted(annotations)))) for _ in range(2)]
        relations[id] = Relation(
            id,
            "source-of",
            ends[0],
            ends[1],
            draw(provenances),
            draw(st.booleans()),
            Attributes.of(draw(values)),
            draw(words),
            draw(certainties),
        )
    ids = [*annotations, *relations]
    revised = draw(st.sets(st.sampled_from(ids))) if ids else set()
    gone = draw(st.sets(st.sampled_from(["a-gone", "r-gone"])))
    status: Status = draw(st.sampled_from(("open", "finished")))
    completion = Completion(
        document.id, status, (Change("created", WHEN, "anna"), Change("finished", WHEN, "anna"))
    )
    return AnnotationsFile(
        document,
        AnnotationSet(document.id, "anna", annotations, relations, completion),
        (ANNA, BEN),
        TAGSET,
        draw(st.sampled_from([None, True, False])),
        Extras(
            draw(st.sampled_from(["", "k7f2q1.3"])),
            {id: "k7f2q1.3 p0qa8z.12" for id in revised},
            tuple(Deleted(id, "k7f2q1.7") for id in sorted(gone)),
        ),
    )


@st.composite
def link_files(draw: st.DrawFn) -> LinksFile:
    """One annotator's relations between articles."""
    relations = {}
    for number in range(draw(st.integers(1, 4))):
        id = f"r-{number:010d}"
        ends = [End(draw(st.sampled_from(["one", "one-2"])), f"a-{n}") for n in range(2)]
        relations[id] = Relation(
            id,
            "same-as",
            ends[0],
            ends[1],
            draw(provenances),
            draw(st.booleans()),
            Attributes.of(draw(values)),
        )
    marks = draw(
        st.sets(st.sampled_from([OnlyHere("one", "a-1", "two"), OnlyHere("two", "a-9", "one")]))
    )
    return LinksFile(
        LinkSet("anna", relations, frozenset(marks)),
        (ANNA, BEN),
        TAGSET,
        (Change("created", WHEN, "anna"),),
        Extras(deleted=(Deleted("r-gone", "k7f2q1.7"),)),
    )


EMPTY_TAGSET = Tagset("empty", "1")


def finished_and_empty() -> AnnotationsFile:
    """A set that is finished with nothing tagged: data, not a missing set."""
    document = Document("doc", "Nothing to tag here.")
    completion = Completion("doc").moved("finished", WHEN, "anna")
    people = (Annotator("anna", "Anna"),)
    return AnnotationsFile(
        document, AnnotationSet("doc", "anna", {}, {}, completion), people, TAGSET
    )


def adjudicated() -> AnnotationsFile:
    """One agreed set, made by Anna out of two: each kind of decision, with what was judged."""
    document = Document("doc", "First said so 🚲.\n\nSecond\u00a0line, é and שלום.")
    spans = [(Span(0, 5),), (Span(6, 10), Span(14, 15)), (Span(11, 28),), (Span(18, 24),)]
    decisions: list[Decision] = ["agreed", "chosen", "edited", "refused"]
    annotations = {}
    for number, (places, decision) in enumerate(zip(spans, decisions, strict=True)):
        id = f"a-{number:010d}"
        both = (f"anna.tei.xml#{id}", f"ben.tei.xml#{id}")
        made = Provenance(WHEN, "anna", "adjudication", decision, f"why {decision}", sources=both)
        state: State = "rejected" if decision == "refused" else ""
        annotations[id] = Annotation(id, "doc", "quote", places, made, state=state)
    completion = Completion("doc").moved("finished", WHEN, "anna")
    gold = Annotator("gold", "Agreed set", role="adjudication")
    people = (gold, Annotator("anna", "Anna"))
    return AnnotationsFile(
        document, AnnotationSet("doc", "gold", annotations, {}, completion), people, TAGSET, False
    )


def project() -> Project:
    """A project with every kind of attribute, role, setting and key."""
    attributes = (
        Attribute("form", Choice((Option("a", "A & B"), Option("b"))), "Form", "Help <me>", True),
        Attribute("only", Choice((Option("one"),)), default=Symbol("one"), counts=True),
        Attribute("relay", YesNo(), default=Symbol("no")),
        Attribute("speaker", Text(), default="“nobody” & co"),
        Attribute("value", Number(), condition=Condition("form", ("a", "b"))),
        Attribute("share", Number(Decimal("0.5"), Decimal(100), whole=True), default=Decimal(7)),
    )
    categories = (
        Category("quote", "Quote", "#4e79a7", "q", "Rule.\tTwo", "Example", attributes),
        Category("bare", "Bare", "#e15759"),
        Category("alone", "Alone", "#59a14f", "3", "", "Only this", attributes[:1], False),
    )
    degree = Attribute("degree", Choice((Option("x"), Option("y"))))
    source, target = Role("Source", ("quote",)), Role("To", ("bare", "alone"))
    both = Role("Both")
    relations = (
        RelationType("source-of", "Of", True, source, target, False, False, "Rule", (degree,)),
        RelationType("same-as", "Same as", False, both, both, True),
    )
    common = (Attribute("discuss", YesNo(), counts=True),)
    other = (("future", Symbol("x")), ("more", "free"))
    return Project(
        "p-0123456789",
        "Project with <everything> & more",
        Tagset("all kinds", "1.1", categories, relations, common),
        (replace(ANNA, initials="AE", colour="#7c3aed"), replace(BEN, role="adjudication")),
        Settings("inside", "characters", False, True, other),
        "First paragraph.\n\nThird & last.",
        "en",
        "Guidelines",
        ("Tag headings like running text.", "Take the shorter span."),
        (Change("created", WHEN, "anna", "project created"), Change("changed", WHEN, "ben")),
    )


def links() -> LinksFile:
    """One link between two articles."""
    relation = Relation(
        "r-0000000001",
        "same-as",
        End("one", "a-1"),
        End("two", "a-2"),
        Provenance(WHEN, "anna"),
        directed=False,
    )
    created = (Change("created", WHEN, "anna"),)
    return LinksFile(LinkSet("anna", {relation.id: relation}), (ANNA, BEN), TAGSET, created)
