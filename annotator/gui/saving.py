"""Automatic saving: when to save, one save at a time in the background, and what to say of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, Protocol

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from annotator.core.corpus import Corpus
from annotator.core.errors import AnnotatorError
from annotator.gui import background
from annotator.session.events import Edited, Event, Reopened
from annotator.session.session import Session

State = Literal["saved", "unsaved", "saving", "failed"]
PAUSE_MS = 2_000
LONGEST_MS = 30_000


class Place(Protocol):
    """Where a project is kept."""

    def save(self, corpus: Corpus, annotator: str) -> object:
        """Write what changed. Raises SaveError."""


class Saving(QObject):
    """Saves a session: 2 s after the last change, at the latest 30 s after the first."""

    changed = Signal()
    """Something about `state`, `message` or `when` is different."""

    def __init__(
        self,
        session: Session,
        place: Place,
        parent: QObject | None = None,
        *,
        flush: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._place = place
        self._flush = flush
        self._task: background.Task | None = None
        self._again = False
        self.failure = ""
        self.when = ""
        self._pause = self._timer(PAUSE_MS)
        self._longest = self._timer(LONGEST_MS)
        self._unsubscribe = session.subscribe(self._heard)

    @property
    def state(self) -> State:
        """`failed` stays until a save succeeds."""
        if self.failure:
            return "failed"
        if self._task is not None:
            return "saving"
        return "unsaved" if self._session.unsaved else "saved"

    def save(self) -> None:
        """Save what is unsaved, in the background; after the running save if there is one."""
        self._flush()
        if self._task is not None:
            self._again = True
            return
        self._pause.stop()
        self._longest.stop()
        if not self._session.unsaved:
            self.failure = ""
            self.changed.emit()
            return
        snapshot, annotator = self._session.corpus, self._session.annotator
        place = self._place

        def done(report: object) -> None:
            self._settled(snapshot)

        self._task = background.run(
            self,
            lambda: place.save(snapshot, annotator),
            done=done,
            failed=self._failed,
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
        return not self.failure and not self._session.unsaved

    def go_on_at(self, place: Place) -> None:
        """Save to another place from now on; the one before is of no concern any more."""
        self._place = place
        self.failure = ""
        self.changed.emit()

    def stop(self) -> None:
        """End: nothing is saved any more."""
        self._pause.stop()
        self._longest.stop()
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

    def _settled(self, snapshot: Corpus) -> None:
        self.failure = ""
        self.when = datetime.now().strftime("%H:%M")
        self._session.note_saved(snapshot)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, AnnotatorError):
            self.failure = str(error)
        else:
            self.failure = f"An internal check failed ({type(error).__name__}: {error})."
        self._session.note_not_saved(self.failure)

    def _next(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            if not self.failure:
                self.save()
                return
        if self._session.unsaved and not self._longest.isActive():
            self._wait()
        self.changed.emit()
