"""Reading a project: every file on its own, so that a bad one never hides the others."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError, Problem
from annotator.core.project import Project
from annotator.core.tagset import Tagset
from annotator.storage import layout
from annotator.storage.ahead import Ahead, no_collection
from annotator.storage.conflict_copies import copies_in, copy_problem
from annotator.storage.files import Files
from annotator.storage.native import fitting_name, problem_of
from annotator.tei.files import (
    AnnotationsFile,
    Extras,
    LinksFile,
    NativeFile,
    ProjectFile,
    TextFile,
)

_File = TypeVar("_File", ProjectFile, TextFile, AnnotationsFile, LinksFile)

_RESTORE = "Restore an earlier version of it; it will not be saved over."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read of a project."""

    corpus: Corpus
    """Documents in reading order; sets and links of the asked annotator only."""
    problems: tuple[Problem, ...] = ()
    """What somebody should look at: set-aside annotations, unknown annotators, odd files."""
    unreadable: tuple[Problem, ...] = ()
    """Files that could not be read: not in the corpus, and never saved over."""
    read_only: Mapping[str, str] = field(default_factory=dict)
    """Documents on which the annotator cannot work, and why (in words for people)."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was read or written last; `digest` is that of its bytes."""

    digest: str
    file: NativeFile


def bytes_digest(data: bytes) -> str:
    """SHA-256 of the bytes of a file."""
    return hashlib.sha256(data).hexdigest()


