"""One article: immutable text and its metadata."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal

from annotator.core.span import Span, Spans
from annotator.core.text import Replacement, digest, is_canonical, lines, without_forbidden

BlockKind = Literal["head", "p", "blank", "crosshead", "byline", "caption"]
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
BLOCK_KINDS: tuple[BlockKind, ...] = ("head", "p", "blank", "crosshead", "byline", "caption")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text. Empty strings: not given."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    """ISO 8601: a year, year and month, or day."""
    url: str = ""
    language: str = ""
    """A BCP 47 tag such as `en`."""
    event: str = ""
    """Id of the event; articles about one event share it."""
    file: str = ""
    """Name of the file it was imported from."""
    file_sha256: str = ""
    imported: str = ""
    """How it was imported, in words: encoding, choices, what was changed."""

    def __post_init__(self) -> None:
        """Take away what files cannot hold: forbidden characters, a language tag that is none."""
        for field_ in fields(self):
            value = getattr(self, field_.name)
            object.__setattr__(self, field_.name, without_forbidden(value).strip())
        language = self.language.replace("_", "-")
        valid = _LANGUAGE_TAG.fullmatch(language)
        object.__setattr__(self, "language", language if valid else "")


@dataclass(frozen=True)
class Document:
    """One article. `text` is canonical and never changes; one block kind per line of it."""

    id: str
    text: str = field(repr=False)
    kinds: tuple[BlockKind, ...] = field(default=(), repr=False)
    metadata: Metadata = Metadata()
    replaced: tuple[Replacement, ...] = field(default=(), repr=False)
    out_of_scope: Spans = ()
    """Stretches that agreement leaves out, such as a site's own notices."""

    def __post_init__(self) -> None:
        if not is_canonical(self.text):
            raise ValueError(f"{self.id}: the text is not canonical")
        if not self.kinds:
            object.__setattr__(self, "kinds", guessed_kinds(self.text))
        object.__setattr__(self, "kinds", _settled(self.kinds))
        if len(self.kinds) != self.text.count("\n") + 1:
            raise ValueError(f"{self.id}: one block kind per line is needed")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text; two documents with the same digest hold the same text."""
        return digest(self.text)

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each block, ascending."""
        lengths = [len(line) + 1 for line in lines(self.text)]
        return tuple(accumulate(lengths[:-1], initial=0))

    def block_at(self, offset: int) -> int:
        """Number (from 0) of the block that holds `offset`; a line end belongs to its block."""
        return bisect_right(self.block_starts, offset) - 1

    def block_span(self, block: int) -> tuple[int, int]:
        """Start and end of a block, code points, without its line end; both equal if empty."""
        start = self.block_starts[block]
        last = block + 1 == len(self.block_starts)
        return start, len(self.text) if last else self.block_starts[block + 1] - 1

    @property
    def name(self) -> str:
        """What people call it: its title, else its file, else its id."""
        return self.metadata.title or self.metadata.file or self.id

    def described(self, metadata: Metadata) -> "Document":
        """The same text with other metadata."""
        return replace(self, metadata=metadata)

    def excerpt(self, span: Span, before: int = 30, after: int = 30) -> tuple[str, str, str]:
        """The words before, in and after a span, line ends shown as spaces."""
        parts = (
            self.text[max(0, span.start - before) : span.start],
            span.text(self.text),
            self.text[span.end : span.end + after],
        )
        before_, inside, after_ = (part.replace("\n", " ") for part in parts)
        return before_, inside, after_


def _settled(kinds: tuple[BlockKind, ...]) -> tuple[BlockKind, ...]:
    """Headings stand only before all other blocks, and something follows them; else others."""
    heads = next((n for n, kind in enumerate(kinds) if kind != "head"), len(kinds))
    if heads == len(kinds):
        heads -= 1
        kinds = (*kinds[:heads], *(("p",) if kinds else ()))
    if "head" not in kinds[heads:]:
        return kinds
    later: list[BlockKind] = ["crosshead" if kind == "head" else kind for kind in kinds[heads:]]
    return (*kinds[:heads], *later)


def guessed_kinds(text: str) -> tuple[BlockKind, ...]:
    """Block kinds of a plain text: `blank` for empty lines, a headline if one is evident, else `p`.

    A first line counts as the headline when it is short, ends like no sentence, and a blank line
    parts it from more text.
    """
    rows = lines(text)
    kinds: list[BlockKind] = ["p" if row else "blank" for row in rows]
    headline = len(rows) > 2 and 0 < len(rows[0]) <= 200 and not rows[1] and any(rows[2:])
    if headline and not rows[0].rstrip().endswith((".", "”", '"', "!", ":", ";", ",")):
        kinds[0] = "head"
    return tuple(kinds)
