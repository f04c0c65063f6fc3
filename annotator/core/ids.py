"""Ids: random for annotations, relations, projects; readable for documents and people."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable, Container
from typing import Literal

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's alphabet in lower case: no i, l, o, u, which people misread."""

DOCUMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
ANNOTATOR_ID = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
_TAKEN = {"tagset", "relations", "uses", "counts"}
_TAKEN_START = re.compile(r"b\d+$|(a|r|p|tag|rel)-", re.ASCII)

MakeId = Callable[[Literal["a", "r", "p"]], str]


def random_id(prefix: Literal["a", "r", "p"]) -> str:
    """`a-` (annotation), `r-` (relation) or `p-` (project) and ten random characters."""
    return f"{prefix}-" + "".join(secrets.choice(_LETTERS) for _ in range(10))


def is_document_id(text: str) -> bool:
    return bool(DOCUMENT_ID.fullmatch(text)) and text not in _DEVICES


def is_annotator_id(text: str) -> bool:
    taken = text in _DEVICES or text in _TAKEN or _TAKEN_START.match(text)
    return bool(ANNOTATOR_ID.fullmatch(text)) and not taken


def document_id(name: str, used: Container[str] = ()) -> str:
    """A valid document id that resembles a title or file name and is not in `used`."""
    return _unused(_slug(name, "article"), used, is_document_id, "article")


def annotator_id(name: str, used: Container[str] = ()) -> str:
    """A valid annotator id that resembles a person's name and is not in `used`."""
    slug = _slug(name, "annotator").lstrip("0123456789-")
    return _unused(slug or "annotator", used, is_annotator_id, "annotator")


def tagset_key(label: str, used: Container[str], fallback: str) -> str:
    """A key for a category, relation type, attribute or value that resembles its label and is not
    in `used`: letters, digits and hyphens, a letter first."""
    slug = _slug(label, fallback).lstrip("0123456789-") or fallback
    candidate, n = slug, 1
    while candidate in used:
        n += 1
        candidate = f"{slug}-{n}"
    return candidate


def safe_name(text: str) -> str:
    """A file name for any text: ASCII, lower case, at most 60 bytes, never a path or a device.

    Texts that look the same give one name (NFC), all others different ones: Ann is not ANN.
    """
    text = unicodedata.normalize("NFC", text)
    slug = _slug(text, "x")
    if slug in _DEVICES:
        slug = f"x-{slug}"
    return f"{slug}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _slug(name: str, fallback: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")
    if len(words) > 36:
        words = words[:36].rsplit("-", 1)[0] or words[:36]
    return words or fallback


def _unused(slug: str, used: Container[str], valid: Callable[[str], bool], fallback: str) -> str:
    if not valid(slug) or not valid(f"{slug}-2"):
        slug = f"{fallback}-{slug}"[:36].strip("-")
    candidate, n = slug, 1
    while candidate in used or not valid(candidate):
        n += 1
        candidate = f"{slug}-{n}"
    return candidate
