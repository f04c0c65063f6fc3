"""Work off the GUI thread: a function runs in a worker thread, its result is a signal."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

T = TypeVar("T")


class Task(QObject):
    """A function that runs, or has run. Ends in exactly one of `done`, `failed`, or neither where
    it was cancelled or its owner is gone."""

    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    """Always, after the other two, also when cancelled."""
    _returned = Signal(object)
    _raised = Signal(object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._cancelled = False
        self.running = True
        queued = Qt.ConnectionType.QueuedConnection
        self._returned.connect(self._on_returned, queued)
        self._raised.connect(self._on_raised, queued)

    def cancel(self) -> None:
        """Take no notice of the outcome. The function itself runs to its end."""
        self._cancelled = True

    @Slot(object)
    def _on_returned(self, result: object) -> None:
        self._end(self.done, result)

    @Slot(object)
    def _on_raised(self, error: object) -> None:
        self._end(self.failed, error)

    def _end(self, signal: Any, value: object) -> None:
        self.running = False
        if not self._cancelled:
            signal.emit(value)
        self.ended.emit()
        self.deleteLater()


class _Work(QRunnable):
    """The function in its thread. An error is handed over, not swallowed: see `Task.failed`."""

    def __init__(self, task: Task, function: Callable[[], object]) -> None:
        super().__init__()
        self._task = task
        self._function = function

    def run(self) -> None:
        try:
            result = self._function()
        except BaseException as error:
            self._send(self._task._raised, error)
        else:
            self._send(self._task._returned, result)

    def _send(self, signal: Any, value: object) -> None:
        try:
            signal.emit(value)
        except RuntimeError:
            return  # The window that wanted to know is gone.


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
    QThreadPool.globalInstance().start(_Work(task, function))
    return task
