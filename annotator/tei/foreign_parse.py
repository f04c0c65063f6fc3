"""A foreign TEI file as a tree: decoded, its DOCTYPE and plain entities dealt with beforehand."""

import codecs
import re
from html.entities import html5
from typing import Final
from xml.parsers import expat

from lxml import etree

from annotator.core.errors import InputError
from annotator.tei.safety import LIMIT, check_not_compressed, check_size, parse_checked, place

ROOTS: Final = ("TEI", "teiCorpus", "TEI.2")
_ENCODINGS: Final = (
    "utf-8", "utf-16", "us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7",
    "iso-8859-9", "iso-8859-15", "windows-1250", "windows-1251", "windows-1252", "windows-1253",
    "koi8-r", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
)  # fmt: skip
_DECLARATION: Final = re.compile(r"\A\ufeff?<\?xml[^>]{0,200}\?>")
_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,150}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_REFERENCE: Final = re.compile(r"&([A-Za-z_:][\w:.-]{0,80});")
_LITERALS: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_LITERAL: Final = re.compile(r"<!--|<!\[CDATA\[|<\?")
_SAFE: Final = re.compile("&(?:amp|lt|gt|quot|apos);")
_BUILT_IN: Final = ("amp", "lt", "gt", "quot", "apos")


class _Over(Exception):
    """The DOCTYPE has been read: nothing behind it is expat's business."""


def parse(data: bytes, name: str) -> tuple[etree._Element, str]:
    """The root element and the encoding it was read with.

    Raises InputError: E-TOO-BIG, E-COMPRESSED, E-ENCODING, E-ENTITY, E-XML, E-FOREIGN, E-ATTRS,
    E-TOO-MANY-ELEMENTS.
    """
    check_size(data, name)
    check_not_compressed(data, name)
    text, encoding = _decoded(data, name)
    found = _DECLARATION.match(text)
    if found:
        text = "\n" * found.group().count("\n") + text[found.end() :]
    text, entities = _without_doctype(text.removeprefix("\ufeff"), name)
    body = _resolved(text, entities, name).encode("utf-8")
    check_size(body, name)
    try:
        root = parse_checked(body, name)
    except InputError as error:
        if error.code == "E-XML" and re.search(r"<(?i:TEI\.2)[\s>]", text[:20_000]):
            message = f"{error.message} If it is an old SGML file, convert it to XML first."
            raise InputError(error.code, message, error.where) from None
        raise
    if local(root) not in ROOTS:
        raise InputError(
            "E-FOREIGN",
            f"The outermost element is “{local(root)}”: this is a fragment of TEI or another kind "
            "of XML. A whole TEI file begins with TEI, teiCorpus or TEI.2.",
            name,
        )
    return root, encoding


def local(element: etree._Element) -> str:
    """The name of an element without namespace."""
    return str(element.tag).rpartition("}")[2]


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif declared := _DECLARED.search(data[:400]):
        encoding = declared.group(1).decode("ascii").lower()
    else:
        encoding = "utf-8"
    try:
        known = codecs.lookup(encoding).name in {codecs.lookup(e).name for e in _ENCODINGS}
    except LookupError:
        known = False
    if not known:
        raise InputError("E-ENCODING", f"It says it is {encoding}, which is not read.", name)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        where = error.start + 1
        raise InputError(
            "E-ENCODING", f"It is not valid {encoding}: byte {where}. Save it as UTF-8.", name
        ) from None


def _without_doctype(text: str, name: str) -> tuple[str, dict[str, str | None]]:
    """The text with the DOCTYPE blanked out, and the entities it declares; None: external."""
    start = _after_prolog(text)
    if not text.startswith("<!DOCTYPE", start):
        return text, {}
    entities: dict[str, str | None] = {}
    parser = expat.ParserCreate("utf-8")
    end: list[int] = []
    data = text.encode("utf-8")

    def declared(
        entity: str, parameter: bool, value: str | None, base: object, *external: object
    ) -> None:
        if not parameter:
            entities[entity] = value

    def over() -> None:
        end.append(parser.CurrentByteIndex)
        raise _Over

    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = declared
    parser.EndDoctypeDeclHandler = over
    try:
        parser.Parse(data, True)
    except _Over:
        pass
    except expat.ExpatError as error:
        raise InputError(
            "E-XML", f"Its DOCTYPE cannot be read: {error}.", place(name, error.lineno)
        ) from None
    if not end:
        raise InputError("E-XML", "Its DOCTYPE has no end.", name)
    begin = len(text[:start].encode("utf-8"))
    close = data.index(b">", end[0]) + 1
    blank = b"\n" * data.count(b"\n", begin, close)
    return (data[:begin] + blank + data[close:]).decode("utf-8"), entities


def _after_prolog(text: str) -> int:
    """Where comments, processing instructions and blanks before the DOCTYPE end."""
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        for begin, close in (("<!--", "-->"), ("<?", "?>")):
            if text.startswith(begin, at):
                end = text.find(close, at)
                if end < 0:
                    return at
                at = end + len(close)
                break
        else:
            return at


def _resolved(text: str, entities: dict[str, str | None], name: str) -> str:
    """Plain entities replaced by their words, outside comments, CDATA and instructions."""
    parts: list[str] = []
    at, size = 0, len(text)

    def value(match: re.Match[str]) -> str:
        nonlocal size
        found = _value(match, entities, name)
        size += len(found) - len(match.group())
        if size > LIMIT:
            raise InputError("E-ENTITY", "Its entities make it far too large.", name)
        return found

    while at < len(text):
        begin, close = _next_literal(text, at)
        parts += (_REFERENCE.sub(value, text[at:begin]), text[begin:close])
        at = close
    return "".join(parts)


def _next_literal(text: str, at: int) -> tuple[int, int]:
    """Start and end of the next comment, CDATA section or instruction; both the end if none."""
    found = _LITERAL.search(text, at)
    if found is None:
        return len(text), len(text)
    closing = _LITERALS[found.group()]
    close = text.find(closing, found.end())
    return found.start(), len(text) if close < 0 else close + len(closing)


def _value(match: re.Match[str], entities: dict[str, str | None], name: str) -> str:
    entity = match.group(1)
    if entity in _BUILT_IN:
        return match.group()
    value = entities.get(entity)
    if value is None and entity not in entities:
        value = html5.get(f"{entity};")
    rest = None if value is None else _SAFE.sub("", value)
    if value is None or rest is None or "&" in rest or "<" in rest:
        raise InputError(
            "E-ENTITY",
            f"The entity “{entity}” is not plain text, stands in another file, or is not declared. "
            "Resolve the entities with an XML editor, then import the file.",
            name,
        )
    return value.replace("]]>", "]]&gt;").replace('"', "&quot;")
