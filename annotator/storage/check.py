"""Checking projects and TEI files: everything that can be wrong, as a list of problems."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from annotator.core.errors import InputError, Problem
from annotator.storage import layout
from annotator.storage.check_items import tagset_problems
from annotator.storage.conflict_copies import conflict_copies, copy_problem, original_of
from annotator.storage.files import Files, RealFiles
from annotator.storage.native import name_of, problem_of
from annotator.tei.files import AnnotationsFile, LinksFile, NativeFile, ProjectFile, TextFile
from annotator.tei.reader import read

_DEEPEST = 8
_RESTORE = (
    "Put the annotated text back, or move the annotations to the present one: open the article and "
    "choose Article > The text has changed…"
)
_ELSEWHERE = "It is not a file of a project, so it cannot be checked as one."
"""Also of our own exports, which nothing tells from the TEI of others."""
_IMPORT = (
    "If it is TEI with an article’s text, that can be imported (Project > Add articles…). An "
    "export is kept outside the project’s folder."
)
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what was found."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_path(path: Path, files: Files | None = None) -> Checked:
    """Check a project, all TEI files of a folder, or one file (against its project, if any).

    InputError if there is nothing to check.
    """
    files = files or RealFiles()
    match files.kind(path):
        case "folder":
            checked = _check_folder(files, path, sorted(_all_files(files, path)))
            if not checked.files:
                message = "There are no TEI files (named *.tei.xml) in this folder."
                raise InputError("E-NO-PROJECT", message, str(path))
            return checked
        case "file":
            return _check_file(files, path)
        case "absent":
            raise InputError("E-MISSING", "There is no such file or folder.", str(path))
        case _:
            message = "This is no ordinary file or folder, or you may not look at it."
            raise InputError("E-NOT-A-FILE", message, str(path))


def _check_file(files: Files, path: Path) -> Checked:
    folder = _home(path.absolute())
    if folder is not None and layout.is_project(files, folder):
        name = path.absolute().relative_to(folder).as_posix()
        names = sorted({*_all_files(files, folder), name})
        found = _Project(files, folder, names).check()
        own = (replace(p, file=str(path)) for p in found if p.file == name)
        return Checked((str(path),), tuple(own))
    file, problems = _read(files, path, str(path))
    tagset = list(tagset_problems(file, str(path))) if file is not None else []
    return Checked((str(path),), (*problems, *tagset))


def _check_folder(files: Files, folder: Path, names: list[str]) -> Checked:
    """Each project in the folder on its own, and the TEI files that belong to none."""
    homes: dict[Path | None, list[str]] = {}
    for name in names:
        home = _home(folder / name)
        if home is None or not home.is_relative_to(folder) or not layout.is_project(files, home):
            home = None
        homes.setdefault(home, []).append(name)
    looked_at: list[str] = []
    problems: list[Problem] = []
    for home, own in homes.items():
        if home is None:
            for name in filter(_is_tei, own):
                looked_at.append(str(folder / name))
                problems += _check_file(files, folder / name).problems
        else:
            inside = [(folder / name).relative_to(home).as_posix() for name in own]
            project = _Project(files, home, inside)
            looked_at += (str(home / name) for name in project.names)
            problems += (replace(p, file=str(home / p.file)) for p in project.check())
    return Checked(tuple(sorted(looked_at)), tuple(problems))


def _home(path: Path) -> Path | None:
    """The project folder a file lies in by its path; also of a copy of the project's own file."""
    home = layout.project_folder_of(path)
    return path.parent if home is None and original_of(path.name) else home


