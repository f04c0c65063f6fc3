"""Native files of a corpus as trees, taken apart from their text, and put together again."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from annotator.core.annotation_set import LinkSet
from annotator.core.completion import Change
from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.core.excerpts import makers_of
from annotator.core.holdings import in_order
from annotator.core.project import Annotator, Project
from annotator.tei.files import AnnotationsFile, LinksFile, NativeFile, ProjectFile, TextFile
from annotator.tei.names import XML_ID, T
from annotator.tei.reader import read
from annotator.tei.safety import parse_native
from annotator.tei.writer import write

if TYPE_CHECKING:
    from annotator.core.annotation import Annotation
    from annotator.core.relation import Relation

Rules = Mapping[str, Callable[[str], str]]
"""What becomes of each id or pointer, by the name of the attribute it stands in."""

_NEVER: Final = "1970-01-01T00:00:00Z"
_HISTORY: Final = f"{T}teiHeader/{T}revisionDesc"
_REFERENCE: Final = f"{T}teiHeader/{T}encodingDesc/{T}schemaRef"
_PEOPLE: Final = f"{T}teiHeader/{T}fileDesc/{T}titleStmt"
OF_ITEM: Final = re.compile(r"([^/#]+)\.tei\.xml#(\S+)", re.ASCII)
"""A pointer to an item of another annotator's file beside this one."""
OF_ARTICLE: Final = re.compile(r"\.\./annotations/([^/#]+)/([^/#]+)\.tei\.xml#(\S+)", re.ASCII)
OF_TEXT: Final = re.compile(r"\.\./texts/([^/#]+)\.tei\.xml", re.ASCII)


def project_file(corpus: Corpus) -> ProjectFile:
    """The project's own file."""
    project = corpus.project
    return ProjectFile(replace(project, changes=project.changes or (_stub("nobody"),)))


def texts(corpus: Corpus) -> Iterator[TextFile]:
    """The articles, in reading order."""
    for document in corpus.documents.values():
        yield TextFile(document, (_stub("nobody"),))


def sets(corpus: Corpus) -> Iterator[AnnotationsFile]:
    """The sets, by document and annotator."""
    for document, annotator in in_order(corpus):
        held = corpus.sets[document, annotator]
        completion = held.completion
        if not completion.changes:
            completion = replace(completion, changes=(_stub(annotator),))
        who = {change.who for change in completion.changes}
        items: list[Annotation | Relation] = [*held.annotations.values(), *held.relations.values()]
        yield AnnotationsFile(
            corpus.documents[document],
            replace(held, completion=completion),
            _people(corpus, annotator, who | makers_of(items)),
            corpus.project.tagset,
        )


def links(corpus: Corpus) -> Iterator[LinksFile]:
    """The links between articles, by annotator; those who have none are left out."""
    for annotator, held in sorted(corpus.links.items()):
        if held.relations or held.only_here:
            yield LinksFile(
                held,
                _people(corpus, annotator, makers_of(held.relations.values())),
                corpus.project.tagset,
                (_stub(annotator),),
            )


def corpus_of(project: Project, files: Iterable[NativeFile]) -> Corpus:
    """The corpus of these articles, sets and links; of their projects' own files the last one."""
    documents, found, linked = {}, {}, {}
    for file in files:
        match file:
            case ProjectFile(project=own):
                project = replace(own, changes=_told(own.changes))
            case TextFile(document=document):
                documents[document.id] = document
            case AnnotationsFile(set=held):
                completion = held.completion
                completion = replace(completion, changes=_told(completion.changes))
                found[held.document, held.annotator] = replace(held, completion=completion)
            case LinksFile(links=held_links):
                linked[held_links.annotator] = held_links
    return Corpus(project, documents, found, linked)


