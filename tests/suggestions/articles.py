"""The sample project, and made-up articles, for what rules find in them."""

from functools import cache

from annotator.bundled import sample_project
from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.storage.workspace import open_project


@cache
def sample() -> Corpus:
    """The sample project with everybody's annotations: mira takes much, jonas little."""
    return open_project(sample_project()).load_all().corpus


def gold(annotator: str, category: str, *parts: str) -> list[Annotation]:
    """What somebody annotated in the sample; with parts only attributions that are such."""
    return [
        annotation
        for document in sample().documents
        for annotation in sample().set(document, annotator).in_order
        if annotation.category == category
        and (not parts or annotation.attributes.get("part") in parts)
    ]


def article(text: str, language: str = "") -> Document:
    return Document("d", text, metadata=Metadata(language=language))
