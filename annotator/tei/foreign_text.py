"""The text of a foreign TEI file as one article, and where each of its elements came to lie."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Collection
from typing import Final

from lxml import etree

from annotator.core.document import BlockKind
from annotator.core.text import MOST_BYTES, MOST_LINES, refuse_too_long
from annotator.tei.foreign_parse import local
from annotator.tei.names import XML_ID

BLOCKS: Final = frozenset(
    {"p", "ab", "l", "head", "item", "cell", "u", "speaker", "stage", "byline", "dateline",
     "opener", "closer", "salute", "signed", "trailer", "argument", "epigraph", "figDesc",
     "titlePart", "docAuthor", "docDate", "docImprint", "imprimatur", "label"}
)  # fmt: skip
STRUCTURE: Final = frozenset(
    {"text", "front", "body", "back", "group", "div", "lg", "list", "table", "row", "sp",
     "figure", "titlePage", "docTitle", "cit", "div0", "div1", "div2", "div3", "div4", "div5",
     "div6", "div7", "castList", "postscript", "floatingText"}
)  # fmt: skip
SILENT: Final = frozenset({"pb", "cb", "gb", "milestone", "anchor", "ptr", "index"})
_KINDS: Final[dict[str, BlockKind]] = {
    "head": "head",
    "byline": "byline",
    "docAuthor": "byline",
    "figDesc": "caption",
}
_BLANKS: Final = re.compile(r"[ \t\n\r\u2028\u2029]+")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class ForeignText:
    """Walks through a text once. `places` has start and end in the article by element."""

    def __init__(self, left_out: Collection[str], tracked: Collection[str]) -> None:
        """`left_out`: elements whose words are not taken. `tracked`: xml:ids of elements that
        string-range pointers count in."""
        self.places: dict[etree._Element, tuple[int, int]] = {}
        self.anchors: dict[str, tuple[int, int]] = {}
        """By xml:id: the end of what stands before the anchor, the start of what follows."""
        self.kinds: list[BlockKind] = []
        self._left_out, self._tracked = left_out, frozenset(tracked)
        self._letters = 0
        """Characters of the file met so far, taken over or not."""
        self._ranges: dict[str, tuple[int, int]] = {}
        """Which of those are a tracked element's own."""
        self._runs: tuple[array[int], array[int], array[int]] = array("q"), array("q"), array("q")
        """Where stretches of them begin, where that came to lie, and whether the rest follows (1)
        or came to lie in the same place (0)."""
        self._out: list[str] = []
        self._length = self._size = 0
        self._line: list[str] = []
        self._blank = False
        self._opening: dict[etree._Element | str, None] = {}
        """Elements and anchors that wait for their first letter, in the order met."""
        self._starts: dict[etree._Element, int] = {}
        self._last = 0
        self._kind: list[BlockKind] = ["p"]
        self._keep: list[bool] = [False]
        self._hidden = 0

    @property
    def text(self) -> str:
        return "\n".join(self._out)

    def position(self, id: str, offset: int) -> int | None:
        """Where the character at an offset of a tracked element's own text came to lie."""
        start, end = self._ranges.get(id, (0, 0))
        if not 0 <= offset < end - start:
            return None
        starts, places, steps = self._runs
        run = bisect_right(starts, start + offset) - 1
        return places[run] + steps[run] * (start + offset - starts[run])

    def walk(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._open(element)
                self._add(element.text, element)
            else:
                self._close(element)
                if element is not root:
                    parent = element.getparent()
                    self._add(element.tail, root if parent is None else parent)
        self._end_line(self._kind[-1])

    def _open(self, element: etree._Element) -> None:
        name, id = local(element), element.get(XML_ID, "")
        if id in self._tracked:
            self._ranges[id] = self._letters, self._letters
        space = element.get(_SPACE)
        self._keep.append(self._keep[-1] if space is None else space == "preserve")
        if self._hidden or name in self._left_out:
            self._hidden += 1
            return
        if name in BLOCKS or name in STRUCTURE:
            self._end_line(self._kind[-1])
            kind = _KINDS.get(name, "p")
            if name == "ab" and element.get("type") in ("crosshead", "byline", "caption"):
                kind = element.get("type", "p")  # type: ignore[assignment]
            self._kind.append(kind)
        elif name == "lb":
            if element.get("break") != "no":
                self._blank = bool(self._line)
        elif id and name in SILENT:
            self.anchors[id] = (self._last, self._last)
            self._opening[id] = None
        if element.get("break") == "no":
            self._blank = False  # of the line end that the file has before it
        if name not in SILENT:
            self._opening[element] = None

    def _close(self, element: etree._Element) -> None:
        name, id = local(element), element.get(XML_ID, "")
        if id in self._tracked:
            self._ranges[id] = self._ranges[id][0], self._letters
        self._keep.pop()
        if self._hidden:
            self._hidden -= 1
            return
        if element in self._starts:
            start = self._starts.pop(element)
            if start < self._last:
                self.places[element] = (start, self._last)
        else:
            self._opening.pop(element, None)
        if name in BLOCKS or name in STRUCTURE:
            self._end_line(self._kind.pop(), blank=element.get("type") == "blank")

    def _add(self, text: str | None, parent: etree._Element) -> None:
        if not text:
            return
        between = local(parent) in STRUCTURE and not text.strip()
        if self._hidden or between:
            self._count(len(text), self._length)
            return
        if self._keep[-1]:
            for number, line in enumerate(re.split(r"\r\n|[\n\r\u2028\u2029]", text)):
                if number:
                    self._count(1, self._length)
                    self._end_line(self._kind[-1], blank=True)
                self._put(line)
            return
        at = 0
        for found in _BLANKS.finditer(text):
            self._put(text[at : found.start()])
            self._blank = bool(self._line)
            self._count(found.end() - found.start(), self._length)
            at = found.end()
        self._put(text[at:])

    def _put(self, words: str) -> None:
        if not self._length and words.startswith("\ufeff"):
            rest = words.lstrip("\ufeff")  # byte order marks: no text begins with one
            self._count(len(words) - len(rest), 0)
            words = rest
        if not words:
            return
        if self._blank:
            self._line.append(" ")
            self._length += 1
            self._blank = False
        for waiting in self._opening:
            if isinstance(waiting, str):
                self.anchors[waiting] = (self.anchors[waiting][0], self._length)
            else:
                self._starts[waiting] = self._length
        self._opening.clear()
        self._count(len(words), self._length, 1)
        self._line.append(words)
        self._length += len(words)
        self._last = self._length

    def _count(self, letters: int, place: int, step: int = 0) -> None:
        if self._tracked and letters:
            for row, value in zip(self._runs, (self._letters, place, step), strict=True):
                row.append(value)
        self._letters += letters

    def _end_line(self, kind: BlockKind, *, blank: bool = False) -> None:
        line = "".join(self._line)
        if not line and not blank:
            self._blank = False
            return
        # XML holds nothing that is forbidden in a text, but lines may begin with U+FEFF.
        self._out.append(line)
        self._size += len(line) + 1
        if self._size > MOST_BYTES or len(self._out) > MOST_LINES:
            refuse_too_long("\n".join(self._out))
        self.kinds.append(kind if line else "blank")
        self._line, self._blank = [], False
        self._length += 1
