"""The files of journals: their numbers, one that is being written, those that are put away."""

import logging
import re
import time
from pathlib import Path
from typing import Final

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import Files

ARCHIVE: Final = "archive"
_NAME: Final = re.compile(r"(\d{12})\.journal", re.ASCII)
_KEPT: Final = 30 * 24 * 3600 * 10**9
"""Nanoseconds for which old journals are kept."""
_BALLAST: Final = 4 * 2**20

_log = logging.getLogger(__name__)


def journals(files: Files, folder: Path) -> list[Path]:
    """The journals in a folder, newest first. InputError where it cannot be listed."""
    if files.kind(folder) == "absent":
        return []
    names = sorted(e.name for e in files.list(folder) if _NAME.fullmatch(e.name))
    return [folder / name for name in reversed(names)]


class JournalFile:
    """A journal on disk that is being written. All its methods raise SaveError."""

    def __init__(self, files: Files, folder: Path, data: bytes) -> None:
        """A new one with the greatest number and these first bytes, or nothing at all."""
        self._files = files
        files.make_folder(folder)
        self.path = folder / f"{_next_number(files, folder):012d}.journal"
        self._handle = files.append(self.path)
        self.size = 0
        try:
            write_all(files, self._handle, data)
        except SaveError:
            self.close()
            _remove_anyway(files, self.path)
            raise
        self.size = len(data)
        self.is_synced = False
        """Whether it has been synced once, and its name with it."""

    def write(self, data: bytes) -> None:
        """Add bytes, or none at all as far as that can be."""
        try:
            write_all(self._files, self._handle, data)
        except SaveError:
            # Half a line would hide those after it.
            self._files.truncate(self._handle, self.size)
            raise
        self.size += len(data)

    def sync(self) -> None:
        """Return when all bytes, and the file's name, are on the disk."""
        self._files.sync(self._handle)
        if not self.is_synced:
            self._files.sync_folder(self.path.parent)
            self._files.sync_folder(self.path.parent.parent)
            self.is_synced = True

    def close(self) -> None:
        """Give the file back; no harm if that fails."""
        try:
            self._files.close(self._handle)
        except SaveError as error:
            _log.info("a journal could not be closed: %s", error)


def put_away_older(files: Files, path: Path) -> None:
    """Move journals older than this one to the archive, and drop what is old there.

    Raises SaveError or InputError.
    """
    archive = path.parent.parent / ARCHIVE
    for old in journals(files, path.parent):
        if old.name < path.name:
            files.make_folder(archive)
            files.replace(old, archive / old.name)
    for old in journals(files, archive):
        status = files.stat(old)
        if status and time.time_ns() - status.modified > _KEPT:
            files.remove(old)


def fill_ballast(files: Files, path: Path) -> None:
    """Hold some room that can be freed when the disk is full. Raises SaveError."""
    if files.kind(path) != "absent":
        return
    handle = files.append(path)
    try:
        # Written, not sparse: only then does removing it free room.
        write_all(files, handle, b"\x5a" * _BALLAST)
    except SaveError:
        _remove_anyway(files, path)
        raise
    finally:
        files.close(handle)


def write_all(files: Files, handle: int, data: bytes) -> None:
    """Write all bytes at the end of a file. Raises SaveError; some may have been written then."""
    left = memoryview(data)
    while left:
        taken = files.write(handle, left)
        if taken <= 0:
            raise SaveError("E-DISK", "The drive took nothing.")
        left = left[taken:]


def _next_number(files: Files, folder: Path) -> int:
    try:
        entries = journals(files, folder) + journals(files, folder.parent / ARCHIVE)
    except InputError as error:
        raise SaveError(error.code, error.message, error.where) from error
    return max((int(path.stem) for path in entries), default=0) + 1


def _remove_anyway(files: Files, path: Path) -> None:
    try:
        files.remove(path)
    except SaveError as error:
        _log.info("%s could not be removed: %s", path.name, error)
