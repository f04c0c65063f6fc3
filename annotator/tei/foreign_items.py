"""What a foreign TEI file offers as annotations: quotations, numbers, segments, stand-off."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from annotator.core.errors import InputError
from annotator.core.span import Span, Spans, normalized
from annotator.core.values import NO_ATTRIBUTES, Attributes, Symbol, Value, number
from annotator.tei.foreign_chains import chains
from annotator.tei.foreign_parse import local
from annotator.tei.foreign_text import ForeignText
from annotator.tei.foreign_values import Choices, Offered, OfferedRelation
from annotator.tei.names import XML_ID

_RANGE: Final = re.compile(
    r"(?:[^#\s]*)#string-range\(([^\s,()]+),(0|[1-9][0-9]{0,8}),([1-9][0-9]{0,8})\)", re.ASCII
)
STAND_OFF: Final = ("span", "annotation")
SEGMENTS: Final = ("seg", *STAND_OFF)
_MOST_REMARKS: Final = 20_000_000
"""Characters and values of notes, each as often as it is repeated."""
_CERT: Final = re.compile(r"low|medium|high|0(\.[0-9]+)?|1(\.0+)?", re.ASCII)
_MEDIA: Final = {"spoken": "speech", "speech": "speech", "written": "writing", "thought": "thought"}
_QUANTITIES: Final = {
    "cardinal": "count", "count": "count", "ordinal": "rank", "percentage": "percentage",
    "percent": "percentage", "fraction": "rate", "rate": "rate", "currency": "money",
    "money": "money", "duration": "duration", "time": "duration",
}  # fmt: skip


def range_targets(root: etree._Element) -> set[str]:
    """The xml:ids that string-range pointers of the file count in."""
    found = set()
    for element in root.iter():
        if local(element) in STAND_OFF:
            found |= {match.group(1) for match in _RANGE.finditer(element.get("target", ""))}
    return found


class Items:
    """The annotations and relations of one file."""

    def __init__(self, root: etree._Element, text: ForeignText, choices: Choices) -> None:
        self._root, self._text, self._choices = root, text, choices
        self._words = text.text
        self._by_id = {id: e for e in root.iter() if (id := e.get(XML_ID))}
        self._remarks = self._collect_remarks()
        self.annotations: list[Offered] = []
        self.used: Counter[str] = Counter()
        """How many elements of each name became one, or a part of one."""
        self._places: dict[str, int] = {}
        """Of the offered annotations, by the xml:id of each of their parts."""
        self._collect()

    def relations(self) -> Iterator[OfferedRelation]:
        """`relation` elements whose two ends are offered."""
        for element in self._root.iter():
            if local(element) != "relation":
                continue
            kind = element.get("name") or element.get("type") or ""
            mutual = _ids(element.get("mutual"))
            ends = mutual[:2] or [
                *_ids(element.get("active"))[:1],
                *_ids(element.get("passive"))[:1],
            ]
            places = [self._places[end] for end in ends if end in self._places]
            if len(places) == 2 and kind:
                yield OfferedRelation(
                    kind,
                    places[0],
                    places[1],
                    not mutual,
                    "",
                    _certainty(element.get("cert")),
                    element.get(XML_ID, ""),
                    _ids(element.get("resp"))[0] if _ids(element.get("resp")) else "",
                )

    def _collect(self) -> None:
        for parts in chains(self._candidates(), self._by_id):
            spans = normalized([span for part in parts for span in self._spans(part)], self._words)
            offered = self._offered(parts[0], local(parts[0]), spans) if spans else None
            if offered is None:
                continue
            for part in parts:
                self.used[local(part)] += 1
                if id := part.get(XML_ID):
                    self._places[id] = len(self.annotations)
            self.annotations.append(offered)

    def _candidates(self) -> Iterator[etree._Element]:
        for element in self._root.iter():
            name = local(element)
            if name in SEGMENTS or name in self._choices.elements:
                yield element

    def _spans(self, element: etree._Element) -> Spans:
        if element in self._text.places:
            return (Span(*self._text.places[element]),)
        found: list[Span] = []
        start, end = (element.get(name, "").lstrip("#") for name in ("from", "to"))
        if start in self._text.anchors and end in self._text.anchors:
            first, last = self._text.anchors[start][1], self._text.anchors[end][0]
            if first < last:
                found.append(Span(first, last))
        for match in _RANGE.finditer(element.get("target", "")):
            id, offset, length = match.group(1), int(match.group(2)), int(match.group(3))
            begin = self._text.position(id, offset)
            last_one = self._text.position(id, offset + length - 1)
            if begin is not None and last_one is not None and begin <= last_one < len(self._words):
                found.append(Span(begin, last_one + 1))
        for id in _ids(element.get("target")) if local(element) in STAND_OFF else ():
            target = self._by_id.get(id)
            if target is not None and target in self._text.places:
                found.append(Span(*self._text.places[target]))
        return tuple(found)

    def _offered(self, element: etree._Element, name: str, spans: Spans) -> Offered | None:
        named = self._foreign_name(element)
        category = self._category(named)
        foreign_name = named
        if not category and name in self._choices.elements:
            category, foreign_name = self._choices.elements[name], ""
            if not category:
                return None
        if not category and not foreign_name:
            return None
        remark = self._remarks.get(element.get(XML_ID, ""))
        values = dict(_attributes(element, name, category))
        if remark is not None:
            values |= dict(remark.attributes)
        resp = _ids(element.get("resp"))
        return Offered(
            category,
            spans,
            name,
            Attributes.of(dict(values)),
            remark.note if remark else "",
            _certainty(element.get("cert")) or (remark.certainty if remark else ""),
            element.get(XML_ID, ""),
            foreign_name,
            resp[0] if resp else "",
        )

    def _foreign_name(self, element: etree._Element) -> str:
        """What the file itself calls the category."""
        names = [id.removeprefix("tag-") for id in _ids(element.get("ana"))]
        names += element.get("type", "").split()
        return next((n for n in names if n in self._choices.known), names[0] if names else "")

    def _category(self, name: str) -> str:
        if name in self._choices.names:
            return self._choices.names[name]
        return name if name in self._choices.known else ""

    def _collect_remarks(self) -> Mapping[str, Offered]:
        """Comments, values and certainty that stand apart from what they are about, by its id."""
        notes: dict[str, list[str]] = {}
        values: dict[str, dict[str, Value]] = {}
        certainties: dict[str, str] = {}
        size = 0
        for element in self._root.iter():
            name, targets = local(element), _ids(element.get("target"))
            if name == "certainty" and element.get("match"):
                continue  # of an attribute or part, not of the whole
            parent = element.getparent()
            inside = parent is not None and local(parent) == "annotation"
            if name == "note" and not targets and parent is not None and inside:
                targets = [parent.get(XML_ID, "")]
            if not targets or name not in ("certainty", "note"):
                continue
            comment = element.get("type") == "comment"
            if name == "certainty":
                cert = _certainty(element.get("cert") or element.get("degree"))
                certainties |= dict.fromkeys(targets, cert)
                continue
            note = "".join(map(str, element.itertext())).strip() if comment else ""
            given = {} if comment else _features(element)
            size += len(targets) * (len(note) + len(given))
            if size > _MOST_REMARKS:
                message = "Its notes are about so many annotations that they cannot be repeated."
                raise InputError("E-TOO-BIG", message)
            for id in targets:
                values.setdefault(id, {}).update(given)
                if note:
                    notes.setdefault(id, []).append(note)
        return {
            id: Offered(
                "", (), "", Attributes.of(dict(values.get(id, {}))), "\n".join(notes.get(id, ())),
                certainties.get(id, ""),
            )
            for id in {**values, **certainties}
        }  # fmt: skip


def _attributes(element: etree._Element, name: str, category: str) -> Attributes:
    """What the element says itself, as the default tagset has it."""
    values: dict[str, Value | None] = {}
    kind = element.get("type", "")
    if category == "quote" and name in ("q", "quote", "said", "soCalled"):
        if name == "soCalled":
            values["form"] = Symbol("scare")
        elif element.get("direct") in ("true", "false"):
            values["form"] = Symbol("direct" if element.get("direct") == "true" else "indirect")
        if kind in _MEDIA:
            values["medium"] = Symbol(_MEDIA[kind])
        values["speaker"] = " ".join(_ids(element.get("who")))
    elif category == "statistic" and name in ("num", "measure"):
        values["value"] = number(element.get("value") or element.get("quantity") or "")
        values["unit"] = element.get("unit", "")
        if kind in _QUANTITIES:
            values["quantity_type"] = Symbol(_QUANTITIES[kind])
    elif category == "attribution" and name not in SEGMENTS:
        values["part"] = Symbol("source")
    return Attributes.of(values) if values else NO_ATTRIBUTES


def _features(note: etree._Element) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for feature in note.iter():
        if local(feature) != "f" or not len(feature):
            continue
        held, key = feature[0], feature.get("name", "")
        match local(held):
            case "symbol" if held.get("value"):
                values[key] = Symbol(held.get("value", ""))
            case "binary":
                values[key] = Symbol("yes" if held.get("value") in ("true", "1") else "no")
            case "numeric" if (found := number(held.get("value", ""))) is not None:
                values[key] = found
            case "string":
                values[key] = "".join(str(part) for part in held.itertext())
    return {key: value for key, value in values.items() if key}


def _ids(pointers: str | None) -> list[str]:
    """The ids behind `#` in pointers into the same file, or the words as they are."""
    return [p.rpartition("#")[2] for p in (pointers or "").split() if "string-range(" not in p]


def _certainty(cert: str | None) -> str:
    return cert if cert and _CERT.fullmatch(cert) else ""
