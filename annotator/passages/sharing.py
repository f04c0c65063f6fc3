"""The shared passages of some documents: each two compared, everything in a fixed order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Final

from annotator.core.document import Document
from annotator.core.span import Span
from annotator.passages.chains import Core, chains
from annotator.passages.passage import Kind, Passage, Side
from annotator.passages.quotations import shared_quotes
from annotator.passages.sentence_pairs import sentence_pairs
from annotator.passages.words import Words, read_words

Progress = Callable[[int, int], None]
"""Told how many pairs of documents are done, and of how many."""
Cancelled = Callable[[], bool]

_NO_QUOTATIONS: Final[Mapping[str, Sequence[Span]]] = {}


def shared_passages(
    documents: Sequence[Document],
    quotations: Mapping[str, Sequence[Span]] = _NO_QUOTATIONS,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Passage, ...] | None:
    """What each two documents share, the longest first; None where it was cancelled.

    `quotations` are the stretches between quotation marks, by document id; without any, no quoted
    words are compared. The same documents give the same passages, in whatever order they come: only
    which side is `one` follows it. Documents without words share nothing.
    """
    texts, words = read_words([document.text for document in documents])
    pairs = list(combinations(range(len(documents)), 2))
    found: list[Passage] = []
    for done, (first, second) in enumerate(pairs):
        if progress is not None:
            progress(done, len(pairs))
        # Ties are broken by the places in the first text: so the first is always the same one.
        turned = _rank(documents[second]) < _rank(documents[first])
        here, there = (second, first) if turned else (first, second)
        pair = _Pair(documents[here], texts[here], documents[there], texts[there], words)
        for step in (pair.chained, partial(pair.quoted, quotations), pair.similar):
            if cancelled is not None and cancelled():
                return None
            found += (passage.swapped() if turned else passage for passage in step())
    if progress is not None:
        progress(len(pairs), len(pairs))
    numbers = {document.id: number for number, document in enumerate(documents)}
    return tuple(sorted(found, key=lambda passage: _order(passage, numbers)))


def _rank(document: Document) -> tuple[str, str]:
    return document.text, document.id


def _order(passage: Passage, numbers: Mapping[str, int]) -> tuple[object, ...]:
    one, other = passage.one, passage.other
    places = (numbers[one.document], one.span, numbers[other.document], other.span)
    return -passage.length, -passage.score, places, passage.kind


@dataclass
class _Pair:
    """Two documents; `similar` leaves out what `chained` found, and so is the last step."""

    one: Document
    here: Words
    other: Document
    there: Words
    words: int
    same: set[tuple[int, int, int, int]] = field(default_factory=set)
    """First words, and the words after the last, of the identical passages in both texts."""

    def chained(self) -> Iterator[Passage]:
        for chain in chains(self.here, self.there, self.words):
            (first, second, _), (last, other_last, length) = chain.cores[0], chain.cores[-1]
            kind: Kind = "identical" if len(chain.cores) == 1 else "altered"
            one = _span(self.here, first, last + length)
            other = _span(self.there, second, other_last + length)
            if kind == "identical":
                self.same.add((first, last + length, second, other_last + length))
            yield self._passage(one, other, kind, chain.score, chain.cores)

    def quoted(self, quotations: Mapping[str, Sequence[Span]]) -> Iterator[Passage]:
        ones, others = (quotations.get(each.id, ()) for each in (self.one, self.other))
        for quote in shared_quotes(self.here, ones, self.there, others):
            yield self._passage(quote.one, quote.other, "quoted", quote.score, (quote.core,))

    def similar(self) -> Iterator[Passage]:
        """Without sentences that are one identical passage from their first to their last word."""
        for pair in sentence_pairs(self.here, self.there, self.words):
            one, first, last = _sentence(self.here, pair.one)
            other, other_first, other_last = _sentence(self.there, pair.other)
            if (first, last, other_first, other_last) not in self.same:
                yield self._passage(one, other, "similar", pair.score, ())

    def _passage(
        self, one: Span, other: Span, kind: Kind, score: float, cores: Sequence[Core]
    ) -> Passage:
        return Passage(
            Side(self.one.id, one, one.text(self.one.text)),
            Side(self.other.id, other, other.text(self.other.text)),
            kind,
            score,
            tuple(
                (
                    _span(self.here, first, first + length),
                    _span(self.there, second, second + length),
                )
                for first, second, length in cores
            ),
        )


def _span(words: Words, first: int, last: int) -> Span:
    """From word `first` to before word `last`."""
    return Span(int(words.starts[first]), int(words.ends[last - 1]))


def _sentence(words: Words, number: int) -> tuple[Span, int, int]:
    """The sentence, its first word, and the word after its last."""
    span = Span(int(words.sentence_starts[number]), int(words.sentence_ends[number]))
    first, last = words.sentence.searchsorted((number, number + 1)).tolist()
    return span, first, last