def same_values(one: Corpus, other: Corpus) -> list[str]:
    """Where two corpora differ; empty sets of links are as good as none."""
    told = [] if one.project == other.project else ["the project is another one"]
    for what, mine, theirs in (
        ("article", one.documents, other.documents),
        ("set", one.sets, other.sets),
        ("links", _filled(one.links), _filled(other.links)),
    ):
        if list(mine) != list(theirs) and set(mine) == set(theirs) and what == "article":
            told.append("the articles stand in another order")
        wrong = sorted(str(key) for key in {*mine, *theirs} if mine.get(key) != theirs.get(key))
        told += [f"{what} {key} reads as another one" for key in wrong]
    return told


def tree_of(file: NativeFile, kind: str) -> etree._Element:
    """A native file as a tree that says it is of another kind, and has no made-up history."""
    root = parse_native(write(file), "")
    reference = root.find(_REFERENCE)
    assert reference is not None
    reference.set("type", kind)
    for change in root.iterfind(f"{_HISTORY}/{T}change"):
        if change.get("when") == _NEVER:
            change.attrib.clear()
    return root


def file_of(root: etree._Element, name: str) -> NativeFile:
    """What such a tree says, checked like a file of our own. Raises InputError as `read` does.

    Raises InputError also where an item of it cannot be taken.
    """
    reference = root.find(_REFERENCE)
    if reference is not None:
        reference.set("type", "native")
    owner = root.find(f"{T}standOff")
    who = "#nobody" if owner is None else owner.get("resp", "#nobody")
    for change in root.iterfind(f"{_HISTORY}/{T}change"):
        if not change.get("when"):
            change.attrib.update({"status": "created", "when": _NEVER, "who": who})
    found = read(etree.tostring(root, encoding="UTF-8", xml_declaration=True), name)
    for problem in found.problems:
        raise InputError(problem.code, problem.message, f"{name} {problem.item}".strip())
    return found.file


def apply(rules: Rules, root: etree._Element) -> None:
    """Change the ids and pointers of a tree by these rules."""
    for element in root.iter():
        for name, rule in rules.items():
            if (value := element.get(name)) is not None:
                element.set(name, " ".join(map(rule, value.split())))


def drop(element: etree._Element, attribute: str) -> None:
    """Take an attribute away where it is."""
    if attribute in element.attrib:
        del element.attrib[attribute]


def leave_text(root: etree._Element, pointer: str) -> None:
    """Put in place of the text that it is a copy of another one."""
    text = root.find(f"{T}text")
    assert text is not None
    tail = text.tail
    text.clear()
    text.tail = tail
    text.set("copyOf", pointer)
    etree.SubElement(etree.SubElement(text, f"{T}body"), f"{T}ab")


def put_text(root: etree._Element, source: etree._Element) -> None:
    """Put the text of an article where it was left out."""
    text, whole = root.find(f"{T}text"), source.find(f"{T}text")
    assert text is not None
    assert whole is not None
    copied = deepcopy(whole)
    drop(copied, XML_ID)
    copied.tail = text.tail
    root.replace(text, copied)


def statements(root: etree._Element) -> list[etree._Element]:
    """Who is named in the header of a tree."""
    return root.findall(f"{_PEOPLE}/{T}respStmt")


def put_statements(root: etree._Element, people: Iterable[etree._Element], owner: str) -> None:
    """Name people in the header of a tree, in copies that say no more than its kind may.

    The owner comes first: a set in which nothing is tagged says in no other way whose it is.
    """
    into = root.find(_PEOPLE)
    if into is None:
        return  # which the reader will refuse
    for person in sorted(people, key=lambda person: person.get(XML_ID) != owner):
        copied = deepcopy(person)
        for name in ("n", "style"):
            drop(copied, name)
        into.append(copied)


def _stub(who: str) -> Change:
    """A change that stands for a history nobody has told; it is never in what is written."""
    return Change("created", _NEVER, who)


def _told(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.when != _NEVER)


def _people(corpus: Corpus, owner: str, who: set[str]) -> tuple[Annotator, ...]:
    ids = [owner, *sorted(who - {owner, ""})]
    return tuple(corpus.project.annotator(id) or Annotator(id, id) for id in ids)


def _filled(links: Mapping[str, LinkSet]) -> dict[str, LinkSet]:
    return {who: held for who, held in links.items() if held.relations or held.only_here}
