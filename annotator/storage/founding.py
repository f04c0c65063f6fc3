"""Making a new project: in a folder of its own, or as a draft in the user's state folder."""

from collections.abc import Sequence
from pathlib import Path

from annotator.core.completion import Change
from annotator.core.errors import InputError, SaveError
from annotator.core.ids import random_id
from annotator.core.project import Project
from annotator.core.tagset import Tagset
from annotator.storage import layout
from annotator.storage.clock import utc_now
from annotator.storage.files import Files, RealFiles
from annotator.storage.intake import Article
from annotator.storage.native import checked_bytes
from annotator.storage.save import save_file
from annotator.storage.shipped import PROGRAM, shipped_tagset
from annotator.storage.state import State
from annotator.storage.workspace import Workspace
from annotator.tei.files import Extras, ProjectFile


def new_project(
    folder: Path | None,
    title: str,
    articles: Sequence[Article] = (),
    tagset: Tagset | None = None,
    files: Files | None = None,
) -> Workspace:
    """A new project in a new or empty folder; None: a draft, safe in the user's state folder.

    Without a tagset it gets the shipped one. Raises SaveError or InputError, and then nothing
    is left of it.
    """
    files = files or RealFiles()
    project = Project(
        random_id("p"),
        title,
        tagset or shipped_tagset(files),
        annotators=(PROGRAM,),
        changes=(Change("created", utc_now(), PROGRAM.id),),
    )
    draft = folder is None
    home = (State(files=files).drafts / project.id if folder is None else folder).absolute()
    there = _check_room(files, home)
    data = checked_bytes(ProjectFile(project, Extras()), layout.PROJECT)
    own = home / layout.PROJECT
    try:
        files.make_folder(home)
        save_file(files, own, data)
        workspace = Workspace(home, files, draft)
        workspace.add(articles)
    except SaveError as error:
        _take_back(files, home, keep=there)
        raise SaveError(error.code, error.message, error.where) from error
    return workspace


def _check_room(files: Files, folder: Path) -> bool:
    """Whether the folder is there already. SaveError if there is something in it."""
    kind = files.kind(folder)
    if kind == "absent":
        return False
    if kind != "folder":
        raise SaveError("E-EXISTS", "There is a file of this name.", str(folder))
    try:
        entries = files.list(folder)
    except InputError as error:
        raise SaveError(error.code, error.message, str(folder)) from error
    if any(not entry.name.startswith(".") for entry in entries):
        message = "The folder is not empty. Choose a new or an empty one."
        raise SaveError("E-EXISTS", message, str(folder))
    return True


def _take_back(files: Files, home: Path, keep: bool) -> None:
    """Remove what a new project that failed has left, as far as possible."""
    try:
        files.remove(home / layout.PROJECT)
        for name in (layout.TEXTS, layout.ORIGINALS):
            files.remove_folder(home / name)
        if not keep:
            files.remove_folder(home)
    except SaveError:
        return  # what is left is empty or complete, and the error that led here is told
