"""Zip archives as names and bytes in memory: nothing is extracted, and no archive is a trap.

The central directory is read by this module itself. The standard library's reader answers damage
with eight kinds of exception, takes links and entries that overlap, and unpacks what is asked of
it: 62 kB became 10 GB.
"""

import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from annotator.core.errors import InputError

MOST_ENTRIES: Final = 10_000
LARGEST: Final = 128 * 2**20
"""Bytes of one file, unpacked."""
MOST_BYTES: Final = 512 * 2**20
"""Bytes of all files, unpacked."""
HIGHEST_RATIO: Final = 200
"""Unpacked to packed; asked of files above `SMALL` only."""
SMALL: Final = 2**20

_END: Final = struct.Struct("<4s4H2LH")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_COMMENT: Final = 2**16
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 0x0001 | 0x0040 | 0x2000
_UTF_8: Final = 0x0800
_UNIX, _MAC = 3, 19
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f\\:]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: where it begins, and its sizes as the directory tells them."""

    name: str
    method: int
    check: int
    packed: int
    size: int
    offset: int
    raw_name: bytes


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive, looked through but not yet unpacked. Made by `open_archive`."""

    entries: dict[str, Entry]
    data: bytes = field(repr=False)
    name: str = ""

    @property
    def names(self) -> Sequence[str]:
        """Names of all files, folders parted by `/`, in the archive's order."""
        return tuple(self.entries)

    def read(self, name: str) -> bytes:
        """The bytes of a file. InputError E-ZIP where it is damaged; KeyError for no such name."""
        entry = self.entries[name]
        begin, end = _extent(self.data, entry, self.name)
        packed = memoryview(self.data)[begin:end]
        if entry.method == _STORED:
            content = bytes(packed)
        else:
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                # One more than there may be: what claims too small a size is found out.
                content = unpacker.decompress(packed, entry.size + 1)
            except zlib.error:
                raise _damaged(self.name, f"“{name}” cannot be unpacked") from None
        if len(content) != entry.size or zlib.crc32(content) != entry.check:
            raise _damaged(self.name, f"“{name}” is not what the archive says it is")
        return content


def open_archive(data: bytes, name: str = "") -> Archive:
    """Look through an archive; `name` is for messages. Nothing is unpacked.

    Folders are left out. Raises InputError: E-ZIP (damaged, or of a kind that is not read),
    E-ZIP-ENTRIES, E-ZIP-ENCRYPTED, E-ZIP-NAME (a name that leads out of a folder), E-ZIP-LINK,
    E-ZIP-DUP, E-ZIP-BOMB (too large unpacked, or entries that overlap).
    """
    begin, end = _directory(data, name)
    entries: dict[str, Entry] = {}
    total = count = 0
    at = begin
    while at < end:
        count += 1
        if count > MOST_ENTRIES:
            message = f"It has more than {MOST_ENTRIES:,} files. Pack only what is needed."
            raise InputError("E-ZIP-ENTRIES", message, name)
        entry, at = _entry(data, at, end, name)
        if entry is None:
            continue
        total += entry.size
        _refuse_bomb(entry, total, name)
        if entry.name in entries:
            raise InputError("E-ZIP-DUP", f"“{entry.name}” is in it twice.", name)
        entries[entry.name] = entry
    _refuse_overlaps(data, entries, begin, name)
    return Archive(entries, data, name)


