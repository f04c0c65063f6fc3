"""What does not go together in a tagset of two versions, each of which was valid, mended."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from annotator.core.ids import tagset_key
from annotator.core.tagset import Attribute, Category, RelationType, Tagset
from annotator.core.tagset_changes import RESERVED_KEYS, new_name
from annotator.storage.three_ways import ThreeWays, in_words

_Labelled = TypeVar("_Labelled", Category, RelationType)


def mended(ways: ThreeWays, tagset: Tagset) -> Tagset:
    """A tagset without doubled keys, names and attributes, and with fitting values at the start
    and conditions. Roles may name a category that is gone: it is known by its key."""
    common = tuple(_mended(ways, a, tagset.common, "every category") for a in tagset.common)
    tagset = replace(tagset, common=common)
    categories = [_with_own_names(ways, c, tagset) for c in _named(ways, tagset.categories)]
    keys = {category.key for category in categories} | RESERVED_KEYS
    relations = []
    for relation in _named(ways, tagset.relations):
        if relation.key in keys:
            key = tagset_key(relation.label, keys | {r.key for r in tagset.relations}, "relation")
            ways.clash(f"The key of “{relation.label}”", relation.key, key)
            relation = replace(relation, key=key)
        keys.add(relation.key)
        fitting = _fitting(ways, relation.attributes, relation.attributes, relation.label)
        relations.append(replace(relation, attributes=fitting))
    return replace(tagset, categories=tuple(categories), relations=tuple(relations))


def _named(ways: ThreeWays, items: Iterable[_Labelled]) -> list[_Labelled]:
    """With a number behind a name that another one has already."""
    items = list(items)
    used = {item.label.casefold() for item in items}
    seen: set[str] = set()
    found = []
    for item in items:
        label, number = item.label, 1
        if label.casefold() in seen:
            while label.casefold() in used:
                number += 1
                label = f"{item.label} ({number})"
            ways.clash(f"Two are called “{item.label}”", item.label, label)
            used.add(label.casefold())
        seen.add(label.casefold())
        found.append(replace(item, label=label))
    return found


def _with_own_names(ways: ThreeWays, category: Category, tagset: Tagset) -> Category:
    """An attribute of a category that is among the common ones too gets another name."""
    shared = tagset.common if category.common else ()
    taken = {attribute.name for attribute in shared}
    names: dict[str, str] = {}
    own: tuple[Attribute, ...] = category.attributes
    for attribute in category.attributes:
        if attribute.name in taken:
            others = (*own, *shared, *(replace(attribute, name=n) for n in names.values()))
            names[attribute.name] = new_name(others, attribute.title)
            what = f"“{attribute.title}”, for “{category.label}” and for every category"
            ways.clash(what, attribute.name, names[attribute.name])
    own = tuple(_renamed(attribute, names) for attribute in own)
    fitting = _fitting(ways, own, (*own, *shared), category.label)
    return replace(category, attributes=fitting)


def _renamed(attribute: Attribute, names: dict[str, str]) -> Attribute:
    condition = attribute.condition
    if condition and condition.attribute in names:
        condition = replace(condition, attribute=names[condition.attribute])
    name = names.get(attribute.name, attribute.name)
    return replace(attribute, name=name, condition=condition)


def _fitting(
    ways: ThreeWays,
    attributes: tuple[Attribute, ...],
    siblings: tuple[Attribute, ...],
    owner: str,
) -> tuple[Attribute, ...]:
    return tuple(_mended(ways, attribute, siblings, f"“{owner}”") for attribute in attributes)


def _mended(
    ways: ThreeWays, attribute: Attribute, siblings: tuple[Attribute, ...], owner: str
) -> Attribute:
    """Without a value at the start or a condition that the values no longer allow."""
    where = f"of “{attribute.title}” of {owner}"
    default, condition = attribute.default, attribute.condition
    if default is not None and attribute.problem(default):
        ways.clash(f"The value at the start {where}", in_words(default), "not in the list")
        default = None
    if condition is not None:
        on = next((a for a in siblings if a.name == condition.attribute), None)
        known = {option.key for option in on.options} if on else set()
        values = tuple(value for value in condition.values if value in known)
        if values != condition.values:
            left = "never" if values else "always"
            ways.clash(f"When it is asked for, {where}", in_words(condition.values), left)
            condition = replace(condition, values=values) if values else None
    return replace(attribute, default=default, condition=condition)
