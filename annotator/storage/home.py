"""Where the program keeps what it must not lose of a project: on this machine, never synced.

<state>/projects/<key>/place.json                  the project's folder
                      /backups/  /set-aside/
                      /<annotator>/lock  /journal/  /archive/  /ballast
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.core.errors import InputError, SaveError
from annotator.storage import layout
from annotator.storage.files import Files
from annotator.storage.save import save_file

NOBODY: Final = "_nobody"
"""In place of an annotator's id, which never begins so, while none has been chosen."""
_LIMIT: Final = 2**16


@dataclass(frozen=True, slots=True)
class Home:
    """The local folder of a project, and of an annotator in it (empty: nobody yet)."""

    folder: Path
    annotator: str

    @property
    def own(self) -> Path:
        """What belongs to the annotator."""
        return self.folder / (self.annotator or NOBODY)

    @property
    def lock(self) -> Path:
        return self.own / "lock"

    @property
    def journals(self) -> Path:
        return self.own / "journal"

    @property
    def ballast(self) -> Path:
        return self.own / "ballast"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def set_aside(self) -> Path:
        return self.folder / "set-aside"


def home_of(files: Files, state: Path, project: str, folder: Path, annotator: str) -> Home:
    """The local folder of the project with this id in that folder.

    Where another folder is known for the id: if a project is still there, this one is a copy and
    gets a local folder of its own; else it was moved. A project whose file cannot be read has no
    id; it goes by its path. Writes nothing.
    """
    projects = state / "projects"
    if not project:
        return Home(projects / f"unnamed-{_short(folder)}", annotator)
    known = _place(files, projects / project)
    if known is None or known == folder or files.kind(known / layout.PROJECT) != "file":
        return Home(projects / project, annotator)
    return Home(projects / f"{project}-{_short(folder)}", annotator)


def settle(files: Files, home: Home, folder: Path) -> None:
    """Remember that the home belongs to the project in this folder. Raises SaveError."""
    files.make_folder(home.own)
    if _place(files, home.folder) != folder:
        data = json.dumps({"path": str(folder)}).encode()
        save_file(files, home.folder / "place.json", data)


def set_aside(files: Files, home: Home, name: str, data: bytes, when: str) -> Path:
    """Keep bytes that nobody could read; returns where. Raises SaveError."""
    files.make_folder(home.set_aside)
    digest = hashlib.sha256(data).hexdigest()[:8]
    stamp = when.replace(":", "").replace("-", "")
    path = home.set_aside / f"{stamp}-{digest}-{Path(name).name[-80:]}"
    if files.kind(path) == "absent":
        save_file(files, path, data)
    return path


def _place(files: Files, home: Path) -> Path | None:
    path = home / "place.json"
    if files.kind(path) != "file":
        return None
    try:
        match json.loads(files.read(path, _LIMIT)):
            case {"path": str(text)} if text:
                return Path(text)
            case _:
                return None
    except (InputError, ValueError, RecursionError):
        return None


def _short(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Lock:
    """Holds an annotator's work on a project against other windows; the system frees it."""

    def __init__(self, files: Files, home: Home) -> None:
        self._files = files
        self._home = home
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether it is ours now. A state folder that takes no lock does not keep people out."""
        if self._handle is not None:
            return True
        try:
            self._files.make_folder(self._home.own)
            self._handle = self._files.lock(self._home.lock)
        except SaveError:
            return True
        return self._handle is not None

    def free(self) -> None:
        """Let others work."""
        if self._handle is not None:
            with suppress(SaveError):  # it is freed when the program ends
                self._files.close(self._handle)
            self._handle = None
