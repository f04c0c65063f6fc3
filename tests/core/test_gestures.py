"""Each editing gesture on the small corpus."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.errors import EditError
from annotator.core.gestures import (
    Stamp,
    add_fragment,
    complete,
    create,
    delete,
    duplicate,
    identical,
    join,
    relabel,
    remove_fragment,
    set_note,
    set_values,
    split,
)
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span, quoted
from annotator.core.values import Symbol
from tests.samples import FIRST, WHEN, build_corpus, place

LATER = "2026-11-22T08:00:00Z"
_numbers = count(1)
STAMP = Stamp("anna", LATER, lambda prefix: f"{prefix}-g{next(_numbers)}")


def words(corpus: Corpus, id: str, annotator: str = "anna") -> str:
    annotation = corpus.find(id, annotator)
    assert annotation is not None
    return quoted(annotation.spans, corpus.documents[annotation.document].text)


def added(edit: Edit) -> Annotation:
    return edit.annotations[1][-1]


def relate(corpus: Corpus, *triples: tuple[str, str, str]) -> Corpus:
    """The corpus with directed relations: id, from, to."""
    made = []
    for id, source, target in triples:
        ends = [corpus.find(end, "anna") for end in (source, target)]
        first, second = (End(a.document, a.id) for a in ends if a)
        made.append(Relation(id, "source-of", first, second, Provenance(WHEN, "anna")))
    return corpus.apply(Edit("Relate", (), tuple(made)), "anna")


def own(corpus: Corpus, *ids: str) -> list[Annotation]:
    return [a for id in ids if (a := corpus.find(id, "anna"))]


def ends(relations: Sequence[Relation]) -> set[tuple[str, str]]:
    return {(r.source.annotation, r.target.annotation) for r in relations}


def test_tagging_writes_defaults_out_and_begins_the_set() -> None:
    corpus = build_corpus()
    stamp = replace(STAMP, who="ben")
    edit = create(corpus, stamp, "ferry", "quote", place(FIRST, "third week"), {"form": None})
    after = corpus.apply(edit, "ben")
    assert edit.label == "Tag as Quote"
    assert dict(added(edit).attributes) == {"medium": "speech"}
    assert added(edit).provenance == Provenance(LATER, "ben")
    assert after.set("ferry", "ben").completion.status == "open"
    assert after.set("ferry", "anna") is corpus.set("ferry", "anna")
    assert after.apply(edit.inverse, "ben").set("ferry", "ben").completion.status == "absent"


def test_tagging_nothing_is_refused() -> None:
    with pytest.raises(EditError, match="Select some text"):
        create(build_corpus(), STAMP, "ferry", "quote", [Span(30, 32)])


def test_spans_over_line_ends_stay_one_fragment() -> None:
    corpus = build_corpus()
    edit = create(corpus, STAMP, "ferry", "claim", [Span(20, 40)])
    assert added(edit).spans == (Span(20, 40),)
    edit = create(corpus, STAMP, "ferry", "claim", [Span(31, 40), Span(20, 31)])
    assert added(edit).spans == (Span(20, 40),)


def test_deleting_takes_relations_and_marks_and_undo_brings_them_back() -> None:
    mark = OnlyHere("ferry", "a-quote", "island")
    corpus = build_corpus().apply(Edit("Mark", (), (mark,)), "anna")
    edit = delete(corpus, STAMP, own(corpus, "a-quote"))
    after = corpus.apply(edit, "anna")
    assert not after.set("ferry", "anna").relations
    assert not after.link_set("anna").only_here
    back = after.apply(edit.inverse, "anna")
    assert back.set("ferry", "anna").relations == corpus.set("ferry", "anna").relations
    assert back.link_set("anna").only_here == {mark}


def test_deleting_takes_links_to_other_documents() -> None:
    corpus = relate(build_corpus(), ("r-link", "a-quote", "a-short"))
    assert "r-link" in corpus.link_set("anna").relations
    after = corpus.apply(delete(corpus, STAMP, own(corpus, "a-short")), "anna")
    assert not after.link_set("anna").relations
    assert "r-source" in after.set("ferry", "anna").relations


def test_another_category_drops_undeclared_values_and_adds_its_defaults() -> None:
    corpus = build_corpus()
    edit = relabel(corpus, STAMP, own(corpus, "a-quote"), "attribution")
    changed = added(edit)
    assert dict(changed.attributes) == {"relay": "no"}
    assert changed.provenance.modified == LATER
    assert corpus.apply(edit, "anna").set("ferry", "anna").relations


def test_fragments_come_and_go() -> None:
    corpus = build_corpus()
    [figure] = own(corpus, "a-figure")
    corpus = corpus.apply(
        add_fragment(corpus, STAMP, figure, place(FIRST, "nurses polled")[0]), "anna"
    )
    assert words(corpus, "a-figure") == "Nearly 40 percent … nurses polled"
    [figure] = own(corpus, "a-figure")
    touching = place(FIRST, " of the")[0]
    after = corpus.apply(add_fragment(corpus, STAMP, figure, touching), "anna")
    assert words(after, "a-figure") == "Nearly 40 percent of the … nurses polled"
    after = corpus.apply(remove_fragment(corpus, STAMP, figure, figure.spans[0]), "anna")
    assert words(after, "a-figure") == "nurses polled"
    with pytest.raises(EditError, match="Delete it"):
        remove_fragment(corpus, STAMP, figure, figure.hull)


def test_splitting_keeps_relations_with_the_first_part_and_the_origin_with_both() -> None:
    corpus = build_corpus()
    [quote] = own(corpus, "a-quote")
    suggested = replace(quote, provenance=replace(quote.provenance, origin="suggestion"))
    corpus = corpus.apply(Edit("Accept", (quote,), (suggested,)), "anna")
    edit = split(corpus, STAMP, suggested, quote.spans[1].start)
    after = corpus.apply(edit, "anna")
    new = added(edit)
    assert words(after, "a-quote") == "“We will not move 😀 an inch,”"
    assert words(after, new.id) == "“until they listen.”"
    assert new.attributes == quote.attributes
    assert new.provenance == Provenance(LATER, "anna", "suggestion")
    assert ends(
        after.relations_at([End(new.document, new.id), End(new.document, "a-quote")], "anna")
    ) == {("a-source", "a-quote")}


def test_splitting_drops_blanks_at_the_cut() -> None:
    corpus = build_corpus()
    [figure] = own(corpus, "a-figure")
    edit = split(corpus, STAMP, figure, figure.spans[0].start + len("Nearly"))
    after = corpus.apply(edit, "anna")
    assert (words(after, "a-figure"), words(after, added(edit).id)) == ("Nearly", "40 percent")
    for position in (figure.hull.start, figure.hull.end, 0):
        with pytest.raises(EditError, match="caret inside"):
            split(corpus, STAMP, figure, position)


def test_splitting_a_stretch_of_blanks_and_line_ends_gives_spans_that_fit() -> None:
    corpus = build_corpus()
    edit = create(corpus, STAMP, "ferry", "claim", [Span(26, 35)])
    corpus = corpus.apply(edit, "anna")
    after = corpus.apply(split(corpus, STAMP, added(edit), 31), "anna")
    assert len(after.set("ferry", "anna").annotations) == 6


def test_joining_moves_relations_and_drops_those_inside() -> None:
    corpus = relate(
        build_corpus(),
        ("r-inside", "a-quote", "a-figure"),
        ("r-same", "a-source", "a-figure"),
        ("r-out", "a-figure", "a-peace"),
    )
    [quote] = own(corpus, "a-quote")
    corpus = corpus.apply(set_note(STAMP, [quote], "First."), "anna")
    corpus = corpus.apply(set_note(STAMP, own(corpus, "a-figure"), "Second."), "anna")
    edit = join(corpus, STAMP, own(corpus, "a-figure", "a-quote"))
    after = corpus.apply(edit, "anna")
    assert edit.label == "Join 2 annotations"
    [joined] = own(after, "a-quote")
    assert after.find("a-figure", "anna") is None
    assert joined.note == "First.\nSecond."
    assert joined.attributes == quote.attributes
    assert len(joined.spans) == 2  # only a line end parts the two
    assert ends(list(after.all_relations("anna"))) == {
        ("a-source", "a-quote"),
        ("a-quote", "a-peace"),
    }
    back = after.apply(edit.inverse, "anna")
    assert set(back.set("ferry", "anna").relations) == {
        "r-source",
        "r-inside",
        "r-same",
        "r-out",
    }


def test_joining_needs_two_of_one_article() -> None:
    corpus = build_corpus()
    for ids in (["a-quote"], ["a-quote", "a-short"]):
        with pytest.raises(EditError, match="two or more"):
            join(corpus, STAMP, own(corpus, *ids))


def test_duplicating_tags_the_same_words_again() -> None:
    corpus = build_corpus()
    edit = duplicate(corpus, STAMP, own(corpus, "a-quote")[0], "claim")
    after = corpus.apply(edit, "anna")
    assert words(after, added(edit).id) == words(corpus, "a-quote")
    assert added(edit).category == "claim"
    assert not identical(corpus, "anna", edit)
    again = duplicate(after, STAMP, own(after, "a-quote")[0], "claim")
    assert [a.id for a in identical(after, "anna", again)] == [added(edit).id]


def test_values_of_several_are_one_edit_and_only_what_differs_is_in_it() -> None:
    corpus = build_corpus()
    two = own(corpus, "a-quote", "a-short")
    edit = set_values(STAMP, two, "form", Symbol("direct"), "Form")
    assert edit.label == "Set form"
    assert [a.id for a in edit.annotations[1]] == ["a-short"]
    after = corpus.apply(edit, "anna")
    assert not set_values(STAMP, own(after, "a-quote", "a-short"), "form", Symbol("direct"), "Form")
    cleared = set_values(STAMP, own(after, "a-short"), "form", None, "Form")
    assert added(cleared).attributes.get("form") is None


def test_a_key_from_the_list_replaces_the_same_free_text() -> None:
    corpus = build_corpus()
    odd = corpus.apply(set_values(STAMP, own(corpus, "a-short"), "form", "direct", "Form"), "anna")
    edit = set_values(STAMP, own(odd, "a-short"), "form", Symbol("direct"), "Form")
    assert edit
    [after] = own(odd.apply(edit, "anna"), "a-short")
    assert isinstance(after.attributes.get("form"), Symbol)


def test_finished_is_data_also_with_nothing_tagged() -> None:
    corpus = build_corpus()
    stamp = replace(STAMP, who="ben")
    edit = complete(corpus, stamp, "island", "finished")
    after = corpus.apply(edit, "ben")
    completion = after.set("island", "ben").completion
    assert completion.status == "finished"
    assert [change.status for change in completion.changes] == ["created", "finished"]
    again = complete(after, stamp, "island", "open")
    assert again.label == "Mark as not finished"
    changes = after.apply(again, "ben").set("island", "ben").completion.changes
    assert [change.status for change in changes] == ["created", "finished", "reopened"]
    assert not complete(after, stamp, "island", "finished")
