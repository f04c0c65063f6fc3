"""Native files as bytes: checked against their names when read, read back when written."""

import re
from typing import TypeVar

from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.errors import InputError, Problem, SaveError
from annotator.storage import layout
from annotator.tei.files import AnnotationsFile, LinksFile, NativeFile, ProjectFile, TextFile
from annotator.tei.reader import read
from annotator.tei.writer import write

_File = TypeVar("_File", ProjectFile, TextFile, AnnotationsFile, LinksFile)

_KINDS = {
    ProjectFile: "a project file",
    TextFile: "an article",
    AnnotationsFile: "a set of annotations",
    LinksFile: "a list of links",
}
_LINE = re.compile(r", line (\d{1,9})$", re.ASCII)


def fitting_name(file: NativeFile, name: str, kind: type[_File]) -> _File:
    """The file, if it is of this kind and its ids are those of its name; else InputError."""
    if not isinstance(file, kind):
        message = f"This should be {_KINDS[kind]}, but it is {_KINDS[type(file)]}."
        raise InputError("E-NAME", message, name)
    if (expected := name_of(file)) != name:
        message = f"By what is inside, this file should be called {expected}."
        raise InputError("E-NAME", message, name)
    return file


def name_of(file: NativeFile) -> str:
    """The name within a project folder that a file should have by its own ids."""
    match file:
        case ProjectFile():
            return layout.PROJECT
        case TextFile(document=document):
            return layout.text_name(document.id)
        case AnnotationsFile(document=document, set=set):
            return layout.annotations_name(document.id, set.annotator)
        case LinksFile(links=links):
            return layout.links_name(links.annotator)


def problem_of(error: InputError, file: str, advice: str = "") -> Problem:
    """A file's error as a line of the list of problems."""
    found = _LINE.search(error.where)
    return Problem(error.code, error.message, file, int(found[1]) if found else 0, advice)


def checked_bytes(file: NativeFile, name: str) -> bytes:
    """The bytes of a file, after reading them back: they must say what was meant.

    Raises SaveError (E-CHECK): a fault of the program, told before it can do harm.
    """
    try:
        data = write(file)
        again = read(data, name)
    except InputError as error:
        if error.code in ("E-TOO-BIG", "E-TOO-MANY-ELEMENTS"):
            message = f"Not saved: the file could not be read again. {error.message}"
            raise SaveError(error.code, message, name) from error
        raise _unsound(name, str(error)) from error
    except (ValueError, TypeError) as error:
        raise _unsound(name, str(error)) from error
    if write(again.file) != data:
        raise _unsound(name, "it does not read back the same")
    if _values(again.file) != _values(file):
        raise _unsound(name, "what it holds is not what was meant")
    return data


def same(one: NativeFile, other: NativeFile) -> bool:
    """Whether two files say the same, however they were laid out."""
    return write(one) == write(other)


def _values(file: NativeFile) -> object:
    """What must survive writing and reading: everything a person made."""
    match file:
        case ProjectFile(project=project, extras=extras):
            return project.id, project.title, project.tagset, len(extras.aside)
        case TextFile(document=document, extras=extras):
            return document.id, document.text, document.metadata, len(extras.aside)
        case AnnotationsFile(document=document, set=set, extras=extras):
            return document.text, _items(set), len(extras.aside)
        case LinksFile(links=links, extras=extras):
            return _items(links), len(extras.aside)


def _items(set: AnnotationSet | LinkSet) -> object:
    match set:
        case AnnotationSet(annotations=annotations, relations=relations, completion=completion):
            return dict(annotations), dict(relations), completion.status
        case LinkSet(relations=relations, only_here=only_here):
            return dict(relations), only_here


def _unsound(name: str, detail: str) -> SaveError:
    message = f"Not saved: an internal check failed ({detail}). What was saved before is untouched."
    return SaveError("E-CHECK", message, name)
