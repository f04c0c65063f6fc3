"""The tagset and settings as files hold them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from lxml import etree

from annotator.core.project import Settings
from annotator.core.tagset import (
    YES_NO,
    Attribute,
    Category,
    Choice,
    Condition,
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
from annotator.core.values import Symbol, Value
from annotator.tei.names import REL, TAG, XML_ID, T
from annotator.tei.reading_header import colour_of, text_of, words
from annotator.tei.reading_items import value
from annotator.tei.writing_project import KEY, NO_KEY
from annotator.tei.writing_tagset import COMMON, COUNTS, RESERVED

_SETTINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "marks": {key: key for key in ("inside", "outside", "as-selected")},
    "snap": {key: key for key in ("words", "characters")},
    "trim": {"yes": True, "no": False},
    "suggestions": {"on": True, "off": False},
}
"""What the symbols of the settings mean; others are kept as they are."""


def tagset(root: etree._Element, keys: dict[str, str] | None = None) -> Tagset:
    """The tagset of a file; `keys` are the unusual shortcut keys by category.

    A file other than the project's gives keys, labels and colours alone.
    """
    encoding = root.find(f"{T}teiHeader/{T}encodingDesc")
    found: dict[str, etree._Element] = {}
    if encoding is not None:
        for taxonomy in encoding.iterfind(f"{T}classDecl/{T}taxonomy"):
            found[taxonomy.get(XML_ID, "")] = taxonomy
    declared = (
        {}
        if encoding is None
        else {item.get("type", ""): item for item in encoding.iterfind(f"{T}fsdDecl/{T}fsDecl")}
    )
    named = found.get("tagset", found.get("relations"))
    name, _, version = ("" if named is None else named.get("n", "")).rpartition(" ")
    common = _attributes(declared.get(COMMON))
    return Tagset(
        name or version,
        version if name else "1",
        tuple(_categories(found.get("tagset"), declared, keys, bool(common))),
        tuple(_relations(found.get("relations"), declared)),
        common,
    )


def _categories(
    taxonomy: etree._Element | None,
    declared: dict[str, etree._Element],
    keys: dict[str, str] | None,
    common: bool,
) -> Iterator[Category]:
    for place, item in enumerate(_items(taxonomy)):
        key = item.get(XML_ID, "").removeprefix(TAG)
        declaration = declared.get(key)
        attributes = _attributes(declaration)
        shortcut = "" if keys is None else keys.get(key, usual_key(place))
        yield Category(
            key,
            words(item, f"{T}catDesc"),
            colour_of(item.get("style")),
            shortcut,
            words(item, f"{T}catDesc[@n='guideline']"),
            words(item, f"{T}catDesc[@n='example']"),
            attributes,
            not (common and attributes and declaration is not None)
            or declaration.get("baseTypes") == COMMON,
        )


def _relations(
    taxonomy: etree._Element | None, declared: dict[str, etree._Element]
) -> Iterator[RelationType]:
    for item in _items(taxonomy):
        key = item.get(XML_ID, "").removeprefix(REL)
        declaration = declared.get(key)
        roles = (
            {}
            if declaration is None
            else {
                role.get("name", ""): role
                for role in declaration.iterfind(f"{T}fDecl")
                if role.get("name") in RESERVED
            }
        )
        mutual = roles.get("mutual")
        yield RelationType(
            key,
            words(item, f"{T}catDesc"),
            mutual is None,
            _role(roles.get("active") if mutual is None else mutual),
            _role(roles.get("passive") if mutual is None else mutual),
            _flag(roles.get("same-category"), False),
            _flag(roles.get("cross-document"), True),
            words(item, f"{T}catDesc[@n='guideline']"),
            _attributes(declaration),
        )


def _items(taxonomy: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if taxonomy is None else taxonomy.iterfind(f"{T}category")


def _role(declaration: etree._Element | None) -> Role:
    if declaration is None:
        return Role()
    allowed = [fs.get("type", "") for fs in declaration.iter(f"{T}fs")]
    return Role(declaration.get("n", ""), tuple(filter(None, allowed)))


def _flag(declaration: etree._Element | None, usual: bool) -> bool:
    binary = None if declaration is None else declaration.find(f"{T}vRange/{T}binary")
    return usual if binary is None else binary.get("value") == "true"


def _attributes(declaration: etree._Element | None) -> tuple[Attribute, ...]:
    if declaration is None:
        return ()
    conditions = {}
    for condition in declaration.iterfind(f"{T}fsConstraints/{T}cond"):
        first, last = condition[0], condition[-1]
        values = tuple(symbol.get("value", "") for symbol in last.iter(f"{T}symbol"))
        conditions[first.get("name", "")] = Condition(last.get("name", ""), values)
    found = []
    for item in declaration.iterfind(f"{T}fDecl"):
        name = item.get("name", "")
        if name in RESERVED:
            continue
        default = item.find(f"{T}vDefault")
        found.append(
            Attribute(
                name,
                _kind(item),
                item.get("n", ""),
                words(item, f"{T}fDescr"),
                item.get("optional") == "false",
                value(default[0]) if default is not None else None,
                item.get("ana") == f"#{COUNTS}",
                conditions.get(name),
            )
        )
    return tuple(found)


def _kind(item: etree._Element) -> Kind:
    held = item.find(f"{T}vRange/*")
    match "" if held is None else str(held.tag).removeprefix(T):
        case "symbol" | "vAlt":
            symbols = list(held.iter(f"{T}symbol")) if held is not None else []
            options = tuple(Option(s.get("value", ""), s.get("n", "")) for s in symbols)
            return YesNo() if options == YES_NO else Choice(options)
        case "numeric" if held is not None:
            whole = held.get("trunc") == "true"
            return Number(_bound(held.get("value")), _bound(held.get("max")), whole)
        case _:
            return Text()


def _bound(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text or "INF")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def settings(root: etree._Element) -> tuple[Settings, dict[str, str]]:
    """The project's settings, and the unusual shortcut keys by category."""
    features = root.find(f"{T}standOff[@type='settings']/{T}fs")
    values: dict[str, Value] = {}
    for feature in () if features is None else features:
        values[feature.get("name", "")] = value(feature[0])
    keys = {
        name.removeprefix(KEY): "" if key == NO_KEY else str(key)
        for name, key in values.items()
        if name.startswith(KEY)
    }
    found = Settings()
    for name, meanings in _SETTINGS.items():
        symbol = values.get(name)
        if isinstance(symbol, Symbol) and symbol in meanings:
            found = replace(found, **{name: meanings[symbol]})
            del values[name]
    other = tuple(sorted((n, v) for n, v in values.items() if not n.startswith(KEY)))
    return replace(found, other=other), keys


def suggestions(root: etree._Element) -> bool | None:
    """Whether an annotation file says that suggestions were shown."""
    sentence = text_of(
        root.find(f"{T}teiHeader/{T}encodingDesc/{T}editorialDecl/{T}interpretation/{T}p")
    )
    return {"suggestions: on": True, "suggestions: off": False}.get(sentence.strip())
