"""What bad files in a project get: told by name and cause, never written over, the rest usable."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.core.corpus import Corpus
from annotator.core.errors import InputError, SaveError
from annotator.core.project import Annotator
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.storage.workspace import Loaded, Workspace, open_project

Tag = Callable[..., Corpus]
WIRE = "annotations/wire/anna.tei.xml"
BULLETIN = "annotations/bulletin/anna.tei.xml"


@pytest.fixture
def tagged(project: Path, tag: Tag) -> Path:
    """The project with three annotations by anna, two of them in `wire`."""
    workspace = open_project(project)
    corpus = tag(tag(workspace.load("anna").corpus), 12, 27, category="claim")
    workspace.save(tag(corpus, 0, 4, "bulletin"), "anna")
    return project


def still_usable(project: Path, loaded: Loaded, tag: Tag) -> None:
    """The other article can be tagged and saved, and the bad file stays as it is."""
    workspace = open_project(project)
    corpus = workspace.load("anna").corpus
    changed = tag(corpus, 5, 9, "bulletin")
    assert tuple(workspace.save(changed, "anna").written) == (BULLETIN,)


def damage(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    before = path.read_bytes()
    after = change(before)
    assert after != before
    path.write_bytes(after)
    return after


_BOMB = b'<!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n'

WHOLE_FILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "not XML": (lambda _: "Liebes Tagebuch, é".encode(), "E-XML"),
    "not TEI": (lambda _: b'<?xml version="1.0"?><html><body/></html>', "E-FOREIGN"),
    "TEI of another make": (
        lambda _: b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>',
        "E-FOREIGN",
    ),
    "truncated": (lambda data: data[: len(data) // 2], "E-XML"),
    "empty": (lambda _: b"", "E-XML"),
    "binary": (lambda _: bytes(range(256)) * 40, "E-ENCODING"),
    "compressed": (lambda _: b"\x1f\x8b\x08\0\0\0\0\0", "E-COMPRESSED"),
    "entities": (lambda data: data.replace(b"?>\n", b"?>\n" + _BOMB, 1), "E-ENTITY"),
    "an external entity": (
        lambda data: data.replace(
            b"?>\n", b'?>\n<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n', 1
        ),
        "E-ENTITY",
    ),
    "a DOCTYPE": (lambda data: data.replace(b"?>\n", b"?>\n<!DOCTYPE TEI>\n", 1), "E-DOCTYPE"),
    "another encoding": (lambda data: data.replace(b"UTF-8", b"UTF-7", 1), "E-ENCODING"),
    "bytes that are no UTF-8": (lambda data: data.replace(b"Cafe", b"Caf\xe9", 1), "E-ENCODING"),
    "too many elements": (lambda _: b"<TEI>" + b"<a/>" * 1_000_001 + b"</TEI>", "E-TOO-MANY"),
    "too deep": (lambda _: b"<a>" * 5000 + b"</a>" * 5000, "E-XML"),
    "a newer format": (
        lambda data: data.replace(b'key="annotator" n="1"', b'key="annotator" n="2"', 1),
        "E-NEWER",
    ),
    "an unknown element": (
        lambda data: data.replace(b"<fileDesc>", b"<x/><fileDesc>", 1),
        "E-PROFILE",
    ),
    "a git conflict": (
        lambda data: data.replace(b"<teiHeader>", b"<<<<<<< HEAD\n=======\n>>>>>>> b\n", 1),
        "E-GIT-CONFLICT",
    ),
}


@pytest.mark.parametrize("name", [WIRE, "texts/wire.tei.xml"])
@pytest.mark.parametrize("what", WHOLE_FILE)
def test_a_bad_file_is_named_with_its_cause_and_never_written_over(
    tagged: Path, tag: Tag, what: str, name: str
) -> None:
    change, code = WHOLE_FILE[what]
    bad = damage(tagged / name, change)
    loaded = open_project(tagged).load("anna")
    (problem,) = loaded.unreadable
    assert problem.code.startswith(code)
    assert problem.file == name
    assert problem.message
    assert problem.advice
    assert ("wire" in loaded.corpus.documents) == (name == WIRE)
    assert ("wire", "anna") not in loaded.corpus.sets
    if name == WIRE:
        assert loaded.read_only["wire"]
        workspace = open_project(tagged)
        corpus = workspace.load("anna").corpus
        with pytest.raises(SaveError) as caught:
            workspace.save(tag(corpus, 0, 4), "anna")
        assert caught.value.code == "E-BARRED"
        assert "anna.tei.xml" in caught.value.where
    still_usable(tagged, loaded, tag)
    assert (tagged / name).read_bytes() == bad


@pytest.mark.parametrize("what", ["truncated", "empty", "binary", "not TEI"])
def test_a_bad_project_file_leaves_the_articles_usable(tagged: Path, tag: Tag, what: str) -> None:
    bad = damage(tagged / "project.tei.xml", WHOLE_FILE[what][0])
    loaded = open_project(tagged).load("anna")
    assert [problem.file for problem in loaded.unreadable] == ["project.tei.xml"]
    assert list(loaded.corpus.documents) == ["wire", "bulletin"]
    assert len(loaded.corpus.set("wire", "anna").annotations) == 2
    still_usable(tagged, loaded, tag)
    assert (tagged / "project.tei.xml").read_bytes() == bad
    workspace = open_project(tagged)
    corpus = workspace.load("anna").corpus
    # Whoever begins to work is no change that would be lost: the sets' own files name them.
    people = (Annotator("anna", "Anna"),)
    joined = replace(corpus, project=replace(corpus.project, annotators=people))
    assert tuple(workspace.save(tag(joined, 0, 4), "anna").written) == (WIRE,)
    for changed in (
        replace(corpus.project, title="New"),
        replace(corpus.project, tagset=replace(corpus.project.tagset, version="99")),
        replace(corpus.project, id="p-0123456789"),
    ):
        with pytest.raises(SaveError) as caught:
            workspace.save(replace(corpus, project=changed), "anna")
        assert caught.value.code == "E-BARRED"
        assert "project.tei.xml" in caught.value.where
        assert (tagged / "project.tei.xml").read_bytes() == bad


def test_a_wrong_digest_makes_the_set_read_only(tagged: Path, tag: Tag) -> None:
    bad = damage(tagged / WIRE, lambda data: data.replace(b"Kim speaks<", b"Kim speakz<", 1))
    loaded = open_project(tagged).load("anna")
    assert "E-DIGEST" in {problem.code for problem in loaded.unreadable}
    assert loaded.read_only["wire"]
    assert ("wire", "anna") not in loaded.corpus.sets
    workspace = open_project(tagged)
    with pytest.raises(SaveError):
        workspace.save(tag(workspace.load("anna").corpus), "anna")
    still_usable(tagged, loaded, tag)
    assert (tagged / WIRE).read_bytes() == bad


def test_an_article_whose_text_was_changed_is_shown_but_not_worked_on(
    tagged: Path, tag: Tag
) -> None:
    name = "texts/wire.tei.xml"
    bad = damage(tagged / name, lambda data: data.replace(b"Kim speaks</", b"Kim speaks!</", 1))
    annotated = (tagged / WIRE).read_bytes()
    loaded = open_project(tagged).load("anna")
    assert "wire" in loaded.corpus.documents
    assert loaded.read_only["wire"]
    assert "E-DIGEST" in {problem.code for problem in (*loaded.problems, *loaded.unreadable)}
    workspace = open_project(tagged)
    corpus = workspace.load("anna").corpus
    titled = corpus.documents["wire"].described(replace(corpus.documents["wire"].metadata, url="x"))
    for changed in (
        tag(corpus),
        replace(corpus, documents={**corpus.documents, "wire": titled}),
    ):
        with pytest.raises(SaveError):
            workspace.save(changed, "anna")
    still_usable(tagged, loaded, tag)
    assert (tagged / name).read_bytes() == bad
    assert (tagged / WIRE).read_bytes() == annotated


ITEMS: dict[str, tuple[str, str, str]] = {
    "an offset outside its block": (r"string-range\(b1,0,4\)", "string-range(b1,7,40)", "E-OFFSET"),
    "an unknown block": (r"string-range\(b1,0,4\)", "string-range(b99,0,4)", "E-"),
    "other words than quoted": (r"(<note type=\"exact\"[^>]*>)Kim ?<", r"\1Jim<", "E-EXACT"),
    "an annotator nobody describes": (
        r"(<annotation [^>]*b1,0,4[^>]*)resp=\"#anna\"", r"\1resp=\"#zoe\"", "E-POINTER"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ITEMS)
def test_a_bad_annotation_is_set_aside_and_kept_through_a_save(
    tagged: Path, tag: Tag, what: str
) -> None:
    pattern, new, code = ITEMS[what]
    new = new.replace(r"\"", '"')
    damage(tagged / WIRE, lambda data: re.sub(pattern, new, data.decode(), count=1).encode())
    workspace = open_project(tagged)
    loaded = workspace.load("anna")
    assert not loaded.unreadable
    (problem,) = loaded.problems
    assert problem.code.startswith(code)
    assert problem.file == WIRE
    assert problem.item
    assert len(loaded.corpus.set("wire", "anna").annotations) == 1
    changed = tag(loaded.corpus, 5, 9)
    assert tuple(workspace.save(changed, "anna").written) == (WIRE,)
    assert problem.item.encode() in (tagged / WIRE).read_bytes()
    again = open_project(tagged).load("anna")
    assert len(again.problems) == 1
    assert again.corpus == changed


def test_of_two_with_one_id_the_second_is_set_aside_and_kept(tagged: Path, tag: Tag) -> None:
    ids = re.findall(r'<annotation xml:id="(.*?)"', (tagged / WIRE).read_text("utf-8"))
    damage(tagged / WIRE, lambda data: data.replace(ids[1].encode(), ids[0].encode()))
    loaded = open_project(tagged).load("anna")
    assert {problem.code for problem in loaded.problems} == {"E-DUP-ID"}
    assert len(loaded.corpus.set("wire", "anna").annotations) == 1
    workspace = open_project(tagged)
    workspace.save(tag(workspace.load("anna").corpus, 5, 9), "anna")
    assert (tagged / WIRE).read_bytes().count(b'xml:id="' + ids[0].encode()) == 2


def test_an_unknown_category_stays_in_force(tagged: Path) -> None:
    damage(tagged / WIRE, lambda data: data.replace(b"#tag-claim", b"#tag-rumour", 1))
    loaded = open_project(tagged).load("anna")
    assert not loaded.unreadable
    assert "rumour" in {
        annotation.category for annotation in loaded.corpus.set("wire", "anna").in_order
    }


def test_an_unknown_annotator_is_reported(tagged: Path) -> None:
    data = (tagged / WIRE).read_bytes()
    (tagged / "annotations/wire/zoe.tei.xml").write_bytes(data)
    loaded = open_project(tagged).load("anna")
    (problem,) = loaded.problems
    assert problem.code == "E-ANNOTATOR"
    assert "zoe" in problem.message
    assert problem.severity == "warning"
    # Loaded by its name it does not pass for hers: what is inside says anna.
    (problem,) = open_project(tagged).load("zoe").unreadable
    assert problem.code == "E-NAME"


def test_names_that_are_no_ids_are_reported_and_left_alone(tagged: Path) -> None:
    data = (tagged / "texts/wire.tei.xml").read_bytes()
    for name in ("texts/Wire.tei.xml", "annotations/wire/anna conflict.tei.xml"):
        (tagged / name).write_bytes(data)
    (tagged / "texts/notes.docx").write_bytes(b"not ours")
    (tagged / "texts/.~wire.tei.xml.0badcafe.tmp").write_bytes(b"left behind")
    loaded = open_project(tagged).load("anna")
    assert [problem.code for problem in loaded.problems] == ["E-NAME", "E-NAME"]
    assert len(loaded.corpus.documents) == 2


def test_an_article_under_another_name(tagged: Path) -> None:
    (tagged / "texts/wire.tei.xml").rename(tagged / "texts/storm.tei.xml")
    loaded = open_project(tagged).load("anna")
    assert [problem.code for problem in loaded.unreadable] == ["E-NAME"]
    assert "texts/wire.tei.xml" in loaded.unreadable[0].message
    assert [problem.code for problem in loaded.problems] == ["E-NO-TEXT"]
    assert list(loaded.corpus.documents) == ["bulletin"]


def test_a_folder_in_the_place_of_a_file_and_the_reverse(tagged: Path, tag: Tag) -> None:
    (tagged / WIRE).unlink()
    (tagged / WIRE).mkdir()
    (tagged / "links").write_bytes(b"not a folder")
    loaded = open_project(tagged).load("anna")
    assert [problem.code for problem in loaded.unreadable] == ["E-NOT-A-FILE"]
    still_usable(tagged, loaded, tag)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_the_place_of_a_file_does_not_block(tagged: Path, tag: Tag) -> None:
    (tagged / WIRE).unlink()
    os.mkfifo(tagged / WIRE)
    loaded = open_project(tagged).load("anna")
    assert [problem.code for problem in loaded.unreadable] == ["E-NOT-A-FILE"]


def test_no_permission_to_read(tagged: Path, tag: Tag, denying_files: Callable[..., Any]) -> None:
    for unreadable, missing in [(WIRE, "set"), ("texts/wire", "document")]:
        files = denying_files(unreadable=unreadable)
        workspace = Workspace(tagged, files)
        loaded = workspace.load("anna")
        (problem,) = loaded.unreadable
        assert problem.code == "E-PERMISSION"
        assert "wire" in problem.file
        assert ("wire" in loaded.corpus.documents) == (missing == "set")
        assert tuple(workspace.save(tag(loaded.corpus, 5, 9, "bulletin"), "anna").written) == (
            BULLETIN,
        )


def test_no_permission_to_look_into_a_folder(
    tagged: Path, denying_files: Callable[..., Any]
) -> None:
    loaded = Workspace(tagged, denying_files(unreadable="annotations")).load("anna")
    assert {problem.code for problem in loaded.unreadable} == {"E-PERMISSION"}
    assert len(loaded.corpus.documents) == 2
    assert set(loaded.read_only) == {"wire", "bulletin"}


def test_no_permission_to_write(tagged: Path, tag: Tag, denying_files: Callable[..., Any]) -> None:
    before = (tagged / WIRE).read_bytes()
    workspace = Workspace(tagged, denying_files(unwritable=WIRE))
    changed = tag(tag(workspace.load("anna").corpus, 5, 9), 5, 9, "bulletin")
    with pytest.raises(SaveError) as caught:
        workspace.save(changed, "anna")
    assert caught.value.code == "E-READ-ONLY"
    assert WIRE in caught.value.where
    assert (tagged / WIRE).read_bytes() == before
    assert open_project(tagged).load("anna").corpus.set("bulletin", "anna") == changed.set(
        "bulletin", "anna"
    )


def test_an_article_deleted_meanwhile(tagged: Path, tag: Tag) -> None:
    workspace = open_project(tagged)
    corpus = workspace.load("anna").corpus
    (tagged / "texts/wire.tei.xml").unlink()
    workspace.save(tag(corpus, 5, 9), "anna")
    loaded = open_project(tagged).load("anna")
    assert [problem.code for problem in loaded.problems] == ["E-NO-TEXT"]
    assert list(loaded.corpus.documents) == ["bulletin"]
    assert (tagged / WIRE).exists()


@pytest.mark.parametrize("name", ["nowhere", "folder", "folder/file.txt"])
def test_what_is_no_project_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file.txt").write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        open_project(tmp_path / name)
    assert caught.value.code in ("E-NO-PROJECT", "E-MISSING")
    assert name in caught.value.where
    assert caught.value.message


def test_a_project_that_has_gone_since_is_said_to_be_gone(tagged: Path, tmp_path: Path) -> None:
    workspace = open_project(tagged)
    tagged.rename(tmp_path / "moved")
    with pytest.raises(InputError) as caught:
        workspace.load("anna")
    assert caught.value.code == "E-NO-PROJECT"


def test_a_link_to_an_annotation_that_is_not_there(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    corpus = tag(tag(workspace.load("anna").corpus), 0, 4, "bulletin")
    ends = [next(iter(corpus.set(d, "anna").annotations)) for d in ("wire", "bulletin")]
    made = Provenance("2026-11-20T09:14:02Z", "anna")
    link = Relation(
        "r-0000000001",
        "same-as",
        End("wire", ends[0]),
        End("bulletin", ends[1]),
        made,
        directed=False,
    )
    links = replace(corpus.link_set("anna"), relations={link.id: link})
    workspace.save(replace(corpus, links={"anna": links}), "anna")
    damage(project / WIRE, lambda data: data.replace(ends[0].encode(), b"a-zzzzzzzzzz"))
    loaded = open_project(project).load("anna")
    (problem,) = loaded.problems
    assert (problem.code, problem.item) == ("E-POINTER", link.id)
    assert ends[0] in problem.message
