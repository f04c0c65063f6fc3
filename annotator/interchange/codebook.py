"""The tagset as a table: a row for each category, attribute and type of relation."""

from collections.abc import Iterator
from typing import Final, assert_never

from annotator.core.tagset import Attribute, Choice, Number, RelationType, Tagset, Text, YesNo
from annotator.core.values import plain

COLUMNS: Final = (
    *("name", "parent", "kind", "value_type", "values", "description", "color"),
    *("label", "labels", "example", "required", "default", "counts", "applies_if", "key"),
)
"""The first seven are read by other programs, too: Taguette and requal take name, description and
color."""
COMMON: Final = "*"
"""The parent of attributes that all categories share."""


def rows(tagset: Tagset) -> Iterator[dict[str, str]]:
    """Cells by column; columns that are left out are empty."""
    for category in tagset.categories:
        yield {
            "name": category.key,
            "kind": "category",
            "description": category.guideline,
            "color": category.colour,
            "label": category.label,
            "example": category.example,
            "key": category.shortcut,
        }
        yield from (_attribute(category.key, attribute) for attribute in category.attributes)
        if tagset.common and not category.common:
            yield {"name": COMMON, "parent": category.key, "kind": "no common attributes"}
    yield from (_attribute(COMMON, attribute) for attribute in tagset.common)
    for relation in tagset.relations:
        yield _relation(relation)
        yield from (_attribute(relation.key, attribute) for attribute in relation.attributes)


def value_type(attribute: Attribute) -> str:
    """What kind of value it takes, in a word."""
    match attribute.kind:
        case Choice():
            return "enum"
        case YesNo():
            return "yes-no"
        case Text():
            return "text"
        case Number(whole=whole):
            return "integer" if whole else "number"
    assert_never(attribute.kind)


def range_of(attribute: Attribute) -> str:
    """The values it may take: a list parted by bars, or bounds such as `0..100`; else empty."""
    match attribute.kind:
        case Number(least, most, _) if least is not None or most is not None:
            return f"{plain(least)}..{plain(most)}"
        case Choice() | YesNo():
            return "|".join(option.key for option in attribute.options)
        case _:
            return ""


def condition_of(attribute: Attribute) -> str:
    """Where it applies, such as `part=source|frame`; empty: everywhere."""
    condition = attribute.condition
    return f"{condition.attribute}={'|'.join(condition.values)}" if condition else ""


def _attribute(parent: str, attribute: Attribute) -> dict[str, str]:
    return {
        "name": attribute.name,
        "parent": parent,
        "kind": "attribute",
        "value_type": value_type(attribute),
        "values": range_of(attribute),
        "description": attribute.help,
        "label": attribute.label,
        "labels": "|".join(option.label.replace("|", "/") for option in attribute.options),
        "required": "true" if attribute.required else "false",
        "default": plain(attribute.default),
        "counts": "true" if attribute.counts else "false",
        "applies_if": condition_of(attribute),
    }


def _relation(relation: RelationType) -> dict[str, str]:
    ends = (relation.source, relation.target)
    rules = ["same category"] if relation.same_category else []
    rules += [] if relation.cross_document else ["within one article"]
    return {
        "name": relation.key,
        "kind": "relation",
        "value_type": "directed" if relation.directed else "undirected",
        "values": ">".join("|".join(end.categories) for end in ends),
        "description": relation.guideline,
        "label": relation.label,
        "labels": "|".join(end.label for end in ends),
        "applies_if": "; ".join(rules),
    }
