"""Two versions of one thing that a merge could not settle alone."""

from dataclasses import dataclass
from typing import Literal

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.relation import Relation

Kind = Literal["both-changed", "deleted-changed", "status", "end-deleted", "outside"]
Versioned = Annotation | Relation | Completion


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody should look at. Nothing is lost meanwhile.

    `both-changed`: both versions stay, the second one under the id `copy`. `deleted-changed`:
    deleted on one side (None there), changed on the other; it stays. `end-deleted`: an annotation
    deleted on one side stays because a relation needs it; or a relation that was left out because
    nobody has the annotation it leads to. `outside`: changed by another program; that is taken.
    `status`: finished on one side only; it counts as not finished.
    """

    id: str
    """Of the annotation or relation; for `status` of the document."""
    kind: Kind
    here: Versioned | None
    there: Versioned | None
    copy: str = ""
    copy_is_here: bool = False
    """Whether the second version is that of `here`; the other one kept the id then."""

    @property
    def mirrored(self) -> "Conflict":
        """The same as the other side sees it."""
        is_here = bool(self.copy) and not self.copy_is_here
        return Conflict(self.id, self.kind, self.there, self.here, self.copy, is_here)
