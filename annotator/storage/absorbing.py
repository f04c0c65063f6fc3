"""Other versions of the project's files become one edit of what is open, merged item by item."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit, Item
from annotator.core.project import Project
from annotator.core.relation import End, OnlyHere, Relation
from annotator.storage import layout
from annotator.storage.differences import difference
from annotator.storage.items import STATUS
from annotator.storage.ledger import Ledger, Place
from annotator.storage.merge import Merged, merge, without_lost_ends
from annotator.storage.merge_project import merge_metadata, merge_project
from annotator.storage.revisions import Mark
from annotator.storage.sides import Side
from annotator.storage.three_ways import Clash
from annotator.storage.undecided import Flagged
from annotator.tei.files import Extras

Outside = tuple[str, int] | None


@dataclass(frozen=True)
class Other:
    """Another version of a set of annotations or links.

    `outside`: it lies at the file's own path, and another program than ours may have written it.
    `is_ours`: it is what this annotator did in an earlier run; the file is then the other one.
    """

    side: Side
    outside: bool = False
    is_ours: bool = False
    unmarked: frozenset[OnlyHere] = frozenset()
    """Marks that were taken away; they have no revisions that could tell."""


@dataclass(frozen=True)
class Others:
    """All that is to be merged in one go."""

    sets: Mapping[str, Other]
    """By the file's name."""
    project: Project | None = None
    project_base: Project | None = None
    """What both came from, as far as that is known."""
    documents: Mapping[str, Document] | None = None
    document_bases: Mapping[str, Document] | None = None


@dataclass(frozen=True)
class Absorbed:
    """The outcome of a merge."""

    edit: Edit
    adopted: Mapping[Place, str]
    """The revisions that the edit's items come with."""
    marks: Mapping[str, Mapping[str, Mark]]
    """Revisions that are to be known although nothing changes."""
    conflicts: tuple[Flagged, ...] = ()
    clashes: tuple[Clash, ...] = ()


NOTHING: Final = Others({})


def absorbed(
    corpus: Corpus,
    annotator: str,
    ledger: Ledger,
    extras: Callable[[str], Extras | None],
    others: Others,
    label: str,
) -> Absorbed:
    """What becomes of a corpus, with this annotator's sets, when others' versions are merged.

    Nothing is changed yet. Documents that the corpus lacks are passed over.
    """
    work = _Work(corpus, annotator, ledger, extras, others)
    work.merge_links()
    work.merge_sets()
    work.drop_lost_links()
    work.merge_project()
    work.merge_documents()
    return work.outcome(label)


