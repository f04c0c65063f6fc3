"""Copies beside a project's files are known by their names, and never taken for somebody's work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.corpus import Corpus
from annotator.core.ids import is_annotator_id
from annotator.storage.check import check_path
from annotator.storage.conflict_copies import conflict_copies, original_of
from annotator.storage.files import RealFiles
from annotator.storage.survey import annotation_files, completions, uses
from annotator.storage.workspace import open_project

Tag = Callable[..., Corpus]
ANNA = "annotations/wire/anna.tei.xml"

MARKED = [
    "anna (conflicted copy 2026-11-25).tei.xml",
    "anna (Anna's conflicted copy 2026-11-25).tei.xml",
    "anna (Anna (home)'s conflicted copy 2026-11-25).tei.xml",
    "anna (conflicted copy 2026-11-25 101112).tei.xml",
    "anna.tei (conflicted copy 2026-11-25 101112).xml",
    "anna.tei.xml (conflicted copy 2026-11-25)",
    "anna.tei.sync-conflict-20261125-101112-ABCDEFG.xml",
    "anna.sync-conflict-20261125-101112-ABCDEFG.tei.xml",
    "anna_conflict-20261125-101112.tei.xml",
    "anna (SFConflict anna@example.org 2026-11-25-10-11-12).tei.xml",
    "anna [Conflict].tei.xml",
    "anna (1).tei.xml",
    "anna(1).tei.xml",
    "anna.tei (12).xml",
    "anna 2.tei.xml",
    "anna\u00a02.tei.xml",
    "anna.tei 2.xml",
    "anna copy.tei.xml",
    "anna copy 2.tei.xml",
    "anna_copy.tei.xml",
    "anna-Copy.tei.xml",
    "anna (copy).tei.xml",
    "anna (another copy).tei.xml",
    "anna (3rd copy).tei.xml",
    "anna - Copy.tei.xml",
    "anna.tei - Copy (2).xml",
    "Copy of anna.tei.xml",
    "Copy (2) of anna.tei.xml",
    "anna.tei.xml.orig",
    "anna.tei.xml~",
    "anna.tei.xml.~1~",
    "anna.tei.BACKUP.1234.xml",
    "anna.tei_LOCAL_1234.xml",
    "anna.tei_REMOTE_1234.xml",
    "anna - Kopie.tei.xml",
    "anna.tei - Kopie (2).xml",
    "anna Kopie 2.tei.xml",
    "Kopie von anna.tei.xml",
    "anna (Konfliktkopie 2026-11-25).tei.xml",
    "anna (Konflikt-Kopie 2026-11-25 101112).tei.xml",
    "anna (Annas in Konflikt stehende Kopie 2026-11-25).tei.xml",
    "anna (Copie en conflit de Anna 2026-11-25).tei.xml",
    "anna - Co\u0301pia.tei.xml",
    "anna - コピー.tei.xml",
    "anna (1) (conflicted copy 2026-11-25).tei.xml",
]
OTHERS = [
    "anna.tei.xml",
    "anna-2.tei.xml",
    "anna-copy.tei.xml",
    "copy.tei.xml",
    "annacopy.tei.xml",
    "Anna.tei.xml",
    "ANNA (1).tei.xml",
    "anna 2026.tei.xml",
    "anna (see mail).tei.xml",
    "2 anna.tei.xml",
    "anna.tei.xml.txt",
    ".~anna.tei.xml.k7f2q1ab.tmp",
    ".anna (1).tei.xml",
    "anna (1).txt",
]


@pytest.mark.parametrize("own", MARKED)
def test_a_copy_is_known_by_its_name(own: str) -> None:
    assert original_of(f"annotations/wire/{own}") == ANNA
    assert original_of(f"links/{own}") == "links/anna.tei.xml"
    assert original_of(f"texts/{own}") == "texts/anna.tei.xml"


@pytest.mark.parametrize("own", OTHERS)
def test_other_names_are_no_copies(own: str) -> None:
    assert original_of(f"annotations/wire/{own}") == ""


def test_a_second_round_has_copies_of_its_own() -> None:
    assert original_of("annotations/wire/anna-2 (1).tei.xml") == "annotations/wire/anna-2.tei.xml"


def test_the_project_file_has_copies_and_the_folder_of_an_article_too() -> None:
    assert original_of("project (1).tei.xml") == "project.tei.xml"
    assert original_of("project-2.tei.xml") == ""
    assert original_of("notes (1).tei.xml") == ""
    assert original_of("annotations/wire (1)/anna.tei.xml") == ANNA
    assert original_of("annotations/wire 2/anna copy.tei.xml") == ANNA
    assert original_of("originals/wire (1).txt") == ""
    assert original_of("texts/deeper/wire (1).tei.xml") == ""


def test_a_computers_name_counts_only_beside_the_original() -> None:
    copy, here = "links/anna-LAPTOP-7.tei.xml", "links/anna.tei.xml"
    assert conflict_copies([copy]) == {}
    assert conflict_copies([copy, here]) == {copy: here}
    assert conflict_copies(["links/anna.tei-LAPTOP.xml", here]) == {
        "links/anna.tei-LAPTOP.xml": here
    }
    # It could be Anna's from “2-LAPTOP” or Anna-2's from “LAPTOP”.
    both = ["links/anna-2-LAPTOP.tei.xml", here, "links/anna-2.tei.xml"]
    assert conflict_copies(both) == {}


@given(st.text(min_size=1, max_size=30))
def test_a_valid_id_is_never_a_copy_and_no_name_is_an_error(id: str) -> None:
    found = original_of(f"annotations/wire/{id}.tei.xml")
    if is_annotator_id(id):
        assert found == ""
    assert conflict_copies([id, f"links/{id}.xml", f"{id}/{id}"]) is not None


def test_no_name_takes_long() -> None:
    for own in ("(" * 500, "a" + " (copy" * 80, "conflict(" * 60, "a" + " 2" * 245 + ".tei.xml"):
        assert original_of(f"annotations/wire/{own}") == ""


@pytest.fixture
def copied(project: Path, tag: Tag) -> Path:
    """The project with a set by anna, and copies of it, of the project file and of an article."""
    workspace = open_project(project)
    workspace.save(tag(workspace.load("anna").corpus, category="claim"), "anna")
    data = (project / ANNA).read_bytes()
    for name in ("anna (1).tei.xml", "anna.tei (conflicted copy 2026-11-25).xml"):
        (project / "annotations/wire" / name).write_bytes(data)
    (project / "annotations/wire (1)").mkdir()
    (project / "annotations/wire (1)/anna.tei.xml").write_bytes(data)
    (project / "project 2.tei.xml").write_bytes((project / "project.tei.xml").read_bytes())
    text = (project / "texts/wire.tei.xml").read_bytes()
    (project / "texts/wire - Copy.tei.xml").write_bytes(text)
    return project


COPIES = [
    "annotations/wire (1)/anna.tei.xml",
    "annotations/wire/anna (1).tei.xml",
    "annotations/wire/anna.tei (conflicted copy 2026-11-25).xml",
    "project 2.tei.xml",
    "texts/wire - Copy.tei.xml",
]


def test_validate_says_what_a_copy_is_and_nothing_else_of_it(copied: Path) -> None:
    checked = check_path(copied)
    told = [(p.code, str(Path(p.file).relative_to(copied)), p.severity) for p in checked.problems]
    assert told == [("E-CONFLICT-COPY", name, "warning") for name in COPIES]
    assert "annotations/wire/anna.tei.xml" in checked.problems[1].message
    alone = check_path(copied / COPIES[2])
    assert [(p.code, p.file) for p in alone.problems] == [
        ("E-CONFLICT-COPY", str(copied / COPIES[2]))
    ]


def test_a_copy_of_an_original_that_is_gone_is_a_copy_all_the_same(copied: Path) -> None:
    (copied / ANNA).unlink()
    assert [p.code for p in check_path(copied).problems] == ["E-CONFLICT-COPY"] * 5


def test_copies_are_told_when_the_project_is_opened_and_nobody_is_counted_twice(
    copied: Path,
) -> None:
    loaded = open_project(copied).load("anna")
    assert [(p.code, p.file) for p in loaded.problems] == [
        ("E-CONFLICT-COPY", name) for name in COPIES
    ]
    assert list(loaded.corpus.sets) == [("wire", "anna")]
    assert set(loaded.corpus.documents) == {"wire", "bulletin"}
    everybody = open_project(copied).load_all().corpus
    assert list(everybody.sets) == [("wire", "anna")]
    files = RealFiles()
    assert list(annotation_files(files, copied)) == [("wire", "anna")]
    assert set(completions(files, copied)) == {("wire", "anna")}
    assert uses(files, copied, "claim") == {"anna": 1}
