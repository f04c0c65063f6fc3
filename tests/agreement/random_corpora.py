"""Random corpora: nested, crossing, touching, repeated and discontinuous annotations."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from annotator.core.corpus import Corpus
from tests.agreement.makers import Mark, blank, corpus_of

CATEGORIES = ("quote", "claim")


def random_marks(
    random: np.random.Generator, length: int, most: int, categories: Sequence[str] = CATEGORIES
) -> list[Mark]:
    """Up to `most` annotations of one to three fragments, some with a value."""
    return [_mark(random, length, categories) for _ in range(int(random.integers(0, most + 1)))]


def near(random: np.random.Generator, marks: Sequence[Mark], length: int) -> list[Mark]:
    """Another annotator's version of the same: boundaries moved, some missed, some relabelled."""
    found: list[Mark] = []
    for category, fragments, values in marks:
        if random.random() < 0.2:
            continue
        if random.random() < 0.5:
            start = max(0, min(fragments[0][0] + int(random.integers(-2, 3)), fragments[0][1] - 1))
            fragments = [(start, fragments[0][1]), *fragments[1:]]
        if random.random() < 0.15:
            category = str(random.choice(CATEGORIES))
        if random.random() < 0.2:
            values = {"form": str(random.choice(["x", "y"]))}
        found.append((category, fragments, values))
        if random.random() < 0.1:
            found.append((category, fragments, values))
    return found + random_marks(random, length, 1)


def random_corpus(
    seed: int, documents: int, annotators: int, length: int = 30, most: int = 5, **more: Any
) -> Corpus:
    """Every annotator's version of common annotations, in documents of one word."""
    random = np.random.default_rng(seed)
    names = [f"a{n}" for n in range(annotators)]
    texts, marks = {}, {name: {} for name in names}
    for d in range(documents):
        texts[f"d{d}"] = blank(length)
        common = random_marks(random, length, most)
        for name in names:
            marks[name][f"d{d}"] = near(random, common, length)
    return corpus_of(texts, marks, **more)


def _mark(random: np.random.Generator, length: int, categories: Sequence[str]) -> Mark:
    ends = np.sort(random.choice(length + 1, 2 * int(random.choice([1, 1, 1, 2, 3])), False))
    fragments: list[tuple[int, int]] = []
    for start, end in ends.reshape(-1, 2).tolist():
        if fragments and fragments[-1][1] == start:
            fragments[-1] = (fragments[-1][0], end)
        else:
            fragments.append((start, end))
    values = {"form": str(random.choice(["x", "y", "z"]))} if random.random() < 0.7 else {}
    return str(random.choice(list(categories))), fragments, values
