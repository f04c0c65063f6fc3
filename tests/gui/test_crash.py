"""What nobody foresaw: it is logged and told once, whatever way it came, and the window stays."""

import gc
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.gui import background
from annotator.gui.crash import CrashHook
from annotator.storage.log import Log

WORDS = "private words of an article"


class Told:
    """A hook, its log, and what it said."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self.folder = folder
        self.log = Log(folder)
        self.hook = CrashHook(log=self.log, clock=clock)
        self.told: list[str] = []
        self.erred = 0
        self.hook.happened.connect(self.told.append)
        self.hook.erred.connect(self._count)

    def _count(self) -> None:
        self.erred += 1

    @property
    def written(self) -> str:
        return (self.folder / "log").read_text("utf-8")


@pytest.fixture
def now() -> list[float]:
    return [1000.0]


@pytest.fixture
def caught(
    qtbot: QtBot, tmp_path: Path, now: list[float], caplog: pytest.LogCaptureFixture
) -> Iterator[Told]:
    told = Told(tmp_path, lambda: now[0])
    # The real file is left out where the test's own faulthandler must stay in place.
    file, told.log.file = told.log.file, None
    told.hook.install()
    told.log.file = file
    yield told
    told.log.file = None
    told.hook.remove()
    if file is not None:
        os.close(file)
    assert WORDS not in told.written
    assert WORDS not in told.hook.report
    caplog.get_records("call").clear()


def fail() -> None:
    raise ValueError(WORDS)


class Emitter(QObject):
    fired = Signal()


class Painted(QWidget):
    """Fails in each paint."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        raise ValueError(WORDS)


class Finalised:
    def __del__(self) -> None:
        raise ValueError(WORDS)


class Runnable(QRunnable):
    def run(self) -> None:
        raise ValueError(WORDS)


def in_a_slot(qtbot: QtBot) -> object:
    emitter = Emitter()
    emitter.fired.connect(fail)
    emitter.fired.emit()
    return emitter


def in_a_timer(qtbot: QtBot) -> object:
    QTimer.singleShot(0, fail)
    return None


def in_a_paint(qtbot: QtBot) -> object:
    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: widget.paints > 0)
    for _ in range(5):
        widget.update()
        qtbot.wait(2)
    return widget


def in_a_thread(qtbot: QtBot) -> object:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    return thread


def in_a_worker_of_qt(qtbot: QtBot) -> object:
    QThreadPool.globalInstance().start(Runnable())
    QThreadPool.globalInstance().waitForDone()
    return None


def in_background_work(qtbot: QtBot) -> object:
    def failed(error: BaseException) -> None:
        raise error

    owner = QObject()
    background.run(owner, fail, done=print, failed=failed)
    return owner


def in_a_finaliser(qtbot: QtBot) -> object:
    Finalised()
    gc.collect()
    return None


ROUTES = (
    in_a_slot,
    in_a_timer,
    in_a_paint,
    in_a_thread,
    in_a_worker_of_qt,
    in_background_work,
    in_a_finaliser,
)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_an_error_is_told_and_logged(
    qtbot: QtBot, caught: Told, route: Callable[[QtBot], object]
) -> None:
    kept = route(qtbot)
    qtbot.waitUntil(lambda: bool(caught.told))
    qtbot.wait(20)
    assert len(caught.told) == 1
    assert "ValueError" in caught.told[0]
    assert caught.erred >= 1
    assert "ValueError" in caught.written
    assert "test_crash.py" in caught.written
    assert "ValueError" in caught.hook.report
    assert kept is not caught


def test_nothing_is_told_within_the_event_that_failed(qtbot: QtBot, caught: Told) -> None:
    in_a_slot(qtbot)
    assert caught.told == []
    qtbot.waitUntil(lambda: bool(caught.told))


def test_the_same_error_is_told_once_a_minute_and_counted(
    qtbot: QtBot, caught: Told, now: list[float]
) -> None:
    for second in (0, 30, 59, 61, 62):
        now[0] = 1000.0 + second
        in_a_slot(qtbot)
    qtbot.waitUntil(lambda: caught.erred == 5)
    assert len(caught.told) == 2
    assert caught.written.count("Unexpected error") == 2
    assert "(2 times more since it was logged last)" in caught.written


def test_another_error_is_told_at_once(qtbot: QtBot, caught: Told) -> None:
    in_a_slot(qtbot)
    in_a_finaliser(qtbot)
    qtbot.waitUntil(lambda: len(caught.told) == 2)


def test_what_qt_complains_of_is_logged_once(qtbot: QtBot, caught: Told) -> None:
    for _ in range(3):
        qWarning("QSomething: no such thing")
    assert caught.written.count("QSomething: no such thing") == 1
    assert not caught.told


def test_a_thread_that_ends_itself_is_no_error(qtbot: QtBot, caught: Told) -> None:
    thread = threading.Thread(target=lambda: sys.exit(1))
    thread.start()
    thread.join()
    qtbot.wait(20)
    assert not caught.told
    assert not caught.erred


def test_the_report_says_what_one_must_know(qtbot: QtBot, caught: Told) -> None:
    from annotator import __version__

    assert "No unexpected error" in caught.hook.report
    logging.getLogger("annotator.storage").warning("the file is odd")
    in_a_slot(qtbot)
    report = caught.hook.report
    for part in (__version__, "Qt 6", "Python 3", "in fail", "the file is odd"):
        assert part in report
    assert str(Path.home()) not in report


def test_an_error_after_the_window_is_gone_raises_nothing(qtbot: QtBot, caught: Told) -> None:
    import shiboken6

    hook = CrashHook()
    shiboken6.delete(hook)
    error = ValueError(WORDS)
    hook.caught(ValueError, error, None)


def test_hooks_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    hook = CrashHook()
    hook.install()
    assert sys.excepthook == hook.caught
    hook.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_what_ends_the_program_at_once_is_in_the_log(tmp_path: Path) -> None:
    code = """
import faulthandler, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from annotator.gui.crash import CrashHook
from annotator.storage.log import Log
app = QCoreApplication([])
hook = CrashHook(log=Log(Path(sys.argv[1])))
hook.install()
faulthandler._sigsegv()
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Segmentation fault" in (tmp_path / "log").read_text("utf-8")
