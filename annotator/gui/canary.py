"""The PySide6 reference-count canary: some versions crash on Python 3.10 and 3.11."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer

CALLS = 200
ADVICE = (
    "This PySide6 version crashes with this Python. "
    'Install another one: pip install "PySide6-Essentials>=6.8,<6.12"'
)


def drift(call: Callable[[], object] | None = None) -> float:
    """References to None that one void call of Qt loses (negative) or leaks; 0 where all is well.

    PySide6 6.12.0 loses one per call on Python 3.11 and aborts after about 5000. From Python 3.12
    on None is immortal, and there is nothing to lose.
    """
    stop = call or QTimer().stop
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        stop()
    return (sys.getrefcount(None) - before) / CALLS


def sound() -> bool:
    """Whether this PySide6 may be used with this Python."""
    return abs(drift()) < 0.1
