"""Temporary files of saves that were cut short: nobody's version is thrown away unseen."""

import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.core.errors import InputError, SaveError
from annotator.storage import layout
from annotator.storage.incoming import Incoming, SetAside, understood
from annotator.storage.save import is_leftover
from annotator.storage.workspace import Workspace

_log = logging.getLogger(__name__)
_NAME: Final = re.compile(r"\.~(.+)\.[0-9a-f]{8}\.tmp", re.ASCII)
_OLD: Final = 60 * 10**9
"""Nanoseconds after which nobody is still at it who saves a file that several people write."""


def leftovers(workspace: Workspace, annotator: str, set_aside: SetAside) -> list[Incoming]:
    """The versions in temporary files of the annotator's own files, and of the project's.

    What cannot be read is set aside and removed.
    """
    found = []
    for name, path in _paths(workspace, annotator):
        try:
            data = workspace.files.read(path)
            try:
                versions = understood(data, name)
            except InputError:
                if data:
                    set_aside(name, data)
                workspace.files.remove(path)
                continue
        except (InputError, SaveError) as error:
            _log.info("%s is left where it is: %s", path.name, error)
            continue
        found += [Incoming(name, file, "", "leftover", path) for file in versions]
    return found


def _paths(workspace: Workspace, annotator: str) -> Iterator[tuple[str, Path]]:
    """Name of the file that a leftover is a version of, and its path."""
    folder, files = workspace.folder, workspace.files
    own = [layout.links_name(annotator)] if annotator else []
    common = [layout.PROJECT]
    for entry in _list(workspace, layout.TEXTS):
        if document := layout.document_of(entry):
            common.append(layout.text_name(document))
            if annotator:
                own.append(layout.annotations_name(document, annotator))
    by_folder: dict[str, set[str]] = {}
    for name in (*own, *common):
        above, _, last = name.rpartition("/")
        by_folder.setdefault(above, set()).add(last)
    for above, names in by_folder.items():
        for entry in _list(workspace, above):
            match = _NAME.fullmatch(entry) if is_leftover(entry) else None
            if match is None or match[1] not in names:
                continue
            name = f"{above}/{match[1]}" if above else match[1]
            path = folder / above / entry
            if name in common:
                status = files.stat(path)
                if status is None or time.time_ns() - status.modified < _OLD:
                    continue
            yield name, path


def _list(workspace: Workspace, folder: str) -> list[str]:
    path = workspace.folder / folder
    if workspace.files.kind(path) != "folder":
        return []
    try:
        return [entry.name for entry in workspace.files.list(path) if entry.kind == "file"]
    except InputError:
        return []
