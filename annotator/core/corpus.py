"""Documents x annotators: everything of a project that is loaded, as one immutable value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, assert_never

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Completion
from annotator.core.document import Document
from annotator.core.edit import Edit, Item
from annotator.core.errors import EditError
from annotator.core.project import Annotator, Heading, Project, Settings
from annotator.core.project_parts import ProjectDraft
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import normalized
from annotator.core.tagset import Tagset

_T = TypeVar("_T", Annotation, Relation)


@dataclass(frozen=True)
class Corpus:
    """A project with its documents (in reading order) and the sets that are loaded."""

    project: Project
    documents: Mapping[str, Document] = field(default_factory=dict)
    sets: Mapping[tuple[str, str], AnnotationSet] = field(default_factory=dict)
    """By document id and annotator id."""
    links: Mapping[str, LinkSet] = field(default_factory=dict)
    """By annotator id."""

    def set(self, document: str, annotator: str) -> AnnotationSet:
        """The set, or an empty one that is not begun."""
        return self.sets.get((document, annotator)) or AnnotationSet(document, annotator)

    def link_set(self, annotator: str) -> LinkSet:
        return self.links.get(annotator) or LinkSet(annotator)

    def find(self, annotation: str, annotator: str) -> Annotation | None:
        """One annotator's annotation with this id, in any document."""
        for document in self.documents:
            if found := self.set(document, annotator).annotations.get(annotation):
                return found
        return None

    def all_relations(self, annotator: str) -> Iterator[Relation]:
        """One annotator's relations, inside documents and between them."""
        for document in self.documents:
            yield from self.set(document, annotator).relations.values()
        yield from self.link_set(annotator).relations.values()

    def relations_at(self, ends: Iterable[End], annotator: str) -> list[Relation]:
        """One annotator's relations with one of these ends; ids may recur in other documents."""
        wanted = frozenset(ends)
        return [
            relation
            for relation in self.all_relations(annotator)
            if relation.source in wanted or relation.target in wanted
        ]

    def marks_at(self, ends: Iterable[End], annotator: str) -> list[OnlyHere]:
        """One annotator's marks that these annotations have no counterpart, in a fixed order."""
        wanted = frozenset(ends)
        found = [
            mark
            for mark in self.link_set(annotator).only_here
            if End(mark.document, mark.annotation) in wanted
        ]
        return sorted(found)

    def apply(self, edit: Edit, annotator: str) -> "Corpus":
        """The corpus after one annotator's edit. Raises EditError where the edit does not fit."""
        after = _Draft(self, annotator)
        for item in edit.removed:
            after.remove(item)
        for item in edit.added:
            after.add(item)
        after.check_relations(edit)
        return after.corpus()