class _Work:
    def __init__(
        self,
        corpus: Corpus,
        annotator: str,
        ledger: Ledger,
        extras: Callable[[str], Extras | None],
        others: Others,
    ) -> None:
        self._corpus, self._annotator, self._ledger = corpus, annotator, ledger
        self._extras, self._others = extras, others
        self._names = {
            layout.annotations_name(document, annotator): document for document in corpus.documents
        }
        self._links_name = layout.links_name(annotator)
        links = corpus.link_set(annotator)
        relations = links.relations.values()
        self._ends_here = {end for r in relations for end in (r.source, r.target)}
        self._ends_here |= set(map(_end, links.only_here))
        self._here: dict[str, Side] = {}
        self._merged: dict[str, Merged] = {}
        self._removed: list[Item] = []
        self._added: list[Item] = []
        self._clashes: list[Clash] = []

    def merge_links(self) -> None:
        if other := self._others.sets.get(self._links_name):
            links = self._corpus.link_set(self._annotator)
            self._merge(self._links_name, links, other, ())

    def merge_sets(self) -> None:
        held = self._held()
        for name, other in self._others.sets.items():
            if document := self._names.get(name):
                set = self._corpus.set(document, self._annotator)
                self._merge(name, set, other, held.get(document, ()))

    def drop_lost_links(self) -> None:
        """Links whose end the merge did not bring, and marks of annotations that it took away."""
        merged = self._merged.get(self._links_name)
        if merged is not None:
            self._merged[self._links_name] = without_lost_ends(merged, self._is_there)
            return
        marks = self._corpus.link_set(self._annotator).only_here
        self._removed += sorted(mark for mark in marks if not self._is_there(_end(mark)))

    def merge_project(self) -> None:
        if self._others.project is None:
            return
        here = self._corpus.project
        project, clashes = merge_project(self._others.project_base, here, self._others.project)
        self._clashes += clashes
        pairs: list[tuple[Item, Item]] = [
            (here.tagset, project.tagset),
            (here.settings, project.settings),
            (here.heading, project.heading),
        ]
        for before, after in pairs:
            if before != after:
                self._removed.append(before)
                self._added.append(after)
        people = {annotator.id: annotator for annotator in here.annotators}
        for annotator in project.annotators:
            before_that = people.get(annotator.id)
            if before_that != annotator:
                self._removed += [before_that] if before_that else []
                self._added.append(annotator)

    def merge_documents(self) -> None:
        bases = self._others.document_bases or {}
        for id, there in (self._others.documents or {}).items():
            here = self._corpus.documents.get(id)
            if here is None or here.text != there.text:
                continue
            base = bases.get(id)
            metadata, clashes = merge_metadata(
                base.metadata if base else None, here.metadata, there.metadata
            )
            self._clashes += clashes
            after = replace(here, metadata=metadata)
            if after != here:
                self._removed.append(here)
                self._added.append(after)

    def outcome(self, label: str) -> Absorbed:
        adopted: dict[Place, str] = {}
        marks: dict[str, dict[str, Mark]] = {}
        for name, merged in self._merged.items():
            edit = difference(self._before(name), merged.side, label)
            self._removed += edit.removed
            self._added += edit.added
            here, after = self._here[name], merged.side
            for id in _renumbered(here, after):
                gone = id in after.deleted
                revision = after.deleted[id] if gone else after.revisions[id]
                if not gone and id in here.items and here.items[id] == after.items[id]:
                    marks.setdefault(name, {})[id] = Mark(revision, adopted=True)
                elif gone and id not in here.items:
                    marks.setdefault(name, {})[id] = Mark(revision, gone=True, adopted=True)
                else:
                    adopted[name, id] = revision
            if after.completion != here.completion:
                adopted[name, STATUS] = after.revision
        return Absorbed(
            Edit(label, tuple(self._removed), tuple(self._added)),
            adopted,
            marks,
            tuple((name, c) for name, merged in self._merged.items() for c in merged.conflicts),
            tuple(self._clashes),
        )

    def _merge(
        self, name: str, present: AnnotationSet | LinkSet, other: Other, held: Iterable[str]
    ) -> None:
        here = self._here[name] = self._side(name, present)
        stamp: Outside = (self._ledger.tag, self._ledger.n + 1) if other.outside else None
        pair = (other.side, here) if other.is_ours else (here, other.side)
        merged = merge(*pair, stamp, tuple(held))
        left = merged.side.only_here - other.unmarked
        self._merged[name] = replace(merged, side=replace(merged.side, only_here=left))

    def _side(self, name: str, present: AnnotationSet | LinkSet) -> Side:
        """What is open of a file, with its revisions."""
        extras = self._extras(name) or Extras()
        marks = self._ledger.marks().get(name, {})
        items = dict[str, Annotation | Relation](present.relations)
        if isinstance(present, AnnotationSet):
            items |= present.annotations
        revisions = {id: revision for id, revision in extras.revisions.items() if id in items}
        deleted = {id: revision for id, revision in extras.records.items() if id not in items}
        for id, mark in marks.items():
            if id in items:
                revisions[id] = mark.revision
            elif mark.gone:
                deleted[id] = mark.revision
        is_set = isinstance(present, AnnotationSet)
        return Side(
            items,
            revisions,
            deleted,
            frozenset() if isinstance(present, AnnotationSet) else present.only_here,
            present.completion if isinstance(present, AnnotationSet) else None,
            self._ledger.revision(name, STATUS) if is_set else extras.revision,
        )

    def _before(self, name: str) -> AnnotationSet | LinkSet:
        if document := self._names.get(name):
            return self._corpus.set(document, self._annotator)
        return self._corpus.link_set(self._annotator)

    def _held(self) -> dict[str, set[str]]:
        """Ids of annotations that links need, by document, as the links are by now."""
        merged = self._merged.get(self._links_name)
        links = self._corpus.link_set(self._annotator)
        items = merged.side.items if merged else links.relations
        ends = [
            end for i in items.values() if isinstance(i, Relation) for end in (i.source, i.target)
        ]
        held: dict[str, set[str]] = {}
        for end in ends:
            held.setdefault(end.document, set()).add(end.annotation)
        return held

    def _is_there(self, end: End) -> bool:
        name = layout.annotations_name(end.document, self._annotator)
        if merged := self._merged.get(name):
            return end.annotation in merged.side.items
        if end.annotation in self._corpus.set(end.document, self._annotator).annotations:
            return True
        # What could not be read is no reason for the links to it to go.
        return self._extras(name) is None and end in self._ends_here


def _end(mark: OnlyHere) -> End:
    return End(mark.document, mark.annotation)


def _renumbered(here: Side, after: Side) -> set[str]:
    """Ids whose revision, or record of deletion, is another one after the merge."""
    revisions = {i for i, r in after.revisions.items() if here.revisions.get(i) != r}
    return revisions | {i for i, r in after.deleted.items() if here.deleted.get(i) != r}
