"""What headers say: people, article, history, other programs' data."""

import re
from typing import Literal, cast, get_args

from lxml import etree

from annotator.core.completion import Change, Completion, Status
from annotator.core.document import BLOCK_KINDS, BlockKind, Document, Metadata
from annotator.core.errors import InputError, Problem
from annotator.core.project import Annotator
from annotator.core.span import Span
from annotator.core.text import Replacement, is_canonical
from annotator.tei.names import XML_ID, XML_LANG, T
from annotator.tei.safety import canonical_bytes, line_of, place

_Role = Literal["annotator", "adjudication", "program"]
_Step = Literal["created", "changed", "finished", "reopened"]

_COLOUR = re.compile(r"color:\s*(#[0-9A-Fa-f]{6})\b", re.ASCII)
_RANGE = re.compile(r"#string-range\(([^\s,()]+),(0|[1-9][0-9]{0,8}),([1-9][0-9]{0,8})\)", re.ASCII)
_REPLACED = re.compile(r"([0-9]{1,9}) ([0-9A-F]{4,6}) ([0-9A-F]{4,6})", re.ASCII)


def words(parent: etree._Element | None, path: str) -> str:
    """The text of the first element at `path`; empty where there is none."""
    found = None if parent is None else parent.find(path)
    return text_of(found)


def text_of(element: etree._Element | None) -> str:
    """All text of an element, whatever stands in between."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    return "".join(str(part) for part in element.itertext())


def local(pointer: str | None) -> str:
    """The id a local pointer `#id` names."""
    return (pointer or "").strip().removeprefix("#")


def people(root: etree._Element) -> tuple[Annotator, ...]:
    """Everyone the file names."""
    found = []
    for statement in root.iterfind(f"{T}teiHeader/{T}fileDesc/{T}titleStmt/{T}respStmt"):
        name = statement.find(f"{T}persName")
        colour = _COLOUR.search(statement.get("style", ""))
        role = words(statement, f"{T}resp")
        found.append(
            Annotator(
                statement.get(XML_ID, ""),
                text_of(name),
                statement.get("n", ""),
                colour.group(1) if colour else "",
                cast("_Role", role if role in get_args(_Role) else "annotator"),
                name.get("ref", "") if name is not None else "",
            )
        )
    return tuple(found)


def colour_of(style: str | None) -> str:
    """The colour in `background-color: #rrggbb`, or grey."""
    found = _COLOUR.search(style or "")
    return found.group(1) if found else "#888888"


def title(root: etree._Element) -> str:
    return words(root, f"{T}teiHeader/{T}fileDesc/{T}titleStmt/{T}title")


def changes(description: etree._Element | None) -> tuple[Change, ...]:
    """The history that a `revisionDesc` of the header holds."""
    if description is None:
        return ()
    return tuple(
        Change(
            cast("_Step", change.get("status", "changed")),
            change.get("when", ""),
            local(change.get("who")),
            text_of(change),
        )
        for change in description.iterfind(f"{T}change")
    )


def header_history(root: etree._Element) -> etree._Element | None:
    return root.find(f"{T}teiHeader/{T}revisionDesc")


def completion(root: etree._Element, document: str) -> Completion:
    history = header_history(root)
    status = history.get("status", "absent") if history is not None else "absent"
    return Completion(
        document,
        cast("Status", status if status in get_args(Status) else "absent"),
        changes(history),
    )


def revision(root: etree._Element) -> str:
    history = header_history(root)
    return "" if history is None else history.get("n", "")


def xeno(root: etree._Element) -> tuple[bytes, ...]:
    """Other programs' data, as it is."""
    found = root.iterfind(f"{T}teiHeader/{T}xenoData")
    return tuple(canonical_bytes(element) for element in found)


