"""Our own serialiser: lxml's ignores `xml:space`, and equal data must give equal bytes."""

from typing import Final

from annotator.core.text import has_forbidden

_MODEL: Final = (
    '<?xml-model href="https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng" '
    'type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>'
)
"""Tells XML editors which schema holds; this program never follows it."""


def text(value: str) -> str:
    """Character data. Raises ValueError for what XML cannot hold."""
    if value.isalnum():
        return value
    if has_forbidden(value):
        raise ValueError(f"a character that XML cannot hold in {value[:40]!r}")
    if "&" in value or "<" in value or ">" in value or "\r" in value:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        value = value.replace("\r", "&#13;")
    return value


def attribute(value: str) -> str:
    """An attribute's value, without its quotes."""
    value = text(value)
    if '"' in value or "\t" in value or "\n" in value:
        value = value.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
    return value


def element(name: str, attributes: dict[str, str], *inner: str) -> str:
    """An element on one line. `inner` is XML; attributes with an empty value are left out."""
    content = "".join(inner)
    start = _start(name, attributes)
    return f"{start}>{content}</{name}>" if content else f"{start}/>"


def _start(name: str, attributes: dict[str, str]) -> str:
    given = [f' {key}="{attribute(value)}"' for key, value in attributes.items() if value]
    return f"<{name}{''.join(given)}"


def words(name: str, content: str, **attributes: str) -> str:
    """An element that holds text alone."""
    return element(name, attributes, text(content))


class Page:
    """The lines of a file, indented by two spaces a level."""

    def __init__(self) -> None:
        self._lines = ['<?xml version="1.0" encoding="UTF-8"?>', _MODEL]
        self._open: list[str] = []

    def line(self, xml: str) -> None:
        """A whole element on a line of its own."""
        self._lines.append("  " * len(self._open) + xml)

    def raw(self, line: str) -> None:
        """A line as it is, not indented."""
        self._lines.append(line)

    def open(self, name: str, attributes: dict[str, str] | None = None) -> None:
        """The start tag of an element whose children get lines of their own."""
        self.line(_start(name, attributes or {}) + ">")
        self._open.append(name)

    def close(self) -> None:
        """The end tag of the element opened last."""
        name = self._open.pop()
        self.line(f"</{name}>")

    def bytes(self) -> bytes:
        """The file: UTF-8, LF, with a last line end."""
        return ("\n".join(self._lines) + "\n").encode("utf-8")
