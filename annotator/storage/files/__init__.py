"""The only package that touches the file system: the protocol `Files`, and the real one."""

from annotator.storage.files.protocol import READ_LIMIT, Entry, Files, Kind, Stat
from annotator.storage.files.real import RealFiles

__all__ = ["READ_LIMIT", "Entry", "Files", "Kind", "RealFiles", "Stat"]
