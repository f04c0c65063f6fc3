"""Which version of each item is in hand: the revisions of what was touched since it was saved.

The entry of this run in an item's revision is the number of the edit that touched it last, so a
revision covers those of all states the item was in before.
"""

from collections.abc import Callable, Mapping

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.edit import Edit, Item
from annotator.core.relation import Relation
from annotator.storage.items import encode, is_of_header, place_of
from annotator.storage.records import Touch
from annotator.storage.revisions import Mark, Marks, advanced
from annotator.storage.versions import first_revision
from annotator.tei.files import Extras

Place = tuple[str, str]
"""A file, by its name in the project, and an item's id in it."""


class Ledger:
    """The revisions of one run of the program, whose tag is `tag`. For one thread."""

    def __init__(self, tag: str, extras: Callable[[str], Extras | None]) -> None:
        """`extras` gives those of a file as it was read or written last."""
        self.tag = tag
        self.n = 0
        """The number of the last edit."""
        self._extras = extras
        self._marks: dict[str, dict[str, Mark]] = {}

    def touches(
        self, edit: Edit, annotator: str, adopted: Mapping[Place, str] | None = None
    ) -> list[Touch]:
        """What the next edit leaves of each item. Changes nothing; see `take`.

        `adopted`: revisions of versions that come from elsewhere as they are.
        """
        before = {place_of(item, annotator): item for item in edit.removed}
        after = {place_of(item, annotator): item for item in edit.added}
        found = []
        for place in before | after:
            item = after.get(place)
            revision = (adopted or {}).get(place)
            foreign = revision is not None
            if revision is None:
                seen = self.revision(*place) or self._first_revision(place, before.get(place))
                revision = advanced(seen, self.tag, self.n + 1)
            found.append(Touch(*place, revision, item and encode(item), foreign))
        return found

    def take(self, touches: list[Touch]) -> None:
        """Count an edit, which left these items."""
        self.n += 1
        for touch in touches:
            mark = Mark(touch.revision, touch.value is None, touch.adopted)
            self._marks.setdefault(touch.name, {})[touch.id] = mark

    def restore(self, name: str, marks: Mapping[str, Mark]) -> None:
        """Know of versions of a file's items without an edit."""
        self._marks.setdefault(name, {}).update(marks)

    def revision(self, name: str, id: str) -> str:
        """The revision of an item as it is now; empty where it has none."""
        if mark := self._marks.get(name, {}).get(id):
            return mark.revision
        extras = self._extras(name)
        if extras is None:
            return ""
        if is_of_header(id):
            return extras.revision
        return extras.revisions.get(id) or extras.records.get(id, "")

    def _first_revision(self, place: Place, item: Item | None) -> str:
        """Of an item that its file gave none; for what has none because it is new: none."""
        name, id = place
        known = self._extras(name) is not None and id not in self._marks.get(name, {})
        if known and isinstance(item, Annotation | Relation | Completion):
            return first_revision(item)
        return ""

    def marks(self) -> Marks:
        """All marks, as they are now."""
        return {name: dict(marks) for name, marks in self._marks.items() if marks}

    def settle(self, name: str, marks: Mapping[str, Mark]) -> None:
        """Forget marks that have gone into the file, unless the items were touched since."""
        own = self._marks.get(name, {})
        for id, mark in marks.items():
            if own.get(id) == mark:
                del own[id]
