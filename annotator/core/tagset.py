"""The tagset: categories, attributes, relation types; what it has against an annotation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, assert_never

from annotator.core.annotation import Annotation
from annotator.core.values import Symbol, Value, plain


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a closed list; without a label people see the key."""

    key: str
    label: str = ""

    @property
    def name(self) -> str:
        return self.label or self.key.replace("-", " ").replace("_", " ")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Free text."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two bounds, both included; None is unbounded."""

    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class YesNo:
    """`Symbol("yes")` or `Symbol("no")`; stored as a closed list of these two."""


Kind = Choice | Text | Number | YesNo
YES, NO = Symbol("yes"), Symbol("no")
YES_NO = (Option("no"), Option("yes"))


@dataclass(frozen=True, slots=True)
class Condition:
    """An attribute applies only where another one has one of these values."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named value that a category or relation type declares."""

    name: str
    kind: Kind
    label: str = ""
    help: str = ""
    required: bool = False
    default: Value | None = None
    counts: bool = False
    """Whether it takes part in agreement."""
    condition: Condition | None = None

    @property
    def title(self) -> str:
        return self.label or self.name.replace("_", " ").capitalize()

    @property
    def options(self) -> tuple[Option, ...]:
        """The closed list of a choice or yes/no; empty for text and numbers."""
        match self.kind:
            case Choice(options):
                return options
            case YesNo():
                return YES_NO
            case Text() | Number():
                return ()
        assert_never(self.kind)

    def problem(self, value: Value) -> str:
        """Why the value does not fit, in words; empty where it does."""
        match self.kind:
            case Choice() | YesNo():
                if not isinstance(value, Symbol) or value not in {o.key for o in self.options}:
                    return f"“{plain(value)}” is not in the list"
            case Text():
                if isinstance(value, Symbol | Decimal):
                    return "should be free text"
            case Number(least, most, whole):
                if not isinstance(value, Decimal):
                    return f"“{value}” is not a number"
                if least is not None and value < least:
                    return f"{plain(value)} is less than {plain(least)}"
                if most is not None and value > most:
                    return f"{plain(value)} is more than {plain(most)}"
                if whole and value != value.to_integral_value():
                    return f"{plain(value)} is not a whole number"
            case _:
                assert_never(self.kind)
        return ""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of annotation. `colour` is `#rrggbb`; `shortcut` one character, or empty."""

    key: str
    label: str
    colour: str = "#888888"
    shortcut: str = ""
    guideline: str = ""
    example: str = ""
    attributes: tuple[Attribute, ...] = ()
    common: bool = True
    """Whether the tagset's common attributes hold for it too; always where it has none itself,
    since files cannot say otherwise."""

    def __post_init__(self) -> None:
        if not self.attributes:
            object.__setattr__(self, "common", True)


@dataclass(frozen=True, slots=True)
class Role:
    """An end of a relation type: its name and the categories allowed (empty: any)."""

    label: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation; a mutual one has `source == target`."""

    key: str
    label: str
    directed: bool = True
    source: Role = Role()
    target: Role = Role()
    same_category: bool = False
    cross_document: bool = True
    guideline: str = ""
    attributes: tuple[Attribute, ...] = ()


Severity = Literal["missing", "unknown", "value"]


@dataclass(frozen=True, slots=True)
class TagProblem:
    """What the tagset has against an annotation, which stays in force all the same."""

    severity: Severity
    attribute: str
    message: str


@dataclass(frozen=True, slots=True)
class Tagset:
    """All categories, in palette order, and relation types, with a name and version."""

    name: str
    version: str = "1"
    categories: tuple[Category, ...] = ()
    relations: tuple[RelationType, ...] = ()
    common: tuple[Attribute, ...] = ()

    def category(self, key: str) -> Category | None:
        return next((category for category in self.categories if category.key == key), None)

    def relation(self, key: str) -> RelationType | None:
        return next((relation for relation in self.relations if relation.key == key), None)

    def label(self, key: str) -> str:
        """The label of a category, or its key where the tagset does not know it."""
        category = self.category(key)
        return category.label if category else key

    def attributes(self, category: str) -> tuple[Attribute, ...]:
        """The attributes of a category, the common ones last; empty for an unknown category."""
        known = self.category(category)
        if known is None:
            return ()
        return known.attributes + (self.common if known.common else ())

    def applying(self, annotation: Annotation) -> tuple[Attribute, ...]:
        """Those attributes of its category whose condition the annotation's values fulfil."""
        return tuple(
            attribute
            for attribute in self.attributes(annotation.category)
            if attribute.condition is None
            or annotation.attributes.get(attribute.condition.attribute)
            in attribute.condition.values
        )

    def defaults(self, category: str) -> dict[str, Value]:
        """The default values a new annotation of the category starts with (conditions apart)."""
        return {
            attribute.name: attribute.default
            for attribute in self.attributes(category)
            if attribute.default is not None and attribute.condition is None
        }

    def replacing(self, category: Category) -> "Tagset":
        """The same with the category of that key replaced."""
        return replace(
            self,
            categories=tuple(
                category if old.key == category.key else old for old in self.categories
            ),
        )


def check(annotation: Annotation, tagset: Tagset) -> Iterator[TagProblem]:
    """What the tagset has against an annotation: unknown category, attribute or value, or one
    that is required and missing (a default counts as given)."""
    if tagset.category(annotation.category) is None:
        yield TagProblem("unknown", "", f"The tagset has no category “{annotation.category}”.")
        return
    declared = {attribute.name: attribute for attribute in tagset.attributes(annotation.category)}
    for name, value in annotation.attributes:
        if name not in declared:
            yield TagProblem("unknown", name, f"The tagset has no attribute “{name}” here.")
        elif problem := declared[name].problem(value):
            yield TagProblem("value", name, f"{declared[name].title}: {problem}.")
    for attribute in tagset.applying(annotation):
        missing = annotation.attributes.get(attribute.name) is None and attribute.default is None
        if attribute.required and missing:
            yield TagProblem("missing", attribute.name, f"{attribute.title} is required.")
