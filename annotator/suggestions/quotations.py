"""The rule for quotations: what stands in quotation marks, and which form of quote it is."""

import re
from collections.abc import Iterator
from typing import Final

from annotator.core.document import Document
from annotator.core.span import Span, normalized
from annotator.core.values import Attributes, Symbol
from annotator.suggestions.cues import has_cue
from annotator.suggestions.lexicon import word_set
from annotator.suggestions.marks import Quotation, pair
from annotator.suggestions.suggestion import Suggestion

RULE = "quotation-marks 1"
CATEGORY = "quote"

_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
_FINITE: Final = word_set(
    "am is are was were has have had do does did will would can could shall should may might must "
    "isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t "
    "cannot couldn’t shouldn’t mustn’t i’m i’ve i’ll i’d you’re you’ve you’ll we’re we’ve we’ll "
    "they’re they’ve they’ll he’s she’s it’s that’s there’s he’ll she’ll it’ll let’s who’s"
)
_END = re.compile(r"[.!?…。！？؟][\W]*\Z")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Dr)(?<!Sen)(?<!Gen)[.!?…]")
_MOST_BETWEEN: Final = 90
"""Characters that an interrupting cue may take."""


def find(document: Document) -> Iterator[Suggestion]:
    """A quote for each pair of marks around words; one for speech that its cue interrupts."""
    text = document.text
    held: list[Quotation] = []
    for quotation in pair(text).quotations:
        if not _WORD.search(text, quotation.start, quotation.end):
            continue
        if quotation.depth:
            yield _suggestion(document, [quotation])
        elif held and _goes_on(text, held[-1], quotation):
            held.append(quotation)
        else:
            if held:
                yield _suggestion(document, held)
            held = [quotation]
    if held:
        yield _suggestion(document, held)


def _suggestion(document: Document, parts: list[Quotation]) -> Suggestion:
    text = document.text
    spans = normalized((Span(part.start, part.end) for part in parts), text)
    inside = " ".join(text[part.start + 1 : part.end - 1] for part in parts)
    words = _WORD.findall(inside)
    form = Symbol("direct" if len(parts) > 1 or _is_direct(inside, words) else "partial")
    unsure = len(words) <= 2 or parts[0].depth > 0
    attributes = Attributes.of({"form": form})
    return Suggestion(document.id, CATEGORY, spans, RULE, attributes, "low" if unsure else "")


def _is_direct(inside: str, words: list[str]) -> bool:
    finite = any(word.lower().replace("'", "’") in _FINITE for word in words)
    if len(words) >= 9 and finite:
        return True
    begins = words[0][0].isupper()
    return begins and len(words) >= 4 and (finite or bool(_END.search(inside)))


def _goes_on(text: str, first: Quotation, second: Quotation) -> bool:
    """Whether nothing but a cue stands between two quotations: “We will,” she said, “not move.”"""
    between = text[first.end : second.start]
    if len(between) > _MOST_BETWEEN or "\n" in between or _SENTENCE_END.search(between):
        return False
    comma = text[first.end - 2] in ",—–-" or between.lstrip()[:1] in (",", "—", "–")
    word = _WORD.search(text, second.start)
    return comma and word is not None and word.group()[0].islower() and has_cue(between)
