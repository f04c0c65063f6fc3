"""Merging two versions of one annotator's file, item by item, by what each had seen."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.conflict import Conflict
from annotator.core.relation import End, Relation
from annotator.storage.sides import Side
from annotator.storage.verdicts import status_verdict, verdict
from annotator.storage.versions import Unit, Version, beyond, joined

_Copies = dict[str, tuple[Version[Unit], bool]]
"""Second versions by their new ids, and whether each is that of `here`."""


@dataclass(frozen=True)
class Merged:
    """The outcome, and what somebody should look at, by id."""

    side: Side
    conflicts: tuple[Conflict, ...] = ()


def merge(
    here: Side,
    there: Side,
    outside: tuple[str, int] | None = None,
    held: Collection[str] = (),
) -> Merged:
    """Both versions in one: commutative (conflicts mirrored), idempotent, and nothing gets lost.

    What one side does not have is no deletion; only a record of deletion deletes. `outside`: tag
    and counter for a `there` that another program wrote at the file's own path: its items win
    where both have the same revision. `held`: ids of annotations that links in other files lead
    to; they are treated as the ends of relations are.

    An annotation that was deleted but is the end of a relation stays, from the side that has it.
    A relation within the document whose end nobody has is left out, so that the outcome can be
    applied; the conflict holds it, and there is no record of deletion. The ends of links between
    documents lie in other files and are not looked at: see `without_lost_ends`.
    """
    draft = _Draft(here, there)
    copies: _Copies = {}
    for id in sorted(_differing(here, there)):
        one, other = here.version(id), there.version(id)
        if one is not None and other is not None:
            copies |= draft.decide(id, one, other, outside)
        elif other is not None:
            draft.put(id, other)
    while copies:
        id = min(copies)
        copy, from_here = copies.pop(id)
        known = draft.side.version(id)
        if known is None:
            draft.put(id, copy)
        else:
            pair = (copy, known) if from_here else (known, copy)
            copies |= draft.decide(id, *pair)
    if draft.side.completion is not None:
        draft.keep_ends(held)
        draft.merge_status()
    return draft.merged()


def without_lost_ends(merged: Merged, is_there: Callable[[End], bool]) -> Merged:
    """A merged link set less the links with an end that is not there; those are flagged.

    No deletion is recorded, so another copy of the file brings them back. Marks about an annotation
    that is not there go with it. Whoever has not read the file of such an end yet should wait.
    """
    side = merged.side
    lost = [r for r in _relations(side) if not (is_there(r.source) and is_there(r.target))]
    ids = {relation.id for relation in lost}
    marks = (mark for mark in side.only_here if is_there(End(mark.document, mark.annotation)))
    left = replace(
        side,
        items={id: item for id, item in side.items.items() if id not in ids},
        revisions={id: text for id, text in side.revisions.items() if id not in ids},
        only_here=frozenset(marks),
    )
    flagged = [Conflict(relation.id, "end-deleted", relation, relation) for relation in lost]
    return Merged(left, _in_order([*merged.conflicts, *flagged]))


class _Draft:
    """The outcome while it is being made; begins as `here` with the marks of both."""

    def __init__(self, here: Side, there: Side) -> None:
        self._here, self._there = here, there
        self._items = dict(here.items)
        self._revisions = dict(here.revisions)
        self._deleted = dict(here.deleted)
        self._conflicts: list[Conflict] = []
        self.side = Side(
            self._items,
            self._revisions,
            self._deleted,
            here.only_here | there.only_here,
            here.completion or there.completion,
            joined(
                Version[Completion](None, here.revision), Version[Completion](None, there.revision)
            ),
        )

    def put(self, id: str, version: Version[Unit]) -> None:
        """Let the id have this version and no other."""
        for part in (self._items, self._revisions, self._deleted):
            part.pop(id, None)
        if version.item is None:
            self._deleted[id] = version.revision
            return
        self._items[id] = version.item
        if version.revision:
            self._revisions[id] = version.revision

    def decide(
        self,
        id: str,
        here: Version[Unit],
        there: Version[Unit],
        outside: tuple[str, int] | None = None,
    ) -> _Copies:
        """Put what stays of two versions and flag it; returns the one to be kept beside it."""
        found = verdict(here, there, outside)
        self.put(id, found.kept)
        second = found.copy
        if second is None or second.item is None:
            if found.kind:
                self._conflicts.append(Conflict(id, found.kind, here.item, there.item))
            return {}
        copy, is_here = second.item.id, found.kept.item != here.item
        self._conflicts.append(Conflict(id, "both-changed", here.item, there.item, copy, is_here))
        return {copy: (second, is_here)}

    def keep_ends(self, held: Collection[str]) -> None:
        """Bring back annotations that relations need; leave relations out that nobody can have."""
        relations = list(_relations(self.side))
        ends = {end.annotation for r in relations for end in (r.source, r.target)}
        for id in sorted({*ends, *held} - self._items.keys()):
            one, other = self._here.version(id), self._there.version(id)
            if one and other and isinstance(one.item or other.item, Annotation):
                self.put(id, Version(one.item or other.item, beyond(one, other)))
                self._conflicts.append(Conflict(id, "end-deleted", one.item, other.item))
        for relation in relations:
            ends_now = (
                self._items.get(end.annotation) for end in (relation.source, relation.target)
            )
            if not all(isinstance(end, Annotation) for end in ends_now):
                sides = (self._here.items.get(relation.id), self._there.items.get(relation.id))
                del self._items[relation.id]
                self._revisions.pop(relation.id, None)
                self._conflicts.append(Conflict(relation.id, "end-deleted", *sides))

    def merge_status(self) -> None:
        """Settle the completion and the revision of the header, which is its own."""
        here, there = self._here.status, self._there.status
        known = here or there
        if here and there:
            found = status_verdict(here, there)
            known = found.kept
            if found.kind and known.item:
                id = known.item.document
                self._conflicts.append(Conflict(id, found.kind, here.item, there.item))
        if known:
            self.side = replace(self.side, completion=known.item, revision=known.revision)

    def merged(self) -> Merged:
        """The outcome. A second version that somebody has deleted knowingly is settled."""
        left = [c for c in self._conflicts if not c.copy or c.copy in self._items]
        return Merged(self.side, _in_order(left))


def _differing(here: Side, there: Side) -> Iterator[str]:
    """Ids of which `there` says something that `here` does not."""
    mine, revisions = here.items, here.revisions
    for id, item in there.items.items():
        known = mine.get(id)
        same = known is item or known == item
        if not same or revisions.get(id) != there.revisions.get(id):
            yield id
    for id, revision in there.deleted.items():
        if here.deleted.get(id) != revision or id in mine:
            yield id


def _relations(side: Side) -> Iterator[Relation]:
    return (item for item in side.items.values() if isinstance(item, Relation))


def _in_order(conflicts: Collection[Conflict]) -> tuple[Conflict, ...]:
    return tuple(sorted(conflicts, key=lambda c: (c.id, c.kind, c.copy)))
