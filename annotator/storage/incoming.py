"""Versions of the project's files that nobody here has seen: found on disk, never written over."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.core.errors import InputError
from annotator.storage.conflict_markers import sides
from annotator.storage.native import name_of
from annotator.tei.files import NativeFile
from annotator.tei.reader import read

Origin = Literal["disk", "displaced", "leftover", "copy"]
"""`disk`: at the file's own path, written by another program. `displaced`: a save took it out of
there. `leftover`: a temporary file of a save that was cut short. `copy`: a conflict copy."""


@dataclass(frozen=True)
class Incoming:
    """Another version of a file of the project."""

    name: str
    """The file it is a version of, within the project's folder."""
    file: NativeFile
    digest: str
    """SHA-256 of the bytes of the file at that path, where it comes from there; else empty."""
    origin: Origin
    path: Path | None = None
    """What may go once this version has been merged and the journal synced."""


def understood(data: bytes, name: str) -> tuple[NativeFile, ...]:
    """What bytes say that should be a version of a file: two where git left conflict markers.

    Raises InputError where they are no such file.
    """
    both = sides(data)
    found = []
    for version in both or (data,):
        file = read(version, name).file
        if name_of(file) != name:
            message = f"By what is inside, this is {name_of(file)}."
            raise InputError("E-NAME", message, name)
        found.append(file)
    return tuple(found)


SetAside = Callable[[str, bytes], object]
"""Keeps bytes of a file that nobody can read, so that it can be written again. SaveError."""
