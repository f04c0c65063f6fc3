"""The bundle: a whole project in one `teiCorpus`, which comes back without loss.

It holds one TEI for the project, one for each article, one for each set with its `standOff`, and
one for each annotator's links. Ids are made unique by what they belong to: `doc.ARTICLE.b3` is a
block, `doc.ARTICLE.ANNOTATOR.a-…` an annotation, `links.ANNOTATOR.r-…` a link. Categories and
people are named once, by the project; so is each text, which the sets point to (`@copyOf`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.core.excerpts import makers
from annotator.core.project import Annotator
from annotator.tei import apart
from annotator.tei import writing_header as header
from annotator.tei.apart import OF_ARTICLE, OF_ITEM, OF_TEXT, Rules
from annotator.tei.files import NativeFile, ProjectFile
from annotator.tei.inline import ROOT
from annotator.tei.names import XML_ID, T
from annotator.tei.out import Page, element, words
from annotator.tei.safety import LIMIT, parse_native

KIND: Final = "bundle"
_RANGE: Final = "string-range("
_TAGSET: Final = f"{T}teiHeader/{T}encodingDesc/{T}classDecl"
_RULES_OF_TEXT: Final = f"{T}teiHeader/{T}encodingDesc/{T}editorialDecl"
_ABOUT: Final = "All annotators of a project in one file, made from its files; not published."


def write_bundle(corpus: Corpus) -> bytes:
    """The file. Raises InputError: E-NO-PROJECT where the project's own file was not read, which is
    part of it; E-TOO-BIG where it could not be read again."""
    project = corpus.project
    if not project.id:
        message = "The project’s own file could not be read, and a bundle holds it."
        raise InputError("E-NO-PROJECT", message)
    page = Page()
    page.open("teiCorpus", {**ROOT, "type": KIND})
    page.open("teiHeader")
    page.open("fileDesc")
    strangers = [Annotator(id, id) for id in sorted(makers(corpus) - project.names.keys())]
    header.title_statement(page, project.title, strangers, "all annotators")
    page.line(element("publicationStmt", {}, words("p", _ABOUT)))
    page.line(element("sourceDesc", {}, words("p", "The project of the same title.")))
    page.close()
    page.close()
    for tree in _trees(corpus):
        page.raw(etree.tostring(tree, encoding="unicode", with_tail=False))
    page.close()
    data = page.bytes()
    if len(data) > LIMIT:
        size = f"{len(data) / 2**20:.0f} MB in one file; at most {LIMIT >> 20} MB can be read again"
        message = f"It would have {size}. Export fewer articles or annotators at a time."
        raise InputError("E-TOO-BIG", message, project.title)
    return data


def read_bundle(data: bytes, name: str = "") -> Corpus:
    """The corpus a bundle holds. Raises InputError: E-FOREIGN where it is none, and all codes of
    native files, also for a single item that cannot be taken."""
    root = parse_native(data, name)
    if root.tag != f"{T}teiCorpus" or root.get("type") != KIND:
        raise InputError("E-FOREIGN", "This is no bundle of a project.", name)
    trees = root.findall(f"{T}TEI")
    own = next((tree for tree in trees if tree.get("type") == "project"), None)
    project = None if own is None else apart.file_of(_alone(own), name)
    if own is None or not isinstance(project, ProjectFile):
        raise InputError("E-FOREIGN", "This bundle holds no project.", name)
    people = [*apart.statements(own), *apart.statements(root)]
    return apart.corpus_of(project.project, [project, *_files(trees, people, name)])


def _trees(corpus: Corpus) -> Iterator[etree._Element]:
    yield apart.tree_of(apart.project_file(corpus), KIND)
    for text in apart.texts(corpus):
        document = text.document.id
        tree = apart.tree_of(text, KIND)
        apart.apply(_rules(f"doc.{document}.", f"doc.{document}."), tree)
        _name(tree, f"doc.{document}", f"doc.{document}.b0")
        yield tree
    for file in apart.sets(corpus):
        document, annotator = file.set.document, file.set.annotator
        tree = apart.tree_of(file, KIND)
        _leave_what_is_named_once(tree)
        apart.leave_text(tree, f"#doc.{document}.b0")
        apart.apply(_rules(f"doc.{document}.", f"doc.{document}.{annotator}."), tree)
        _name(tree, f"doc.{document}.{annotator}")
        yield tree
    for links in apart.links(corpus):
        tree = apart.tree_of(links, KIND)
        _leave_what_is_named_once(tree)
        apart.apply(_rules("links.", f"links.{links.links.annotator}."), tree)
        _name(tree, f"links.{links.links.annotator}")
        yield tree


def _files(
    trees: Iterable[etree._Element], people: list[etree._Element], name: str
) -> Iterator[NativeFile]:
    texts: dict[str, etree._Element] = {}
    for found in trees:
        kind, id = found.get("type", ""), found.get(XML_ID, "")
        if kind == "project":
            continue
        tree = _alone(found)
        owner = id.rpartition(".")[2]
        apart.drop(tree, XML_ID)
        if kind == "text":
            text = tree.find(f"{T}text")
            if text is not None:
                apart.drop(text, XML_ID)
            apart.apply(_back(f"{id}.", f"{id}."), tree)
            texts[f"#{id}.b0"] = tree
        elif kind == "annotations":
            text = tree.find(f"{T}text")
            source = texts.get("" if text is None else text.get("copyOf", ""))
            if source is None:
                raise InputError("E-POINTER", f"{id} belongs to no text of the bundle.", name)
            apart.put_statements(tree, people, owner)
            apart.apply(_back(f"{id.rpartition('.')[0]}.", f"{id}."), tree)
            apart.put_text(tree, source)
        else:
            apart.put_statements(tree, people, owner)
            apart.apply(_back("links.", f"{id}."), tree)
        yield apart.file_of(tree, f"{name} {id}".strip())


def _rules(beside: str, own: str) -> Rules:
    """From native ids and pointers to those of the bundle.

    `own` begins the ids of this tree, `beside` those of the blocks, and those of other annotators
    on the same article with their name.
    """

    def pointer(value: str) -> str:
        if value.startswith(f"#{_RANGE}"):
            return f"#{_RANGE}{beside}{value.removeprefix(f'#{_RANGE}')}"
        if article := OF_ARTICLE.fullmatch(value):
            return f"#doc.{'.'.join(article.groups())}"
        if text := OF_TEXT.fullmatch(value):
            return f"#doc.{text[1]}"
        if item := OF_ITEM.fullmatch(value):
            return f"#{beside}{item[1]}.{item[2]}"
        return f"#{own}{value[1:]}" if value.startswith("#") else value

    return {
        XML_ID: lambda id: own + id,
        "target": pointer,
        "source": lambda value: pointer(value) if OF_ITEM.fullmatch(value) else value,
        "corresp": pointer,
    }


def _back(beside: str, own: str) -> Rules:
    """The other way round."""
    item = re.compile(rf"#{re.escape(beside)}([^.]+)\.(\S+)")
    article = re.compile(r"#doc\.([^.]+)\.([^.]+)\.(\S+)")

    def pointer(value: str) -> str:
        if value.startswith(f"#{_RANGE}{beside}"):
            return f"#{_RANGE}{value.removeprefix(f'#{_RANGE}{beside}')}"
        if value.startswith(f"#{own}"):
            return f"#{value.removeprefix(f'#{own}')}"
        if found := article.fullmatch(value):
            return f"../annotations/{found[1]}/{found[2]}.tei.xml#{found[3]}"
        return value

    def source(value: str) -> str:
        found = item.fullmatch(value)
        return f"{found[1]}.tei.xml#{found[2]}" if found else value

    def text(value: str) -> str:
        return f"../texts/{value.removeprefix('#doc.')}.tei.xml"

    return {
        XML_ID: lambda id: id.removeprefix(own),
        "target": pointer,
        "source": source,
        "corresp": text,
    }


def _leave_what_is_named_once(tree: etree._Element) -> None:
    for path in (_TAGSET, _RULES_OF_TEXT):
        for found in tree.findall(path):
            _remove(found)
    for person in apart.statements(tree):
        _remove(person)


def _remove(found: etree._Element) -> None:
    parent = found.getparent()
    assert parent is not None
    parent.remove(found)


def _name(tree: etree._Element, id: str, text_id: str = "") -> None:
    tree.set(XML_ID, id)
    text = tree.find(f"{T}text")
    if text is not None and text_id:
        text.set(XML_ID, text_id)


def _alone(tree: etree._Element) -> etree._Element:
    """A copy that belongs to no other tree."""
    return parse_native(etree.tostring(tree, encoding="UTF-8", with_tail=False), "")
