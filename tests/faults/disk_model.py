"""A disk in memory that knows what a power cut may leave of it.

Folder operations reach the disk in the order they were made, but each volume by its own: the
user's state and the project may lie on different drives. Data of a file reaches it in any part
until the file is synced: not at all, cut off, with zeros or rubbish in place of blocks.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, product
from pathlib import Path
from random import Random
from typing import TypeVar

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import READ_LIMIT, Entry, Kind, Stat

_T = TypeVar("_T")

Names = dict[Path, "Inode | None"]
"""What has which name; None: a folder."""


@dataclass(eq=False)
class Inode:
    """The data of a file: as the programs see it, and what is on the disk for certain."""

    number: int
    data: bytes = b""
    synced: bytes = b""
    modified: int = 0


@dataclass(frozen=True)
class Step:
    """One folder operation: what the touched names mean afterwards; absent ones are gone."""

    after: Names
    gone: tuple[Path, ...] = ()

    def apply(self, names: Names) -> None:
        for path in self.gone:
            names.pop(path, None)
        names |= self.after

    def touches(self, folder: Path) -> bool:
        return any(path.parent == folder for path in (*self.after, *self.gone))


@dataclass
class Volume:
    """A drive: the names that are on the disk for certain, and the operations that follow."""

    root: Path
    durable: Names = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def names_after(self, count: int) -> Names:
        """The names when the first `count` operations have reached the disk."""
        names = dict(self.durable)
        for step in self.steps[:count]:
            step.apply(names)
        return names


class DiskModel:
    """`Files` in memory, of some volumes; all paths are absolute and lie in one of them."""

    def __init__(self, *roots: Path) -> None:
        self._volumes = [Volume(root, {root: None}) for root in roots]
        self._names: Names = {root: None for root in roots}
        self._handles: dict[int, tuple[Inode, Path]] = {}
        self._locks: dict[int, Path] = {}
        self._next = 1000
        self._clock = 1_700_000_000 * 10**9
        self._mutex = threading.RLock()

    # -- what is there

    def kind(self, path: Path) -> Kind:
        with self._mutex:
            if path not in self._names:
                return "absent"
            return "folder" if self._names[path] is None else "file"

    def stat(self, path: Path) -> Stat | None:
        with self._mutex:
            inode = self._names.get(path)
            return inode and Stat(len(inode.data), inode.modified, inode.number)

    def read(self, path: Path, limit: int = READ_LIMIT) -> bytes:
        with self._mutex:
            if path not in self._names:
                raise InputError("E-MISSING", "It is not there.", str(path))
            inode = self._names[path]
            if inode is None:
                raise InputError("E-NOT-A-FILE", "This is a folder.", str(path))
            if len(inode.data) > limit:
                raise InputError("E-TOO-BIG", "The file is too big.", str(path))
            return inode.data

    def list(self, folder: Path) -> list[Entry]:
        with self._mutex:
            if self.kind(folder) != "folder":
                raise InputError("E-MISSING", "It is not there.", str(folder))
            found = [path for path in self._names if path.parent == folder and path != folder]
            return [Entry(path.name, self.kind(path)) for path in sorted(found)]

    def check_writable(self, path: Path) -> None:
        return

    def files(self) -> dict[Path, bytes]:
        """All files and their bytes, as the programs see them."""
        with self._mutex:
            return {path: inode.data for path, inode in self._names.items() if inode}

    # -- folders

    def make_folder(self, folder: Path) -> None:
        with self._mutex:
            for path in (*reversed(folder.parents), folder):
                if path not in self._names and any(v.root in path.parents for v in self._volumes):
                    self._do(Step({path: None}))
                elif self._names.get(path) is not None:
                    raise SaveError("E-EXISTS", "There is a file.", str(path))

    def remove_folder(self, folder: Path) -> None:
        with self._mutex:
            if self.kind(folder) == "absent":
                return
            if self.kind(folder) == "file":
                raise SaveError("E-MISSING", "This is a file.", str(folder))
            if any(path.parent == folder for path in self._names):
                raise SaveError("E-EXISTS", "It is not empty.", str(folder))
            self._do(Step({}, (folder,)))

    def sync_folder(self, folder: Path) -> None:
        with self._mutex:
            if self.kind(folder) != "folder":
                raise SaveError("E-MISSING", "It is not there.", str(folder))
            volume = self._volume(folder)
            count = max(
                (n for n, step in enumerate(volume.steps, 1) if step.touches(folder)), default=0
            )
            for step in volume.steps[:count]:
                step.apply(volume.durable)
            del volume.steps[:count]

    # -- files

    def create(self, path: Path, like: Path) -> int:
        with self._mutex:
            self._check_free(path)
            return self._open(path)

    def append(self, path: Path) -> int:
        with self._mutex:
            if self.kind(path) == "folder":
                raise SaveError("E-NOT-A-FILE", "This is a folder.", str(path))
            self._check_folder(path)
            return self._open(path)

    def write(self, handle: int, data: memoryview) -> int:
        with self._mutex:
            inode, _ = self._handles[handle]
            inode.data += bytes(data)
            self._touch(inode)
            return len(data)

    def truncate(self, handle: int, size: int) -> None:
        with self._mutex:
            inode, _ = self._handles[handle]
            inode.data = inode.data[:size].ljust(size, b"\0")
            self._touch(inode)

    def sync(self, handle: int) -> None:
        with self._mutex:
            inode, _ = self._handles[handle]
            inode.synced = inode.data

    def close(self, handle: int) -> None:
        with self._mutex:
            del self._handles[handle]
            self._locks.pop(handle, None)

    def remove(self, path: Path) -> None:
        with self._mutex:
            if self.kind(path) == "folder":
                raise SaveError("E-NOT-A-FILE", "This is a folder.", str(path))
            if self.kind(path) == "file":
                self._do(Step({}, (path,)))

    # -- names

    def replace(self, source: Path, target: Path) -> None:
        with self._mutex:
            inode = self._file(source, target)
            if self.kind(target) == "folder":
                raise SaveError("E-NOT-A-FILE", "This is a folder.", str(target))
            self._check_folder(target)
            if source != target and self._names.get(target) is not inode:
                self._do(Step({target: inode}, (source,)))

    def place(self, source: Path, target: Path) -> None:
        with self._mutex:
            inode = self._file(source, target)
            self._check_free(target)
            self._do(Step({target: inode}, (source,)))

    def swap(self, first: Path, second: Path) -> None:
        with self._mutex:
            old, new = self._file(second, second), self._file(first, second)
            self._do(Step({first: old, second: new}))

    def link(self, source: Path, target: Path) -> None:
        with self._mutex:
            inode = self._file(source, target)
            self._check_free(target)
            self._do(Step({target: inode}))

    def lock(self, path: Path) -> int | None:
        with self._mutex:
            if path in self._locks.values():
                return None
            handle = self.append(path)
            self._locks[handle] = path
            return handle

    # -- what may happen

    def kill(self) -> None:
        """The program dies: its handles and locks are gone, what it wrote is still in memory."""
        with self._mutex:
            self._handles.clear()
            self._locks.clear()

    def copied(self) -> "DiskModel":
        """The same disk, with what is not synced yet, after the program's death."""
        with self._mutex:
            copies: dict[Inode, Inode] = {}

            def copy(names: Names) -> Names:
                return {
                    path: inode and copies.setdefault(inode, replace(inode))
                    for path, inode in names.items()
                }

            disk = DiskModel()
            disk._names = copy(self._names)
            disk._volumes = [
                Volume(v.root, copy(v.durable), [Step(copy(s.after), s.gone) for s in v.steps])
                for v in self._volumes
            ]
            disk._next, disk._clock = self._next, self._clock
            return disk

    def power_cuts(self, random: Random, most: int) -> Iterator["DiskModel"]:
        """The disks that a power cut now may leave, no two alike; at most so many, then at random.

        Those come first of which nothing or all of the names, and of the data, is on the disk.
        """
        with self._mutex:
            counts = list(product(*(range(len(v.steps) + 1) for v in self._volumes)))
            middle = counts[1:-1]
            random.shuffle(middle)
            ends = [self._states(c, random) for c in dict.fromkeys((counts[0], counts[-1]))]
            rest = [self._states(chosen, random) for chosen in middle]
            seen: set[frozenset[tuple[Path, bytes | None]]] = set()
            for state in chain(_in_turn(ends, 2), _in_turn([*ends, *rest], most)):
                if len(seen) == most:
                    return
                key = frozenset(state.items())
                if key not in seen:
                    seen.add(key)
                    yield self._restored(state)

    def _states(
        self, counts: tuple[int, ...], random: Random
    ) -> Iterator[dict[Path, bytes | None]]:
        """With so many folder operations of each volume on the disk."""
        names: Names = {}
        for volume, count in zip(self._volumes, counts, strict=True):
            names |= volume.names_after(count)
        for contents in _contents(names, random):
            yield {path: inode and contents[inode] for path, inode in names.items()}

    def _restored(self, state: dict[Path, bytes | None]) -> "DiskModel":
        disk = DiskModel(*(volume.root for volume in self._volumes))
        disk._next, disk._clock = self._next, self._clock
        for path, data in state.items():
            disk._names[path] = None if data is None else disk._inode(data)
        for volume in disk._volumes:
            volume.durable = {
                p: i for p, i in disk._names.items() if volume.root in (p, *p.parents)
            }
        return disk

    # -- helpers, with the mutex held

    def _inode(self, data: bytes) -> Inode:
        self._next += 1
        return Inode(self._next, data, data, self._clock)

    def _touch(self, inode: Inode) -> None:
        self._clock += 1_000_000
        inode.modified = self._clock

    def _open(self, path: Path) -> int:
        inode = self._names.get(path)
        if inode is None:
            inode = self._inode(b"")
            self._do(Step({path: inode}))
        self._next += 1
        self._handles[self._next] = inode, path
        return self._next

    def _do(self, step: Step) -> None:
        touched = (*step.after, *step.gone)
        volume = self._volume(touched[0])
        if any(self._volume(path) is not volume for path in touched):
            raise SaveError("E-DISK", "The system says: Invalid cross-device link.")
        step.apply(self._names)
        volume.steps.append(step)

    def _volume(self, path: Path) -> Volume:
        return next(v for v in self._volumes if v.root in (path, *path.parents))

    def _file(self, path: Path, told: Path) -> Inode:
        inode = self._names.get(path)
        if inode is None:
            raise SaveError("E-MISSING", "It is not there.", str(told))
        return inode

    def _check_folder(self, path: Path) -> None:
        if self.kind(path.parent) != "folder":
            raise SaveError("E-MISSING", "There is no such folder.", str(path))

    def _check_free(self, path: Path) -> None:
        self._check_folder(path)
        if path in self._names:
            raise SaveError("E-EXISTS", "There is something of this name.", str(path))


