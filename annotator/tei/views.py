"""The formats that are TEI, as `annotator.interchange` describes a format; a table of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.core.holdings import in_order
from annotator.core.losses import LOST, Lack, Lacks
from annotator.tei import apart, inline
from annotator.tei.bundle import read_bundle, write_bundle
from annotator.tei.inline_anchors import anchors_view
from annotator.tei.inline_reading import View, read_view
from annotator.tei.inline_segments import segments_view
from annotator.tei.slim import read_slim, write_slim

if TYPE_CHECKING:
    from annotator.core.span import Spans

SUFFIX: Final = ".tei.xml"
_INLINE: Final[Lacks] = {
    "drafts": LOST,
    "undecided": LOST,
    "links": LOST,
    "marks": LOST,
    "history": LOST,
    "decisions": LOST,
    "scope": LOST,
    "definitions": LOST,
    "guidelines": LOST,
    "handbook": LOST,
    "settings": LOST,
    "fragments": Lack("parts tied by next and prev"),
}


@dataclass(frozen=True, slots=True)
class TeiView:
    """A format that is TEI: how it is written, and how what it says is checked."""

    id: str
    name: str
    suffix: str
    lacks: Lacks
    write: Callable[[Corpus], Mapping[str, bytes]]
    read_again: Callable[[Corpus, Mapping[str, bytes]], list[str]]

    def faults(self, corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
        """Where the files, read again, say something else than the corpus."""
        try:
            return self.read_again(corpus, files)
        except InputError as error:
            return [str(error)]


def _segments(corpus: Corpus) -> Mapping[str, bytes]:
    return {
        f"{document}.{annotator}{SUFFIX}": segments_view(
            corpus, corpus.documents[document], annotator
        )
        for document, annotator in in_order(corpus)
    }


def _segments_again(corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
    told = []
    for document, annotator in in_order(corpus):
        name = f"{document}.{annotator}{SUFFIX}"
        told += _wrong(corpus, document, [annotator], read_view(files[name]), name)
    return told


def _anchors(corpus: Corpus) -> Mapping[str, bytes]:
    return {
        f"{document.id}{SUFFIX}": anchors_view(corpus, document, _annotators(corpus, document.id))
        for document in corpus.documents.values()
    }


def _anchors_again(corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
    told = []
    for document in corpus.documents:
        name = f"{document}{SUFFIX}"
        people = _annotators(corpus, document)
        told += _wrong(corpus, document, people, read_view(files[name]), name)
    return told


def _wrong(
    corpus: Corpus, document: str, annotators: list[str], view: View, name: str
) -> list[str]:
    meant: list[tuple[str, str, Spans]] = [
        (annotator, item.category, item.spans)
        for annotator in annotators
        for item in inline.shown(corpus, document, annotator)
    ]
    told = [] if view.text == corpus.documents[document].text else [f"{name} has another text"]
    return told if view.annotations == sorted(meant) else [*told, f"{name} has other annotations"]


def _annotators(corpus: Corpus, document: str) -> list[str]:
    return [annotator for id, annotator in in_order(corpus) if id == document]


def _bundle_again(corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
    return apart.same_values(corpus, read_bundle(files[""]))


def _slim_again(corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
    return apart.same_values(corpus, read_slim(files, corpus))


VIEWS: Final[tuple[TeiView, ...]] = (
    TeiView(
        "tei-bundle",
        "TEI, everything in one file",
        SUFFIX,
        {},
        lambda corpus: {"": write_bundle(corpus)},
        _bundle_again,
    ),
    TeiView(
        "tei-slim",
        "TEI, annotations without the texts",
        "",
        {
            "text": LOST,
            "blocks": LOST,
            "imports": LOST,
            "scope": LOST,
            "definitions": LOST,
            "guidelines": LOST,
            "handbook": LOST,
            "settings": LOST,
        },
        write_slim,
        _slim_again,
    ),
    TeiView(
        "tei-inline-segments",
        "TEI, an annotator’s tags around the words",
        "",
        {
            **_INLINE,
            "crossings": Lack("cut in parts tied by next and prev"),
            "line-ends": Lack("cut in parts tied by next and prev"),
        },
        _segments,
        _segments_again,
    ),
    TeiView(
        "tei-inline-anchors",
        "TEI, all annotators’ anchors in the text",
        "",
        {**_INLINE, "status": LOST, "status-history": LOST},
        _anchors,
        _anchors_again,
    ),
)
