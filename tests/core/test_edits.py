"""What holds for any sequence of edits: undone gives the start, redone the end, others stay."""

from collections.abc import Callable
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit, Item, then
from annotator.core.errors import EditError
from annotator.core.gestures import (
    Stamp,
    add_fragment,
    complete,
    create,
    delete,
    duplicate,
    join,
    relabel,
    remove_fragment,
    respan,
    retag,
    set_certainty,
    set_note,
    set_state,
    set_values,
    split,
)
from annotator.core.project import Settings
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span
from annotator.core.tagset import Tagset
from annotator.core.values import Symbol
from tests.samples import WHEN, build_corpus

CATEGORIES = ["quote", "claim", "attribution", "statistic", "never-declared"]


def contents(corpus: Corpus) -> object:
    """Everything in a corpus, but empty sets that nobody has begun."""
    empty = {key: AnnotationSet(*key) for key in corpus.sets}
    sets = {key: value for key, value in corpus.sets.items() if value != empty[key]}
    links = {key: value for key, value in corpus.links.items() if value.relations}
    marks = {key: value.only_here for key, value in corpus.links.items() if value.only_here}
    return corpus.project, dict(corpus.documents), sets, links, marks


def annotations(corpus: Corpus, annotator: str = "anna") -> list[Annotation]:
    return [a for d in corpus.documents for a in corpus.set(d, annotator).in_order]


