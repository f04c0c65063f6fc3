"""What the four kinds of native file hold, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Generic, Literal, TypeVar

from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Change
from annotator.core.document import Document
from annotator.core.errors import Problem
from annotator.core.project import Annotator, Project
from annotator.core.tagset import Category, RelationType, Tagset

NO_TAGSET: Final = Tagset("")


@dataclass(frozen=True, slots=True)
class Deleted:
    """The record that keeps another copy from bringing an item back."""

    id: str
    revision: str


@dataclass(frozen=True, slots=True)
class Aside:
    """An item that could not be taken: shown as a problem, written back as it was, never counted.

    `xml` is the element in canonical XML (C14N); `among` the list it stood in.
    """

    id: str
    xml: bytes = field(repr=False)
    among: Literal["spans", "relations"]
    problem: Problem


@dataclass(frozen=True)
class Extras:
    """What storage keeps beside the values: revisions for merging, and what was set aside."""

    revision: str = ""
    """Revision of the header (`revisionDesc/@n`)."""
    revisions: Mapping[str, str] = field(default_factory=dict)
    """Revision by id of annotation or relation."""
    deleted: tuple[Deleted, ...] = ()
    aside: tuple[Aside, ...] = ()
    xeno: tuple[bytes, ...] = ()
    """Other programs' data: each `xenoData` in canonical XML."""

    @cached_property
    def records(self) -> Mapping[str, str]:
        """Revision of the record of deletion, by id of what was deleted."""
        return {record.id: record.revision for record in self.deleted}


@dataclass(frozen=True)
class ProjectFile:
    """`project.tei.xml`."""

    project: Project
    extras: Extras = Extras()


@dataclass(frozen=True)
class TextFile:
    """`texts/ID.tei.xml`: an article. `annotators` are those that `changes` name."""

    document: Document
    changes: tuple[Change, ...] = ()
    extras: Extras = Extras()
    annotators: tuple[Annotator, ...] = ()


@dataclass(frozen=True)
class AnnotationsFile:
    """`annotations/ID/ANNOTATOR.tei.xml`: one annotator's work, with a copy of the text.

    Of the tagset a file holds only keys, labels and colours; see `short`.
    """

    document: Document
    set: AnnotationSet
    annotators: tuple[Annotator, ...] = ()
    tagset: Tagset = field(default=NO_TAGSET)
    suggestions: bool | None = None
    """Whether suggestions were shown; None where the file does not say."""
    extras: Extras = Extras()


@dataclass(frozen=True)
class LinksFile:
    """`links/ANNOTATOR.tei.xml`: one annotator's relations between articles."""

    links: LinkSet
    annotators: tuple[Annotator, ...] = ()
    tagset: Tagset = field(default=NO_TAGSET)
    changes: tuple[Change, ...] = ()
    extras: Extras = Extras()


NativeFile = ProjectFile | TextFile | AnnotationsFile | LinksFile
F = TypeVar("F", ProjectFile, TextFile, AnnotationsFile, LinksFile, NativeFile, covariant=True)


@dataclass(frozen=True)
class Read(Generic[F]):
    """A file that was read, with what was wrong in it."""

    file: F
    problems: tuple[Problem, ...] = ()


def short(tagset: Tagset) -> Tagset:
    """What annotation and link files repeat of the tagset: keys, labels, colours."""
    return Tagset(
        tagset.name,
        tagset.version,
        tuple(
            Category(category.key, category.label, category.colour)
            for category in tagset.categories
        ),
        tuple(RelationType(relation.key, relation.label) for relation in tagset.relations),
    )


def brief(annotator: Annotator) -> Annotator:
    """What files other than the project's repeat of a person: id, name, role, reference."""
    return replace(annotator, initials="", colour="")
