"""Random histories of three machines that edit one file and get each other's versions late."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from annotator.core.annotation import Annotation
from annotator.core.completion import Change, Completion, Status
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.span import Span
from annotator.storage.merge import Merged, merge
from annotator.storage.revisions import advanced
from annotator.storage.sides import Side
from annotator.storage.versions import Unit, first_revision

MADE = Provenance("2026-11-20T09:14:02Z", "anna")
MACHINES = 3


def annotation(id: str, note: str = "") -> Annotation:
    return Annotation(id, "doc", "quote", (Span(0, 4),), MADE, note=note)


def relation(id: str, source: str, target: str, note: str = "") -> Relation:
    ends = End("doc", source), End("doc", target)
    return Relation(id, "source-of", *ends, MADE, note=note)


@dataclass
class Machine:
    """A state and what was saved of it. Edits go on from what was seen, as the program's do."""

    side: Side
    tag: str
    counter: int = 0
    saved: list[Side] = field(default_factory=list)

    def put(self, item: Unit) -> None:
        """Create or change an item."""
        side = self.side
        deleted = dict(side.deleted)
        seen = f"{self._seen(item.id)} {deleted.pop(item.id, '')}"
        self.side = replace(
            side,
            items={**side.items, item.id: item},
            revisions={**side.revisions, item.id: self._advanced(seen)},
            deleted=deleted,
        )

    def delete(self, id: str) -> list[str]:
        """Delete an item and the relations it has; the notes of all of them."""
        gone = [
            item
            for item in self.side.items.values()
            if item.id == id or (isinstance(item, Relation) and item.touches(id))
        ]
        for item in gone:
            side = self.side
            self.side = replace(
                side,
                items={key: other for key, other in side.items.items() if key != item.id},
                revisions={key: text for key, text in side.revisions.items() if key != item.id},
                deleted={**side.deleted, item.id: self._advanced(self._seen(item.id))},
            )
        return [item.note for item in gone]

    def set_status(self, status: Status, when: str) -> None:
        completion = self.side.completion or Completion("doc")
        changes = (*completion.changes, Change("changed", when, "anna"))
        seen = self.side.revision or first_revision(completion)
        self.side = replace(
            self.side,
            completion=Completion("doc", status, changes),
            revision=self._advanced(seen),
        )

    def _seen(self, id: str) -> str:
        item = self.side.items.get(id)
        known = self.side.revisions.get(id, "")
        return known or (first_revision(item) if item else "")

    def _advanced(self, seen: str) -> str:
        self.counter += 1
        return advanced(seen, self.tag, self.counter)


class History:
    """One history. `alive`: notes that nobody who saw them has changed or deleted since."""

    def __init__(self, seed: int, merging: Callable[[Side, Side], Merged] = merge) -> None:
        self.random = Random(seed)
        self._merging = merging
        base = Side(
            {
                "a-one": annotation("a-one", "one"),
                "a-two": annotation("a-two", "two"),
                "r-one": relation("r-one", "a-one", "a-two", "tie"),
            },
            {"a-one": "origin.1", "r-one": "origin.2"},
            {},
            frozenset(),
            Completion("doc", "open"),
        )
        self.machines = [Machine(base, f"mmmmm{n}") for n in range(MACHINES)]
        self.alive = {"one", "two", "tie"}
        self._count = 0

    def step(self) -> tuple[Side, Side, Merged] | None:
        """A random thing happens; where a version arrives: both versions and what came of them."""
        machine = self.random.choice(self.machines)
        what = self.random.randrange(13)
        ties = [id for id in machine.side.items if id.startswith("r")]
        tagged = [id for id in machine.side.items if id.startswith("a")]
        if what == 0:
            self._create(machine, annotation(f"a-{self._next()}"))
        elif what == 1 and tagged:
            ends = self.random.choices(tagged, k=2)
            self._create(machine, relation(f"r-{self._next()}", *ends))
        elif what <= 4 and machine.side.items:
            self._change(machine, self.random.choice([*machine.side.items]))
        elif what == 5 and tagged:
            self.alive -= set(machine.delete(self.random.choice(tagged)))
        elif what == 6 and ties:
            self.alive -= set(machine.delete(self.random.choice(ties)))
        elif what == 7:
            status: Status = self.random.choice(("open", "finished"))
            machine.set_status(status, str(self._next()))
        elif what <= 9:
            machine.saved.append(machine.side)
        else:
            return self._receive(machine)
        return None

    def _create(self, machine: Machine, item: Unit) -> None:
        note = str(self._next())
        self.alive.add(note)
        machine.put(replace(item, note=note))

    def _change(self, machine: Machine, id: str) -> None:
        item = machine.side.items[id]
        self.alive.discard(item.note)
        self._create(machine, item)

    def _receive(self, machine: Machine) -> tuple[Side, Side, Merged] | None:
        saved = [side for other in self.machines for side in other.saved]
        if not saved:
            return None
        mine, theirs = machine.side, self.random.choice(saved)
        merged = self._merging(mine, theirs)
        machine.side = merged.side
        return mine, theirs, merged

    def _next(self) -> int:
        self._count += 1
        return self._count
