"""Quoted words that recur: the words of one marked fragment contained in those of another."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from annotator.core.span import Span
from annotator.passages.anchors import MOST_OCCURRENCES
from annotator.passages.words import Words

_LONGEST_OF_ONE: Final = 4
"""Words of the longer fragment where they share a single word."""


@dataclass(frozen=True, slots=True)
class SharedQuote:
    """Two fragments, and the words that are all of the shorter: first word of each, how many."""

    one: Span
    other: Span
    core: tuple[int, int, int]
    score: float


@dataclass(frozen=True, slots=True)
class _Quote:
    span: Span
    first: int
    ids: tuple[int, ...]


def shared_quotes(
    one: Words, ones: Sequence[Span], other: Words, others: Sequence[Span]
) -> list[SharedQuote]:
    """Each two fragments of which one holds all words of the other, in order and in a row.

    One word is enough where the longer has at most four. What is quoted over twenty times in
    either text is left out, and so are fragments without words or outside the text.
    """
    here, there = list(_quotes(one, ones)), list(_quotes(other, others))
    found = set(_contained(here, there))
    found |= {(mine, theirs, at, begin) for theirs, mine, begin, at in _contained(there, here)}
    result = []
    for a, b, at, begin in sorted(found):
        length = min(len(here[a].ids), len(there[b].ids))
        first, second = here[a].first + at, there[b].first + begin
        score = float(one.weights[first : first + length].sum())
        result.append(SharedQuote(here[a].span, there[b].span, (first, second, length), score))
    return result


def _quotes(words: Words, spans: Sequence[Span]) -> Iterator[_Quote]:
    for span in sorted(set(spans)):
        first = int(np.searchsorted(words.starts, span.start, "left"))
        last = int(np.searchsorted(words.ends, span.end, "right"))
        if first < last:
            yield _Quote(span, first, tuple(words.ids[first:last].tolist()))


def _contained(
    shorter: Sequence[_Quote], longer: Sequence[_Quote]
) -> Iterator[tuple[int, int, int, int]]:
    """Number of a quote, of one that holds its words, the first such word in each."""
    places: defaultdict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, quote in enumerate(longer):
        for at in range(len(quote.ids) - 1):
            places[quote.ids[at : at + 2]].append((number, at))
        if len(quote.ids) <= _LONGEST_OF_ONE:
            for at, word in enumerate(quote.ids):
                places[word,].append((number, at))
    often = Counter(quote.ids for quote in shorter)
    for number, quote in enumerate(shorter):
        if often[quote.ids] > MOST_OCCURRENCES:
            continue
        pairs = [quote.ids[at : at + 2] for at in range(max(1, len(quote.ids) - 1))]
        offset = min(range(len(pairs)), key=lambda n: (len(places.get(pairs[n], ())), n))
        holders: dict[int, int] = {}
        for holder, place in places.get(pairs[offset], ()):
            at = place - offset
            if at >= 0 and longer[holder].ids[at : at + len(quote.ids)] == quote.ids:
                holders.setdefault(holder, at)
        if len(holders) <= MOST_OCCURRENCES:
            yield from ((number, holder, 0, at) for holder, at in holders.items())
