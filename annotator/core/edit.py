"""The one way data changes: some items are removed, some added."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.document import Document
from annotator.core.project import Annotator, Heading, Settings
from annotator.core.relation import OnlyHere, Relation
from annotator.core.tagset import Tagset

Item = (
    Annotation
    | Relation
    | OnlyHere
    | Completion
    | Document
    | Tagset
    | Settings
    | Heading
    | Annotator
)
"""What an edit removes and adds. A document only changes its metadata, never its text."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One undoable change. `label` says what it does, for the undo list: `Tag as quote`."""

    label: str
    removed: tuple[Item, ...] = ()
    added: tuple[Item, ...] = ()

    @property
    def inverse(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.label, self.added, self.removed)

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return self.removed != self.added

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents it touches; none for what belongs to the project as a whole."""
        return frozenset(
            document for item in (*self.removed, *self.added) for document in _documents(item)
        )

    @property
    def annotations(self) -> tuple[list[Annotation], list[Annotation]]:
        """The annotations it removes and adds; a changed one is in both."""
        return _annotations(self.removed), _annotations(self.added)


def then(first: Edit, second: Edit) -> Edit:
    """One edit for two that follow each other; the label is the first one's."""
    added, removed = dict.fromkeys(first.added), list(first.removed)
    for item in second.removed:
        if item in added:
            del added[item]
        else:
            removed.append(item)
    return Edit(first.label, tuple(removed), (*added, *second.added))


def _annotations(items: Iterable[Item]) -> list[Annotation]:
    return [item for item in items if isinstance(item, Annotation)]


def _documents(item: Item) -> tuple[str, ...]:
    match item:
        case Annotation() | Completion():
            return (item.document,)
        case Document():
            return (item.id,)
        case Relation():
            return (item.source.document, item.target.document)
        case OnlyHere():
            return (item.document, item.other)
        case Tagset() | Settings() | Heading() | Annotator():
            return ()
