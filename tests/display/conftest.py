"""Made-up annotations for what is shown of them."""

from collections.abc import Callable

import pytest

from annotator.core.annotation import Annotation
from annotator.core.provenance import Provenance, State
from annotator.core.span import Span

Make = Callable[..., Annotation]


def annotation(
    id: str,
    *spans: tuple[int, int],
    category: str = "quote",
    document: str = "d",
    state: State = "",
    note: str = "",
) -> Annotation:
    """An annotation of document `d`, by its spans."""
    made = Provenance("2026-11-20T09:14:02Z", "anna")
    fragments = tuple(Span(start, end) for start, end in spans)
    return Annotation(id, document, category, fragments, made, note=note, state=state)


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes an annotation of document `d` from an id and pairs of offsets."""
    return annotation
