"""The slim view: each annotator's sets and links without the texts, which they point into."""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.tei import apart
from annotator.tei.apart import OF_ARTICLE, OF_ITEM, Rules
from annotator.tei.safety import parse_native

KIND: Final = "slim"
SUFFIX: Final = ".tei.xml"
_LINKS: Final = "_links"
"""No article has such an id."""
_SET: Final = re.compile(r"([^./#]+)\.([^./#]+)\.tei\.xml#(\S+)", re.ASCII)
_TEXT: Final = re.compile(r"([^./#]+)\.tei\.xml", re.ASCII)


def write_slim(corpus: Corpus) -> dict[str, bytes]:
    """Files by name: `ARTICLE.ANNOTATOR.tei.xml` for sets, `_links.ANNOTATOR.tei.xml` for links.

    They point to `ARTICLE.tei.xml#string-range(…)`, as the article's file in a project is called,
    and to one another.
    """
    found = {}
    for file in apart.sets(corpus):
        document = file.set.document
        tree = apart.tree_of(file, KIND)
        apart.leave_text(tree, f"{document}{SUFFIX}")
        apart.apply(_rules(document), tree)
        found[f"{document}.{file.set.annotator}{SUFFIX}"] = _bytes(tree)
    for links in apart.links(corpus):
        tree = apart.tree_of(links, KIND)
        apart.apply(_rules(_LINKS), tree)
        found[f"{_LINKS}.{links.links.annotator}{SUFFIX}"] = _bytes(tree)
    return found


def read_slim(files: Mapping[str, bytes], texts: Corpus) -> Corpus:
    """The corpus with the sets and links of such files, about the texts that it has.

    Raises InputError: E-NO-TEXT for a set on an article that is not there, and all codes of native
    files, also where a text is another one or a single item cannot be taken.
    """
    whole = {text.document.id: apart.tree_of(text, KIND) for text in apart.texts(texts)}
    read = []
    for name, data in files.items():
        beside = name.partition(".")[0]
        tree = parse_native(data, name)
        apart.apply(_back(beside), tree)
        if beside != _LINKS:
            if beside not in whole:
                raise InputError("E-NO-TEXT", "The article it is about is not there.", name)
            apart.put_text(tree, whole[beside])
        read.append(apart.file_of(tree, name))
    return apart.corpus_of(texts.project, [*apart.texts(texts), *read])


def _rules(beside: str) -> Rules:
    """From native pointers to those between the files of the view; `beside` begins their names."""

    def pointer(value: str) -> str:
        if value.startswith("#string-range("):
            return f"{beside}{SUFFIX}{value}"
        if found := OF_ARTICLE.fullmatch(value):
            return f"{found[1]}.{found[2]}{SUFFIX}#{found[3]}"
        return value

    return {
        "target": pointer,
        "source": lambda value: f"{beside}.{value}" if OF_ITEM.fullmatch(value) else value,
        "corresp": lambda value: value.removeprefix("../texts/"),
    }


def _back(beside: str) -> Rules:
    """The other way round."""

    def pointer(value: str) -> str:
        if value.startswith(f"{beside}{SUFFIX}#string-range("):
            return value.removeprefix(f"{beside}{SUFFIX}")
        if found := _SET.fullmatch(value):
            return f"../annotations/{found[1]}/{found[2]}{SUFFIX}#{found[3]}"
        return value

    return {
        "target": pointer,
        "source": lambda value: value.removeprefix(f"{beside}."),
        "corresp": lambda value: f"../texts/{value}" if _TEXT.fullmatch(value) else value,
    }


def _bytes(tree: etree._Element) -> bytes:
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True) + b"\n"
