"""Every action of the menus is chosen in a real window: it does something, and nothing breaks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.gui.actions import ACTIONS, Action
from annotator.storage.watch import Seen
from tests.e2e.conftest import Desk


def state(desk: Desk, dialogs: list[str]) -> tuple[object, ...]:
    """All that an action could change, as far as a person can see it."""
    w = desk.window
    session = w.desk.session
    reader = w.readers.active
    return (
        session.corpus,
        session.selection,
        session.history.done,
        w.joining.reading,
        w.joining.scrolling,
        w.readers.arrangement,
        w.readers.shown,
        tuple(w.readers.sizes),
        w.theme,
        reader and (reader.id, reader.view.caret, reader.view.selection),
        tuple(w.docks.is_shown(id) for id in w.docks.panes),
        w.find_bar.isVisible(),
        w.find_bar.said,
        w.status.currentMessage(),
        w.desk.is_open,
        w.desk.saving and (w.desk.saving.safety.level, w.desk.saving.is_busy),
        w.isVisible(),
        QApplication.clipboard().text(),
        QApplication.focusWidget(),
        w.tagging.waiting,
        tuple(dialogs),
    )


class Shown(list[str]):
    """A list that holds on to the timer which fills it."""

    timer: QTimer


@pytest.fixture
def dialogs(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    """Titles of the dialogs that were shown; each is cancelled."""
    shown = Shown()

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            shown.append(dialog.windowTitle() or type(dialog).__name__)
            dialog.reject()

    for name, nothing in (
        ("getOpenFileNames", ([], "")),
        ("getExistingDirectory", ""),
        ("getSaveFileName", ("", "")),
    ):

        def chosen(*args: object, _name: str = name, _nothing: object = nothing) -> object:
            shown.append(_name)
            return _nothing

        monkeypatch.setattr(QFileDialog, name, chosen)
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(cancel)
    timer.start()
    shown.timer = timer
    yield shown
    timer.stop()


def prepare(desk: Desk, row: Action) -> None:
    """Bring the window into a state in which the action makes sense."""
    session = desk.window.desk.session
    id = desk.reader(0).id
    desk.select(0, "not move 😀 an")
    desk.press("1")
    desk.select(0, "Nearly 40 percent")
    desk.press("4")
    first, second = session.set(id).in_order
    if row.id == "redo":
        desk.window.desk.bridge.undo()
    if row.id == "join":
        session.select(id, (first.id, second.id))
    elif row.id in ("fragment", "remove-fragment"):
        span = desk.select(0, "minister")
        session.select(id, (first.id,), (span,))
        if row.id == "remove-fragment":
            desk.window.tagging.add_fragment((span,))
            session.select(id, (first.id,))
            desk.reader(0).view.go_to(span.start + 1)
    elif row.id == "copy":
        desk.select(0, "minister")
    else:
        session.select(id, (first.id,))
        desk.reader(0).view.go_to(first.spans[0].start + 4)
    if row.id in ("find-next", "find-previous"):
        desk.window.find_bar.begin("the")
    if row.id in ("move-left",):
        desk.window.readers.set_active(desk.reader(1).id)
    if row.id == "evenly":
        desk.window.readers.set_sizes([300, 600])
    if row.id == "usual-size":
        desk.window.set_reading(desk.window.joining.reading.zoomed(2))
    if row.id == "to-text":
        desk.window.focus_pane("palette")
    if row.id == "paste":
        QApplication.clipboard().setText("")
    if row.id == "next-here":
        other = desk.select(0, "move")
        session.select(id, (), (other,))
        desk.window.tagging.use("claim")
        desk.reader(0).view.go_to(other.start + 1)
    if row.id == "reanchor":
        assert desk.window.desk.settle()
        keeping = desk.window.desk.keeping
        assert keeping is not None
        keeping.take_in(Seen(changed_texts=[id]))
    if row.id == "guideline" and desk.window.docks.is_shown("palette"):
        desk.window.toggle_pane("palette")


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_it_does_something(
    desk: Desk, project: Path, dialogs: Shown, row: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs.timer.stop()
    desk.open_as("Anna", project)
    dialogs.timer.start()
    prepare(desk, row)
    if row.id == "sample":
        started: list[object] = []
        monkeypatch.setattr(desk.window.opening, "open_sample", lambda: started.append(1))
        row.handler(desk.window)
        assert started
        return
    before = state(desk, dialogs)
    desk.act(row.id)
    desk.qtbot.wait(20)
    if row.id == "reanchor":  # it reads the file first
        desk.qtbot.waitUntil(lambda: bool(dialogs))
    after = state(desk, dialogs)
    chosen = row.checked is not None and row.id in _in_force(desk)
    assert after != before or chosen, f"{row.id} does nothing"


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_it_is_off_or_harmless_while_no_project_is_open(
    desk: Desk, dialogs: Shown, row: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.window.opening, "open_sample", lambda: None)
    desk.window.menus.refresh()
    action = desk.window.menus.actions[row.id]
    if action.isEnabled():
        action.trigger()
        desk.qtbot.wait(10)
    assert not desk.window.desk.is_open


def _in_force(desk: Desk) -> set[str]:
    """Ids of the actions with a check mark."""
    desk.window.menus.refresh()
    return {id for id, action in desk.window.menus.actions.items() if action.isChecked()}
