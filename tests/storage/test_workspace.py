"""A project folder: saved and loaded the same, written only where something changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.core.completion import Change, Completion
from annotator.core.corpus import Corpus
from annotator.core.errors import InputError, SaveError
from annotator.core.gestures import Stamp, complete, create, delete
from annotator.core.ids import random_id
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span
from annotator.core.tagset import Tagset
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from annotator.storage.state import State
from annotator.storage.workspace import Workspace, open_project

Tag = Callable[..., Corpus]
Contents = Callable[[Path], dict[str, bytes]]
Faults = Callable[..., Iterator[int]]
ANNA = "annotations/wire/anna.tei.xml"


def test_a_new_project_has_its_articles_in_order(project: Path, contents: Contents) -> None:
    loaded = open_project(project).load()
    assert not loaded.problems
    assert not loaded.unreadable
    assert list(loaded.corpus.documents) == ["wire", "bulletin"]
    assert loaded.corpus.project.title == "Two reports"
    assert sorted(contents(project)) == [
        "originals/bulletin.txt",
        "originals/wire.txt",
        "project.tei.xml",
        "texts/bulletin.tei.xml",
        "texts/wire.tei.xml",
    ]


def test_opening_and_saving_nothing_writes_nothing(project: Path, contents: Contents) -> None:
    before = contents(project)
    workspace = open_project(project)
    report = workspace.save(workspace.load("anna").corpus, "anna")
    assert tuple(report.written) == ()
    assert contents(project) == before


def test_what_was_saved_is_loaded_and_a_second_save_writes_nothing(
    project: Path, tag: Tag, contents: Contents
) -> None:
    workspace = open_project(project)
    corpus = tag(tag(workspace.load("anna").corpus), 12, 27, category="claim")
    assert tuple(workspace.save(corpus, "anna").written) == (ANNA,)
    before = contents(project)
    assert tuple(workspace.save(corpus, "anna").written) == ()
    again = open_project(project)
    loaded = again.load("anna")
    assert loaded.corpus.sets == corpus.sets
    assert loaded.corpus.documents == corpus.documents
    assert loaded.corpus.project == corpus.project
    assert tuple(again.save(loaded.corpus, "anna").written) == ()
    assert contents(project) == before


def test_undoing_back_to_the_start_leaves_the_bytes(
    project: Path, tag: Tag, contents: Contents
) -> None:
    workspace = open_project(project)
    start = tag(workspace.load("anna").corpus)
    workspace.save(start, "anna")
    before = contents(project)
    loaded = workspace.load("anna").corpus
    stamp = Stamp("anna", "2026-11-20T09:15:02Z", random_id)
    edits = [
        create(loaded, stamp, "wire", "claim", [Span(5, 9), Span(12, 20)]),
        delete(loaded, stamp, [loaded.set("wire", "anna").in_order[0]]),
    ]
    changed = loaded
    for edit in edits:
        changed = changed.apply(edit, "anna")
    assert changed != loaded
    for edit in reversed(edits):
        changed = changed.apply(edit.inverse, "anna")
    assert tuple(workspace.save(changed, "anna").written) == ()
    assert contents(project) == before


def test_loading_is_blind_to_other_annotators(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    corpus = workspace.load("anna").corpus
    workspace.save(tag(corpus), "anna")
    (project / "annotations/bulletin").mkdir(parents=True)
    (project / "annotations/bulletin/ben.tei.xml").write_bytes(b"damaged, but not anna's affair")
    for annotator, sets in [("anna", {("wire", "anna")}), ("", set())]:
        loaded = open_project(project).load(annotator)
        assert set(loaded.corpus.sets) == sets
        assert not loaded.unreadable
    assert not open_project(project).load("zoe").corpus.sets


def test_saving_never_touches_another_annotators_file(
    project: Path, tag: Tag, contents: Contents
) -> None:
    workspace = open_project(project)
    workspace.save(tag(workspace.load("anna").corpus), "anna")
    bytes_of_anna = contents(project)[ANNA]
    workspace.save(tag(workspace.load("ben").corpus, annotator="ben"), "ben")
    assert contents(project)[ANNA] == bytes_of_anna
    assert "annotations/wire/ben.tei.xml" in contents(project)


def test_each_change_goes_to_its_own_file(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    corpus = workspace.load("anna").corpus
    titled = corpus.documents["wire"].described(
        replace(corpus.documents["wire"].metadata, outlet="The Wire & Co")
    )
    corpus = replace(corpus, documents={**corpus.documents, "wire": titled})
    assert tuple(workspace.save(corpus, "anna").written) == ("texts/wire.tei.xml",)
    wide = replace(corpus.project, tagset=replace(corpus.project.tagset, version="2"))
    corpus = replace(corpus, project=wide)
    assert tuple(workspace.save(corpus, "anna").written) == ("project.tei.xml",)
    corpus = tag(tag(corpus), 0, 4, "bulletin")
    assert tuple(workspace.save(corpus, "anna").written) == (ANNA, ANNA.replace("wire", "bulletin"))
    first, second = (
        next(iter(corpus.set(document, "anna").annotations)) for document in ("wire", "bulletin")
    )
    link = Relation(
        "r-0000000001",
        "same-as",
        End("bulletin", second),
        End("wire", first),
        Provenance("2026-11-20T09:14:02Z", "anna"),
        directed=False,
    )
    only = OnlyHere("wire", first, "bulletin")
    linked = replace(
        corpus,
        links={
            "anna": replace(
                corpus.link_set("anna"), relations={link.id: link}, only_here=frozenset({only})
            )
        },
    )
    assert tuple(workspace.save(linked, "anna").written) == ("links/anna.tei.xml",)
    loaded = open_project(project).load("anna")
    assert loaded.corpus == linked
    assert not loaded.problems


def test_an_article_finished_with_nothing_tagged_is_data(project: Path) -> None:
    workspace = open_project(project)
    corpus = workspace.load("anna").corpus
    stamp = Stamp("anna", "2026-11-20T09:14:02Z", random_id)
    finished = corpus.apply(complete(corpus, stamp, "wire", "finished"), "anna")
    workspace.save(finished, "anna")
    assert open_project(project).load("anna").corpus.set("wire", "anna") == finished.set(
        "wire", "anna"
    )
    assert workspace.progress() == {("wire", "anna"): "finished"}


def test_a_set_that_was_begun_and_emptied_again(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    start = workspace.load("anna").corpus
    tagged = tag(start)
    workspace.save(tagged, "anna")
    workspace.save(start, "anna")  # undone altogether, after a save
    again = open_project(project).load("anna").corpus.set("wire", "anna")
    assert not again.annotations
    assert again.completion.status == "open"
    assert tuple(workspace.save(start, "anna").written) == ()


def test_a_deletion_is_recorded_and_its_return_too(project: Path, tag: Tag) -> None:
    workspace = Workspace(project, tag="aaaaaa")
    start = tag(tag(workspace.load("anna").corpus), 5, 9)
    workspace.save(start, "anna")
    annotation = start.set("wire", "anna").in_order[0]
    stamp = Stamp("anna", "2026-11-20T09:15:02Z", random_id)
    workspace.save(start.apply(delete(start, stamp, [annotation]), "anna"), "anna")
    extras = workspace._known[ANNA].file.extras
    assert [record.id for record in extras.deleted] == [annotation.id]
    assert annotation.id not in extras.revisions
    workspace.save(start, "anna")
    extras = workspace._known[ANNA].file.extras
    assert extras.deleted == ()
    assert extras.revisions[annotation.id] == "aaaaaa.3"


def test_a_file_that_another_program_changed_is_not_written_over(project: Path, tag: Tag) -> None:
    mine, other = open_project(project), open_project(project)
    corpus = mine.load("anna").corpus
    other.save(tag(other.load("anna").corpus, 5, 9), "anna")
    theirs = (project / ANNA).read_bytes()
    changed = tag(tag(corpus), 0, 4, "bulletin")
    report = mine.save(changed, "anna")
    [incoming] = report.incoming
    assert (incoming.name, incoming.origin, incoming.path) == (ANNA, "disk", None)
    assert (project / ANNA).read_bytes() == theirs
    # What can be saved is saved all the same.
    assert (project / ANNA.replace("wire", "bulletin")).exists()


def test_a_project_file_changed_by_another_program(project: Path) -> None:
    workspace = open_project(project)
    corpus = workspace.load("anna").corpus
    foreign = (project / "project.tei.xml").read_bytes() + b"<"
    (project / "project.tei.xml").write_bytes(foreign)
    changed = replace(corpus, project=replace(corpus.project, title="New"))
    with pytest.raises(SaveError) as caught:
        workspace.save(changed, "anna")
    assert caught.value.code == "E-CHANGED-ON-DISK"
    assert (project / "project.tei.xml").read_bytes() == foreign
    kept: dict[str, bytes] = {}
    workspace.set_aside = kept.__setitem__
    assert tuple(workspace.save(changed, "anna").written) == ("project.tei.xml",)
    assert kept == {"project.tei.xml": foreign}


def test_a_file_that_was_only_laid_out_anew_is_no_other_version(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    corpus = tag(workspace.load("anna").corpus)
    workspace.save(corpus, "anna")
    (project / ANNA).write_bytes((project / ANNA).read_bytes() + b"\n\n")
    report = workspace.save(tag(corpus, 5, 9), "anna")
    assert tuple(report.written) == (ANNA,)
    assert not report.incoming


def test_a_file_deleted_meanwhile_is_written_again(
    project: Path, tag: Tag, contents: Contents
) -> None:
    workspace = open_project(project)
    first = tag(workspace.load("anna").corpus)
    workspace.save(first, "anna")
    (project / ANNA).unlink()
    second = tag(first, 5, 9)
    assert tuple(workspace.save(second, "anna").written) == (ANNA,)
    assert open_project(project).load("anna").corpus.sets == second.sets


def test_a_project_folder_that_has_gone(project: Path, tag: Tag, tmp_path: Path) -> None:
    workspace = open_project(project)
    corpus = tag(workspace.load("anna").corpus)
    project.rename(tmp_path / "elsewhere")
    with pytest.raises(SaveError) as caught:
        workspace.save(corpus, "anna")
    assert caught.value.code == "E-GONE"
    assert not project.exists()
    (tmp_path / "elsewhere").rename(project)
    assert tuple(workspace.save(corpus, "anna").written) == (ANNA,)


@pytest.mark.parametrize("forever", [False, True])
def test_whichever_call_fails_old_files_are_complete_and_the_next_save_succeeds(
    project: Path,
    tag: Tag,
    contents: Contents,
    fault_files: Callable[..., Any],
    faults: Faults,
    forever: bool,
) -> None:
    first = open_project(project)
    start = tag(first.load("anna").corpus)
    first.save(start, "anna")
    old = contents(project)
    later = replace(tag(tag(start, 5, 9), 0, 4, "bulletin"))
    later = replace(later, project=replace(later.project, title="Other"))
    written = ("project.tei.xml", ANNA, ANNA.replace("wire", "bulletin"))
    for at in faults():
        files = fault_files()
        workspace = Workspace(project, files, tag="bbbbbb", now=lambda: "2026-11-20T09:20:00Z")
        workspace.load("anna")
        files.at, files.forever = files.calls + at, forever
        try:
            workspace.save(later, "anna")
        except SaveError:
            assert files.failed
        else:
            # Only removing what was replaced may fail unsaid: that costs room and no data.
            assert open_project(project).load("anna").corpus == later
            if not files.failed:
                break
        for name, data in contents(project).items():
            if name in old and data != old[name]:
                assert name in written
        assert open_project(project).load("anna").unreadable == ()
        files.at, files.forever = 0, False
        workspace.save(later, "anna")
        assert open_project(project).load("anna").corpus == later
        for name, data in old.items():
            (project / name).write_bytes(data)
        for name in set(contents(project)) - set(old):
            (project / name).unlink()
    assert at > 20


def test_adding_articles_gives_unused_ids_and_keeps_the_order(
    project: Path, make_article: Callable[..., Article]
) -> None:
    workspace = open_project(project)
    corpus = workspace.load().corpus
    other = make_article("wire", "Another text under the same name.")
    added = workspace.add([other, make_article("alpha", "First letter, last place.")])
    assert [document.id for document in added] == ["wire-2", "alpha"]
    documents = {**corpus.documents, **{document.id: document for document in added}}
    assert tuple(workspace.save(replace(corpus, documents=documents), "").written) == ()
    loaded = open_project(project).load().corpus
    assert list(loaded.documents) == ["wire", "bulletin", "wire-2", "alpha"]
    assert loaded.documents == documents


def test_an_orphaned_folder_of_annotations_is_not_adopted(
    project: Path, make_article: Callable[..., Article]
) -> None:
    (project / "annotations/alpha").mkdir(parents=True)
    workspace = open_project(project)
    loaded = workspace.load()
    assert [problem.code for problem in loaded.problems] == ["E-NO-TEXT"]
    (added,) = workspace.add([make_article("alpha", "Text.")])
    assert added.id == "alpha-2"


def test_adding_is_all_or_nothing(
    project: Path,
    contents: Contents,
    fault_files: Callable[..., Any],
    faults: Faults,
    make_article: Callable[..., Article],
) -> None:
    before = contents(project)
    new = [make_article("alpha", "One."), make_article("beta", "Two.")]
    for at in faults():
        files = fault_files()
        workspace = Workspace(project, files)
        workspace.load()
        files.at = files.calls + at
        try:
            workspace.add(new)
        except SaveError:
            assert files.failed
            assert contents(project) == before
        else:
            break
    assert at > 20
    assert len(open_project(project).load().corpus.documents) == 4


def test_a_draft_is_safe_at_once_and_gets_a_home(
    tagset: Tagset, articles: list[Article], tmp_path: Path, tag: Tag, contents: Contents
) -> None:
    workspace = new_project(None, "Draft", articles, tagset)
    assert workspace.draft
    assert State().drafts in workspace.folder.parents
    old = workspace.folder
    assert open_project(old).draft
    corpus = tag(workspace.load("anna").corpus)
    workspace.save(corpus, "anna")
    files = contents(old)
    home = tmp_path / "home of Zoë"
    workspace.move_to(home)
    assert not workspace.draft
    assert workspace.folder == home
    assert contents(home) == files
    assert not old.exists()
    changed = tag(corpus, 5, 9)
    assert tuple(workspace.save(changed, "anna").written) == (ANNA,)
    assert open_project(home).load("anna").corpus.sets == changed.sets


def test_a_draft_does_not_move_onto_other_things(
    tagset: Tagset, articles: list[Article], tmp_path: Path, contents: Contents
) -> None:
    workspace = new_project(None, "Draft", articles, tagset)
    before = contents(workspace.folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_bytes(b"years of work")
    with pytest.raises(SaveError) as caught:
        workspace.move_to(tmp_path / "full")
    assert caught.value.code == "E-EXISTS"
    assert workspace.draft
    assert contents(workspace.folder) == before
    assert contents(tmp_path / "full") == {"thesis.txt": b"years of work"}


def test_whichever_call_fails_while_moving_the_draft_is_somewhere_whole(
    tagset: Tagset,
    articles: list[Article],
    tmp_path: Path,
    contents: Contents,
    fault_files: Callable[..., Any],
    faults: Faults,
) -> None:
    for at in faults():
        files = fault_files()
        workspace = new_project(None, "Draft", articles, tagset, files)
        before = contents(workspace.folder)
        old, home = workspace.folder, tmp_path / f"home-{at}"
        files.at = files.calls + at
        try:
            workspace.move_to(home)
        except SaveError:
            assert files.failed
            assert workspace.folder == old
        assert contents(workspace.folder) == before
        if not files.failed:
            break
    assert at > 20


def test_a_project_with_a_folder_is_not_moved(project: Path, tmp_path: Path) -> None:
    with pytest.raises(SaveError) as caught:
        open_project(project).move_to(tmp_path / "other")
    assert caught.value.code == "E-NO-DRAFT"


def test_a_new_project_wants_an_empty_folder(
    tmp_path: Path, tagset: Tagset, articles: list[Article]
) -> None:
    (tmp_path / "thesis.txt").write_bytes(b"years of work")
    for place in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(SaveError) as caught:
            new_project(place, "Title", articles, tagset)
        assert caught.value.code == "E-EXISTS"


def test_a_new_project_that_fails_leaves_nothing(
    tmp_path: Path,
    tagset: Tagset,
    articles: list[Article],
    fault_files: Callable[..., Any],
    faults: Faults,
) -> None:
    (tmp_path / "there").mkdir()
    for at in faults():
        files = fault_files(at)
        try:
            new_project(tmp_path / "there", "Title", articles, tagset, files)
        except SaveError:
            assert files.failed
            assert list((tmp_path / "there").iterdir()) == []
        else:
            break
    assert at > 20


def test_uses_of_a_category_are_counted_over_all_annotators(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    corpus = tag(tag(workspace.load("anna").corpus), 0, 4, "bulletin")
    workspace.save(tag(corpus, 5, 9, category="claim"), "anna")
    workspace.save(tag(workspace.load("ben").corpus, annotator="ben"), "ben")
    assert workspace.count_uses("quote") == {"anna": 2, "ben": 1}
    assert workspace.count_uses("claim") == {"anna": 1}
    assert workspace.count_uses("nothing") == {}


def test_saving_elsewhere_than_loaded_writes_over_nothing_unknown(project: Path, tag: Tag) -> None:
    workspace = open_project(project)
    corpus = tag(workspace.load("anna").corpus)
    workspace.save(corpus, "anna")
    forgetful = open_project(project)
    report = forgetful.save(replace(tag(corpus, 5, 9)), "anna")
    assert ANNA in [incoming.name for incoming in report.incoming]
    assert not report.written


def test_completion_history_is_kept(project: Path) -> None:
    workspace = open_project(project)
    corpus = workspace.load("anna").corpus
    history = (
        Change("created", "2026-11-20T09:14:02Z", "anna"),
        Change("finished", "2026-11-20T09:15:02Z", "anna"),
        Change("reopened", "2026-11-20T09:16:02Z", "anna"),
    )
    own = replace(corpus.set("wire", "anna"), completion=Completion("wire", "open", history))
    corpus = replace(corpus, sets={("wire", "anna"): own})
    workspace.save(corpus, "anna")
    assert open_project(project).load("anna").corpus == corpus


def test_a_file_of_a_project_opens_the_project(project: Path, tag: Tag, tmp_path: Path) -> None:
    workspace = open_project(project)
    workspace.save(tag(workspace.load("anna").corpus), "anna")
    for name in ("project.tei.xml", "texts/wire.tei.xml", ANNA):
        assert open_project(project / name).folder == project
    (tmp_path / "loose.tei.xml").write_bytes((project / ANNA).read_bytes())
    with pytest.raises(InputError) as caught:
        open_project(tmp_path / "loose.tei.xml")
    assert caught.value.code == "E-NO-PROJECT"


def test_everybodys_sets_are_read_together_to_compare_them(project: Path, tag: Tag) -> None:
    for annotator in ("anna", "ben"):
        work = open_project(project)
        corpus = work.load(annotator).corpus
        work.save(tag(corpus, annotator=annotator), annotator)
    together = open_project(project).load_all().corpus
    assert sorted(annotator for _, annotator in together.sets) == ["anna", "ben"]
    assert all(set.annotations for set in together.sets.values())
