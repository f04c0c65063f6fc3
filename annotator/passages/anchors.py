"""Runs of the same words in two texts, as long as they go inside one sentence of each."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from annotator.passages.words import Flags, Ints, Words

MOST_OCCURRENCES: Final = 20
"""In either text, of two words in a row: what is said more often starts no run."""


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """`length` words from word `one` on are those from word `other` on. By diagonal and place."""

    one: Ints
    other: Ints
    length: Ints

    def chosen(self, which: Flags) -> "Runs":
        """Some of them."""
        return Runs(self.one[which], self.other[which], self.length[which])


def runs(one: Words, other: Words, words: int) -> Runs:
    """All maximal runs of at least two words, one of them a content word.

    `words` is how many different words there are. A run whose every two words in a row occur too
    often is left out.
    """
    here, there = _joined_pairs(one, other, words)
    if not len(here):
        return Runs(here, there, here)
    # Pairs that follow each other on both sides are next to each other in this order.
    width = len(one.ids) + 1
    order = np.sort((here - there + len(other.ids)) * width + here)
    diagonal, here = np.divmod(order, width)
    begins = np.flatnonzero(np.diff(order, prepend=order[0] - 2) != 1)
    length = np.diff(np.append(begins, len(order))) + 1
    here = here[begins]
    found = _extended(one, other, Runs(here, here - diagonal[begins] + len(other.ids), length))
    # Two that grew into each other are the same by now.
    order = (found.one - found.other + len(other.ids)) * width + found.one
    return found.chosen(np.unique(order, return_index=True)[1])


def _joined_pairs(one: Words, other: Words, words: int) -> tuple[Ints, Ints]:
    """Where two words in a row are the same in both texts, each place with each."""
    here, keys = _pairs(one, words)
    there, other_keys = _pairs(other, words)
    order = np.argsort(other_keys, kind="stable")
    there, other_keys = there[order], other_keys[order]
    first = np.searchsorted(other_keys, keys, "left")
    count = np.searchsorted(other_keys, keys, "right") - first
    _, which, own = np.unique(keys, return_inverse=True, return_counts=True)
    some = (count > 0) & (count <= MOST_OCCURRENCES) & (own[which] <= MOST_OCCURRENCES)
    here, first, count = here[some], first[some], count[some]
    return np.repeat(here, count), there[ranges(first, count)]


def _pairs(words: Words, different: int) -> tuple[Ints, Ints]:
    """First words and keys of the pairs inside a sentence that have a content word."""
    inside = words.sentence[1:] == words.sentence[:-1]
    at = np.flatnonzero(inside & (words.content[1:] | words.content[:-1]))
    return at, words.ids[at] * different + words.ids[at + 1]


def ranges(first: Ints, count: Ints) -> Ints:
    """`first[0], first[0] + 1 …`, `count[0]` of them, then those of the next."""
    if not len(first):
        return first
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(first, count) + offset


def _extended(one: Words, other: Words, found: Runs) -> Runs:
    """Runs grown over the words next to them, which occur too often to have started one."""
    first, second = found.one.copy(), found.other.copy()
    last, other_last = first + found.length - 1, second + found.length - 1
    for here, there, step in ((first, second, -1), (last, other_last, 1)):
        growing = np.arange(len(here))
        while len(growing):
            a, b = here[growing] + step, there[growing] + step
            inside = (a >= 0) & (b >= 0) & (a < len(one.ids)) & (b < len(other.ids))
            growing, a, b = growing[inside], a[inside], b[inside]
            same = (
                (one.ids[a] == other.ids[b])
                & (one.sentence[a] == one.sentence[a - step])
                & (other.sentence[b] == other.sentence[b - step])
            )
            growing = growing[same]
            here[growing] += step
            there[growing] += step
    return Runs(first, second, last - first + 1)