class Hand:
    """Somebody who makes any edit that the program offers, as the draws say."""

    def __init__(self, corpus: Corpus, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self.corpus = corpus
        self._draw = draw
        numbers = count(1)
        self.stamp = Stamp("anna", "2026-11-21T10:00:00Z", lambda p: f"{p}-x{next(numbers)}")

    def number(self, below: int) -> int:
        return self._draw(st.integers(0, max(0, below - 1)))

    def document(self) -> Document:
        return list(self.corpus.documents.values())[self.number(len(self.corpus.documents))]

    def span(self, document: Document) -> Span:
        start = self.number(len(document.text) - 1)
        return Span(start, min(len(document.text), start + 1 + self.number(40)))

    def category(self) -> str:
        return CATEGORIES[self.number(len(CATEGORIES))]

    def edit(self) -> Edit:
        corpus, stamp = self.corpus, self.stamp
        there = annotations(corpus)
        document = self.document()
        if not there:
            return create(corpus, stamp, document.id, self.category(), [self.span(document)])
        one = there[self.number(len(there))]
        text = corpus.documents[one.document]
        several = [a for a in there if self.number(4) == 0] or [one]
        match self.number(18):
            case 0 | 1:
                spans = [self.span(document) for _ in range(1 + self.number(3))]
                return create(corpus, stamp, document.id, self.category(), spans, note="n")
            case 2:
                return delete(corpus, stamp, several)
            case 3:
                return relabel(corpus, stamp, several, self.category())
            case 4:
                return respan(corpus, stamp, one, [self.span(text)], "Move the start")
            case 5:
                return add_fragment(corpus, stamp, one, self.span(text))
            case 6:
                return remove_fragment(corpus, stamp, one, one.spans[self.number(len(one.spans))])
            case 7:
                return split(corpus, stamp, one, one.hull.start + self.number(len(one.hull)))
            case 8:
                return join(corpus, stamp, several)
            case 9:
                return duplicate(corpus, stamp, one, self.category())
            case 10:
                value = [None, Symbol("direct"), "x", Decimal(self.number(9))][self.number(4)]
                return set_values(stamp, several, "form", value, "Form")
            case 11:
                return set_note(stamp, several, "note " * self.number(3))
            case 12:
                return set_certainty(stamp, several, "low" if self.number(2) else "")
            case 13:
                status = ("open", "finished")[self.number(2)]
                return complete(corpus, stamp, document.id, status)  # type: ignore[arg-type]
            case 14:
                version = str(self.number(9))
                tagset = corpus.project.tagset
                return retag(corpus, Tagset(tagset.name, version, tagset.categories), "Retag")
            case 15:
                return set_state(stamp, several, "draft" if self.number(2) else "")
            case 16:
                other = there[self.number(len(there))]
                ends = (End(one.document, one.id), End(other.document, other.id))
                made = Relation(stamp.make_id("r"), "same-as", *ends, Provenance(WHEN, "anna"))
                return Edit("Relate", (), (made,))
            case _:
                return Edit("Mark", (), (OnlyHere(one.document, one.id, document.id),))


@given(st.data())
def test_undone_gives_the_start_and_redone_the_end(data: st.DataObject) -> None:
    start = build_corpus()
    hand, before, done = Hand(start, data.draw), [start], []
    for _ in range(data.draw(st.integers(1, 12))):
        try:
            edit = hand.edit()
            hand.corpus = hand.corpus.apply(edit, "anna")
        except EditError:
            continue
        done.append(edit)
        before.append(hand.corpus)
    end, corpus = hand.corpus, hand.corpus
    for edit, earlier in zip(reversed(done), reversed(before[:-1]), strict=True):
        corpus = corpus.apply(edit.inverse, "anna")
        assert contents(corpus) == contents(earlier)
    assert contents(corpus) == contents(start)
    for edit in done:
        corpus = corpus.apply(edit, "anna")
    assert contents(corpus) == contents(end)


@given(st.data())
def test_an_edit_changes_only_what_it_names(data: st.DataObject) -> None:
    hand = Hand(build_corpus(), data.draw)
    for _ in range(4):
        before = hand.corpus
        try:
            edit = hand.edit()
            hand.corpus = before.apply(edit, "anna")
        except EditError:
            assert hand.corpus is before
            continue
        named = {(a.document, a.id) for list_ in edit.annotations for a in list_}
        others = [a for a in annotations(before) if (a.document, a.id) not in named]
        after = {(a.document, a.id): a for a in annotations(hand.corpus)}
        assert all(after[a.document, a.id] is a for a in others)
        assert len(after) - len(others) == len(edit.annotations[1])
        for document in before.documents.values():
            assert hand.corpus.documents[document.id].text == document.text


@given(st.data())
def test_relations_never_dangle_and_spans_always_fit(data: st.DataObject) -> None:
    hand = Hand(build_corpus(), data.draw)
    for _ in range(10):
        try:
            hand.corpus = hand.corpus.apply(hand.edit(), "anna")
        except EditError:
            continue
    ends = {End(a.document, a.id) for a in annotations(hand.corpus)}
    for relation in hand.corpus.all_relations("anna"):
        assert {relation.source, relation.target} <= ends
    for mark in hand.corpus.link_set("anna").only_here:
        assert End(mark.document, mark.annotation) in ends
    for annotation in annotations(hand.corpus):
        text = hand.corpus.documents[annotation.document].text
        assert annotation.hull.end <= len(text)
        assert all(span.text(text).strip("\n") == span.text(text) for span in annotation.spans)


@given(st.data())
def test_two_edits_made_one_do_the_same(data: st.DataObject) -> None:
    hand = Hand(build_corpus(), data.draw)
    try:
        first = hand.edit()
        middle = hand.corpus = hand.corpus.apply(first, "anna")
        second = hand.edit()
        end = middle.apply(second, "anna")
    except EditError:
        return
    both = then(first, second)
    assert both.label == first.label
    assert contents(build_corpus().apply(both, "anna")) == contents(end)
    assert contents(end.apply(both.inverse, "anna")) == contents(build_corpus())


def misfits() -> list[tuple[str, tuple[Item, ...], tuple[Item, ...]]]:
    corpus = build_corpus()
    ferry = corpus.set("ferry", "anna")
    quote, relation = ferry.annotations["a-quote"], ferry.relations["r-source"]
    far = Annotation("a-far", "ferry", "quote", (Span(0, 9999),), Provenance(WHEN, "anna"))
    lines = Annotation("a-l", "ferry", "quote", (Span(25, 31),), Provenance(WHEN, "anna"))
    nowhere = Annotation("a-no", "gone", "quote", (Span(0, 1),), Provenance(WHEN, "anna"))
    gone = End("ferry", "a-gone")
    dangling = Relation("r-d", "source-of", gone, relation.target, relation.provenance)
    return [
        ("E-STALE", (far,), ()),
        ("E-STALE", (quote, quote), ()),
        ("E-DUP-ID", (), (quote,)),
        ("E-OFFSET", (), (far,)),
        ("E-OFFSET", (), (lines,)),
        ("E-DOCUMENT", (), (nowhere,)),
        ("E-POINTER", (quote,), ()),
        ("E-POINTER", (), (dangling,)),
        ("E-POINTER", (), (OnlyHere("ferry", "a-gone", "island"),)),
        ("E-STALE", (OnlyHere("ferry", "a-quote", "island"),), ()),
        ("E-STALE", (Completion("ferry", "finished"),), (Completion("ferry"),)),
        ("E-STALE", (), (Completion("ferry", "finished"),)),
        ("E-STALE", (), (Tagset("other"),)),
        ("E-STALE", (corpus.project.tagset,), ()),
        ("E-STALE", (Settings(trim=False),), (Settings(),)),
        ("E-STALE", (), (Document("ferry", "Another text"),)),
        ("E-STALE", (corpus.documents["ferry"],), (Document("ferry", "Another text"),)),
        ("E-DOCUMENT", (corpus.documents["ferry"],), ()),
    ]


@pytest.mark.parametrize(("code", "removed", "added"), misfits())
def test_what_does_not_fit_is_refused_and_nothing_has_changed(
    code: str, removed: tuple[Item, ...], added: tuple[Item, ...]
) -> None:
    corpus = build_corpus()
    good = create(corpus, Stamp("anna", WHEN, lambda p: f"{p}-1"), "ferry", "claim", [Span(0, 5)])
    with pytest.raises(EditError) as caught:
        corpus.apply(Edit("Misfit", (*good.removed, *removed), (*good.added, *added)), "anna")
    assert caught.value.code == code
    assert contents(corpus) == contents(build_corpus())


def test_the_same_id_in_two_documents_is_two_annotations() -> None:
    corpus = build_corpus()
    twin = Annotation("a-quote", "island", "claim", (Span(0, 6),), Provenance(WHEN, "anna"))
    corpus = corpus.apply(Edit("Import", (), (twin,)), "anna")
    stamp = Stamp("anna", WHEN, lambda p: f"{p}-1")
    after = corpus.apply(delete(corpus, stamp, [twin]), "anna")
    assert contents(after) == contents(build_corpus())
    assert "r-source" in after.set("ferry", "anna").relations


def test_a_document_may_be_described_anew() -> None:
    corpus = build_corpus()
    old = corpus.documents["ferry"]
    new = old.described(old.metadata.__class__("Another title"))
    after = corpus.apply(Edit("Describe", (old,), (new,)), "anna")
    assert after.documents["ferry"].name == "Another title"
    assert list(after.documents) == ["ferry", "island"]
