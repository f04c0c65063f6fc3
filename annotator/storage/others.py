"""What is to be merged: another version of a file, or what the last run of the program did."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Item
from annotator.core.errors import InputError, SaveError
from annotator.core.project import Annotator, Heading, Project, Settings
from annotator.core.relation import OnlyHere, Relation
from annotator.core.tagset import Tagset
from annotator.storage import layout
from annotator.storage.absorbing import Other, Others
from annotator.storage.incoming import Incoming, understood
from annotator.storage.items import decode, mark_of
from annotator.storage.keeper import Keeper
from annotator.storage.loading import Known, bytes_digest
from annotator.storage.records import Touch
from annotator.storage.recovery import Past
from annotator.storage.sides import Side, numbered, side_of
from annotator.storage.workspace import Workspace
from annotator.tei.files import AnnotationsFile, LinksFile, NativeFile, ProjectFile, TextFile

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """What of an earlier run is to be taken up."""

    others: Others
    of: int
    """How many things a person did that had not been saved."""
    since: str
    """When (UTC) the first of them was done."""
    mended: frozenset[str]
    """Files that cannot be read, but can be written again from the journal."""
    left: frozenset[str]
    """Files with changes that are not saved, and cannot be taken up while something is unread."""


def others_of(version: Incoming, known: Known | None) -> Others:
    """Another version of a file; `known` is the file as it was read or written last."""
    match version.file:
        case AnnotationsFile() | LinksFile() as file:
            side, outside = side_of(file), version.origin == "disk"
            if outside and known and isinstance(known.file, AnnotationsFile | LinksFile):
                side = numbered(side, side_of(known.file))
            return Others({version.name: Other(side, outside)})
        case ProjectFile(project=project):
            base = known.file.project if known and isinstance(known.file, ProjectFile) else None
            return Others({}, project, base if base and base.id else None)
        case TextFile(document=document):
            bases = {}
            if known and isinstance(known.file, TextFile):
                bases = {document.id: known.file.document}
            return Others({}, None, None, {document.id: document}, bases)


def past_others(
    past: Past, workspace: Workspace, keeper: Keeper, corpus: Corpus, own: Iterable[str]
) -> Taken:
    """What the last run did, as versions to be merged with the files as they are now.

    Of the annotator's `own` files that it did not touch it is the newest backup that is known to
    have been there.
    """
    taking = _Taking(past, workspace, keeper, corpus)
    for name, touches in past.touches.items():
        taking.take(name, touches)
    for name in own:
        if name not in past.touches:
            taking.take_backup(name)
    return taking.outcome()


@dataclass
class _Taking:
    past: Past
    workspace: Workspace
    keeper: Keeper
    corpus: Corpus
    sets: dict[str, Other] = field(default_factory=dict)
    project: Project | None = None
    project_base: Project | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    bases: dict[str, Document] = field(default_factory=dict)
    mended: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    def take(self, name: str, touches: Mapping[str, Touch]) -> None:
        known = self.workspace.known(name)
        digest = known.digest if known else ""
        ours = {self.past.bases.get(name, ""), *self.past.saved.get(name, ())}
        base = None
        if self.workspace.barred(name) or digest not in ours:
            # Not a state of ours: what the run began with may be missing from it.
            base, touches = self._beginning(name, touches)
        if self._is_unread(name, touches) or (
            self.workspace.barred(name) and not self._mend(name, base)
        ):
            self.left.add(name)
            return
        items = self._items(touches)
        if name == layout.PROJECT:
            self._take_project(items, base)
        elif name.startswith(f"{layout.TEXTS}/"):
            self._take_text(items, base)
        else:
            self.sets[name] = self._side(touches, items, base)

    def take_backup(self, name: str) -> None:
        """A file that is not what was kept of it last: something may be missing from it."""
        known = self.workspace.known(name)
        try:
            newest = next(iter(self.keeper.backups.versions(name)), None)
            if newest is None or self.workspace.barred(name):
                return
            if known is not None and known.digest == newest.digest:
                return
            file = understood(self.keeper.backups.read(newest), name)[0]
        except InputError as error:
            _log.info("the backups of %s cannot be read: %s", name, error)
            return
        if isinstance(file, AnnotationsFile):
            document = self.corpus.documents.get(file.document.id)
            if document is None or document.text != file.document.text:
                return
        if isinstance(file, AnnotationsFile | LinksFile):
            self.sets[name] = Other(side_of(file), is_ours=True)

    def outcome(self) -> Taken:
        edits = [edit for edit in self.past.edits if edit.unsaved - self.left and edit.of]
        return Taken(
            Others(self.sets, self.project, self.project_base, self.documents, self.bases),
            sum(edit.of for edit in edits),
            edits[0].when if edits else "",
            frozenset(self.mended),
            frozenset(name for name in self.left if self.past.unsaved(name)),
        )

    def _is_unread(self, name: str, touches: Mapping[str, Touch]) -> bool:
        """Whether an article that the changes are about could not be read."""
        if not name.startswith(f"{layout.LINKS}/"):
            document = layout.document_of_name(name)
            return bool(document) and document not in self.corpus.documents
        items = self._items(touches).values()
        ends = [end for i in items if isinstance(i, Relation) for end in (i.source, i.target)]
        annotator = layout.annotator_of(name.partition("/")[2])
        return any(
            end.document not in self.corpus.documents
            or self.workspace.barred(layout.annotations_name(end.document, annotator))
            for end in ends
        )

    def _beginning(
        self, name: str, touches: Mapping[str, Touch]
    ) -> tuple[NativeFile | None, Mapping[str, Touch]]:
        """The file as it was before the run's first edit, and what came after.

        Where the run ended before that was backed up, it is what the run before it left.
        """
        past: Past | None = self.past
        base = self._base(name, self.past)
        while base is None and self.past.bases.get(name, "") and (past := past and past.before):
            touches = {**past.touches.get(name, {}), **touches}
            base = self._base(name, past)
        return base, touches

    def _base(self, name: str, past: Past) -> NativeFile | None:
        """The file as it was before that run's first edit, from the backups."""
        digest = past.bases.get(name, "")
        data = self.keeper.backups.find(name, digest) if digest else None
        if data is None:
            return None
        try:
            return understood(data, name)[0]
        except InputError as error:
            _log.info("a backup of %s cannot be read: %s", name, error)
            return None

    def _mend(self, name: str, base: NativeFile | None) -> bool:
        """Let a damaged file be written again, if all that was in it is known."""
        if not self.workspace.is_damaged(name):
            return False
        if self.past.bases.get(name, "") and base is None:
            return False
        try:
            data = self.workspace.files.read(self.workspace.folder / name)
            self.keeper.set_aside(name, data)
        except (InputError, SaveError) as error:
            _log.info("%s stays as it is: %s", name, error)
            return False
        self.workspace.expect(name, bytes_digest(data))
        self.mended.add(name)
        return True

    def _items(self, touches: Mapping[str, Touch]) -> dict[str, Item | None]:
        found: dict[str, Item | None] = {}
        for id, touch in touches.items():
            try:
                value = touch.value
                found[id] = None if value is None else decode(value, self.corpus.documents)
            except InputError as error:
                _log.warning("one change of the last run could not be restored: %s", error)
        return found

    def _side(
        self,
        touches: Mapping[str, Touch],
        items: Mapping[str, Item | None],
        base: NativeFile | None,
    ) -> Other:
        side = side_of(base) if isinstance(base, AnnotationsFile | LinksFile) else Side()
        units, revisions, deleted = dict(side.items), dict(side.revisions), dict(side.deleted)
        marks, completion, revision = set(side.only_here), side.completion, side.revision
        unmarked: set[OnlyHere] = set()
        for id, item in items.items():
            number = touches[id].revision
            match item:
                case OnlyHere():
                    marks.add(item)
                case Completion():
                    completion, revision = item, number
                case Annotation() | Relation():
                    units[id], revisions[id] = item, number
                    deleted.pop(id, None)
                case None if mark := mark_of(id):
                    unmarked.add(mark)
                case None:
                    units.pop(id, None)
                    revisions.pop(id, None)
                    deleted[id] = number
                case _:
                    continue
        left = frozenset(marks - unmarked)
        whole = Side(units, revisions, deleted, left, completion, revision)
        return Other(whole, is_ours=True, unmarked=frozenset(unmarked))

    def _take_project(self, items: Mapping[str, Item | None], base: NativeFile | None) -> None:
        self.project_base = base.project if isinstance(base, ProjectFile) else self.corpus.project
        project = self.project_base
        for item in items.values():
            match item:
                case Tagset():
                    project = replace(project, tagset=item)
                case Settings():
                    project = replace(project, settings=item)
                case Heading():
                    project = project.headed(item)
                case Annotator():
                    others = [a for a in project.annotators if a.id != item.id]
                    project = replace(project, annotators=(*others, item))
                case _:
                    continue
        self.project = project

    def _take_text(self, items: Mapping[str, Item | None], base: NativeFile | None) -> None:
        for item in items.values():
            if isinstance(item, Document):
                self.documents[item.id] = item
                here = self.corpus.documents[item.id]
                self.bases[item.id] = base.document if isinstance(base, TextFile) else here
