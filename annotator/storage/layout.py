"""The names in a project folder, and which id a name stands for."""

from pathlib import Path

from annotator.core.errors import InputError
from annotator.core.ids import is_annotator_id, is_document_id
from annotator.storage.files import Files

SUFFIX = ".tei.xml"
PROJECT = "project.tei.xml"
TEXTS, ANNOTATIONS, LINKS, ORIGINALS = "texts", "annotations", "links", "originals"


def text_name(document: str) -> str:
    """The text file of a document, relative to the project's folder, with forward slashes."""
    return f"{TEXTS}/{document}{SUFFIX}"


def annotations_name(document: str, annotator: str) -> str:
    """The file of one annotator's set, relative to the project's folder."""
    return f"{ANNOTATIONS}/{document}/{annotator}{SUFFIX}"


def links_name(annotator: str) -> str:
    """The file of one annotator's links between documents, relative to the project's folder."""
    return f"{LINKS}/{annotator}{SUFFIX}"


def document_of(name: str) -> str:
    """The document id a text file's own name stands for; empty where it is none."""
    id = name.removesuffix(SUFFIX)
    return id if name.endswith(SUFFIX) and is_document_id(id) else ""


def annotator_of(name: str) -> str:
    """The annotator id an annotation or link file's own name stands for; empty: none."""
    id = name.removesuffix(SUFFIX)
    return id if name.endswith(SUFFIX) and is_annotator_id(id) else ""


def document_of_name(name: str) -> str:
    """The document id that a file is about, by its name in the project; empty: none, or several."""
    folder, _, rest = name.partition("/")
    if folder == TEXTS:
        return document_of(rest)
    return rest.partition("/")[0] if folder == ANNOTATIONS else ""


def project_folder_of(path: Path) -> Path | None:
    """The project folder a native file lies in by its path, or None where it lies in none.

    Looks at names only: the caller checks that the folder is a project.
    """
    if path.name == PROJECT:
        return path.parent
    above = path.parent
    if above.name in (TEXTS, LINKS):
        return above.parent
    if above.parent.name == ANNOTATIONS:
        return above.parent.parent
    return None


def is_project(files: Files, folder: Path) -> bool:
    """Whether a folder holds a project: its own file, or at least articles in their place.

    The latter so that a lost or damaged `project.tei.xml` does not lock people out of their work.
    """
    if files.kind(folder / PROJECT) == "file":
        return True
    try:
        return any(document_of(entry.name) for entry in files.list(folder / TEXTS))
    except InputError:
        return False


def not_a_project(folder: Path) -> InputError:
    """The error for a folder without a project."""
    message = f"This folder is no project: it has no {PROJECT}. Open another, or make a new one."
    return InputError("E-NO-PROJECT", message, str(folder))
