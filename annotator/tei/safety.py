"""Parsing that nobody can abuse: bytes in, a tree or an InputError out. Nothing is opened."""

import re
from typing import Final, cast

from lxml import etree

from annotator.core.errors import InputError
from annotator.tei.names import TEI, T

LIMIT: Final = 32 * 2**20
"""Bytes of a file that is read at all."""
MOST_ELEMENTS: Final = 1_000_000
MOST_ATTRIBUTES: Final = 64
WIDE: Final = 1_000
"""From so many elements on, one that is neither a text nor a list of items counts as crowded."""
MOST_CROWDING: Final = 20_000**2
"""libxml2 needs time that grows with the square of such an element; this is some two seconds."""

_DECLARATION = re.compile(rb"\A<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_OURS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_MAGIC: Final = {
    b"\x1f\x8b": "a compressed file (gzip), not XML",
    b"PK\x03\x04": "a compressed file (zip), not XML",
    b"BZh": "a compressed file (bzip2), not XML",
    b"\xfd7zXZ": "a compressed file (xz), not XML",
    b"(\xb5/\xfd": "a compressed file (zstd), not XML",
    b"7z\xbc\xaf": "a compressed file (7-Zip), not XML",
}
_CROWDED: Final = etree.XPath(f"//*[count(@*) > {MOST_ATTRIBUTES}]")
_CROWDS: Final = etree.XPath(
    f"//*[not(self::t:body or self::t:listAnnotation)][count(*) > {WIDE}]"
    f" | /t:TEI/t:standOff/t:listAnnotation/*[count(descendant::*) > {WIDE}]",
    namespaces={"t": TEI},
)
_COUNT: Final = etree.XPath("count(descendant::*)")
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7})(?: .*)?\r?$", re.MULTILINE)


def parser(*, collect_ids: bool = False) -> etree.XMLParser:
    """The settings for all reading. `collect_ids` must be true for bytes with a DOCTYPE: without
    it libxml2 opens the external DTD all the same."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        collect_ids=collect_ids,
    )


def parse_native(data: bytes, name: str) -> etree._Element:
    """The root element of one of our own files: UTF-8, no DOCTYPE, no entities.

    Raises InputError: E-TOO-BIG, E-COMPRESSED, E-ENCODING, E-GIT-CONFLICT, E-ENTITY, E-DOCTYPE,
    E-TOO-MANY-ELEMENTS, E-ATTRS, E-XML.
    """
    check_size(data, name)
    check_not_compressed(data, name)
    body = _utf8(data, name)
    if b"<<<<<<<" in body and len(_CONFLICT.findall(body)) >= 2:
        raise InputError(
            "E-GIT-CONFLICT",
            "Two versions stand in this file, left by a git merge that was not finished. "
            "Choose one of them with git, then open the project again.",
            name,
        )
    if b"<!ENTITY" in body:
        raise InputError(
            "E-ENTITY",
            "It declares entities, which files of this program never do. Import it as an article.",
            name,
        )
    if b"<!DOCTYPE" in body:
        raise InputError(
            "E-DOCTYPE",
            "It has a DOCTYPE, which files of this program never have. Import it as an article.",
            name,
        )
    root = parse_checked(body, name)
    _check_crowds(root, name)
    return root


def check_size(data: bytes, name: str) -> None:
    if len(data) > LIMIT:
        raise InputError(
            "E-TOO-BIG",
            f"It has {len(data) / 2**20:.0f} MB; at most {LIMIT >> 20} MB can be read.",
            name,
        )


def check_not_compressed(data: bytes, name: str) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError("E-COMPRESSED", f"It is {what}. Unpack it first.", name)


def parse_checked(body: bytes, name: str, *, collect_ids: bool = False) -> etree._Element:
    """Parse UTF-8 without an encoding declaration, with all limits on elements and attributes."""
    if body.count(b"<") > MOST_ELEMENTS:
        raise InputError(
            "E-TOO-MANY-ELEMENTS", f"It has more than {MOST_ELEMENTS:,} elements.", name
        )
    if not body.strip():
        raise InputError("E-XML", "The file is empty. Go back to an earlier version.", name)
    parsing = parser(collect_ids=collect_ids)
    try:
        root = etree.fromstring(body, parsing)
    except etree.XMLSyntaxError as error:
        raise _malformed(error.msg or "syntax error", name, error.lineno or 1) from None
    # A name whose prefix is not declared passes where a mere warning follows it.
    for entry in parsing.error_log.filter_from_errors():
        if entry.domain == etree.ErrorDomains.NAMESPACE:
            raise _malformed(entry.message, name, entry.line)
    # Asked of libxml2: a walk over all elements from here takes as long as the parsing.
    for crowded in cast("list[etree._Element]", _CROWDED(root)):
        raise InputError(
            "E-ATTRS",
            f"An element has more than {MOST_ATTRIBUTES} attributes.",
            place(name, line_of(crowded)),
        )
    for entity in root.iter(etree.Entity):
        raise InputError(
            "E-ENTITY",
            "It uses an entity that nothing declares.",
            place(name, line_of(entity)),
        )
    return root


def place(name: str, line: int) -> str:
    """Where something is: the name of the file, if it has one, and the line."""
    return f"{name}, line {line}" if name else f"line {line}"


def line_of(element: etree._Element) -> int:
    """The line of a parsed element, from 1; 0 where it is not known."""
    return cast("int | None", element.sourceline) or 0


def canonical_bytes(element: etree._Element) -> bytes:
    """An element as canonical XML (exclusive C14N), without what follows it.

    Inclusive C14N of a part of a tree is wrong in libxml2 2.14: children get `xmlns=""`. Raises
    ValueError for what has no such form: namespaces that are no whole addresses.
    """
    try:
        return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    except etree.C14NError:
        raise ValueError("a namespace in it is no whole address") from None


def _check_crowds(root: etree._Element, name: str) -> None:
    crowding = 0.0
    for element in cast("list[etree._Element]", _CROWDS(root)):
        crowding += cast("float", _COUNT(element)) ** 2
        if crowding > MOST_CROWDING:
            raise InputError(
                "E-TOO-MANY-ELEMENTS",
                "One part of it has more elements than can be read in good time.",
                place(name, line_of(element)),
            )


def is_tei(root: etree._Element) -> bool:
    return bool(root.tag == f"{T}TEI")


def _utf8(data: bytes, name: str) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("E-ENCODING", "It is UTF-16, but should be UTF-8. Save it as UTF-8.", name)
    body = data.removeprefix(b"\xef\xbb\xbf")
    declaration = _DECLARATION.match(body)
    if declaration:
        encoding = _ENCODING.search(declaration.group())
        if encoding and encoding.group(1).lower() not in _OURS:
            label = encoding.group(1).decode("ascii")
            raise InputError(
                "E-ENCODING", f"It is {label}, but should be UTF-8. Save it as UTF-8.", name
            )
        # Lines are counted from the declaration on: keep its line ends.
        body = b"\n" * declaration.group().count(b"\n") + body[declaration.end() :]
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            "E-ENCODING", f"It is not valid UTF-8: byte {error.start + 1}. Save it as UTF-8.", name
        ) from None
    return body


def _malformed(message: str, name: str, line: int) -> InputError:
    reason = message.split(", line ")[0].rstrip(".").strip()[:200]
    return InputError(
        "E-XML",
        f"It is not well-formed XML: {reason}. Mend that line in a text editor, or go back to an "
        "earlier version.",
        place(name, line),
    )
