"""The likely source of an English cue: the noun phrase before it, or after it with *by* or *to*.

There is no grammar here: a phrase is a run of names, titles and what may stand before them. Where
that is in doubt there is no source.
"""

import re
from typing import Final

from annotator.core.span import Span
from annotator.suggestions.lexicon import PRONOUNS, word_set

_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Adm|St|Corp|Inc|Ltd|Co|Jr|Sr)\."
    r"|\w(?:[\w\u0300-\u036f’'‑-]|\.(?=\w))*(?:(?<=\b[A-Z])\.)?|[^\w\s]"
)
_WINDOW: Final = 160
"""Characters of the line that are looked at, on either side of a cue."""
_SKIPPED: Final = word_set(
    "has have had also even then later now not never will would could should may might did does "
    "do again still first once just simply always often soon himself herself itself themselves"
)
_PASSIVE: Final = word_set("is are was were be been being")
_ROLES: Final = word_set(
    "expert experts official officials source sources analyst analysts spokesman spokeswoman "
    "spokesperson spokespeople minister ministry ministers president agency government police "
    "report reports statement study survey poll documents document witnesses witness residents "
    "lawyer lawyers prosecutor prosecutors researcher researchers scientist scientists critic "
    "critics authorities media leader leaders mayor union company court judge activist activists "
    "opponents supporters lawmakers senators senator diplomat diplomats envoy commander army "
    "military newspaper author authors executive director chief chairman chairwoman governor "
    "secretary ambassador investigators observers economists historian historians doctor doctors "
    "teacher teachers victim victims family mother father letter memo email post article figures "
    "data pope queen king prince bishop candidate council committee commission department bank "
    "firm group organization organisation campaign team people man woman person someone many some "
    "others both"
)
_TITLES: Final = word_set(
    "president leader minister prime foreign deputy chief former spokesman spokeswoman "
    "spokesperson general secretary senior top state official de van von der bin al el la le ibn"
)
_DETERMINERS: Final = word_set("the a an his her its their our my this that these those")
_BEFORE: Final = word_set(
    "in of for with to from at on against between among into onto over under about than through "
    "during toward towards upon without within"
)
_STOP: Final = _BEFORE | word_set(
    "and or but nor as while when where which who whom whose that because although though if "
    "however meanwhile moreover so yet after before since until unless by is are was were be been "
    "last next earlier later recently now then not what why how also"
)
_INSIDE: Final = word_set("of and for the a an at from by with")
_DAYS: Final = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday yesterday today tomorrow"
)
_CLOSING: Final = frozenset('”’"»›」』“')
_MOST_WORDS: Final = 12

_Word = tuple[str, int, int]


def source_of(text: str, cue: Span) -> Span | None:
    """Who or what the cue at this span points to."""
    word = cue.text(text).lower()
    before, after = _before(text, cue.start), _after(text, cue.end)
    if word.startswith("according"):
        return _forward(after)
    if after and after[0][0].lower() == "by":
        return _forward(after[1:])
    last = len(before) - 1
    passive = False
    while last >= 0 and (_is_skipped(before[last][0])):
        passive = before[last][0].lower() in _PASSIVE
        last -= 1
    if passive and not word.endswith("ing"):
        return None
    if last == len(before) - 1 and last >= 0 and before[last][0] in _CLOSING:
        return _forward(after) if _begins_name(after) else None
    if word.endswith("ing") and last >= 0 and before[last][0] == ",":
        return None  # X met Y, describing it: whose words these are, grammar tells
    return _backward(before[: last + 1])


def _before(text: str, end: int) -> list[_Word]:
    low = max(0, end - _WINDOW)
    line = text.rfind("\n", low, end)
    words = _tokens(text, max(low, line + 1), end)
    return words[1:] if line < 0 < low else words  # the first may have been cut


def _after(text: str, start: int) -> list[_Word]:
    high = min(start + _WINDOW, len(text))
    line = text.find("\n", start, high)
    words = _tokens(text, start, high if line < 0 else line)
    return words[:-1] if line < 0 and high < len(text) else words


def _is_skipped(word: str) -> bool:
    lower = word.lower()
    adverb = len(lower) > 4 and lower.endswith("ly") and word[0].islower()
    return lower in _SKIPPED or lower in _PASSIVE or adverb


