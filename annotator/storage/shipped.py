"""What ships with the program and projects start from: the default tagset, and its own name."""

from typing import Final

from annotator.bundled import resource
from annotator.core.errors import InputError
from annotator.core.project import Annotator
from annotator.core.tagset import Tagset
from annotator.storage.files import Files
from annotator.tei.files import ProjectFile
from annotator.tei.reader import read

PROGRAM: Final = Annotator("program", "Annotator", role="program")
"""Who created a project or added an article, before anybody said who works on it."""


def shipped_tagset(files: Files) -> Tagset:
    """The default tagset. InputError if the program is installed incompletely."""
    path = resource("tagsets", "news-claims-default.tei.xml")
    file = read(files.read(path), path.name).file
    if not isinstance(file, ProjectFile):
        raise InputError("E-NAME", "This should be a project file with a tagset.", str(path))
    return file.project.tagset
