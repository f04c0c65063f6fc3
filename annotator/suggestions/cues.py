"""The rules for attribution: cue words, and who is likely to have said it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.core.document import Document
from annotator.core.span import Span
from annotator.core.values import Attributes, Symbol
from annotator.suggestions.cue_forms import FORMS
from annotator.suggestions.sources import source_of
from annotator.suggestions.suggestion import Suggestion

CUE_RULE = "cues 1"
SOURCE_RULE = "sources 1"
CATEGORY = "attribution"

_WORD = re.compile(r"(?<![\w’'-])[A-Za-z]+(?![\w-]|[’'][a-z])")
_ACCORDING = re.compile(r"according[ \u00a0]to\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word or *according to*, and its lemma."""

    span: Span
    lemma: str


def cues(text: str, start: int = 0, end: int | None = None) -> Iterator[Cue]:
    """All cues with a word that begins in `text[start:end]`, in order."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = match.group().lower()
        if word == "according":
            if phrase := _ACCORDING.match(text, match.start()):
                yield Cue(Span(*phrase.span()), "according to")
        elif lemma := FORMS.get(word):
            yield Cue(Span(*match.span()), lemma)


def has_cue(text: str) -> bool:
    """Whether there is a cue in a text."""
    return any(word.lower() in FORMS for word in _WORD.findall(text)) or bool(
        _ACCORDING.search(text)
    )


def find_cues(document: Document) -> Iterator[Suggestion]:
    """An attribution for each cue."""
    for cue in cues(document.text):
        attributes = Attributes.of({"part": Symbol("cue"), "cue_lemma": cue.lemma})
        yield Suggestion(document.id, CATEGORY, (cue.span,), CUE_RULE, attributes)


def find_sources(document: Document) -> Iterator[Suggestion]:
    """An attribution for each likely source, which several cues may share."""
    attributes = Attributes.of({"part": Symbol("source")})
    done = 0
    found = {source_of(document.text, cue.span) for cue in cues(document.text)}
    for source in sorted(source for source in found if source):
        if source.start >= done:
            done = source.end
            yield Suggestion(document.id, CATEGORY, (source,), SOURCE_RULE, attributes)
