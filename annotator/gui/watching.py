"""Looks for what other programs do to the open project, and takes it in between the user's acts."""

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.errors import AnnotatorError
from annotator.gui import background
from annotator.gui.desk import Desk
from annotator.storage import layout
from annotator.storage.watch import Seen

EVERY_MS = 10_000
HINT_MS = 300


class Watching(QObject):
    """Looks every ten seconds, when the window becomes active, and soon after a hint.

    The hints come from folders: a file that is watched itself drops out when it is replaced.
    """

    seen = Signal(object)
    """A `Seen` that says something; its versions have been merged by then."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._task: background.Task | None = None
        self._soon = self._timer(HINT_MS, single=True)
        self._often = self._timer(EVERY_MS, single=False)
        self._hints = QFileSystemWatcher(self)
        self._hints.directoryChanged.connect(lambda path: self._soon.start())
        desk.opened.connect(self._begin)
        desk.closing.connect(self._end)
        window.installEventFilter(self)

    def look(self) -> None:
        """Look now, unless something is being saved or looked at: then soon."""
        keeping, saving = self._desk.keeping, self._desk.saving
        if keeping is None or saving is None or keeping.refusal:
            return
        if self._task is not None or saving.is_busy:
            self._soon.start()
            return
        documents = keeping.session.corpus.documents

        def done(seen: Seen) -> None:
            if self._desk.keeping is not keeping or not seen:
                return
            if saving.is_busy:
                # What was seen may be what is just being replaced: look once more.
                keeping.watch.forget()
                self._soon.start()
                return
            self._desk.flush()
            keeping.take_in(seen)
            self.seen.emit(seen)

        self._task = background.run(
            self, lambda: keeping.watch.look(documents), done=done, failed=_raise
        )
        self._task.ended.connect(self._ended)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.WindowActivate:
            self._soon.start()
        return False

    def _begin(self) -> None:
        keeping = self._desk.keeping
        if keeping is None:
            return
        folder = keeping.workspace.folder
        names = ["", layout.TEXTS, layout.LINKS, layout.ANNOTATIONS]
        names += [f"{layout.ANNOTATIONS}/{id}" for id in keeping.session.corpus.documents]
        kind = keeping.workspace.files.kind
        self._hints.addPaths([str(folder / n) for n in names if kind(folder / n) == "folder"])
        self._often.start()

    def _end(self) -> None:
        self._often.stop()
        self._soon.stop()
        if watched := self._hints.directories():
            self._hints.removePaths(watched)

    def _ended(self) -> None:
        self._task = None

    def _timer(self, interval: int, *, single: bool) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.setSingleShot(single)
        timer.timeout.connect(self.look)
        return timer


def _raise(error: BaseException) -> None:
    if not isinstance(error, AnnotatorError):
        raise error
