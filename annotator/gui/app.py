"""The application: starts the window, and sees that nothing it meets goes unsaid."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from annotator.bundled import resource
from annotator.gui import background, canary, theme
from annotator.gui.collecting import Collecting
from annotator.gui.crash import CrashHook
from annotator.gui.handlers import safety
from annotator.gui.style import Style
from annotator.gui.termination import Termination
from annotator.gui.text import accessible
from annotator.gui.workbench import Workbench
from annotator.storage.log import Log
from annotator.storage.state import State

_SWITCH = 0.0005
_DIALOGS = 5
"""Dialogs that may stand on top of each other."""


def run(paths: Sequence[str | Path] = ()) -> int:
    """Show the window on these paths until it is closed; returns the exit status."""
    app = application()
    if not canary.sound():
        print(canary.ADVICE, file=sys.stderr)
        return 2
    # Threads that read files must not hold up painting.
    sys.setswitchinterval(_SWITCH)
    logging.basicConfig(level=logging.WARNING)
    collecting = Collecting(background.is_busy)
    state = State()
    hook = CrashHook(log=Log(state.folder))
    hook.install()
    readers = accessible.install()
    window = Workbench(state)
    window.report = lambda: hook.report
    theme.apply(window.theme)
    hook.erred.connect(window.desk.protect)
    hook.happened.connect(lambda text: _tell_error(window, text))
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda: theme.apply(window.theme))
    app.commitDataRequest.connect(lambda manager: window.desk.settle())
    termination = Termination(lambda: _close(window))
    window.show()
    if paths:
        QTimer.singleShot(0, lambda: window.opening.open([Path(path) for path in paths]))
    status = app.exec()
    termination.close()
    collecting.close()
    readers.close()
    hook.remove()
    return status


def application() -> QApplication:
    """The one QApplication, set up; an existing one is used as it is."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    app = QApplication(sys.argv[:1])
    app.setStyle(Style())
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setDesktopFileName("annotator")
    app.setWindowIcon(QIcon(str(resource("icons", "annotator.svg"))))
    return app


def _close(window: Workbench) -> None:
    """Save and end, also from under a dialog that waits for an answer."""
    for _ in range(_DIALOGS):
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            break
        dialog.close()
    # The dialogs' own loops end first.
    QTimer.singleShot(0, window.close)


def _tell_error(window: Workbench, text: str) -> None:
    buttons = (
        ("Copy the report", lambda: safety.copy_report(window)),
        ("Close", lambda: window.banner.withdraw("crash")),
    )
    window.banner.say(text, "warning", buttons, "crash")
