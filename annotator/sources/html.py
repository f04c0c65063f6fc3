"""The visible words of an HTML page, block by block, and what the page says of itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from annotator.core.document import BlockKind, Metadata
from annotator.core.errors import InputError

_DEEPEST: Final = 256
_MOST_TAGS: Final = 200_000
_MOST_ATTRIBUTES: Final = 256
_LONGEST: Final = 1_000
"""Characters of a title, a name, an address."""
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LEFT_OUT: Final = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "audio", "video", "canvas", "button", "select", "option", "textarea", "input", "datalist",
    "map",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead",
    "title", "tr", "ul",
})  # fmt: skip
_KINDS: Final[dict[str, BlockKind]] = {
    "h1": "head",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "crosshead"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """`lines` and `kinds` go together; only blank lines inside `pre` are empty."""

    lines: tuple[str, ...]
    kinds: tuple[BlockKind, ...]
    metadata: Metadata


def page(html: str) -> Page:
    """The words of a page. Raises InputError (E-HTML) for one that is too deep or too large."""
    root = _parsed(html)
    if root is None:
        return Page((), (), Metadata())
    walker = _Walker()
    walker.walk(root)
    headline = next(
        (line for line, kind in zip(walker.lines, walker.kinds, strict=True) if kind == "head"), ""
    )
    return Page(tuple(walker.lines), tuple(walker.kinds), _metadata(root, headline))


def _parsed(html: str) -> etree._Element | None:
    settings: dict[str, Any] = {
        "encoding": "utf-8",
        "no_network": True,
        "remove_comments": True,
        "remove_pis": True,
        "huge_tree": False,
    }
    gauge: dict[str, Any] = {"target": _Gauge()}
    parser = etree.HTMLParser(**settings)
    data = html.encode("utf-8", "replace").replace(b"\0", b" ")
    try:
        etree.fromstring(data, etree.HTMLParser(**settings, **gauge))
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError as error:
        if not data.strip():
            return None
        raise InputError("E-HTML", f"The page cannot be read: {error.msg}.") from None
    limits = etree.ErrorTypes
    if any(entry.type in (limits.ERR_RESOURCE_LIMIT,) for entry in parser.error_log):
        raise InputError(
            "E-HTML", "The page is too large or too deeply nested. Copy its words and paste them."
        )
    return root


class _Gauge:
    """Looks at the tags of a page before a tree is made of it: building that takes time that grows
    with the square of the attributes of one tag, and memory for each of millions of tags."""

    def __init__(self) -> None:
        self._tags = 0
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        self._tags += 1
        self._depth += 1
        if self._tags > _MOST_TAGS or len(attributes) > _MOST_ATTRIBUTES:
            raise InputError(
                "E-HTML",
                f"The page has more than {_MOST_TAGS:,} tags, or a tag of more than "
                f"{_MOST_ATTRIBUTES} attributes. Copy its words and paste them.",
            )
        if self._depth > _DEEPEST:
            raise _too_deep()

    def end(self, tag: str) -> None:
        """A tag closes, or is closed for the page."""
        self._depth -= 1

    def close(self) -> None:
        """The page is over."""


def _too_deep() -> InputError:
    return InputError(
        "E-HTML",
        f"The page is nested more than {_DEEPEST} deep. Copy its words and paste them.",
    )


class _Walker:
    """Goes through a page once; collapses blanks as browsers do."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.kinds: list[BlockKind] = []
        self._line: list[str] = []
        self._blank = False
        self._kind: list[BlockKind] = ["p"]
        self._pre = 0
        self._gaps = 0
        """Blank lines met inside `pre` since its last line with words."""
        self._pre_began = 0
        """Number of lines before the outermost `pre`."""

    def walk(self, root: etree._Element) -> None:
        hidden = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                if event == "end" and not hidden:
                    self._add(element.tail)
                continue
            if event == "start":
                if hidden or _invisible(element):
                    hidden += 1
                    continue
                self._open(element)
                self._add(element.text)
            else:
                if hidden:
                    hidden -= 1
                else:
                    self._close(element)
                if not hidden:
                    self._add(element.tail)
        self._end_line()

    def _open(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._end_line()
            self._kind.append(_kind(element, self._kind[-1]))
            if tag == "pre":
                self._pre_began = self._pre_began if self._pre else len(self.lines)
                self._pre += 1
        elif tag == "br":
            self._end_line()
        elif tag in ("td", "th") and self._line:
            self._line.append("\t")
            self._blank = False

    def _close(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._end_line()
            self._kind.pop()
            if tag == "pre":
                self._pre -= 1
                self._gaps = 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for line in rest:
                if "".join(self._line).strip():
                    self._end_line()
                    self._gaps = 0
                else:
                    self._line.clear()
                    self._gaps += len(self.lines) > self._pre_began
                self._line.append(line)
            return
        words = _BLANKS.split(text)
        for number, word in enumerate(words):
            if number and self._line and self._line[-1] != "\t":
                self._blank = True
            if word:
                if self._blank:
                    self._line.append(" ")
                self._line.append(word)
                self._blank = False

    def _end_line(self) -> None:
        line = "".join(self._line).rstrip("\t")
        self._line, self._blank = [], False
        if line.strip():
            self.lines += [""] * self._gaps
            self.kinds += ["blank"] * self._gaps
            self._gaps = 0
            self.lines.append(line)
            self.kinds.append(self._kind[-1])


def _invisible(element: etree._Element) -> bool:
    return (
        element.tag in _LEFT_OUT
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _kind(element: etree._Element, outer: BlockKind) -> BlockKind:
    if element.tag in _KINDS:
        return _KINDS[str(element.tag)]
    marks = " ".join(element.get(name, "") for name in ("class", "itemprop", "rel")).lower()
    if element.tag in ("p", "div", "address") and re.search(r"\bbyline\b", marks):
        return "byline"
    return outer if outer in ("byline", "caption") else "p"


def _metadata(root: etree._Element, headline: str) -> Metadata:
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        meta.setdefault(name.lower()[:_LONGEST], _short(element.get("content")))
    link = next((e for e in root.iter("link") if "canonical" in e.get("rel", "").split()), None)
    title = root.find(".//head/title")
    shown = meta.get("og:title") or headline
    if not shown and title is not None:
        shown = _BLANKS.sub(" ", "".join(str(part) for part in title.itertext()))
    author = meta.get("author") or meta.get("article:author", "")
    when = meta.get("article:published_time") or meta.get("date") or meta.get("datepublished", "")
    if not when:
        time = next((e for e in root.iter("time") if e.get("datetime")), None)
        when = "" if time is None else time.get("datetime", "")
    day = _DATE.match(when)
    return Metadata(
        title=_short(shown),
        outlet=meta.get("og:site_name", ""),
        author="" if author.startswith("http") else author,
        date=day.group() if day else "",
        url=_short(link.get("href") if link is not None else "") or meta.get("og:url", ""),
        language=root.get("lang", "") or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
    )


def _short(words: str | None) -> str:
    return (words or "")[:_LONGEST].strip()