class _Project:
    """One project being checked, by the names of all files within its folder."""

    def __init__(self, files: Files, folder: Path, names: list[str]) -> None:
        copies = conflict_copies(names)
        self.names = sorted({*filter(_is_tei, names), *copies})
        """What is looked at: TEI files, and copies of them under whichever name."""
        self._problems = [copy_problem(*copy) for copy in copies.items()]
        self._read: dict[str, NativeFile] = {}
        names = [name for name in names if _is_tei(name) and name not in copies]
        for name in names:
            file, problems = _read(files, folder / name, name)
            self._problems += problems
            if file is not None:
                self._read[name] = file
        if layout.PROJECT not in names:
            message = f"The project has lost its file {layout.PROJECT}."
            self._problems.append(
                Problem("E-NO-PROJECT", message, layout.PROJECT, advice="Put it back.")
            )
        self._names = frozenset(names)

    def check(self) -> list[Problem]:
        project = self._read.get(layout.PROJECT)
        tagset = project.project.tagset if isinstance(project, ProjectFile) else None
        for name, file in self._read.items():
            expected = name_of(file)
            if name != expected:
                message = f"By what is inside, this file should be called {expected}."
                self._add("E-NAME", message, name, "Rename it, or restore it.")
            match file:
                case AnnotationsFile():
                    self._check_text(name, file)
                    self._check_annotator(name, file.set.annotator)
                case LinksFile():
                    self._check_ends(name, file)
                    self._check_annotator(name, file.links.annotator)
                case _:
                    pass
            self._problems += tagset_problems(file, name, tagset, self._categories())
        self._check_twins()
        return sorted(self._problems, key=lambda p: (p.file, p.line, p.item, p.code))

    def _check_text(self, name: str, file: AnnotationsFile) -> None:
        text = layout.text_name(file.document.id)
        own = self._read.get(text)
        if isinstance(own, TextFile):
            if own.document.digest != file.document.digest:
                message = f"The text that was annotated differs from the one in {text}."
                self._add("E-DIGEST", message, name, _RESTORE)
        elif text not in self._names:
            message = f"The article {text} is not there."
            self._add("E-NO-TEXT", message, name, "Put the text file back.", severity="warning")

    def _check_annotator(self, name: str, annotator: str) -> None:
        project = self._read.get(layout.PROJECT)
        if isinstance(project, ProjectFile) and project.project.annotator(annotator) is None:
            message = f"The project has no annotator “{annotator}”."
            self._add("E-ANNOTATOR", message, name, "Add them to the project.", severity="warning")

    def _check_ends(self, name: str, file: LinksFile) -> None:
        annotator = file.links.annotator
        ends = [
            (relation.id, end.document, end.annotation)
            for relation in file.links.relations.values()
            for end in (relation.source, relation.target)
        ]
        ends += [(mark.annotation, mark.document, mark.annotation) for mark in file.links.only_here]
        for item, document, annotation in sorted(ends):
            where = layout.annotations_name(document, annotator)
            found = self._read.get(where)
            if isinstance(found, AnnotationsFile) and annotation not in found.set.annotations:
                message = f"There is no annotation {annotation} in {where}."
                self._add("E-POINTER", message, name, "Delete the link.", item)
            elif where not in self._names:
                message = f"The link leads to {where}, which is not there."
                self._add("E-POINTER", message, name, "Put the file back.", item)

    def _check_twins(self) -> None:
        """An id stands for one annotation of an annotator, in whichever article."""
        seen: dict[tuple[str, str], str] = {}
        for name, file in self._read.items():
            if isinstance(file, AnnotationsFile):
                for id in (*file.set.annotations, *file.set.relations):
                    first = seen.setdefault((file.set.annotator, id), name)
                    if first != name:
                        message = f"The id is used in {first} as well."
                        self._add("E-DUP-ID", message, name, "Give one of them another id.", id)

    def _categories(self) -> dict[tuple[str, str, str], str]:
        """Category by annotator, document and annotation id."""
        return {
            (file.set.annotator, file.set.document, annotation.id): annotation.category
            for file in self._read.values()
            if isinstance(file, AnnotationsFile)
            for annotation in file.set.annotations.values()
        }

    def _add(
        self,
        code: str,
        message: str,
        file: str,
        advice: str,
        item: str = "",
        severity: Severity = "error",
    ) -> None:
        self._problems.append(Problem(code, message, file, 0, advice, item, severity))


def _read(files: Files, path: Path, name: str) -> tuple[NativeFile | None, list[Problem]]:
    try:
        result = read(files.read(path), name)
    except InputError as error:
        if error.code == "E-FOREIGN":
            return None, [Problem(error.code, _ELSEWHERE, name, advice=_IMPORT)]
        return None, [problem_of(error, name)]
    return result.file, [replace(problem, file=name) for problem in result.problems]


def _is_tei(name: str) -> bool:
    return name.endswith(layout.SUFFIX)


def _all_files(files: Files, folder: Path, above: str = "", depth: int = 0) -> Iterator[str]:
    for entry in files.list(folder) if depth <= _DEEPEST else []:
        if entry.name.startswith("."):
            continue
        if entry.kind == "folder":
            yield from _all_files(files, folder / entry.name, f"{above}{entry.name}/", depth + 1)
        else:
            yield above + entry.name
