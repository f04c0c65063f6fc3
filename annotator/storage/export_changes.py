"""A project written elsewhere from what is in memory, for when its own folder cannot be read."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from annotator.core.errors import SaveError
from annotator.storage.changes import Pending
from annotator.storage.copies import fill_folder
from annotator.storage.files import Files
from annotator.storage.loading import Known
from annotator.storage.native import checked_bytes
from annotator.tei.files import NativeFile, ProjectFile


def export_changes(
    files: Files, folder: Path, known: Mapping[str, Known], changed: Iterable[Pending]
) -> tuple[str, ...]:
    """Write what was read of a project, with what has changed since; returns the files' names.

    `folder` must be empty or absent. It is a project that opens then: its own file, the articles,
    and the sets and links of those whose work was read; what only lay in the old folder (other
    people's sets, originals) is not in it. Where a file cannot be written, the others are, and the
    first SaveError is raised.
    """
    held: dict[str, NativeFile] = {name: before.file for name, before in known.items()}
    ready: dict[str, bytes] = {}
    failed: list[SaveError] = []
    held |= {pending.name: pending.make() for pending in changed}
    for name, file in held.items():
        if isinstance(file, ProjectFile) and not file.project.id:
            continue  # stands in for a file that could not be read
        try:
            ready[name] = checked_bytes(file, name)
        except SaveError as error:
            failed.append(error)
    written = fill_folder(files, folder, ready, ready.__getitem__)
    if failed:
        raise failed[0]
    return written
