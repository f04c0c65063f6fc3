"""Two versions of a tagset in one, by keys, that is as valid as both of them."""

from dataclasses import replace
from typing import Final

from annotator.core.tagset import (
    Attribute,
    Category,
    Choice,
    Kind,
    Number,
    Option,
    RelationType,
    Role,
    Tagset,
    Text,
    YesNo,
)
from annotator.core.tagset_changes import usual_key
from annotator.core.values import plain
from annotator.storage.mended_tagset import mended
from annotator.storage.three_ways import UNKNOWN, ThreeWays, Unknown

USUAL: Final = "usual"
"""Stands for the key on the keyboard that a category has by its place."""
_NAMES: Final = {
    "label": "The name",
    "shortcut": "The key",
    "common": "Whether the common attributes hold, in",
    "required": "Whether it is required:",
    "default": "The value at the start",
    "counts": "Whether it counts in agreement:",
    "condition": "When it is asked for:",
    "same_category": "Whether both ends are of one category, in",
    "cross_document": "Whether it may lead to another article, in",
}
_Ends = tuple[bool, Role, Role]


def merge_tagset(ways: ThreeWays, base: Tagset | Unknown, here: Tagset, there: Tagset) -> Tagset:
    """Categories, attributes and relation types by key. What would not go together is mended."""
    merged = ways.fields(
        " of the tagset",
        base if isinstance(base, Unknown) else _by_place(base),
        _by_place(here),
        _by_place(there),
        _NAMES,
        {
            "categories": lambda b, h, t: ways.keyed(
                "The order of the categories", _key, b, h, t, _Items(ways).category, _title
            ),
            "relations": lambda b, h, t: ways.keyed(
                "The order of the relations", _key, b, h, t, _Items(ways).relation, _title
            ),
            "common": lambda b, h, t: _Items(ways).attributes(" of every category", b, h, t),
        },
    )
    return mended(ways, _placed(ways, merged))


class _Items:
    """How one category, attribute or relation type is merged."""

    def __init__(self, ways: ThreeWays) -> None:
        self._ways = ways

    def category(self, base: Category | Unknown, here: Category, there: Category) -> Category:
        owner = f" of the category {_title(here)}"
        parts = {"attributes": lambda b, h, t: self.attributes(owner, b, h, t)}
        return self._ways.fields(owner, base, here, there, _NAMES, parts)

    def relation(
        self, base: RelationType | Unknown, here: RelationType, there: RelationType
    ) -> RelationType:
        owner = f" of the relation {_title(here)}"
        old = UNKNOWN if isinstance(base, Unknown) else _ends(base)
        # Direction and ends are one thing: a mutual relation has the same on both sides.
        same = _ends(here) == _ends(there) or _ends(there) == old
        from_here = same or _ends(here) != old
        if from_here and not same:
            words = (_ends_in_words(relation) for relation in (here, there))
            self._ways.clash(f"The ends{owner}", *words)
        directed, source, target = _ends(here if from_here else there)
        merged = self._ways.fields(
            owner,
            base,
            here,
            there,
            _NAMES,
            {
                "attributes": lambda b, h, t: self.attributes(owner, b, h, t),
                "directed": lambda b, h, t: directed,
                "source": lambda b, h, t: source,
                "target": lambda b, h, t: target,
            },
        )
        return merged

    def attributes(
        self,
        owner: str,
        base: tuple[Attribute, ...] | Unknown,
        here: tuple[Attribute, ...],
        there: tuple[Attribute, ...],
    ) -> tuple[Attribute, ...]:
        def one(base: Attribute | Unknown, here: Attribute, there: Attribute) -> Attribute:
            own = f" of “{here.title}”{owner}"
            parts = {"kind": lambda b, h, t: self._kind(own, b, h, t)}
            return self._ways.fields(own, base, here, there, _NAMES, parts)

        def name(attribute: Attribute) -> str:
            return f"“{attribute.title}”{owner}"

        order = f"The order of the attributes{owner}"
        return self._ways.keyed(order, lambda a: a.name, base, here, there, one, name)

    def _kind(self, owner: str, base: Kind | Unknown, here: Kind, there: Kind) -> Kind:
        if here == there or there == base:
            return here
        if here == base:
            return there
        if not (isinstance(here, Choice) and isinstance(there, Choice)):
            self._ways.clash(f"The values{owner}", _kind_in_words(here), _kind_in_words(there))
            return here

        def one(base: Option | Unknown, here: Option, there: Option) -> Option:
            return self._ways.fields(
                f" of “{here.name}”, a value{owner}", base, here, there, _NAMES
            )

        options = self._ways.keyed(
            f"The order of the values{owner}",
            _key,
            base.options if isinstance(base, Choice) else UNKNOWN,
            here.options,
            there.options,
            one,
            lambda option: f"“{option.name}”, a value{owner}",
        )
        return Choice(options) if options else here


def _by_place(tagset: Tagset) -> Tagset:
    categories = tuple(
        replace(c, shortcut=USUAL) if c.shortcut == usual_key(place) else c
        for place, c in enumerate(tagset.categories)
    )
    return replace(tagset, categories=categories)


def _placed(ways: ThreeWays, tagset: Tagset) -> Tagset:
    """With the keys that go with the places; one that was chosen for two goes to the first."""
    chosen: dict[str, Category] = {}
    categories: list[Category] = []
    for category in tagset.categories:
        key = category.shortcut.casefold()
        if key and key != USUAL:
            first = chosen.setdefault(key, category)
            if first is not category:
                ways.clash(f"The key {category.shortcut}", _title(first), _title(category))
                category = replace(category, shortcut="")
        categories.append(category)
    placed = []
    for place, category in enumerate(categories):
        if category.shortcut == USUAL:
            key = usual_key(place)
            category = replace(category, shortcut="" if key in chosen else key)
        placed.append(category)
    return replace(tagset, categories=tuple(placed))


def _key(item: Category | RelationType | Option) -> str:
    return item.key


def _title(item: Category | RelationType) -> str:
    return f"“{item.label or item.key}”"


def _ends(relation: RelationType) -> _Ends:
    return relation.directed, relation.source, relation.target


def _ends_in_words(relation: RelationType) -> str:
    source, target = (
        ", ".join(role.categories) or "anything" for role in (relation.source, relation.target)
    )
    return f"from {source} to {target}" if relation.directed else f"mutual, between {source}"


def _kind_in_words(kind: Kind) -> str:
    match kind:
        case Choice(options):
            return ", ".join(option.name for option in options)
        case Text():
            return "free text"
        case YesNo():
            return "yes or no"
        case Number(least, most):
            low = "" if least is None else f" from {plain(least)}"
            return f"a number{low}" + ("" if most is None else f" to {plain(most)}")
