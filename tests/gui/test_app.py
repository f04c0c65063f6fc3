"""The application starts, shows its window, and ends with it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui import canary
from annotator.gui.app import application, run
from annotator.gui.workbench import Workbench


@pytest.fixture
def closing(qtbot: QtBot) -> Iterator[list[str]]:
    """Closes the window as soon as it shows; titles of the windows that were shown."""
    shown: list[str] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette()
    timer = QTimer()
    timer.setInterval(20)

    def look() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, Workbench) and widget.isVisible():
                shown.append(widget.windowTitle())
                timer.stop()
                widget.close()

    timer.timeout.connect(look)
    timer.start()
    yield shown
    timer.stop()
    app.setPalette(before)


def test_the_window_comes_up_and_ends_the_program_when_it_is_closed(
    closing: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    hook = sys.excepthook
    assert run() == 0
    assert closing == ["Annotator"]
    assert sys.excepthook is hook
    # Qt says this of every window without a screen, and here it goes into the log.
    assert {r.getMessage() for r in caplog.records} <= {
        "Qt: This plugin does not support propagateSizeHints()"
    }
    caplog.clear()


def test_a_pyside_that_crashes_is_refused_before_the_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(canary, "drift", lambda: -1.0)
    assert run() == 2
    assert "PySide6" in capsys.readouterr().err


def test_there_is_one_application(qtbot: QtBot) -> None:
    assert application() is QApplication.instance()


def test_the_window_needs_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    code = """
import sys
from collections.abc import Iterator
from pathlib import Path
from annotator.gui.app import application
from annotator.gui.workbench import Workbench
from annotator.storage.state import State
app = application()
window = Workbench(State(Path(sys.argv[1])))
window.show()
app.processEvents()
heavy = {"scipy", "pyqtgraph", "pandas", "numpy.random", "matplotlib"} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
