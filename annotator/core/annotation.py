"""An annotation: a category with attributes on one or more spans."""

from dataclasses import dataclass, field

from annotator.core.provenance import Provenance, State
from annotator.core.span import Span, Spans, hull
from annotator.core.values import NO_ATTRIBUTES, Attributes


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation of one document. ValueError unless its spans are sorted and disjoint."""

    id: str
    document: str
    category: str
    """Key of a category of the tagset, or one the tagset does not know (shown, never dropped)."""
    spans: Spans
    provenance: Provenance = field(repr=False)
    attributes: Attributes = NO_ATTRIBUTES
    note: str = ""
    certainty: str = ""
    """Empty: sure. `low`: unsure. `medium`, `high` or a number from 0 to 1: kept from elsewhere."""
    state: State = ""

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"{self.id}: an annotation needs a span")
        pairs = zip(self.spans, self.spans[1:], strict=False)
        if any(first.end >= second.start for first, second in pairs):
            raise ValueError(f"{self.id}: spans must be sorted and disjoint")

    @property
    def hull(self) -> Span:
        """From the first start to the last end."""
        return hull(self.spans)

    @property
    def in_force(self) -> bool:
        """Whether it counts as an annotation: neither an undecided nor a refused suggestion."""
        return self.state in ("", "draft")

    @property
    def order(self) -> tuple[int, int, str]:
        """Key of the order in files and lists: first start, then the longer one, then id."""
        return self.spans[0].start, -self.spans[-1].end, self.id
