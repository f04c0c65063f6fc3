"""The two ways in: the bytes of a file, and what was pasted."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from annotator.core.document import BlockKind, Metadata, guessed_kinds
from annotator.core.errors import InputError
from annotator.core.text import CanonicalText, canonical, refuse_too_long
from annotator.sources.binary import refuse_size
from annotator.sources.decoding import Decoded, decode
from annotator.sources.html import Page, page
from annotator.sources.imported import Imported

_HTML: Final = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<(head|body|article|p|div|h1|br|span|table)[\s/>]", re.IGNORECASE
)
_HTML_ENDINGS: Final = (".html", ".htm", ".xhtml")


def read(data: bytes, name: str, encoding: str | None = None) -> Imported:
    """An article from the bytes of a file called `name`: HTML if it looks like it, else text.

    `encoding` overrides what the bytes say. Raises InputError (E-EMPTY, E-TOO-BIG, E-BINARY,
    E-COMPRESSED, E-ENCODING, E-HTML) with what to do.
    """
    html = name.lower().endswith(_HTML_ENDINGS) or _is_html(data)
    decoded = decode(data, encoding, declared=html)
    file = Metadata(file=name, file_sha256=hashlib.sha256(data).hexdigest())
    return _html(decoded, page(decoded.text), file) if html else _text(decoded, file)


def paste(text: str, html: str | None = None) -> Imported:
    """An article from the clipboard: its HTML if there is any with words in it, else its text.

    Raises InputError (E-EMPTY, E-TOO-BIG, E-HTML).
    """
    refuse_size(len((html or text).encode("utf-8", "surrogatepass")))
    found = page(html) if html else None
    if html and found and any(line.strip() for line in found.lines):
        return _html(Decoded(html, ""), found, Metadata())
    if not text.strip():
        raise InputError("E-EMPTY", "There are no words to paste.")
    return _text(Decoded(text, ""), Metadata())


def _is_html(data: bytes) -> bool:
    start = data[:2048].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff<")) and bool(_HTML.search(start))


def _text(decoded: Decoded, metadata: Metadata) -> Imported:
    refuse_too_long(decoded.text)
    made = canonical(decoded.text)
    _refuse_wordless(made)
    kinds = guessed_kinds(made.text)
    if kinds[0] == "head":
        metadata = replace(metadata, title=made.text.split("\n", 1)[0])
    return _imported(decoded, made, kinds, metadata, "text", [])


def _html(decoded: Decoded, found: Page, metadata: Metadata) -> Imported:
    text = "\n".join(found.lines)
    refuse_too_long(text)
    made = canonical(text)
    kinds: list[BlockKind] = []
    for line, kind in zip(found.lines, found.kinds, strict=True):
        kinds += [kind] * len(canonical(line).text.split("\n"))
    _refuse_wordless(made)
    told = replace(found.metadata, file=metadata.file, file_sha256=metadata.file_sha256)
    notes = ["Only the visible words of the page were taken, paragraph by paragraph."]
    return _imported(decoded, made, tuple(kinds), told, "html", notes)


def _imported(
    decoded: Decoded,
    made: CanonicalText,
    kinds: tuple[BlockKind, ...],
    metadata: Metadata,
    format: Literal["text", "html"],
    notes: Sequence[str],
) -> Imported:
    said = (*decoded.notes, *notes, *_changes(made))
    how = [f"Encoding: {decoded.encoding}."] if decoded.encoding else ["Pasted."]
    metadata = replace(metadata, imported=" ".join((*how, *said)))
    return Imported(
        made, kinds, metadata, decoded.encoding, decoded.alternatives, format, tuple(said)
    )


def _changes(made: CanonicalText) -> list[str]:
    """What the canonical form changed, in sentences."""
    said = []
    if made.byte_order_mark:
        said.append("An invisible mark at the start of the file was left out.")
    if made.line_ends_changed:
        count = made.line_ends_changed
        said.append(f"{count} line end{' was' if count == 1 else 's were'} made uniform.")
    hyphens = sum(replacement.new == "\xad" for replacement in made.replaced)
    if hyphens:
        said.append(f"{hyphens} line-end hyphen{'s' if hyphens > 1 else ''} became soft hyphens.")
    blanks = len(made.replaced) - hyphens
    if blanks:
        mark = "character was" if blanks == 1 else "characters were"
        said.append(f"{blanks} invisible {mark} replaced by a blank.")
    return said


def _refuse_wordless(made: CanonicalText) -> None:
    if not made.text.strip():
        raise InputError("E-EMPTY", "There are no words in it.")
