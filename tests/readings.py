"""The third reading of the sample articles: how it is noted down, and the whole of it."""

import re
from typing import NamedTuple

from annotator.core.span import Span, Spans
from tests import reading_bulletin, reading_wire
from tests.reading_marks import Mark

MARKS: dict[str, list[Mark]] = {
    "360bulletin": reading_bulletin.MARKS,
    "seoul-wire": reading_wire.MARKS,
}
_PART = re.compile(r"\[([^][]+)\]")


class Link(NamedTuple):
    """A relation other than source and cue; ends are document and key."""

    type: str
    source: tuple[str, str]
    target: tuple[str, str]
    degree: str = ""


def places(words: str, text: str) -> Spans:
    """The spans of the bracketed parts of `words`, which stand in `text` just so, and only once.

    Raises ValueError where the words are not there, or more than once.
    """
    plain = words.replace("[", "").replace("]", "")
    if text.count(plain) != 1:
        raise ValueError(f"found {text.count(plain)} times: {words}")
    start, brackets, spans = text.index(plain), 0, []
    for part in _PART.finditer(words):
        first = start + part.start() - brackets
        spans.append(Span(first, first + len(part[1])))
        brackets += 2
    if not spans:
        raise ValueError(f"nothing is bracketed: {words}")
    return tuple(spans)


def _same(degree: str, *pairs: tuple[str, str]) -> list[Link]:
    return [
        Link("same-as", ("360bulletin", here), ("seoul-wire", there), degree)
        for here, there in pairs
    ]


def _support(document: str, *pairs: tuple[str, str]) -> list[Link]:
    return [Link("supports", (document, evidence), (document, claim)) for evidence, claim in pairs]


# No “contradicts”: where one article is hopeful and the other is not, they differ in emphasis.
LINKS: list[Link] = [
    *_same("verbatim", ("q-toughest", "q-toughest"), ("s-experts", "s-experts")),
    *_same(
        "near-verbatim",
        ("q-enforce", "q-pursue"),
        ("q-bloc", "q-bloc"),
        ("q-past", "q-past"),
        ("c-past", "c-past"),
        ("c-ramping", "c-ramped"),
        ("s-kcna", "s-kcna"),
    ),
    *_same(
        "paraphrase",
        ("q-enforce", "q-headline"),
        ("c-announced", "c-declared"),
        ("c-delivered", "c-session"),
        ("q-reactionary", "q-stance"),
        ("q-formation", "q-evolving"),
        ("q-strategy", "q-response"),
        ("c-no-details", "c-no-details"),
        ("q-love-claim", "q-kind-of-love"),
        ("c-collapsed", "c-deadlock"),
        ("q-experts", "q-experts"),
        ("c-unlikely", "c-not-on-horizon"),
        ("c-complicates", "c-complicated"),
        ("c-may-provide", "c-deal"),
        ("c-blocked", "c-thwarted"),
        ("q-necessity", "q-defense"),
        ("c-necessity", "c-defense"),
        ("q-invasion", "q-provocative"),
        ("n-meetings", "n-occasions"),
    ),
    *_same(
        "partial",
        ("q-reactionary", "q-reactionary"),
        ("q-love", "q-love"),
        ("q-focus", "q-emphasis"),
        ("q-morale", "q-emphasis"),
        ("c-unprecedented", "c-engaged"),
        ("c-conflicts", "c-prioritize"),
        ("q-supplied", "q-supplying"),
        ("c-supplied", "c-supplying"),
        ("c-drills", "c-exercises"),
        ("s-reports", "s-reports"),
    ),
    *_support(
        "360bulletin",
        ("n-meetings", "c-unprecedented"),
        ("c-conflicts", "c-unlikely"),
        ("c-supplied", "c-complicates"),
        ("c-blocked", "c-hindered"),
        ("c-ramping", "c-at-risk"),
        ("c-expanding", "c-at-risk"),
    ),
    *_support(
        "seoul-wire",
        ("c-prioritize", "c-not-on-horizon"),
        ("c-supplying", "c-complicated"),
    ),
    Link("supports", ("360bulletin", "n-troops"), ("seoul-wire", "c-supplying")),
]
