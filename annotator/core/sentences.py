"""Sentences of a text, for the caret and for clicking. Positions are code points.

A line end ends a sentence. Within a line `. ! ? …` end one before a blank, with the closing
quotation marks and brackets that follow them, unless the text goes on in lower case; a dot ends
nothing after one capital letter, initials or an abbreviation such as Mr or Sen.
"""

import re
from collections.abc import Iterator

from annotator.core.graphemes import is_boundary
from annotator.core.span import Span

_TERMINAL = ".!?…؟۔।॥։።។။"
_WIDE = "。！？｡"
_CLOSING = "”’\"'»«›‹“‘)]）］」』》〉"
_ENDING = frozenset(_TERMINAL + _WIDE + _CLOSING)
_END = re.compile(
    rf"[{_TERMINAL}]+[{re.escape(_CLOSING)}]*(?=\s)|[{_WIDE}]+[{re.escape(_CLOSING)}]*"
)
_OPENING = "“”„‘’‚\"'«»‹›([（「『《〈—–-•*¡¿ \t\u00a0"
_BLANK = re.compile(r"\s+")
_LAST_WORD = re.compile(r"[\w.]+$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_CAN_END = frozenset(("a.m", "p.m", "A.M", "P.M"))
_ABBREVIATION = re.compile(
    "Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Reps|Sens|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Adm|Brig|Pres|Rev|Hon|"
    "St|Ste|Mt|Ft|Messrs|Mme|Mlle|Amb|Atty|Supt|Sr|Sra|Dra|vs|cf|ca|bzw|Hr|Fr|Nr|approx"
)
_BEFORE_NUMBER = re.compile(
    "No|Nos|no|nos|p|pp|vol|Vol|art|Art|Sec|sec|fig|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|"
    "Nov|Dec"
)
_FIRST_LOOK = 2000
"""Code points on either side that are searched first; most sentences are shorter."""


def sentence_at(text: str, position: int) -> Span | None:
    """The sentence around `position`, blanks at its edges left out.

    Blanks between two sentences belong to the one before. None in a blank line.
    """
    position = max(0, min(position, len(text)))
    low, high = _line(text, position)
    if low == high:
        return None
    start = _skip_blanks(text, _last_end(text, low, high, position), high)
    if low < start and (position < start or start == high):
        before = _last_end(text, low, high, _before_blanks(text, low, position) - 1)
        if _skip_blanks(text, before, high) < position:
            start = _skip_blanks(text, before, high)
    end = next(_ends(text, start, high), high)
    end = _before_blanks(text, start, end)
    return Span(start, end) if start < end else None


def next_sentence(text: str, position: int) -> int:
    """The start of the first sentence after `position`, else the end of the text."""
    position = max(-1, position)
    low, high = _line(text, max(0, position))
    while low <= len(text):
        first = _skip_blanks(text, low, high)
        if position < first < high:
            return first
        for end in _ends(text, max(low, _safe(text, low, position)), high):
            start = _skip_blanks(text, end, high)
            if position < start < high:
                return start
        low = high + 1
        if low <= len(text):
            low, high = _line(text, low)
    return len(text)


def previous_sentence(text: str, position: int) -> int:
    """The start of the last sentence that begins before `position`, else 0."""
    place = min(position, len(text)) - 1
    while place >= 0:
        low, _ = _line(text, place)
        found = sentence_at(text, place)
        if found is not None and found.start <= place:
            return found.start
        place = low - 1
    return 0


def _line(text: str, position: int) -> tuple[int, int]:
    """Start and end, without the line end, of the line around `position`."""
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


def _safe(text: str, low: int, position: int) -> int:
    """A place at or before `position` from which all ends after it are found."""
    while position > low and text[position - 1] in _ENDING:
        position -= 1
    return position


def _last_end(text: str, low: int, high: int, position: int) -> int:
    """The last end of a sentence at or before `position` in the line from `low` to `high`."""
    look = _FIRST_LOOK
    while True:
        start = _safe(text, low, max(low, position - look))
        last = -1
        for end in _ends(text, start, high):
            if end > position:
                break
            last = end
        if last >= 0:
            return last
        if start <= low:
            return low
        look *= 4


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Places from `start` to `stop`, the end of the line, where a sentence ends before that."""
    for match in _END.finditer(text, start, stop):
        if _is_end(text, match) and is_boundary(text, match.end()):
            yield match.end()


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match.group()[0] in _WIDE:
        return True
    after = _first_letter(text, match.end())
    if after.islower():
        return False
    closed = match.group().lstrip(_TERMINAL)
    before = text[max(0, match.start() - 24) : match.start()]
    if closed or match.group() != "." or before.endswith(tuple(_TERMINAL)):
        return True
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    last = word.group().lstrip(".")
    if _DOTTED.fullmatch(last) and (last[0].isupper() or "." in last) and last not in _CAN_END:
        return False
    before_number = after.isdigit() and _BEFORE_NUMBER.fullmatch(last)
    return not (_ABBREVIATION.fullmatch(last) or before_number)


def _first_letter(text: str, position: int) -> str:
    """The first character after blanks, opening marks and dashes, in the same line; else empty."""
    for letter in text[position : position + 24]:
        if letter == "\n":
            return ""
        if letter not in _OPENING and not letter.isspace():
            return letter
    return ""


def _skip_blanks(text: str, start: int, stop: int) -> int:
    match = _BLANK.match(text, start, stop)
    end = match.end() if match else start
    return end if end == start or is_boundary(text, end) else end - 1


def _before_blanks(text: str, low: int, end: int) -> int:
    while end > low and text[end - 1].isspace():
        end -= 1
    return end
