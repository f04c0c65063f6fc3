"""What storage needs of a file system: the protocol `Files`, and what its calls give.

Reading raises InputError, everything else SaveError; nothing lets an OSError through.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

Kind = Literal["file", "folder", "other", "absent"]
"""What a path names; links are followed. `other`: a device, a pipe, or not to be looked at."""

READ_LIMIT: Final = 32 * 2**20
"""Bytes. Larger files are refused."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a folder."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Stat:
    """What the system knows of a file without reading it: where it differs, look at the bytes."""

    size: int
    """Bytes."""
    modified: int
    """Nanoseconds since 1970."""
    inode: int


class Files(Protocol):
    """What storage needs of a file system. One call is one thing that can fail."""

    def kind(self, path: Path) -> Kind:
        """What is at the path now. Never raises."""

    def stat(self, path: Path) -> Stat | None:
        """What is known of the file now; None where there is none. InputError if not told."""

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

    def append(self, path: Path) -> int:
        """Open a file for its owner only, made if absent, to write at its end; returns a handle.

        Its folder must exist. A link in its place is refused.
        """

    def write(self, handle: int, data: memoryview) -> int:
        """Write some bytes at the end; returns how many were taken."""

    def truncate(self, handle: int, size: int) -> None:
        """Cut a file off after `size` bytes."""

    def sync(self, handle: int) -> None:
        """Return when the bytes written are on the disk."""

    def close(self, handle: int) -> None:
        """Give the handle back."""

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in place of another (or of none) in one step."""

    def place(self, source: Path, target: Path) -> None:
        """Give a file another name in one step. E-EXISTS, and nothing is done, if that is taken.

        E-NO-SWAP where the system cannot.
        """

    def swap(self, first: Path, second: Path) -> None:
        """Exchange two files: at every moment one of them, complete, has the second name.

        E-NO-SWAP, and nothing is done, where the system cannot.
        """

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name. E-EXISTS if that is taken; E-NO-SWAP: the system cannot."""

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in the folder are on the disk."""

    def remove(self, path: Path) -> None:
        """Remove a file; nothing to do where there is none."""

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder; nothing to do where there is none."""

    def lock(self, path: Path) -> int | None:
        """Hold a file (made if absent) against all others until its handle is closed.

        Returns the handle, or None: somebody holds it, be it in this process. The system frees it
        when the process ends, however that happens. SaveError where it cannot be made or held.
        """
