"""What an edit may change of a project as a whole: tagset, settings, heading, who annotates."""

from dataclasses import replace

from annotator.core.errors import EditError
from annotator.core.project import Annotator, Heading, Project, Settings
from annotator.core.tagset import Tagset

Part = Tagset | Settings | Heading | Annotator


class ProjectDraft:
    """A project while an edit is made of it."""

    def __init__(self, before: Project) -> None:
        self._before = before
        whole: tuple[Part, ...] = (before.tagset, before.settings, before.heading)
        self._parts = {_key(part): part for part in (*whole, *before.annotators)}

    def take(self, part: Part) -> None:
        """Take a part away. EditError if it is another one by now."""
        if self._parts.get(_key(part)) != part:
            raise EditError("E-STALE", "The project has changed.")
        del self._parts[_key(part)]

    def put(self, part: Part) -> None:
        """Put a part in. EditError if there is one."""
        if _key(part) in self._parts:
            raise EditError("E-STALE", "The project has that already.")
        self._parts[_key(part)] = part

    def project(self) -> Project:
        """The outcome: the same project where nothing changed. EditError if a part is missing."""
        before, changed = self._before, self._before
        people = tuple(part for part in self._parts.values() if isinstance(part, Annotator))
        if people != before.annotators:
            order = {annotator.id: n for n, annotator in enumerate(before.annotators)}
            in_order = sorted(people, key=lambda annotator: order.get(annotator.id, len(order)))
            changed = replace(changed, annotators=tuple(in_order))
        for kind in (Tagset, Settings, Heading):
            match self._parts.get(_key_of(kind)):
                case Tagset() as tagset:
                    if tagset is not before.tagset:
                        changed = replace(changed, tagset=tagset)
                case Settings() as settings:
                    if settings is not before.settings:
                        changed = replace(changed, settings=settings)
                case Heading() as now:
                    if now != before.heading:
                        changed = changed.headed(now)
                case _:
                    raise EditError("E-STALE", "A project needs a title, a tagset and settings.")
        return changed


def _key(part: Part) -> tuple[str, str]:
    return ("", part.id) if isinstance(part, Annotator) else _key_of(type(part))


def _key_of(kind: type) -> tuple[str, str]:
    return kind.__name__, ""
