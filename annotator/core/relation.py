"""A typed tie between two annotations of one annotator, also across documents."""

from dataclasses import dataclass, field

from annotator.core.provenance import Provenance, State
from annotator.core.values import NO_ATTRIBUTES, Attributes


@dataclass(frozen=True, slots=True, order=True)
class End:
    """One end: an annotation, and the document it belongs to."""

    document: str
    annotation: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Directed from `source` to `target`; the ends of a mutual one are always sorted."""

    id: str
    type: str
    """Key of a relation type of the tagset, or one it does not know."""
    source: End
    target: End
    provenance: Provenance = field(repr=False)
    directed: bool = True
    attributes: Attributes = NO_ATTRIBUTES
    note: str = ""
    certainty: str = ""
    state: State = ""

    def __post_init__(self) -> None:
        if not self.directed and self.target < self.source:
            source, target = self.target, self.source
            object.__setattr__(self, "source", source)
            object.__setattr__(self, "target", target)

    @property
    def crosses(self) -> bool:
        """Whether it joins two documents."""
        return self.source.document != self.target.document

    def touches(self, annotation: str) -> bool:
        """Whether the annotation with this id is one of its ends."""
        return annotation in (self.source.annotation, self.target.annotation)


@dataclass(frozen=True, slots=True, order=True)
class OnlyHere:
    """Somebody looked: `annotation` has no counterpart in `other`, another document."""

    document: str
    annotation: str
    other: str
