"""Attribute values as codes: what counts as the same value, what as not given."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from unicodedata import normalize

import numpy as np

from annotator.agreement.units import Int
from annotator.core.annotation import Annotation
from annotator.core.relation import Relation
from annotator.core.tagset import Attribute, Tagset, Text
from annotator.core.values import Value, plain

_MISSING = -1


class Coding:
    """The counting attributes of a tagset."""

    def __init__(self, tagset: Tagset) -> None:
        self.tagset = tagset
        self._counting = {
            category.key: tuple(a for a in tagset.attributes(category.key) if a.counts)
            for category in tagset.categories
        }

    def names(self, category: str) -> tuple[str, ...]:
        """Its counting attributes, in the order of their columns."""
        return tuple(attribute.name for attribute in self._counting.get(category, ()))

    def layers(self, used: Iterable[str]) -> tuple[str, ...]:
        """Categories of the tagset, then the unknown ones that are used, sorted."""
        return (*self._counting, *sorted(set(used) - set(self._counting)))

    def values(self, annotation: Annotation) -> tuple[str, ...]:
        """The value of each counting attribute of its category, empty where it is not given or
        does not apply."""
        counting = self._counting.get(annotation.category)
        if not counting:
            return ()
        given = dict(annotation.attributes.pairs)
        return tuple(
            comparable(given.get(attribute.name, attribute.default), attribute)
            if attribute.condition is None
            or given.get(attribute.condition.attribute) in attribute.condition.values
            else ""
            for attribute in counting
        )

    def table(
        self, layers: Sequence[str], category: Int, values: Sequence[tuple[str, ...]]
    ) -> tuple[Int, tuple[tuple[tuple[str, ...], ...], ...]]:
        """[units, attributes] codes, and the values by layer, attribute and code, sorted."""
        width = max((len(names) for names in map(self.names, layers)), default=0)
        codes = np.full((len(values), width), _MISSING, np.int32)
        told: list[tuple[tuple[str, ...], ...]] = []
        for layer, key in enumerate(layers):
            rows = np.flatnonzero(category == layer)
            columns = list(zip(*(values[row] for row in rows.tolist()), strict=True))
            names = [tuple(sorted(set(column) - {""})) for column in columns]
            for column, (given, known) in enumerate(zip(columns, names, strict=True)):
                number = {"": _MISSING, **{value: n for n, value in enumerate(known)}}
                codes[rows, column] = [number[value] for value in given]
            told.append(tuple(names) if columns else ((),) * len(self.names(key)))
        return codes, tuple(told)


def relation_codes(relations: Sequence[Relation], tagset: Tagset) -> tuple[Int, tuple[str, ...]]:
    """[relations, attributes] codes of the counting attributes of each relation's type, and the
    value of each code."""
    counting = {
        kind.key: [attribute for attribute in kind.attributes if attribute.counts]
        for kind in tagset.relations
    }
    width = max(map(len, counting.values()), default=0)
    values = np.full((len(relations), width), _MISSING, np.int32)
    known: dict[tuple[str, str, str], int] = {}
    for row, relation in enumerate(relations):
        for column, attribute in enumerate(counting.get(relation.type, ())):
            given = relation.attributes.get(attribute.name)
            text = comparable(attribute.default if given is None else given, attribute)
            if text:
                key = relation.type, attribute.name, text
                values[row, column] = known.setdefault(key, len(known))
    return values, tuple(text for _, _, text in known)


def comparable(value: Value | None, attribute: Attribute) -> str:
    """Equal for values that count as the same; empty for none.

    Numbers as numbers, free text after NFC, trimmed and case folded, keys as they are.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal) or not isinstance(attribute.kind, Text):
        return plain(value)
    return normalize("NFC", value).strip().casefold()
