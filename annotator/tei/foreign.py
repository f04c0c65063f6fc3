"""Import of foreign TEI: a text and the annotations it offers, with a list of what became what."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from annotator.core.document import Metadata
from annotator.core.errors import InputError
from annotator.core.text import canonical, refuse_too_long
from annotator.tei.foreign_account import account, lost
from annotator.tei.foreign_items import Items, range_targets
from annotator.tei.foreign_parse import local, parse
from annotator.tei.foreign_text import ForeignText
from annotator.tei.foreign_values import Choices, Foreign
from annotator.tei.names import XML_LANG

_LONGEST = 1_000
_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


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
    try:
        walked.walk(chosen)
        refuse_too_long(walked.text)
        made = canonical(walked.text)
        if not made.text.strip():
            raise InputError("E-EMPTY", "There are no words in this TEI file.")
        items = Items(whole, walked, choices)
        relations = tuple(items.relations())
        becomes = tuple(account(whole, chosen, items, len(relations), choices))
    except InputError as error:
        raise InputError(error.code, error.message, name) from None
    offered = tuple(items.annotations)
    waiting = Counter(o.foreign_name for o in offered if not o.category and o.foreign_name)
    notes = ["White space was made uniform, paragraph by paragraph."]
    if encoding not in ("utf-8", "utf-16") and not data.isascii() and _is_utf_8(data):
        notes.append(f"It says it is {encoding}, but looks like UTF-8. Check the letters.")
    if missed := lost(becomes):
        notes.append(f"Not taken over: {', '.join(missed[:12])}{'…' if missed[12:] else ''}.")
    return Foreign(
        made,
        tuple(walked.kinds),
        _metadata(whole, chosen, name, data, choices),
        offered,
        relations,
        becomes,
        tuple(waiting.items()),
        tuple(_titles(texts)),
        tuple(notes),
        encoding,
        choices,
    )


def _whole(text: etree._Element) -> bool:
    """Whether a `text` is one of its own, not part of a group or another text."""
    parent = text.getparent()
    return parent is not None and local(parent) in ("TEI", "TEI.2")


def _metadata(
    whole: etree._Element, text: etree._Element, name: str, data: bytes, choices: Choices
) -> Metadata:
    found: dict[str, str] = {}
    # What the source says of the article comes before what the file says of its own edition.
    for part in ("sourceDesc", "fileDesc", "profileDesc"):
        for element in _in_header(whole, part):
            _describe(element, found)
    left = ", ".join(sorted(choices.left_out))
    return Metadata(
        title=_title(whole),
        outlet=found.get("outlet") or found.get("publisher", ""),
        author=found.get("author", ""),
        date=found.get("date", ""),
        url=found.get("url", ""),
        language=text.get(XML_LANG) or whole.get(XML_LANG) or found.get("language", ""),
        file=name,
        file_sha256=hashlib.sha256(data).hexdigest(),
        imported=f"From TEI of another make. Words left out: {left}.",
    )


def _describe(element: etree._Element, found: dict[str, str]) -> None:
    """Add what one element of the header says, unless something said it before."""
    match local(element):
        case "title" if element.get("level") == "j":
            found.setdefault("outlet", _words(element))
        case "publisher":
            found.setdefault("publisher", _words(element))
        case "author":
            found.setdefault("author", _words(element))
        case "date":
            day = (element.get("when") or _words(element))[:10]
            if _ISO_DATE.fullmatch(day):
                found.setdefault("date", day)
        case "idno" if element.get("type") in ("URI", "url", "URL"):
            found.setdefault("url", _words(element))
        case "language" if element.get("ident"):
            found.setdefault("language", element.get("ident", ""))


def _in_header(whole: etree._Element, part: str) -> Iterator[etree._Element]:
    """All elements within the parts of that name of the header of a TEI or teiCorpus."""
    for header in whole:
        if local(header) == "teiHeader":
            within = 0
            for event, element in etree.iterwalk(header, events=("start", "end")):
                if event == "end":
                    within -= local(element) == part
                    continue
                within += local(element) == part
                if within:
                    yield element


def _titles(texts: list[etree._Element]) -> list[str]:
    """The titles that the headers of these texts give."""
    found: dict[etree._Element, str] = {}
    titles = []
    for number, text in enumerate(texts, 1):
        parent = text.getparent()
        if parent is not None and parent not in found:
            found[parent] = _title(parent)
        titles.append((found[parent] if parent is not None else "") or f"Text {number}")
    return titles


def _title(whole: etree._Element) -> str:
    """The title that the header of a TEI gives; empty where there is none."""
    titles = (e for e in _in_header(whole, "teiHeader") if local(e) == "title")
    return next((_words(title) for title in titles), "")


def _words(element: etree._Element) -> str:
    """The words of an element in one line; only the first thousand characters."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(str(part))
        size += len(parts[-1])
        if size > 10 * _LONGEST:
            break
    return " ".join("".join(parts)[: 10 * _LONGEST].split())[:_LONGEST]


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
