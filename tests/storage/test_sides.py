"""What a file says of its items, and what another program did to them."""

from dataclasses import replace

from hypothesis import given

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Completion
from annotator.core.document import Document
from annotator.storage.merge import Merged, merge
from annotator.storage.revisions import entries
from annotator.storage.sides import Side, numbered, side_of
from annotator.storage.versions import first_revision
from annotator.tei.files import AnnotationsFile, Deleted, Extras, LinksFile
from tests.storage.histories import annotation
from tests.tei.makers import annotation_files, link_files

ONE, OTHER = annotation("a-1", "one"), annotation("a-1", "other")


@given(annotation_files())
def test_an_annotation_file_is_one_side(file: AnnotationsFile) -> None:
    side = side_of(file)
    assert side.items == {**file.set.annotations, **file.set.relations}
    assert side.completion == file.set.completion
    assert side.deleted.keys() == {record.id for record in file.extras.deleted}
    assert merge(side, side) == merge(side, Side()) == Merged(side)


@given(link_files())
def test_a_file_of_links_is_one_side(file: LinksFile) -> None:
    side = side_of(file)
    assert (side.items, side.only_here) == (file.links.relations, file.links.only_here)
    assert side.completion is None
    assert merge(side, side) == merge(side, Side()) == Merged(side)


def test_an_item_that_is_there_has_seen_its_own_deletion() -> None:
    file = file_of(ONE)
    records = (Deleted("a-1", "aaaaaa.2"), Deleted("a-9", "bbbbbb.1"), Deleted("a-9", "aaaaaa.3"))
    extras = Extras(revisions={"a-1": "bbbbbb.1", "a-elsewhere": "bbbbbb.1"}, deleted=records)
    side = side_of(replace(file, extras=extras))
    assert side.revisions == {"a-1": "aaaaaa.2 bbbbbb.1"}
    assert side.deleted == {"a-9": "aaaaaa.3 bbbbbb.1"}


def file_of(item: Annotation) -> AnnotationsFile:
    return AnnotationsFile(Document("doc", "Text"), AnnotationSet("doc", "anna", {item.id: item}))


def test_another_programs_edit_is_taken_where_nobody_edited_here() -> None:
    known = Side({"a-1": ONE}, {"a-1": "aaaaaa.1"})
    for theirs in (Side({"a-1": OTHER}, {"a-1": "aaaaaa.1"}), Side({"a-1": OTHER})):
        found = numbered(theirs, known)
        assert merge(known, found) == Merged(found)
        assert entries(found.revisions["a-1"]).keys() > {"aaaaaa"}


def test_another_programs_edit_and_ours_of_one_annotation_both_stay() -> None:
    """Without a number of its own, theirs would pass for the version ours was made of."""
    known = Side({"a-1": ONE}, {"a-1": "aaaaaa.1"})
    ours = Side({"a-1": annotation("a-1", "ours")}, {"a-1": "aaaaaa.1 mmmmmm.3"})
    theirs = Side({"a-1": OTHER}, {"a-1": "aaaaaa.1"})
    merged = merge(ours, numbered(theirs, known))
    notes = {item.note for item in merged.side.items.values()}
    assert notes == {"ours", "other"}
    assert [conflict.kind for conflict in merged.conflicts] == ["both-changed"]


def test_an_old_version_gets_no_number() -> None:
    old = Side({"a-1": ONE}, {"a-1": "aaaaaa.1"})
    known = Side({"a-1": OTHER}, {"a-1": "aaaaaa.2"})
    assert numbered(old, known) == old
    nobodys = Side({"a-1": ONE})
    ours = Side({"a-1": OTHER}, {"a-1": f"{first_revision(ONE)} mmmmmm.1"})
    assert numbered(nobodys, ours) == nobodys
    assert merge(ours, nobodys) == Merged(ours)


def test_unchanged_and_new_items_get_no_number() -> None:
    known = Side({"a-1": ONE}, {"a-1": "aaaaaa.1"}, {"a-3": "aaaaaa.2"})
    theirs = Side({"a-1": ONE, "a-2": annotation("a-2")}, {"a-1": "aaaaaa.1"})
    assert numbered(theirs, known) == theirs


def test_a_status_set_by_another_program_is_taken() -> None:
    known = Side(completion=Completion("doc", "open"), revision="aaaaaa.1")
    theirs = replace(known, completion=Completion("doc", "finished"))
    found = numbered(theirs, known)
    assert entries(found.revision).keys() > {"aaaaaa"}
    assert merge(known, found) == Merged(found)
