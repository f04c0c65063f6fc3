"""Killed, opened twice, changed from outside: what a person sees, and that nothing is gone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.core.errors import SaveError
from annotator.core.gestures import set_note
from annotator.gui.dialogs.earlier import EarlierDialog
from annotator.gui.dialogs.reanchor import ReanchorDialog
from annotator.gui.panes.problems import Problems
from annotator.gui.widgets.conflict_card import ConflictCard
from tests.e2e.conftest import Desk, answering

ANNA = "annotations/the-daily-post/anna.tei.xml"


@pytest.fixture
def killed(desk: Desk, project: Path) -> Iterator[None]:
    """Anna tagged two things; the program was killed before it saved."""
    desk.open_as("Anna", project)
    assert desk.window.desk.settle()
    for words in ("minister", "nurses"):
        desk.select(0, words)
        desk.press("2")
    kill(desk)
    assert not (project / ANNA).exists()
    desk.new_window()
    yield
    desk.window.desk.put_away()


def kill(desk: Desk) -> None:
    """The window goes without saving; the system frees the lock."""
    desk.window.desk.put_away()
    desk.window.hide()


def press(desk: Desk, caption: str) -> None:
    """Press a button of the band across the window."""
    for button in desk.window.banner.findChildren(QPushButton):
        if button.text() == caption and button.isVisible():
            button.click()
            return
    raise AssertionError(f"{desk.window.banner.text!r} offers no {caption!r}")


def other_program(project: Path, state: Path, *commands: object) -> None:
    """Anna at another computer."""
    subprocess.run(
        [sys.executable, "-m", "annotator", "script", str(project), "--annotator", "anna"],
        input="".join(json.dumps(command) + "\n" for command in commands),
        env={"XDG_STATE_HOME": str(state), "PATH": "", "HOME": str(state)},
        text=True,
        check=True,
        capture_output=True,
    )


@pytest.mark.usefixtures("killed")
def test_after_a_kill_everything_is_back_and_the_banner_says_so(desk: Desk, project: Path) -> None:
    desk.open(project)
    assert [words for _, words in desk.tagged(0)] == [["nurses"], ["minister"]]
    assert desk.window.banner.text.startswith("2 changes that had not been saved are back (from")
    press(desk, "Review")
    assert len(desk.window.desk.session.selected) == 2
    assert desk.window.docks.is_shown("history")
    press(desk, "Undo")
    assert desk.tagged(0) == []
    assert desk.window.banner.text == ""
    desk.act("redo")
    assert len(desk.tagged(0)) == 2
    desk.qtbot.waitUntil(lambda: (project / ANNA).exists())


@pytest.mark.usefixtures("killed")
def test_keeping_what_came_back_only_takes_the_banner_away(desk: Desk, project: Path) -> None:
    desk.open(project)
    press(desk, "Keep them")
    assert len(desk.tagged(0)) == 2
    assert desk.window.banner.text == ""


def test_a_second_window_may_only_look(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    first = desk.window
    desk.new_window()
    desk.open(project)
    second = desk.window
    assert "open in another window" in second.banner.text
    assert second.status.saved.text() == "◌ Read only"
    desk.select(0, "minister")
    desk.press("2")
    assert desk.tagged(0) == []
    press(desk, "Show that window")
    assert first.isVisible()
    first.desk.put_away()
    press(desk, "Try again")
    desk.qtbot.waitUntil(lambda: not second.desk.refusal and second.desk.is_open)
    desk.activate()
    desk.select(0, "minister")
    desk.press("2")
    assert len(desk.tagged(0)) == 1
    first.desk.abandon()


def test_what_another_computer_saved_comes_in_while_one_works(
    desk: Desk, project: Path, tmp_path: Path
) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    assert desk.window.desk.settle()
    create = {"do": "create", "document": "the-daily-post", "category": "claim"}
    other_program(project, tmp_path / "elsewhere", {**create, "spans": [[0, 5]]})
    desk.window.watching.look()
    desk.qtbot.waitUntil(lambda: len(desk.tagged(0)) == 2)
    assert "Updated from disk: 1 added" in desk.window.status.currentMessage()
    assert desk.window.desk.settle()


def test_both_sides_of_a_conflict_are_listed_and_one_is_chosen(
    desk: Desk, project: Path, tmp_path: Path
) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    assert desk.window.desk.settle()
    [own] = desk.window.desk.session.set("the-daily-post").annotations.values()
    other_program(
        project, tmp_path / "elsewhere", {"do": "set", "id": own.id, "note": "from elsewhere"}
    )
    session = desk.window.desk.session
    session.apply(set_note(session.stamp(), [own], "from here"))
    assert desk.window.desk.settle()
    notes = {a.note for a in desk.window.desk.session.set("the-daily-post").annotations.values()}
    assert notes == {"from here", "from elsewhere"}
    assert desk.window.docks.is_shown("problems")
    desk.qtbot.waitUntil(lambda: bool(_cards(desk)))
    _cards(desk)[0].buttons[0].click()
    pane = desk.window.docks.panes["problems"]
    assert isinstance(pane, Problems)
    assert pane.conflicts == ()
    [left] = desk.window.desk.session.set("the-daily-post").annotations.values()
    assert left.note in notes
    assert desk.window.desk.settle()


def _cards(desk: Desk) -> list[ConflictCard]:
    return [card for card in desk.window.findChildren(ConflictCard) if card.isVisible()]


def test_a_file_that_is_damaged_while_it_is_open_is_told_until_it_is_written_again(
    desk: Desk, project: Path
) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    assert desk.window.desk.settle()
    (project / ANNA).write_bytes(b"<TEI half of")
    desk.window.watching.look()
    pane = desk.window.docks.panes["problems"]
    assert isinstance(pane, Problems)
    desk.qtbot.waitUntil(lambda: len(pane.problems) == 1)
    desk.qtbot.waitUntil(lambda: desk.window.status.problems.text() == "⚠ 1 problem")
    desk.select(0, "nurses")
    desk.press("2")
    assert desk.window.desk.settle()
    desk.qtbot.waitUntil(lambda: pane.problems == ())
    assert "set aside" in desk.window.banner.text
    desk.qtbot.waitUntil(lambda: not desk.window.status.problems.isVisible())


def test_an_earlier_version_comes_back_by_one_step(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    desk.close()
    desk.new_window()
    desk.open(project)
    desk.window.desk.session.select("the-daily-post", tuple(
        desk.window.desk.session.set("the-daily-post").annotations
    ))  # fmt: skip
    desk.act("delete")
    assert desk.tagged(0) == []
    assert desk.window.desk.settle()

    def take(dialog: EarlierDialog) -> None:
        dialog._list.setCurrentItem(dialog._list.topLevelItem(0))
        QTimer.singleShot(0, lambda: _accept_when_ready(dialog))

    with answering(EarlierDialog, take):
        desk.act("earlier")
    assert [words for _, words in desk.tagged(0)] == [["minister"]]
    desk.act("undo")
    assert desk.tagged(0) == []


def _accept_when_ready(dialog: EarlierDialog) -> None:
    if dialog._restore.isEnabled():
        dialog._restore.click()
    elif dialog.isVisible():
        QTimer.singleShot(20, lambda: _accept_when_ready(dialog))


def test_annotations_move_to_a_text_that_was_changed(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    desk.close()
    text = project / "texts/the-daily-post.tei.xml"
    changed = text.read_text(encoding="utf-8").replace("Ferry strike enters", "Big strike enters")
    text.write_text(changed, encoding="utf-8")
    desk.new_window()
    desk.open(project)
    assert "is not the one that you annotated" in desk.window.banner.text
    assert desk.tagged(0) == []
    assert desk.reader(0).header.status.text() == "◌ Read only"
    with answering(ReanchorDialog, lambda dialog: dialog._decide("move")):
        press(desk, "What can be done…")
        desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None and _moved(desk))
    assert [words for _, words in desk.tagged(0)] == [["minister"]]
    assert desk.window.banner.text == ""
    assert desk.reader(0).header.status.text() == "In progress"
    desk.activate()
    desk.select(0, "nurses")
    desk.press("2")
    assert len(desk.tagged(0)) == 2


def test_a_text_that_changes_while_it_is_open_is_told_truly(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    desk.select(0, "third week")
    desk.press("1")
    assert desk.window.desk.settle()
    text = project / "texts/the-daily-post.tei.xml"
    changed = text.read_text(encoding="utf-8").replace("third week", "3rd week")
    text.write_text(changed, encoding="utf-8")
    desk.window.watching.look()
    desk.qtbot.waitUntil(lambda: "is not the one that you annotated" in desk.window.banner.text)
    told: list[dict[str, int]] = []

    def move(dialog: ReanchorDialog) -> None:
        told.append(dict(dialog._report.counts))
        dialog._decide("move")

    with answering(ReanchorDialog, move):
        press(desk, "What can be done…")
        desk.qtbot.waitUntil(lambda: bool(told) and desk.window.banner.text == "")
    assert told[0]["moved"] == 1
    assert told[0].get("kept", 0) == 0
    desk.qtbot.waitUntil(lambda: _moved(desk))
    assert [words for _, words in desk.tagged(0)] == [["minister"]]


def test_the_annotated_text_can_be_put_back(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    desk.close()
    text = project / "texts/the-daily-post.tei.xml"
    before = text.read_text(encoding="utf-8")
    text.write_text(before.replace("Ferry strike enters", "Big strike enters"), encoding="utf-8")
    desk.new_window()
    desk.open(project)
    with answering(ReanchorDialog, lambda dialog: dialog._decide("restore")):
        press(desk, "What can be done…")
        desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None and _moved(desk))
    assert "Ferry strike enters" in text.read_text(encoding="utf-8")
    assert [words for _, words in desk.tagged(0)] == [["minister"]]
    assert desk.window.banner.text == ""


def _moved(desk: Desk) -> bool:
    return desk.window.desk.is_open and bool(desk.window.readers.readers) and bool(desk.tagged(0))


def test_a_full_disk_is_told_and_the_work_is_kept(
    desk: Desk, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_as("Anna", project)
    assert desk.window.desk.settle()

    def full(*arguments: object) -> None:
        raise SaveError("E-DISK-FULL", "The disk is full.", "")

    monkeypatch.setattr("annotator.storage.files.RealFiles.write", full)
    desk.select(0, "minister")
    desk.press("2")
    assert len(desk.tagged(0)) == 1
    desk.qtbot.waitUntil(lambda: "NOT SAFE" in desk.window.banner.text)
    desk.qtbot.waitUntil(lambda: desk.window.status.saved.text() == "✖ NOT SAFE")
    monkeypatch.undo()
    press(desk, "Try again")
    desk.qtbot.waitUntil(lambda: desk.window.banner.text == "")
    assert desk.window.desk.settle()
    kill(desk)
    desk.new_window()
    desk.open(project)
    assert len(desk.tagged(0)) == 1
