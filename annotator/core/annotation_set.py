"""What one annotator did: annotations and relations on a document, links between documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.relation import OnlyHere, Relation


@dataclass(frozen=True)
class AnnotationSet:
    """One annotator's annotations on one document, with the relations inside it, by id."""

    document: str
    annotator: str
    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    completion: Completion = field(default=Completion(""))

    def __post_init__(self) -> None:
        if self.completion.document != self.document:
            object.__setattr__(self, "completion", Completion(self.document))

    @property
    def in_order(self) -> list[Annotation]:
        """All annotations in the order of files and lists."""
        return sorted(self.annotations.values(), key=lambda annotation: annotation.order)

    def within(self, start: int, end: int) -> Iterator[Annotation]:
        """Annotations in force with a character in `[start, end)`, in order."""
        for annotation in self.in_order:
            if annotation.in_force and any(
                span.start < end and start < span.end for span in annotation.spans
            ):
                yield annotation

    def at(self, position: int) -> list[Annotation]:
        """Annotations in force over the character at `position`, innermost (shortest) first."""
        here = self.within(position, position + 1)
        return sorted(here, key=lambda a: (sum(map(len, a.spans)), -a.spans[0].start, a.id))


@dataclass(frozen=True)
class LinkSet:
    """One annotator's relations between documents, by id, and what was found only in one."""

    annotator: str
    relations: Mapping[str, Relation] = field(default_factory=dict)
    only_here: frozenset[OnlyHere] = frozenset()
