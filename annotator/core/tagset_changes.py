"""Changes of the tagset: order, new and deleted categories, what is wrong, the edit it ends in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotator.core import gestures
from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit, then
from annotator.core.gestures import Stamp
from annotator.core.ids import tagset_key
from annotator.core.tagset import (
    Attribute,
    Category,
    Choice,
    Number,
    RelationType,
    Role,
    Tagset,
)

Fate = Literal["move", "keep", "delete"]
"""What becomes of the annotator's own annotations of a deleted category."""

RESERVED_KEYS = frozenset({"common"})
"""What no category or relation type may be called in the files."""
RESERVED_NAMES = frozenset({"active", "passive", "mutual", "same-category", "cross-document"})
"""What no attribute may be called in the files."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """A category to be deleted. `to` is another category's key where annotations move."""

    category: str
    fate: Fate = "keep"
    to: str = ""


def usual_key(place: int) -> str:
    """The key on the keyboard a category has by its place from 0: 1 to 9, then none."""
    return str(place + 1) if place < 9 else ""


def new_category(tagset: Tagset, label: str, colour: str) -> Tagset:
    """The tagset with a category more, at the end, with a key of its own."""
    key = tagset_key(label, {*_keys(tagset), *RESERVED_KEYS}, "category")
    category = Category(key, label, colour, usual_key(len(tagset.categories)))
    if category.shortcut in {other.shortcut for other in tagset.categories}:
        category = replace(category, shortcut="")
    return replace(tagset, categories=(*tagset.categories, category))


def new_relation(tagset: Tagset, label: str) -> Tagset:
    """The tagset with a relation type more, at the end; it may join anything."""
    key = tagset_key(label, {*_keys(tagset), *RESERVED_KEYS}, "relation")
    return replace(tagset, relations=(*tagset.relations, RelationType(key, label)))


def new_name(attributes: Iterable[Attribute], label: str) -> str:
    """A name for another attribute beside these."""
    used = {attribute.name for attribute in attributes} | RESERVED_NAMES
    return tagset_key(label, used, "attribute")


def move_category(tagset: Tagset, place: int, to: int) -> Tagset:
    """The category at one place goes to another. Keys 1 to 9 given by place follow the places;
    a key somebody chose stays with its category."""
    order = list(tagset.categories)
    order.insert(to, order.pop(place))
    return replace(tagset, categories=_renumbered(tagset.categories, order))


def without_category(tagset: Tagset, deletion: Deletion) -> Tagset:
    """The tagset less a category. Relation types allow its successor instead, or else one less;
    the last one allowed stays named, since none named would mean any."""
    left = [category for category in tagset.categories if category.key != deletion.category]
    relations = tuple(
        replace(
            relation,
            source=_role_without(relation.source, deletion),
            target=_role_without(relation.target, deletion),
        )
        for relation in tagset.relations
    )
    return replace(tagset, categories=_renumbered(tagset.categories, left), relations=relations)


def own_uses(corpus: Corpus, annotator: str, category: str) -> list[Annotation]:
    """One annotator's annotations of a category, in all documents."""
    return [
        annotation
        for document in corpus.documents
        for annotation in corpus.set(document, annotator).annotations.values()
        if annotation.category == category
    ]


def change_tagset(
    corpus: Corpus, stamp: Stamp, tagset: Tagset, deletions: Sequence[Deletion] = ()
) -> Edit:
    """One edit for a changed tagset and what becomes of the annotations of deleted categories.

    Deletions are followed in their order: what moved to a category goes where that one goes.
    """
    before = corpus.project.tagset
    edit = gestures.retag(corpus, tagset, _label(before, tagset))
    known = {category.key for category in tagset.categories}
    gone = tuple(category for category in before.categories if category.key not in known)
    every = replace(tagset, categories=(*tagset.categories, *gone))
    now = replace(corpus, project=replace(corpus.project, tagset=every))
    for deletion in deletions:
        own = own_uses(now, stamp.who, deletion.category)
        if not own or deletion.fate == "keep":
            continue
        if deletion.fate == "move":
            step = gestures.relabel(now, stamp, own, deletion.to)
        else:
            step = gestures.delete(now, stamp, own)
        now = now.apply(step, stamp.who)
        edit = then(edit, step)
    return edit


