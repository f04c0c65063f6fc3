"""What is in memory can be written elsewhere, also where the project's folder is gone."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.errors import InputError, SaveError
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.storage import layout
from annotator.storage.changes import Pending, Stamping, pending
from annotator.storage.export_changes import export_changes
from annotator.storage.files import RealFiles
from annotator.storage.loading import Known, Reading
from annotator.storage.shipped import shipped_tagset
from annotator.storage.workspace import open_project
from annotator.tei.files import AnnotationsFile

Contents = Callable[[Path], dict[str, bytes]]
Tag = Callable[..., Corpus]
STAMP = Stamping("anna", "2026-11-20T10:00:00Z", "k7f2q1", 3)


def read(folder: Path) -> tuple[Corpus, dict[str, Known]]:
    files = RealFiles()
    reading = Reading(files, folder, lambda: shipped_tagset(files))
    corpus = reading.load(["anna"]).corpus
    return corpus, reading.known


def linked(corpus: Corpus) -> Corpus:
    """The corpus with a link between the first annotations of both articles."""
    ends = [End(d, next(iter(corpus.set(d, "anna").annotations))) for d in ("wire", "bulletin")]
    link = Relation("r-1", "same-as", *ends, Provenance(STAMP.when, "anna"), directed=False)
    return corpus.apply(Edit("Relate", (), (link,)), "anna")


@pytest.fixture
def work(project: Path, tag: Tag) -> tuple[Corpus, dict[str, Known]]:
    """Half of it saved: another annotation, a link and a set were made since."""
    workspace = open_project(project)
    workspace.save(tag(workspace.load("anna").corpus), "anna")
    corpus, known = read(project)
    return linked(tag(tag(corpus, 12, 20), document="bulletin")), known


def test_the_project_opens_although_the_old_folder_is_gone(
    project: Path, tmp_path: Path, work: tuple[Corpus, dict[str, Known]], contents: Contents
) -> None:
    corpus, known = work
    before = contents(project)
    shutil.rmtree(project)
    there = tmp_path / "new" / "folder"
    written = export_changes(RealFiles(), there, known, pending(corpus, known, STAMP))
    assert written[-1] == layout.PROJECT
    assert set(written) == set(contents(there))
    loaded = open_project(there).load("anna")
    assert not loaded.problems
    assert not loaded.unreadable
    assert not loaded.read_only
    assert loaded.corpus.project == corpus.project
    assert loaded.corpus.documents == corpus.documents
    for document in corpus.documents:
        now = corpus.set(document, "anna")
        again = loaded.corpus.set(document, "anna")
        assert (again.annotations, again.relations) == (now.annotations, now.relations)
    assert loaded.corpus.links == corpus.links
    unchanged = {layout.PROJECT, *(layout.text_name(id) for id in corpus.documents)}
    assert {name: contents(there)[name] for name in unchanged} == {
        name: before[name] for name in unchanged
    }


def test_the_bytes_are_those_that_saving_writes(
    project: Path, tmp_path: Path, tag: Tag, contents: Contents
) -> None:
    first = tag(open_project(project).load("anna").corpus)
    known = read(project)[1]
    exported = tmp_path / "exported"
    stamp = replace(STAMP, counter=1)
    export_changes(RealFiles(), exported, known, pending(first, known, stamp))
    workspace = open_project(project)
    workspace = type(workspace)(project, now=lambda: STAMP.when, tag=STAMP.tag)
    workspace.load("anna")
    workspace.save(first, "anna")
    name = layout.annotations_name("wire", "anna")
    assert contents(exported)[name] == contents(project)[name]


def test_without_anything_changed_it_is_what_was_read(
    project: Path, tmp_path: Path, contents: Contents
) -> None:
    corpus, known = read(project)
    there = tmp_path / "there"
    export_changes(RealFiles(), there, known, pending(corpus, known, STAMP))
    assert contents(there) == {
        name: data for name, data in contents(project).items() if name in known
    }


def test_a_project_whose_own_file_was_unreadable_still_opens(
    project: Path, tmp_path: Path, tag: Tag
) -> None:
    (project / layout.PROJECT).write_bytes(b"<broken")
    corpus, known = read(project)
    there = tmp_path / "there"
    corpus = tag(corpus)
    written = export_changes(RealFiles(), there, known, pending(corpus, known, STAMP))
    assert layout.PROJECT not in written
    again = open_project(there).load("anna").corpus
    assert again.set("wire", "anna").annotations == corpus.set("wire", "anna").annotations


def test_one_file_that_cannot_be_made_does_not_keep_the_others_back(
    tmp_path: Path, work: tuple[Corpus, dict[str, Known]]
) -> None:
    corpus, known = work
    name = layout.annotations_name("wire", "anna")

    def unsound() -> AnnotationsFile:
        own = corpus.set("bulletin", "anna")
        return AnnotationsFile(Document("wire", "Another text."), own)

    changed = [*pending(corpus, known, STAMP), Pending(name, unsound)]
    there = tmp_path / "there"
    with pytest.raises(SaveError) as caught:
        export_changes(RealFiles(), there, known, changed)
    assert (caught.value.code, caught.value.where) == ("E-CHECK", name)
    again = open_project(there).load("anna").corpus
    assert again.documents == corpus.documents
    assert again.set("bulletin", "anna").annotations == corpus.set("bulletin", "anna").annotations


def test_a_folder_with_other_things_is_left_alone(
    tmp_path: Path, work: tuple[Corpus, dict[str, Known]]
) -> None:
    corpus, known = work
    there = tmp_path / "there"
    there.mkdir()
    (there / "thesis.txt").write_bytes(b"years of work")
    with pytest.raises(SaveError) as caught:
        export_changes(RealFiles(), there, known, pending(corpus, known, STAMP))
    assert caught.value.code == "E-EXISTS"
    assert [path.name for path in there.iterdir()] == ["thesis.txt"]


def test_an_export_broken_off_anywhere_can_be_gone_on_with(
    tmp_path: Path,
    work: tuple[Corpus, dict[str, Known]],
    fault_files: Callable[..., Any],
    faults: Callable[..., Iterator[int]],
) -> None:
    corpus, known = work
    there = tmp_path / "there"
    for at in faults(step=3):
        files = fault_files(at)
        try:
            export_changes(files, there, known, pending(corpus, known, STAMP))
        except (SaveError, InputError):
            assert files.failed
        else:
            break
    assert at > 20
    again = open_project(there).load("anna").corpus
    assert again.links == corpus.links
