"""What is saved is loaded the same, whatever characters it holds: all of them, and any mixture."""

import sys

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Change, Completion
from annotator.core.document import Document, Metadata
from annotator.core.provenance import Provenance
from annotator.core.span import Span
from annotator.core.text import canonical, without_forbidden
from annotator.core.values import Attributes
from annotator.tei.files import AnnotationsFile, Extras, NativeFile, TextFile, brief
from annotator.tei.reader import read
from annotator.tei.writer import write
from tests.tei import makers

_LINE = 64
_NOTE = 4096


def every_character() -> str:
    """All code points but NUL, lone surrogates among them, in lines."""
    points = "".join(map(chr, range(1, sys.maxunicode + 1)))
    return "\n".join(points[n : n + _LINE] for n in range(0, len(points), _LINE))


def comes_back(file: NativeFile) -> bytes:
    """Check that a file is read as it was written, also with the line ends of Windows."""
    data = write(file)
    assert read(data).file == file
    assert write(read(data).file) == data
    assert read(data.replace(b"\n", b"\r\n")).file == file
    return data


@pytest.mark.parametrize("part", range(8))
def test_every_character_in_a_text(part: int) -> None:
    whole = every_character()
    size = len(whole) // 8 + 1
    made = canonical(whole[part * size : (part + 1) * size])
    document = Document("doc", made.text, metadata=Metadata("T"), replaced=made.replaced[:100])
    created = (Change("created", makers.WHEN, "anna"),)
    comes_back(TextFile(document, created, Extras(), (brief(makers.ANNA),)))


def test_every_character_in_notes_and_values() -> None:
    whole = without_forbidden(every_character())
    document = Document("doc", "Some words.", metadata=Metadata("T"))
    annotations = {}
    for number in range(len(whole) // _NOTE + 1):
        words = whole[number * _NOTE : (number + 1) * _NOTE].strip()
        id = f"a-{number:010d}"
        annotations[id] = Annotation(
            id,
            "doc",
            "quote",
            (Span(0, 4),),
            Provenance(makers.WHEN, "anna"),
            Attributes.of({"speaker": words}),
            words,
        )
    completion = Completion("doc", "open", (Change("created", makers.WHEN, "anna"),))
    marks = AnnotationSet("doc", "anna", annotations, {}, completion)
    file = AnnotationsFile(document, marks, (brief(makers.ANNA),), makers.TAGSET)
    data = write(file)
    again = read(data).file
    assert isinstance(again, AnnotationsFile)
    assert again.set == file.set
    assert write(again) == data


def returns(file: AnnotationsFile) -> None:
    data = write(file)
    once = read(data).file
    assert isinstance(once, AnnotationsFile)
    assert once.set == file.set
    assert once.document.text == file.document.text
    assert once.extras == file.extras
    comes_back(once)


@given(makers.annotation_files())
@settings(max_examples=50, deadline=None)
def test_any_annotations_are_saved_and_loaded_the_same(file: AnnotationsFile) -> None:
    returns(file)


@pytest.mark.campaign
@given(makers.annotation_files())
@settings(
    max_examples=200_000, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
def test_any_annotations_are_saved_and_loaded_the_same_at_length(file: AnnotationsFile) -> None:
    returns(file)
