"""Agreement against the usual libraries, and on a large corpus: `python -m tests.bench.agreement`.

Medians of processor seconds of this process (wall seconds where other processes take part). The
libraries get painted arrays of what our sweep gets as spans; their time for kappa and F1 is that
of a few pairs times all pairs, and the values must be the same.
"""

import argparse
import os
import random
import statistics as averages
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import numpy as np

from annotator.agreement.cutting import cut
from annotator.agreement.figure import figures
from annotator.agreement.measures import MEASURES
from annotator.agreement.pooling import statistics
from annotator.agreement.units import Parameters, Units
from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.project import Annotator, Project
from annotator.core.provenance import Provenance
from annotator.core.span import Span
from annotator.core.tagset import Category, Tagset
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from tests.bench.measuring import machine, ratio, table

ROOT = Path(__file__).parents[2]
WHEN = "2026-11-20T09:14:02Z"
TAGSET = Tagset(
    "made-up", "1", tuple(Category(key, key) for key in ("quote", "claim", "source", "statistic"))
)
SWEPT = ("alpha", "fleiss", "kappa", "f1-coverage")
"""What the goal of the long document is about."""
MATCHED = ("f1-exact", "f1-overlap", "agr")
ALL_BUT_GAMMA = tuple(id for id, measure in MEASURES.items() if measure.family != "gamma")
SAMPLED = 5
"""Pairs of annotators that the libraries are given."""
_Made = TypeVar("_Made")


def main(arguments: list[str] | None = None) -> int:
    """Print two Markdown tables; the exit status is 1 if values differ or a goal is missed."""
    parser = argparse.ArgumentParser(description="Measure agreement.")
    parser.add_argument("--spans", type=int, default=32_000, help="of the long document")
    parser.add_argument("--documents", type=int, default=1000, help="of the corpus")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--without-disk", action="store_true")
    chosen = parser.parse_args(arguments)
    print(f"{machine()}\n")
    good = _long_document(chosen.spans, chosen.runs, not chosen.without_peers)
    print()
    return 0 if _corpus(chosen.documents, chosen.runs, not chosen.without_disk) and good else 1


