"""Giving files other names in one step: exchanged, or never over another file.

Python has neither, so the systems are asked by ctypes. Only Linux's way has been run.
"""

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from annotator.storage.files.telling import no_swap

_T = TypeVar("_T")

_HELD: Final = {5, 32, 33}
"""Windows: denied, shared, locked. A virus scanner or a sync client has it open for a moment."""
_PATIENCE: Final = 2.5
_PAUSE: Final = 0.05
"""Seconds."""
_CANNOT: Final = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
_CANNOT_LINK: Final = {*_CANNOT, errno.EPERM, errno.EMLINK}


def patiently(
    call: Callable[[], _T],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> _T:
    """The result of a call that is tried for 2.5 s while Windows says somebody has the file."""
    end = clock() + _PATIENCE
    while True:
        try:
            return call()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or clock() >= end:
                raise
        sleep(_PAUSE)


def link(source: Path, target: Path) -> None:
    """A second name for a file; E-NO-SWAP where the drive has no such thing."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno in _CANNOT_LINK:
            raise no_swap(target) from error
        raise


if sys.platform == "win32":
    _UNSUPPORTED: Final = {1, 50}
    _HALF_DONE: Final = 1177
    """The old file has the backup's name, the new one its own still."""

    def swap(first: Path, second: Path) -> None:
        """ReplaceFileW, which keeps what it replaced; that then gets the first name."""
        import ctypes

        # A backup is called like its temporary file, so that it is found after a crash as well.
        backup = first.with_name(f"{first.stem}.old{first.suffix}")
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.ReplaceFileW(
            ctypes.c_wchar_p(str(second)),
            ctypes.c_wchar_p(str(first)),
            ctypes.c_wchar_p(str(backup)),
            ctypes.c_uint32(0),
            None,
            None,
        ):
            code = ctypes.get_last_error()
            if code in _UNSUPPORTED:
                raise no_swap(second)
            if code != _HALF_DONE:
                raise ctypes.WinError(code)
            os.rename(first, second)
        os.rename(backup, first)

    def place(source: Path, target: Path) -> None:
        """Windows' own rename never replaces."""
        os.rename(source, target)

else:
    _IS_MAC: Final = sys.platform == "darwin"
    _NO_REPLACE: Final = 4 if _IS_MAC else 1
    _EXCHANGE: Final = 2

    def swap(first: Path, second: Path) -> None:
        """Linux: renameat2 with RENAME_EXCHANGE; macOS: renamex_np with RENAME_SWAP."""
        try:
            _rename(first, second, _EXCHANGE)
        except OSError as error:
            if error.errno in _CANNOT:
                raise no_swap(second) from error
            raise

    def place(source: Path, target: Path) -> None:
        """Linux: RENAME_NOREPLACE; macOS: RENAME_EXCL; else a second name, then the first goes."""
        try:
            _rename(source, target, _NO_REPLACE)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            link(source, target)
            os.unlink(source)

    def _rename(source: Path, target: Path, flags: int) -> None:
        import ctypes

        names = (ctypes.c_char_p(os.fsencode(source)), ctypes.c_char_p(os.fsencode(target)))
        library = ctypes.CDLL(None, use_errno=True)
        try:
            if _IS_MAC:
                result = library.renamex_np(*names, ctypes.c_uint(flags))
            else:
                here = ctypes.c_int(-100)  # AT_FDCWD
                result = library.renameat2(here, names[0], here, names[1], ctypes.c_uint(flags))
        except AttributeError as error:  # a C library without it
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(target)) from error
        if result:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(source), None, str(target))
