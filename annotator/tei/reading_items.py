"""Annotations and relations: each is taken whole, or set aside with the reason."""

import re
from collections.abc import Callable, Container
from decimal import Decimal
from typing import Literal, cast

from lxml import etree

from annotator.core.annotation import Annotation
from annotator.core.errors import Problem
from annotator.core.provenance import Decision, Origin, Provenance, State
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span, normalized
from annotator.core.values import NO_ATTRIBUTES, Attributes, Symbol, Value
from annotator.tei.files import Aside
from annotator.tei.names import KEY_OF_A_LIST, REL, TAG, XML_ID, T
from annotator.tei.reading_header import Blocks, local, text_of
from annotator.tei.safety import canonical_bytes, line_of

_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
_OTHER_FILE = re.compile(r"\.\./annotations/([^/#]+)/([^/#]+)\.tei\.xml#(\S+)", re.ASCII)
_CORRESP = re.compile(r"\.\./texts/([^/#]+)\.tei\.xml", re.ASCII)
_NOTE, _HISTORY = f"{T}note", f"{T}revisionDesc"
Among = Literal["spans", "relations"]
FORMER = "former-"
"""Begins the names of blocks of a text that has been changed since; see `setting_aside`."""


class Unfit(Exception):
    """An item that cannot be taken: code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


def set_aside(element: etree._Element, among: Among, fault: Unfit, name: str) -> Aside:
    """The element as it is, with a line for the list of problems."""
    id = element.get(XML_ID, "")
    problem = Problem(
        fault.code,
        fault.message,
        name,
        line_of(element),
        "It is kept in the file as it is, but neither shown nor counted.",
        id,
    )
    return Aside(id, canonical_bytes(element), among, problem)


def annotation(
    element: etree._Element, document: str, owner: str, known: Container[str], blocks: Blocks
) -> Annotation:
    """One annotation. Raises Unfit: E-POINTER, E-OFFSET, E-EXACT, E-PROFILE."""
    parts = _Parts(element, owner)
    category = local(element.get("ana"))
    if not category.startswith(TAG) or len(category) == len(TAG):
        raise Unfit("E-POINTER", "It does not point to a category.")
    category = category.removeprefix(TAG)
    spans: list[Span] = []
    for pointer in element.get("target", "").split():
        span = blocks.span(pointer)
        if span is None and FORMER in pointer:
            words = " … ".join(map(text_of, parts.exact)).replace("\n", " ")
            raise Unfit("E-OFFSET", f"Its place went when the text was changed: “{words[:60]}”.")
        if span is None:
            raise Unfit("E-OFFSET", f"Its place in the text does not exist: {pointer[:80]}.")
        spans.append(span)
    if [note.get("n") for note in parts.exact] != [str(n + 1) for n in range(len(spans))]:
        raise Unfit("E-EXACT", "Its quoted words do not go with its places in the text.")
    for span, note in zip(spans, parts.exact, strict=True):
        quoted, there = text_of(note), span.text(blocks.text)
        if quoted != there:
            raise Unfit(
                "E-EXACT", f"It quotes “{quoted[:60]}”, but the text there is “{there[:60]}”."
            )
    state, provenance = parts.history(known)
    return Annotation(
        element.get(XML_ID, ""),
        document,
        category,
        normalized(spans, blocks.text),
        provenance,
        parts.values(category),
        parts.note,
        element.get("cert", ""),
        state,
    )


def relation(
    element: etree._Element,
    owner: str,
    known: Container[str],
    end: Callable[[str], End],
) -> Relation:
    """One relation. `end` turns a pointer into an end, or raises Unfit.

    Raises Unfit: E-RELATION, E-POINTER, E-PROFILE.
    """
    parts = _Parts(element, owner)
    key = local(element.get("ana"))
    if not key.startswith(REL) or len(key) == len(REL):
        raise Unfit("E-POINTER", "It does not point to a type of relation.")
    key = key.removeprefix(REL)
    ends = [*element.get("target", "").split(), *parts.passive]
    if len(ends) != 2 or len(parts.passive) > 1:
        raise Unfit("E-RELATION", "A relation has two ends: one and a pointer, or two.")
    state, provenance = parts.history(known)
    return Relation(
        element.get(XML_ID, ""),
        key,
        end(ends[0]),
        end(ends[1]),
        provenance,
        bool(parts.passive),
        parts.values(key),
        parts.note,
        element.get("cert", ""),
        state,
    )


def only_here(element: etree._Element, owner: str) -> OnlyHere:
    """A mark that an annotation has no counterpart elsewhere. Raises Unfit (E-POINTER)."""
    end = end_elsewhere(element.get("target", ""), owner)
    other = _CORRESP.fullmatch(element.get("corresp", ""))
    if not other:
        raise Unfit("E-POINTER", "It does not point to the article that was looked through.")
    return OnlyHere(end.document, end.annotation, other.group(1))


def end_elsewhere(pointer: str, owner: str) -> End:
    """An end in another file. Raises Unfit (E-POINTER)."""
    found = _OTHER_FILE.fullmatch(pointer)
    if not found or found.group(2) != owner:
        raise Unfit("E-POINTER", f"It does not point to an annotation of {owner}: {pointer[:80]}.")
    return End(found.group(1), found.group(3))


def value(element: etree._Element) -> Value:
    """A `symbol`, `numeric` or `string`. Raises Unfit for a number or a key that is none."""
    match str(element.tag).removeprefix(T):
        case "symbol":
            key = element.get("value", "")
            if not KEY_OF_A_LIST.fullmatch(key):
                raise Unfit("E-PROFILE", f"“{key[:40]}” is not a key of a list.")
            return Symbol(key)
        case "numeric":
            digits = element.get("value", "")
            if not _NUMBER.fullmatch(digits):
                raise Unfit("E-PROFILE", f"“{digits[:40]}” is not a plain number.")
            return Decimal(digits)
        case _:
            return text_of(element)


class _Parts:
    """What stands inside an annotation, sorted in one pass: files can hold very many."""

    def __init__(self, element: etree._Element, owner: str) -> None:
        """Raises Unfit (E-POINTER) where somebody else made it than the file's owner."""
        self._element = element
        self._history: etree._Element | None = None
        self._features: etree._Element | None = None
        self.exact: list[etree._Element] = []
        self.passive: list[str] = []
        self.note = ""
        makers = {element.get("resp")}
        for child in element:
            match child.get("type") if child.tag == _NOTE else child.tag:
                case "exact":
                    self.exact.append(child)
                case "features":
                    self._features = child[0]
                case "comment":
                    self.note = text_of(child)
                    makers.add(child.get("resp"))
                case _ if child.tag == _HISTORY:
                    self._history = child
                case _:
                    self.passive.append(child.get("target", ""))
        if makers != {f"#{owner}"}:
            raise Unfit("E-POINTER", f"It is not marked as made by {owner}.")

    def history(self, known: Container[str]) -> tuple[State, Provenance]:
        """State and provenance. Raises Unfit (E-POINTER) for a person the file does not name."""
        history = self._history
        if history is None or not len(history):
            raise Unfit("E-PROFILE", "It does not say when and by whom it was made.")
        created, modified = history[0], history[1] if len(history) > 1 else None
        who = local(created.get("who"))
        changed_by = "" if modified is None else local(modified.get("who"))
        for person in filter(None, (who, changed_by)):
            if person not in known:
                raise Unfit("E-POINTER", f"The file does not say who “{person}” is.")
        return cast("State", history.get("status", "")), Provenance(
            created.get("when", ""),
            who,
            cast("Origin", created.get("type", "manual")),
            cast("Decision", created.get("subtype", "")),
            text_of(created),
            "" if modified is None else modified.get("when", ""),
            changed_by,
            tuple(self._element.get("source", "").split()),
        )

    def values(self, key: str) -> Attributes:
        """The values. Raises Unfit (E-PROFILE) if they are another category's, or doubled."""
        features = self._features
        if features is None:
            return NO_ATTRIBUTES
        if features.get("type") != key:
            raise Unfit("E-PROFILE", "Its values belong to another category.")
        pairs: dict[str, Value | None] = {f.get("name", ""): value(f[0]) for f in features}
        if len(pairs) < len(features):
            raise Unfit("E-PROFILE", "It has two values of one name.")
        return Attributes.of(pairs)
