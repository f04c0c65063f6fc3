"""Revisions: which version of each annotation and relation a writer has seen; merging needs them.

A revision is a small vector such as `k7f2q1.3 p0qa8z.12`: one entry `tag.counter` per run of the
program that changed the item. They only grow. Core values do not know them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from annotator.storage.items import is_of_header
from annotator.tei.files import Deleted, Extras

_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def random_tag() -> str:
    """Six random letters for one run of the program: a copied home folder breaks nothing."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


@dataclass(frozen=True, slots=True)
class Mark:
    """Of an item touched since its file was written: its revision, and whether it is gone.

    `adopted`: the revision is another writer's; its deletion is recorded where we never had it.
    """

    revision: str
    gone: bool = False
    adopted: bool = False


Marks = Mapping[str, Mapping[str, Mark]]
"""By file, by item."""
NO_MARKS: Final[Marks] = {}
_NONE: Final[Mapping[str, Mark]] = {}


def entries(revision: str) -> dict[str, int]:
    """The entries `tag.counter` of a revision by tag; anything else in it is passed over."""
    found: dict[str, int] = {}
    for entry in revision.split():
        tag, _, number = entry.partition(".")
        if tag and number.isascii() and number.isdigit():
            found[tag] = max(found.get(tag, 0), int(number))
    return found


def written(seen: Mapping[str, int]) -> str:
    """The revision with these entries, in the order of their tags."""
    return " ".join(f"{tag}.{number}" for tag, number in sorted(seen.items()))


def advanced(revision: str, tag: str, counter: int) -> str:
    """The revision with the entry of `tag` set to `counter`, or one more where that is no step."""
    seen = entries(revision)
    seen[tag] = max(seen.get(tag, 0) + 1, counter)
    return written(seen)


def revised(
    extras: Extras,
    before: Mapping[str, object],
    after: Mapping[str, object],
    tag: str,
    counter: int,
    header: bool = False,
    marks: Mapping[str, Mark] = _NONE,
) -> Extras:
    """The extras of a file whose items (by id) were `before` and are `after`.

    New and changed items get the revision of their mark, or advance; those gone leave a record,
    which goes when they come back. `header`: something about the file as a whole changed, such as
    the completion status.
    """
    records = {record.id: record.revision for record in extras.deleted}
    revisions = dict(extras.revisions)
    for id, item in after.items():
        changed = id not in before or before[id] != item
        mark = marks.get(id)
        if mark and not mark.gone:
            # Also where it is as it was: the file has seen what was done to it and taken back.
            revisions[id] = mark.revision
            records.pop(id, None)
        elif changed:
            seen = " ".join((revisions.get(id, ""), records.pop(id, "")))
            revisions[id] = advanced(seen, tag, counter)
    for id, mark in marks.items():
        if mark.gone and id not in after and (id in before or mark.adopted):
            revisions.pop(id, None)
            records[id] = mark.revision
    for id in before:
        if id not in after and not (id in marks and marks[id].gone):
            records[id] = advanced(revisions.pop(id, ""), tag, counter)
    return replace(
        extras,
        revision=_header(extras.revision, tag, counter, marks) if header else extras.revision,
        revisions=revisions,
        deleted=tuple(Deleted(id, revision) for id, revision in sorted(records.items())),
        # What had been set aside may have come back, by a merge or from an earlier version. The
        # second of two with one id stays aside: there the id was taken before.
        aside=tuple(a for a in extras.aside if a.id not in after or a.id in before),
    )


def _header(revision: str, tag: str, counter: int, marks: Mapping[str, Mark]) -> str:
    own = [mark.revision for id, mark in marks.items() if is_of_header(id)]
    return written(entries(" ".join((revision, *own)))) if own else advanced(revision, tag, counter)
