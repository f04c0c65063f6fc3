"""Work is kept: through kills at any moment, other programs' writes, damaged and lost files."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core import gestures
from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.errors import InputError, SaveError
from annotator.core.project import Annotator, Heading
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span
from annotator.session.keeping import Keeping
from annotator.storage.files import RealFiles
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from annotator.storage.journal_files import JournalFile
from annotator.storage.records import framed, whole_records
from annotator.storage.workspace import open_project
from tests.samples import FIRST, SECOND, TAGSET

ANNA = Annotator("anna", "Anna")
FERRY = "annotations/ferry/anna.tei.xml"


class Machine:
    """A computer with a local state folder; programs on it are killed, not closed."""

    def __init__(self, project: Path, state: Path) -> None:
        self.project, self.state = project, state
        self.opened: list[Keeping] = []

    def open(self, annotator: Annotator = ANNA) -> Keeping:
        workspace = open_project(self.project)
        keeping = Keeping(workspace, workspace.load(annotator.id), annotator, self.state)
        self.opened.append(keeping)
        return keeping

    def kill(self) -> None:
        """Nothing more is done; the system frees the lock."""
        for keeping in self.opened:
            keeping.close()
        self.opened.clear()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    articles = [Article(Document("", text), "text", b"", "txt") for text in (FIRST, SECOND)]
    named = [
        replace(article, document=replace(article.document, metadata=replace(m, title=title)))
        for article, title in zip(articles, ("Ferry", "Island"), strict=True)
        if (m := article.document.metadata)
    ]
    new_project(tmp_path / "project", "Storm", named, TAGSET)
    return tmp_path / "project"


@pytest.fixture
def machine(project: Path, tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(project, tmp_path / "state")
    yield machine
    machine.kill()


@pytest.fixture
def elsewhere(machine: Machine, project: Path, tmp_path: Path) -> Iterator[Machine]:
    """Another computer that shares the folder."""
    other = Machine(project, tmp_path / "state of another")
    yield other
    other.kill()


def tag(keeping: Keeping, start: int, end: int, document: str = "ferry") -> Annotation:
    session = keeping.session
    edit = gestures.create(session.corpus, session.stamp(), document, "quote", [Span(start, end)])
    session.apply(edit)
    [annotation] = edit.annotations[1]
    return annotation


def note(keeping: Keeping, annotation: Annotation, text: str) -> None:
    own = keeping.session.annotation(annotation.id)
    assert own
    keeping.session.apply(gestures.set_note(keeping.session.stamp(), [own], text))


def held(keeping: Keeping, document: str = "ferry") -> dict[str, str]:
    """Ids and notes of what is open."""
    found = keeping.session.set(document).annotations.values()
    return {annotation.id: annotation.note for annotation in found}


def test_what_was_done_is_there_after_a_kill(machine: Machine) -> None:
    first = machine.open()
    tags = [tag(first, n, n + 5) for n in range(0, 20, 5)]
    note(first, tags[0], "Grüße 🚲")
    first.session.undo()
    first.session.redo()
    tag(first, 0, 6, "island")
    before = first.session.corpus
    machine.kill()
    second = machine.open()
    assert second.session.corpus.sets == before.sets
    [notice] = second.merging.notices
    assert (notice.kind, notice.of) == ("restored", 8)
    assert second.session.unsaved
    second.session.undo()
    assert held(second) == {}
    second.session.redo()
    second.save()
    machine.kill()
    third = machine.open()
    assert third.merging.notices == []
    assert third.session.corpus.sets == before.sets


def test_restored_work_is_restored_again_after_another_kill(machine: Machine) -> None:
    expected = {}
    for n in range(4):
        keeping = machine.open()
        assert held(keeping) == expected
        made = tag(keeping, 3 * n, 3 * n + 2)
        expected[made.id] = ""
        machine.kill()
    keeping = machine.open()
    assert held(keeping) == expected
    assert keeping.merging.notices[0].of == 4


def test_a_save_between_is_counted_off(machine: Machine) -> None:
    first = machine.open()
    kept = tag(first, 0, 5)
    first.save()
    note(first, kept, "later")
    machine.kill()
    second = machine.open()
    assert held(second) == {kept.id: "later"}
    assert second.merging.notices[0].of == 1


def test_looking_restores_and_writes_nothing(machine: Machine, project: Path) -> None:
    machine.open().save()
    machine.kill()
    shutil.rmtree(machine.state)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    keeping = machine.open()
    keeping.session.select("island")
    machine.kill()
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
    assert not any((machine.state / "projects").rglob("*.journal"))


def test_somebody_new_is_in_the_project_after_a_kill(machine: Machine) -> None:
    zoe = Annotator("zoe", "Zoë", "Z")
    machine.open(zoe)
    machine.kill()
    again = machine.open(zoe)
    assert again.session.project.annotator("zoe") == zoe
    assert again.session.history.undoable is None
    assert again.merging.notices == []


def test_the_project_as_a_whole_is_restored(machine: Machine) -> None:
    first = machine.open()
    session = first.session
    session.apply(Edit("Rename", (session.project.heading,), (Heading("Flood", "Why"),)))
    document = session.corpus.documents["ferry"]
    renamed = document.described(replace(document.metadata, title="Other"))
    session.apply(Edit("Describe", (document,), (renamed,)))
    machine.kill()
    again = machine.open().session
    assert (again.project.title, again.project.description) == ("Flood", "Why")
    assert again.corpus.documents["ferry"].metadata.title == "Other"


def test_links_and_marks_are_restored_and_taken_back(machine: Machine) -> None:
    first = machine.open()
    one, other = tag(first, 0, 5), tag(first, 0, 6, "island")
    session = first.session
    ends = End("ferry", one.id), End("island", other.id)
    session.apply(Edit("Link", (), (Relation("r-1", "same-as", *ends, one.provenance),)))
    mark = OnlyHere("ferry", one.id, "island")
    session.apply(Edit("Mark", (), (mark,)))
    first.save()
    session.apply(Edit("Unmark", (mark,), ()))
    machine.kill()
    again = machine.open()
    links = again.session.corpus.link_set("anna")
    assert len(links.relations) == 1
    assert links.only_here == frozenset()


def test_a_deletion_is_not_undone_by_recovery(machine: Machine) -> None:
    first = machine.open()
    gone, kept = tag(first, 0, 5), tag(first, 6, 9)
    first.save()
    first.session.apply(gestures.delete(first.session.corpus, first.session.stamp(), [gone]))
    machine.kill()
    again = machine.open()
    assert held(again) == {kept.id: ""}
    again.save()
    machine.kill()
    assert held(machine.open()) == {kept.id: ""}


def test_an_older_file_that_a_sync_program_brought_loses_nothing(
    machine: Machine, project: Path
) -> None:
    first = machine.open()
    kept = tag(first, 0, 5)
    first.save()
    old = (project / FERRY).read_bytes()
    machine.kill()
    second = machine.open()
    later = tag(second, 6, 9)
    second.save()
    machine.kill()
    (project / FERRY).write_bytes(old)
    third = machine.open()
    assert held(third) == {kept.id: "", later.id: ""}
    assert third.merging.notices[0].kind == "lacking"


def test_an_older_file_loses_nothing_that_a_run_before_the_last_saved(
    machine: Machine, project: Path
) -> None:
    first = machine.open()
    kept = tag(first, 0, 5)
    first.save()
    old = (project / FERRY).read_bytes()
    machine.kill()
    second = machine.open()
    later = tag(second, 6, 9)
    second.save()
    machine.kill()
    third = machine.open()
    tag(third, 0, 6, "island")
    third.save()
    machine.kill()
    (project / FERRY).write_bytes(old)
    fourth = machine.open()
    assert held(fourth) == {kept.id: "", later.id: ""}
    assert fourth.merging.notices[0].kind == "lacking"
    fourth.session.undo()
    assert held(fourth) == {kept.id: ""}
    machine.kill()
    fifth = machine.open()
    assert held(fifth) == {kept.id: ""}, "what was decided is not asked again"


def test_a_damaged_file_is_written_anew_from_what_is_kept_here(
    machine: Machine, project: Path
) -> None:
    first = machine.open()
    old = tag(first, 0, 5)
    first.save()
    machine.kill()
    second = machine.open()
    new = tag(second, 6, 9)
    second.wait_protected()
    machine.kill()
    (project / FERRY).write_bytes(b"<TEI half of")
    third = machine.open()
    assert held(third) == {old.id: "", new.id: ""}
    assert "ferry" not in third.loaded.read_only
    third.save()
    assert [p.read_bytes() for p in third.keeper.home.set_aside.iterdir()] == [b"<TEI half of"]
    machine.kill()
    assert held(machine.open()) == {old.id: "", new.id: ""}


def test_a_damaged_file_of_which_nothing_is_kept_is_left_alone(
    machine: Machine, project: Path
) -> None:
    first = machine.open()
    tag(first, 0, 5)
    first.save()
    machine.kill()
    shutil.rmtree(machine.state)
    (project / FERRY).write_bytes(b"<TEI half of")
    again = machine.open()
    assert "ferry" in again.loaded.read_only
    assert (project / FERRY).read_bytes() == b"<TEI half of"


def test_a_second_window_on_the_same_work_only_looks(machine: Machine) -> None:
    first = machine.open()
    tag(first, 0, 5)
    second = machine.open()
    assert not first.refusal
    assert second.refusal
    assert held(second) == {}
    third = machine.open(Annotator("ben", "Ben"))
    assert not third.refusal


def test_two_machines_end_up_with_both_peoples_changes(
    machine: Machine, elsewhere: Machine
) -> None:
    start = machine.open()
    shared = tag(start, 0, 5)
    start.save()
    machine.kill()
    here, there = machine.open(), elsewhere.open()
    mine, theirs = tag(here, 6, 9), tag(there, 10, 14)
    note(here, shared, "from here")
    here.save()
    there.save()
    assert held(there) == {shared.id: "from here", mine.id: "", theirs.id: ""}
    assert there.merging.conflicts == ()
    here.look()
    assert held(here) == held(there)
    assert not here.save().written
    machine.kill()
    assert held(machine.open()) == held(there)


def test_both_sides_of_a_conflict_stay(machine: Machine, elsewhere: Machine) -> None:
    start = machine.open()
    shared = tag(start, 0, 5)
    start.save()
    machine.kill()
    here, there = machine.open(), elsewhere.open()
    note(here, shared, "one")
    note(there, shared, "two")
    here.save()
    there.save()
    assert sorted(held(there).values()) == ["one", "two"]
    [(name, conflict)] = there.merging.conflicts
    assert (name, conflict.kind) == (FERRY, "both-changed")
    elsewhere.kill()
    there = elsewhere.open()
    assert there.merging.conflicts == ((name, conflict),), "it is asked until it is decided"
    there.merging.conflicts = ()
    elsewhere.kill()
    there = elsewhere.open()
    assert there.merging.conflicts == ()
    here.look()
    assert held(here) == held(there)


def test_a_version_that_a_save_displaced_is_merged_and_its_file_removed(
    machine: Machine, elsewhere: Machine, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = machine.open(), elsewhere.open()
    mine = tag(here, 0, 5)
    theirs: list[Annotation] = []

    real = RealFiles.place

    def late(self: RealFiles, source: Path, target: Path) -> None:
        if target.name == "anna.tei.xml" and not theirs:
            theirs.append(tag(there, 6, 9))
            there.save()
        real(self, source, target)

    monkeypatch.setattr(RealFiles, "place", late)
    here.save()
    assert held(here) == {mine.id: "", theirs[0].id: ""}
    machine.kill()
    assert list((project / FERRY).parent.iterdir()) == [project / FERRY]
    assert held(machine.open()) == {mine.id: "", theirs[0].id: ""}


def test_a_leftover_of_a_save_is_merged_and_rubbish_is_set_aside(
    machine: Machine, elsewhere: Machine, project: Path
) -> None:
    there = elsewhere.open()
    theirs = tag(there, 6, 9)
    there.save()
    elsewhere.kill()
    folder = (project / FERRY).parent
    (project / FERRY).rename(folder / ".~anna.tei.xml.0123abcd.tmp")
    (folder / ".~anna.tei.xml.0123abce.tmp").write_bytes(b"<half")
    here = machine.open()
    assert held(here) == {theirs.id: ""}
    here.save()
    machine.kill()
    assert [path.name for path in folder.iterdir()] == ["anna.tei.xml"]
    assert held(machine.open()) == {theirs.id: ""}


def test_a_journal_of_a_newer_version_is_left_alone(machine: Machine) -> None:
    first = machine.open()
    tag(first, 0, 5)
    machine.kill()
    [journal] = (machine.state / "projects").rglob("*.journal")
    data = journal.read_bytes()
    records = whole_records(data)
    records[0]["format"] = 99
    journal.write_bytes(b"".join(map(framed, records)))
    second = machine.open()
    assert "newer version" in second.refusal
    with pytest.raises(SaveError, match="newer"):
        tag(second, 0, 5)
    machine.kill()
    assert journal.exists()


def test_work_goes_on_without_the_journal_for_a_while_and_is_saved(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = machine.open()

    def full(*arguments: object) -> None:
        raise SaveError("E-DISK-FULL", "The disk is full.", "")

    monkeypatch.setattr(JournalFile, "write", full)
    monkeypatch.setattr(JournalFile, "__init__", full)
    made = [tag(keeping, n, n + 3) for n in range(0, 57, 3)]
    with pytest.raises(SaveError, match="full"):
        tag(keeping, 70, 75)
    assert list(held(keeping)) == [annotation.id for annotation in made]
    assert not keeping.protected
    keeping.save()
    monkeypatch.undo()
    keeping.keeper.journal.retry()
    keeping.wait_protected()
    machine.kill()
    assert set(held(machine.open())) == {annotation.id for annotation in made}


def saved_twice(machine: Machine, elsewhere: Machine, project: Path) -> tuple[str, str, bytes]:
    """Ids of two tags, of which each of two versions of the file lacks one; and that of elsewhere.

    The file in its place is the one from here.
    """
    here, there = machine.open(), elsewhere.open()
    theirs = tag(there, 6, 9)
    there.save()
    foreign = (project / FERRY).read_bytes()
    (project / FERRY).unlink()
    elsewhere.kill()
    mine = tag(here, 0, 5)
    here.save()
    machine.kill()
    return mine.id, theirs.id, foreign


def test_a_conflict_copy_is_merged_when_asked_and_set_aside(
    machine: Machine, elsewhere: Machine, project: Path
) -> None:
    mine, theirs, foreign = saved_twice(machine, elsewhere, project)
    name = "annotations/ferry/anna (conflicted copy 2026-11-25).tei.xml"
    (project / name).write_bytes(foreign)
    (project / "annotations/ferry/ben (1).tei.xml").write_bytes(foreign)
    keeping = machine.open()
    assert set(held(keeping)) == {mine}
    assert keeping.merging.copies() == {name: FERRY}
    keeping.merging.merge_copy(name)
    keeping.save()
    assert set(held(keeping)) == {mine, theirs}
    machine.kill()
    assert not (project / name).exists()
    assert (project / "annotations/ferry/ben (1).tei.xml").exists()
    assert foreign in [p.read_bytes() for p in machine.state.rglob("set-aside/*")]
    assert set(held(machine.open())) == {mine, theirs}


def test_both_sides_of_a_git_conflict_are_merged(
    machine: Machine, elsewhere: Machine, project: Path
) -> None:
    mine, theirs, foreign = saved_twice(machine, elsewhere, project)
    own = (project / FERRY).read_bytes()
    (project / FERRY).write_bytes(
        b"<<<<<<< HEAD\n" + own + b"=======\n" + foreign + b">>>>>>> theirs\n"
    )
    keeping = machine.open()
    assert set(held(keeping)) == {mine, theirs}
    assert not keeping.loaded.unreadable
    keeping.save()
    machine.kill()
    assert b"<<<<<<<" not in (project / FERRY).read_bytes()
    assert set(held(machine.open())) == {mine, theirs}


def test_a_version_on_another_text_is_never_merged(
    machine: Machine, elsewhere: Machine, project: Path
) -> None:
    mine, _, foreign = saved_twice(machine, elsewhere, project)
    other = foreign.decode().replace("Ferry strike enters", "Fairy strike enters")
    digest = Document("ferry", FIRST.replace("Ferry strike enters", "Fairy strike enters")).digest
    other = other.replace(Document("ferry", FIRST).digest, digest)
    name = "annotations/ferry/anna (1).tei.xml"
    (project / name).write_text(other, encoding="utf-8")
    keeping = machine.open()
    with pytest.raises(InputError, match="another version of the article's text"):
        keeping.merging.merge_copy(name)
    assert set(held(keeping)) == {mine}
    assert (project / name).exists()


def test_an_article_added_elsewhere_is_shown(machine: Machine, project: Path) -> None:
    here = machine.open()
    here.save()
    text = "A third report.\n"
    open_there = open_project(project)
    open_there.load("")
    open_there.add([Article(Document("", text), "text", b"", "txt")])
    here.look()
    assert len(here.session.corpus.documents) == 3
    assert not here.session.unsaved


def test_the_project_changed_elsewhere_is_taken_over(machine: Machine, elsewhere: Machine) -> None:
    machine.open().save()
    machine.kill()
    here, there = machine.open(), elsewhere.open(Annotator("ben", "Ben"))
    heading = there.session.project.heading
    there.session.apply(Edit("Rename", (heading,), (replace(heading, title="Flood"),)))
    there.save()
    settings = here.session.project.settings
    here.session.apply(Edit("Set", (settings,), (replace(settings, trim=False),)))
    here.save()
    assert here.session.project.title == "Flood"
    assert not here.session.project.settings.trim
    there.look()
    assert not there.session.project.settings.trim
    assert {a.id for a in here.session.project.annotators} >= {"anna", "ben"}


def test_a_title_that_two_people_changed_is_told_and_ours_stands(
    machine: Machine, elsewhere: Machine
) -> None:
    machine.open().save()
    machine.kill()
    here, there = machine.open(), elsewhere.open(Annotator("ben", "Ben"))
    for keeping, title in ((there, "Flood"), (here, "Fire")):
        heading = keeping.session.project.heading
        keeping.session.apply(Edit("Rename", (heading,), (replace(heading, title=title),)))
        keeping.save()
    assert here.session.project.title == "Fire"
    [clash] = here.merging.clashes
    assert {clash.here, clash.there} == {"Fire", "Flood"}
    assert "clash" in [notice.kind for notice in here.merging.notices]


@pytest.mark.parametrize("saved_between", [False, True])
def test_what_a_text_editor_changed_and_what_was_done_here_meanwhile_both_stay(
    machine: Machine, project: Path, saved_between: bool
) -> None:
    here = machine.open()
    shared, other = tag(here, 0, 5), tag(here, 6, 9)
    note(here, shared, "first")
    here.save()
    if saved_between:
        note(here, shared, "second")
        here.save()
    text = (project / FERRY).read_text(encoding="utf-8")
    before = "second" if saved_between else "first"
    (project / FERRY).write_text(text.replace(before, "by hand"), encoding="utf-8")
    note(here, shared, "by me")
    here.look()
    assert sorted(held(here).values()) == ["", "by hand", "by me"]
    [(_, conflict)] = here.merging.conflicts
    assert conflict.kind == "both-changed"
    here.save()
    note(here, other, "undisturbed")
    here.save()
    machine.kill()
    assert sorted(held(machine.open()).values()) == ["by hand", "by me", "undisturbed"]


def test_what_only_a_text_editor_changed_is_taken_over(machine: Machine, project: Path) -> None:
    here = machine.open()
    shared = tag(here, 0, 5)
    note(here, shared, "first")
    here.save()
    text = (project / FERRY).read_text(encoding="utf-8")
    (project / FERRY).write_text(text.replace("first", "by hand"), encoding="utf-8")
    here.look()
    assert held(here) == {shared.id: "by hand"}
