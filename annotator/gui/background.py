"""Work off the GUI thread: a function runs in a worker thread, its result is a signal."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread, current_thread
from typing import Literal, TypeVar
from weakref import ref

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

T = TypeVar("T")


class Task(QObject):
    """A function that runs, or has run. Ends in exactly one of `done`, `failed`, or neither where
    it was cancelled or its owner is gone."""

    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    """Always, after the other two, also when cancelled."""

    def __init__(self, owner: QObject) -> None:
        # No child of its owner, and never deleted later: a child that is to be deleted and is then
        # freed with its owner by Python is freed twice now and then.
        super().__init__()
        self._owner = ref(owner)
        self._cancelled = False
        self.running = True

    @property
    def is_wanted(self) -> bool:
        """Whether its owner is still there."""
        owner = self._owner()
        return owner is not None and shiboken6.isValid(owner)

    def cancel(self) -> None:
        """Take no notice of the outcome. The function itself runs to its end."""
        self._cancelled = True

    def end(self, how: Literal["done", "failed"], value: object) -> None:
        """Tell the outcome, unless nobody wants it any more."""
        self.running = False
        if not self._cancelled:
            (self.done if how == "done" else self.failed).emit(value)
        self.ended.emit()


class _Courier(QObject):
    """Brings outcomes from worker threads to the GUI thread.

    It lives as long as the program. No Python object travels through Qt: the signal only says
    that the queue has something.
    """

    arrived = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._outcomes: SimpleQueue[tuple[Thread, Callable[[], None]]] = SimpleQueue()
        self.awaited = 0
        """How many outcomes are still to come."""
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def bring(self, outcome: Callable[[], None]) -> None:
        """Have it called on the GUI thread, once this worker thread has ended."""
        self._outcomes.put((current_thread(), outcome))
        try:
            self.arrived.emit()
        except RuntimeError:
            return  # The program is about to end.

    @Slot()
    def _deliver(self) -> None:
        while not self._outcomes.empty():
            thread, outcome = self._outcomes.get()
            # What the function held, such as a dialog, must not be let go by the other thread.
            thread.join()
            self.awaited -= 1
            outcome()


def _work(task: Task, function: Callable[[], object], courier: _Courier) -> None:
    """The function in its thread. An error is handed over, not swallowed: see `Task.failed`."""
    try:
        result = function()
    except BaseException as error:
        failure = error
        courier.bring(lambda: _end(task, "failed", failure, function))
    else:
        courier.bring(lambda: _end(task, "done", result, function))


def _end(task: Task, how: Literal["done", "failed"], value: object, held: object) -> None:
    if task.is_wanted:
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
    program = QCoreApplication.instance()
    assert program is not None
    courier = program.findChild(_Courier) or _Courier(program)
    courier.awaited += 1
    # A thread of Python's: one of Qt's frees what it ran while Python may still hold it.
    Thread(target=_work, args=(task, function, courier), daemon=True).start()
    return task


def is_busy() -> bool:
    """Whether anything runs in a worker thread."""
    program = QCoreApplication.instance()
    courier = program.findChild(_Courier) if program is not None else None
    return courier is not None and courier.awaited > 0
