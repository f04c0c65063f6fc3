"""The only module that touches the file system: the protocol `Files`, and the real one.

Reading raises InputError, everything else SaveError; nothing lets an OSError through.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol, TypeVar

from annotator.core.errors import AnnotatorError, InputError, SaveError

Kind = Literal["file", "folder", "other", "absent"]
"""What a path names; links are followed. `other`: a device, a pipe, or not to be looked at."""

READ_LIMIT: Final = 32 * 2**20
"""Bytes. Larger files are refused."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a folder."""

    name: str
    kind: Kind


class Files(Protocol):
    """What storage needs of a file system. One call is one thing that can fail."""

    def kind(self, path: Path) -> Kind:
        """What is at the path now. Never raises."""

    def read(self, path: Path, limit: int = READ_LIMIT) -> bytes:
        """All bytes of a regular file. InputError if it is none, too big, or not readable."""

    def list(self, folder: Path) -> list[Entry]:
        """What is in a folder, by name. InputError if it cannot be listed."""

    def check_writable(self, path: Path) -> None:
        """SaveError if the file there may not be changed. An absent one may."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it; nothing to do where it exists."""

    def create(self, path: Path, like: Path) -> int:
        """Make a new file with the permissions of `like` (if that exists); returns a handle."""

    def write(self, handle: int, data: memoryview) -> int:
        """Write some bytes at the end; returns how many were taken."""

    def sync(self, handle: int) -> None:
        """Return when the bytes written are on the disk."""

    def close(self, handle: int) -> None:
        """Give the handle back."""

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in place of another (or of none) in one step."""

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in the folder are on the disk."""

    def remove(self, path: Path) -> None:
        """Remove a file; nothing to do where there is none."""

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder; nothing to do where there is none."""


class RealFiles:
    """The file system of this machine."""

    def kind(self, path: Path) -> Kind:
        try:
            return _kind(os.stat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return "absent"
        except (OSError, ValueError):
            return "other"

    def read(self, path: Path, limit: int = READ_LIMIT) -> bytes:
        return _guard(InputError, path, lambda: _read(path, limit))

    def list(self, folder: Path) -> list[Entry]:
        return _guard(InputError, folder, lambda: _list(folder))

    def check_writable(self, path: Path) -> None:
        if os.path.lexists(path) and not os.access(path, os.W_OK):
            message = "The file is read-only. Allow changes to it, or save elsewhere."
            raise SaveError("E-READ-ONLY", message, str(path))

    def make_folder(self, folder: Path) -> None:
        _guard(SaveError, folder, lambda: os.makedirs(folder, exist_ok=True))

    def create(self, path: Path, like: Path) -> int:
        return _guard(SaveError, path, lambda: _create(path, like))

    def write(self, handle: int, data: memoryview) -> int:
        return _guard(SaveError, None, lambda: os.write(handle, data))

    def sync(self, handle: int) -> None:
        _guard(SaveError, None, lambda: _sync(handle))

    def close(self, handle: int) -> None:
        _guard(SaveError, None, lambda: os.close(handle))

    def replace(self, source: Path, target: Path) -> None:
        _guard(SaveError, target, lambda: os.replace(source, target))

    def sync_folder(self, folder: Path) -> None:
        if os.name != "nt":  # Windows has no handle for a folder; its names are journalled
            _guard(SaveError, folder, lambda: _sync_folder(folder))

    def remove(self, path: Path) -> None:
        _guard(SaveError, path, lambda: _unless_absent(os.unlink, path))

    def remove_folder(self, folder: Path) -> None:
        _guard(SaveError, folder, lambda: _unless_absent(os.rmdir, folder))


def _kind(mode: int) -> Kind:
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def _read(path: Path, limit: int) -> bytes:
    # Not blocking: opening a pipe that nobody writes to would wait for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise InputError("E-NOT-A-FILE", "This is not an ordinary file.", str(path))
        parts: list[bytes] = []
        left = limit + 1
        while left > 0 and status.st_size <= limit and (part := os.read(handle, min(left, 2**20))):
            parts.append(part)
            left -= len(part)
        if left <= 0 or status.st_size > limit:
            size = f"{max(status.st_size, limit) / 2**20:.0f} MB"
            message = f"The file is too big ({size}); at most {limit / 2**20:.0f} MB can be read."
            raise InputError("E-TOO-BIG", message, str(path))
        return b"".join(parts)
    finally:
        os.close(handle)


def _list(folder: Path) -> list[Entry]:
    with os.scandir(folder) as entries:
        found = []
        for entry in entries:
            try:
                kind = _kind(entry.stat().st_mode)
            except OSError:
                kind = "other"
            found.append(Entry(entry.name, kind))
    return sorted(found, key=lambda entry: entry.name)


def _create(path: Path, like: Path) -> int:
    try:
        mode: int | None = stat.S_IMODE(os.stat(like).st_mode)
    except FileNotFoundError:
        mode = None
    # O_EXCL, O_NOFOLLOW: a link planted under the name must not lead to another file.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(path, flags, 0o666)
    if mode is not None and hasattr(os, "fchmod"):
        try:
            os.fchmod(handle, mode & 0o777)
        except OSError:
            os.close(handle)
            os.unlink(path)
            raise
    return handle


def _sync(handle: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync alone leaves it in the drive's cache
    else:
        os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems cannot sync a folder; there is nothing more to do there.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _unless_absent(remove: Callable[[Path], None], path: Path) -> None:
    try:
        remove(path)
    except FileNotFoundError:
        return


def _guard(kind: type[AnnotatorError], path: Path | None, call: Callable[[], _T]) -> _T:
    """Run a call of the system; an OSError becomes an error that a person can act on."""
    try:
        return call()
    except OSError as error:
        code, message = _told(error)
        raise kind(code, message, str(path or "")) from error
    except ValueError as error:
        raise kind("E-NAME", "This is no possible file name.", ascii(str(path))) from error


def _told(error: OSError) -> tuple[str, str]:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "E-MISSING", "It is not there (any more)."
        case errno.EACCES | errno.EPERM:
            return "E-PERMISSION", "You have no permission for this file or folder."
        case errno.EROFS:
            return "E-READ-ONLY", "This drive is read-only."
        case errno.ENOSPC | errno.EDQUOT:
            return "E-DISK-FULL", "The disk is full. Make room and save again."
        case errno.EISDIR:
            return "E-NOT-A-FILE", "This is a folder, not a file."
        case errno.EEXIST | errno.ENOTEMPTY:
            return "E-EXISTS", "There is something with this name already."
        case _:
            return "E-DISK", f"The system says: {error.strerror or error}."
