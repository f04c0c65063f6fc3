"""Revisions of what is touched: each edit covers all states before it."""

from dataclasses import replace

from annotator.core.completion import Completion
from annotator.core.edit import Edit
from annotator.storage.ledger import Ledger
from annotator.storage.revisions import Mark, revised
from annotator.storage.versions import Version, first_revision
from annotator.tei.files import Deleted, Extras
from tests.samples import build_corpus

NAME = "annotations/ferry/anna.tei.xml"
CORPUS = build_corpus()
OLD, *_ = CORPUS.set("ferry", "anna").annotations.values()
EXTRAS = Extras("aaaaaa.1", {OLD.id: "aaaaaa.4"}, (Deleted("a-gone", "aaaaaa.7"),))
NEW = replace(OLD, id="a-new")


def ledger(extras: Extras | None = EXTRAS) -> Ledger:
    return Ledger("bbbbbb", lambda name: extras if name == NAME else None)


def test_each_edit_of_an_item_covers_the_ones_before() -> None:
    own = ledger()
    noted = replace(OLD, note="x")
    revisions = [own.revision(NAME, OLD.id)]
    for edit in (Edit("a", (OLD,), (noted,)), Edit("b", (noted,), (OLD,)), Edit("c", (OLD,))):
        own.take(own.touches(edit, "anna"))
        revisions.append(own.revision(NAME, OLD.id))
    assert revisions == ["aaaaaa.4", *(f"aaaaaa.4 bbbbbb.{n}" for n in (1, 2, 3))]
    assert own.marks() == {NAME: {OLD.id: Mark("aaaaaa.4 bbbbbb.3", gone=True)}}


def test_an_edit_that_is_not_taken_changes_nothing() -> None:
    own = ledger()
    own.touches(Edit("a", (), (NEW,)), "anna")
    assert (own.n, own.marks()) == (0, {})


def test_what_comes_back_has_seen_its_own_deletion() -> None:
    own = ledger()
    [touch] = own.touches(Edit("a", (), (replace(OLD, id="a-gone"),)), "anna")
    assert touch.revision == "aaaaaa.7 bbbbbb.1"


def test_an_item_without_revision_counts_as_seen() -> None:
    own = ledger(Extras())
    [touch] = own.touches(Edit("a", (OLD,), ()), "anna")
    assert Version(None, touch.revision).covers(Version(OLD))
    assert touch.revision.startswith(first_revision(OLD)) or "bbbbbb.1" in touch.revision


def test_the_status_shares_the_revision_of_the_header() -> None:
    own = ledger()
    before, after = Completion("ferry", "open"), Completion("ferry", "finished")
    [touch] = own.touches(Edit("finish", (before,), (after,)), "anna")
    assert (touch.id, touch.revision) == ("status", "aaaaaa.1 bbbbbb.1")
    own.take([touch])
    changed = revised(EXTRAS, {}, {}, "bbbbbb", 9, header=True, marks=own.marks()[NAME])
    assert changed.revision == "aaaaaa.1 bbbbbb.1"


def test_marks_go_into_the_file_and_are_forgotten_then() -> None:
    own = ledger()
    own.take(own.touches(Edit("a", (OLD,), (NEW,)), "anna"))
    marks = own.marks()[NAME]
    after = revised(EXTRAS, {OLD.id: OLD}, {NEW.id: NEW}, "bbbbbb", 9, marks=marks)
    assert after.revisions == {NEW.id: "bbbbbb.1"}
    assert after.records == {"a-gone": "aaaaaa.7", OLD.id: "aaaaaa.4 bbbbbb.1"}
    own.take(own.touches(Edit("b", (NEW,), ()), "anna"))
    own.settle(NAME, marks)
    assert own.marks() == {NAME: {NEW.id: Mark("bbbbbb.2", gone=True)}}


def test_what_was_made_and_taken_back_before_a_save_leaves_no_trace() -> None:
    own = ledger()
    own.take(own.touches(Edit("a", (), (NEW,)), "anna"))
    own.take(own.touches(Edit("a", (NEW,), ()), "anna"))
    assert revised(EXTRAS, {}, {}, "bbbbbb", 9, marks=own.marks()[NAME]) == EXTRAS


def test_adopted_revisions_are_written_as_they_are() -> None:
    own = ledger()
    place = (NAME, NEW.id)
    own.take(own.touches(Edit("merge", (), (NEW,)), "anna", {place: "cccccc.5"}))
    gone = {(NAME, OLD.id): "cccccc.6"}
    own.take(own.touches(Edit("merge", (OLD,), ()), "anna", gone))
    marks = own.marks()[NAME]
    after = revised(EXTRAS, {OLD.id: OLD}, {NEW.id: NEW}, "bbbbbb", 9, marks=marks)
    assert after.revisions == {NEW.id: "cccccc.5"}
    assert after.records[OLD.id] == "cccccc.6"
