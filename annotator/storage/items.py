"""Values as JSON and back, for the journal: what an edit removes and adds, and where it belongs."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.document import Document, Metadata
from annotator.core.edit import Item
from annotator.core.errors import InputError
from annotator.core.project import Annotator, Heading, Settings
from annotator.core.relation import OnlyHere, Relation
from annotator.core.span import Spans
from annotator.core.tagset import Tagset
from annotator.core.values import Symbol
from annotator.storage import layout

Json = Any

STATUS, DETAILS, TAGSET, SETTINGS, HEADING = "status", "details", "tagset", "settings", "heading"
ANNOTATOR = "annotator"
"""Ids, within a file, of what belongs to its header; an annotator's goes on with `/` and who."""
_OF_HEADER = {STATUS, DETAILS, TAGSET, SETTINGS, HEADING, ANNOTATOR}


@dataclass(frozen=True, slots=True)
class _Details:
    """A document without its text, which no edit changes."""

    id: str
    metadata: Metadata
    out_of_scope: Spans = ()


_KINDS: Mapping[str, type] = {
    "annotation": Annotation,
    "relation": Relation,
    "only-here": OnlyHere,
    STATUS: Completion,
    DETAILS: _Details,
    TAGSET: Tagset,
    SETTINGS: Settings,
    HEADING: Heading,
    ANNOTATOR: Annotator,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def place_of(item: Item, annotator: str) -> tuple[str, str]:
    """The file an annotator's item is stored in, by its name in the project, and its id there."""
    match item:
        case Annotation():
            return layout.annotations_name(item.document, annotator), item.id
        case Relation() if not item.crosses:
            return layout.annotations_name(item.source.document, annotator), item.id
        case Relation():
            return layout.links_name(annotator), item.id
        case OnlyHere():
            return layout.links_name(annotator), f"{item.document}/{item.annotation}/{item.other}"
        case Completion():
            return layout.annotations_name(item.document, annotator), STATUS
        case Document():
            return layout.text_name(item.id), DETAILS
        case Tagset():
            return layout.PROJECT, TAGSET
        case Settings():
            return layout.PROJECT, SETTINGS
        case Heading():
            return layout.PROJECT, HEADING
        case Annotator():
            return layout.PROJECT, f"{ANNOTATOR}/{item.id}"


def mark_of(id: str) -> OnlyHere | None:
    """The mark that an id within a links file stands for; None where it is that of a link."""
    parts = id.split("/")
    return OnlyHere(*parts) if len(parts) == 3 else None


def is_of_header(id: str) -> bool:
    """Whether an item has no revision of its own, but shares that of its file's header."""
    return id.partition("/")[0] in _OF_HEADER


def encode(item: Item) -> Json:
    """An item as JSON: `[kind, fields]`; fields that have their default are left out."""
    value: Any = item
    if isinstance(item, Document):
        value = _Details(item.id, item.metadata, item.out_of_scope)
    return [_NAMES[type(value)], _encoded(value)]


def decode(data: Json, documents: Mapping[str, Document]) -> Item:
    """The item again. Raises InputError (E-JOURNAL) where it is none that this version knows."""
    match data:
        case [str(name), dict(values)] if name in _KINDS:
            item: Any = _decoded(values, _KINDS[name])
        case _:
            raise _odd("an item")
    if isinstance(item, _Details):
        document = documents.get(item.id)
        if document is None:
            raise _odd("an article that is not there")
        return replace(document, metadata=item.metadata, out_of_scope=item.out_of_scope)
    found: Item = item
    return found


def _encoded(value: Any) -> Json:
    if isinstance(value, Symbol):
        return {"s": str(value)}
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, tuple):
        return [_encoded(part) for part in value]
    if is_dataclass(value):
        kind: type = type(value)
        found: dict[str, Json] = {}
        for name, default, _ in _fields(kind):
            part = getattr(value, name)
            if part is not default and part != default:
                found[name] = _encoded(part)
        return found if kind not in _tagged() else {"k": kind.__name__, **found}
    return value


def _decoded(data: Json, hint: Any) -> Any:
    """What `data` stands for where a value of the type `hint` belongs."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in (str, bool, int):
        if type(data) is hint:
            return data
    elif hint is NoneType:
        if data is None:
            return None
    elif hint is Decimal and isinstance(data, dict):
        return _decimal(data)
    elif hint is Symbol and isinstance(data, dict):
        return Symbol(_decoded(data.get("s"), str))
    elif origin is Literal:
        if data in arguments:
            return data
    elif origin in (Union, UnionType):
        return _one_of(data, arguments)
    elif origin is tuple and isinstance(data, list):
        kinds = arguments[:1] * len(data) if arguments[1:] == (...,) else arguments
        if len(kinds) == len(data):
            return tuple(_decoded(part, kind) for part, kind in zip(data, kinds, strict=True))
    elif is_dataclass(hint) and isinstance(hint, type) and isinstance(data, dict):
        return _built(data, hint)
    raise _odd(str(hint))


def _one_of(data: Json, kinds: tuple[Any, ...]) -> Any:
    match data:
        case None:
            return _decoded(None, NoneType if NoneType in kinds else kinds[0])
        case {"k": str(name)}:
            kind = next((kind for kind in kinds if kind.__name__ == name), NoneType)
            return _decoded({key: part for key, part in data.items() if key != "k"}, kind)
        case {"s": _} if str in kinds:
            return _decoded(data, Symbol)
        case {"d": _}:
            return _decoded(data, Decimal)
        case str() if str in kinds:
            return data
        case _:
            raise _odd("a value")


def _built(data: dict[str, Json], kind: type) -> Any:
    hints = {name: hint for name, _, hint in _fields(kind)}
    if not data.keys() <= hints.keys():
        raise _odd(f"a field of {kind.__name__}")
    values = {name: _decoded(part, hints[name]) for name, part in data.items()}
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise _odd(f"{kind.__name__}: {error}") from error


def _decimal(data: dict[str, Json]) -> Decimal:
    try:
        value = Decimal(_decoded(data.get("d"), str))
    except InvalidOperation as error:
        raise _odd("a number") from error
    if not value.is_finite():
        raise _odd("a number")
    return value


@cache
def _fields(kind: type) -> list[tuple[str, Any, Any]]:
    """Name, default (MISSING: none) and type of each field."""
    hints = get_type_hints(kind)
    return [(field.name, field.default, hints[field.name]) for field in fields(kind)]


def _unions(kind: type, seen: set[Any]) -> set[Any]:
    """The dataclasses that stand beside others in a union, in a kind or what it is made of."""
    found: set[Any] = set()

    def look(hint: Any) -> None:
        if hint in seen:
            return
        seen.add(hint)
        arguments = get_args(hint)
        if get_origin(hint) in (Union, UnionType):
            found.update(part for part in arguments if is_dataclass(part))
        for part in arguments:
            look(part)
        if is_dataclass(hint) and isinstance(hint, type):
            for _, _, part in _fields(hint):
                look(part)

    look(kind)
    return found


@cache
def _tagged() -> frozenset[type]:
    """Kinds that need their name beside their fields: a reader could not tell them apart."""
    return frozenset[type]().union(*(_unions(kind, set()) for kind in _KINDS.values()))


def _odd(what: str) -> InputError:
    return InputError("E-JOURNAL", f"A record of the journal cannot be understood ({what}).")
