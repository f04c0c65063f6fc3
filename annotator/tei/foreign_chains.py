"""Elements that are fragments of one annotation: tied by `@next`, `@prev`, or `@part` alone."""

from collections.abc import Iterable, Mapping

from lxml import etree

from annotator.tei.foreign_parse import local

_TIES = ("next", "prev")


def chains(
    candidates: Iterable[etree._Element], by_id: Mapping[str, etree._Element]
) -> list[list[etree._Element]]:
    """The candidates in document order, each with the parts that follow it; each appears once.

    `@next` and `@prev` say what follows what, one of the two is enough. Without them `part="I"`
    begins and `M` and `F` go on with the last unfinished one of the same name, type and `@ana`.
    Rings are cut where they begin in the file.
    """
    elements = list(candidates)
    following = _tied(elements, by_id)
    later = set(following.values())
    done: set[etree._Element] = set()
    found: list[list[etree._Element]] = []
    for begins in (True, False):  # what is left the second time are rings
        for element in elements:
            if element in done or (begins and element in later):
                continue
            parts = []
            at: etree._Element | None = element
            while at is not None and at not in done:
                done.add(at)
                parts.append(at)
                at = following.get(at)
            found.append(parts)
    return found


def _tied(
    elements: list[etree._Element], by_id: Mapping[str, etree._Element]
) -> dict[etree._Element, etree._Element]:
    """What follows each element; nothing follows two."""
    known = set(elements)
    following: dict[etree._Element, etree._Element] = {}
    taken: set[etree._Element] = set()

    def tie(first: etree._Element | None, second: etree._Element | None) -> None:
        if first is None or second is None or first is second or not {first, second} <= known:
            return
        if first not in following and second not in taken:
            following[first] = second
            taken.add(second)

    unfinished: dict[tuple[str, str, str], etree._Element] = {}
    for element in elements:
        tie(element, by_id.get(element.get("next", "").lstrip("#")))
        tie(by_id.get(element.get("prev", "").lstrip("#")), element)
        if any(element.get(name) for name in _TIES):
            continue
        part = element.get("part", "")
        key = local(element), element.get("type", ""), element.get("ana", "")
        if part in ("M", "F"):
            tie(unfinished.pop(key, None), element)
        if part in ("I", "M"):
            unfinished[key] = element
    return following
