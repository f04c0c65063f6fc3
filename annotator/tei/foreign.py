"""Import of foreign TEI: a text and the annotations it offers, with a list of what became what."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from annotator.core.document import Metadata
from annotator.core.errors import InputError
from annotator.core.text import canonical
from annotator.tei.foreign_items import SEGMENTS, Items, range_targets
from annotator.tei.foreign_parse import local, parse
from annotator.tei.foreign_text import ForeignText
from annotator.tei.foreign_values import Becomes, Choices, Foreign, Offered
from annotator.tei.names import XML_LANG

_BREAKS = {"lb": "a blank (nothing where it says break=no)", "pb": "nothing", "cb": "nothing"}
_SHORT = 60


def convert(data: bytes, name: str, choices: Choices | None = None) -> Foreign:
    """A TEI file of any make as one article, with the annotations it offers.

    Nothing is decided for good: the dialog changes `choices` and converts again. Raises
    InputError (E-FOREIGN for other XML, fragments and SGML, E-XML, E-ENTITY, E-ENCODING …).
    """
    choices = choices or Choices()
    root, encoding = parse(data, name)
    texts = [e for e in root.iter() if local(e) == "text" and _whole(e)]
    if not texts:
        raise InputError("E-FOREIGN", "There is no text in this TEI file.", name)
    chosen = texts[min(max(choices.text, 0), len(texts) - 1)]
    whole = chosen.getparent()
    if whole is None:
        whole = root
    walked = ForeignText(choices.left_out, range_targets(whole))
    walked.walk(chosen)
    made = canonical(walked.text)
    if not made.text.strip():
        raise InputError("E-EMPTY", "There are no words in this TEI file.", name)
    items = Items(whole, walked, choices)
    offered = tuple(items.annotations)
    waiting = Counter(o.foreign_name for o in offered if not o.category and o.foreign_name)
    becomes = tuple(_becomes(whole, offered, choices))
    notes = ["White space was made uniform, paragraph by paragraph."]
    missed = [f"{row.element} ({row.count})" for row in becomes if row.what == "not taken over"]
    if missed:
        notes.append(f"Not taken over: {', '.join(missed[:12])}{'…' if missed[12:] else ''}.")
    return Foreign(
        made,
        tuple(walked.kinds),
        _metadata(whole, chosen, name, data, choices),
        offered,
        tuple(items.relations()),
        becomes,
        tuple(waiting.items()),
        tuple(_title(e) or f"Text {n}" for n, e in enumerate(texts, 1)),
        tuple(notes),
        encoding,
        choices,
    )


def _whole(text: etree._Element) -> bool:
    """Whether a `text` is one of its own, not part of a group or another text."""
    parent = text.getparent()
    return parent is not None and local(parent) in ("TEI", "TEI.2")


def _becomes(
    whole: etree._Element, offered: tuple[Offered, ...], choices: Choices
) -> Iterator[Becomes]:
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for element in _below_header(whole):
        name = local(element)
        counts[name] += 1
        if name not in examples:
            words = " ".join("".join(str(part) for part in element.itertext()).split())
            examples[name] = words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
    tagged: dict[str, set[str]] = {}
    for item in offered:
        tagged.setdefault(item.element, set()).add(item.category or "?")
    for name, count in counts.items():
        yield Becomes(name, count, _fate(name, tagged, choices), examples[name])


def _below_header(whole: etree._Element) -> Iterator[etree._Element]:
    for part in whole:
        if local(part) != "teiHeader":
            yield from part.iter()


def _fate(name: str, tagged: dict[str, set[str]], choices: Choices) -> str:
    if name in choices.left_out:
        return "left out"
    if name in tagged:
        keys = sorted(tagged[name] - {"?"})
        asked = " (to be settled)" if "?" in tagged[name] else ""
        return f"annotation: {', '.join(keys)}{asked}" if keys else "annotation, to be settled"
    if name in _BREAKS:
        return _BREAKS[name]
    if name in choices.elements or name in SEGMENTS:
        return "its words alone"
    if name == "relation":
        return "a relation, where both its ends are annotations"
    if name in ("text", "body", "front", "back", "div", "group"):
        return "the article"
    if name in (
        "standOff",
        "spanGrp",
        "listAnnotation",
        "listRelation",
        "fs",
        "f",
        "symbol",
        "string",
        "numeric",
        "binary",
        "certainty",
        "revisionDesc",
        "change",
        "ptr",
    ):
        return "read with what it is about"
    if name in ("milestone", "gb", "anchor"):
        return "nothing"
    if name in ("p", "ab", "l", "head", "item", "cell", "u"):
        return "a paragraph"
    return "its words alone" if name not in ("graphic", "media", "facsimile") else "not taken over"


def _metadata(
    whole: etree._Element, text: etree._Element, name: str, data: bytes, choices: Choices
) -> Metadata:
    header = next((e for e in whole if local(e) == "teiHeader"), None)
    found: dict[str, str] = {}
    for element in () if header is None else header.iter():
        words = " ".join("".join(str(part) for part in element.itertext()).split())
        match local(element):
            case "title" if element.get("level") == "j":
                found.setdefault("outlet", words)
            case "publisher":
                found.setdefault("publisher", words)
            case "author":
                found.setdefault("author", words)
            case "date":
                found.setdefault("date", element.get("when") or words)
            case "idno" if element.get("type") in ("URI", "url", "URL"):
                found.setdefault("url", words)
            case "language" if element.get("ident"):
                found.setdefault("language", element.get("ident", ""))
    left = ", ".join(sorted(choices.left_out))
    return Metadata(
        title=_title(text),
        outlet=found.get("outlet") or found.get("publisher", ""),
        author=found.get("author", ""),
        date=found.get("date", ""),
        url=found.get("url", ""),
        language=text.get(XML_LANG) or whole.get(XML_LANG) or found.get("language", ""),
        file=name,
        file_sha256=hashlib.sha256(data).hexdigest(),
        imported=f"From TEI of another make. Words left out: {left}.",
    )


def _title(text: etree._Element) -> str:
    """The title the header of this text gives."""
    parent = text.getparent()
    header = (
        next((e for e in parent if local(e) == "teiHeader"), None) if parent is not None else None
    )
    title = (
        None if header is None else next((e for e in header.iter() if local(e) == "title"), None)
    )
    if title is None:
        return ""
    return " ".join("".join(str(part) for part in title.itertext()).split())
