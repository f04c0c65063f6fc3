"""A corpus written in another format: made in memory, read again, then put in place whole."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator import __version__
from annotator.core.corpus import Corpus
from annotator.core.errors import InputError, SaveError
from annotator.core.losses import Loss, losses
from annotator.interchange import FORMATS as OTHERS
from annotator.interchange import Format
from annotator.storage import layout
from annotator.storage.copies import remove_copied
from annotator.storage.files import Files
from annotator.storage.save import save_file
from annotator.tei.views import VIEWS

FORMATS: Final[Mapping[str, Format]] = {format.id: format for format in (*VIEWS, *OTHERS)}
"""All formats that a corpus can be written in, by id."""

REPORT: Final = "report.json"
"""The name of the report in a folder; beside a file it follows the file's own name."""
_OWN: Final = {*(layout.PROJECT, layout.TEXTS, layout.ANNOTATIONS, layout.LINKS, layout.ORIGINALS)}
_DEEPEST: Final = 8
_MOST: Final = 2**32
"""Bytes of an earlier export that is looked at to know whether it was changed since."""
_FORCE: Final = "Choose another place, or say --force to write over it."


@dataclass(frozen=True)
class Export:
    """What is going to be written: files by name ("" for a format of one file), and the report."""

    format: Format
    files: Mapping[str, bytes] = field(repr=False)
    report: bytes = field(repr=False)
    losses: tuple[Loss, ...]


def prepare(format: Format, corpus: Corpus, now: str) -> Export:
    """The files of a corpus, after reading them again. Writes nothing; `now` is for the report.

    Raises InputError for what the format cannot take, E-CHECK where what was made does not say
    what was meant: a fault of the program.
    """
    try:
        made = format.write(corpus)
    except ValueError as error:
        message = f"The format cannot hold this: {error}."
        raise InputError("E-FORMAT", message, format.id) from error
    if faults := format.faults(corpus, made):
        message = f"Not written: an internal check failed ({faults[0]})."
        raise InputError("E-CHECK", message, format.id)
    lacking = losses(corpus, format.lacks)
    return Export(format, made, _report(format, corpus, made, lacking, now), lacking)


def place(files: Files, out: Path, export: Export, project: Path, force: bool = False) -> None:
    """Put an export in its place, with its report. `project`: the folder of the project.

    Nothing is in `out` until all of it has been written. What is there is only written over if it
    is an earlier export that nobody has changed, or by `force`; then other files of a folder stay.
    Raises SaveError: E-EXISTS, E-IN-PROJECT, and those of saving.
    """
    _refuse_project(out, project)
    if export.format.suffix:
        _place_file(files, out, export, force)
    else:
        _place_folder(files, out, export, force)


def report_of(out: Path, format: Format) -> Path:
    """Where the report of an export is."""
    return out.with_name(f"{out.name}.{REPORT}") if format.suffix else out / REPORT


def _refuse_project(out: Path, project: Path) -> None:
    out, project = out.absolute(), project.absolute()
    inside = out.is_relative_to(project) and out.relative_to(project).parts[:1]
    if out == project or project.is_relative_to(out) or (inside and inside[0].lower() in _OWN):
        message = "This belongs to the project itself. Choose another place."
        raise SaveError("E-IN-PROJECT", message, str(out))


def _place_file(files: Files, out: Path, export: Export, force: bool) -> None:
    report = report_of(out, export.format)
    kind = files.kind(out)
    if kind not in ("absent", "file"):
        message = f"{export.format.id} is one file, and this is none. Add a name for it."
        raise SaveError("E-EXISTS", message, str(out))
    if kind == "file" and not force:
        known = _known(files, report)
        if known.get(out.name) != _digest(files.read(out, _MOST)):
            raise SaveError("E-EXISTS", f"There is another file of this name. {_FORCE}", str(out))
    if files.kind(report) == "file" and not force and not _known(files, report):
        raise SaveError("E-EXISTS", f"There is another file of this name. {_FORCE}", str(report))
    files.make_folder(out.parent)
    save_file(files, out, export.files[""])
    save_file(files, report, _named(export.report, out.name))


