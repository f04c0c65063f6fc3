"""The log of a user's machine: what went wrong and where in the program, and no article text.

It is never sent anywhere; a person may copy its end into a report.
"""

import errno
import logging
import time
import traceback
from collections import deque
from pathlib import Path
from typing import Final

from annotator.core.errors import AnnotatorError
from annotator.storage.files import Files, RealFiles

NAME: Final = "log"
LARGEST: Final = 2**20
"""Bytes after which the next start begins a new file; one older file is kept."""
_TAIL: Final = 60
_LONGEST: Final = 400
_FRAMES: Final = 30
_CHAIN: Final = 5
_OF_CODE: Final = (
    TypeError, AttributeError, NameError, ImportError, IndexError, ZeroDivisionError,
    RecursionError, MemoryError, RuntimeError,
)  # fmt: skip
"""Errors whose messages speak of the program. Those of others may quote an article."""


class Log(logging.Handler):
    """Appends lines to `log` in a folder. Where that cannot be written, it only remembers them."""

    def __init__(self, folder: Path, files: Files | None = None) -> None:
        super().__init__()
        self._files = files or RealFiles()
        self._tail: deque[str] = deque(maxlen=_TAIL)
        self.file: int | None = None
        """The open file, for `faulthandler`; None where there is none."""
        path = folder / NAME
        try:
            self._files.make_folder(folder)
            found = self._files.stat(path)
            if found is not None and found.size > LARGEST:
                self._files.replace(path, path.with_name(f"{NAME}.old"))
            self.file = self._files.append(path)
        except AnnotatorError as error:
            self._tail.append(f"No log file: {error.code}")

    @property
    def last_lines(self) -> tuple[str, ...]:
        """What was logged last, the newest at the end."""
        return tuple(self._tail)

    def emit(self, record: logging.LogRecord) -> None:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        line = f"{when} {record.levelname} {record.name}: {record.getMessage()[:_LONGEST]}"
        if record.exc_info and record.exc_info[1]:
            line += f"\n{described(record.exc_info[1])}"
        self._tail.append(line)
        data = memoryview(f"{line}\n".encode("utf-8", "backslashreplace"))
        try:
            while data and self.file is not None:
                data = data[self._files.write(self.file, data) :]
        except AnnotatorError:
            # The disk is full, or gone: the program has other ways to say so.
            return

    def close(self) -> None:
        """Close the file; what is logged afterwards is only remembered."""
        super().close()
        file, self.file = self.file, None
        if file is not None:
            try:
                self._files.close(file)
            except AnnotatorError:
                return


def described(error: BaseException) -> str:
    """An error, what led to it, and the lines of the program it came through.

    Words that could come from an article are left out: the messages of all errors but those that
    speak of code.
    """
    parts: list[str] = []
    current: BaseException | None = error
    while current is not None and len(parts) < _CHAIN:
        frames = traceback.extract_tb(current.__traceback__)
        lines = traceback.format_list(frames[:_FRAMES] + frames[_FRAMES:][-_FRAMES:])
        parts.append("".join(lines) + _headline(current))
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    home = str(Path.home())
    return "\n… which came of:\n".join(parts).replace(home, "~")


def _headline(error: BaseException) -> str:
    name = type(error).__qualname__
    match error:
        case AnnotatorError(code=code):
            return f"{name}: {code}"
        case OSError():
            return f"{name}: {errno.errorcode.get(error.errno or 0, 'no number')}"
        case _ if type(error) in _OF_CODE:
            return f"{name}: {str(error)[:_LONGEST]}"
        case _:
            return f"{name} (its message is left out: it may quote an article)"
