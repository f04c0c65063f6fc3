"""Texts for the tests of shared passages."""

from collections.abc import Iterable

from hypothesis import strategies as st

from annotator.core.document import Document
from annotator.core.span import Span
from annotator.passages.passage import Passage
from annotator.passages.sharing import shared_passages

Places = tuple[tuple[int, int], tuple[int, int]]

PIECES = (
    *("the", "of", "ferry", "strike", "mayor", "US", "U.S.", "us", "United States", "union’s"),
    *(
        "Ferry",
        "10,000",
        "cafe\u0301",
        "caf\u00e9",
        "שלום",
        "سلام",
        "हिन्दी",
        "船員罷工",
        "👩🏽‍⚕️",
        "🇩🇪",
    ),
    *(". ", "! ", ", ", " ", "\u00a0", "\n", "“", "”", "’", "'", "-", "—", "\u00ad", "\u0301", "…"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
RAW_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=80)


def found(*texts: str) -> tuple[Passage, ...]:
    """The passages of documents `a`, `b` … with these texts; what stands in “ ” is quoted."""
    documents = [Document(id, text) for id, text in zip("abcdefgh", texts, strict=False)]
    passages = shared_passages(documents, {d.id: quoted(d.text) for d in documents})
    assert passages is not None
    return passages


def quoted(text: str) -> list[Span]:
    """What stands between curly marks, the marks included; never nested."""
    spans, start = [], -1
    for place, char in enumerate(text):
        if char == "“":
            start = place
        elif char == "”" and start >= 0:
            spans.append(Span(start, place + 1))
            start = -1
    return spans


def places(passage: Passage) -> Places:
    """Both sides as bare numbers."""
    one, other = passage.one.span, passage.other.span
    return (one.start, one.end), (other.start, other.end)


def texts_of(passages: Iterable[Passage], kind: str) -> list[tuple[str, str]]:
    """Both wordings of the passages of a kind."""
    return [(p.one.text, p.other.text) for p in passages if p.kind == kind]
