"""A text was changed under its annotations: where each of them stands in the new one.

Nothing is decided in silence: the report says for every annotation what became of it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from annotator.core.annotation import Annotation
from annotator.core.placing import Likeness, Place, Places
from annotator.core.span import Spans, normalized

Outcome = Literal["kept", "moved", "respelled", "reworded", "ambiguous", "lost"]
"""`kept`: the same words at the same place. `moved`: the same words at another place, the only
likely one. `respelled`, `reworded`: the place is clear, but the words are not quite the same.
`ambiguous`: several places are as likely, or the only one is doubtful. `lost`: none."""

_TRUSTED: Final = 16
"""Score from which a single place of few words is taken for the right one."""
_LONG: Final = 16
"""Characters from which words are unlikely to come again by chance."""
_CLEAR: Final = 8
"""By how much the best place must beat the next one."""
_OFFERED: Final = 9
_CONSIDERED: Final = 24
_MISSING: Final = -64
"""Score of a fragment that is left out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place for a whole annotation, as annotations store it, and how like the words there are."""

    spans: Spans
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What became of one annotation."""

    annotation: Annotation
    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()
    """Likeliest first. Ambiguous: all that are worth a look. Lost: where the same words stand that
    belong to another place; mostly none. Otherwise exactly one."""

    @property
    def settled(self) -> bool:
        """Whether nobody needs to be asked: the same words, and one place."""
        return self.outcome in ("kept", "moved")


@dataclass(frozen=True)
class Report:
    """What became of all annotations of a text, in their order."""

    old: str = field(repr=False)
    new: str = field(repr=False)
    anchorings: tuple[Anchoring, ...] = ()

    @cached_property
    def counts(self) -> Counter[Outcome]:
        """How many annotations had each outcome."""
        return Counter(anchoring.outcome for anchoring in self.anchorings)


def reanchored(old: str, new: str, annotations: Iterable[Annotation]) -> Report:
    """Where annotations of the text `old` stand in the text `new`; both are canonical.

    About a second for a megabyte with changes in every paragraph and 5,000 annotations, some six
    where nothing is as it was: for a worker thread.
    """
    places = Places(old, new)
    known: dict[Spans, tuple[Outcome, tuple[Candidate, ...]]] = {}
    anchorings = []
    for annotation in annotations:
        if annotation.spans not in known:
            known[annotation.spans] = _anchored(annotation.spans, places, old, new)
        anchorings.append(Anchoring(annotation, *known[annotation.spans]))
    return Report(old, new, tuple(anchorings))


def _anchored(
    spans: Spans, places: Places, old: str, new: str
) -> tuple[Outcome, tuple[Candidate, ...]]:
    options, taken = [], []
    for span in spans:
        found = places.of(span)
        free = [place for place in found if not place.taken]
        if not _decisive([((place,), place.score) for place in free], len(span)):
            free += filter(None, [places.reworded(span)])
        options.append(free)
        taken.append(found)
    chains = _chains(options)
    candidates = _candidates(spans, chains, old, new)
    if not candidates:
        return "lost", tuple(_candidates(spans, _chains(taken), old, new))[:_OFFERED]
    best = candidates[0]
    clear = _decisive(chains, sum(map(len, spans)))
    if not clear and (best.likeness != "reworded" or len(candidates) > 1):
        return "ambiguous", tuple(candidates[:_OFFERED])
    if best.likeness != "same":
        return best.likeness, (best,)
    return ("kept" if best.spans == spans else "moved"), (best,)


_Chain = tuple[tuple[Place | None, ...], int]
"""A place for each fragment or None, in text order, and the sum of their scores."""


def _decisive(chains: Sequence[_Chain], length: int) -> bool:
    """Whether the first of these is clearly the right one, for words of this length."""
    if not chains:
        return False
    (places, best), *others = chains
    trusted = best >= _TRUSTED * len(places) or length >= _LONG
    return trusted and all(best - score >= _CLEAR for _, score in others[:1])


def _chains(options: Sequence[Sequence[Place]]) -> list[_Chain]:
    """Ways to place all fragments in their order, best first; a fragment may be missing."""
    chains: list[tuple[tuple[Place | None, ...], int, int]] = [((), 0, 0)]
    for places in options:
        longer = [((*chain, None), score + _MISSING, end) for chain, score, end in chains]
        for chain, score, end in chains:
            for place in places:
                if place.span.start >= end:
                    longer.append(((*chain, place), score + place.score, place.span.end))
        longer.sort(key=lambda each: -each[1])
        chains = longer[:_CONSIDERED]
    return [(chain, score) for chain, score, _ in chains if any(chain)]


def _candidates(spans: Spans, chains: Sequence[_Chain], old: str, new: str) -> list[Candidate]:
    """The chains as annotations store them, each once; those far worse than the best left out."""
    found: dict[Spans, Candidate] = {}
    words = [span.text(old) for span in spans]
    for chain, score in chains:
        if score < chains[0][1] + _MISSING:
            break
        placed = normalized((place.span for place in chain if place is not None), new)
        if not placed:
            continue
        likenesses = {"reworded" if place is None else place.likeness for place in chain}
        likeness: Likeness = "respelled"
        if "reworded" in likenesses:
            likeness = "reworded"
        elif [span.text(new) for span in placed] == words:
            likeness = "same"
        found.setdefault(placed, Candidate(placed, likeness))
    return list(found.values())
