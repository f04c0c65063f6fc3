"""What is proposed to an annotator: what the rules find, less what is annotated or refused."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.batch import Tagging, tag_all
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.gestures import Stamp
from annotator.core.span import Span
from annotator.suggestions import cues, quotations, statistics
from annotator.suggestions.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name and version, what it is called, and how it finds its suggestions."""

    name: str
    title: str
    category: str
    find: Callable[[Document], Iterator[Suggestion]]
    english: bool = True
    """Whether it knows English only."""


RULES: Final = (
    Rule(quotations.RULE, "Quotations", quotations.CATEGORY, quotations.find, english=False),
    Rule(cues.CUE_RULE, "Cues", cues.CATEGORY, cues.find_cues),
    Rule(cues.SOURCE_RULE, "Sources", cues.CATEGORY, cues.find_sources),
    Rule(statistics.RULE, "Statistics", statistics.CATEGORY, statistics.find),
)

ORIGIN: Final = "suggestion"
_EDGE = re.compile(r"[\s\"“”„‘’'‚«»‹›「」『』《》,.;:]+")
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_SAME: Final = 0.5
"""Intersection over union from which a quote is the one that was proposed."""


def suggest(document: Document, rules: Sequence[Rule] = RULES) -> list[Suggestion]:
    """All that the rules find in a document, in text order, each category's spans but once.

    Rules for English are left out where the document says that it is in another language, and so
    is all that touches a stretch out of scope.
    """
    language = document.metadata.language.lower().split("-")[0]
    found: dict[tuple[str, object], Suggestion] = {}
    for rule in rules:
        if rule.english and language not in ("", "en"):
            continue
        for suggestion in rule.find(document):
            if not _touch(suggestion.spans, document.out_of_scope):
                found.setdefault((suggestion.category, suggestion.spans), suggestion)
    return sorted(found.values(), key=_order)


def propose(
    corpus: Corpus, document: Document, annotator: str, rules: Sequence[Rule] = RULES
) -> list[Suggestion]:
    """What an annotator is to decide on in a document, in text order.

    Left out is what the tagset has no category for, and what the annotator has annotated, refused
    or is to decide on already: for a quote one that covers much the same words (marks, edge
    punctuation and a leading “that” apart), else one of the same category, and part where there
    are parts, with a character in common. Whether the project wants suggestions at all
    (`Settings.suggestions`) is for those to ask who show them.
    """
    known = {category.key for category in corpus.project.tagset.categories}
    taken = Taken(document.text, corpus.set(document.id, annotator))
    wanted = [rule for rule in rules if rule.category in known]
    return [found for found in suggest(document, wanted) if found not in taken]


def accept(corpus: Corpus, stamp: Stamp, suggestions: Sequence[Suggestion]) -> Edit:
    """Make annotations of suggestions, in one edit; each keeps the rule that proposed it."""
    return tag_all(corpus, stamp, _taggings(suggestions), _label("Accept", suggestions), ORIGIN)


def refuse(corpus: Corpus, stamp: Stamp, suggestions: Sequence[Suggestion]) -> Edit:
    """Remember, in one edit, that these are not to be proposed again."""
    label = _label("Reject", suggestions)
    return tag_all(corpus, stamp, _taggings(suggestions), label, ORIGIN, "rejected")


class Taken:
    """What one annotator has decided on in a text."""

    def __init__(self, text: str, own: AnnotationSet) -> None:
        self._text = text
        self._spans: dict[str, list[tuple[Span, str]]] = {}
        """By category, in order; with the part that each has."""
        for annotation in own.annotations.values():
            spans = self._spans.setdefault(annotation.category, [])
            for span in annotation.spans:
                spans.append((self._kept(annotation.category, span), _part(annotation)))
        for spans in self._spans.values():
            spans.sort()
        self._longest = {
            category: max(len(span) for span, _ in spans) for category, spans in self._spans.items()
        }

    def __contains__(self, suggestion: Suggestion) -> bool:
        category, part = suggestion.category, _part(suggestion)
        like = _alike if category == quotations.CATEGORY else Span.overlaps
        return any(
            like(mine, other) and (not part or other_part in ("", "frame", part))
            for span in suggestion.spans
            for mine in (self._kept(category, span),)
            for other, other_part in self._near(category, mine)
        )

    def _near(self, category: str, span: Span) -> Sequence[tuple[Span, str]]:
        """Those that may overlap a span."""
        spans = self._spans.get(category, [])
        first = span.start - self._longest.get(category, 0)
        low = bisect_left(spans, first, key=lambda entry: entry[0].start)
        high = bisect_left(spans, span.end, low, key=lambda entry: entry[0].start)
        return spans[low:high]

    def _kept(self, category: str, span: Span) -> Span:
        """A quote's span less marks, edge punctuation and a leading “that”, if any is left."""
        if category != quotations.CATEGORY:
            return span
        start, end = span.start, span.end
        for cut in (_EDGE, _THAT, _EDGE):
            if match := cut.match(self._text, start, end):
                start = match.end()
        while end > start and _EDGE.match(self._text, end - 1):
            end -= 1
        return Span(start, end) if start < end else span


def _alike(first: Span, second: Span) -> bool:
    common = min(first.end, second.end) - max(first.start, second.start)
    return common > 0 and common >= _SAME * (len(first) + len(second) - common)


def _part(item: Annotation | Suggestion) -> str:
    value = item.attributes.get("part")
    return str(value) if value else ""


def _touch(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for span in spans for other in others)


def _order(suggestion: Suggestion) -> tuple[int, int, str, str]:
    return (
        suggestion.spans[0].start,
        -suggestion.spans[-1].end,
        suggestion.category,
        suggestion.rule,
    )


def _taggings(suggestions: Iterable[Suggestion]) -> Iterator[Tagging]:
    for found in suggestions:
        yield Tagging(
            found.document,
            found.category,
            found.spans,
            found.attributes,
            found.certainty,
            found.rule,
        )


def _label(verb: str, suggestions: Sequence[Suggestion]) -> str:
    number = len(suggestions)
    return f"{verb} a suggestion" if number == 1 else f"{verb} {number} suggestions"