def _directory(data: bytes, name: str) -> tuple[int, int]:
    """Where the central directory begins and ends."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise InputError("E-ZIP", "It is not a zip archive.", name)
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _COMMENT))
    if at < 0 or at + _END.size > len(data):
        raise _damaged(name, "it has no end")
    _, disk, first, here, count, size, begin, comment = _END.unpack_from(data, at)
    if at + _END.size + comment != len(data):
        raise _damaged(name, "something follows its end")
    if 0xFFFFFFFF in (size, begin):
        message = "It is of the kind made for more than 4 GB (zip64). Pack it again."
        raise InputError("E-ZIP", message, name)
    if disk or first or here != count:
        raise InputError("E-ZIP", "It is one part of an archive in several files.", name)
    if begin + size != at:
        raise _damaged(name, "its directory is not where it should be")
    return begin, at


def _entry(data: bytes, at: int, end: int, name: str) -> tuple[Entry | None, int]:
    """The entry of the directory at a place (None for a folder), and where the next one is."""
    if at + _ENTRY.size > end:
        raise _damaged(name, "its directory breaks off")
    (
        signature, made, _, flags, method, _, _, check, packed, size,
        name_length, extra, comment, _, _, outer, offset,
    ) = _ENTRY.unpack_from(data, at)  # fmt: skip
    after = at + _ENTRY.size + name_length + extra + comment
    if signature != b"PK\x01\x02" or after > end:
        raise _damaged(name, "its directory breaks off")
    raw = data[at + _ENTRY.size : at + _ENTRY.size + name_length]
    path = _path(raw, bool(flags & _UTF_8), name)
    if flags & _ENCRYPTED:
        message = "It is encrypted. Unpack it with its password, and pack it again without."
        raise InputError("E-ZIP-ENCRYPTED", message, name)
    kind = stat.S_IFMT(outer >> 16) if made >> 8 in (_UNIX, _MAC) else 0
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        message = f"“{path}” is a link or a device, not a file. Pack the file itself."
        raise InputError("E-ZIP-LINK", message, name)
    if path.endswith("/"):
        return None, after
    if method not in (_STORED, _DEFLATED) or (method == _STORED and packed != size):
        message = f"“{path}” is packed in a way that is not read. Pack it again as a plain zip."
        raise InputError("E-ZIP", message, name)
    return Entry(path, method, check, packed, size, offset, raw), after


def _path(raw: bytes, utf_8: bool, name: str) -> str:
    """A name that stays within a folder on every system; a folder's ends with `/`."""
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError:
        path = "" if utf_8 else raw.decode("cp437")
    path = unicodedata.normalize("NFC", path)
    parts = path.removesuffix("/").split("/")
    if _FORBIDDEN.search(path) or any(part in ("", ".", "..") for part in parts):
        message = f"“{ascii(path)[1:-1][:80]}” in it is no plain file name. Pack it again."
        raise InputError("E-ZIP-NAME", message, name)
    return path


def _refuse_bomb(entry: Entry, total: int, name: str) -> None:
    if entry.size > LARGEST or total > MOST_BYTES:
        message = (
            f"Unpacked it is too large: at most {LARGEST >> 20} MB in one file and "
            f"{MOST_BYTES >> 20} MB in all."
        )
        raise InputError("E-ZIP-BOMB", message, name)
    if entry.size > SMALL and entry.size > HIGHEST_RATIO * entry.packed:
        message = f"“{entry.name}” would grow more than {HIGHEST_RATIO} times. No text does."
        raise InputError("E-ZIP-BOMB", message, name)


def _refuse_overlaps(data: bytes, entries: dict[str, Entry], directory: int, name: str) -> None:
    places = [(e.offset, _extent(data, e, name)[1]) for e in entries.values()]
    places = [*sorted(places), (directory, directory)]
    if any(end > begin for (_, end), (begin, _) in pairwise(places)):
        raise InputError("E-ZIP-BOMB", "Files in it overlap, as in no honest archive.", name)


def _extent(data: bytes, entry: Entry, name: str) -> tuple[int, int]:
    """Where the packed bytes of an entry begin and end."""
    begin = entry.offset + _LOCAL.size
    if begin > len(data):
        raise _damaged(name, f"“{entry.name}” is not where it should be")
    header = _LOCAL.unpack_from(data, entry.offset)
    begin += header[-2]
    named = data[entry.offset + _LOCAL.size : begin]
    if header[0] != b"PK\x03\x04" or named != entry.raw_name or header[3] != entry.method:
        raise _damaged(name, f"“{entry.name}” is not where it should be")
    begin += header[-1]
    return begin, begin + entry.packed


def _damaged(name: str, how: str) -> InputError:
    return InputError("E-ZIP", f"The zip archive is damaged: {how}. Get it once more.", name)
