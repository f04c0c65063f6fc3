"""The inspector's form: what the selected annotations have in common, field by field."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.tagset import Attribute, Tagset, check
from annotator.core.values import Value, plain


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute of the selected annotations.

    `mixed`: they differ, and `value` is None. `missing`: it is required and not given. `problem`
    says what is wrong with the value; it is shown and kept all the same.
    """

    attribute: Attribute
    value: Value | None = None
    mixed: bool = False
    missing: bool = False
    problem: str = ""

    @property
    def is_default(self) -> bool:
        """Whether the value is the one the tagset gives."""
        return self.value is not None and self.value == self.attribute.default


@dataclass(frozen=True, slots=True)
class Stray:
    """A value the tagset knows nothing of; it is kept until somebody takes it away."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Form:
    """What the inspector shows of one or several annotations."""

    fields: tuple[Field, ...] = ()
    strays: tuple[Stray, ...] = ()
    category: str = ""
    """Key; empty where the annotations are of several categories."""
    note: str | None = ""
    """None where the notes differ."""
    certainty: str | None = ""
    """As in `Annotation.certainty`; None where they differ."""
    draft: bool | None = False
    """None where they differ."""


def form(annotations: Sequence[Annotation], tagset: Tagset) -> Form:
    """The form for these annotations; with several only attributes that all of them have, and
    whose conditions all of them fulfil."""
    if not annotations:
        return Form()
    first, *others = annotations
    applying = tagset.applying(first)
    for annotation in others:
        theirs = tagset.applying(annotation)
        applying = tuple(attribute for attribute in applying if attribute in theirs)
    categories = {annotation.category for annotation in annotations}
    notes = {annotation.note for annotation in annotations}
    certainties = {annotation.certainty for annotation in annotations}
    drafts = {annotation.state == "draft" for annotation in annotations}
    return Form(
        tuple(_field(attribute, annotations, tagset) for attribute in applying),
        _strays(first, tagset) if not others else (),
        first.category if len(categories) == 1 else "",
        first.note if len(notes) == 1 else None,
        first.certainty if len(certainties) == 1 else None,
        first.state == "draft" if len(drafts) == 1 else None,
    )


def used_values(corpus: Corpus, annotator: str, name: str) -> list[str]:
    """Free texts this annotator has given to attributes of this name, the most frequent first."""
    counts: Counter[str] = Counter()
    for document in corpus.documents:
        for annotation in corpus.set(document, annotator).annotations.values():
            value = annotation.attributes.get(name)
            if annotation.in_force and value is not None:
                counts[plain(value)] += 1
    return [text for text, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _field(attribute: Attribute, annotations: Sequence[Annotation], tagset: Tagset) -> Field:
    values = [annotation.attributes.get(attribute.name) for annotation in annotations]
    mixed = any(value != values[0] for value in values)
    problems = [
        problem
        for annotation in annotations
        for problem in check(annotation, tagset)
        if problem.attribute == attribute.name
    ]
    return Field(
        attribute,
        None if mixed else values[0],
        mixed,
        any(problem.severity == "missing" for problem in problems),
        next((p.message for p in problems if p.severity == "value"), ""),
    )


def _strays(annotation: Annotation, tagset: Tagset) -> tuple[Stray, ...]:
    """Values without a field: unknown to the category, or hidden by an unmet condition."""
    shown = {attribute.name for attribute in tagset.applying(annotation)}
    return tuple(Stray(name, value) for name, value in annotation.attributes if name not in shown)
