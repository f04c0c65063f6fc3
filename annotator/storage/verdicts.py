"""What becomes of two versions of one thing: which stays, whether both do, what is flagged."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic

from annotator.core.completion import Change, Completion
from annotator.core.conflict import Kind
from annotator.storage.revisions import advanced
from annotator.storage.versions import (
    T,
    Unit,
    Version,
    beyond,
    canonical,
    copy_of,
    first_revision,
    joined,
)

_STEPS: Final = ("created", "changed", "finished", "reopened")


@dataclass(frozen=True)
class Verdict(Generic[T]):
    """What stays; `kind` is why somebody should look (None: settled), `copy` what stays beside."""

    kept: Version[T]
    kind: Kind | None = None
    copy: Version[T] | None = None


def verdict(
    here: Version[Unit], there: Version[Unit], outside: tuple[str, int] | None = None
) -> Verdict[Unit]:
    """Two versions of one id, a deletion being one too; the same with both exchanged.

    `outside`: tag and counter, where `there` was written by another program at the file's own
    path: with the same revision its content wins. A flagged outcome covers both versions, so that
    meeting either of them again flags nothing.
    """
    if settled := _settled(here, there):
        return Verdict(settled)
    revision = beyond(here, there)
    if here.item is None or there.item is None:
        return Verdict(Version(here.item or there.item, revision), "deleted-changed")
    if outside and here.seen == there.seen:
        revision = advanced(joined(here, there), *outside)
        return Verdict(Version(there.item, revision), "outside")
    lesser, greater = sorted((here.item, there.item), key=canonical)
    copy = copy_of(lesser)
    # Nothing but its content is known of it: the numbers of this id say nothing of edits of that.
    return Verdict(Version(greater, revision), "both-changed", Version(copy, first_revision(copy)))


def status_verdict(here: Version[Completion], there: Version[Completion]) -> Verdict[Completion]:
    """Two completion statuses: where neither had seen the other, not finished.

    Flagged if only one was finished. The histories become one, by time.
    """
    if settled := _settled(here, there):
        return Verdict(settled)
    one, other = here.item, there.item
    if one is None or other is None:  # no completion is ever deleted
        return Verdict(here if other is None else there)
    statuses = {one.status, other.status}
    together = Completion(
        one.document,
        one.status if len(statuses) == 1 else "open",
        joined_changes(one.changes, other.changes),
    )
    flagged = len(statuses) > 1 and "finished" in statuses
    return Verdict(Version(together, beyond(here, there)), "status" if flagged else None)


def _settled(here: Version[T], there: Version[T]) -> Version[T] | None:
    """The one that stays where there is nothing to decide."""
    if here.item == there.item:
        return Version(here.item, joined(here, there))
    if here.covers(there):
        return here
    return there if there.covers(here) else None


def joined_changes(one: Iterable[Change], other: Iterable[Change]) -> tuple[Change, ...]:
    """All steps of both, in the order of their times, then of what they are."""
    together = Counter(one) | Counter(other)
    return tuple(sorted(together.elements(), key=_order))


def _order(change: Change) -> tuple[str, int, str, str]:
    return change.when, _STEPS.index(change.status), change.who, change.detail
