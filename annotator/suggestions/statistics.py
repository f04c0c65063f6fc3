"""The rule for statistics: quantities with their values."""

from collections.abc import Iterator

from annotator.core.document import Document
from annotator.core.values import Attributes, Symbol
from annotator.suggestions.quantities import Quantity, quantities
from annotator.suggestions.suggestion import Suggestion

RULE = "statistics 1"
CATEGORY = "statistic"


def find(document: Document, *, figures_only: bool = False) -> Iterator[Suggestion]:
    """A statistic for each quantity; `figures_only` leaves out what is spelled out."""
    for span, quantity in quantities(document.text, figures_only=figures_only):
        yield Suggestion(document.id, CATEGORY, (span,), RULE, attributes(quantity))


def attributes(quantity: Quantity) -> Attributes:
    """A quantity as the values of a statistic; what is not known is left out."""
    return Attributes.of(
        {
            "value": quantity.value,
            "value_to": quantity.value_to,
            "unit": quantity.unit,
            "quantity_type": Symbol(quantity.kind),
            "precision": Symbol(quantity.precision),
            "referent": quantity.referent,
        }
    )
