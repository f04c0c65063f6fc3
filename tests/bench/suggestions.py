"""Suggestions and search, measured: `python -m tests.bench.suggestions`.

Processor milliseconds of this process, medians; made-up articles from a fixed seed, of sentences
with quotes, cues, figures, accents and emoji. Beside them stands the plain way to do the same: one
alternation for all cues, a pattern for each pair of marks, a search in a copy of the text without
accents. What the plain way finds is counted, too.
"""

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeVar
from unicodedata import combining, normalize

from annotator.bundled import sample_project
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.gestures import Stamp
from annotator.core.hits import tag_hits
from annotator.core.project import Project
from annotator.core.tagset import Category, Tagset
from annotator.display.search import Query, search_texts
from annotator.storage.workspace import open_project
from annotator.suggestions.cue_forms import FORMS
from annotator.suggestions.cues import cues
from annotator.suggestions.marks import pair
from annotator.suggestions.proposing import suggest
from annotator.suggestions.quantities import quantities
from annotator.suggestions.sources import source_of
from tests.bench.measuring import machine, ratio, table

_T = TypeVar("_T")
_Row = tuple[str, float, float, int, float, int]
"""What, milliseconds, the goal (0: none), what was found; the same of the plain way (0: none)."""
_MARKS = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|‘[^’\n]*’|«[^»\n]*»")
_ALTERNATION = re.compile(rf"\b(?:{'|'.join(FORMS)}|according to)\b", re.IGNORECASE)
SENTENCES = (
    "{name} said on Monday that the council had spent over {n:,} euros on the bridge.",
    "“We will not move an inch,” {name} told reporters, “until they listen to us.”",
    "According to the ministry, about {p} percent of the {n:,} nurses polled had left.",
    "The workers’ union called it a “scandal” and the mayor’s office declined to comment.",
    "Thousands of people marched through the café\u0301s of the old town 😀 in March 2019.",
    "Talks that began two years ago may go on, a spokesman for the {p}-member group claimed.",
    "Nothing else was known of the storm, which had passed over the island in the night.",
)
NAMES = ("María Lopez", "President Kim Jong Un", "Mr. Smith", "She", "A senior official", "שרה כהן")


