"""What the program remembers for its user apart from projects; damage never stops it."""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotator.core.errors import AnnotatorError, InputError
from annotator.storage.files import Files, RealFiles
from annotator.storage.save import save_file

_log = logging.getLogger(__name__)
_LIMIT: Final = 2**20
_RECENT: Final = 12
_PROJECT_ID: Final = re.compile(r"[a-z0-9-]{1,60}", re.ASCII)

Json = dict[str, Any]
"""A JSON object; what it holds is its writer's affair."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A project that was open lately."""

    path: Path
    title: str
    opened: str
    """UTC, as in files."""


def state_folder() -> Path:
    """Where the program keeps its own things: never a cache, never in a project."""
    from platformdirs import user_state_path

    return Path(user_state_path("annotator", appauthor=False))


class State:
    """Recent projects, preferences, and per project the annotator and the window's layout.

    Reading what is absent or damaged gives the default; a failed write is logged, not raised.
    """

    def __init__(self, folder: Path | None = None, files: Files | None = None) -> None:
        self._files = files or RealFiles()
        self.folder = folder or state_folder()

    @property
    def drafts(self) -> Path:
        """The folder of projects that have no folder of their own yet."""
        return self.folder / "drafts"

    @property
    def recent(self) -> tuple[Recent, ...]:
        """Projects that were open, the last first, whether or not they are still there."""
        found = []
        for entry in _list(self._general().get("recent")):
            match entry:
                case {"path": str(path), "title": str(title), "opened": str(opened)} if path:
                    found.append(Recent(Path(path), title, opened))
        return tuple(found[:_RECENT])

    def note_recent(self, path: Path, title: str, opened: str) -> None:
        """Put a project at the head of the recent ones."""
        others = [recent for recent in self.recent if recent.path != path]
        self._keep_recent([Recent(path, title, opened), *others][:_RECENT])

    def forget_recent(self, path: Path) -> None:
        """Take a project off the list; the project itself is not touched."""
        self._keep_recent([recent for recent in self.recent if recent.path != path])

    @property
    def preferences(self) -> Json:
        """The user's own choices (fonts, zoom, name…), for all projects."""
        return _object(self._general().get("preferences"))

    def keep_preferences(self, preferences: Mapping[str, Any]) -> None:
        """Replace the preferences. They must be JSON."""
        self._keep(
            self.folder / "state.json", {**self._general(), "preferences": dict(preferences)}
        )

    def annotator(self, project: str) -> str:
        """Id of the annotator who worked on the project with this id last; empty: nobody."""
        id = self._project(project).get("annotator")
        return id if isinstance(id, str) else ""

    def keep_annotator(self, project: str, annotator: str) -> None:
        """Remember who works on a project."""
        self._keep_project(project, {**self._project(project), "annotator": annotator})

    def layout(self, project: str) -> Json:
        """How the window looked on this project: an opaque object of the window's own."""
        return _object(self._project(project).get("layout"))

    def keep_layout(self, project: str, layout: Mapping[str, Any]) -> None:
        """Remember how the window looks on this project. It must be JSON."""
        self._keep_project(project, {**self._project(project), "layout": dict(layout)})

    def _keep_recent(self, recent: list[Recent]) -> None:
        listed = [
            {"path": str(entry.path), "title": entry.title, "opened": entry.opened}
            for entry in recent
        ]
        self._keep(self.folder / "state.json", {**self._general(), "recent": listed})

    def _general(self) -> Json:
        return self._read(self.folder / "state.json")

    def _project(self, id: str) -> Json:
        return self._read(self._project_file(id)) if _PROJECT_ID.fullmatch(id) else {}

    def _keep_project(self, id: str, value: Json) -> None:
        if _PROJECT_ID.fullmatch(id):
            self._keep(self._project_file(id), value)

    def _project_file(self, id: str) -> Path:
        return self.folder / "projects" / id / "view.json"

    def _read(self, path: Path) -> Json:
        if self._files.kind(path) == "absent":
            return {}
        try:
            return _object(json.loads(self._files.read(path, _LIMIT)))
        except (InputError, ValueError, RecursionError) as error:
            _log.info("%s is not readable and counts as empty: %s", path.name, error)
            return {}

    def _keep(self, path: Path, value: Json) -> None:
        data = json.dumps(value, indent=1, sort_keys=True).encode()
        try:
            self._files.make_folder(path.parent)
            save_file(self._files, path, data)
        except AnnotatorError as error:
            _log.info("%s could not be kept: %s", path.name, error)


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
