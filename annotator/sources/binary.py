"""What is no text at all: told by its first bytes, and named in the refusal with what to do."""

import codecs

from annotator.core.errors import InputError

MOST_BYTES = 32 * 2**20
_PASTE = "Open it in its own program, copy the words and paste them here"

_SIGNATURES: tuple[tuple[bytes, str, str, str], ...] = (
    (b"%PDF-", "E-BINARY", "a PDF document", f"{_PASTE}."),
    (
        b"{\\rtf",
        "E-BINARY",
        "a rich text (RTF) document",
        f"Save it as plain text or HTML. Or: {_PASTE.lower()}.",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "E-BINARY",
        "a document of an old Office program",
        f"Save it as plain text or HTML. Or: {_PASTE.lower()}.",
    ),
    (b"\x1f\x8b", "E-COMPRESSED", "a compressed (gzip) file", "Unpack it first."),
    (b"BZh", "E-COMPRESSED", "a compressed (bzip2) file", "Unpack it first."),
    (b"\xfd7zXZ\x00", "E-COMPRESSED", "a compressed (xz) file", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "E-COMPRESSED", "a compressed (7-Zip) file", "Unpack it first."),
    (b"Rar!\x1a\x07", "E-COMPRESSED", "a compressed (RAR) file", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "E-COMPRESSED", "a compressed (zstd) file", "Unpack it first."),
    (b"\x89PNG\r\n\x1a\n", "E-BINARY", "a picture (PNG)", "Type or paste its words."),
    (b"\xff\xd8\xff", "E-BINARY", "a picture (JPEG)", "Type or paste its words."),
    (b"GIF87a", "E-BINARY", "a picture (GIF)", "Type or paste its words."),
    (b"GIF89a", "E-BINARY", "a picture (GIF)", "Type or paste its words."),
    (b"II*\x00", "E-BINARY", "a picture (TIFF)", "Type or paste its words."),
    (b"MM\x00*", "E-BINARY", "a picture (TIFF)", "Type or paste its words."),
    (b"RIFF", "E-BINARY", "a picture, sound or film", "Type or paste its words."),
    (b"OggS", "E-BINARY", "a sound or film", "Type or paste its words."),
    (b"ID3", "E-BINARY", "a sound recording (MP3)", "Type or paste its words."),
    (b"SQLite format 3\x00", "E-BINARY", "a database", "Export the article as plain text."),
    (b"\x7fELF", "E-BINARY", "a program", "Choose the article's own file."),
    (b"MZ\x90\x00", "E-BINARY", "a program", "Choose the article's own file."),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"application/epub+zip", "an e-book (EPUB)"),
    (b"xl/", "a spreadsheet"),
    (b"ppt/", "a presentation"),
)
_FEW = 4
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def refuse_binary(data: bytes) -> None:
    """Raise InputError (E-EMPTY, E-TOO-BIG, E-COMPRESSED, E-BINARY) unless it may be a text.

    Text in UTF-16 is full of zero bytes and must not be asked about here.
    """
    refuse_size(len(data))
    refuse_known(data)
    zeros = data.count(0)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if zeros > max(_FEW, len(data) // 100) or controls > max(_FEW, len(data) // 10):
        raise InputError(
            "E-BINARY",
            "This is not a text: it is full of bytes that no text has. "
            "Choose a file of plain text or HTML, or paste the words.",
        )


def refuse_size(size: int) -> None:
    """Raise InputError for nothing at all (E-EMPTY) and for too much (E-TOO-BIG)."""
    if size == 0:
        raise InputError("E-EMPTY", "The file is empty.")
    if size > MOST_BYTES:
        raise InputError(
            "E-TOO-BIG",
            f"The file has {size / 2**20:.0f} MB; at most {MOST_BYTES // 2**20} MB can be read. "
            "Split it into articles.",
        )


def refuse_known(data: bytes) -> None:
    """Raise InputError for files that their first bytes give away: PDF, Word, pictures…"""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for mark, what in _ZIPPED:
            if mark in data[:4096] or mark in data[-65536:]:
                raise InputError(
                    "E-BINARY",
                    f"This is {what}, which cannot be read. "
                    f"Save it as plain text or HTML. Or: {_PASTE.lower()}.",
                )
        raise InputError("E-COMPRESSED", "This is a compressed (zip) file. Unpack it first.")
    if data[4:12] in (b"ftypisom", b"ftypmp42", b"ftypM4A ", b"ftypqt  ", b"ftypheic"):
        raise InputError(
            "E-BINARY", "This is a picture, sound or film, not a text. Type or paste its words."
        )
    for start, code, what, advice in _SIGNATURES:
        if data.startswith(start) and not _words(start, data):
            raise InputError(code, f"This is {what}, not a plain text. {advice}")


def _words(start: bytes, data: bytes) -> bool:
    """Whether a signature made of letters only begins what is otherwise plain text."""
    sample = data[:1024]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return start.isalnum() and b"\x00" not in sample
