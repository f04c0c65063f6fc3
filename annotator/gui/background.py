"""Work off the GUI thread: a function runs in a worker thread, its result is a signal."""

from collections.abc import Callable
from typing import Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

T = TypeVar("T")


class Task(QObject):
    """A function that runs, or has run. Ends in exactly one of `done`, `failed`, or neither where
    it was cancelled or its owner is gone."""

    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    """Always, after the other two, also when cancelled."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._cancelled = False
        self.running = True

    def cancel(self) -> None:
        """Take no notice of the outcome. The function itself runs to its end."""
        self._cancelled = True

    def end(self, how: Literal["done", "failed"], value: object) -> None:
        """Tell the outcome, unless nobody wants it any more."""
        self.running = False
        if not self._cancelled:
            (self.done if how == "done" else self.failed).emit(value)
        self.ended.emit()
        self.deleteLater()


class _Courier(QObject):
    """Brings outcomes from worker threads to the GUI thread.

    It lives as long as the threads do. A task may be deleted at any moment, with the dialog that
    wanted it; a thread that emits a signal of it then writes into memory that is freed.
    """

    arrived = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, outcome: Callable[[], None]) -> None:
        outcome()


class _Work(QRunnable):
    """The function in its thread. An error is handed over, not swallowed: see `Task.failed`."""

    def __init__(self, task: Task, function: Callable[[], object], courier: _Courier) -> None:
        super().__init__()
        self._task = task
        self._function = function
        self._courier = courier

    def run(self) -> None:
        task = self._task
        try:
            result = self._function()
        except BaseException as error:
            failure = error
            self._send(lambda: _end(task, "failed", failure))
        else:
            self._send(lambda: _end(task, "done", result))

    def _send(self, outcome: Callable[[], None]) -> None:
        try:
            self._courier.arrived.emit(outcome)
        except RuntimeError:
            return  # The program is about to end.


def _end(task: Task, how: Literal["done", "failed"], value: object) -> None:
    if shiboken6.isValid(task):  # else the window that wanted to know is gone
        task.end(how, value)


def run(
    owner: QObject,
    function: Callable[[], T],
    *,
    done: Callable[[T], None],
    failed: Callable[[BaseException], None],
) -> Task:
    """Call `function` in a worker thread, then `done` or `failed` on the GUI thread.

    `owner` keeps the task; if it is destroyed first, neither is called. The function must not
    touch widgets.
    """
    task = Task(owner)
    task.done.connect(done)
    task.failed.connect(failed)
    pool = QThreadPool.globalInstance()
    courier = pool.findChild(_Courier) or _Courier(pool)
    pool.start(_Work(task, function, courier))
    return task
