"""Going back to an earlier version: all of it comes back, nothing else moves, undo undoes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit, Item
from annotator.core.errors import EditError
from annotator.core.gestures import Stamp, complete, create, delete, end_of, set_note
from annotator.core.ids import random_id
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.restoring import restoring
from annotator.core.span import Span
from tests.core.test_edits import Hand, contents
from tests.samples import WHEN, build_corpus

STAMP = Stamp("anna", "2026-11-22T08:00:00Z", random_id)


def apply(corpus: Corpus, *edits: Edit) -> Corpus:
    for edit in edits:
        corpus = corpus.apply(edit, "anna")
    return corpus


def restored(corpus: Corpus, earlier: AnnotationSet) -> Corpus:
    document = corpus.documents[earlier.document]
    return corpus.apply(restoring(corpus, STAMP, earlier, document), "anna")


@given(st.data(), st.integers(1, 8))
def test_whatever_was_done_since_comes_back_and_undo_takes_it_away(
    data: st.DataObject, steps: int
) -> None:
    hand = Hand(build_corpus(), data.draw)
    earlier = hand.corpus.set("ferry", "anna")
    for _ in range(steps):
        try:
            hand.corpus = hand.corpus.apply(hand.edit(), "anna")
        except EditError:
            continue
    now = hand.corpus
    edit = restoring(now, STAMP, earlier, now.documents["ferry"])
    after = now.apply(edit, "anna")
    assert after.set("ferry", "anna").annotations == earlier.annotations
    assert after.set("ferry", "anna").relations == earlier.relations
    assert after.set("ferry", "anna").completion.status == earlier.completion.status
    assert after.set("island", "anna") == now.set("island", "anna")
    assert not restoring(after, STAMP, earlier, now.documents["ferry"])
    assert contents(after.apply(edit.inverse, "anna")) == contents(now)


def test_the_same_is_no_edit() -> None:
    corpus = build_corpus()
    assert not restoring(corpus, STAMP, corpus.set("ferry", "anna"), corpus.documents["ferry"])


def test_ties_to_other_articles_go_with_their_ends_only() -> None:
    corpus = build_corpus()
    earlier = corpus.set("ferry", "anna")
    made = create(corpus, STAMP, "ferry", "claim", [Span(0, 5)])
    new = end_of(made.annotations[1][0])
    there, old = End("island", "a-short"), End("ferry", "a-quote")
    by = Provenance(WHEN, "anna")
    going: list[Item] = [
        Relation("r-going", "same-as", there, new, by, directed=False),
        OnlyHere("ferry", new.annotation, "island"),
    ]
    staying: list[Item] = [
        Relation("r-staying", "same-as", there, old, by, directed=False),
        OnlyHere("ferry", old.annotation, "island"),
        OnlyHere("island", there.annotation, "ferry"),
    ]
    corpus = apply(corpus, made, Edit("Relate", (), (*going, *staying)))
    after = restored(corpus, earlier)
    assert after.set("ferry", "anna") == earlier
    links = after.link_set("anna")
    assert [*links.relations] == ["r-staying"]
    assert links.only_here == {item for item in staying if isinstance(item, OnlyHere)}


def test_a_relation_that_joins_two_articles_only_since_is_not_there_twice() -> None:
    corpus = build_corpus()
    earlier = corpus.set("ferry", "anna")
    old = earlier.relations["r-source"]
    crossing = replace(old, target=End("island", "a-short"))
    corpus = apply(corpus, Edit("Move", (old,), (crossing,)))
    after = restored(corpus, earlier)
    assert after.set("ferry", "anna") == earlier
    assert not after.link_set("anna").relations


def test_the_status_comes_back_and_its_history_goes_on() -> None:
    corpus = build_corpus()
    open_ = corpus.set("ferry", "anna")
    corpus = apply(corpus, complete(corpus, STAMP, "ferry", "finished"))
    finished = corpus.set("ferry", "anna")
    after = restored(corpus, open_)
    completion = after.set("ferry", "anna").completion
    assert completion.status == "open"
    assert [c.status for c in completion.changes][-2:] == ["finished", "reopened"]
    again = restored(after, finished).set("ferry", "anna").completion
    assert (again.status, again.changes[-1].status) == ("finished", "finished")
    assert len(again.changes) == len(completion.changes) + 1


def test_work_that_was_deleted_comes_back_as_it_was() -> None:
    corpus = build_corpus()
    earlier = corpus.set("ferry", "anna")
    sets = {key: value for key, value in corpus.sets.items() if key[0] != "ferry"}
    assert restored(replace(corpus, sets=sets), earlier).set("ferry", "anna") == earlier


def test_a_version_with_nothing_tagged_clears_the_article_but_stays_begun() -> None:
    corpus = build_corpus()
    after = restored(corpus, AnnotationSet("ferry", "anna")).set("ferry", "anna")
    assert not after.annotations
    assert not after.relations
    assert after.completion.status == "open"


def test_another_text_an_unknown_article_and_somebody_else_are_refused() -> None:
    corpus = build_corpus()
    earlier = corpus.set("ferry", "anna")
    other = Document("ferry", corpus.documents["ferry"].text.replace("Ferry", "Fairy"))
    for code, words, changed, document in (
        ("E-DIGEST", "text", earlier, other),
        ("E-DOCUMENT", "article", replace(earlier, document="lost"), other),
        ("E-ANNOTATOR", "somebody else", replace(earlier, annotator="ben"), other),
    ):
        with pytest.raises(EditError, match=words) as caught:
            restoring(corpus, STAMP, changed, document)
        assert caught.value.code == code


def test_only_what_differs_is_touched() -> None:
    corpus = build_corpus()
    earlier = corpus.set("ferry", "anna")
    one, two = earlier.annotations["a-peace"], earlier.annotations["a-figure"]
    corpus = apply(corpus, set_note(STAMP, [one], "changed"), delete(corpus, STAMP, [two]))
    edit = restoring(corpus, STAMP, earlier, corpus.documents["ferry"])
    assert edit.removed == (corpus.set("ferry", "anna").annotations["a-peace"],)
    assert set(edit.added) == {one, two}
    assert edit.label == "Restore an earlier version"
