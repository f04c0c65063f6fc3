"""The journal of one run of the program: what is done, line by line, before it is done.

A line is safe from the program's death when `append` returns, from a power cut once it is synced,
which a thread does at once and again and again. What a failing disk refuses is kept in memory and
offered to a new file; beyond a few lines that nobody took, `append` refuses.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import Files
from annotator.storage.journal_files import JournalFile, fill_ballast, put_away_older
from annotator.storage.records import framed

MOST_WAITING: Final = 20
"""Lines that may be in memory alone while the disk takes none."""
LONG: Final = 4 * 2**20
"""Bytes from which on a journal makes room for a new one when all is saved."""

_log = logging.getLogger(__name__)


class Journal:
    """Begins its file with the first line that is appended: looking at a project writes nothing.

    `changed` is called by the thread whenever `protected` or `failure` may be different. Older
    journals are put away when this one is complete and synced. The ballast is a file that is given
    up when the disk is full.
    """

    def __init__(
        self,
        files: Files,
        folder: Path,
        head: Mapping[str, Any],
        *,
        ballast: Path | None = None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._files, self._folder, self._head, self._ballast = files, folder, head, ballast
        self._changed = changed
        self._lock = threading.Condition()
        self._lines: list[bytes] = []
        """All lines of this file, so that they can go to another one if it fails."""
        self._past = 0
        """How many lines this run has put into earlier files."""
        self._written = self._synced = 0
        self._file: JournalFile | None = None
        self._tasks: list[Callable[[], None]] = []
        self._thread: threading.Thread | None = None
        self._closing = False
        self._failure: SaveError | None = None

    @property
    def protected(self) -> bool:
        """Whether every line is on the disk, synced."""
        with self._lock:
            return self._synced == len(self._lines) and not self._tasks

    @property
    def failure(self) -> str:
        """Why lines are in memory only; empty: they are not."""
        with self._lock:
            return str(self._failure) if self._failure else ""

    @property
    def has_lines(self) -> bool:
        """Whether its file has been begun."""
        with self._lock:
            return bool(self._lines)

    @property
    def is_long(self) -> bool:
        """Whether a new file should be begun as soon as nothing is unsaved."""
        with self._lock:
            return self._file is not None and self._file.size > LONG

    def append(self, *records: Mapping[str, Any]) -> int:
        """Write records as lines, all or none; returns what to `wait` for.

        Raises SaveError where too many lines wait for a disk that takes none.
        """
        with self._lock:
            before = len(self._lines)
            self._lines += map(framed, records)
            try:
                self._flush()
            except SaveError as error:
                self._failure = error
                if len(self._lines) - self._written > MOST_WAITING:
                    del self._lines[before:]
                    raise
            self._wake()
            return self._past + len(self._lines)

    def before_protecting(self, task: Callable[[], None]) -> None:
        """Have the thread do something before what is appended next counts as protected."""
        with self._lock:
            self._tasks.append(task)

    def wait(self, ticket: int, seconds: float = 30) -> None:
        """Return when what `append` gave the ticket for is protected. SaveError if it cannot be."""
        with self._lock:
            self._lock.wait_for(
                lambda: self._failure or self._past + self._synced >= ticket, seconds
            )
            if self._past + self._synced < ticket:
                slow = SaveError("E-DISK", "The disk does not answer.", str(self._folder))
                raise self._failure or slow

    def retry(self) -> None:
        """Try again to write what waits. Raises SaveError."""
        with self._lock:
            if self._lines:
                self._flush()
                self._wake()

    def renew(self) -> None:
        """Begin a new file with the next line; for when all that this one holds is saved."""
        with self._lock:
            if self._synced == len(self._lines) and not self._tasks:
                self._give_back()
                self._past += len(self._lines)
                self._lines, self._written, self._synced = [], 0, 0

    def close(self) -> None:
        """Sync what there is, and end."""
        with self._lock:
            self._closing = True
            self._lock.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()
        with self._lock:
            self._give_back()

    def _flush(self) -> None:
        """Write the lines that wait: to this file, else to a new one, else with the ballast gone.

        With the lock held. Raises SaveError, and then they wait on.
        """
        if self._file is not None:
            try:
                self._file.write(b"".join(self._lines[self._written :]))
            except SaveError as error:
                _log.info("the journal cannot be written: %s", error)
            else:
                self._written, self._failure = len(self._lines), None
                return
        try:
            self._begin()
        except SaveError:
            if self._ballast is None or self._files.kind(self._ballast) != "file":
                raise
            self._files.remove(self._ballast)
            self._begin()

    def _begin(self) -> None:
        """Write all lines to a new file.

        `ready` comes after them: a file that got only some of them never counts.
        """
        data = b"".join([framed(self._head), *self._lines, framed({"t": "ready"})])
        file = JournalFile(self._files, self._folder, data)
        self._give_back()
        self._file, self._failure = file, None
        self._written, self._synced = len(self._lines), 0

    def _give_back(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._keep_syncing, name="journal", daemon=True)
            self._thread.start()
        self._lock.notify_all()

    def _keep_syncing(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._closing or self._synced < self._written)
                if self._synced >= self._written or self._file is None:
                    return
                file, upto, tasks = self._file, self._written, len(self._tasks)
            self._protect(file, upto, tasks)
            self._changed()

    def _protect(self, file: JournalFile, upto: int, tasks: int) -> None:
        is_new = not file.is_synced
        try:
            file.sync()
        except SaveError as error:
            self._sync_failed(error, file)
            return
        for task in self._tasks[:tasks]:
            _try(task)
        with self._lock:
            if file is self._file:
                self._synced = max(self._synced, upto)
            del self._tasks[:tasks]
            self._lock.notify_all()
        if is_new:
            _try(lambda: put_away_older(self._files, file.path))
            if (ballast := self._ballast) is not None:
                _try(lambda: fill_ballast(self._files, ballast))

    def _sync_failed(self, error: SaveError, file: JournalFile) -> None:
        """Never sync that file again: what it did not keep would pass for kept. Take another."""
        _log.info("the journal cannot be synced: %s", error)
        with self._lock:
            if file is self._file:
                try:
                    if self._closing:
                        raise error
                    self._begin()
                except SaveError as failure:
                    self._give_back()
                    self._failure = failure
                    self._written = self._synced = 0
            self._lock.notify_all()


def _try(task: Callable[[], None]) -> None:
    """Do something that is worth a line in the log if it fails, and no more."""
    try:
        task()
    except (SaveError, InputError) as error:
        _log.info("beside the journal: %s", error)
