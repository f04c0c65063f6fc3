"""What comes and goes by itself: the blinking caret, the flash of what was jumped to."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtGui import QGuiApplication

_FLASH = 900
_FRAME = 40


class Blink(QObject):
    """Whether the caret is visible now; `changed` is called when that turns."""

    def __init__(self, parent: QObject, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self.visible = True
        self._changed = changed
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Show the caret, and blink from now on as the system wants it."""
        self.visible = True
        whole = QGuiApplication.styleHints().cursorFlashTime()
        if whole > 0:
            self._timer.start(max(whole // 2, 100))
        self._changed()

    def stop(self) -> None:
        """Show the caret steadily."""
        self._timer.stop()
        self.visible = True
        self._changed()

    def _turn(self) -> None:
        self.visible = not self.visible
        self._changed()


class Flash(QObject):
    """A brightness that fades from 1 to 0; `changed` is called at each step."""

    def __init__(self, parent: QObject, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._changed = changed
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME)
        self._timer.timeout.connect(self._step)

    @property
    def strength(self) -> float:
        if not self._timer.isActive():
            return 0.0
        return max(1.0 - self._clock.elapsed() / _FLASH, 0.0)

    def start(self) -> None:
        self._clock.start()
        self._timer.start()
        self._changed()

    def _step(self) -> None:
        if self.strength <= 0.0:
            self._timer.stop()
        self._changed()
