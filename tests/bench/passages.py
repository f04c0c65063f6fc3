"""Shared passages, measured: `python -m tests.bench.passages`.

Processor seconds of this process, medians. Made-up articles of two books' size and of two articles'
with sentences in common, some of them altered and in another order; `difflib` on the same words
with its own defaults, and without them where that ends in time. The sentences put into both are
known: how many of them each finds stands beside the time.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import TypeVar

from annotator.bundled import sample_project
from annotator.core.document import Document
from annotator.passages.place_map import passage_ties, place_map
from annotator.passages.sharing import shared_passages
from annotator.passages.words import word_places
from annotator.storage.workspace import open_project
from tests.bench.measuring import machine, ratio, table

_T = TypeVar("_T")
ENGLISH = (
    "the of and a to in that it is was he for on with as his by at but from they she which or we"
)


def main(arguments: list[str] | None = None) -> int:
    """Print two Markdown tables; the exit status is 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description="Measure shared passages.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--words", type=int, default=170_000, help="of a large text (1 MB)")
    parser.add_argument("--without-difflib", action="store_true")
    chosen = parser.parse_args(arguments)
    print(f"{machine()}\n")
    sample = list(open_project(sample_project()).load("").corpus.documents.values())
    cases = [
        ("the two sample articles", sample, [], 0.030),
        ("two articles of 4 kB", *made(2, 700, 8), 0.030),
        ("six articles of 4 kB", *made(6, 700, 8), 15 * 0.030),
        ("two texts of 1 MB", *made(2, chosen.words, 300), 2.0),
        ("two novels, 161 k and 123 k words", *made(2, 161_000, 300, 123_000), 2.0),
        ("1 MB and its copy", *copies(chosen.words), 2.0),
        ("1 MB twice, every two words 20 times", *often(chosen.words), 5.0),
    ]
    rows, good = [], True
    for name, documents, planted, goal in cases:
        seconds, passages = timed(lambda d=documents: shared_passages(d), chosen.runs)
        assert passages is not None
        wordings = {passage.one.text for passage in passages}
        hits = sum(any(each in text for text in wordings) for each in planted)
        share = f"{hits} of {len(planted)}" if planted else ""
        row = [
            name,
            f"{seconds * 1000:,.0f} ms",
            f"{goal * 1000:,.0f} ms",
            f"{len(passages):,}",
            share,
        ]
        small = sum(len(document.text) for document in documents) < 50_000
        if len(documents) == 2 and planted and not chosen.without_difflib:
            row += _difflib(documents, planted, seconds, autojunk=True)
            row += _difflib(documents, planted, seconds, autojunk=False) if small else [""] * 2
        else:
            row += [""] * 4
        rows.append(row)
        good &= seconds <= goal
    head = ["", "median", "goal", "passages", "planted", "difflib", "planted"]
    print(table([*head, "difflib without autojunk", "planted"], rows))
    print(f"\n{_map(chosen.words, chosen.runs)}")
    return 0 if good else 1


def _difflib(
    documents: list[Document], planted: list[str], own: float, *, autojunk: bool
) -> list[str]:
    """Its time and ratio; and how many of the planted sentences lie whole in one of its blocks."""
    words = [[word for _, _, word in word_places(document.text)] for document in documents]
    seconds, blocks = timed(
        lambda: SequenceMatcher(None, *words, autojunk=autojunk).get_matching_blocks(), 1
    )
    found = {" ".join(words[0][b.a : b.a + b.size]) for b in blocks if b.size >= 5}
    hits = sum(
        any(" ".join(w for _, _, w in word_places(each)) in text for text in found)
        for each in planted
    )
    return [f"{seconds * 1000:,.0f} ms, {ratio(seconds, own)}", f"{hits} of {len(planted)}"]


def _map(words: int, runs: int) -> str:
    documents, _ = made(2, words, 300)
    passages = shared_passages(documents)
    assert passages is not None
    one, other = documents
    ties = list(passage_ties(passages, one.id, other.id))
    making, found = timed(lambda: place_map(len(one.text), len(other.text), ties), runs)
    places = range(0, len(one.text), max(1, len(one.text) // 10_000))
    asking, _ = timed(lambda: [found.to_other(place) for place in places], runs)
    return (
        f"Reading in step: a map of {len(ties):,} ties in {making * 1000:.1f} ms, "
        f"a place in {asking / len(places) * 1e6:.1f} µs."
    )


def made(
    documents: int, words: int, common: int, other_words: int = 0
) -> tuple[list[Document], list[str]]:
    """Texts of words as frequent as in books (Zipf), and the sentences that were put into all."""
    dice = random.Random(6)
    letters = "abcdefghijklmnopqrstuvwxyz"
    rare = ["".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(30_000)]
    vocabulary = [*ENGLISH.split(), *rare]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    shared = []
    for _ in range(common):
        content = dice.choices(rare, k=8)
        shared.append(" ".join([content[0].capitalize(), *content[1:4], "of the", *content[4:]]))
    found = []
    for number in range(documents):
        length = other_words if number and other_words else words
        picks = dice.choices(vocabulary, weights, k=length)
        sentences, at = [], 0
        while at < length:
            size = dice.randint(5, 40)
            sentences.append(" ".join(picks[at : at + size]).capitalize() + ".")
            at += size
        for each in shared:
            sentences.insert(dice.randrange(len(sentences) + 1), f"{each}.")
        lines = (" ".join(sentences[n : n + 5]) for n in range(0, len(sentences), 5))
        found.append(Document(f"d{number}", "\n".join(lines)))
    return found, shared


def copies(words: int) -> tuple[list[Document], list[str]]:
    """A text twice."""
    (document,), _ = made(1, words, 0)
    return [document, Document("copy", document.text)], []


def often(words: int) -> tuple[list[Document], list[str]]:
    """The worst that may still start a run: each two words in a row stand 20 times in both."""
    dice = random.Random(6)
    blocks = [" ".join(f"W{n + k}" for k in range(7)) for n in range(0, words // 20, 7)]
    text = ". ".join(block for _ in range(20) for block in dice.sample(blocks, len(blocks)))
    return [Document("one", text), Document("other", text)], []


def timed(compute: Callable[[], _T], runs: int) -> tuple[float, _T]:
    """Median processor seconds, and what was computed last."""
    seconds = []
    for _ in range(runs):
        before = time.process_time()
        found = compute()
        seconds.append(time.process_time() - before)
    return statistics.median(seconds), found


if __name__ == "__main__":
    raise SystemExit(main())
