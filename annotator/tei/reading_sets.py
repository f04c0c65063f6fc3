"""Annotation and link files: their items, with those that do not fit set aside."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar, cast

from lxml import etree

from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.errors import InputError, Problem
from annotator.core.relation import End, OnlyHere, Relation
from annotator.tei import reading_header as header
from annotator.tei import reading_items as items
from annotator.tei import schema
from annotator.tei.files import AnnotationsFile, Aside, Deleted, Extras, LinksFile, Read
from annotator.tei.names import TEI, XML_ID, NativeKind, T
from annotator.tei.reading_tagset import suggestions, tagset

if TYPE_CHECKING:
    from annotator.core.annotation import Annotation

V = TypeVar("V")
_OTHER_IDS: Final = etree.XPath(
    "/*/t:teiHeader//@xml:id | /*/t:text//@xml:id | /*/@xml:id", namespaces={"t": TEI}
)
_NCNAME: Final = re.compile(r"[^\W\d][\w.\-·]*")
_SPANS = f"{T}standOff/{T}listAnnotation[@type='spans']"
_RELATIONS = f"{T}standOff/{T}listAnnotation[@type='relations']"
_LISTS: tuple[tuple[items.Among, str], ...] = (("spans", _SPANS), ("relations", _RELATIONS))


def annotations_file(root: etree._Element, name: str, validate: bool) -> Read[AnnotationsFile]:
    """One annotator's work on one article."""
    taking = _Taking(root, name)
    taking.leave_out_misfits("annotations", validate)
    blocks = header.Blocks(root, name)
    document, problems = header.document(root, blocks, name)
    owner = taking.owner
    annotations: dict[str, Annotation] = {}
    for element in taking.left("spans"):
        taken = taking.take(
            element,
            "spans",
            lambda e: items.annotation(e, document.id, owner, taking.known, blocks),
        )
        if taken is not None:
            annotations[taken.id] = taken

    def end(pointer: str) -> End:
        id = header.local(pointer)
        if not pointer.startswith("#") or id not in annotations:
            raise items.Unfit("E-POINTER", f"One of its ends does not exist: {pointer[:80]}.")
        return End(document.id, id)

    relations: dict[str, Relation] = {}
    for element in taking.left("relations"):
        tie = taking.take(
            element, "relations", lambda e: items.relation(e, owner, taking.known, end)
        )
        if tie is not None:
            relations[tie.id] = tie
    file = AnnotationsFile(
        document,
        AnnotationSet(
            document.id, owner, annotations, relations, header.completion(root, document.id)
        ),
        taking.people,
        tagset(root),
        suggestions(root),
        taking.extras(),
    )
    return Read(file, (*problems, *taking.problems()))


def links_file(root: etree._Element, name: str, validate: bool) -> Read[LinksFile]:
    """One annotator's relations between articles."""
    taking = _Taking(root, name)
    taking.leave_out_misfits("links", validate)
    owner = taking.owner

    def end(pointer: str) -> End:
        return items.end_elsewhere(pointer, owner)

    relations: dict[str, Relation] = {}
    for element in taking.left("relations"):
        tie = taking.take(
            element, "relations", lambda e: items.relation(e, owner, taking.known, end)
        )
        if tie is not None:
            relations[tie.id] = tie
    marks: set[OnlyHere] = set()
    for element in root.iterfind(f"{_RELATIONS}/{T}note[@type='only-here']"):
        mark = taking.take(element, "relations", lambda e: items.only_here(e, owner))
        if mark is not None:
            marks.add(mark)
    file = LinksFile(
        LinkSet(owner, relations, frozenset(marks)),
        taking.people,
        tagset(root),
        header.changes(header.header_history(root)),
        taking.extras(),
    )
    return Read(file, taking.problems())