def problems(tagset: Tagset) -> Iterator[str]:
    """What has to be mended before the tagset can be used, in words."""
    keys = _keys(tagset)
    for key in sorted({key for key in keys if keys.count(key) > 1} | (RESERVED_KEYS & set(keys))):
        yield f"The name “{key}” is taken; delete the category or relation type and add it anew."
    yield from _label_problems([c.label for c in tagset.categories], "category", "categories")
    yield from _label_problems([r.label for r in tagset.relations], "relation", "relations")
    shortcuts: dict[str, str] = {}
    for category in tagset.categories:
        key = category.shortcut.casefold()
        if key and key in shortcuts:
            yield (
                f"“{shortcuts[key]}” and “{category.label}” have the same key "
                f"{category.shortcut}. Give one of them another."
            )
        shortcuts.setdefault(key, category.label)
    for attribute in tagset.common:
        yield from _attribute_problems("Every category", attribute, tagset.common)
    yield from _names(tagset.common)
    for category in tagset.categories:
        all_of_it = tagset.attributes(category.key)
        yield from _names(all_of_it)
        for attribute in category.attributes:
            yield from _attribute_problems(category.label, attribute, all_of_it)
    for relation in tagset.relations:
        yield from _names(relation.attributes)
        for attribute in relation.attributes:
            yield from _attribute_problems(relation.label, attribute, relation.attributes)


def _keys(tagset: Tagset) -> list[str]:
    return [category.key for category in tagset.categories] + [
        relation.key for relation in tagset.relations
    ]


def _renumbered(before: Sequence[Category], after: Sequence[Category]) -> tuple[Category, ...]:
    by_place = {c.key for place, c in enumerate(before) if c.shortcut == usual_key(place)}
    chosen = {c.shortcut for c in after if c.key not in by_place}
    return tuple(
        replace(c, shortcut="" if usual_key(place) in chosen else usual_key(place))
        if c.key in by_place
        else c
        for place, c in enumerate(after)
    )


def _role_without(role: Role, deletion: Deletion) -> Role:
    if deletion.category not in role.categories:
        return role
    new = (deletion.to,) if deletion.fate == "move" else ()
    allowed = [
        key for old in role.categories for key in (new if old == deletion.category else (old,))
    ]
    return replace(role, categories=tuple(dict.fromkeys(allowed)) or role.categories)


def _label(before: Tagset, after: Tagset) -> str:
    old = {category.key: category for category in before.categories}
    new = {category.key: category for category in after.categories}
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    changed = [key for key in old.keys() & new.keys() if old[key] != new[key]]
    same_else = replace(before, categories=()) == replace(after, categories=())
    if len(gone) == 1 and not come:
        return f"Delete the category {old[gone.pop()].label}"
    if len(come) == 1 and not gone and not changed and same_else:
        return f"Add the category {new[come.pop()].label}"
    if len(changed) == 1 and not gone and not come and same_else:
        return f"Change the category {new[changed[0]].label}"
    return "Change the tagset"


def _label_problems(labels: Sequence[str], one: str, several: str) -> Iterator[str]:
    if not all(label.strip() for label in labels):
        yield f"Every {one} needs a name."
    folded = [label.casefold() for label in labels if label.strip()]
    for label in dict.fromkeys(label for label in labels if folded.count(label.casefold()) > 1):
        yield f"Two {several} are called “{label}”."
        return


def _names(attributes: Sequence[Attribute]) -> Iterator[str]:
    names = [attribute.name for attribute in attributes]
    for attribute in attributes:
        if names.count(attribute.name) > 1 or attribute.name in RESERVED_NAMES:
            yield f"The attribute “{attribute.title}” is there twice; remove one of the two."
            return


def _attribute_problems(
    owner: str, attribute: Attribute, siblings: Sequence[Attribute]
) -> Iterator[str]:
    where = f"{owner}, “{attribute.title}”"
    match attribute.kind:
        case Choice(options):
            keys = [option.key for option in options]
            if not options:
                yield f"{where}: add at least one value to choose from."
            if len(set(keys)) < len(keys):
                yield f"{where}: two values are the same."
        case Number(least, most):
            if least is not None and most is not None and least > most:
                yield f"{where}: the least value is greater than the greatest."
        case _:
            pass
    if attribute.default is not None and (problem := attribute.problem(attribute.default)):
        yield f"{where}, value at the start: {problem}."
    condition = attribute.condition
    if condition is not None:
        on = next((a for a in siblings if a.name == condition.attribute), None)
        known = {option.key for option in on.options} if on is not None else set()
        if not condition.values or not set(condition.values) <= known:
            yield f"{where}: choose again when it is asked for."
