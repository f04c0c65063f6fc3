"""The profile schema: what a native file, or one item of it, may hold."""

from copy import deepcopy
from functools import cache
from typing import Final, Literal

from lxml import etree

from annotator.bundled import resource_bytes
from annotator.core.errors import InputError, Problem
from annotator.tei.names import FORMAT, NativeKind
from annotator.tei.safety import canonical_bytes, line_of, parser, place

ItemPart = Literal["span", "link", "record"]
Part = NativeKind | ItemPart
RECORD: Final[ItemPart] = "record"
ITEMS: Final[dict[str, ItemPart]] = {"spans": "span", "relations": "link"}

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_STARTS: dict[Part, str] = {
    "project": "Project",
    "text": "Source",
    "annotations": "Annotations",
    "links": "Links",
    "span": "span",
    "link": "link",
    "record": "record",
}


def problem(root: etree._Element, part: Part, name: str) -> Problem | None:
    """What the profile has against a tree, or None; the line is where the checker noticed it.

    For a file without faulty items the line is right; libxml2 misplaces faults inside items, so
    check those alone.
    """
    schema = compiled(part)
    if schema.validate(root):
        return None
    error = schema.error_log.last_error
    message = error.message if error is not None else "not valid"
    line = error.line if error is not None else line_of(root)
    return Problem(
        "E-PROFILE",
        f"The file format does not allow this: {_plain(message)}.",
        name,
        line,
        "Import it as an article, or go back to an earlier version.",
    )


def refusal(problem: Problem) -> InputError:
    """The error for a whole file that the profile does not allow, with line and advice."""
    where = place(problem.file, problem.line)
    return InputError(problem.code, f"{problem.message} {problem.advice}", where)


def item_problem(element: etree._Element, part: ItemPart) -> str:
    """What the profile has against one annotation, relation or record; empty where nothing."""
    schema = compiled(part)
    # A copy of its own: the checker looks at ids of the whole tree otherwise.
    alone = etree.fromstring(canonical_bytes(element), parser())
    if schema.validate(alone):
        return ""
    error = schema.error_log.last_error
    return _plain(error.message) if error is not None else "not valid"


@cache
def compiled(part: Part) -> etree.RelaxNG:
    """The profile for one kind of file or item; compiled once (2 ms)."""
    grammar = deepcopy(_grammar())
    start = grammar.find(f"{_RNG}start")
    assert start is not None
    for child in list(start):
        start.remove(child)
    etree.SubElement(start, f"{_RNG}ref", name=_STARTS[part])
    return etree.RelaxNG(grammar)


@cache
def _grammar() -> etree._Element:
    data = resource_bytes("schema", f"annotator-{FORMAT}.rng")
    return etree.fromstring(data, parser())


def _plain(message: str) -> str:
    return message.replace("{http://www.tei-c.org/ns/1.0}", "").strip().rstrip(".")[:300]
