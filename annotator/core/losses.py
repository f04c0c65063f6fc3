"""What of a corpus a format cannot hold, or holds only by a convention, with counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.core.corpus import Corpus
from annotator.core.holdings import THINGS, Feature, Place


@dataclass(frozen=True, slots=True)
class Lack:
    """How a format falls short. `how`: what becomes of it; empty where it is left out."""

    how: str = ""


LOST: Final = Lack()
Lacks = Mapping[Feature, Lack]
"""What a format does not hold in a way of its own. What is not named, it holds; but what belongs
to annotations, relations or articles that are left out is not named again."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Things of one kind that a format does not hold for this corpus, or only by convention."""

    feature: Feature
    what: str
    """The things, with their number: `3 notes`."""
    how: str
    """What becomes of them; empty where they are left out."""
    places: tuple[Place, ...] = field(repr=False)

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def is_lost(self) -> bool:
        return not self.how

    def __str__(self) -> str:
        return f"{self.what}: {self.how or 'left out'}"


def losses(corpus: Corpus, lacks: Lacks) -> tuple[Loss, ...]:
    """What of this corpus a format falls short of: left out first, then held by convention.

    Empty where nothing of the kind is there.
    """
    found = []
    for feature, lack in lacks.items():
        thing = THINGS[feature]
        if places := tuple(thing.find(corpus)):
            name = thing.one if len(places) == 1 else thing.many
            found.append(Loss(feature, f"{len(places):,} {name}", lack.how, places))
    return tuple(sorted(found, key=lambda loss: not loss.is_lost))
