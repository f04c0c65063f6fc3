"""The outcome of a merge is reached by one edit, which can be undone and told in numbers."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.project import Project
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.tagset import Tagset
from annotator.storage.differences import describe, difference
from annotator.storage.sides import Side
from tests.samples import build_corpus
from tests.storage.histories import MADE, History, annotation

DOCUMENTS = {id: Document(id, "Words and more words.") for id in ("doc", "two")}


def set_of(side: Side) -> AnnotationSet:
    """The set that a side of the document `doc` stands for."""
    annotations = {i: x for i, x in side.items.items() if isinstance(x, Annotation)}
    relations = {i: x for i, x in side.items.items() if isinstance(x, Relation)}
    completion = side.completion or Completion("doc")
    return AnnotationSet("doc", "anna", annotations, relations, completion)


@settings(max_examples=200)
@given(st.integers(0, 2**32))
def test_the_edit_makes_the_set_what_the_merge_says(seed: int) -> None:
    """Whatever three machines did: each outcome can be applied, and taken back."""
    history = History(seed)
    for _ in range(25):
        if (found := history.step()) is None:
            continue
        mine, _, merged = found
        before = set_of(mine)
        corpus = Corpus(Project("", "", Tagset("")), DOCUMENTS, {("doc", "anna"): before})
        edit = difference(before, merged.side, "Update from disk")
        after = corpus.apply(edit, "anna")
        assert after.set("doc", "anna") == set_of(merged.side)
        assert after.apply(edit.inverse, "anna").set("doc", "anna") == before
        assert bool(edit) == (before != set_of(merged.side))
        ids = [item.id for item in edit.added if isinstance(item, Annotation | Relation)]
        assert ids == sorted(ids)


def test_links_and_marks() -> None:
    one, other = OnlyHere("doc", "a-1", "two"), OnlyHere("two", "a-2", "doc")
    sets = {
        (id, "anna"): AnnotationSet(id, "anna", {a: replace(annotation(a), document=id)})
        for id, a in (("doc", "a-1"), ("two", "a-2"))
    }
    corpus = Corpus(
        Project("", "", Tagset("")),
        DOCUMENTS,
        sets,
        {"anna": LinkSet("anna", {}, frozenset({one}))},
    )
    link = Relation("r-1", "same-as", End("doc", "a-1"), End("two", "a-2"), MADE)
    side = Side({"r-1": link}, only_here=frozenset({other}))
    edit = difference(corpus.link_set("anna"), side, "Update from disk")
    assert edit == Edit("Update from disk", (one,), (link, other))
    after = corpus.apply(edit, "anna").link_set("anna")
    assert (after.relations, after.only_here) == (side.items, side.only_here)


def test_a_side_that_says_nothing_of_the_status_leaves_it() -> None:
    before = AnnotationSet("doc", "anna", completion=Completion("doc", "finished"))
    assert not difference(before, Side(), "Update")
    edit = difference(before, Side(completion=Completion("doc", "open")), "Update")
    assert (edit.removed, edit.added) == ((before.completion,), (Completion("doc", "open"),))


def test_what_an_edit_amounts_to() -> None:
    before = build_corpus().set("ferry", "anna")
    quote, figure = before.annotations["a-quote"], before.annotations["a-figure"]
    new = [replace(quote, id=f"a-{n}") for n in range(3)]
    edit = Edit("Update", (quote, figure), (replace(quote, note="Changed"), *new))
    assert describe(edit) == (3, 1, 1)
    assert describe(edit.inverse) == (1, 1, 3)
    assert describe(Edit("Nothing")) == (0, 0, 0)
    twin = replace(quote, document="island")
    assert describe(Edit("Update", (quote,), (twin,))) == (1, 0, 1), "ids live within a document"
