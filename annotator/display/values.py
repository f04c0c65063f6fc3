"""Attribute values in words, as lists and summaries show them."""

from typing import assert_never

from annotator.core.annotation import Annotation
from annotator.core.tagset import YES, Attribute, Choice, Number, Tagset, Text, YesNo
from annotator.core.values import Value, plain


def value_words(attribute: Attribute, value: Value) -> str:
    """A value as people read it: the label of an option, yes or no, text, a number."""
    option = next((option for option in attribute.options if option.key == value), None)
    return option.name if option else plain(value)


def summary(annotation: Annotation, tagset: Tagset) -> str:
    """The values of an annotation in one line, without those that are the default anyway."""
    declared = {attribute.name: attribute for attribute in tagset.attributes(annotation.category)}
    values = dict(annotation.attributes)
    parts = [
        _brief(attribute, values[name])
        for name, attribute in declared.items()
        if name in values and values[name] != attribute.default
    ]
    parts += [f"{name}: {plain(value)}" for name, value in values.items() if name not in declared]
    return " · ".join(part for part in parts if part)


def _brief(attribute: Attribute, value: Value) -> str:
    words = value_words(attribute, value)
    match attribute.kind:
        case Choice() | Text():
            return words
        case Number():
            return f"{attribute.title} {words}"
        case YesNo():
            return attribute.title if value == YES else f"{attribute.title}: {words}"
    assert_never(attribute.kind)
