"""Writing one file so that at every moment either the old or the new one is there, complete.

And so that nobody's version is overwritten unseen: the new file and the one that is there are
exchanged, and only then it is looked at what came out. To check before is not enough: another
program may write between the check and the exchange.
"""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import Files

_PREFIX, _SUFFIX = ".~", ".tmp"
_ROUNDS: Final = 5
"""How often a name may be taken or given up by somebody else while we want it."""


@dataclass(frozen=True, slots=True)
class Displaced:
    """A version that nobody here has seen; what was saved is in its place now.

    The save is not finished, and perhaps not safe from a power cut: merge this, and save again.
    """

    path: Path
    """The temporary file that holds it now. Whoever has merged it removes that."""
    data: bytes


def is_leftover(name: str) -> bool:
    """Whether a name is that of a temporary file of ours, left behind by a crash."""
    return name.startswith(_PREFIX) and name.endswith(_SUFFIX)


def save_file(
    files: Files, path: Path, data: bytes, expected: Collection[str] | None = None
) -> Displaced | None:
    """Write a file whole: beside the old one, synced, read back, then put in its place.

    `expected`: SHA-256 hex digests of what may be there and be lost (`""`: there may be nothing);
    None: anything may be replaced. What was there and is not expected is returned, and is kept as
    a temporary file. Raises SaveError, and then the old file is still there as it was, or, where
    only the folder could not be synced, the new one is, not yet safe from a power cut. Never
    writes in place.
    """
    files.check_writable(path)
    temporary = _temporary(path)
    try:
        _write_new(files, temporary, path, data)
        if expected is None:
            _put_over(files, temporary, path)
            files.sync_folder(path.parent)
            return None
        came_out = _put(files, temporary, path, data, expected)
        return _finish(files, came_out, path, expected)
    except SaveError as error:
        raise SaveError(error.code, error.message, str(path)) from error


def _temporary(path: Path) -> Path:
    return path.with_name(f"{_PREFIX}{path.name}.{secrets.token_hex(4)}{_SUFFIX}")


def _write_new(files: Files, temporary: Path, path: Path, data: bytes) -> None:
    """A new file with the permissions of `path`, synced and read back; or none."""
    handle = files.create(temporary, path)  # if that fails, whatever has the name is not ours
    try:
        _write(files, handle, data)
        if _read(files, temporary, max(len(data), 1)) != data:
            message = "The drive did not keep what was written. Save elsewhere."
            raise SaveError("E-DISK", message, str(path))
    except SaveError:
        _discard(files, temporary)
        raise


def _write(files: Files, handle: int, data: bytes) -> None:
    """Write all, sync and close, whatever happens. An error of syncing is final for this file."""
    try:
        left = memoryview(data)
        while left:
            taken = files.write(handle, left)
            if taken <= 0:
                raise SaveError("E-DISK", "The drive took nothing.")
            left = left[taken:]
        files.sync(handle)
    except BaseException:
        _close_anyway(files, handle)
        raise
    files.close(handle)  # some drives report a failed write only here


def _put_over(files: Files, temporary: Path, path: Path) -> None:
    try:
        files.replace(temporary, path)
    except SaveError:
        _discard(files, temporary)
        raise


def _put(
    files: Files, temporary: Path, path: Path, data: bytes, expected: Collection[str]
) -> Path | None:
    """Give the new file its name; returns the name of what had it before, None if there was none.

    Others may come and go meanwhile: what is there is asked anew each time.
    """
    try:
        for _ in range(_ROUNDS):
            try:
                return _put_once(files, temporary, path, expected)
            except SaveError as error:
                failed = error
                if error.code not in ("E-EXISTS", "E-MISSING"):
                    break
        raise failed
    except SaveError:
        # Some drives report as failed what was done: then it holds somebody's version now.
        if _holds(files, temporary, data):
            _discard(files, temporary)
        raise


def _put_once(files: Files, temporary: Path, path: Path, expected: Collection[str]) -> Path | None:
    kind = files.kind(path)
    if kind == "absent":
        if "" not in expected:
            message = "Another program removed this file. Your changes are still here."
            raise SaveError("E-REMOVED", message, str(path))
        _place(files, temporary, path)
        return None
    if kind != "file":
        raise SaveError("E-NOT-A-FILE", "This is not an ordinary file.", str(path))
    try:
        files.swap(temporary, path)
        return temporary
    except SaveError as error:
        if error.code != "E-NO-SWAP":
            raise
    return _keep_and_replace(files, temporary, path, expected)


def _place(files: Files, temporary: Path, path: Path) -> None:
    try:
        files.place(temporary, path)
    except SaveError as error:
        if error.code != "E-NO-SWAP":
            raise
        files.replace(temporary, path)  # leaves a small window in which somebody's file is lost


def _keep_and_replace(
    files: Files, temporary: Path, path: Path, expected: Collection[str]
) -> Path | None:
    """Where files cannot be exchanged: keep what is there under a second name, or a copy of it.

    What somebody puts there between the two steps is lost.
    """
    kept = _temporary(path)
    try:
        files.link(path, kept)
    except SaveError as error:
        if error.code != "E-NO-SWAP":
            raise
        _copy(files, path, kept)
    try:
        files.replace(temporary, path)
    except SaveError:
        _look(files, kept, expected)
        raise
    return kept


def _copy(files: Files, path: Path, kept: Path) -> None:
    data = _read(files, path)
    _write_new(files, kept, path, data)
    if _read(files, path) != data:
        _discard(files, kept)
        raise SaveError("E-EXISTS", "Another program keeps writing this file.", str(path))


def _finish(
    files: Files, came_out: Path | None, path: Path, expected: Collection[str]
) -> Displaced | None:
    failed: SaveError | None = None
    try:
        files.sync_folder(path.parent)
    except SaveError as error:
        failed = error
    # Somebody's version is told of even so: it is merged and saved, which syncs the folder again.
    displaced = _look(files, came_out, expected) if came_out else None
    if failed and not displaced:
        raise failed
    return displaced


def _look(files: Files, came_out: Path, expected: Collection[str]) -> Displaced | None:
    """What came out, unless it was expected: then it is removed. SaveError if it is unreadable."""
    data = _read(files, came_out)
    if hashlib.sha256(data).hexdigest() not in expected:
        return Displaced(came_out, data)
    _discard(files, came_out)
    return None


def _read(files: Files, path: Path, limit: int | None = None) -> bytes:
    try:
        return files.read(path) if limit is None else files.read(path, limit)
    except InputError as error:
        raise SaveError(error.code, error.message, error.where) from error


def _holds(files: Files, path: Path, data: bytes) -> bool:
    try:
        return files.read(path, max(len(data), 1)) == data
    except InputError:
        return False


def _close_anyway(files: Files, handle: int) -> None:
    try:
        files.close(handle)
    except SaveError:
        return  # the error that led here is the one to tell


def _discard(files: Files, temporary: Path) -> None:
    try:
        files.remove(temporary)
    except SaveError:
        return  # it is known by its name, and the error that led here (if any) is the one to tell
