"""Python's collector of cyclic garbage, kept to the thread of the window.

Left alone it runs in whichever thread allocates. What it frees may be a widget, and a widget that
is freed by another thread leaves the heap damaged: the program ends sooner or later.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


def collect_if_due() -> None:
    """What Python would do by itself, as often as it would: youngest objects first."""
    for generation, limit in reversed([*enumerate(gc.get_threshold())]):
        if gc.get_count()[generation] > limit:
            gc.collect(generation)
            return


class Collecting(QObject):
    """Switches the collector off and does its work once a second, unless there is other work."""

    def __init__(
        self, is_busy: Callable[[], bool] = lambda: False, parent: QObject | None = None
    ) -> None:
        """`is_busy`: whether other threads make many objects, which are not looked through then."""
        super().__init__(parent)
        self._is_busy = is_busy
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        """Let Python collect by itself again, if it did before."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def _collect(self) -> None:
        if not self._is_busy():
            collect_if_due()
