"""What became of which element of a foreign TEI file: one row per name, with an example."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from annotator.core.errors import InputError
from annotator.tei.foreign_items import STAND_OFF, Items
from annotator.tei.foreign_parse import local
from annotator.tei.foreign_text import BLOCKS, SILENT, STRUCTURE
from annotator.tei.foreign_values import Becomes, Choices

LOST: Final = "not taken over"
_SHORT: Final = 60
_MOST_NAMES: Final = 2_000
_READ_WITH: Final = frozenset(
    {"standOff", "spanGrp", "listAnnotation", "listRelation", "relationGrp", "fs", "f", "symbol",
     "string", "numeric", "binary", "certainty", "note"}
)  # fmt: skip
_WORDLESS: Final = frozenset({"graphic", "media", "ptr", "index", "formula", "notatedMusic"})


def account(
    whole: etree._Element, text: etree._Element, items: Items, relations: int, choices: Choices
) -> Iterator[Becomes]:
    """A row for each name of an element in `text` and beside it, the header apart.

    `relations` is the number of those that could be offered. Raises InputError
    (E-TOO-MANY-ELEMENTS) for more names than anybody could look through.
    """
    categories: dict[str, set[str]] = {}
    for item in items.annotations:
        categories.setdefault(item.element, set()).add(item.category)
    named = _by_name(whole, text)
    if len(named) > _MOST_NAMES:
        message = f"It has more than {_MOST_NAMES:,} kinds of element. TEI has 600."
        raise InputError("E-TOO-MANY-ELEMENTS", message)
    for (name, within), found in named.items():
        used = relations if name == "relation" else items.used[name]
        anything = bool(items.annotations) and not all(map(_of_a_part, found))
        what = _fate(name, within, used > 0, anything, categories.get(name, set()), choices)
        if used and used < len(found) and (name in STAND_OFF or name == "relation"):
            what = f"{what} ({used} of them; the others {LOST})"
        apart = not within and name in choices.left_out
        shown = f"standOff/{name}" if apart else name
        yield Becomes(shown, len(found), what, _example(found[0]))


def _by_name(
    whole: etree._Element, text: etree._Element
) -> dict[tuple[str, bool], list[etree._Element]]:
    """Elements by name and whether they are in the text, in the order met."""
    found: dict[tuple[str, bool], list[etree._Element]] = {}
    for part in whole:
        if local(part) not in ("teiHeader", "TEI", "teiCorpus"):
            for element in part.iter():
                found.setdefault((local(element), part is text), []).append(element)
    return found


def _of_a_part(element: etree._Element) -> bool:
    """Whether it judges only one attribute or part of what it points to."""
    return local(element) == "certainty" and bool(element.get("match"))


def _fate(
    name: str,
    within: bool,
    used: bool,
    anything: bool,
    categories: set[str],
    choices: Choices,
) -> str:
    """In plain words. `used`: some became something; `anything`: annotations were found at all."""
    if within and name in choices.left_out:
        return "left out"
    if used and name == "relation":
        return "relation"
    if used:
        known = ", ".join(sorted(categories - {""}))
        if "" not in categories:
            return f"annotation: {known}"
        return f"annotation: {known} (some to be settled)" if known else "annotation, to be settled"
    if name in STAND_OFF or name == "relation":
        return LOST
    if not within:
        return "read with what it is about" if name in _READ_WITH and anything else LOST
    if name == "lb":
        return "a blank (nothing where it says break=no)"
    if name in _WORDLESS:
        return LOST
    if name in SILENT:
        return "nothing"
    if name in STRUCTURE:
        return "the article"
    if name in ("head", "byline"):
        return "a heading" if name == "head" else "the line that names the author"
    if name in BLOCKS:
        return "a paragraph"
    return "its words alone"


def _example(element: etree._Element) -> str:
    words: list[str] = []
    size = 0
    for part in element.itertext():
        words.append(str(part))
        size += len(words[-1])
        if size > 20 * _SHORT:
            break
    joined = " ".join("".join(words)[: 20 * _SHORT].split())
    return joined if len(joined) <= _SHORT else joined[: _SHORT - 1] + "…"


def lost(rows: tuple[Becomes, ...]) -> list[str]:
    """Names with counts of what the import leaves behind, in part at least."""
    return [f"{row.element} ({row.count})" for row in rows if LOST in row.what]
