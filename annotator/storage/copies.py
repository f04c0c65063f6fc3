"""Copying a project folder whole and checked, and removing what was copied."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from annotator.core.errors import InputError, SaveError
from annotator.storage import layout
from annotator.storage.files import Files, RealFiles
from annotator.storage.save import is_leftover, save_file

_DEEPEST = 8


def copy_project(source: Path, folder: Path, files: Files | None = None) -> bool:
    """Copy a project; False, and nothing is touched, if there is a project in `folder` already.

    Raises SaveError if the folder holds something else.
    """
    files = files or RealFiles()
    if not layout.is_project(files, source):
        raise layout.not_a_project(source)
    if files.kind(folder / layout.PROJECT) == "file":
        return False
    copy_folder(files, source, folder)
    return True


def copy_folder(files: Files, source: Path, folder: Path) -> tuple[str, ...]:
    """Copy all files; returns their names. SaveError unless `folder` is absent or empty."""
    try:
        names = list(_names(files, source))
    except InputError as error:
        raise SaveError(error.code, error.message, error.where) from error
    return fill_folder(files, folder, names, lambda name: files.read(source / name))


def fill_folder(
    files: Files, folder: Path, names: Collection[str], read: Callable[[str], bytes]
) -> tuple[str, ...]:
    """Write files of these names; returns them as they were written.

    SaveError unless `folder` is absent, empty, or left by the same thing broken off: then it is
    gone on with. The project's own file comes last, so that what is broken off is no project.
    """
    ordered = sorted(names, key=lambda name: (name == layout.PROJECT, name))
    try:
        _check_room(files, folder, set(ordered))
        for name in ordered:
            data = read(name)
            target = folder / name
            if files.kind(target) == "file" and files.read(target) == data:
                continue
            if files.kind(target) != "absent":
                message = "There is another file of this name. Choose an empty folder."
                raise SaveError("E-EXISTS", message, str(target))
            files.make_folder(target.parent)
            save_file(files, target, data)
    except InputError as error:
        raise SaveError(error.code, error.message, error.where) from error
    return tuple(ordered)


def remove_copied(files: Files, paths: Iterable[Path], folder: Path | None = None) -> None:
    """Remove files, and `folder` with its folders where nothing is left in them.

    Goes on after a failure, then raises the first SaveError.
    """
    failed: list[SaveError] = []
    for path in paths:
        try:
            files.remove(path)
        except SaveError as error:
            failed.append(error)
    if folder is not None and not failed:
        _remove_empty(files, folder)
    if failed:
        raise failed[0]


def _names(files: Files, folder: Path, above: str = "", depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        raise InputError("E-DEEP", "The folders are nested too deep.", str(folder))
    for entry in files.list(folder):
        if entry.kind == "folder":
            yield from _names(files, folder / entry.name, f"{above}{entry.name}/", depth + 1)
        elif entry.kind == "file" and not is_leftover(entry.name):
            yield above + entry.name


def _check_room(files: Files, folder: Path, names: set[str]) -> None:
    """Nothing but what an earlier attempt at the same copy may have left."""
    if files.kind(folder) == "absent":
        return
    if set(_names(files, folder)) - names:
        message = "The folder is not empty. Choose a new or an empty one."
        raise SaveError("E-EXISTS", message, str(folder))


def _remove_empty(files: Files, folder: Path) -> None:
    try:
        for entry in files.list(folder):
            if entry.kind == "folder":
                _remove_empty(files, folder / entry.name)
    except InputError as error:
        raise SaveError(error.code, error.message, str(folder)) from error
    files.remove_folder(folder)
