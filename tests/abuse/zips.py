"""Zip archives with a trick in them; each is built when it is asked for."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An honest archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return held.getvalue()


def raw(
    *names: bytes,
    content: bytes = b"words",
    size: int | None = None,
    method: int = 8,
    told: int | None = None,
    flags: int = 0,
    mode: int = 0,
    check: int | None = None,
    inside: bytes | None = None,
    shared: bool = False,
    count: int | None = None,
) -> bytes:
    """An archive whose every field can lie.

    `told`: the method as written, whatever is done. `inside`: the name in the file's own header.
    `shared`: all names stand for the bytes of the first. `count`: of entries, as written.
    """
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezer.compress(content) + squeezer.flush() if method == 8 else content
    method = method if told is None else told
    check = zlib.crc32(content) if check is None else check
    size = len(content) if size is None else size
    out = bytearray()
    offsets = []
    for number, name in enumerate(names):
        own = name if inside is None else inside
        offsets.append(0 if shared else len(out))
        if shared and number:
            continue
        out += struct.pack(
            "<4s5H3L2H", b"PK\3\4", 20, flags, method, 0, 33, check, len(body), size, len(own), 0
        )
        out += own + body
    begin = len(out)
    for name, offset in zip(names, offsets, strict=True):
        out += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 3 << 8 | 20, 20, flags, method, 0, 33, check, len(body),
            size, len(name), 0, 0, 0, 0, mode << 16, offset,
        )  # fmt: skip
        out += name
    count = len(names) if count is None else count
    out += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(out) - begin, begin, 0)
    return bytes(out)


def _many(count: int) -> list[bytes]:
    return [b"f%05d" % number for number in range(count)]


def overlapping(files: int = 250, kernel: int = 1_000_000) -> bytes:
    """A bomb of the better kind: each file's data holds the headers and data of all behind it.

    Every entry quotes the local header of the next one in a stored block and goes on in it, so that
    little is packed and much comes out: 250 MB of 25 kB, in files too small to ask for a ratio.
    """
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    noise = b"\0" * kernel
    tail = squeezer.compress(noise) + squeezer.flush()
    out = tail
    entries: list[tuple[bytes, int, int, int]] = []
    content = noise
    for number in reversed(range(files)):
        name = b"f%05d" % number
        check = zlib.crc32(content)
        header = struct.pack(
            "<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, check, len(out), len(content), len(name), 0
        )
        header += name
        entries.append((name, check, len(out), len(content)))
        if number:
            quote = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF)
            out = quote + header + out
            content = header + content
        else:
            out = header + out
    entries.reverse()
    offsets = [0]
    for _ in entries[1:]:
        offsets.append(offsets[-1] + 30 + 6 + 5)
    begin = len(out)
    directory = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, check, size, full, len(name), 0, 0, 0,
            0, 0, offset,
        ) + name
        for (name, check, size, full), offset in zip(entries, offsets, strict=True)
    )  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, files, files, len(directory), begin, 0)
    return out + directory + end


_HONEST: Final = {"a.txt": b"words " * 40, "b.txt": b"more"}

TRICKS: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "a way up": (lambda: raw(b"../../evil.txt"), "E-ZIP-NAME"),
    "a way up inside": (lambda: raw(b"a/../../evil.txt"), "E-ZIP-NAME"),
    "an absolute name": (lambda: raw(b"/etc/cron.d/evil"), "E-ZIP-NAME"),
    "a drive": (lambda: raw(b"C:evil.txt"), "E-ZIP-NAME"),
    "a stream": (lambda: raw(b"a.txt:evil"), "E-ZIP-NAME"),
    "a backslash": (lambda: raw(b"..\\evil.txt"), "E-ZIP-NAME"),
    "a server": (lambda: raw(b"\\\\server\\share\\evil.txt"), "E-ZIP-NAME"),
    "no name": (lambda: raw(b""), "E-ZIP-NAME"),
    "an empty part": (lambda: raw(b"a//b"), "E-ZIP-NAME"),
    "a dot": (lambda: raw(b"./a"), "E-ZIP-NAME"),
    "a NUL": (lambda: raw(b"a.txt\0.exe"), "E-ZIP-NAME"),
    "a line end": (lambda: raw(b"a\nb"), "E-ZIP-NAME"),
    "a name that is not its UTF-8": (lambda: raw(b"caf\xe9", flags=0x800), "E-ZIP-NAME"),
    "a link": (lambda: raw(b"a", content=b"/etc/passwd", method=0, mode=0o120777), "E-ZIP-LINK"),
    "a device": (lambda: raw(b"a", mode=0o020666), "E-ZIP-LINK"),
    "the same name twice": (lambda: raw(b"a", b"a"), "E-ZIP-DUP"),
    "one name in two spellings": (
        lambda: raw("\u00fc".encode(), "u\u0308".encode()), "E-ZIP-DUP"
    ),
    "one file under two names": (
        lambda: raw(b"a", b"b", inside=b"a", shared=True), "E-ZIP"
    ),
    "a bomb": (lambda: packed({"a": b"\0" * (64 * 2**20)}), "E-ZIP-BOMB"),
    "a bomb of many": (lambda: raw(*_many(1000), content=b"\1" * 2**20), "E-ZIP-BOMB"),
    "a bomb that hides its size": (
        lambda: raw(b"a", content=b"\0" * (64 * 2**20), size=100_000, check=0), "E-ZIP"
    ),
    "a bomb of overlapping files": (overlapping, "E-ZIP-BOMB"),
    "one file too large": (lambda: raw(b"a", size=129 * 2**20), "E-ZIP-BOMB"),
    "65,000 files": (lambda: raw(*_many(65_000)), "E-ZIP-ENTRIES"),
    "more files than it says": (lambda: raw(*_many(12_000), count=1), "E-ZIP-ENTRIES"),
    "encrypted": (lambda: raw(b"a", flags=1), "E-ZIP-ENCRYPTED"),
    "strongly encrypted": (lambda: raw(b"a", flags=0x41), "E-ZIP-ENCRYPTED"),
    "two names of one file": (lambda: raw(b"good.txt", inside=b"evil.txt"), "E-ZIP"),
    "packed in another way": (lambda: packed(_HONEST, zipfile.ZIP_LZMA), "E-ZIP"),
    "a wrong sum": (lambda: raw(b"a", check=1), "E-ZIP"),
    "too small a size": (lambda: raw(b"a", size=2), "E-ZIP"),
    "too large a size": (lambda: raw(b"a", size=200), "E-ZIP"),
    "bytes that cannot be unpacked": (
        lambda: raw(b"a", content=b"\xff" * 40, method=0, told=8), "E-ZIP"
    ),
    "cut in half": (lambda: packed(_HONEST)[:80], "E-ZIP"),
    "without its beginning": (lambda: packed(_HONEST)[20:], "E-ZIP"),
    "something behind it": (lambda: packed(_HONEST) + b"GIF89a", "E-ZIP"),
    "something before it": (lambda: b"PK\3\4" + packed(_HONEST), "E-ZIP"),
    "another format": (lambda: b"Rar!\x1a\x07\x00", "E-ZIP"),
    "nothing": (lambda: b"", "E-ZIP"),
    "for more than 4 GB": (lambda: packed(_HONEST)[:-10] + b"\xff" * 8 + b"\0\0", "E-ZIP"),
}  # fmt: skip
