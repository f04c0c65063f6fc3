"""From bytes to characters: by byte order mark, by declaration, as UTF-8, else by a guess."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from annotator.core.errors import InputError
from annotator.sources.alphabets import CANDIDATES
from annotator.sources.binary import refuse_binary, refuse_known, refuse_size
from annotator.sources.encoding_guess import ranked

ENCODINGS: Final = (
    "utf-8", "utf-16", *(name for name, _ in CANDIDATES), "iso-2022-jp", "iso-8859-1",
)  # fmt: skip
"""What a person may choose; nothing else is decoded, whatever a file declares."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_DECLARED: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_MEANT: Final = {
    "iso8859-1": "windows-1252", "ascii": "utf-8", "utf-16": "utf-8", "utf-16-le": "utf-8",
    "utf-16-be": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "iso8859-9": "windows-1254", "iso8859-8": "windows-1255",
    "iso8859-11": "cp874", "tis-620": "cp874", "big5hkscs": "big5", "euc_jis_2004": "euc-jp",
}  # fmt: skip
"""What a declared name stands for on the web, by the codec it names. A declaration that can be
read as ASCII is not in UTF-16, whatever it says."""
_TWICE: Final = re.compile("[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00bf™œžŸ¢]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, and how they were made of bytes. A byte order mark is still in the text."""

    text: str
    encoding: str
    alternatives: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None, *, declared: bool = False) -> Decoded:
    """The characters of a text; `declared` also heeds an HTML declaration.

    Raises InputError: E-EMPTY, E-TOO-BIG, E-BINARY, E-COMPRESSED, E-ENCODING.
    """
    refuse_size(len(data))
    refuse_known(data)
    if data.startswith(_UTF_32):
        raise InputError("E-ENCODING", "The file is UTF-32. Save it as UTF-8, then import it.")
    if encoding is not None:
        return _chosen(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            plain = name.removesuffix("-le").removesuffix("-be")
            return _with_warnings(Decoded(_strictly(data, name), plain))
    refuse_binary(data)
    notes: list[str] = []
    if declared and (found := _DECLARED.search(data[:4096])):
        label = found.group(1).decode("ascii").lower()
        stated = _known(label)
        words = None if stated is None else _attempt(data, stated)
        if stated and words is not None:
            return _with_warnings(Decoded(words, stated, tuple(_others(data, stated))))
        notes.append(f"The page says it is {label}, but cannot be read so.")
    if b"\x1b" in data and data.isascii():
        japanese = _attempt(data, "iso-2022-jp")
        if japanese is not None and not japanese.isascii():
            return Decoded(japanese, "iso-2022-jp", ("utf-8",), tuple(notes))
    unicode = _attempt(data, "utf-8")
    if unicode is not None:
        return _with_warnings(Decoded(unicode, "utf-8", notes=tuple(notes)))
    for name in ranked(data):
        text = _attempt(data, name)
        if text is not None:
            notes.append(f"The encoding is not stated; {name} was guessed. Check the letters.")
            others = tuple(_others(data, name))
            return _with_warnings(Decoded(text, name, others, tuple(notes)))
    raise InputError("E-ENCODING", "The encoding could not be found out. Save it as UTF-8.")


def _chosen(data: bytes, encoding: str) -> Decoded:
    name = _known(encoding, meant=False)
    if name is None:
        raise InputError("E-ENCODING", f"“{encoding}” is no encoding that can be read here.")
    return _with_warnings(Decoded(_strictly(data, name), name, tuple(_others(data, name))))


def _known(label: str, *, meant: bool = True) -> str | None:
    """The name in our list for a label, by the codec it names; None for all others."""
    try:
        codec = codecs.lookup(label).name
    except LookupError:
        return None
    if meant:
        codec = codecs.lookup(_MEANT.get(codec, codec)).name
    return next((name for name in ENCODINGS if codecs.lookup(name).name == codec), None)


def _others(data: bytes, name: str) -> list[str]:
    """The other encodings that can read the bytes, the likeliest first."""
    if data.isascii():
        return []
    found = ["utf-8"] if _attempt(data[:65536], "utf-8") is not None else []
    return [other for other in (*found, *ranked(data)) if other != name]


def _attempt(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            "E-ENCODING",
            f"The file cannot be read as {name}: byte {error.start + 1} does not fit. "
            "Choose another encoding.",
        ) from None


def _with_warnings(decoded: Decoded) -> Decoded:
    notes = list(decoded.notes)
    if any("\x80" <= letter <= "\x9f" for letter in set(decoded.text)):
        notes.append("Some characters are invisible control characters; look for odd gaps.")
    twice = len(_TWICE.findall(decoded.text))
    if twice > 1:
        notes.append(
            f"{twice} places look as if the text had been read in a wrong encoding before "
            "(such as â€™ for ’). They were left as they are."
        )
    return Decoded(decoded.text, decoded.encoding, decoded.alternatives, tuple(notes))
