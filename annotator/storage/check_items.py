"""What the project's tagset has against annotations, relations and links: warnings, all of them."""

from collections.abc import Iterator, Mapping

from annotator.core.errors import Problem
from annotator.core.relation import Relation
from annotator.core.span import quoted
from annotator.core.tagset import RelationType, Tagset, check
from annotator.tei.files import AnnotationsFile, LinksFile, NativeFile

_SHORT = 40
Categories = Mapping[tuple[str, str, str], str]
"""Category by annotator, document and annotation id."""


def tagset_problems(
    file: NativeFile, name: str, tagset: Tagset | None = None, categories: Categories | None = None
) -> Iterator[Problem]:
    """Warnings about the items of a file; without a tagset only what its own short copy shows."""
    match file:
        case AnnotationsFile(document=document, set=set):
            known = tagset or file.tagset
            for annotation in set.in_order:
                if tagset is None:
                    if known.category(annotation.category) is None:
                        message = f"The tagset has no category “{annotation.category}”."
                        yield _warning(message, name, annotation.id)
                    continue
                for problem in check(annotation, tagset):
                    words = quoted(annotation.spans, document.text).replace("\n", " ")
                    short = words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
                    message = f"{tagset.label(annotation.category)} “{short}”: {problem.message}"
                    yield _warning(message, name, annotation.id)
            own = {(set.annotator, set.document, a.id): a.category for a in set.in_order}
            relations, annotator = set.relations, set.annotator
        case LinksFile(links=links):
            known, own = tagset or file.tagset, dict(categories or {})
            relations, annotator = links.relations, links.annotator
        case _:
            return
    for relation in sorted(relations.values(), key=lambda relation: relation.id):
        for message in _relation_problems(relation, annotator, known, tagset is not None, own):
            yield _warning(message, name, relation.id)


def _relation_problems(
    relation: Relation, annotator: str, tagset: Tagset, whole: bool, categories: Categories
) -> Iterator[str]:
    type = tagset.relation(relation.type)
    if type is None:
        yield f"The tagset has no relation “{relation.type}”."
        return
    if not whole:
        return  # the short copy in an annotation file has names only
    if relation.directed != type.directed:
        yield f"{type.label} should be {'directed' if type.directed else 'mutual'}."
    if relation.crosses and not type.cross_document:
        yield f"{type.label} should stay within one article."
    source, target = (
        categories.get((annotator, end.document, end.annotation), "")
        for end in (relation.source, relation.target)
    )
    for role, category in ((type.source, source), (type.target, target)):
        if category and role.categories and category not in role.categories:
            yield f"{type.label} should not lead from or to {tagset.label(category)}."
    if type.same_category and source and target and source != target:
        yield f"{type.label} should join two annotations of one category."
    yield from _value_problems(relation, type)


def _value_problems(relation: Relation, type: RelationType) -> Iterator[str]:
    declared = {attribute.name: attribute for attribute in type.attributes}
    for name, value in relation.attributes:
        if name not in declared:
            yield f"The tagset has no attribute “{name}” here."
        elif problem := declared[name].problem(value):
            yield f"{declared[name].title}: {problem}."
    for attribute in type.attributes:
        missing = relation.attributes.get(attribute.name) is None and attribute.default is None
        if attribute.required and missing and attribute.condition is None:
            yield f"{attribute.title} is required."


def _warning(message: str, file: str, item: str) -> Problem:
    advice = "Mend the annotation, or the tagset."
    return Problem("E-TAGSET", message, file, 0, advice, item, "warning")
