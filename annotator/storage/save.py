"""Writing one file so that at every moment either the old or the new one is there, complete."""

import secrets
from pathlib import Path

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import Files

_PREFIX, _SUFFIX = ".~", ".tmp"


def is_leftover(name: str) -> bool:
    """Whether a name is that of a temporary file of ours, left behind by a crash."""
    return name.startswith(_PREFIX) and name.endswith(_SUFFIX)


def save_file(files: Files, path: Path, data: bytes) -> None:
    """Write a file whole: beside the old one, synced, read back, then put in its place.

    Raises SaveError, and then the old file is still there as it was, or, where only the folder
    could not be synced, the new one is, not yet safe from a power cut. Never writes in place.
    """
    files.check_writable(path)
    temporary = path.with_name(f"{_PREFIX}{path.name}.{secrets.token_hex(4)}{_SUFFIX}")
    try:
        handle = files.create(temporary, path)
    except SaveError as error:  # whatever has the temporary name is not ours to remove
        raise SaveError(error.code, error.message, str(path)) from error
    try:
        _write(files, handle, path, data)
        try:
            kept = files.read(temporary, max(len(data), 1))
        except InputError as error:
            raise SaveError(error.code, error.message, str(path)) from error
        if kept != data:
            message = "The drive did not keep what was written. Save elsewhere."
            raise SaveError("E-DISK", message, str(path))
        files.replace(temporary, path)
        files.sync_folder(path.parent)
    except SaveError as error:
        _discard(files, temporary)
        raise SaveError(error.code, error.message, str(path)) from error


def _write(files: Files, handle: int, path: Path, data: bytes) -> None:
    """Write all, sync and close, whatever happens."""
    try:
        left = memoryview(data)
        while left:
            taken = files.write(handle, left)
            if taken <= 0:
                raise SaveError("E-DISK", "The drive took nothing.", str(path))
            left = left[taken:]
        files.sync(handle)
    except BaseException:
        _close_anyway(files, handle)
        raise
    files.close(handle)  # some drives report a failed write only here


def _close_anyway(files: Files, handle: int) -> None:
    try:
        files.close(handle)
    except SaveError:
        return  # the error that led here is the one to tell


def _discard(files: Files, temporary: Path) -> None:
    try:
        files.remove(temporary)
    except SaveError:
        return  # it is ignored by its name, and the error that led here is the one to tell
