"""What a row of the table of abuses is, and good files to spoil."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILES: Final = Path(__file__).parent.parent / "tei" / "files"
GOOD: Final = (FILES / "9-annotations-extended.tei.xml").read_bytes()
PROJECT: Final = (FILES / "8-project-kim.tei.xml").read_bytes()
MB: Final = 2**20
PASSWD: Final = b"file:///etc/hostname"
WEB: Final = b"http://198.51.100.7/x"
"""What no reader may open: a file of the machine, and an address nobody answers at."""
TEI: Final = b'<TEI xmlns="http://www.tei-c.org/ns/1.0">'
_HEAD: Final = (
    b"<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>"
    b"</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


@dataclass(frozen=True)
class Row:
    """An input for some readers. `build` gives its bytes, or makes a file or folder and gives its
    path."""

    what: str
    readers: tuple[str, ...]
    code: str
    """Of the error; empty: it is read. With `aside`, of the problem that is listed."""
    build: Callable[[Path], bytes | Path]
    name: str = "abuse.xml"
    aside: bool = False
    said: str = ""
    """Words in the message, or in the text and notes that came out."""
    long: bool = False
    """Whether it is left to the long run: others are like it."""


def row(
    what: str,
    readers: str,
    code: str,
    build: Callable[[], bytes],
    name: str = "abuse.xml",
    *,
    aside: bool = False,
    said: str = "",
    long: bool = False,
) -> Row:
    return Row(what, tuple(readers.split(", ")), code, lambda _: build(), name, aside, said, long)


def changed(old: bytes, new: bytes, data: bytes = GOOD) -> bytes:
    """Good bytes with one place changed."""
    assert old in data, old
    return data.replace(old, new, 1)


def doctype(inside: bytes, outside: bytes = b"") -> bytes:
    """A native file with a DOCTYPE."""
    inner = b" [" + inside + b"]" if inside else b""
    return changed(b"<TEI xmlns", b"<!DOCTYPE TEI" + outside + inner + b">\n<TEI xmlns")


def foreign(text: bytes, before: bytes = b"", header: bytes = _HEAD) -> bytes:
    """TEI of another make."""
    body = b"<text><body><p>" + text + b"</p></body></text>"
    return before + TEI + header + body + b"</TEI>"


def html(body: bytes) -> bytes:
    return (
        b"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>" + body + b"</body></html>"
    )
