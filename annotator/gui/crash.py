"""When something goes wrong that nobody foresaw: the log, one banner, and the program goes on."""

import faulthandler
import logging
import platform
import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)

from annotator import __version__
from annotator.storage.log import Log, described

_log = logging.getLogger(__name__)
_SILENCE = 60.0
_MOST_KEYS = 500
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHook(QObject):
    """Receives exceptions that reached the outermost edge: in a slot, a thread, a finaliser; what
    Qt complains of; and, in the log alone, what ends the program at once.

    Both signals come on the GUI thread and later, never from within the event that failed: that
    may have been a paint.
    """

    erred = Signal()
    """Each time: the moment to bring the work to safety."""
    happened = Signal(str)
    """What to tell the user; the same error at most once a minute."""
    _caught = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        log: Log | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._errors, self._messages = _Seldom(clock), _Seldom(clock)
        self._last = ""
        self._give_back: Callable[[], None] = lambda: None
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over all the hooks there are, and write to the log what the program logs."""
        before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        sys.unraisablehook = lambda args: self.caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        handler = qInstallMessageHandler(self._said_by_qt)
        ours = logging.getLogger("annotator")
        if self._log is not None:
            ours.addHandler(self._log)
            if self._log.file is not None:
                faulthandler.enable(self._log.file)

        def give_back() -> None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = before
            qInstallMessageHandler(handler)
            if self._log is not None:
                ours.removeHandler(self._log)
                if self._log.file is not None:
                    faulthandler.disable()

        self._give_back = give_back

    def remove(self) -> None:
        """Give the hooks back to whoever had them. The log stays open."""
        self._give_back()

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error, and tell of it if it is a new one. From any thread; raises nothing."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if issubclass(kind, SystemExit):
            return  # the way a thread is ended on purpose
        frames = traceback.extract_tb(trace)
        where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        silent = self._errors.asked(f"{kind.__name__} {where}")
        words = ""
        if silent is not None:
            again = f" ({silent} times more since it was logged last)" if silent else ""
            _log.error("Unexpected error%s", again, exc_info=(kind, error, trace))
            self._last = described(error.with_traceback(trace))
            words = (
                f"Something went wrong ({kind.__name__}). Your annotations are kept, and you can "
                "go on. Please report it if it happens again."
            )
        _let_go(error)
        try:
            self._caught.emit(words)
        except RuntimeError:
            return  # the window is gone, and Qt's half of this object with it

    @property
    def report(self) -> str:
        """What the makers need to know, to be copied: no article text, no names of people."""
        return "\n".join(
            (
                f"Annotator {__version__}, Qt {qVersion()}, Python {platform.python_version()}",
                platform.platform(),
                "",
                self._last or "No unexpected error since the start.",
                "",
                "The last lines of the log:",
                *(self._log.last_lines if self._log else ()),
            )
        )

    @Slot(str)
    def _tell(self, words: str) -> None:
        self.erred.emit()
        if words:
            self.happened.emit(words)

    def _said_by_qt(
        self, kind: QtMsgType, context: QMessageLogContext, message: str | None
    ) -> None:
        if self._messages.asked(message or "") is not None:
            _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)


def _let_go(error: BaseException | None) -> None:
    """Let the frames that an error came through forget what they held.

    Python keeps the last error, and with it a painter that was at work: when that ends, after its
    widget's paint is over, the program ends too.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


class _Seldom:
    """Lets each thing through once a minute; a paint that fails would fill the log in no time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen: dict[str, tuple[float, int]] = {}

    def asked(self, key: str) -> int | None:
        """How often it was held back since; None: hold it back again."""
        now = self._clock()
        last, held = self._seen.get(key, (-_SILENCE, 0))
        if now - last < _SILENCE:
            self._seen[key] = last, held + 1
            return None
        if len(self._seen) >= _MOST_KEYS:
            self._seen.clear()
        self._seen[key] = now, 0
        return held