def _in_turn(iterators: Iterable[Iterator[_T]], most: int) -> Iterator[_T]:
    """One of each, then the next of each, up to so many rounds."""
    left = list(iterators)
    for _ in range(most):
        for iterator in list(left):
            try:
                yield next(iterator)
            except StopIteration:
                left.remove(iterator)


def _contents(names: Names, random: Random) -> Iterator[dict[Inode, bytes]]:
    """What the files may hold: none and all of what is not synced, then one by one, then mixed."""
    inodes = {inode for inode in names.values() if inode}
    dirty = sorted(
        (inode for inode in inodes if inode.data != inode.synced), key=lambda inode: inode.number
    )
    least, full = {i: i.synced for i in inodes}, {i: i.data for i in inodes}
    yield least
    yield full
    variants = {inode: list(torn(inode.synced, inode.data, random)) for inode in dirty}
    for inode, others in product(dirty, (least, full)):
        for data in variants[inode]:
            yield {**others, inode: data}
    for _ in range(3 * (len(dirty) > 1)):
        yield {**least, **{inode: random.choice(data) for inode, data in variants.items()}}


def torn(synced: bytes, data: bytes, random: Random) -> Iterable[bytes]:
    """What may be on the disk of a file that was `synced` so far and holds `data` now."""
    start = len(synced) if data.startswith(synced) else 0
    new = data[start:]
    if len(new) < 2:
        return [synced, data]
    cut = random.randrange(1, len(new))
    flipped = bytearray(new)
    flipped[random.randrange(len(new))] ^= 1 << random.randrange(8)
    return [
        data[: start + cut],
        data[: start + len(new) - 1],
        data[:start] + bytes(len(new)),
        data[:start] + bytes(cut) + new[cut:],
        data[:start] + new[:cut] + bytes(len(new) - cut),
        data[:start] + new[:cut] + random.randbytes(len(new) - cut),
        data[:start] + bytes(flipped),
    ]
