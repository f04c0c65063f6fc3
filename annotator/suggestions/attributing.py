"""Whose words these are: likely sources and cues near a quote, and sources used before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.folding import fold
from annotator.core.sentences import sentence_at
from annotator.core.span import Span, Spans, hull, quoted
from annotator.suggestions.cues import CATEGORY, CUE_RULE, SOURCE_RULE, cues
from annotator.suggestions.lexicon import PRONOUNS
from annotator.suggestions.sources import source_of

_SPEAKER = "speaker"
_LOOK = 1200
"""Code points before and after the words that are looked through."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source or cue near the words; `annotation` is empty for one that is not annotated yet."""

    part: Literal["source", "cue"]
    spans: Spans
    words: str
    annotation: str = ""
    rule: str = ""
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source that the annotator has named before, as it was worded most often."""

    words: str
    count: int
    here: bool
    """Whether it was used in the same document."""


@dataclass(frozen=True, slots=True)
class Attributable:
    """What can be offered for words that somebody said; in each list the likeliest comes first."""

    sources: tuple[Candidate, ...]
    cues: tuple[Candidate, ...]
    used: tuple[UsedSource, ...]


def attributable(corpus: Corpus, annotator: str, document: Document, spans: Spans) -> Attributable:
    """The sources and cues for words at these spans, not empty.

    Ranked are candidates of the same sentence before those of sentences next to it, what is
    outside the words before what is inside, a source that a cue points to by how near the cue is,
    pronouns after names at the same place. What the annotator has annotated stands for what a rule
    finds at the same place.
    """
    words = hull(spans)
    ranked: dict[tuple[str, int], tuple[tuple[int, ...], Candidate]] = {}
    own = list(_own(corpus, annotator, document, words))
    for candidate, place in (*own, *_by_rule(document, words, own)):
        key = candidate.part, candidate.spans[0].start
        rank = (*_distance(document.text, spans, place), candidate.spans[0].start)
        if key not in ranked or rank < ranked[key][0]:
            ranked[key] = rank, candidate
    ordered = [candidate for _, candidate in sorted(ranked.values(), key=lambda pair: pair[0])]
    return Attributable(
        tuple(candidate for candidate in ordered if candidate.part == "source"),
        tuple(candidate for candidate in ordered if candidate.part == "cue"),
        tuple(used_sources(corpus, annotator, document.id)),
    )


def used_sources(corpus: Corpus, annotator: str, document: str = "") -> list[UsedSource]:
    """The sources in an annotator's work, the most used first, those of `document` before others.

    They are speakers of quotes, and the words of sources where those are no pronouns. Wordings
    that differ only in case, marks or blanks are one.
    """
    counts: dict[str, dict[str, int]] = {}
    here: set[str] = set()
    for id in corpus.documents:
        for annotation in corpus.set(id, annotator).in_order:
            if annotation.in_force and (name := _name(corpus, annotation)):
                key = fold(name).casefold()
                wordings = counts.setdefault(key, {})
                wordings[name] = wordings.get(name, 0) + 1
                if id == document:
                    here.add(key)
    found = [
        UsedSource(
            max(wordings, key=lambda name: (wordings[name], len(name))),
            sum(wordings.values()),
            key in here,
        )
        for key, wordings in counts.items()
    ]
    return sorted(found, key=lambda used: (not used.here, -used.count, used.words))


def _name(corpus: Corpus, annotation: Annotation) -> str:
    speaker = annotation.attributes.get(_SPEAKER)
    if speaker is not None:
        return str(speaker)
    if _part(annotation) != "source":
        return ""
    words = " ".join(quoted(annotation.spans, corpus.documents[annotation.document].text).split())
    return "" if words.lower() in PRONOUNS else words


def _part(annotation: Annotation) -> str:
    if annotation.category != CATEGORY:
        return ""
    return str(annotation.attributes.get("part") or "")


_Placed = tuple[Candidate, Span]
"""A candidate, and the place that tells how near it is: for a source its cue's, if it has one."""


def _own(corpus: Corpus, annotator: str, document: Document, words: Span) -> Iterator[_Placed]:
    """What is annotated already; a frame is both."""
    own = corpus.set(document.id, annotator)
    for annotation in own.within(max(0, words.start - _LOOK), words.end + _LOOK):
        text = quoted(annotation.spans, document.text)
        lemma = str(annotation.attributes.get("cue_lemma") or "")
        for part in _parts(annotation):
            candidate = Candidate(part, annotation.spans, text, annotation.id, lemma=lemma)
            yield candidate, annotation.hull


def _parts(annotation: Annotation) -> tuple[Literal["source", "cue"], ...]:
    match _part(annotation):
        case "source":
            return ("source",)
        case "cue":
            return ("cue",)
        case "frame":
            return ("source", "cue")
        case _:
            return ()


def _by_rule(document: Document, words: Span, own: Sequence[_Placed]) -> Iterator[_Placed]:
    """What rules find; what is annotated at the same place takes its place."""
    text = document.text
    for cue in cues(text, max(0, words.start - _LOOK), min(len(text), words.end + _LOOK)):
        found = Candidate("cue", (cue.span,), cue.span.text(text), "", CUE_RULE, cue.lemma)
        yield _annotated(found, own), cue.span
        if place := source_of(text, cue.span):
            source = Candidate("source", (place,), place.text(text), "", SOURCE_RULE)
            yield _annotated(source, own), cue.span


def _annotated(found: Candidate, own: Sequence[_Placed]) -> Candidate:
    [place] = found.spans
    for candidate, _ in own:
        if candidate.part == found.part and any(span.overlaps(place) for span in candidate.spans):
            return candidate
    return found


def _distance(text: str, spans: Spans, place: Span) -> tuple[int, int, int]:
    """Sentences between the words and a place (0, 1, or 2 for more), whether the place is inside
    the words, and characters between them."""
    words = hull(spans)
    first = sentence_at(text, words.start) or words
    last = sentence_at(text, max(words.start, words.end - 1)) or words
    around = Span(min(first.start, words.start), max(last.end, words.end))
    inside = any(span.overlaps(place) for span in spans)
    gap = min(span.gap(place) for span in spans)
    if around.overlaps(place):
        return 0, int(inside), gap
    between = text[min(around.end, place.end) : max(around.start, place.start)]
    return (2 if "\n" in between else 1), int(inside), gap
