"""Of two versions one is kept, or both, by an edit that can be undone."""

from dataclasses import replace

import pytest

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import LinkSet
from annotator.core.completion import Completion
from annotator.core.conflict import Conflict
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.errors import EditError
from annotator.core.gestures import Stamp
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.settling import Choice, settle
from tests.samples import WHEN, build_corpus

STAMP = Stamp("anna", "2026-11-21T00:00:00Z", lambda prefix: f"{prefix}-new")
BEFORE = build_corpus()
KEPT = BEFORE.set("ferry", "anna").annotations["a-peace"]
COPY = replace(KEPT, id="a-copy", note="The other version")
TWO = BEFORE.apply(Edit("", (), (COPY,)), "anna")
THERE_KEPT = Conflict("a-peace", "both-changed", replace(COPY, id="a-peace"), KEPT, "a-copy", True)


def settled(corpus: Corpus, conflict: Conflict, choice: Choice) -> dict[str, Annotation]:
    """The annotations of the first article afterwards; the edit can be taken back."""
    edit = settle(corpus, STAMP, conflict, choice)
    after = corpus.apply(edit, "anna")
    assert after.apply(edit.inverse, "anna") == corpus
    return dict(after.set("ferry", "anna").annotations)


def present(corpus: Corpus) -> dict[str, Annotation]:
    return dict(corpus.set("ferry", "anna").annotations)


def test_the_version_that_kept_the_id_is_kept() -> None:
    assert settled(TWO, THERE_KEPT, "that") == present(BEFORE)
    assert settled(TWO, THERE_KEPT.mirrored, "this") == present(BEFORE)


def test_the_second_version_is_kept_under_the_id_of_both() -> None:
    wanted = {**present(BEFORE), "a-peace": replace(COPY, id="a-peace")}
    assert settled(TWO, THERE_KEPT, "this") == wanted
    assert settled(TWO, THERE_KEPT.mirrored, "that") == wanted


def test_keeping_both_changes_nothing() -> None:
    assert not settle(TWO, STAMP, THERE_KEPT, "both")


def test_what_was_changed_since_stays_changed() -> None:
    changed = replace(COPY, certainty="low")
    corpus = TWO.apply(Edit("", (COPY,), (changed,)), "anna")
    assert settled(corpus, THERE_KEPT, "this")["a-peace"] == replace(changed, id="a-peace")


def test_a_version_that_was_deleted_since_cannot_be_kept() -> None:
    with pytest.raises(EditError, match="deleted since"):
        settle(BEFORE, STAMP, THERE_KEPT, "this")
    assert not settle(BEFORE, STAMP, THERE_KEPT, "that")
    neither = BEFORE.apply(Edit("", (KEPT,)), "anna")
    assert not settle(neither, STAMP, THERE_KEPT, "this")
    only_second = neither.apply(Edit("", (), (COPY,)), "anna")
    assert settled(only_second, THERE_KEPT, "this")["a-peace"].note == COPY.note


def test_relations_and_marks_of_the_second_version_go_with_it_to_the_id() -> None:
    made = Provenance(WHEN, "anna")
    copy, other = End("ferry", "a-copy"), End("ferry", "a-quote")
    inside = Relation("r-1", "source-of", other, copy, made)
    between = Relation("r-2", "source-of", copy, End("ferry", "a-peace"), made)
    link = Relation("r-3", "same-as", End("island", "a-short"), copy, made)
    mark, doubled = OnlyHere("ferry", "a-copy", "island"), OnlyHere("ferry", "a-peace", "island")
    added = (inside, between, link, mark, doubled)
    corpus = TWO.apply(Edit("", (), added), "anna")
    edit = settle(corpus, STAMP, THERE_KEPT, "this")
    after = corpus.apply(edit, "anna")
    kept = End("ferry", "a-peace")
    assert after.set("ferry", "anna").relations["r-1"] == replace(inside, target=kept)
    assert "r-2" not in after.set("ferry", "anna").relations
    links = after.link_set("anna")
    assert links == LinkSet("anna", {"r-3": replace(link, target=kept)}, frozenset({doubled}))


def test_of_two_versions_of_a_relation_one_is_kept() -> None:
    relation = BEFORE.set("ferry", "anna").relations["r-source"]
    copy = replace(relation, id="r-copy", note="Other")
    corpus = BEFORE.apply(Edit("", (), (copy,)), "anna")
    conflict = Conflict("r-source", "both-changed", relation, copy, "r-copy")
    wanted: dict[Choice, Relation] = {"this": relation, "that": replace(copy, id="r-source")}
    for choice in wanted:
        after = corpus.apply(settle(corpus, STAMP, conflict, choice), "anna")
        assert after.set("ferry", "anna").relations == {"r-source": wanted[choice]}


def test_what_was_deleted_on_one_side_stays_or_goes_with_its_relations() -> None:
    quote = BEFORE.set("ferry", "anna").annotations["a-quote"]
    conflict = Conflict("a-quote", "deleted-changed", None, quote)
    assert not settle(BEFORE, STAMP, conflict, "that")
    assert not settle(BEFORE, STAMP, conflict, "both")
    after = BEFORE.apply(settle(BEFORE, STAMP, conflict, "this"), "anna").set("ferry", "anna")
    assert "a-quote" not in after.annotations
    assert not after.relations
    gone = BEFORE.apply(settle(BEFORE, STAMP, conflict, "this"), "anna")
    assert not settle(gone, STAMP, conflict, "this")
    assert settled(gone, conflict, "that")["a-quote"] == quote


def test_a_relation_that_was_left_out_comes_back_once_its_ends_are_there() -> None:
    missing = Relation(
        "r-9", "same-as", End("ferry", "a-new"), End("ferry", "a-peace"), KEPT.provenance
    )
    conflict = Conflict("r-9", "end-deleted", missing, None)
    assert not settle(BEFORE, STAMP, conflict, "that")
    with pytest.raises(EditError):
        BEFORE.apply(settle(BEFORE, STAMP, conflict, "this"), "anna")
    there = BEFORE.apply(Edit("", (), (replace(KEPT, id="a-new"),)), "anna")
    after = there.apply(settle(there, STAMP, conflict, "this"), "anna")
    assert after.set("ferry", "anna").relations["r-9"] == missing


def test_the_status_is_that_of_the_side_that_is_kept() -> None:
    finished, reopened = Completion("ferry", "finished"), Completion("ferry", "open")
    conflict = Conflict("ferry", "status", finished, reopened)
    after = BEFORE.apply(settle(BEFORE, STAMP, conflict, "this"), "anna")
    assert after.set("ferry", "anna").completion.status == "finished"
    assert after.set("ferry", "anna").completion.changes[-1].who == "anna"
    for choice in ("that", "both"):
        assert not settle(BEFORE, STAMP, conflict, choice)


def test_what_another_program_wrote_is_taken_back_or_kept_beside_ours() -> None:
    ours = replace(KEPT, note="Ours")
    conflict = Conflict("a-peace", "outside", ours, KEPT)
    assert not settle(BEFORE, STAMP, conflict, "that")
    assert settled(BEFORE, conflict, "this") == {**present(BEFORE), "a-peace": ours}
    both = settled(BEFORE, conflict, "both")
    assert both == {**present(BEFORE), "a-new": replace(ours, id="a-new")}
    gone = BEFORE.apply(Edit("", (KEPT,)), "anna")
    assert settled(gone, conflict, "this")["a-peace"] == ours
