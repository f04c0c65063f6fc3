"""Which files a corpus differs in from what was read or written last, and what they should hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Change, Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.project import Annotator, Project
from annotator.core.relation import Relation
from annotator.storage import layout
from annotator.storage.loading import Known
from annotator.storage.revisions import Marks, revised
from annotator.storage.shipped import PROGRAM
from annotator.tei.files import (
    AnnotationsFile,
    Extras,
    LinksFile,
    NativeFile,
    ProjectFile,
    TextFile,
)

_File = TypeVar("_File", ProjectFile, TextFile, AnnotationsFile, LinksFile)


@dataclass(frozen=True, slots=True)
class Stamping:
    """Who writes, when, and the entry that changed items get in their revision."""

    annotator: str
    when: str
    tag: str
    counter: int
    """For what has no mark."""
    marks: Marks = field(default_factory=dict)

    def revised(
        self,
        name: str,
        extras: Extras,
        before: Mapping[str, object],
        after: Mapping[str, object],
        header: bool,
    ) -> Extras:
        """The extras of a file whose items were `before` and are `after`; see `revisions`."""
        marks = self.marks.get(name, {})
        return revised(extras, before, after, self.tag, self.counter, header, marks)


@dataclass(frozen=True, slots=True)
class Pending:
    """A file whose values changed; `make` builds it (not before it is known to be allowed)."""

    name: str
    make: Callable[[], NativeFile]


def pending(corpus: Corpus, known: Mapping[str, Known], stamp: Stamping) -> Iterator[Pending]:
    """The files that have to be written for a corpus, with one annotator's sets and links."""
    project = _known(known, layout.PROJECT, ProjectFile)
    if _project_changed(corpus.project, project):
        yield Pending(layout.PROJECT, lambda: _project(corpus.project, project, stamp))
    for document in corpus.documents.values():
        name = layout.text_name(document.id)
        text = _known(known, name, TextFile)
        if text is None or (text.document is not document and text.document != document):
            yield Pending(name, _text_maker(corpus.project, document, text, stamp))
    if not stamp.annotator:
        return
    for document in corpus.documents.values():
        now = corpus.set(document.id, stamp.annotator)
        name = layout.annotations_name(document.id, stamp.annotator)
        file = _known(known, name, AnnotationsFile)
        before = file.set if file else AnnotationSet(document.id, stamp.annotator)
        if now is not before and now != before and (file or not _not_begun(now)):
            yield Pending(name, _set_maker(corpus, document, now, file, stamp))
    links = corpus.link_set(stamp.annotator)
    name = layout.links_name(stamp.annotator)
    linked = _known(known, name, LinksFile)
    if links != (linked.links if linked else LinkSet(stamp.annotator)):
        yield Pending(name, lambda: _links(corpus, links, linked, stamp))


def _known(known: Mapping[str, Known], name: str, kind: type[_File]) -> _File | None:
    found = known.get(name)
    return found.file if found and isinstance(found.file, kind) else None


def _project_changed(now: Project, before: ProjectFile | None) -> bool:
    if before is None:
        return bool(now.id)
    if not before.project.id:
        # It stands in for a file that could not be read. Who works here is in the sets' files.
        now = replace(now, annotators=before.project.annotators)
    return now != before.project


def _not_begun(set: AnnotationSet) -> bool:
    return set.completion.status == "absent" and not set.annotations and not set.relations


def _project(project: Project, before: ProjectFile | None, stamp: Stamping) -> ProjectFile:
    extras = before.extras if before else Extras()
    return ProjectFile(project, stamp.revised(layout.PROJECT, extras, {}, {}, header=True))


def _text_maker(
    project: Project, document: Document, before: TextFile | None, stamp: Stamping
) -> Callable[[], TextFile]:
    extras = before.extras if before else Extras()
    who = stamp.annotator or PROGRAM.id
    changes = before.changes if before else (Change("created", stamp.when, who),)
    people = before.annotators if before else (project.annotator(who) or PROGRAM,)
    name = layout.text_name(document.id)
    return lambda: TextFile(
        document, changes, stamp.revised(name, extras, {}, {}, header=True), people
    )


def _set_maker(
    corpus: Corpus,
    document: Document,
    now: AnnotationSet,
    before: AnnotationsFile | None,
    stamp: Stamping,
) -> Callable[[], AnnotationsFile]:
    def make() -> AnnotationsFile:
        completion = _begun(now, before, stamp)
        header = before is None or before.set.completion != completion
        extras = stamp.revised(
            layout.annotations_name(document.id, stamp.annotator),
            before.extras if before else Extras(),
            {**before.set.annotations, **before.set.relations} if before else {},
            {**now.annotations, **now.relations},
            header,
        )
        who = {change.who for change in completion.changes}
        items: list[Annotation | Relation] = [*now.annotations.values(), *now.relations.values()]
        return AnnotationsFile(
            document,
            replace(now, completion=completion),
            _named(corpus.project, before, who | _makers(items), stamp.annotator),
            corpus.project.tagset,
            corpus.project.settings.suggestions,
            extras,
        )

    return make


def _begun(now: AnnotationSet, before: AnnotationsFile | None, stamp: Stamping) -> Completion:
    """The completion as a file can hold it: a set that was written once stays at least begun."""
    completion = now.completion
    if completion.status == "absent":
        kept = before.set.completion.changes if before else ()
        completion = Completion(now.document, "open", completion.changes or kept)
    if not completion.changes:
        created = Change("created", stamp.when, stamp.annotator)
        completion = replace(completion, changes=(created,))
    return completion


def _links(corpus: Corpus, links: LinkSet, before: LinksFile | None, stamp: Stamping) -> LinksFile:
    changes = before.changes if before else (Change("created", stamp.when, stamp.annotator),)
    extras = stamp.revised(
        layout.links_name(stamp.annotator),
        before.extras if before else Extras(),
        before.links.relations if before else {},
        links.relations,
        header=before is None,
    )
    who = {change.who for change in changes} | _makers(links.relations.values())
    return LinksFile(
        links,
        _named(corpus.project, before, who, stamp.annotator),
        corpus.project.tagset,
        changes,
        extras,
    )


def _makers(items: Iterable[Annotation | Relation]) -> set[str]:
    who: set[str] = set()
    for item in items:
        who |= {item.provenance.who, item.provenance.modified_by}
    return who


def _named(
    project: Project,
    before: AnnotationsFile | LinksFile | None,
    who: set[str],
    owner: str,
) -> tuple[Annotator, ...]:
    """Everyone whom the file names, its owner first; as the project describes them."""
    described = {annotator.id: annotator for annotator in before.annotators} if before else {}
    described |= {annotator.id: annotator for annotator in project.annotators}
    ids = [owner, *sorted(who - {owner, ""})]
    return tuple(described.get(id) or Annotator(id, id) for id in ids)
