"""Large files are read by other processes: a parser in a thread would hold up the window."""

import gc
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Final

from annotator.tei.files import Read
from annotator.tei.reader import read

LARGE: Final = 4 * 2**20
"""Bytes from which on a process of its own, which takes some 0.2 s to start, is worth it."""
_MOST_WORKERS: Final = 4


class Ahead:
    """Files that will be asked for, by name. Small ones are read then, large ones elsewhere."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Begin to read the large ones among these."""
        self._files = dict(files)
        large = {name: data for name, data in files.items() if len(data) >= LARGE}
        self._futures: dict[str, Future[Read[Any]]] = {}
        self._pool: ProcessPoolExecutor | None = None
        if not large:
            return
        workers = min(len(large), os.cpu_count() or 1, _MOST_WORKERS)
        try:
            self._pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
            for name, data in large.items():
                self._futures[name] = self._pool.submit(_read_alone, data, name)
        except (OSError, BrokenExecutor):
            self._futures.clear()  # a system without processes to spare: read them here

    def data(self, name: str) -> bytes:
        """The bytes of one of these files, once; empty for others."""
        return self._files.pop(name, b"")

    def read(self, data: bytes, name: str) -> Read[Any]:
        """The file, read elsewhere or now. Raises InputError as `tei.reader.read` does."""
        future = self._futures.pop(name, None)
        if future is None:
            return read(data, name)
        try:
            return future.result()
        except BrokenExecutor:
            return read(data, name)

    def close(self) -> None:
        """Let the processes end."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def no_collection() -> Iterator[None]:
    """Python's collector rests: it would look through all that is being read again and again.

    Afterwards it leaves alone what was read, which would cost a pause of the window each time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _read_alone(data: bytes, name: str) -> Read[Any]:
    gc.disable()
    return read(data, name)
