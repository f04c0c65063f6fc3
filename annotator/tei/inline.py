"""What both inline views share: header, names, and what stands beside the text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.excerpts import makers_of
from annotator.core.holdings import is_in_force
from annotator.core.project import Annotator
from annotator.core.relation import Relation
from annotator.tei import names
from annotator.tei import writing_header as header
from annotator.tei.out import Page, element, words
from annotator.tei.writing_items import features_of

ROOT: Final = {"xmlns": names.TEI, "version": names.TEI_VERSION}


class Names:
    """The xml:ids of one file: those that were given to items, and no two the same."""

    def __init__(self, corpus: Corpus, document: Document, people: Iterable[Annotator]) -> None:
        tagset = corpus.project.tagset
        self._taken = {"tagset", "relations", *(person.id for person in people)}
        self._taken |= {f"b{number}" for number in range(1, len(document.kinds) + 1)}
        self._taken |= {names.TAG + category.key for category in tagset.categories}
        self._taken |= {names.REL + relation.key for relation in tagset.relations}
        self._of: dict[tuple[str, str], str] = {}

    def give(self, wanted: str, owner: str = "", item: str = "") -> str:
        """A free id that is `wanted` or resembles it; remembered for the item of an owner."""
        id, number = wanted, 1
        while id in self._taken:
            number += 1
            id = f"{wanted}-{number}"
        self._taken.add(id)
        if item:
            self._of[owner, item] = id
        return id

    def of(self, owner: str, item: str) -> str | None:
        """The id that an item was given."""
        return self._of.get((owner, item))


def shown(corpus: Corpus, document: str, annotator: str) -> list[Annotation]:
    """One annotator's annotations in force, in order."""
    return [item for item in corpus.set(document, annotator).in_order if item.in_force]


def people_of(corpus: Corpus, document: Document, annotators: Iterable[str]) -> list[Annotator]:
    """The annotators of a view and everyone their sets name; described as the project does."""
    ids = dict.fromkeys(annotators)
    for annotator in list(ids):
        held = corpus.set(document.id, annotator)
        who = makers_of([*held.annotations.values(), *held.relations.values()])
        who |= {change.who for change in held.completion.changes}
        ids |= dict.fromkeys(sorted(who))
    return [corpus.project.annotator(id) or Annotator(id, id) for id in ids]


def open_view(
    page: Page, corpus: Corpus, document: Document, people: list[Annotator], subtitle: str
) -> None:
    """The beginning of the file, up to the end of what the header says of text and tagset."""
    page.open("TEI", ROOT)
    page.open("teiHeader")
    page.open("fileDesc")
    header.title_statement(page, document.metadata.title, people, subtitle)
    header.unpublished(page)
    header.source(page, document, complete=True)
    page.close()
    page.open("encodingDesc")
    header.text_rules(page)
    header.short_tagset(page, corpus.project.tagset)
    page.close()
    header.language(page, document.metadata.language)


def body(page: Page, document: Document, lines: Iterable[str]) -> None:
    """The text, a block a line; `lines` are the insides of the blocks as XML."""
    page.open("text", {"xml:lang": document.metadata.language})
    page.raw('<body xml:space="preserve">')
    for number, (line, kind) in enumerate(zip(lines, document.kinds, strict=True), 1):
        name = kind if kind in ("head", "p") else "ab"
        attributes = {"xml:id": f"b{number}", "type": "" if name == kind else kind}
        page.raw(element(name, attributes, line))
    page.raw("</body>")
    page.close()


def attributes_of(item: Annotation, owner: str) -> dict[str, str]:
    """Category, annotator and certainty."""
    return {
        "ana": f"#{names.TAG}{item.category}",
        "resp": f"#{owner}",
        "cert": item.certainty,
    }


def stand_off(
    page: Page,
    corpus: Corpus,
    document: str,
    ids: Names,
    spans: Mapping[str, Iterable[str]],
) -> None:
    """What stands beside the text: spans, values and notes of annotations, relations with theirs.

    `spans`: XML lines by annotator, for each annotator of the view. Nothing where there is nothing.
    """
    remarks: list[str] = []
    ties: list[str] = []
    for annotator in spans:
        for item in shown(corpus, document, annotator):
            id = ids.of(annotator, item.id)
            if id is not None:
                remarks += _remarks(item, item.category, id, annotator)
        for _, relation in sorted(corpus.set(document, annotator).relations.items()):
            source = ids.of(annotator, relation.source.annotation)
            target = ids.of(annotator, relation.target.annotation)
            if source is None or target is None or not is_in_force(relation):
                continue
            id = ids.give(relation.id, annotator, relation.id)
            ties.append(_relation(relation, id, annotator, source, target))
            remarks += _remarks(relation, relation.type, id, annotator)
    groups = [("spanGrp", {"resp": f"#{who}"}, list(lines)) for who, lines in spans.items()]
    groups += [("listAnnotation", {}, remarks), ("listRelation", {}, ties)]
    filled = [group for group in groups if group[2]]
    if not filled:
        return
    page.open("standOff", {"type": "inline"})
    for name, attributes, lines in filled:
        page.open(name, attributes)
        for line in lines:
            page.line(line)
        page.close()
    page.close()


def _remarks(item: Annotation | Relation, key: str, id: str, owner: str) -> Iterator[str]:
    if len(item.attributes):
        features = element("fs", {"type": key}, *features_of(item.attributes))
        yield element("note", {"type": "features", "target": f"#{id}"}, features)
    if item.note:
        attributes = {"target": f"#{id}", "resp": f"#{owner}", "xml:space": "preserve"}
        yield words("note", item.note, type="comment", **attributes)


def _relation(relation: Relation, id: str, owner: str, source: str, target: str) -> str:
    ends = {"active": f"#{source}", "passive": f"#{target}"}
    if not relation.directed:
        ends = {"mutual": f"#{source} #{target}"}
    return element(
        "relation",
        {
            "xml:id": id,
            "name": relation.type,
            "ana": f"#{names.REL}{relation.type}",
            **ends,
            "resp": f"#{owner}",
            "cert": relation.certainty,
        },
    )
