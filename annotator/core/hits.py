"""Places that a search has found, in context, and what is done to all that are ticked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.core.batch import Tagging, tag_all
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.gestures import Stamp
from annotator.core.graphemes import is_boundary, next_boundary
from annotator.core.provenance import State
from annotator.core.span import Span
from annotator.core.values import NO_ATTRIBUTES, Attributes


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a document."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Context:
    """What was found and the words around it, each in one line."""

    before: str
    words: str
    after: str


def context(document: Document, span: Span, width: int = 40) -> Context:
    """A keyword in its context: up to `width` code points on either side, no character split."""
    text = document.text
    start, end = max(0, span.start - width), min(len(text), span.end + width)
    while not is_boundary(text, start):
        start = min(next_boundary(text, start), span.start)
    while end > span.end and not is_boundary(text, end):
        end -= 1
    parts = text[start : span.start], span.text(text), text[span.end : end]
    return Context(*(part.replace("\n", " ") for part in parts))


def undecided(corpus: Corpus, annotator: str, category: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits, each once, that the annotator has neither annotated so nor refused.

    Those are annotations of just this place, in this category, in any state. Their number is what
    `tag_hits` will make.
    """
    taken: dict[str, set[Span]] = {}
    for hit in dict.fromkeys(hits):
        if hit.document not in taken:
            taken[hit.document] = {
                annotation.spans[0]
                for annotation in corpus.set(hit.document, annotator).annotations.values()
                if annotation.category == category and len(annotation.spans) == 1
            }
        if hit.span not in taken[hit.document]:
            yield hit


def tag_hits(
    corpus: Corpus,
    stamp: Stamp,
    hits: Iterable[Hit],
    category: str,
    searched: str,
    attributes: Attributes = NO_ATTRIBUTES,
) -> Edit:
    """Annotate all hits that are undecided, in one edit; `searched` tells what was searched for."""
    return _decide(corpus, stamp, hits, category, searched, attributes, "Tag", "")


def refuse_hits(
    corpus: Corpus, stamp: Stamp, hits: Iterable[Hit], category: str, searched: str
) -> Edit:
    """Remember, in one edit, that these hits are not to be offered for the category again."""
    return _decide(corpus, stamp, hits, category, searched, NO_ATTRIBUTES, "Reject", "rejected")


def _decide(
    corpus: Corpus,
    stamp: Stamp,
    hits: Iterable[Hit],
    category: str,
    searched: str,
    attributes: Attributes,
    verb: str,
    state: State,
) -> Edit:
    wanted = list(undecided(corpus, stamp.who, category, hits))
    number = "1 hit" if len(wanted) == 1 else f"{len(wanted)} hits"
    label = f"{verb} {number} as {corpus.project.tagset.label(category)}"
    taggings = (
        Tagging(hit.document, category, (hit.span,), attributes, detail=searched) for hit in wanted
    )
    return tag_all(corpus, stamp, taggings, label, "search", state)
