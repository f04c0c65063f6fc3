"""Local backups of a project's files: compressed, synced, thinned; never in its own folder."""

import zlib
from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path
from typing import Final

from annotator.core.errors import InputError, SaveError
from annotator.core.ids import safe_name
from annotator.storage import clock
from annotator.storage.backup import REASONS, Backup, Reason, file_name, parsed
from annotator.storage.files import READ_LIMIT, Files
from annotator.storage.loading import bytes_digest
from annotator.storage.native import fitting_name
from annotator.storage.save import is_leftover, save_file
from annotator.storage.thinning import thinned
from annotator.tei.files import AnnotationsFile
from annotator.tei.reader import read

__all__ = ["REASONS", "Backup", "Backups", "Reason", "annotations_in"]

PAUSE: Final = timedelta(minutes=30)
"""While somebody works a backup is due when so much time has gone by."""

_GZIP: Final = 31
"""What zlib calls gzip with the widest window; it writes no time, so equal data is equal bytes."""
_LEVEL: Final = 4
_NAME: Final = "name"
"""The file in a shelf that says whose backups they are."""


class Backups:
    """A folder with a shelf (a folder) for each file. Several processes may work on it at once."""

    def __init__(self, folder: Path, files: Files, now: Callable[[], str] = clock.utc_now) -> None:
        self.folder = folder
        self._files = files
        self._now = now

    def keep(self, name: str, data: bytes, reason: Reason, count: int = -1) -> Backup | None:
        """Keep these bytes of a file; when this returns they are on the disk.

        None: the newest one of this name holds them already. Raises SaveError.
        """
        if len(data) > READ_LIMIT:
            message = "The file is too big to be backed up, and to be read again."
            raise SaveError("E-TOO-BIG", message, name)
        shelf, digest = self._shelf(name), bytes_digest(data)
        try:
            newest = next(iter(self.versions(name)), None)
            if newest is not None and newest.digest == digest and self._is_whole(newest):
                # Whoever kept it may have been stopped before its name was on the disk.
                self._sync(shelf)
                return None
            self._make(shelf, name)
        except InputError as error:
            raise SaveError(error.code, error.message, error.where) from error
        packed = zlib.compress(data, _LEVEL, _GZIP)
        number = newest.number + 1 if newest else 1
        own = file_name(number, self._now(), count, reason, len(packed), digest)
        save_file(self._files, shelf / own, packed)
        self._sync(shelf)
        return parsed(name, shelf / own)

    def versions(self, name: str) -> list[Backup]:
        """The backups of a file, newest first; nothing is opened. Names of no backup are skipped.

        InputError where the folder is there and cannot be listed.
        """
        return self._listed(self._shelf(name), name)

    def names(self) -> list[str]:
        """The files there are backups of, also those that are in the project no more."""
        found = []
        for shelf in self._shelves():
            try:
                name = self._files.read(shelf / _NAME, 4096).decode()
            except (InputError, UnicodeDecodeError):
                continue
            if safe_name(name) == shelf.name and self._listed(shelf, name):
                found.append(name)
        return sorted(found)

    def read(self, backup: Backup) -> bytes:
        """The bytes that were kept. InputError (E-BACKUP) where they are not the same any more."""
        packed = self._files.read(backup.path)
        unpacker = zlib.decompressobj(_GZIP)
        try:
            data = unpacker.decompress(packed, READ_LIMIT + 1)
        except zlib.error as error:
            raise _damaged(backup) from error
        if not unpacker.eof or unpacker.unused_data or bytes_digest(data) != backup.digest:
            raise _damaged(backup)
        return data

    def find(self, name: str, digest: str) -> bytes | None:
        """The bytes of a file with this digest; None where they are not kept, or damaged."""
        for version in self.versions(name):
            if version.digest == digest:
                try:
                    return self.read(version)
                except InputError:
                    continue
        return None

    def due(self, name: str, digest: str) -> bool:
        """Whether the newest backup is half an hour old, and of other bytes than these."""
        newest = next(iter(self.versions(name)), None)
        if newest is None:
            return True
        age = clock.moment(self._now()) - newest.moment
        # An age below nothing comes of a clock put back; it would stay for ever.
        return newest.digest != digest and not timedelta(0) <= age <= PAUSE

    def thin(self, needed: Collection[str] = ()) -> int:
        """Remove what `thinning` says; returns how many went. `needed`: digests that must stay.

        Goes on after a failure, then raises the first SaveError.
        """
        try:
            shelves = self._shelves()
            files = [self._listed(shelf, "") for shelf in shelves]
            left_over = [path for shelf in shelves for path in self._left_over(shelf)]
        except InputError as error:
            raise SaveError(error.code, error.message, error.where) from error
        gone = thinned(files, clock.moment(self._now()), needed)
        failed: list[SaveError] = []
        for path in (*left_over, *(backup.path for backup in gone)):
            try:
                self._files.remove(path)
            except SaveError as error:
                failed.append(error)
        if failed:
            raise failed[0]
        return len(gone)

    def _shelf(self, name: str) -> Path:
        return self.folder / safe_name(name)

    def _shelves(self) -> list[Path]:
        if self._files.kind(self.folder) == "absent":
            return []
        entries = self._files.list(self.folder)
        return [self.folder / entry.name for entry in entries if entry.kind == "folder"]

    def _listed(self, shelf: Path, name: str) -> list[Backup]:
        if self._files.kind(shelf) == "absent":
            return []
        found = [parsed(name, shelf / e.name) for e in self._files.list(shelf) if e.kind == "file"]
        backups = [backup for backup in found if backup is not None]
        return sorted(backups, key=lambda b: (b.number, b.when, b.path.name), reverse=True)

    def _left_over(self, shelf: Path) -> list[Path]:
        """Temporary files of backups that were broken off a day ago or earlier."""
        found = []
        for name in (entry.name for entry in self._files.list(shelf) if is_leftover(entry.name)):
            target = parsed("", shelf / name[2:].rsplit(".", 2)[0])
            if target and clock.moment(self._now()) - target.moment > timedelta(days=1):
                found.append(shelf / name)
        return found

    def _is_whole(self, backup: Backup) -> bool:
        found = self._files.stat(backup.path)
        return found is not None and found.size == backup.size

    def _make(self, shelf: Path, name: str) -> None:
        """The shelf, with the name of the file it is for."""
        self._files.make_folder(shelf)
        label = shelf / _NAME
        if self._files.kind(label) != "file" or self._files.read(label) != name.encode():
            save_file(self._files, label, name.encode())

    def _sync(self, shelf: Path) -> None:
        """Put the names in a shelf on the disk, its own, and that of the folder they are all in."""
        for folder in (shelf, self.folder, self.folder.parent):
            self._files.sync_folder(folder)


def annotations_in(backups: Backups, backup: Backup) -> AnnotationsFile:
    """The annotations that a backup of such a file holds. InputError where they are unreadable."""
    return fitting_name(read(backups.read(backup), backup.name).file, backup.name, AnnotationsFile)


def _damaged(backup: Backup) -> InputError:
    message = "This backup is damaged and cannot be read. Others of the same file may be whole."
    return InputError("E-BACKUP", message, str(backup.path))
