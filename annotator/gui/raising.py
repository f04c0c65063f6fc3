"""Two windows on the same work: the second asks the first to come to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_WAIT_MS = 500


class Raising(QObject):
    """Listens for other windows of this user, under a name made of what is worked on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._server: QLocalServer | None = None

    def listen(self, home: Path) -> None:
        """Come to the front when another window asks for this work."""
        self.stop()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # Whoever holds the lock may take the name over from a program that was killed.
        QLocalServer.removeServer(_name(home))
        if server.listen(_name(home)):
            server.newConnection.connect(self._asked)
            self._server = server
        else:
            server.deleteLater()

    def stop(self) -> None:
        """Listen no longer."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _asked(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()


def ask(home: Path) -> bool:
    """Ask the window that has this work to come to the front; whether there is one that hears."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    heard = socket.waitForConnected(_WAIT_MS)
    socket.abort()
    return heard


def _name(home: Path) -> str:
    digest = hashlib.sha256(str(home).encode("utf-8", "surrogatepass")).hexdigest()
    return f"annotator-{digest[:24]}"