class Reading:
    """One reading of a project folder; `known` and `barred` by name within the folder."""

    def __init__(self, files: Files, folder: Path, spare_tagset: Callable[[], Tagset]) -> None:
        self._files = files
        self._folder = folder
        self._spare_tagset = spare_tagset
        self._problems: list[Problem] = []
        self._unreadable: list[Problem] = []
        self._read_only: dict[str, str] = {}
        self._ahead = Ahead({})
        self.known: dict[str, Known] = {}
        self.barred: dict[str, str] = {}
        """Files that must not be written, and why: what could not be read has no save path."""

    def load(self, annotators: Collection[str] | None) -> Loaded:
        """Everything, with these annotators' sets; None: everybody's.

        InputError if the folder is no project.
        """
        if not layout.is_project(self._files, self._folder):
            raise layout.not_a_project(self._folder)
        if annotators is None:
            annotators = self._everybody()
        self._ahead = Ahead(self._sets_of(annotators))
        try:
            with no_collection():
                return self._load(annotators)
        finally:
            self._ahead.close()

    def _load(self, annotators: Collection[str]) -> Loaded:
        project = self._project()
        documents = self._documents()
        self._look_for_strangers(project, documents)
        sets: dict[tuple[str, str], AnnotationSet] = {}
        links: dict[str, LinkSet] = {}
        for annotator in annotators:
            for document in documents.values():
                if found := self._set(document, annotator):
                    sets[document.id, annotator] = found
            if linked := self._links(annotator):
                links[annotator] = linked
                self._check_ends(linked, sets)
        return Loaded(
            Corpus(project, documents, sets, links),
            tuple(self._problems),
            tuple(self._unreadable),
            dict(self._read_only),
        )

    def _everybody(self) -> list[str]:
        """Ids of all who have a set or links here."""
        found = {layout.annotator_of(entry) for entry in self._list(layout.LINKS)}
        for document in self._list(layout.ANNOTATIONS, "folder"):
            entries = self._list(f"{layout.ANNOTATIONS}/{document}")
            found |= {layout.annotator_of(entry) for entry in entries}
        return sorted(found - {""})

    def _sets_of(self, annotators: Collection[str]) -> dict[str, bytes]:
        """The bytes of these annotators' files, which may take long to understand."""
        found: dict[str, bytes] = {}
        for entry in self._list(layout.TEXTS) if annotators else ():
            if not (id := layout.document_of(entry)):
                continue
            for name in (layout.annotations_name(id, annotator) for annotator in annotators):
                try:
                    found[name] = self._files.read(self._folder / name)
                except InputError:
                    continue  # told when its turn comes
        return found

    def _project(self) -> Project:
        file = self._read(layout.PROJECT, ProjectFile)
        if file is not None:
            return file.project
        # The articles can still be read and tagged; the project's own file stays as it is.
        # What is changed in this stand-in is known to be unsaved: the file is barred.
        project = Project("", self._folder.name, self._spare_tagset())
        self.known[layout.PROJECT] = Known("", ProjectFile(project, Extras()))
        return project

    def _documents(self) -> dict[str, Document]:
        found: list[tuple[str, Document]] = []
        for entry in self._list(layout.TEXTS):
            if not entry.endswith(layout.SUFFIX):
                continue
            if not (id := layout.document_of(entry)):
                self._odd_name(f"{layout.TEXTS}/{entry}")
                continue
            name = layout.text_name(id)
            file = self._read(name, TextFile)
            if file is None:
                continue
            found.append((file.changes[0].when if file.changes else "", file.document))
            if reason := self._changed_text(name):
                self._read_only[id] = reason
        # The folder is the list and holds no order: that of adding is the reading order.
        found.sort(key=lambda pair: (pair[0], pair[1].id))
        return {document.id: document for _, document in found}

    def _changed_text(self, name: str) -> str:
        for problem in self._problems:
            if problem.file == name and problem.code == "E-DIGEST":
                reason = "The text of this article was changed outside the program."
                self.barred[name] = reason
                return reason
        return ""

    def _set(self, document: Document, annotator: str) -> AnnotationSet | None:
        name = layout.annotations_name(document.id, annotator)
        if reason := self._read_only.get(document.id):
            self.barred[name] = reason
        if self._files.kind(self._folder / name) == "absent":
            return None
        file = self._read(name, AnnotationsFile)
        if file is None:
            self._read_only[document.id] = self.barred[name]
            return None
        digest_wrong = any(p.file == name and p.code == "E-DIGEST" for p in self._problems)
        if digest_wrong or file.document.digest != document.digest:
            reason = "The text of this article differs from the one that was annotated."
            self._bar(name, "E-DIGEST", reason, "Restore the article's text as it was.")
            self._read_only[document.id] = reason
            return None
        return file.set

    def _links(self, annotator: str) -> LinkSet | None:
        name = layout.links_name(annotator)
        if self._files.kind(self._folder / name) == "absent":
            return None
        file = self._read(name, LinksFile)
        return file.links if file else None

    def _check_ends(self, links: LinkSet, sets: Mapping[tuple[str, str], AnnotationSet]) -> None:
        for relation in links.relations.values():
            for end in (relation.source, relation.target):
                found = sets.get((end.document, links.annotator))
                if found is not None and end.annotation not in found.annotations:
                    message = f"The annotation {end.annotation} in {end.document} is not there."
                    name = layout.links_name(links.annotator)
                    self._warn("E-POINTER", message, name, "Delete the link.", relation.id)

    def _look_for_strangers(self, project: Project, documents: Mapping[str, Document]) -> None:
        """Names only are looked at: what is in other annotators' files stays unread."""
        copies = copies_in(self._files, self._folder)
        self._problems += (copy_problem(*copy) for copy in copies.items())
        unread = {problem.file for problem in self._unreadable}
        for document in self._list(layout.ANNOTATIONS, "folder"):
            name = f"{layout.ANNOTATIONS}/{document}"
            entries = [entry for entry in self._list(name) if f"{name}/{entry}" not in copies]
            if document not in documents and layout.text_name(document) not in unread:
                if entries or not any(copy.startswith(f"{name}/") for copy in copies):
                    message = "There are annotations, but no article of this name."
                    advice = "Put its text file back, or move it away."
                    self._warn("E-NO-TEXT", message, name, advice)
                continue
            for entry in entries:
                annotator = layout.annotator_of(entry)
                if not annotator and entry.endswith(layout.SUFFIX):
                    self._odd_name(f"{name}/{entry}")
                elif annotator and project.id and project.annotator(annotator) is None:
                    message = f"The project has no annotator “{annotator}”."
                    advice = "Add the annotator to the project, or move the file away."
                    self._warn("E-ANNOTATOR", message, f"{name}/{entry}", advice)

    def _read(self, name: str, kind: type[_File]) -> _File | None:
        """A file of this kind, or None after noting why not; then it is barred."""
        try:
            data = self._ahead.data(name) or self._files.read(self._folder / name)
            result = self._ahead.read(data, name)
            file = fitting_name(result.file, name, kind)
        except InputError as error:
            problem = problem_of(error, name, _RESTORE)
            self._unreadable.append(problem)
            self.barred[name] = f"It could not be read: {problem.message}"
            return None
        self._problems += result.problems
        self.known[name] = Known(bytes_digest(data), file)
        return file

    def _list(self, folder: str, kind: str = "file") -> list[str]:
        path = self._folder / folder
        if self._files.kind(path) == "absent":
            return []
        try:
            return [entry.name for entry in self._files.list(path) if entry.kind == kind]
        except InputError as error:
            self._unreadable.append(problem_of(error, folder, "Check the folder's permissions."))
            return []

    def _bar(self, name: str, code: str, message: str, advice: str) -> None:
        self._unreadable.append(Problem(code, message, name, advice=advice))
        self.barred[name] = message
        self.known.pop(name, None)

    def _odd_name(self, name: str) -> None:
        if name in copies_in(self._files, self._folder):
            return  # told as what it is
        message = "The file's name is no id that the program gives, so it is left alone."
        self._warn("E-NAME", message, name, "Rename it if it belongs here.")

    def _warn(self, code: str, message: str, file: str, advice: str, item: str = "") -> None:
        self._problems.append(
            Problem(code, message, file, advice=advice, item=item, severity="warning")
        )