class _Draft:
    """A corpus being changed; copies a set's dictionary at the first change of it."""

    def __init__(self, before: Corpus, annotator: str) -> None:
        self._before = before
        self._annotator = annotator
        self._annotations: dict[str, dict[str, Annotation]] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._links: dict[str, Relation] | None = None
        self._only_here: set[OnlyHere] | None = None
        self._completions: dict[str, Completion | None] = {}
        self._documents: dict[str, Document | None] = {}
        self._project = ProjectDraft(before.project)

    def remove(self, item: Item) -> None:
        match item:
            case Annotation():
                _take(self._annotations_of(item.document), item)
            case Relation():
                _take(self._relations_for(item), item)
            case OnlyHere():
                _require(item in self._only(), "This mark is not there any more.")
                self._only().discard(item)
            case Completion():
                _require(self._completion(item.document) == item, "The status has changed.")
                self._completions[item.document] = None
            case Document():
                _require(self._document(item.id) == item, "The article has changed.")
                self._documents[item.id] = None
            case Tagset() | Settings() | Heading() | Annotator():
                self._project.take(item)
            case _:
                assert_never(item)

    def add(self, item: Item) -> None:
        match item:
            case Annotation():
                document = self._before.documents.get(item.document)
                if document is None:
                    raise EditError("E-DOCUMENT", "There is no such article.", item.document)
                if normalized(item.spans, document.text) != item.spans:
                    raise EditError("E-OFFSET", "The span does not fit the text.", item.id)
                _put(self._annotations_of(item.document), item)
            case Relation():
                _put(self._relations_for(item), item)
            case OnlyHere():
                _require(item not in self._only(), "This mark is there already.")
                self._only().add(item)
            case Completion():
                _require(self._completion(item.document) is None, "There is a status already.")
                self._completions[item.document] = item
            case Document():
                now = self._before.documents.get(item.id)
                same = now is not None and now.text == item.text
                _require(same and self._document(item.id) is None, "The text may not change.")
                self._documents[item.id] = item
            case Tagset() | Settings() | Heading() | Annotator():
                self._project.put(item)
            case _:
                assert_never(item)

    def check_relations(self, edit: Edit) -> None:
        """Both ends of a relation, and what a mark is about, are annotations of the same annotator,
        in the edit's outcome."""
        for item in edit.added:
            if isinstance(item, Relation):
                if not (self._is_there(item.source) and self._is_there(item.target)):
                    raise EditError("E-POINTER", "An end of the relation is missing.", item.id)
            elif isinstance(item, OnlyHere) and not self._is_there(_end(item)):
                raise EditError("E-POINTER", "There is no such annotation.", item.annotation)
        removed = (_end(item) for item in edit.removed if isinstance(item, Annotation))
        gone = {end for end in removed if not self._is_there(end)}
        if gone:
            for relation in self._all_relations():
                if relation.source in gone or relation.target in gone:
                    raise EditError("E-POINTER", "A relation would lose its end.", relation.id)
            if any(_end(mark) in gone for mark in self._marks_now()):
                raise EditError("E-POINTER", "A mark would lose its annotation.")

    def corpus(self) -> Corpus:
        before, annotator = self._before, self._annotator
        sets = dict(before.sets)
        for document in {*self._annotations, *self._relations, *self._completions}:
            old = before.set(document, annotator)
            completion = self._completion(document)
            sets[document, annotator] = replace(
                old,
                annotations=self._annotations.get(document, old.annotations),
                relations=self._relations.get(document, old.relations),
                completion=completion or Completion(document),
            )
        links = dict(before.links)
        if self._links is not None or self._only_here is not None:
            old_links = before.link_set(annotator)
            links[annotator] = LinkSet(
                annotator,
                old_links.relations if self._links is None else self._links,
                old_links.only_here if self._only_here is None else frozenset(self._only_here),
            )
        documents = dict(before.documents)
        for id, document_now in self._documents.items():
            if document_now is None:
                raise EditError("E-DOCUMENT", "An article cannot be removed this way.", id)
            documents[id] = document_now
        return Corpus(self._project.project(), documents, sets, links)

    def _annotations_of(self, document: str) -> dict[str, Annotation]:
        if document not in self._annotations:
            before = self._before.set(document, self._annotator)
            self._annotations[document] = dict(before.annotations)
        return self._annotations[document]

    def _annotations_now(self, document: str) -> Mapping[str, Annotation]:
        before = self._before.set(document, self._annotator).annotations
        return self._annotations.get(document, before)

    def _relations_for(self, relation: Relation) -> dict[str, Relation]:
        if relation.crosses:
            if self._links is None:
                self._links = dict(self._before.link_set(self._annotator).relations)
            return self._links
        document = relation.source.document
        if document not in self._relations:
            before = self._before.set(document, self._annotator)
            self._relations[document] = dict(before.relations)
        return self._relations[document]

    def _all_relations(self) -> Iterator[Relation]:
        for document in self._before.documents:
            before = self._before.set(document, self._annotator).relations
            yield from self._relations.get(document, before).values()
        links = self._before.link_set(self._annotator).relations
        yield from (links if self._links is None else self._links).values()

    def _is_there(self, end: End) -> bool:
        return end.annotation in self._annotations_now(end.document)

    def _marks_now(self) -> Iterable[OnlyHere]:
        before = self._before.link_set(self._annotator).only_here
        return before if self._only_here is None else self._only_here

    def _only(self) -> set[OnlyHere]:
        if self._only_here is None:
            self._only_here = set(self._before.link_set(self._annotator).only_here)
        return self._only_here

    def _completion(self, document: str) -> Completion | None:
        now = self._before.set(document, self._annotator).completion
        return self._completions.get(document, now)

    def _document(self, id: str) -> Document | None:
        return self._documents.get(id, self._before.documents.get(id))


def _end(item: Annotation | OnlyHere) -> End:
    return End(item.document, item.id if isinstance(item, Annotation) else item.annotation)


def _take(items: dict[str, _T], item: _T) -> None:
    if items.get(item.id) != item:
        raise EditError("E-STALE", "It has changed since, or is not there.", item.id)
    del items[item.id]


def _put(items: dict[str, _T], item: _T) -> None:
    if item.id in items:
        raise EditError("E-DUP-ID", "There is one with this id already.", item.id)
    items[item.id] = item


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise EditError("E-STALE", message)
