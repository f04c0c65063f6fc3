"""Work in a thread: one outcome, on the GUI thread."""

import threading

import pytest
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

from annotator.gui import background


def test_the_result_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    owner, got = QObject(), []
    here = threading.get_ident()

    def done(result: int) -> None:
        got.append((result, threading.get_ident()))

    task = background.run(owner, threading.get_ident, done=done, failed=got.append)
    qtbot.waitSignal(task.ended).wait()
    ((worker, receiver),) = got
    assert worker != here == receiver


def test_an_error_is_handed_over(qtbot: QtBot) -> None:
    owner, errors = QObject(), []

    def fail() -> None:
        raise ValueError("no")

    task = background.run(owner, fail, done=lambda r: None, failed=errors.append)
    qtbot.waitSignal(task.ended).wait()
    assert [str(error) for error in errors] == ["no"]


def test_a_cancelled_task_ends_without_an_outcome(qtbot: QtBot) -> None:
    owner, got = QObject(), []
    go = threading.Event()
    task = background.run(owner, go.wait, done=got.append, failed=got.append)
    task.cancel()
    with qtbot.waitSignal(task.ended):
        go.set()
    assert got == []


def test_an_owner_that_is_gone_is_not_told(qtbot: QtBot) -> None:
    owner, got = QObject(), []
    go = threading.Event()
    background.run(owner, go.wait, done=got.append, failed=got.append)
    owner.deleteLater()
    qtbot.wait(10)
    go.set()
    assert QThreadPool.globalInstance().waitForDone(5000)
    qtbot.wait(10)
    assert got == []


@pytest.mark.parametrize("value", [None, 1, "text", [1, 2]])
def test_any_value_can_be_a_result(qtbot: QtBot, value: object) -> None:
    owner, got = QObject(), []
    task = background.run(owner, lambda: value, done=got.append, failed=got.append)
    qtbot.waitSignal(task.ended).wait()
    assert got == [value]
