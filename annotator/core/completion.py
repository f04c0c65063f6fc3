"""How far one annotator is with one document."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["absent", "open", "finished"]
"""`absent`: not begun. `finished` counts as data, also with nothing tagged."""


@dataclass(frozen=True, slots=True)
class Change:
    """A step in the history of a file: `created`, `changed`, `finished` or `reopened`."""

    status: Literal["created", "changed", "finished", "reopened"]
    when: str
    who: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """The completion status of one annotator's work on one document, with its history."""

    document: str
    status: Status = "absent"
    changes: tuple[Change, ...] = ()

    def moved(self, status: Status, when: str, who: str) -> "Completion":
        """The same with another status and the change recorded."""
        if status == self.status:
            return self
        changes = self.changes or (Change("created", when, who),)
        if status == "finished":
            changes = (*changes, Change("finished", when, who))
        elif self.status == "finished":
            changes = (*changes, Change("reopened", when, who))
        return Completion(self.document, status, changes)
