"""Paths that are no files, and folders that somebody has tampered with."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.abuse.row import GOOD, MB, PROJECT, Row

Make = Callable[[Path], Path]


def _link_out(folder: Path) -> Path:
    """A project whose article is a planted link to somebody's file."""
    project = project_folder(folder)
    (project / "texts" / "wire.tei.xml").unlink()
    (project / "texts" / "wire.tei.xml").symlink_to("/etc/hostname")
    return project


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _large(folder: Path) -> Path:
    path = folder / "large.xml"
    with path.open("wb") as out:
        out.truncate(33 * MB)
    return path


def _bad_state(data: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / "projects" / "p-0123456789").mkdir(parents=True)
        (folder / "state.json").write_bytes(data)
        (folder / "projects" / "p-0123456789" / "view.json").write_bytes(data)
        return folder

    return make


def project_folder(folder: Path) -> Path:
    """A project with one article, annotated by Anna."""
    project = folder / "project"
    (project / "texts").mkdir(parents=True)
    (project / "annotations" / "wire").mkdir(parents=True)
    (project / "project.tei.xml").write_bytes(PROJECT)
    (project / "annotations" / "wire" / "anna.tei.xml").write_bytes(GOOD)
    (project / "texts" / "wire.tei.xml").write_bytes(GOOD)
    return project


PATHS = [
    Row("a pipe", ("file",), "E-NOT-A-FILE", _pipe),
    Row("a device", ("file", "wanted"), "E-NOT-A-FILE", lambda _: Path("/dev/zero")),
    Row("a folder", ("file",), "E-NOT-A-FILE", lambda folder: folder),
    Row("33 MB", ("file",), "E-TOO-BIG", _large),
    Row("a name with a NUL", ("file",), "E-NAME", lambda folder: folder / "a\0b"),
    Row("nothing there", ("file", "wanted"), "E-MISSING", lambda folder: folder / "none"),
    Row("a planted link", ("project",), "E-XML", _link_out, aside=True),
    Row("settings without end", ("state",), "", _bad_state(b'{"recent": ' + b"[" * 500_000)),
    Row("settings of another kind", ("state",), "",
        _bad_state(b'{"recent": 7, "preferences": []}')),
    Row("settings with a path of a server", ("state",), "",
        _bad_state(b'{"recent": [{"path": "//198.51.100.7/x", "title": "t", "opened": ""}]}')),
    Row("settings of 2 MB", ("state",), "", _bad_state(b" " * (2 * MB))),
]  # fmt: skip
