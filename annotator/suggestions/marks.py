"""Pairing quotation marks, of many languages, on any string: never raises, takes linear time.

Curly and straight marks may close each other. An apostrophe is no mark: between letters, in
elisions (’90s, ’em), after a plural s before a word unless it alone can close what is open. A
second opener of a kind that is open is ignored; a line that begins with the opener again goes on
with the speech. What is left over is told, never guessed at.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Literal

_CLOSERS: Final = {
    "“": '”"',
    '"': '"”',
    "„": '“”"',
    "”": '”"',
    "‘": "’'",
    "'": "'’",
    "‚": "‘’'",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "《": "》",
}
"""Marks that can open, and what closes each."""
_DOUBLE: Final = frozenset('“”„"')
_SINGLE_CLOSERS: Final = frozenset("’'")
_TOKEN = re.compile(r"[\"“”„‘’'‚«»‹›「」『』《》]|\n\s*")
_BEFORE_OPENER = re.compile(r"[\s(\[{<*_‒–—―\-/“”„\"‘’'‚«»‹›「『《¿¡…:]")
_ELISION = re.compile(
    r"(?:\d0s|em|til|tis|twas|twere|cause|round|bout|cos|coz|n|neath|gainst)(?!\w)", re.IGNORECASE
)
_SINGLES = re.compile(
    r"(?<![\s\w])[’'](?!\w)|(?<=\w)[’'](?!\w)(?!(?<=[sS].)[ \u00a0\u202f]\w)|‘|(?<!\S)'(?=\w)|\n"
)
"""Single marks that surely close or open, and line ends."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of marks: `start` and `end` take both in; `depth` counts the pairs around it."""

    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True, order=True)
class Leftover:
    """A mark without its other half."""

    position: int
    flag: Literal["unclosed", "stray-close"]


@dataclass(frozen=True, slots=True)
class Paired:
    """All pairs by their start, and what was left over, in text order."""

    quotations: tuple[Quotation, ...]
    leftovers: tuple[Leftover, ...]


def pair(text: str) -> Paired:
    """Pair all quotation marks of a text."""
    return _Pairing(text).run()


class _Pairing:
    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[tuple[str, int]] = []
        """Marks that are open, outermost first, each kind at most once."""
        self._found: list[Quotation] = []
        self._left: list[Leftover] = []
        self._singles: list[int] | None = None

    def run(self) -> Paired:
        done = 0
        for token in _TOKEN.finditer(self._text):
            if token.start() < done:
                continue
            mark = token.group()
            if mark[0] == "\n":
                done = self._end_line(token.end())
            else:
                self._take(mark, token.start())
        self._drop(0)
        return Paired(
            tuple(sorted(self._found, key=lambda found: (found.start, -found.end))),
            tuple(sorted(self._left)),
        )

    def _take(self, mark: str, at: int) -> None:
        before = self._text[at - 1] if at else "\n"
        after = self._text[at + 1] if at + 1 < len(self._text) else "\n"
        may_open = bool(_BEFORE_OPENER.match(before)) and not after.isspace()
        may_close = not before.isspace() and not _in_word(after)
        if mark in "’'‘" and self._is_apostrophe(mark, at, before, after, may_open):
            return
        match mark:
            case '"' | "'":
                alone = before.isspace() and after.isspace()
                if may_close or (alone and mark == '"'):
                    if self._close(mark, at, before) or alone:
                        return
                    if not may_open:
                        # After a figure it stands for inches or minutes, after a letter for one
                        # left out.
                        plain = before.isdigit() if mark == '"' else _in_word(before)
                        self._stray(at, plain)
                        return
                if may_open:
                    self._begin(mark, at)
            case "”" | "»" | "›" | "’":
                if self._close(mark, at, before):
                    return
                if may_open and mark != "’" and not may_close:
                    self._begin(mark, at)
                else:
                    self._stray(at, mark == "’" and _in_word(before))
            case "“" | "‘" | "«" | "‹":
                if not self._close(mark, at, before):
                    self._begin(mark, at)
            case "」" | "』" | "》":
                if not self._close(mark, at, before):
                    self._stray(at)
            case _:
                self._begin(mark, at)

    def _is_apostrophe(self, mark: str, at: int, before: str, after: str, may_open: bool) -> bool:
        if _in_word(before) and _in_word(after):
            return True
        if _in_word(after) and _ELISION.match(self._text, at + 1):
            return True
        if mark == "‘":
            return False
        if mark == "’" and (_in_word(after) or before.isspace()):
            return not (may_open and any(opener == "‚" for opener, _ in self._open))
        plural = before in "sS" and after in " \u00a0\u202f" and _in_word(self._char(at + 2))
        return plural and (not self._single_is_open() or self._closes_later(at))

    def _single_is_open(self) -> bool:
        return any(opener in "‘'‚" for opener, _ in self._open)

    def _closes_later(self, at: int) -> bool:
        """Whether the next single mark of the line that is sure surely closes."""
        if self._singles is None:
            self._singles = [match.start() for match in _SINGLES.finditer(self._text)]
        next_one = bisect_right(self._singles, at)
        if next_one == len(self._singles):
            return False
        place = self._singles[next_one]
        return self._text[place] in _SINGLE_CLOSERS and not self._char(place - 1).isspace()

    def _char(self, at: int) -> str:
        return self._text[at] if 0 <= at < len(self._text) else "\n"

    def _begin(self, mark: str, at: int) -> None:
        if all(opener != mark for opener, _ in self._open):
            self._open.append((mark, at))

    def _close(self, mark: str, at: int, before: str) -> bool:
        """Close what this mark can close, the innermost first; whether there is any."""
        for depth in range(len(self._open) - 1, -1, -1):
            opener, start = self._open[depth]
            if mark in _CLOSERS[opener]:
                if mark in "«‹" and before.isspace():
                    return False
                self._drop(depth + 1)
                del self._open[depth:]
                self._found.append(Quotation(start, at + 1, depth))
                return True
            if mark in _SINGLE_CLOSERS and opener in _DOUBLE and _in_word(before):
                return False  # goin’ and such, within the double marks
        return False

    def _stray(self, at: int, harmless: bool = False) -> None:
        if not harmless:
            self._left.append(Leftover(at, "stray-close"))

    def _drop(self, depth: int) -> None:
        """What is open from `depth` on is never closed."""
        self._left += [Leftover(start, "unclosed") for _, start in self._open[depth:]]
        del self._open[depth:]

    def _end_line(self, place: int) -> int:
        """End a line; the next one with text begins at `place`. Returns where to read on."""
        kept = 0
        while kept < len(self._open) and self._char(place) == self._open[kept][0]:
            kept, place = kept + 1, place + 1
        self._drop(kept)
        return place


def _in_word(char: str) -> bool:
    return char.isalnum()
