"""Other versions of the files come into a session: merged by id, as edits that can be undone."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.core.edit import Edit
from annotator.core.errors import AnnotatorError, EditError, InputError, Problem
from annotator.core.project import Annotator
from annotator.session.session import Session
from annotator.storage import layout, undecided
from annotator.storage.absorbing import Absorbed, Others, absorbed
from annotator.storage.conflict_copies import copies_in, original_of
from annotator.storage.incoming import Incoming, understood
from annotator.storage.keeper import Keeper
from annotator.storage.loading import Known, bytes_digest
from annotator.storage.others import others_of, past_others
from annotator.storage.recovery import NO_PAST, Past
from annotator.storage.three_ways import Clash
from annotator.storage.undecided import Flagged
from annotator.storage.workspace import Workspace
from annotator.tei.files import AnnotationsFile

_log = logging.getLogger(__name__)

Kind = Literal["restored", "lacking", "updated", "refused", "clash", "aside"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened to the data without the user's doing."""

    kind: Kind
    """`restored`: unsaved changes of an earlier run. `lacking`: the files lack what had been saved.
    `updated`: another program's changes. `refused`: what could not be merged; it is kept aside.
    `clash`: something of the project that two people changed; ours stands. `aside`: a file that
    nobody can read was put at the path that is the edit's label, and written again."""
    edit: Edit
    of: int = 0
    """How many things a person did it stands for."""
    since: str = ""
    """When (UTC) the first of them was done."""


class Merging:
    """Merges into one annotator's session; what it did and could not settle is listed."""

    def __init__(self, session: Session, workspace: Workspace, keeper: Keeper) -> None:
        self._session, self._workspace, self._keeper = session, workspace, keeper
        self.notices: list[Notice] = []
        self.clashes = list[Clash]()
        """What was changed here and elsewhere in the project's own file or an article's details."""
        self._conflicts: tuple[Flagged, ...] = ()
        self._done_with = list[Path]()

    @property
    def conflicts(self) -> tuple[Flagged, ...]:
        """What somebody has to decide, with the file it is about. It outlasts the program."""
        return self._conflicts

    @conflicts.setter
    def conflicts(self, conflicts: Iterable[Flagged]) -> None:
        self._conflicts = tuple(conflicts)
        undecided.keep(self._workspace.files, self._keeper.home, self._conflicts)

    def take_up(self, past: Past | None) -> frozenset[str]:
        """Bring back what earlier runs did and did not save.

        Returns the names of files that could not be read and can be written again now.
        """
        own = self._own_names()
        corpus = self._session.corpus
        files = self._workspace.files
        self._conflicts = tuple(undecided.kept(files, self._keeper.home, corpus.documents))
        past = past or NO_PAST
        taken = past_others(past, self._workspace, self._keeper, corpus, own)
        self._keeper.carry(past, taken.left)
        merged = self._merged(taken.others, "Restore unsaved changes")
        self._apply(merged, "restored" if taken.of else "lacking", taken.of, taken.since)
        return taken.mended

    def absorb(self, incoming: Iterable[Incoming]) -> None:
        """Merge other versions into what is open; what is selected stays selected."""
        for version in incoming:
            if self._is_of_another_text(version):
                self.notices.append(Notice("refused", Edit(version.name)))
                continue
            before = self._workspace.known(version.name)
            at_path = version.origin == "disk"
            now = Known(version.digest, version.file) if at_path else before
            others = others_of(version, before)
            self._keeper.back_up_later(version.name, "merge")
            merged = self._merged(others, "Take over changes from disk")
            # From now on the file holds what it holds, and the difference to it is unsaved.
            self._workspace.accept(version.name, now)
            self._apply(merged, "updated")
            if version.path is not None:
                self._done_with.append(version.path)

    def _is_of_another_text(self, version: Incoming) -> bool:
        """Offsets in another text mean other words: such a version is never merged."""
        file = version.file
        if not isinstance(file, AnnotationsFile):
            return False
        here = self._session.corpus.documents.get(file.document.id)
        return here is None or here.text != file.document.text

    def settle_markers(self, unreadable: Sequence[Problem]) -> frozenset[str]:
        """Own files that git left with both sides in them: both are merged by id.

        Returns their names: they can be written again now.
        """
        own, mended = set(self._own_names()), set[str]()
        for problem in unreadable:
            if problem.code != "E-GIT-CONFLICT" or problem.file not in own:
                continue
            name = problem.file
            try:
                data, files = self._workspace.read(name)
                self._keeper.set_aside(name, data)
            except AnnotatorError as error:
                _log.info("%s stays as it is: %s", name, error)
                continue
            self._workspace.expect(name, bytes_digest(data))
            mended.add(name)
            self.absorb([Incoming(name, file, "", "copy") for file in files])
        return frozenset(mended)

    def _own_names(self) -> list[str]:
        """The files that are this annotator's alone."""
        id = self._session.annotator
        sets = [layout.annotations_name(d, id) for d in self._session.corpus.documents]
        return [*sets, layout.links_name(id)] if id else []

    def copies(self) -> dict[str, str]:
        """Conflict copies of the annotator's own files, by name, and what each is a copy of."""
        found = copies_in(self._workspace.files, self._workspace.folder)
        own = set(self._own_names())
        return {copy: name for copy, name in found.items() if name in own}

    def merge_copy(self, copy: str) -> None:
        """Take over what only a conflict copy has, and set the copy aside. Raises InputError or
        SaveError, and then it is left where it is."""
        name = original_of(copy) or self.copies()[copy]
        path = self._workspace.folder / copy
        data = self._workspace.files.read(path)
        versions = [Incoming(name, file, "", "copy", path) for file in understood(data, name)]
        if any(map(self._is_of_another_text, versions)):
            message = "The copy belongs to another version of the article's text."
            raise InputError("E-DIGEST", message, copy)
        self._keeper.set_aside(copy, data)
        self.absorb(versions)

    def _merged(self, others: Others, label: str) -> Absorbed:
        session, keeper = self._session, self._keeper
        return absorbed(
            session.corpus, session.annotator, keeper.ledger, keeper.extras, others, label
        )

    def _apply(self, merged: Absorbed, kind: Kind, of: int = 0, since: str = "") -> None:
        if merged.clashes:
            self.clashes += merged.clashes
            self.notices.append(Notice("clash", merged.edit))
        if merged.conflicts:
            self.conflicts = (*self._conflicts, *merged.conflicts)
        if merged.edit:
            try:
                with self._keeper.standing_for(of, since):
                    self._session.apply(merged.edit, adopted=merged.adopted)
            except EditError as error:
                _log.error("a merge was refused: %s", error)
                self.notices.append(Notice("refused", merged.edit, of, since))
                return
            if all(isinstance(item, Annotator) for item in merged.edit.added):
                self._session.history.forget_last()  # people who joined: nothing to tell, or undo
            else:
                self.notices.append(Notice(kind, merged.edit, of, since))
        self._keeper.adopt(merged.marks)

    def remove_merged(self) -> None:
        """Versions that are merged, and whose merge is in the journal, may go."""
        paths, self._done_with = self._done_with, []
        for path in paths:
            try:
                self._workspace.files.remove(path)
            except AnnotatorError as error:
                _log.info("%s could not be removed: %s", path.name, error)