def main(arguments: list[str] | None = None) -> int:
    """Print a Markdown table; the exit status is 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description="Measure suggestions and search.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--articles", type=int, default=1000, help="of 4 kB each")
    parser.add_argument("--megabytes", type=int, default=10, help="to search")
    chosen = parser.parse_args(arguments)
    print(f"{machine()}\n")
    rows = [
        *_suggestions(chosen.articles, chosen.runs),
        *_search(chosen.megabytes * 1_000_000, chosen.runs),
    ]
    head = ("", "ms", "goal", "found", "plain way, ms", "found", "plain : ours")
    print(table(head, [_shown(row) for row in rows]))
    return 0 if all(not goal or own <= goal for _, own, goal, _, _, _ in rows) else 1


def _suggestions(articles: int, runs: int) -> Iterator[_Row]:
    sample = list(open_project(sample_project()).load("").corpus.documents.values())
    for document in sample:
        own, found = timed(lambda d=document: suggest(d), runs)
        yield f"all suggestions, {len(document.text):,} characters", own, 20, len(found), 0, 0
    many = made(articles, 4000, seed=1)
    text = "\n".join(document.text for document in many)
    own, found = timed(lambda: [s for document in many for s in suggest(document)], 1)
    yield f"all suggestions, {articles:,} articles of 4 kB", own, 20_000, len(found), 0, 0
    own, quotes = timed(lambda: pair(text).quotations, runs)
    other, plain = timed(lambda: _MARKS.findall(text), runs)
    yield f"quotation marks, {len(text):,} characters", own, 0, len(quotes), other, len(plain)
    own, words = timed(lambda: list(cues(text)), runs)
    other, plain = timed(lambda: _ALTERNATION.findall(text), runs)
    yield "cues", own, 0, len(words), other, len(plain)
    own, sources = timed(lambda: [source_of(text, cue.span) for cue in words], runs)
    yield "their sources", own, 0, sum(map(bool, sources)), 0, 0
    own, figures = timed(lambda: list(quantities(text)), runs)
    other, plain = timed(lambda: re.findall(r"\b\d[\d,.]*\b", text), runs)
    yield "figures with values (plain: digits only)", own, 0, len(figures), other, len(plain)
    odd = "“" + "workers’ " * 25_000
    own, _ = timed(lambda: pair(odd), runs)
    yield f"one line of {len(odd):,} characters of plural possessives", own, 900, 0, 0, 0


def _search(size: int, runs: int) -> Iterator[_Row]:
    documents = made(size // 100_000, 100_000, seed=2)
    one = Document("one", "\n".join(document.text for document in documents)[:size])
    line = Document("line", one.text.replace("\n", " "))
    rare = Document("rare", one.text[: size - 30] + "\nthe needle in the Haystack")
    for name, texts, words in (
        ("first place of a frequent word in 10 MB", documents, "LOPEZ"),
        ("the same, in one article", [one], "LOPEZ"),
        ("the same, in one line", [line], "LOPEZ"),
    ):
        own, _ = timed(lambda t=texts, w=words: next(search_texts(t, Query(w))), runs)
        other, _ = timed(lambda t=texts, w=words: next(_plainly(t, w)), runs)
        yield name, own, 100, 1, other, 1
    for name, texts, words in (
        ("all places of a frequent word", [one], "lopez"),
        ("all places of a rare word", [rare], "haystack"),
        ("all places with an accent", [one], "maria"),
    ):
        own, places = timed(lambda t=texts, w=words: list(search_texts(t, Query(w))), runs)
        other, plain = timed(lambda t=texts, w=words: list(_plainly(t, w)), runs)
        yield name, own, 0, len(places), other, len(plain)
    hits = list(search_texts(documents, Query("lopez")))
    tagset = Tagset("t", "1", (Category("quote", "Quote"),))
    corpus = Corpus(Project("p", "P", tagset), {each.id: each for each in documents})
    numbers = count()
    stamp = Stamp("anna", "2026-11-22T08:00:00Z", lambda prefix: f"{prefix}-{next(numbers)}")
    own, edit = timed(lambda: tag_hits(corpus, stamp, hits, "quote", "lopez"), runs)
    yield "annotate all hits in one edit", own, 0, len(edit.annotations[1]), 0, 0


def _plainly(documents: list[Document], words: str) -> Iterator[int]:
    """Places in copies without accents, which are none of the texts themselves."""
    wanted = words.casefold()
    for document in documents:
        bare = "".join(c for c in normalize("NFD", document.text) if not combining(c)).casefold()
        place = bare.find(wanted)
        while place >= 0:
            yield place
            place = bare.find(wanted, place + len(wanted))


def made(articles: int, length: int, seed: int) -> list[Document]:
    """Made-up articles of so many code points."""
    dice = random.Random(seed)
    found = []
    for n in range(articles):
        lines: list[str] = []
        while sum(map(len, lines)) < length:
            lines.append(
                " ".join(
                    dice.choice(SENTENCES).format(
                        name=dice.choice(NAMES), n=dice.randint(1000, 99_999), p=dice.randint(2, 99)
                    )
                    for _ in range(3)
                )
            )
        found.append(Document(f"d{n}", "\n".join(lines)[:length].rstrip("\n")))
    return found


def timed(compute: Callable[[], _T], runs: int) -> tuple[float, _T]:
    """Median processor milliseconds, and what was computed last."""
    found = []
    for _ in range(runs):
        before = time.process_time()
        made_now = compute()
        found.append((time.process_time() - before) * 1000)
    return statistics.median(found), made_now


def _shown(row: _Row) -> list[str]:
    name, own, goal, found, other, plain = row
    return [
        name,
        f"{own:,.1f}",
        f"{goal:,.0f}" if goal else "",
        f"{found:,}" if found else "",
        f"{other:,.1f}" if other else "",
        f"{plain:,}" if other else "",
        ratio(other, own) if other else "",
    ]


if __name__ == "__main__":
    raise SystemExit(main())
