"""A file system of which one call goes wrong, or all from then on: fails, is cut short, kills."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NoReturn, TypeVar

import pytest

from annotator.core.errors import AnnotatorError, InputError, SaveError
from annotator.storage.files import READ_LIMIT, Entry, Files, Kind, RealFiles, Stat
from annotator.storage.files.telling import guard

_T = TypeVar("_T")

Act = Literal["fail", "short", "kill before", "kill half", "kill after"]
"""What happens at the call. `short`: half of a write is done, then it fails; `kill half`: half of
a write is done, then the process ends. What cannot be half done is not done."""


class Killed(BaseException):
    """The process ended, in a test that plays it within its own."""


def kill_myself() -> NoReturn:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def play_dead() -> NoReturn:
    """End the played process: nothing that it does from now on reaches the disk."""
    raise Killed


class FaultFiles:
    """A file system, but something happens at the `at`-th call (from 1); 0: nothing does.

    `forever`: at all later calls too. A write is taken in two halves, as a pipe or a full drive
    may do. `kind` never fails and is not counted. `tap` is told of each call before it is made.
    """

    def __init__(
        self,
        at: int = 0,
        act: Act = "fail",
        *,
        forever: bool = False,
        error: int = errno.ENOSPC,
        inner: Files | None = None,
        kill: Callable[[], NoReturn] = kill_myself,
        tap: Callable[[int, str, Path | None], None] = lambda *_: None,
    ) -> None:
        self.at, self.act, self.forever, self.error = at, act, forever, error
        self.calls = 0
        self.failed = False
        self.dead = False
        self._inner = inner or RealFiles()
        self._kill = kill
        self.tap = tap

    def kind(self, path: Path) -> Kind:
        return self._inner.kind(path)

    def stat(self, path: Path) -> Stat | None:
        return self._call("stat", path, lambda: self._inner.stat(path), InputError)

    def read(self, path: Path, limit: int = READ_LIMIT) -> bytes:
        return self._call("read", path, lambda: self._inner.read(path, limit), InputError)

    def list(self, folder: Path) -> list[Entry]:
        return self._call("list", folder, lambda: self._inner.list(folder), InputError)

    def check_writable(self, path: Path) -> None:
        self._call("check_writable", path, lambda: self._inner.check_writable(path))

    def make_folder(self, folder: Path) -> None:
        self._call("make_folder", folder, lambda: self._inner.make_folder(folder))

    def create(self, path: Path, like: Path) -> int:
        return self._call("create", path, lambda: self._inner.create(path, like))

    def append(self, path: Path) -> int:
        return self._call("append", path, lambda: self._inner.append(path))

    def write(self, handle: int, data: memoryview) -> int:
        half = data[: max(1, len(data) // 2)]

        def write() -> int:
            return self._inner.write(handle, half)

        return self._call("write", None, write, half=write if len(data) > 1 else None)

    def truncate(self, handle: int, size: int) -> None:
        self._call("truncate", None, lambda: self._inner.truncate(handle, size))

    def sync(self, handle: int) -> None:
        self._call("sync", None, lambda: self._inner.sync(handle))

    def close(self, handle: int) -> None:
        # Also where it fails the handle is gone, as the system's own is.
        self._call("close", None, lambda: None, before=lambda: self._inner.close(handle))

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace", target, lambda: self._inner.replace(source, target))

    def place(self, source: Path, target: Path) -> None:
        self._call("place", target, lambda: self._inner.place(source, target))

    def swap(self, first: Path, second: Path) -> None:
        self._call("swap", second, lambda: self._inner.swap(first, second))

    def link(self, source: Path, target: Path) -> None:
        self._call("link", target, lambda: self._inner.link(source, target))

    def sync_folder(self, folder: Path) -> None:
        self._call("sync_folder", folder, lambda: self._inner.sync_folder(folder))

    def remove(self, path: Path) -> None:
        self._call("remove", path, lambda: self._inner.remove(path))

    def remove_folder(self, folder: Path) -> None:
        self._call("remove_folder", folder, lambda: self._inner.remove_folder(folder))

    def lock(self, path: Path) -> int | None:
        return self._call("lock", path, lambda: self._inner.lock(path))

    def _call(
        self,
        name: str,
        path: Path | None,
        call: Callable[[], _T],
        kind: type[AnnotatorError] = SaveError,
        *,
        before: Callable[[], None] = lambda: None,
        half: Callable[[], int] | None = None,
    ) -> _T:
        if self.dead:
            self._kill()
        self.calls += 1
        self.tap(self.calls, name, path)
        before()
        if not (self.calls == self.at or (self.forever and self.at and self.calls > self.at)):
            return call()
        self.failed = True
        if half and self.act in ("short", "kill half"):
            half()
        if self.act == "kill after":
            call()
        if self.act in ("fail", "short"):
            return guard(kind, path, self._refuse)
        self.dead = True
        self._kill()

    def _refuse(self) -> NoReturn:
        raise OSError(self.error, os.strerror(self.error))


def fault_points(step: int = 1, most: int = 1000) -> Iterator[int]:
    """1, 2, 3…: which call is to fail next, until the test breaks off because none did.

    A test that does not break off is going round for ever: it fails. Where an error is caught,
    the test must ask `files.failed` as well: an error nobody injected would come every time.
    """
    yield from range(step, most, step)
    pytest.fail(f"something still failed when the fault was put at call {most}")
