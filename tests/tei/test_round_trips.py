"""What is written is read back the same; the same data gives the same bytes; all of it is valid."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from annotator.bundled import resource_bytes
from annotator.core.completion import Change
from annotator.core.document import Document
from annotator.core.project import Project
from annotator.tei import schema
from annotator.tei.files import (
    AnnotationsFile,
    Extras,
    LinksFile,
    NativeFile,
    ProjectFile,
    TextFile,
    brief,
)
from annotator.tei.names import NativeKind
from annotator.tei.reader import kind_of, read
from annotator.tei.writer import write
from tests.tei import makers
from tests.tei.full_schema import FullSchema

FILES = Path(__file__).parent / "files"
GOLDEN = sorted(FILES.glob("*.tei.xml"))
MADE: dict[str, NativeFile] = {
    "adjudicated-set": makers.adjudicated(),
    "finished-with-nothing-tagged": makers.finished_and_empty(),
    "links": makers.links(),
    "project-with-every-kind-of-attribute": ProjectFile(makers.project()),
}


def returns(file: NativeFile, kind: NativeKind) -> bytes:
    """Check that a file comes back the same, and give its bytes."""
    data = write(file)
    again = read(data, "file")
    assert again.problems == ()
    assert again.file == file
    assert write(again.file) == data
    assert kind_of(data) == kind
    return data


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden_files_are_written_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    result = read(data, path.name)
    assert result.problems == ()
    assert write(result.file) == data


@pytest.mark.parametrize("name", MADE)
def test_golden_files_hold_what_they_were_made_from(name: str) -> None:
    data = (FILES / f"{name}.tei.xml").read_bytes()
    assert write(MADE[name]) == data
    file, made = read(data).file, MADE[name]
    match file:
        case AnnotationsFile():
            assert isinstance(made, AnnotationsFile)
            assert (file.set, file.document, file.tagset) == (made.set, made.document, made.tagset)
        case LinksFile():
            assert isinstance(made, LinksFile)
            assert (file.links, file.changes) == (made.links, made.changes)
        case _:
            assert file == made


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden_files_are_valid_tei(path: Path, tei_all: FullSchema) -> None:
    assert tei_all.problem(path.read_bytes()) == ""


@given(makers.annotation_files())
@settings(max_examples=200, deadline=None)
def test_annotations_come_back_the_same(file: AnnotationsFile) -> None:
    data = returns(_as_read(file), "annotations")
    root = etree.fromstring(data)
    assert schema.problem(root, "annotations", "file") is None


@given(makers.link_files())
@settings(max_examples=50, deadline=None)
def test_links_come_back_the_same(file: LinksFile) -> None:
    people = tuple(brief(person) for person in file.annotators)
    returns(LinksFile(file.links, people, file.tagset, file.changes, file.extras), "links")


@given(makers.documents())
@settings(max_examples=200, deadline=None)
def test_texts_come_back_the_same(document: Document) -> None:
    created = (Change("created", makers.WHEN, "anna"),)
    data = returns(TextFile(document, created, Extras(), (brief(makers.ANNA),)), "text")
    again = read(data.replace(b"\n", b"\r\n"), "file").file
    assert isinstance(again, TextFile)
    assert again.document == document


@given(makers.annotation_files())
@settings(max_examples=30, deadline=None)
def test_another_indentation_changes_nothing(file: AnnotationsFile) -> None:
    before, body, after = re.split(rb"(<body.*</body>)", write(_as_read(file)), flags=re.DOTALL)
    indented = re.sub(rb"\n *<(?!/)", b"\n\t\t\t<", before) + body + after
    assert read(indented, "file").file == _as_read(file)


@given(makers.annotation_files())
@settings(max_examples=40, deadline=None)
def test_random_annotations_are_valid_tei(tei_all: FullSchema, file: AnnotationsFile) -> None:
    assert tei_all.problem(write(file)) == ""


@given(makers.link_files())
@settings(max_examples=20, deadline=None)
def test_random_links_are_valid_tei(tei_all: FullSchema, file: LinksFile) -> None:
    assert tei_all.problem(write(file)) == ""


def test_the_default_tagset_is_valid_tei(tei_all: FullSchema) -> None:
    data = resource_bytes("tagsets", "news-claims-default.tei.xml")
    assert write(read(data).file) == data
    assert tei_all.problem(data) == ""


def test_every_kind_of_attribute_comes_back(tei_all: FullSchema) -> None:
    file = ProjectFile(makers.project())
    assert tei_all.problem(returns(file, "project")) == ""


def test_a_tagset_without_categories_comes_back(tei_all: FullSchema) -> None:
    changes = (Change("created", makers.WHEN, "anna"),)
    project = Project("p-0123456789", "Empty", makers.EMPTY_TAGSET, changes=changes)
    assert tei_all.problem(returns(ProjectFile(project), "project")) == ""


def test_finished_with_nothing_tagged_comes_back(tei_all: FullSchema) -> None:
    file = makers.finished_and_empty()
    data = returns(file, "annotations")
    assert b"standOff" not in data
    assert tei_all.problem(data) == ""


def _as_read(file: AnnotationsFile) -> AnnotationsFile:
    """The file as one reads it: records in order, people without initials, less metadata."""
    data = write(file)
    found = read(data, "file").file
    assert isinstance(found, AnnotationsFile)
    assert found.set == file.set
    assert found.document.text == file.document.text
    assert found.document.kinds == file.document.kinds
    assert found.extras == file.extras
    assert found.tagset == file.tagset
    return found
