"""Kinds of file that are recognised by their first bytes and not taken as articles.

The bytes must be such as no article begins with: "RIFFA (Reuters)" is a dateline.
"""

import re
from typing import Final

from annotator.core.errors import InputError

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"OggS\0", "a recording"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_PACKED: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)"),
    (b"\xfd7zXZ\0", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"Rar!\x1a\x07", "a compressed file (RAR)"),
)
_RECORDING: Final = re.compile(rb"RIFF.{4}(WAVE|WEBP|AVI )|ID3[\2-\4]", re.DOTALL)
_BZIP2: Final = re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)")
_ZIPPED = {
    "docx": "a Word file (.docx)",
    "odt": "an OpenDocument text (.odt)",
    "epub": "an e-book (EPUB)",
    "xlsx": "a spreadsheet",
    "pages": "a Pages document",
}
_SAVE_AS_TEXT = "Save it as plain text or HTML, or copy its text and paste it here."


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise InputError (E-EMPTY, E-FORMAT, E-COMPRESSED) for what no reader here can take."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise InputError("E-EMPTY", "The file is empty.", name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if what := _ZIPPED.get(name.rpartition(".")[2].lower()):
            raise InputError("E-FORMAT", f"This is {what}. {_SAVE_AS_TEXT}", name)
        message = "This is a compressed file (zip). Unpack it and open what is inside."
        raise InputError("E-COMPRESSED", message, name)
    packed = [what for start, what in _PACKED if data.startswith(start)]
    if _BZIP2.match(data):
        packed.append("a compressed file (bzip2)")
    for what in packed:
        message = f"This is {what}. Unpack it and open what is inside."
        raise InputError("E-COMPRESSED", message, name)
    others = [what for start, what in _OTHERS if data.startswith(start)]
    if _RECORDING.match(data):
        others.append("an image or recording")
    for what in others:
        raise InputError("E-FORMAT", f"This is {what}. {_SAVE_AS_TEXT}", name)
