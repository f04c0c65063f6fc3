"""A suggestion: what a rule proposes to annotate."""

from dataclasses import dataclass

from annotator.core.span import Spans, quoted
from annotator.core.values import NO_ATTRIBUTES, Attributes


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An annotation that might be made of one document; its spans are sorted and disjoint."""

    document: str
    category: str
    spans: Spans
    rule: str
    """Name and version of the rule, as provenance keeps it: `quotation-marks 1`."""
    attributes: Attributes = NO_ATTRIBUTES
    certainty: str = ""
    """`low` where the rule itself is unsure; else empty."""

    def words(self, text: str) -> str:
        """Its words in the text of its document, fragments joined by an ellipsis."""
        return quoted(self.spans, text)
