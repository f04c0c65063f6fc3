"""Runs of the same words, chained inside one sentence of each text over a few other words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np

from annotator.passages.anchors import runs
from annotator.passages.words import Floats, Words

LONGEST_GAP: Final = 4
"""Words between two runs, on either side."""
LEAST_SCORE: Final = 5.0
LEAST_RARE: Final = 2
"""Words of a chain that are rare, but where the score is `LONG`."""
LONG: Final = 10.0
"""So many words in a row or nearly are no chance, however common each is."""
RARE: Final = 4
"""Occurrences of a rare word, at most, in both texts together."""

Core = tuple[int, int, int]
"""First word in one text, first word in the other, how many."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Cores ascend in both texts and share no word; scored by their words alone."""

    score: float
    cores: tuple[Core, ...]

    def lies_in(self, better: "Chain") -> bool:
        """Whether both sides are covered by those of `better`, gaps included."""
        (one, other, _), (last, other_last, length) = self.cores[0], self.cores[-1]
        (begin, other_begin, _), (end, other_end, end_length) = better.cores[0], better.cores[-1]
        return (
            begin <= one
            and last + length <= end + end_length
            and other_begin <= other
            and other_last + length <= other_end + end_length
        )


@dataclass(frozen=True, slots=True)
class _Run:
    one: int
    other: int
    length: int
    score: float
    rare: int


def chains(one: Words, other: Words, words: int) -> list[Chain]:
    """The best chains of each two sentences that are good enough, none inside a better one.

    They may cross: the order of sentences counts for nothing. `words` is how many different words
    there are.
    """
    found: list[Chain] = []
    for group in _groups(one, other, words):
        kept: list[Chain] = []
        for chain in _best_first(group):
            if not any(chain.lies_in(better) for better in kept):
                kept.append(chain)
        found += kept
    return found


def _groups(one: Words, other: Words, words: int) -> Iterator[list[_Run]]:
    """The runs of each two sentences that may yield a chain, by their places."""
    found = runs(one, other, words)
    counts = np.bincount(one.ids, minlength=words) + np.bincount(other.ids, minlength=words)
    score = _totals(one.weights)
    rare = _totals((counts[one.ids] <= RARE).astype(np.float64))
    pair = one.sentence[found.one] * len(other.sentence_starts) + other.sentence[found.other]
    ends = found.one + found.length
    scores, rares = score[ends] - score[found.one], rare[ends] - rare[found.one]
    _, which = np.unique(pair, return_inverse=True)
    total, rare_total = np.bincount(which, scores), np.bincount(which, rares)
    hopeful = (total >= LEAST_SCORE) & (rare_total >= LEAST_RARE) | (total >= LONG)
    keep = hopeful[which]
    left = found.chosen(keep)
    pair, scores, rares = pair[keep], scores[keep], rares[keep].astype(np.int64)
    order = np.lexsort((left.length, left.other, left.one, pair))
    columns = (pair, left.one, left.other, left.length, scores, rares)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    for _, group in groupby(rows, key=itemgetter(0)):
        yield [_Run(*row[1:]) for row in group]


def _totals(values: Floats) -> Floats:
    """Sums of all values before each place, and of all."""
    return np.concatenate((np.zeros(1), np.cumsum(values)))


def _best_first(group: list[_Run]) -> Iterator[Chain]:
    """Chains that are good enough, best first; no run is in two of them."""
    totals, before = _linked(group)
    order = sorted(range(len(group)), key=lambda n: (-totals[n], n))
    used: set[int] = set()
    candidates: list[tuple[float, list[_Run]]] = []
    for at in order:
        chain: list[int] = []
        while at >= 0 and at not in used:
            chain.append(at)
            at = before[at]
        used.update(chain)
        found = [group[n] for n in reversed(chain)]
        score, rare = sum(run.score for run in found), sum(run.rare for run in found)
        if (score >= LEAST_SCORE and rare >= LEAST_RARE) or score >= LONG:
            candidates.append((score, found))
    candidates.sort(key=lambda candidate: -candidate[0])
    for score, found in candidates:
        yield Chain(score, tuple((run.one, run.other, run.length) for run in found))


def _linked(group: list[_Run]) -> tuple[list[float], list[int]]:
    """The score of the best chain that ends at each run, and the run before it there, else -1."""
    totals: list[float] = []
    before: list[int] = []
    ending: defaultdict[int, list[int]] = defaultdict(list)
    for number, run in enumerate(group):
        best, previous = 0.0, -1
        for gap in range(LONGEST_GAP + 1):
            for earlier in ending[run.one - gap]:
                last = group[earlier]
                other_gap = run.other - last.other - last.length
                if 0 <= other_gap <= LONGEST_GAP and totals[earlier] > best:
                    best, previous = totals[earlier], earlier
        totals.append(best + run.score)
        before.append(previous)
        ending[run.one + run.length].append(number)
    return totals, before