def _place_folder(files: Files, out: Path, export: Export, force: bool) -> None:
    if files.kind(out) not in ("absent", "folder"):
        message = f"{export.format.id} is a folder of files, and this is none."
        raise SaveError("E-EXISTS", message, str(out))
    there = set(_names(files, out)) if files.kind(out) == "folder" else set()
    stale = _stale(files, out, there) if there else set()
    if there - stale - {REPORT} and not force:
        message = f"The folder holds other files: {min(there - stale - {REPORT})}. {_FORCE}"
        raise SaveError("E-EXISTS", message, str(out))
    made = {**export.files, REPORT: export.report}
    temporary = out.with_name(f".~{out.name}.{secrets.token_hex(4)}.tmp")
    try:
        for name, data in made.items():
            files.make_folder((temporary / name).parent)
            save_file(files, temporary / name, data)
        if there:
            _exchange(files, temporary, out, list(made), stale - made.keys())
        else:
            files.remove_folder(out)
            files.replace(temporary, out)
        files.sync_folder(out.parent)
    except SaveError:
        _clear(files, temporary, list(made))
        raise


def _exchange(files: Files, temporary: Path, out: Path, names: list[str], stale: set[str]) -> None:
    """Files that are written already take the places of others; the report comes last."""
    for name in names:
        files.make_folder((out / name).parent)
        files.replace(temporary / name, out / name)
    for name in sorted(stale):
        files.remove(out / name)
    for folder in {(out / name).parent for name in names}:
        files.sync_folder(folder)
    _clear(files, temporary, names)


def _clear(files: Files, temporary: Path, names: list[str]) -> None:
    if files.kind(temporary) != "folder":
        return
    try:
        remove_copied(files, [temporary / name for name in names], temporary)
    except SaveError:
        return  # what is left has the name of a leftover, and the error that led here is told


def _stale(files: Files, out: Path, there: set[str]) -> set[str]:
    """Which files of a folder an earlier export wrote, and nobody has changed since."""
    known = _known(files, out / REPORT)
    return {
        name
        for name in there & known.keys()
        if _digest(files.read(out / name, _MOST)) == known[name]
    }


def _names(files: Files, folder: Path, above: str = "", depth: int = 0) -> Iterator[str]:
    for entry in files.list(folder):
        name = f"{above}{entry.name}"
        if entry.kind == "folder" and depth < _DEEPEST:
            yield from _names(files, folder / entry.name, f"{name}/", depth + 1)
        else:
            yield name


def _known(files: Files, report: Path) -> dict[str, str]:
    """Digests by name of what an earlier export wrote; empty where there is no report of ours."""
    try:
        held = json.loads(files.read(report)) if files.kind(report) == "file" else {}
    except (ValueError, RecursionError, InputError):
        return {}
    if not isinstance(held, dict) or held.get("program") != "annotator":
        return {}
    written = held.get("files")
    return dict(written) if isinstance(written, dict) else {}


def _report(
    format: Format, corpus: Corpus, made: Mapping[str, bytes], lacking: tuple[Loss, ...], now: str
) -> bytes:
    told = {
        "program": "annotator",
        "version": __version__,
        "format": format.id,
        "written": now,
        "check": "read again and compared; not tested with any other program",
        "project": {"id": corpus.project.id, "title": corpus.project.title},
        "documents": {id: document.digest for id, document in corpus.documents.items()},
        "annotators": sorted({annotator for _, annotator in corpus.sets} | set(corpus.links)),
        "left_out": {loss.feature: loss.what for loss in lacking if loss.is_lost},
        "by_convention": {loss.feature: str(loss) for loss in lacking if not loss.is_lost},
        "files": {name: _digest(data) for name, data in made.items()},
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _named(report: bytes, name: str) -> bytes:
    """The report of a format of one file, with the name that the file has."""
    told = json.loads(report)
    told["files"] = {name: told["files"][""]}
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