def _tokens(text: str, start: int, end: int) -> list[_Word]:
    return [(match.group(), *match.span()) for match in _TOKEN.finditer(text, start, end)]


def _begins_name(words: list[_Word]) -> bool:
    if not words:
        return False
    first = words[0][0]
    lower = first.lower()
    return first[0].isupper() or lower in _DETERMINERS | PRONOUNS or lower in _ROLES


def _forward(words: list[_Word]) -> Span | None:
    """The noun phrase that begins here."""
    kept: list[_Word] = []
    for n, (word, start, end) in enumerate(words[:_MOST_WORDS]):
        if word == "(" and kept and n + 2 < len(words) and words[n + 2][0] == ")":
            kept.append((word, start, words[n + 2][2]))
            break
        if not (word[0].isalnum()) or word in _DAYS:
            break
        lower = word.lower()
        if lower in _STOP and not (kept and lower in _INSIDE):
            break
        kept.append((word, start, end))
    while kept and kept[-1][0].lower() in _INSIDE | _DETERMINERS:
        kept.pop()
    if not kept or (len(kept) == 1 and kept[0][0].lower() in _STOP):
        return None
    return Span(kept[0][1], kept[-1][2])


def _backward(words: list[_Word]) -> Span | None:
    """The noun phrase that ends here, if it can be a subject."""
    if len(words) > 2 and words[-1][0] in _DAYS and words[-2][0] == "on":
        words = words[:-2]
    end = words[-1][2] if words else 0
    if len(words) > 3 and words[-1][0] == ")" and words[-3][0] == "(":
        words = words[:-3]
    if words and words[-1][0] == ",":
        words = _before_apposition(words)
        end = words[-1][2] if words else 0
    if not words:
        return None
    head = words[-1][0]
    if head.lower() in PRONOUNS:
        return Span(words[-1][1], end)
    is_name = head[0].isupper() and head.lower() not in _STOP and head not in _DAYS
    if not (is_name or head.lower() in _ROLES) or head.endswith(("’s", "'s", "ly")):
        return None
    first = _first(words, len(words) - 1)
    while first > 1 and _of_somebody(words, first - 1):
        first = _first(words, first - 2)
    if first and words[first - 1][0].lower() in _BEFORE:
        return None
    if is_name and first > 2 and words[first - 1][0] == "and" and words[first - 2][0] == ",":
        return None  # the last of a list
    return Span(words[first][1], end)


def _first(words: list[_Word], last: int) -> int:
    """Where the phrase begins that goes on to the word at `last`."""
    first = last
    while first and last - first < _MOST_WORDS and _belongs(words, first - 1):
        first -= 1
        if words[first][0].lower() in _DETERMINERS:
            break
    while first < last and words[first][0].lower() in _INSIDE - _DETERMINERS:
        first += 1
    return first


def _of_somebody(words: list[_Word], at: int) -> bool:
    """Whether the word at `at` ties a role to what follows: a spokeswoman for the company."""
    return words[at][0].lower() in ("for", "of", "from", "at") and (
        words[at - 1][0].lower() in _ROLES
    )


def _before_apposition(words: list[_Word]) -> list[_Word]:
    """What stands before `, a nurse at the hospital,`, if it is a name."""
    for at in range(len(words) - 2, max(-1, len(words) - 14), -1):
        if words[at][0] == ",":
            name = words[at - 1][0] if at else ""
            return words[:at] if name[:1].isupper() and name not in _DAYS else []
        if not words[at][0][0].isalnum():
            break
    return []


def _belongs(words: list[_Word], at: int) -> bool:
    """Whether the word at `at` belongs to the phrase that goes on after it."""
    word, following = words[at][0], words[at + 1][0]
    lower = word.lower()
    if lower in _DETERMINERS:
        return lower != "that"
    if lower in ("of", "and"):
        before = words[at - 1][0] if at else ""
        return before[:1].isupper() and before.lower() not in _STOP and following[0].isupper()
    if lower in _STOP or lower in _SKIPPED or lower in PRONOUNS or not word[0].isalnum():
        return False
    if lower.endswith("ly"):
        return False
    if word[0].isupper():
        return word not in _DAYS
    if lower in _TITLES or lower in _ROLES:
        return True
    # A plain word goes with a plain head only: senior officials, two nurses.
    return following[0].islower() and not lower.endswith(("ed", "ing", "es", "s"))
