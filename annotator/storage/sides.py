"""One version of an annotation set or of a link set, as merging needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotator.core.completion import Completion
from annotator.core.relation import OnlyHere
from annotator.storage.revisions import entries, written
from annotator.storage.versions import T, Unit, Version, first_revision, joined
from annotator.tei.files import AnnotationsFile, LinksFile


@dataclass(frozen=True)
class Side:
    """Items, revisions and records of deletion by id.

    No id is in both `items` and `deleted`; within a document relations have both ends in `items`.
    """

    items: Mapping[str, Unit] = field(default_factory=dict)
    revisions: Mapping[str, str] = field(default_factory=dict)
    """An item that has none here has a version that nobody numbered; none is empty."""
    deleted: Mapping[str, str] = field(default_factory=dict)
    """Revision of the record of deletion."""
    only_here: frozenset[OnlyHere] = frozenset()
    completion: Completion | None = None
    """None in a link set, whose relations end in other files."""
    revision: str = ""
    """Of the header, which the completion belongs to."""

    def version(self, id: str) -> Version[Unit] | None:
        """What it says of an id: an item, a record of deletion, or nothing."""
        if id in self.items:
            return Version(self.items[id], self.revisions.get(id, ""))
        return Version(None, self.deleted[id]) if id in self.deleted else None

    @property
    def status(self) -> Version[Completion] | None:
        """The completion with its revision; None where nothing is said of it."""
        completion = self.completion
        if completion is None or Version(completion, self.revision) == Version(
            Completion(completion.document)
        ):
            return None
        return Version(completion, self.revision)


def side_of(file: AnnotationsFile | LinksFile) -> Side:
    """What a file says. An item whose deletion it records too is there, and has seen the record."""
    extras = file.extras
    items: dict[str, Unit]
    if isinstance(file, LinksFile):
        items, marks, completion = {**file.links.relations}, file.links.only_here, None
    else:
        items = {**file.set.annotations, **file.set.relations}
        marks, completion = frozenset[OnlyHere](), file.set.completion
    revisions = {id: text for id, text in extras.revisions.items() if text and id in items}
    deleted: dict[str, str] = {}
    for record in extras.deleted:
        id, recorded = record.id, Version[Unit](None, record.revision)
        if id in items:
            there = Version[Unit](items[id], revisions.get(id, ""))
            revisions[id] = joined(there, recorded)
        else:
            known = Version[Unit](None, deleted.get(id, record.revision))
            deleted[id] = joined(known, recorded)
    return Side(items, revisions, deleted, marks, completion, extras.revision)


def numbered(there: Side, known: Side) -> Side:
    """A version that another program made of `known`, with new revisions for what it changed.

    Other programs leave revisions alone or drop them. Without this an item that was changed there
    and here would pass for an old version of ours. The new entry stands for the content: it is
    nobody's run, so that a change made here meanwhile neither covers it nor is covered.
    """
    revisions = dict(there.revisions)
    for id in there.items:
        old, new = known.version(id), there.version(id)
        if old and new and _edited(old, new):
            revisions[id] = _made_of(old, new)
    old_status, status = known.status, there.status
    revision = there.revision
    if old_status and status and _edited(old_status, status):
        revision = _made_of(old_status, status)
    return replace(there, revisions=revisions, revision=revision)


def _made_of(known: Version[T], found: Version[T]) -> str:
    """The revision of what was made of `known` by a program that does not number versions."""
    seen = entries(joined(known, found))
    own = first_revision(found.item) if found.item is not None else ""
    for tag, number in entries(own).items():
        seen[tag] = max(seen.get(tag, 0) + 1, number)
    return written(seen)


def _edited(known: Version[T], found: Version[T]) -> bool:
    """Whether a version was made of the known one by a program that does not number versions."""
    if known.item is None or found.item is None or known.item == found.item:
        return False
    if entries(found.revision):
        return found.seen == known.seen
    return not known.covers(found)
