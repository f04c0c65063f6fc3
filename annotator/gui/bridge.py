"""The session's events as one Qt signal, and the one place where refused edits are told."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.core.edit import Edit
from annotator.core.errors import EditError, SaveError
from annotator.session.events import Event, Reopened
from annotator.session.session import Session


class Bridge(QObject):
    """Joins panes to a session. It outlives the session: panes stay when a project is opened."""

    happened = Signal(object)
    """An `Event` of the session, told at once on the thread of the window."""
    refused = Signal(str)
    """Why a change was not made, in plain words."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._leave = session.subscribe(self._tell)

    @property
    def session(self) -> Session:
        return self._session

    def replace(self, session: Session) -> None:
        """Go on with another session; tells `Reopened`."""
        self._leave()
        self._session = session
        self._leave = session.subscribe(self._tell)
        self._tell(Reopened())

    def close(self) -> None:
        """Listen no longer."""
        self._leave()
        self._leave = _nothing

    def attempt(self, make: Callable[[], Edit], joining: bool = False) -> bool:
        """Make an edit and apply it; False, and `refused`, where that cannot be.

        Nobody writes until an annotator is chosen, and then every edit is refused.
        """
        if not self._session.annotator:
            self.refused.emit("Choose who is annotating first.")
            return False
        return self._guarded(lambda: self._session.apply(make(), joining=joining))

    def undo(self) -> bool:
        """Take back the last step, if there is one."""
        return self._guarded(self._session.undo)

    def redo(self) -> bool:
        """Make the step again that was taken back last, if there is one."""
        return self._guarded(self._session.redo)

    def go_to_step(self, done: int) -> bool:
        """Undo or redo until `done` steps are in force; stops where one is refused."""
        history = self._session.history
        done = max(0, min(done, len(history.steps)))
        while history.done != done:
            if not (self.undo() if history.done > done else self.redo()):
                return False
        return True

    def _guarded(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except (EditError, SaveError) as error:
            self.refused.emit(error.message)
            return False
        return True

    def _tell(self, event: Event) -> None:
        self.happened.emit(event)


def _nothing() -> None:
    """What leaving means once left."""
