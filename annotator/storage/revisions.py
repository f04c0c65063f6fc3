"""Revisions: which version of each annotation and relation a writer has seen; merging needs them.

A revision is a small vector such as `k7f2q1.3 p0qa8z.12`: one entry `tag.counter` per run of the
program that changed the item. They only grow. Core values do not know them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from annotator.tei.files import Deleted, Extras

_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def random_tag() -> str:
    """Six random letters for one run of the program: a copied home folder breaks nothing."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def advanced(revision: str, tag: str, counter: int) -> str:
    """The revision with the entry of `tag` set to `counter`, or one more where it is there already.

    Entries that are no `tag.counter` are dropped; the rest stand in the order of their tags.
    """
    entries: dict[str, int] = {}
    for entry in revision.split():
        name, _, number = entry.partition(".")
        if name and number.isascii() and number.isdigit():
            entries[name] = max(entries.get(name, 0), int(number))
    entries[tag] = max(entries.get(tag, 0) + 1, counter)
    return " ".join(f"{name}.{number}" for name, number in sorted(entries.items()))


def revised(
    extras: Extras,
    before: Mapping[str, object],
    after: Mapping[str, object],
    tag: str,
    counter: int,
    header: bool = False,
) -> Extras:
    """The extras of a file whose items (by id) were `before` and are `after`.

    New and changed items advance; those gone leave a record, which goes when they come back.
    `header`: something about the file as a whole changed, such as the completion status.
    """
    records = {record.id: record.revision for record in extras.deleted}
    revisions = dict(extras.revisions)
    for id, item in after.items():
        if id not in before or before[id] != item:
            seen = " ".join((revisions.get(id, ""), records.pop(id, "")))
            revisions[id] = advanced(seen, tag, counter)
    for id in before:
        if id not in after:
            records[id] = advanced(revisions.pop(id, ""), tag, counter)
    return replace(
        extras,
        revision=advanced(extras.revision, tag, counter) if header else extras.revision,
        revisions=revisions,
        deleted=tuple(Deleted(id, revision) for id, revision in sorted(records.items())),
    )
