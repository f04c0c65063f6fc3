"""Going back to an earlier version of one annotator's work on one article, as an edit."""

from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit, Item
from annotator.core.errors import EditError
from annotator.core.gestures import Stamp
from annotator.core.relation import End, OnlyHere, Relation

LABEL = "Restore an earlier version"


def restoring(corpus: Corpus, stamp: Stamp, earlier: AnnotationSet, document: Document) -> Edit:
    """The edit that makes `earlier` what the annotator has on the article; empty if they do.

    `document` is the article as it was then: EditError (E-DIGEST) if its text is another one now.
    What ties annotations that go to other articles goes along; of the completion the status comes
    back, with a history that goes on.
    """
    if earlier.annotator != stamp.who:
        raise EditError("E-ANNOTATOR", "This is somebody else’s work.", earlier.annotator)
    now = corpus.documents.get(earlier.document)
    if now is None:
        raise EditError("E-DOCUMENT", "There is no such article any more.", earlier.document)
    if now.digest != document.digest:
        message = (
            "The text of the article was another one then, so its annotations do not fit any more."
        )
        raise EditError("E-DIGEST", message, earlier.document)
    own = corpus.set(earlier.document, stamp.who)
    present: dict[str, Item] = {**own.annotations, **own.relations}
    past: dict[str, Item] = {**earlier.annotations, **earlier.relations}
    removed = [item for id, item in present.items() if past.get(id) != item]
    added = [item for id, item in past.items() if present.get(id) != item]
    removed += lost_ties(corpus, stamp.who, earlier)
    completion = _completion(own.completion, earlier.completion, stamp)
    if completion != own.completion:
        removed.append(own.completion)
        added.append(completion)
    return Edit(LABEL, tuple(removed), tuple(added))


def lost_ties(corpus: Corpus, annotator: str, earlier: AnnotationSet) -> list[Relation | OnlyHere]:
    """Relations to other articles, and marks of having no counterpart there, that would go
    with annotations that `earlier` has not; also a relation that joined two articles only since."""
    present = corpus.set(earlier.document, annotator).annotations
    ends = [End(earlier.document, id) for id in present if id not in earlier.annotations]
    gone = frozenset(ends)
    links = [
        link
        for link in corpus.link_set(annotator).relations.values()
        if link.source in gone or link.target in gone or link.id in earlier.relations
    ]
    return [*links, *corpus.marks_at(ends, annotator)]


def _completion(now: Completion, earlier: Completion, stamp: Stamp) -> Completion:
    if now.status == "absent":
        return earlier
    return now if earlier.status == "absent" else now.moved(earlier.status, stamp.when, stamp.who)