class _Taking:
    """The items of one file while they are read, and what was set aside of them."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._name = name
        self._aside: list[Aside] = []
        self.people = header.people(root)
        self.known = {person.id for person in self.people}
        stand_off = root.find(f"{T}standOff")
        if stand_off is not None:
            self.owner = header.local(stand_off.get("resp"))
        else:
            self.owner = self.people[0].id if self.people else ""
        if self.owner not in self.known:
            raise InputError("E-POINTER", f"The file does not say who “{self.owner}” is.", name)

    def leave_out_misfits(self, kind: NativeKind, validate: bool) -> None:
        """Set aside items with doubled or malformed ids and those the profile refuses.

        Raises InputError (E-PROFILE) where the rest is not as the profile wants it.
        """
        self._leave_out_ids()
        problem = schema.problem(self._root, kind, self._name) if validate else None
        if problem is None:
            return
        self._leave_out_refused()
        if self._remove_empty_lists() and kind == "links":
            return  # nothing is left that could be wrong: a file of links is its links
        problem = schema.problem(self._root, kind, self._name)
        if problem is not None:
            raise schema.refusal(problem)

    def left(self, among: items.Among) -> list[etree._Element]:
        """The annotations or relations that are left."""
        return self._root.findall(f"{dict(_LISTS)[among]}/{T}annotation")

    def take(
        self, element: etree._Element, among: items.Among, make: Callable[[etree._Element], V]
    ) -> V | None:
        """What `make` makes of an item, or None after setting it aside."""
        try:
            return make(element)
        except items.Unfit as fault:
            self._set_aside(element, among, fault)
        except ValueError as error:
            self._set_aside(element, among, items.Unfit("E-PROFILE", f"{error}."))
        return None

    def extras(self) -> Extras:
        """Revisions and records of deletion of what was taken, and what was set aside."""
        revisions = {}
        deleted = []
        for element in self._all_items():
            if element.tag == f"{T}annotation":
                if (revision := element.get("n")) is not None:
                    revisions[element.get(XML_ID, "")] = revision
            elif element.get("type") == "deleted":
                deleted.append(Deleted(header.local(element.get("target")), element.get("n", "")))
        return Extras(
            header.revision(self._root),
            revisions,
            tuple(sorted(deleted, key=lambda record: record.id)),
            tuple(self._aside),
            header.xeno(self._root),
        )

    def problems(self) -> tuple[Problem, ...]:
        return tuple(item.problem for item in self._aside)

    def _all_items(self) -> Iterator[etree._Element]:
        for _, path in _LISTS:
            for found in self._root.iterfind(path):
                yield from found

    def _set_aside(self, element: etree._Element, among: items.Among, fault: items.Unfit) -> None:
        self._aside.append(items.set_aside(element, among, fault, self._name))
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def _leave_out_ids(self) -> None:
        seen = set(cast("list[str]", _OTHER_IDS(self._root)))
        for among, path in _LISTS:
            for element in self._root.findall(f"{path}/{T}annotation"):
                id = element.get(XML_ID, "")
                if not _NCNAME.fullmatch(id):
                    fault = items.Unfit("E-ID", f"“{id[:60]}” is no valid id.")
                elif id in seen:
                    fault = items.Unfit("E-DUP-ID", f"The id {id} stands in this file twice.")
                else:
                    seen.add(id)
                    continue
                self._set_aside(element, among, fault)

    def _leave_out_refused(self) -> None:
        for among, path in _LISTS:
            for found in self._root.iterfind(path):
                for element in list(found):
                    part = schema.RECORD if element.tag == f"{T}note" else schema.ITEMS[among]
                    if reason := schema.item_problem(element, part):
                        message = f"The file format does not allow this: {reason}."
                        self._set_aside(element, among, items.Unfit("E-PROFILE", message))

    def _remove_empty_lists(self) -> bool:
        """Whether no list is left, after taking away those that are empty now."""
        stand_off = self._root.find(f"{T}standOff")
        if stand_off is None:
            return True
        for found in list(stand_off):
            if not len(found):
                stand_off.remove(found)
        if not len(stand_off):
            self._root.remove(stand_off)
            return True
        return False