class Blocks:
    """The blocks of a file's text: what pointers into it mean."""

    def __init__(self, root: etree._Element, name: str) -> None:
        body = root.find(f"{T}text/{T}body")
        self.places: dict[str, tuple[int, int]] = {}
        """Start in the text and length, by xml:id."""
        rows: list[str] = []
        kinds: list[BlockKind] = []
        start = 0
        for element in () if body is None else body:
            row = element.text or ""
            tag = str(element.tag).removeprefix(T)
            kind = element.get("type", "") if tag == "ab" else tag
            if kind not in BLOCK_KINDS or "\n" in row:
                raise InputError(
                    "E-PROFILE",
                    f"A block of the text is of an unknown kind or holds a line end: {kind!r}.",
                    place(name, line_of(element)),
                )
            self.places[element.get(XML_ID, "")] = (start, len(row))
            rows.append(row)
            kinds.append(kind)
            start += len(row) + 1
        self.text = "\n".join(rows)
        self.kinds = tuple(kinds)
        if not is_canonical(self.text):
            raise InputError("E-XML", "The text has line ends that it may not have.", name)

    def span(self, pointer: str) -> Span | None:
        """The place a string-range pointer names; None where it is outside its block or none."""
        found = _RANGE.fullmatch(pointer)
        if not found or found.group(1) not in self.places:
            return None
        start, length = self.places[found.group(1)]
        offset, count = int(found.group(2)), int(found.group(3))
        if offset + count > length:
            return None
        return Span(start + offset, start + offset + count)


def document(root: etree._Element, blocks: Blocks, name: str) -> tuple[Document, list[Problem]]:
    """The article, with a problem where its text is not the one its header describes."""
    bibl = root.find(f"{T}teiHeader/{T}fileDesc/{T}sourceDesc/{T}bibl")
    ids = (
        {}
        if bibl is None
        else {idno.get("type", ""): text_of(idno) for idno in bibl.iterfind(f"{T}idno")}
    )
    if bibl is None or not ids.get("document"):
        raise InputError("E-PROFILE", "Its header does not say which article it is about.", name)
    date = bibl.find(f"{T}date")
    text = root.find(f"{T}text")
    metadata = Metadata(
        title=words(bibl, f"{T}title[@level='a']"),
        outlet=words(bibl, f"{T}title[@level='j']"),
        author=words(bibl, f"{T}author"),
        date="" if date is None else date.get("when") or text_of(date),
        url=ids.get("URI", ""),
        language="" if text is None else text.get(XML_LANG, ""),
        event=ids.get("event", ""),
        file=ids.get("file", ""),
        file_sha256=ids.get("file-sha256", ""),
        imported=words(bibl, f"{T}note[@type='import']"),
    )
    records = _REPLACED.findall(words(bibl, f"{T}note[@type='replaced']"))
    replaced = tuple(
        Replacement(int(offset), chr(int(old, 16)), chr(int(new, 16)))
        for offset, old, new in records
        if int(old, 16) <= 0x10FFFF and int(new, 16) <= 0x10FFFF
    )
    scope = root.iterfind(f"{T}standOff[@type='scope']/{T}note")
    out = [blocks.span(p) for note in scope for p in note.get("target", "").split()]
    item = Document(
        ids["document"],
        blocks.text,
        blocks.kinds,
        metadata,
        replaced,
        tuple(sorted(span for span in out if span is not None)),
    )
    return item, list(_identity(item, bibl, ids, name))


def _identity(
    item: Document, bibl: etree._Element, ids: dict[str, str], name: str
) -> list[Problem]:
    measure = bibl.find(f"{T}extent/{T}measure[@unit='codepoint']")
    length = "" if measure is None else measure.get("quantity", "")
    if ids.get("text-sha256", "") == item.digest and length in ("", str(len(item.text))):
        return []
    return [
        Problem(
            "E-DIGEST",
            f"The text of “{item.id}” is not the one its header describes: it was changed by "
            "another program, or damaged.",
            name,
            line_of(bibl),
            "Bring back the original file, for example from an earlier version.",
        )
    ]
