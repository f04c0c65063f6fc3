"""Checking: the sample is clean, and everything that no grammar sees is found."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.bundled import sample_project
from annotator.core.corpus import Corpus
from annotator.core.errors import InputError, Problem
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.values import Attributes, Symbol
from annotator.storage.check import check_path
from annotator.storage.workspace import open_project

Tag = Callable[..., Corpus]
WIRE = "annotations/wire/anna.tei.xml"


@pytest.fixture
def linked(project: Path, tag: Tag) -> Path:
    """The project with a claim in each article, linked."""
    workspace = open_project(project)
    corpus = tag(workspace.load("anna").corpus, category="claim")
    corpus = tag(corpus, 0, 4, "bulletin", category="claim")
    ends = [next(iter(corpus.set(d, "anna").annotations)) for d in ("wire", "bulletin")]
    link = Relation(
        "r-0000000001",
        "same-as",
        End("wire", ends[0]),
        End("bulletin", ends[1]),
        Provenance("2026-11-20T09:14:02Z", "anna"),
        directed=False,
    )
    links = replace(corpus.link_set("anna"), relations={link.id: link})
    workspace.save(replace(corpus, links={"anna": links}), "anna")
    return project


def found(path: Path) -> list[tuple[str, str]]:
    """Code and last part of the file's name of each problem."""
    return [(p.code, p.file.rpartition("/")[2]) for p in check_path(path).problems]


def damage(path: Path, old: bytes, new: bytes) -> None:
    before = path.read_bytes()
    assert old in before
    path.write_bytes(before.replace(old, new, 1))


def test_the_sample_project_has_no_problems() -> None:
    for path in (sample_project(), sample_project().parent):
        checked = check_path(path)
        assert checked.problems == ()
        assert len(checked.files) >= 11


def test_a_clean_project_and_each_of_its_files(linked: Path) -> None:
    assert check_path(linked).problems == ()
    for name in check_path(linked).files:
        assert check_path(Path(name)).problems == ()


def test_checking_writes_nothing(
    linked: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    before = contents(linked)
    check_path(linked)
    assert contents(linked) == before


def test_a_link_to_an_annotation_that_is_gone(linked: Path) -> None:
    damage(linked / WIRE, b'xml:id="a-', b'xml:id="a-z')
    assert found(linked) == [("E-POINTER", "anna.tei.xml")]
    (problem,) = check_path(linked).problems
    assert "/links/" in problem.file
    assert problem.item == "r-0000000001"


def test_a_link_into_a_file_that_is_gone(linked: Path) -> None:
    (linked / WIRE).unlink()
    assert found(linked) == [("E-POINTER", "anna.tei.xml")]


def test_one_id_in_two_articles(linked: Path) -> None:
    ids = [
        next(iter(open_project(linked).load("anna").corpus.set(d, "anna").annotations)).encode()
        for d in ("wire", "bulletin")
    ]
    path = linked / "annotations/bulletin/anna.tei.xml"
    path.write_bytes(path.read_bytes().replace(ids[1], ids[0]))
    links = linked / "links/anna.tei.xml"
    links.write_bytes(links.read_bytes().replace(ids[1], ids[0]))
    assert ("E-DUP-ID", "anna.tei.xml") in found(linked)


def test_a_text_that_differs_from_the_annotated_one(linked: Path) -> None:
    damage(linked / "texts/wire.tei.xml", b"Kim speaks</", b"Kim speaks!</")
    assert set(found(linked)) == {("E-DIGEST", "anna.tei.xml"), ("E-DIGEST", "wire.tei.xml")}


def test_names_against_ids(linked: Path) -> None:
    (linked / "texts/wire.tei.xml").rename(linked / "texts/storm.tei.xml")
    codes = found(linked)
    assert ("E-NAME", "storm.tei.xml") in codes
    assert ("E-NO-TEXT", "anna.tei.xml") in codes


def test_an_annotator_whom_the_project_does_not_know(linked: Path) -> None:
    damage(linked / "project.tei.xml", b'xml:id="anna"', b'xml:id="otto"')
    assert set(found(linked)) == {("E-ANNOTATOR", "anna.tei.xml")}
    assert {problem.severity for problem in check_path(linked).problems} == {"warning"}


def test_what_the_tagset_has_against_annotations_is_a_warning(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    corpus = tag(tag(workspace.load("anna").corpus), 12, 20)
    own = corpus.set("wire", "anna")
    first, second = own.in_order
    odd = replace(second, attributes=Attributes.of({"form": Symbol("sung"), "size": Symbol("x")}))
    own = replace(own, annotations={first.id: first, odd.id: odd})
    workspace.save(replace(corpus, sets={("wire", "anna"): own}), "anna")
    problems = check_path(project).problems
    assert {p.severity for p in problems} == {"warning"}
    text = corpus.documents["wire"].text
    words = [item.spans[0].text(text) for item in (first, odd)]
    assert [(p.code, p.item, p.message) for p in problems] == [
        ("E-TAGSET", first.id, f"Quote “{words[0]}”: Form is required."),
        ("E-TAGSET", odd.id, f"Quote “{words[1]}”: Form: “sung” is not in the list."),
        ("E-TAGSET", odd.id, f"Quote “{words[1]}”: The tagset has no attribute “size” here."),
    ]
    assert all(p.advice for p in problems)


def test_a_file_that_cannot_be_read_is_one_problem_among_others(linked: Path) -> None:
    (linked / WIRE).write_bytes(b"<TEI")
    problems = check_path(linked).problems
    assert ("E-XML", "anna.tei.xml") in [(p.code, p.file.rpartition("/")[2]) for p in problems]


def test_a_line_is_named(linked: Path) -> None:
    damage(linked / WIRE, b"<teiHeader>", b"<teiHeader><teiHeader>")
    (problem,) = [p for p in check_path(linked).problems if p.file.endswith(WIRE)]
    assert problem.line > 1


def test_no_permission(linked: Path, denying_files: Callable[..., Any]) -> None:
    problems = check_path(linked, denying_files(unreadable="texts/wire")).problems
    assert [p.code for p in problems] == ["E-PERMISSION"]


def test_a_project_without_its_own_file(linked: Path) -> None:
    (linked / "project.tei.xml").unlink()
    assert found(linked) == [("E-NO-PROJECT", "project.tei.xml")]


def test_a_mailed_file_alone(linked: Path, tmp_path: Path) -> None:
    alone = tmp_path / "mail" / "anna.tei.xml"
    alone.parent.mkdir()
    alone.write_bytes((linked / WIRE).read_bytes())
    assert check_path(alone).problems == ()
    assert check_path(alone.parent).problems == ()
    damage(alone, b"Kim speaks</", b"Kim speaks!</")
    assert {problem.code for problem in check_path(alone).problems} == {"E-DIGEST"}


def test_nothing_to_check(tmp_path: Path) -> None:
    for path, code in [(tmp_path, "E-NO-PROJECT"), (tmp_path / "none", "E-MISSING")]:
        with pytest.raises(InputError) as caught:
            check_path(path)
        assert caught.value.code == code


def test_problems_come_in_a_fixed_order(linked: Path) -> None:
    damage(linked / WIRE, b"Kim speaks</", b"Kim speaks!</")
    (linked / "texts/bulletin.tei.xml").unlink()
    problems: tuple[Problem, ...] = check_path(linked).problems
    assert list(problems) == sorted(problems, key=lambda p: (p.file, p.line, p.item, p.code))
