"""Errors of the system as errors that a person can act on."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from annotator.core.errors import AnnotatorError, SaveError

_T = TypeVar("_T")


def guard(kind: type[AnnotatorError], path: Path | None, call: Callable[[], _T]) -> _T:
    """Run a call of the system; an OSError becomes an error of this kind."""
    try:
        return call()
    except OSError as error:
        code, message = _told(error)
        raise kind(code, message, str(path or "")) from error
    except ValueError as error:
        raise kind("E-NAME", "This is no possible file name.", ascii(str(path))) from error


def no_swap(path: Path) -> SaveError:
    """The error for a drive that lacks a way of renaming; whoever saves has others."""
    message = "This drive cannot exchange files in one step."
    return SaveError("E-NO-SWAP", message, str(path))


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
