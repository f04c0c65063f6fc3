"""Sentences of two texts that have much in common, wherever their words stand.

Cosine of tf-idf vectors (Salton and Buckley, 1988, Information Processing & Management 24, 513),
of content words and of two of them in a row; inverse document frequency is smoothed as in
scikit-learn: ln((1 + n) / (1 + df)) + 1, over the sentences of both texts.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from annotator.passages.anchors import ranges
from annotator.passages.words import Floats, Ints, Words

LEAST_COSINE: Final = 0.1
_MOST_PAIRS: Final = 2_500
"""Sentences of one text times those of the other; a term that is in more tells nothing."""


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Numbers of a sentence in each text."""

    one: int
    other: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """What each sentence has of each term: rows by term, then by sentence."""

    term: Ints
    sentence: Ints
    weight: Floats


def sentence_pairs(one: Words, other: Words, words: int) -> list[SentencePair]:
    """Pairs of sentences that are each other's best, by their places in the first text."""
    table = _weighted(one, other, words)
    first = len(one.sentence_starts)
    keys, values = _cosines(table, first, len(other.sentence_starts))
    keep = values >= LEAST_COSINE
    pairs = list(zip(*np.divmod(keys[keep], max(1, len(other.sentence_starts))), strict=True))
    scores = values[keep].tolist()
    best: dict[tuple[str, int], tuple[float, int]] = {}
    for (here, there), score in zip(pairs, scores, strict=True):
        for side, at, match in (("one", int(here), int(there)), ("other", int(there), int(here))):
            if (side, at) not in best or score > best[side, at][0]:
                best[side, at] = score, match
    return [
        SentencePair(at, match, score)
        for (side, at), (score, match) in best.items()
        if side == "one" and best["other", match][1] == at
    ]


def _weighted(one: Words, other: Words, words: int) -> _Table:
    """Term weights, each sentence of length 1; sentences of `other` are counted on."""
    parts = [_terms(one, 0, words), _terms(other, len(one.sentence_starts), words)]
    sentences = len(one.sentence_starts) + len(other.sentence_starts)
    terms, sentence = (np.concatenate(column) for column in zip(*parts, strict=True))
    _, term = np.unique(terms, return_inverse=True)
    keys, counts = np.unique(term * max(1, sentences) + sentence, return_counts=True)
    term, sentence = np.divmod(keys, max(1, sentences))
    frequency = np.bincount(term)
    weight = counts * (np.log((1 + sentences) / (1 + frequency)) + 1)[term]
    norm = np.sqrt(np.bincount(sentence, weight**2, minlength=sentences))
    return _Table(term, sentence, weight / norm[sentence])


def _terms(words: Words, before: int, different: int) -> tuple[Ints, Ints]:
    """Content words and two of them in a row, each with its sentence."""
    ids, sentence = words.ids[words.content], words.sentence[words.content]
    together = np.flatnonzero(sentence[1:] == sentence[:-1])
    pairs = (ids[together] + 1) * different + ids[together + 1]
    return (
        np.concatenate((ids, pairs)),
        np.concatenate((sentence, sentence[together])) + before,
    )


def _cosines(table: _Table, first: int, others: int) -> tuple[Ints, Floats]:
    """Keys `one * others + other`, ascending, and the cosine of each two sentences."""
    here = table.sentence < first
    mine, rest = np.flatnonzero(here), np.flatnonzero(~here)
    own = np.bincount(table.term[mine], minlength=len(table.term))
    begin = np.searchsorted(table.term[rest], table.term[mine], "left")
    many = np.searchsorted(table.term[rest], table.term[mine], "right") - begin
    some = (many > 0) & (many * own[table.term[mine]] <= _MOST_PAIRS)
    mine, begin, many = mine[some], begin[some], many[some]
    theirs = rest[ranges(begin, many)]
    mine = np.repeat(mine, many)
    products = table.weight[mine] * table.weight[theirs]
    keys, which = np.unique(
        table.sentence[mine] * others + table.sentence[theirs] - first, return_inverse=True
    )
    # The last digits are the processor's own, and may not decide which sentence is best.
    return keys, np.minimum(1.0, np.bincount(which, products).round(6))
