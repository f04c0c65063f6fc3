"""A part of a corpus: some of its documents and annotators, with what belongs to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import LinkSet
from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.core.relation import Relation


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a corpus, and how many links of its annotators lead out of it and are left out."""

    corpus: Corpus
    links_left_out: int = 0


def excerpt(
    corpus: Corpus, documents: Collection[str] = (), annotators: Collection[str] = ()
) -> Excerpt:
    """These documents and annotators; none named: all of them.

    Of the project's people those stay who are named, made something that stays, or are no
    annotators but programs. Raises InputError (E-USAGE) for an id that the corpus does not have.
    """
    there = sorted({*corpus.project.names, *(a for _, a in corpus.sets), *corpus.links})
    _check(documents, list(corpus.documents), "article")
    _check(annotators, there, "annotator")
    chosen = set(documents or corpus.documents)
    people = set(annotators or there)
    sets = {key: s for key, s in corpus.sets.items() if key[0] in chosen and key[1] in people}
    links: dict[str, LinkSet] = {}
    dropped = 0
    for annotator, before in corpus.links.items():
        if annotator not in people:
            continue
        relations = {id: r for id, r in before.relations.items() if _documents(r) <= chosen}
        marks = frozenset(m for m in before.only_here if {m.document, m.other} <= chosen)
        dropped += len(before.relations) - len(relations)
        dropped += len(before.only_here) - len(marks)
        if relations or marks:
            links[annotator] = LinkSet(annotator, relations, marks)
    kept = {id: document for id, document in corpus.documents.items() if id in chosen}
    part = Corpus(corpus.project, kept, sets, links)
    if annotators:
        wanted = people | makers(part)
        staying = [a for a in corpus.project.annotators if a.id in wanted or a.role == "program"]
        part = replace(part, project=replace(corpus.project, annotators=tuple(staying)))
    return Excerpt(part, dropped)


def makers(corpus: Corpus) -> set[str]:
    """Ids of everybody who made, changed or completed something in the sets and links."""
    who = {annotator for _, annotator in corpus.sets} | set(corpus.links)
    for found in corpus.sets.values():
        who |= makers_of([*found.annotations.values(), *found.relations.values()])
        who |= {change.who for change in found.completion.changes}
    for links in corpus.links.values():
        who |= makers_of(links.relations.values())
    return who


def makers_of(items: Iterable[Annotation | Relation]) -> set[str]:
    """Ids of everybody who made or changed one of these."""
    who: set[str] = set()
    for item in items:
        who |= {item.provenance.who, item.provenance.modified_by}
    return who - {""}


def _documents(link: Relation) -> set[str]:
    return {link.source.document, link.target.document}


def _check(asked: Iterable[str], there: Collection[str], what: str) -> None:
    for id in asked:
        if id not in there:
            message = f"The project has no {what} “{id}”. It has: {', '.join(there)}."
            raise InputError("E-USAGE", message)
