"""Reading in step: which place of one text is which of another. It never runs backwards.

Shared passages and the user's links tie places; between them it is even, and without any it goes
by the fraction of the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.core.corpus import Corpus
from annotator.core.relation import Relation
from annotator.core.span import Span, hull
from annotator.passages.passage import Passage

LINK_WEIGHT: Final = 1e6
"""Of a link of the user’s: more than all passages of two books together."""


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A stretch of one text that belongs to one of the other; where ties cross, weight decides."""

    one: Span
    other: Span
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """Knots ascend strictly in both texts, or stay where a text is empty; from 0 to its length."""

    one: tuple[int, ...]
    other: tuple[int, ...]

    def to_other(self, position: float) -> float:
        """The place in the other text; what lies outside is brought to the nearer end."""
        return _between(position, self.one, self.other)

    def to_one(self, position: float) -> float:
        """The way back: `to_one(to_other(p))` is `p` where the texts are not empty."""
        return _between(position, self.other, self.one)


def place_map(one_length: int, other_length: int, ties: Iterable[Tie]) -> PlaceMap:
    """The map through the heaviest ties that follow each other in both texts.

    Lengths are code points. Ties may come in any order, overlap, cross and recur; one that reaches
    out of its text is left out.
    """
    inside = {tie for tie in ties if tie.one.end <= one_length and tie.other.end <= other_length}
    one, other = [0], [0]
    for tie in _heaviest(sorted(inside)):
        for here, there in ((tie.one.start, tie.other.start), (tie.one.end, tie.other.end)):
            if here > one[-1] and there > other[-1]:
                one.append(here)
                other.append(there)
    # The ends belong together, whatever was tied to only one of them.
    while len(one) > 1 and (one[-1] >= one_length or other[-1] >= other_length):
        one.pop()
        other.pop()
    return PlaceMap((*one, one_length), (*other, other_length))


def passage_ties(passages: Iterable[Passage], one: str, other: str) -> Iterator[Tie]:
    """The ties that the passages of two documents give, whichever of them was the first."""
    for passage in passages:
        if (passage.one.document, passage.other.document) == (other, one):
            passage = passage.swapped()
        if (passage.one.document, passage.other.document) == (one, other):
            yield Tie(passage.one.span, passage.other.span, passage.score)


def link_ties(corpus: Corpus, annotator: str, one: str, other: str) -> Iterator[Tie]:
    """The ties that one annotator's links of two documents give: each end as a whole.

    Links are mutual in this, whatever their type; one that lost an end gives nothing.
    """
    for link in corpus.link_set(annotator).relations.values():
        ends = _ends(link, one, other)
        if ends is not None:
            here = corpus.set(one, annotator).annotations.get(ends[0])
            there = corpus.set(other, annotator).annotations.get(ends[1])
            if here is not None and there is not None:
                yield Tie(hull(here.spans), hull(there.spans), LINK_WEIGHT)


def _ends(link: Relation, one: str, other: str) -> tuple[str, str] | None:
    """The ids of the annotations in the two documents, if the link joins these."""
    for here, there in ((link.source, link.target), (link.target, link.source)):
        if (here.document, there.document) == (one, other):
            return here.annotation, there.annotation
    return None


def _heaviest(ties: Sequence[Tie]) -> list[Tie]:
    """The heaviest of the sequences whose ties each begin where the last ended, or later, in both.

    The ties are sorted. A sweep over the first text, with the best total for each end in the
    second (a Fenwick tree of maxima): n log n.
    """
    ends = sorted({tie.other.end for tie in ties})
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ends) + 1)
    totals: list[float] = []
    before: list[int] = []
    waiting = sorted(range(len(ties)), key=lambda n: ties[n].one.end)
    done = 0
    for tie in ties:
        while done < len(waiting) and ties[waiting[done]].one.end <= tie.one.start:
            # Its own turn is over: it begins before it ends.
            number = waiting[done]
            at = bisect_left(ends, ties[number].other.end) + 1
            while at < len(tree):
                if totals[number] > tree[at][0]:
                    tree[at] = totals[number], number
                at += at & -at
            done += 1
        at = bisect_right(ends, tie.other.start)
        best = 0.0, -1
        while at > 0:
            if tree[at][0] > best[0]:
                best = tree[at]
            at -= at & -at
        totals.append(best[0] + tie.weight)
        before.append(best[1])
    chosen: list[Tie] = []
    at = max(range(len(ties)), key=lambda n: totals[n], default=-1)
    while at >= 0:
        chosen.append(ties[at])
        at = before[at]
    return chosen[::-1]


def _between(position: float, here: Sequence[int], there: Sequence[int]) -> float:
    position = min(max(position, here[0]), here[-1])
    at = min(bisect_right(here, position), len(here) - 1)
    low, high = here[at - 1], here[at]
    if high == low:
        return float(there[at - 1])
    return there[at - 1] + (position - low) * (there[at] - there[at - 1]) / (high - low)
