"""Automatic saving: when to save, one save at a time in the background, and what to say of it."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from annotator.core.errors import AnnotatorError, SaveError
from annotator.display.safety import Safety
from annotator.gui import background
from annotator.session.events import Edited, Event, Reopened
from annotator.session.session import Session

_log = logging.getLogger(__name__)

PAUSE_MS = 2_000
LONGEST_MS = 30_000
AGAIN_MS = 10_000
"""How long to wait after a failure before looking again whether it can be saved."""
MOST_ROUNDS = 5
"""Saves in a row that may meet a version nobody has seen."""


class Kept(Protocol):
    """What is saved: see `session.keeping.Keeping`."""

    changed: Callable[[], None]

    @property
    def session(self) -> Session: ...
    @property
    def protected(self) -> bool: ...
    @property
    def unprotected(self) -> str: ...
    @property
    def refusal(self) -> str: ...
    def snapshot(self) -> Any: ...
    def write(self, snapshot: Any) -> Any: ...
    def settle(self, snapshot: Any, report: Any) -> bool: ...
    def retry(self) -> None: ...


class Saving(QObject):
    """Saves a session: 2 s after the last change, at the latest 30 s after the first."""

    changed = Signal()
    """Something about `safety` is different."""
    _protected = Signal()

    def __init__(
        self,
        kept: Kept,
        parent: QObject | None = None,
        *,
        flush: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._kept, self._session = kept, kept.session
        self._flush = flush
        self._task: background.Task | None = None
        self._again = False
        self._rounds = 0
        self._failure: AnnotatorError | None = None
        self._when = ""
        self._pause = self._timer(PAUSE_MS)
        self._longest = self._timer(LONGEST_MS)
        self._later = self._timer(AGAIN_MS)
        # The journal's thread tells; a signal brings it to this one.
        self._protected.connect(self.changed)
        kept.changed = self._protected.emit
        self._unsubscribe = self._session.subscribe(self._heard)
        if self._session.unsaved:
            self._wait()

    @property
    def is_busy(self) -> bool:
        """Whether a save is being made."""
        return self._task is not None

    @property
    def safety(self) -> Safety:
        """Where everything that was done is by now."""
        return Safety(
            saved=not self._session.unsaved,
            when=self._when,
            unprotected=self._kept.unprotected,
            failure=str(self._failure) if self._failure else "",
            code=self._failure.code if self._failure else "",
            refusal=self._kept.refusal,
        )

    def save(self) -> None:
        """Save what is unsaved, in the background; after the running save if there is one."""
        self._flush()
        if self._kept.refusal:
            return
        if self._task is not None:
            self._again = True
            return
        for timer in (self._pause, self._longest, self._later):
            timer.stop()
        self._protect()
        if not self._session.unsaved:
            self._failure = None
            self.changed.emit()
            return
        kept, snapshot = self._kept, self._kept.snapshot()

        def done(report: object) -> None:
            self._failure = None
            self._when = datetime.now().strftime("%H:%M")
            if kept.settle(snapshot, report):
                self._rounds = 0
                return
            self._rounds += 1
            self._again = self._rounds < MOST_ROUNDS

        self._task = background.run(
            self, lambda: kept.write(snapshot), done=done, failed=self._failed
        )
        self._task.ended.connect(self._next)
        self.changed.emit()

    def settle(self) -> bool:
        """Save and wait for the end of it; False if something could not be saved."""
        self.save()
        while self._task is not None:
            loop = QEventLoop()
            self.changed.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self.changed.disconnect(loop.quit)
        return self._failure is None and not self._session.unsaved

    def go_on(self) -> None:
        """Save to another place from now on; the one before is of no concern any more."""
        self._failure = None
        self.save()
        self.changed.emit()

    def stop(self) -> None:
        """End: nothing is saved any more."""
        for timer in (self._pause, self._longest, self._later):
            timer.stop()
        self._kept.changed = lambda: None
        self._unsubscribe()

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.save)
        return timer

    def _heard(self, event: Event) -> None:
        if isinstance(event, Edited | Reopened) and self._session.unsaved:
            self._wait()
            self.changed.emit()

    def _wait(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _protect(self) -> None:
        if self._kept.unprotected:
            try:
                self._kept.retry()
            except SaveError:
                self._later.start()  # its reason is told by `safety`

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            _log.error("unexpected error in saving", exc_info=error)
            text = f"An internal check failed ({type(error).__name__}: {error})."
            error = SaveError("E-CHECK", text)
        self._failure = error
        self._session.note_not_saved(str(error))

    def _next(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self.save()
            return
        if self._failure is not None:
            self._later.start()
        elif self._session.unsaved and not self._longest.isActive():
            self._wait()
        self.changed.emit()
