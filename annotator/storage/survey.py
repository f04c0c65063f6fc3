"""Counting over all annotators' files without showing what is in them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotator.core.completion import Status
from annotator.core.errors import InputError
from annotator.core.ids import is_document_id
from annotator.storage import layout
from annotator.storage.files import Files
from annotator.tei.files import AnnotationsFile
from annotator.tei.reader import read


def uses(files: Files, folder: Path, category: str) -> dict[str, int]:
    """How many annotations of a category each annotator has; unreadable files count nothing."""
    counts: Counter[str] = Counter()
    for _, annotator, file in _all_sets(files, folder):
        found = [a for a in file.set.annotations.values() if a.category == category]
        if found:
            counts[annotator] += len(found)
    return dict(counts)


def completions(files: Files, folder: Path) -> dict[tuple[str, str], Status]:
    """Completion by document and annotator id; what is unreadable or not begun is left out."""
    return {
        (document, annotator): file.set.completion.status
        for document, annotator, file in _all_sets(files, folder)
    }


def annotation_files(files: Files, folder: Path) -> Iterator[tuple[str, str]]:
    """Document and annotator id of each annotation file, by name."""
    try:
        documents = files.list(folder / layout.ANNOTATIONS)
    except InputError:
        return
    for document in documents:
        if document.kind != "folder" or not is_document_id(document.name):
            continue  # `wire (1)` is a copy of a folder: nobody's work counts twice
        try:
            entries = files.list(folder / layout.ANNOTATIONS / document.name)
        except InputError:
            continue
        for entry in entries:
            if entry.kind == "file" and (annotator := layout.annotator_of(entry.name)):
                yield document.name, annotator


def _all_sets(files: Files, folder: Path) -> Iterator[tuple[str, str, AnnotationsFile]]:
    for document, annotator in annotation_files(files, folder):
        name = layout.annotations_name(document, annotator)
        try:
            file = read(files.read(folder / name), name).file
        except InputError:
            continue
        if isinstance(file, AnnotationsFile):
            yield document, annotator, file
