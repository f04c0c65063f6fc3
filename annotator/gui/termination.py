"""Being told to end by the system: a signal such as SIGTERM closes the window properly."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Termination(QObject):
    """Calls `ended` on the GUI thread when SIGTERM, SIGINT or SIGHUP arrives.

    Python's own handlers wait while Qt runs, so the signal is sent through a socket.
    """

    def __init__(self, ended: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ended = ended
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        self._before = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._handlers = {
            number: signal.signal(number, _noted)
            for name in ("SIGTERM", "SIGINT", "SIGHUP")
            if (number := getattr(signal, name, None)) is not None
        }
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)

    def close(self) -> None:
        """Put everything back as it was."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._reading.close()
        self._writing.close()

    def _arrived(self) -> None:
        try:
            self._reading.recv(64)
        except BlockingIOError:
            return
        self._ended()


def _noted(number: int, frame: object) -> None:
    """The socket has the news; nothing else to do here."""
