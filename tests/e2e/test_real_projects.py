"""The sample project and damaged ones, in a whole window."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from annotator.bundled import sample_project
from annotator.cli import main
from annotator.gui.dialogs.articles import ArticlesDialog
from annotator.gui.panes.problems import Problems
from annotator.storage.copies import copy_project
from tests.e2e.conftest import Desk, answering

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "sample"
    copy_project(sample_project(), folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.xml"))}


def test_looking_at_the_sample_changes_nothing(desk: Desk, sample: Path) -> None:
    before = files(sample)
    desk.open_as("Mira Castellan", sample)
    assert len(desk.window.readers.readers) == 2
    assert len(desk.tagged(0)) > 20
    assert desk.window.desk.problems == ()
    for n in (0, 1):
        desk.reader(n).view.setFocus()
        for key in ("Down", "Right", "N", "N", "H", "PageDown"):
            desk.press(key)
    desk.close()
    assert files(sample) == before


def test_ten_spans_in_the_sample(
    desk: Desk, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(sample)
    desk.open_as("New Person", sample)
    assert desk.tagged(0) == [] == desk.tagged(1)
    texts = [desk.window.desk.session.corpus.documents[r.id].text for r in
             desk.window.readers.readers]  # fmt: skip
    for n in (0, 1):
        words = [w.strip("“”,.") for w in texts[n].split() if w.isalpha() and len(w) > 6]
        unique = [w for w in dict.fromkeys(words) if texts[n].count(w) == 1][:4]
        for key, word in zip("1234", unique, strict=True):
            desk.select(n, word)
            desk.press(key)
        assert len(desk.tagged(n)) == 4
    # One inside another, and one of two fragments.
    outer = texts[0][: texts[0].index(".")]
    desk.select(0, outer)
    desk.press("2")
    session = desk.window.desk.session
    first = session.set(desk.reader(1).id).in_order[0]
    span = desk.select(1, texts[1].rstrip().rsplit(" ", 1)[1].strip(".”"))
    session.select(desk.reader(1).id, (first.id,), (span,))
    desk.press("F")
    assert len(session.annotation(first.id).spans) == 2  # type: ignore[union-attr]
    desk.press("L", SHIFT)
    desk.press("Z", Qt.KeyboardModifier.ControlModifier)
    tagged = [desk.tagged(0), desk.tagged(1)]
    desk.close()
    desk.new_window()
    desk.open(sample)
    assert [desk.tagged(0), desk.tagged(1)] == tagged
    desk.close()
    after = files(sample)
    assert main(["validate", str(sample)]) == 0, capsys.readouterr().out
    others = {name for name, data in before.items() if after[name] != data}
    assert others <= {"project.tei.xml"}, "nobody else's work is touched"


def test_a_damaged_article_is_shown_as_such_and_never_written_over(
    desk: Desk, project: Path
) -> None:
    broken = project / "texts" / "island-wire.tei.xml"
    broken.write_bytes(broken.read_bytes()[:-200])
    damaged = broken.read_bytes()
    desk.open_as("Anna", project)
    assert [reader.id for reader in desk.window.readers.readers] == ["the-daily-post"]
    assert desk.window.docks.is_shown("problems")
    pane = desk.window.docks.panes["problems"]
    assert isinstance(pane, Problems)
    assert any("island-wire" in problem.file for problem in pane.problems)
    desk.select(0, "minister")
    desk.press("2")
    assert desk.window.desk.settle()
    assert broken.read_bytes() == damaged
    assert desk.tagged(0) == [("claim", ["minister"])]


def damage_annas_file(desk: Desk, project: Path) -> Path:
    """Anna tags "minister"; then half of what she saved is lost."""
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    desk.close()
    (own,) = (project / "annotations" / "the-daily-post").glob("*.xml")
    own.write_bytes(own.read_bytes()[:-200])
    return own


def test_a_damaged_set_comes_back_from_what_this_computer_kept(desk: Desk, project: Path) -> None:
    own = damage_annas_file(desk, project)
    damaged = own.read_bytes()
    desk.new_window()
    desk.open(project)
    assert desk.tagged(0) == [("claim", ["minister"])]
    assert not desk.window.docks.is_shown("problems")
    assert desk.window.desk.settle()
    assert own.read_bytes() != damaged
    aside = desk.state.glob("projects/*/set-aside/*")
    assert [path.read_bytes() for path in aside] == [damaged]


def test_a_damaged_set_of_annotations_is_never_written_over(desk: Desk, project: Path) -> None:
    own = damage_annas_file(desk, project)
    damaged = own.read_bytes()
    for kept in desk.state.glob("projects/*/anna/journal"):
        shutil.rmtree(kept)
    desk.new_window()
    desk.open(project)
    assert desk.window.docks.is_shown("problems")
    desk.select(0, "nurses")
    desk.press("2")
    assert desk.tagged(0) == [], "what would be written over the damaged file is not tagged"
    assert desk.window.status.currentMessage()
    assert desk.window.desk.settle()
    assert own.read_bytes() == damaged


@pytest.mark.parametrize("name", ["nothing-here", "empty-folder", "picture.png"])
def test_what_cannot_be_opened_is_said_and_the_window_stays(
    desk: Desk, project: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    desk.open_as("Anna", project)
    opening = desk.window.opening
    with answering(QDialog, lambda dialog: dialog.reject()) as told:
        opening.open([tmp_path / name])
        desk.qtbot.waitUntil(lambda: told.answered == 1 and not opening.is_busy)
    assert desk.window.desk.session.project.title == "Ferry strike"
    assert len(desk.window.readers.readers) == 2


def test_articles_become_a_project_that_is_safe_at_once(
    desk: Desk, tmp_path: Path, own_state_folder: Path
) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.html"
    one.write_text("A headline\n\nSome words of the mayor.\n", encoding="utf-8")
    two.write_text("<html><body><h1>Other</h1><p>More words.</p></body></html>", encoding="utf-8")
    with answering(ArticlesDialog, lambda dialog: dialog.accept()):
        desk.open_as("Anna", one, two)
    assert len(desk.window.readers.readers) == 2
    workspace = desk.window.desk.workspace
    assert workspace is not None
    assert workspace.draft
    assert own_state_folder in workspace.folder.parents
    assert "folder of its own" in desk.window.banner.text
    desk.select(0, "mayor")
    desk.press("1")
    home = tmp_path / "home"
    desk.window.opening.move(home)
    desk.qtbot.waitUntil(lambda: not desk.window.opening.is_busy)
    assert not workspace.draft
    assert desk.window.banner.text == ""
    tagged = desk.tagged(0)
    desk.close()
    desk.new_window()
    desk.open(home)
    assert desk.tagged(0) == tagged == [("quote", ["mayor"])]


def test_a_copy_elsewhere_goes_on_there(desk: Desk, project: Path, tmp_path: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    before = files(project)
    desk.window.opening.move(tmp_path / "copy")
    desk.qtbot.waitUntil(lambda: not desk.window.opening.is_busy)
    workspace = desk.window.desk.workspace
    assert workspace is not None
    assert workspace.folder == tmp_path / "copy"
    assert files(project) == before
    desk.select(0, "nurses")
    desk.press("2")
    assert desk.window.desk.settle()
    assert len(files(tmp_path / "copy")) == len(before) + 1


def test_articles_are_added_to_an_open_project(desk: Desk, project: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("Third report\n\nWords about it.\n", encoding="utf-8")
    desk.open_as("Anna", project)
    with answering(ArticlesDialog, lambda dialog: dialog.accept()):
        desk.window.opening.dropped([more])
        desk.qtbot.waitUntil(lambda: len(desk.window.readers.readers) == 3)
    assert desk.window.desk.settle()
    desk.close()
    desk.new_window()
    desk.open(project)
    assert len(desk.window.desk.session.corpus.documents) == 3


def test_a_window_that_is_closed_while_it_opens_closes_after_that(
    desk: Desk, project: Path
) -> None:
    desk.open_as("Anna", project)
    desk.window.opening.reopen()
    assert desk.window.opening.is_busy
    assert not desk.window.close()
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert not desk.window.desk.is_open
