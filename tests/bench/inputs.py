"""Made-up articles and annotations for the benchmarks: from seeds, never stored."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.provenance import Provenance
from annotator.core.span import Span, Spans, normalized
from annotator.core.tagset import Category, Tagset

CATEGORIES = 12
ANNOTATORS = 20
DOCUMENT = "made-up"
MADE = Provenance("2026-11-20T09:14:02Z", "annotator-0")

_COLOURS = (
    *("#4e79a7", "#e15759", "#59a14f", "#f28e2b", "#b07aa1", "#76b7b2"),
    *("#edc948", "#ff9da7", "#9c755f", "#bab0ac", "#1f77b4", "#8c564b"),
)
TAGSET = Tagset(
    "made-up",
    categories=tuple(
        Category(f"category-{n}", f"Category {n}", colour) for n, colour in enumerate(_COLOURS)
    ),
)

_LATIN = "abcdefghijklmnopqrstuvwxyzäéø"
_ARABIC = "".join(map(chr, range(0x0627, 0x063B))) + "فقكلمنهوي"
_HEBREW = "".join(map(chr, range(0x05D0, 0x05EB)))
_EMOJI = ("😀", "👩‍👩‍👧", "🇩🇪", "👍🏽", "📰", "e\u0301", "🗳️")


@dataclass(frozen=True, slots=True)
class Case:
    """One input: how long a text of what script, with how many annotations of what shape."""

    name: str
    characters: int
    annotations: int
    script: str = "latin"
    words: tuple[int, int] = (30, 140)
    """Fewest and most words of a paragraph."""
    depth: int = 0
    """If given, that many spans lie over each place instead of the usual mixture."""
    fragments: float = 0.05
    """Share of annotations with two to four fragments."""


CASES: tuple[Case, ...] = (
    Case("3 kB, 100", 3_000, 100),
    Case("100 kB, 10 k", 100_000, 10_000),
    Case("1 MB, 100 k", 1_000_000, 100_000),
    Case("10 MB, 100 k", 10_000_000, 100_000),
    Case("10 MB, 1 M", 10_000_000, 1_000_000),
    Case("Arabic", 1_000_000, 100_000, "arabic"),
    Case("Hebrew with Latin", 1_000_000, 100_000, "hebrew"),
    Case("CJK", 1_000_000, 100_000, "cjk"),
    Case("emoji", 1_000_000, 100_000, "emoji"),
    Case("one paragraph", 10_000_000, 100_000, words=(10**9, 10**9)),
    Case("short lines", 10_000_000, 100_000, words=(2, 6)),
    Case("depth 48", 100_000, 10_000, depth=48),
    Case("all in fragments", 100_000, 10_000, fragments=1.0),
)
HUGE = "10 MB, 1 M"
"""The stress size; only run when asked for."""


def document(case: Case) -> Document:
    """The text of a case."""
    random = np.random.default_rng(0)
    word, blank = _SCRIPTS[case.script]
    vocabulary = [word(random) for _ in range(4_000)]
    mean = sum(map(len, vocabulary)) / len(vocabulary) + len(blank)
    wanted = int(case.characters / mean) + 1
    picks = [vocabulary[n] for n in random.integers(0, len(vocabulary), wanted).tolist()]
    paragraphs, at = [], 0
    while at < len(picks):
        count = int(random.integers(case.words[0], case.words[1] + 1))
        paragraphs.append(blank.join(picks[at : at + count]) + ".")
        at += count
    return Document(DOCUMENT, "\n".join(paragraphs)[: case.characters].rstrip("\n"))


def annotations(case: Case, text: str) -> dict[str, list[Annotation]]:
    """The annotations of a case by annotator id."""
    random = np.random.default_rng(1)
    starts, lengths = _places(case, len(text), random)
    categories = random.integers(0, CATEGORIES, len(starts)).tolist()
    annotators = random.integers(0, ANNOTATORS, len(starts)).tolist()
    parts = np.where(
        random.random(len(starts)) < case.fragments, random.integers(2, 5, len(starts)), 1
    ).tolist()
    sets: dict[str, list[Annotation]] = {f"annotator-{n}": [] for n in range(ANNOTATORS)}
    for number, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
        spans = _spans(text, start, length, parts[number])
        if spans:
            category = f"category-{categories[number]}"
            made = Annotation(f"a-{number}", DOCUMENT, category, spans, MADE)
            sets[f"annotator-{annotators[number]}"].append(made)
    return sets


def more(text: str, count: int, near: int) -> list[Annotation]:
    """Further annotations, each a sentence long, from `near` on: for adding one after another."""
    random = np.random.default_rng(2)
    found = []
    for number, offset in enumerate(random.integers(0, 1_500, count).tolist()):
        start = min(near + offset, max(0, len(text) - 60))
        if spans := _spans(text, start, 40 + number % 17, 1):
            category = f"category-{number % CATEGORIES}"
            found.append(Annotation(f"new-{number}", DOCUMENT, category, spans, MADE))
    return found


def _places(
    case: Case, size: int, random: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    count = case.annotations
    if case.depth:
        length = max(2, size * case.depth // count)
        return random.integers(0, size - length, count), np.full(count, length)
    kind = random.choice(4, count, p=(0.75, 0.20, 0.045, 0.005))
    low = np.array((3, 40, 200, 1_000))[kind]
    high = np.array((20, 120, 400, 3_000))[kind]
    lengths = np.minimum(random.integers(low, high + 1), size // 2)
    starts = (random.random(count) * (size - lengths)).astype(np.int64)
    starts[:3], lengths[:3] = 0, size
    return starts, lengths


def _spans(text: str, start: int, length: int, parts: int) -> Spans:
    end = min(start + length, len(text))
    if parts == 1:
        return normalized([Span(start, end)], text)
    step = max(2, length // parts)
    pieces = [(at, at + max(1, step // 2)) for at in range(start, start + step * parts, step)]
    return normalized([Span(a, b) for a, b in pieces if b <= len(text)], text)


Word = Callable[[np.random.Generator], str]


def _from(letters: str, longest: int = 12) -> Word:
    def word(random: np.random.Generator) -> str:
        return "".join(
            letters[n] for n in random.integers(0, len(letters), _length(random, longest))
        )

    return word


def _mixed(random: np.random.Generator) -> str:
    return _from(_HEBREW if random.random() < 0.7 else _LATIN)(random)


def _cjk(random: np.random.Generator) -> str:
    return "".join(map(chr, random.integers(0x4E00, 0x9000, 8).tolist())) + "，"


def _with_emoji(random: np.random.Generator) -> str:
    word = _from(_LATIN)(random)
    return word + _EMOJI[int(random.integers(len(_EMOJI)))] if random.random() < 0.3 else word


def _length(random: np.random.Generator, longest: int) -> int:
    return int(random.integers(1, longest))


_SCRIPTS: dict[str, tuple[Word, str]] = {
    "latin": (_from(_LATIN), " "),
    "arabic": (_from(_ARABIC, 9), " "),
    "hebrew": (_mixed, " "),
    "cjk": (_cjk, ""),
    "emoji": (_with_emoji, " "),
}
