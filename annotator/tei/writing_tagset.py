"""The project's tagset as TEI: categories with their texts, attribute and relation declarations."""

from collections.abc import Iterable

from annotator.core.tagset import (
    Attribute,
    Category,
    Choice,
    Number,
    RelationType,
    Role,
    Tagset,
    Text,
    YesNo,
)
from annotator.core.values import plain
from annotator.tei.names import REL, TAG
from annotator.tei.out import Page, element, words
from annotator.tei.writing_header import colour
from annotator.tei.writing_items import value_of

COMMON = "common"
COUNTS = "counts"
RESERVED = ("active", "passive", "mutual", "same-category", "cross-document")


def categories(page: Page, tagset: Tagset) -> None:
    """The taxonomies of categories and relation types, with guideline and example."""
    name = f"{tagset.name} {tagset.version}"
    page.open("classDecl")
    if tagset.categories:
        page.open("taxonomy", {"xml:id": "tagset", "n": name})
        for category in tagset.categories:
            attributes = {"xml:id": TAG + category.key, "style": colour(category.colour)}
            _category(page, attributes, category)
        page.close()
    if tagset.relations:
        page.open("taxonomy", {"xml:id": "relations", "n": name})
        for relation in tagset.relations:
            _category(page, {"xml:id": REL + relation.key}, relation)
        page.close()
    if not tagset.categories and not tagset.relations:
        page.line(element("taxonomy", {"xml:id": "tagset", "n": name}, words("desc", "Empty.")))
    if any(attribute.counts for attribute in _all(tagset)):
        page.open("taxonomy", {"xml:id": "uses"})
        page.line(element("category", {"xml:id": COUNTS}, words("catDesc", "Counts in agreement")))
        page.close()
    page.close()


def declarations(page: Page, tagset: Tagset) -> None:
    """The attributes of each category and relation type. ValueError where two share a key."""
    keys = [c.key for c in tagset.categories] + [r.key for r in tagset.relations]
    if len(set(keys)) < len(keys) or COMMON in keys:
        raise ValueError("two categories or relation types share a key")
    common = bool(tagset.common)
    declared = [c for c in tagset.categories if c.attributes]
    if not (common or declared or tagset.relations):
        return
    shown = [r for r in tagset.relations if _roles(r) or r.attributes]
    if not (common or declared or shown):
        return
    page.open("fsdDecl")
    if common:
        _declaration(page, {"type": COMMON}, [], tagset.common)
    for category in declared:
        base = COMMON if common and category.common else ""
        _declaration(page, {"type": category.key, "baseTypes": base}, [], category.attributes)
    for relation in shown:
        _declaration(page, {"type": relation.key}, _roles(relation), relation.attributes)
    page.close()


def _all(tagset: Tagset) -> Iterable[Attribute]:
    yield from tagset.common
    for category in tagset.categories:
        yield from category.attributes
    for relation in tagset.relations:
        yield from relation.attributes


def _category(page: Page, attributes: dict[str, str], item: Category | RelationType) -> None:
    texts = [("guideline", item.guideline)]
    if isinstance(item, Category):
        texts.append(("example", item.example))
    if not any(text for _, text in texts):
        page.line(element("category", attributes, words("catDesc", item.label)))
        return
    page.open("category", attributes)
    page.line(words("catDesc", item.label))
    for name, text in texts:
        if text:
            page.line(words("catDesc", text, n=name))
    page.close()


def _declaration(
    page: Page, attributes: dict[str, str], roles: list[str], declared: Iterable[Attribute]
) -> None:
    page.open("fsDecl", attributes)
    for role in roles:
        page.line(role)
    conditions = []
    for attribute in declared:
        if attribute.name in RESERVED:
            raise ValueError(f"“{attribute.name}” is no name for an attribute")
        page.line(_attribute(attribute))
        if attribute.condition:
            page_of = element(
                "f",
                {"name": attribute.condition.attribute},
                _one_of(
                    [element("symbol", {"value": value}) for value in attribute.condition.values]
                ),
            )
            applies = element("f", {"name": attribute.name})
            conditions.append(element("cond", {}, applies, element("then", {}), page_of))
    if conditions:
        page.open("fsConstraints")
        for condition in conditions:
            page.line(condition)
        page.close()
    page.close()


def _attribute(attribute: Attribute) -> str:
    attributes = {
        "name": attribute.name,
        "n": attribute.label,
        "ana": f"#{COUNTS}" if attribute.counts else "",
        "optional": "false" if attribute.required else "",
    }
    inner = [words("fDescr", attribute.help)] if attribute.help else []
    inner.append(element("vRange", {}, _kind(attribute)))
    if attribute.default is not None:
        inner.append(element("vDefault", {}, value_of(attribute.default)))
    return element("fDecl", attributes, *inner)


def _kind(attribute: Attribute) -> str:
    match attribute.kind:
        case Choice() | YesNo():
            return _one_of(
                [element("symbol", {"value": o.key, "n": o.label}) for o in attribute.options]
            )
        case Text():
            return element("string", {})
        case Number(least, most, whole):
            bounds = {
                "value": "-INF" if least is None else plain(least),
                "max": "INF" if most is None else plain(most),
            }
            return element("numeric", bounds | ({"trunc": "true"} if whole else {}))


def _one_of(values: list[str]) -> str:
    if not values:
        raise ValueError("a list of values may not be empty")
    return values[0] if len(values) == 1 else element("vAlt", {}, *values)


def _roles(relation: RelationType) -> list[str]:
    if relation.directed:
        roles = [("active", relation.source), ("passive", relation.target)]
    else:
        roles = [("mutual", relation.source)]
    lines = [_role(name, role) for name, role in roles]
    if relation.same_category:
        lines.append(_flag("same-category", "true"))
    if not relation.cross_document:
        lines.append(_flag("cross-document", "false"))
    return lines


def _role(name: str, role: Role) -> str:
    ends = [element("fs", {"type": category}) for category in role.categories]
    allowed = _one_of(ends) if ends else element("fs", {})
    return element("fDecl", {"name": name, "n": role.label}, element("vRange", {}, allowed))


def _flag(name: str, value: str) -> str:
    flag = element("binary", {"value": value})
    return element("fDecl", {"name": name}, element("vRange", {}, flag))
