"""The file system of this machine."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import locking, renaming
from annotator.storage.files.protocol import READ_LIMIT, Entry, Kind, Stat
from annotator.storage.files.telling import guard


class RealFiles:
    """The file system of this machine."""

    def kind(self, path: Path) -> Kind:
        try:
            return _kind(os.stat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return "absent"
        except (OSError, ValueError):
            return "other"

    def stat(self, path: Path) -> Stat | None:
        return guard(InputError, path, lambda: _stat(path))

    def read(self, path: Path, limit: int = READ_LIMIT) -> bytes:
        return guard(InputError, path, lambda: _read(path, limit))

    def list(self, folder: Path) -> list[Entry]:
        return guard(InputError, folder, lambda: _list(folder))

    def check_writable(self, path: Path) -> None:
        if os.path.lexists(path) and not os.access(path, os.W_OK):
            message = "The file is read-only. Allow changes to it, or save elsewhere."
            raise SaveError("E-READ-ONLY", message, str(path))

    def make_folder(self, folder: Path) -> None:
        guard(SaveError, folder, lambda: os.makedirs(folder, exist_ok=True))

    def create(self, path: Path, like: Path) -> int:
        return guard(SaveError, path, lambda: _create(path, like))

    def append(self, path: Path) -> int:
        return guard(SaveError, path, lambda: _append(path))

    def write(self, handle: int, data: memoryview) -> int:
        return guard(SaveError, None, lambda: os.write(handle, data))

    def truncate(self, handle: int, size: int) -> None:
        guard(SaveError, None, lambda: os.ftruncate(handle, size))

    def sync(self, handle: int) -> None:
        guard(SaveError, None, lambda: _sync(handle))

    def close(self, handle: int) -> None:
        guard(SaveError, None, lambda: os.close(handle))

    def replace(self, source: Path, target: Path) -> None:
        guard(SaveError, target, lambda: renaming.patiently(lambda: os.replace(source, target)))

    def place(self, source: Path, target: Path) -> None:
        guard(SaveError, target, lambda: renaming.patiently(lambda: renaming.place(source, target)))

    def swap(self, first: Path, second: Path) -> None:
        guard(SaveError, second, lambda: renaming.patiently(lambda: renaming.swap(first, second)))

    def link(self, source: Path, target: Path) -> None:
        guard(SaveError, target, lambda: renaming.link(source, target))

    def sync_folder(self, folder: Path) -> None:
        if os.name != "nt":  # Windows has no handle for a folder; its names are journalled
            guard(SaveError, folder, lambda: _sync_folder(folder))

    def remove(self, path: Path) -> None:
        guard(SaveError, path, lambda: _unless_absent(os.unlink, path))

    def remove_folder(self, folder: Path) -> None:
        guard(SaveError, folder, lambda: _unless_absent(os.rmdir, folder))

    def lock(self, path: Path) -> int | None:
        return guard(SaveError, path, lambda: locking.lock(path))


def _kind(mode: int) -> Kind:
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def _stat(path: Path) -> Stat | None:
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ino)


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


def _append(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(path, flags, 0o600)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise SaveError("E-NOT-A-FILE", "This is not an ordinary file.", str(path))


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