def _long_document(spans: int, runs: int, peers: bool) -> bool:
    """20 annotators on a million characters."""
    corpus = made(1, 20, spans // 20, 1_000_000)
    units = cut(corpus, parameters=Parameters(unit="char"))
    seconds, found = timed(lambda: figures(statistics(units, ["coverage"]), SWEPT), runs)
    values = {(f.measure, f.category, f.pair): f.value for f in found}
    pairs = len(units.pairs)
    rows = [
        [f"α, Fleiss’ κ, {pairs} κ and F1 by category and over all", f"{seconds:.3f} s", "0.2 s"]
    ]
    matched, _ = timed(lambda: figures(statistics(units, ["coverage", "matching"]), MATCHED), runs)
    rows.append([f"exact, overlapping and directional F1 of {pairs} pairs", f"{matched:.3f} s", ""])
    if peers:
        theirs, same = _peers(units, values)
        rows[0] += [f"{theirs:.1f} s", ratio(theirs, seconds), "yes" if same else "NO"]
        rows[1] += ["", "", ""]
    head = [f"1,000,000 characters, 20 annotators, {len(units):,} spans", "median", "goal"]
    print(table([*head, *(["libraries", "ratio", "equal"] if peers else [])], rows))
    return seconds < 0.2 and (not peers or same)


def _peers(units: Units, values: dict[tuple[object, ...], float | None]) -> tuple[float, bool]:
    """krippendorff, statsmodels and scikit-learn on painted arrays of all layers."""
    import krippendorff
    from sklearn.metrics import cohen_kappa_score, f1_score
    from statsmodels.stats.inter_rater import fleiss_kappa

    names = units.annotators
    pairs = list(combinations(range(len(names)), 2))
    total, same = 0.0, True
    for layer, category in enumerate((*units.layers, None)):
        painted = _painted(units, layer if category else None)
        ones = painted.sum(axis=0)
        counts = np.stack((ones, len(names) - ones), axis=1)
        alone: list[tuple[str, tuple[str, str] | None, Callable[[], float]]] = [
            (
                "alpha",
                None,
                lambda array=painted: krippendorff.alpha(array, level_of_measurement="nominal"),
            ),
            ("fleiss", None, lambda array=counts: fleiss_kappa(array)),
        ]
        for measure, pair, compute in alone:
            seconds, value = timed(compute, 1)
            total += seconds
            same &= bool(np.isclose(value, values[measure, category, pair], rtol=0, atol=1e-9))
        for i, j in pairs[:SAMPLED]:
            one, two = painted[i], painted[j]
            for measure, score in (("kappa", cohen_kappa_score), ("f1-coverage", f1_score)):
                seconds, value = timed(lambda f=score, a=one, b=two: float(f(a, b)), 1)
                total += seconds * len(pairs) / SAMPLED
                if category or measure == "kappa":
                    mine = values[measure, category, (names[i], names[j])]
                    same &= bool(np.isclose(value, mine, rtol=0, atol=1e-9))
    return total, same


def _painted(units: Units, layer: int | None) -> np.ndarray:
    """[annotators, characters]"""
    found = np.zeros((len(units.annotators), int(units.lengths[0])), np.int8)
    for fragment, unit in enumerate(units.fragment_unit.tolist()):
        if layer is None or units.category[unit] == layer:
            place = slice(units.first[fragment], units.last[fragment])
            found[units.annotator[unit], place] = 1
    return found


def _corpus(documents: int, runs: int, disk: bool) -> bool:
    """Three annotators, forty annotations each, tokens."""
    corpus = made(documents, 3, 40, 4000)
    units = cut(corpus)
    rows = []
    cutting, _ = timed(lambda: cut(corpus), runs)
    counting, stats = timed(lambda: statistics(units, ["coverage", "matching"]), runs)
    settling, found = timed(lambda: figures(stats, ALL_BUT_GAMMA), runs)
    total = cutting + counting + settling
    rows += [
        ["cut into units, tokens counted", f"{cutting:.2f} s", ""],
        ["sufficient statistics", f"{counting:.2f} s", ""],
        [f"{len(found)} figures with bootstrap intervals", f"{settling:.2f} s", ""],
        ["together", f"{total:.2f} s", "5 s"],
    ]
    if disk:
        with tempfile.TemporaryDirectory() as folder:
            project = _written(corpus, Path(folder) / "project")
            walls = [_program(project) for _ in range(max(1, min(runs, 3)))]
        rows.append(["`annotator agree`: start, reading, figures, table (wall)",
                     f"{averages.median(walls):.1f} s", ""])  # fmt: skip
    head = f"{documents:,} documents × 3 × 40 ({len(units):,} units), all but γ, one core"
    print(table([head, "median", "goal"], rows))
    return total < 5


def _program(project: Path) -> float:
    before = time.perf_counter()
    command = [sys.executable, "-m", "annotator", "agree", str(project), "--measure"]
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    subprocess.run(
        [*command, *ALL_BUT_GAMMA], check=True, cwd=ROOT, env=one_thread, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - before


def _written(corpus: Corpus, folder: Path) -> Path:
    """The project on disk, every annotator's sets saved; documents get ids of their own there."""
    articles = [Article(document, "text") for document in corpus.documents.values()]
    workspace = new_project(folder, "Made up", articles, TAGSET)
    empty = workspace.load("").corpus
    ids = dict(zip(corpus.documents, empty.documents, strict=True))
    project = replace(empty.project, annotators=corpus.project.annotators)
    for person in corpus.project.annotators:
        loaded = replace(workspace.load(person.id).corpus, project=project)
        sets = {
            (ids[document], who): AnnotationSet(
                ids[document],
                who,
                {a.id: replace(a, document=ids[document]) for a in own.annotations.values()},
                {},
                Completion(ids[document]).moved("open", WHEN, who).moved("finished", WHEN, who),
            )
            for (document, who), own in corpus.sets.items()
            if who == person.id
        }
        workspace.save(replace(loaded, sets=sets), person.id)
    return folder


def made(documents: int, annotators: int, each: int, length: int) -> Corpus:
    """Everybody's version of common annotations: some missed, boundaries moved, relabelled."""
    dice = random.Random(7)
    words = ["".join(dice.choices("abcdefghij", k=dice.randint(2, 9))) for _ in range(500)]
    names = [f"annotator-{n:02d}" for n in range(annotators)]
    texts: dict[str, Document] = {}
    sets: dict[tuple[str, str], AnnotationSet] = {}
    for d in range(documents):
        id = f"d{d:04d}"
        text = " ".join(dice.choices(words, k=length // 5))[:length].ljust(length, "x")
        texts[id] = Document(id, text)
        common = [
            (start, start + dice.randint(5, 150), dice.choice(TAGSET.categories).key)
            for start in sorted(dice.randrange(length - 170) for _ in range(each))
        ]
        for who in names:
            own: dict[str, Annotation] = {}
            for n, (start, end, category) in enumerate(common):
                if dice.random() < 0.5:
                    start, end = max(0, start + dice.randint(-4, 4)), end + dice.randint(5, 9)
                if dice.random() < 0.1:
                    category = dice.choice(TAGSET.categories).key
                key = f"a-{who[-2:]}{d:04d}{n:04d}"
                spans = (Span(start, end),)
                own[key] = Annotation(key, id, category, spans, Provenance(WHEN, who))
            completion = Completion(id).moved("finished", WHEN, who)
            sets[id, who] = AnnotationSet(id, who, own, {}, completion)
    people = tuple(Annotator(name, name) for name in names)
    return Corpus(Project("p-0000000000", "Made up", TAGSET, people), texts, sets)


def timed(compute: Callable[[], _Made], runs: int) -> tuple[float, _Made]:
    """Median processor seconds, and what was computed last."""
    seconds = []
    for _ in range(runs):
        before = time.process_time()
        found = compute()
        seconds.append(time.process_time() - before)
    return averages.median(seconds), found


if __name__ == "__main__":
    raise SystemExit(main())
