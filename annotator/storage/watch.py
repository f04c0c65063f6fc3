"""What other programs did to a project's files meanwhile: seen by looking, not by being told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.core.document import Document
from annotator.core.errors import InputError, Problem
from annotator.storage import layout
from annotator.storage.files import Stat
from annotator.storage.incoming import Incoming, understood
from annotator.storage.loading import Known, bytes_digest
from annotator.storage.native import problem_of, same
from annotator.storage.workspace import Workspace
from annotator.tei.files import AnnotationsFile, NativeFile, TextFile

_ADVICE = "It is kept as it is until you change something in it here; then a copy is set aside."


@dataclass
class Seen:
    """What is different since the last look."""

    incoming: list[Incoming] = field(default_factory=list)
    added: list[Document] = field(default_factory=list)
    """Articles that somebody added to the project."""
    changed_texts: list[str] = field(default_factory=list)
    """Documents whose text is another one now; never merged."""
    gone: list[str] = field(default_factory=list)
    """Files that are not there any more; they are written again when they change."""
    problems: list[Problem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.incoming, self.added, self.changed_texts, self.gone, self.problems))


class Watch:
    """Looks at the annotator's files, the articles and the project's own file.

    Not while a save is being made. What has the same size, time and inode as at the last look is
    not read; what says the same in other bytes is no change.
    """

    def __init__(self, workspace: Workspace, annotator: str) -> None:
        self._workspace, self._files = workspace, workspace.files
        self._annotator = annotator
        self._stats = dict[str, Stat | None]()

    def forget(self) -> None:
        """Look at every file anew the next time."""
        self._stats.clear()

    def look(self, documents: Mapping[str, Document]) -> Seen:
        """Read what has changed; for any thread. A folder that is gone is no news: see saving."""
        seen = Seen()
        if self._files.kind(self._workspace.folder) != "folder":
            return seen
        for name in self._names(documents):
            try:
                self._look_at(name, documents, seen)
            except InputError as error:
                seen.problems.append(problem_of(error, name, _ADVICE))
        return seen

    def _names(self, documents: Mapping[str, Document]) -> Iterator[str]:
        yield layout.PROJECT
        ids = set(documents)
        folder = self._workspace.folder / layout.TEXTS
        if self._files.kind(folder) == "folder":
            try:
                entries = self._files.list(folder)
            except InputError:
                entries = []
            ids |= {layout.document_of(entry.name) for entry in entries} - {""}
        for id in sorted(ids):
            yield layout.text_name(id)
            if self._annotator:
                yield layout.annotations_name(id, self._annotator)
        if self._annotator:
            yield layout.links_name(self._annotator)

    def _look_at(self, name: str, documents: Mapping[str, Document], seen: Seen) -> None:
        path, known = self._workspace.folder / name, self._workspace.known(name)
        stat = self._files.stat(path)
        if name in self._stats and self._stats[name] == stat:
            return
        self._stats[name] = stat
        if stat is None:
            if known is not None and known.digest:
                seen.gone.append(name)
            return
        data = self._files.read(path)
        digest = bytes_digest(data)
        if known is not None and known.digest == digest:
            return
        if self._workspace.barred(name):
            return  # it could not be read when the project was opened; told then
        files = understood(data, name)
        if known is not None and all(same(file, known.file) for file in files):
            self._workspace.accept(name, Known(digest, known.file))
            return
        for file in files:
            self._sort(file, Incoming(name, file, digest, "disk"), documents, seen)

    def _sort(
        self,
        file: NativeFile,
        version: Incoming,
        documents: Mapping[str, Document],
        seen: Seen,
    ) -> None:
        if isinstance(file, TextFile | AnnotationsFile):
            here = documents.get(file.document.id)
            if here is None:
                if isinstance(file, TextFile):
                    self._workspace.accept(version.name, Known(version.digest, file))
                    seen.added.append(file.document)
                return
            if here.text != file.document.text:
                seen.changed_texts.append(here.id)
                return
        seen.incoming.append(version)
