"""The edit that leads from what is open to the outcome of a merge, and what it amounts to."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.edit import Edit, Item
from annotator.core.relation import OnlyHere, Relation
from annotator.storage.sides import Side

if TYPE_CHECKING:
    from annotator.core.annotation import Annotation


def difference(before: AnnotationSet | LinkSet, after: Side, label: str) -> Edit:
    """One edit that makes a set what a side says: items in the order of their ids, then marks.

    What is equal is left alone. No completion on a side says nothing of it. Applying it is refused
    where another file has a relation to an annotation that goes, or where an end is missing.
    """
    items: dict[str, Annotation | Relation] = {**before.relations}
    if isinstance(before, AnnotationSet):
        items |= before.annotations
    removed: list[Item] = []
    added: list[Item] = []
    for id in sorted(items.keys() | after.items.keys()):
        old, new = items.get(id), after.items.get(id)
        if old is new or old == new:
            continue
        removed += [old] if old else []
        added += [new] if new else []
    if isinstance(before, LinkSet):
        removed += _in_order(before.only_here - after.only_here)
        added += _in_order(after.only_here - before.only_here)
    elif after.completion is not None and after.completion != before.completion:
        removed.append(before.completion)
        added.append(after.completion)
    return Edit(label, tuple(removed), tuple(added))


def describe(edit: Edit) -> tuple[int, int, int]:
    """How many annotations an edit adds, changes and removes."""
    before, after = edit.annotations
    old = {(annotation.document, annotation.id) for annotation in before}
    new = {(annotation.document, annotation.id) for annotation in after}
    return len(new - old), len(new & old), len(old - new)


def _in_order(marks: Iterable[OnlyHere]) -> list[OnlyHere]:
    return sorted(marks, key=lambda mark: (mark.document, mark.annotation, mark.other))
