"""Inline views: the words stay what they were, and an import finds the same annotations in them."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.core.project import Project
from annotator.core.provenance import Provenance
from annotator.core.span import Span, Spans
from annotator.tei.foreign import convert
from annotator.tei.foreign_values import Choices
from annotator.tei.inline_anchors import anchors_view
from annotator.tei.inline_reading import read_view
from annotator.tei.inline_segments import segments_view
from annotator.tei.names import XML_ID
from tests.interchange.everything import everything
from tests.samples import TAGSET, WHEN
from tests.tei import makers
from tests.tei.full_schema import FullSchema

Make = Callable[[Corpus, Document], bytes]
VIEWS: dict[str, Make] = {
    "segments": lambda corpus, document: segments_view(corpus, document, "anna"),
    "anchors": lambda corpus, document: anchors_view(corpus, document, ["anna"]),
}
views = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


def corpus_of(text: str, *spans: Spans, category: str = "claim") -> Corpus:
    """One article, in which Anna has an annotation of each of these spans."""
    document = Document("d", text)
    items = {
        f"a-{n}": Annotation(f"a-{n}", "d", category, places, Provenance(WHEN, "anna"))
        for n, places in enumerate(spans, 1)
    }
    held = {("d", "anna"): AnnotationSet("d", "anna", items)}
    return Corpus(Project("p-1", "", TAGSET), {"d": document}, held)


def body(data: bytes) -> str:
    found = re.search(r'<body xml:space="preserve">\n(.*)\n</body>', data.decode(), re.DOTALL)
    assert found
    return re.sub(r' (type|ana|resp)="[^"]*"', "", found[1])


@views
def test_an_import_finds_the_same_annotations_and_relations(view: Make) -> None:
    corpus = everything()
    document = corpus.documents["ferry"]
    known = frozenset({"not-in-the-tagset", *(c.key for c in corpus.project.tagset.categories)})
    found = convert(view(corpus, document), "view", Choices(known=known))
    assert found.text.text == document.text
    assert found.kinds == document.kinds
    assert found.metadata.title == document.metadata.title
    held = corpus.sets["ferry", "anna"]
    items = [item for item in held.in_order if item.in_force]
    by_place = sorted(found.annotations, key=lambda a: (a.spans, a.category))
    for offered, item in zip(
        by_place, sorted(items, key=lambda a: (a.spans, a.category)), strict=True
    ):
        assert (offered.spans, offered.category) == (item.spans, item.category)
        assert offered.attributes == item.attributes
        assert (offered.note, offered.certainty) == (item.note, item.certainty)
        assert (offered.annotator, offered.foreign_id) == ("anna", item.id)
    ends = {
        (
            relation.type,
            found.annotations[relation.source].foreign_id,
            found.annotations[relation.target].foreign_id,
            relation.directed,
        )
        for relation in found.relations
    }
    assert ends == {("source-of", "a-3", "a-1", True), ("same-as", "a-2", "a-5", False)}


def test_what_begins_later_is_cut_at_the_end_of_what_it_crosses() -> None:
    corpus = corpus_of("0123456789", (Span(0, 5),), (Span(3, 8),), (Span(4, 6),))
    assert body(segments_view(corpus, corpus.documents["d"], "anna")) == (
        '<p xml:id="b1"><seg xml:id="a-1">012'
        '<seg xml:id="a-2" next="#a-2.2" part="I">3'
        '<seg xml:id="a-3" next="#a-3.2" part="I">4</seg></seg></seg>'
        '<seg xml:id="a-2.2" prev="#a-2" part="F">'
        '<seg xml:id="a-3.2" prev="#a-3" part="F">5</seg>67</seg>89</p>'
    )


def test_a_quote_is_a_q_and_its_fragments_are_tied() -> None:
    corpus = corpus_of("“Yes,” he said. “No.”", (Span(0, 6), Span(16, 21)), category="quote")
    assert body(segments_view(corpus, corpus.documents["d"], "anna")) == (
        '<p xml:id="b1"><q xml:id="a-1" next="#a-1.2">“Yes,”</q> he said. '
        '<q xml:id="a-1.2" prev="#a-1">“No.”</q></p>'
    )


def test_a_span_across_lines_is_cut_at_each_line_end() -> None:
    corpus = corpus_of("one,\n\ntwo\nthree", (Span(1, 12),))
    assert body(segments_view(corpus, corpus.documents["d"], "anna")) == (
        '<p xml:id="b1">o<seg xml:id="a-1" next="#a-1.2" part="I">ne,</seg></p>\n'
        '<ab xml:id="b2"/>\n'
        '<p xml:id="b3"><seg xml:id="a-1.2" next="#a-1.3" prev="#a-1" part="M">two</seg></p>\n'
        '<p xml:id="b4"><seg xml:id="a-1.3" prev="#a-1.2" part="F">th</seg>ree</p>'
    )


def test_anchors_stand_at_the_borders_and_spans_name_them() -> None:
    corpus = corpus_of("abc\ndef", (Span(1, 5),), (Span(2, 3), Span(6, 7)))
    data = anchors_view(corpus, corpus.documents["d"], ["anna"])
    assert re.sub(r'<anchor xml:id="([^"]*)"/>', r"[\1]", body(data)) == (
        '<p xml:id="b1">a[a-1.s]b[a-2.s]c[a-2.e]</p>\n'
        '<p xml:id="b2">d[a-1.e]e[a-2.2.s]f[a-2.2.e]</p>'
    )
    spans = [e for e in etree.fromstring(data).iter("{*}span")]
    assert [(s.get("from"), s.get("to"), s.get("next"), s.get("prev")) for s in spans] == [
        ("#a-1.s", "#a-1.e", None, None),
        ("#a-2.s", "#a-2.e", "#a-2.2", None),
        ("#a-2.2.s", "#a-2.2.e", None, "#a-2"),
    ]


def test_two_annotators_may_have_given_the_same_id() -> None:
    corpus = everything()
    data = anchors_view(corpus, corpus.documents["ferry"], ["anna", "cleo", "gold"])
    root = etree.fromstring(data)
    ids = [str(e.get(XML_ID)) for e in root.iter() if e.get(XML_ID)]
    assert len(ids) == len(set(ids))
    owners = [annotator for annotator, _, _ in read_view(data).annotations]
    assert (owners.count("anna"), owners.count("cleo"), owners.count("gold")) == (7, 1, 1)


@pytest.mark.parametrize("ids", [("a-1", "a-1.2"), ("a-1.2", "a-1"), ("b9", "a-1.s")])
@views
def test_odd_ids_of_imported_items_do_not_clash_with_ours(view: Make, ids: tuple[str, str]) -> None:
    corpus = corpus_of("one two\nthree", (Span(0, 3), Span(5, 7)), (Span(4, 10),))
    held = corpus.sets["d", "anna"]
    renamed = {id: replace(a, id=id) for id, a in zip(ids, held.in_order, strict=True)}
    corpus = replace(corpus, sets={("d", "anna"): replace(held, annotations=renamed)})
    data = view(corpus, corpus.documents["d"])
    found = [str(e.get(XML_ID)) for e in etree.fromstring(data).iter() if e.get(XML_ID)]
    assert len(found) == len(set(found))
    spans = [spans for _, _, spans in read_view(data).annotations]
    assert spans == [(Span(0, 3), Span(5, 7)), (Span(4, 10),)]


def test_elements_do_not_nest_deeper_than_readers_take() -> None:
    deep = [(Span(n, 1000 - n),) for n in range(200)]
    corpus = corpus_of("x" * 1000, *deep)
    document = corpus.documents["d"]
    assert len(read_view(segments_view(corpus, document, "anna")).annotations) == 200
    corpus = corpus_of("x" * 1000, *deep, (Span(400, 401),))
    with pytest.raises(InputError, match="tei-inline-anchors") as caught:
        segments_view(corpus, document, "anna")
    assert caught.value.code == "E-TOO-DEEP"
    assert len(read_view(anchors_view(corpus, document, ["anna"])).annotations) == 201


def test_very_many_marks_in_one_paragraph_can_be_checked() -> None:
    corpus = corpus_of("x" * 60_000, *((Span(n, n + 3),) for n in range(0, 60_000, 3)))
    document = corpus.documents["d"]
    for view in VIEWS.values():
        assert len(read_view(view(corpus, document)).annotations) == 20_000


@st.composite
def marked(draw: st.DrawFn) -> Corpus:
    document = draw(makers.documents())
    spans = draw(st.lists(makers.spans_of(document), max_size=8))
    corpus = corpus_of(document.text, *filter(None, spans))
    return replace(corpus, documents={"d": replace(document, id="d")})


@given(marked())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_marks_in_any_text_come_out_as_they_were(corpus: Corpus) -> None:
    document = corpus.documents["d"]
    items = corpus.sets["d", "anna"].annotations.values()
    for view in VIEWS.values():
        found = read_view(view(corpus, document))
        assert found.text == document.text
        assert found.annotations == sorted(("anna", a.category, a.spans) for a in items)


@given(marked())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_marks_in_any_text_are_valid_tei(tei_all: FullSchema, corpus: Corpus) -> None:
    for view in VIEWS.values():
        assert tei_all.problem(view(corpus, corpus.documents["d"])) == ""
