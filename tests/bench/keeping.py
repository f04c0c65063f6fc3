"""What it costs that nothing is lost: `python -m tests.bench.keeping`.

Medians and 99th percentiles of wall time on the thread of the window, with the journal and without
it in turn; how long a save holds that thread; what opening costs with and without something to
restore. The disk is the one that holds the temporary folder.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.core.gestures import create, set_note
from annotator.core.project import Annotator
from annotator.core.provenance import Provenance
from annotator.core.span import Span, normalized
from annotator.session.keeping import Keeping
from annotator.session.session import Session
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from annotator.storage.workspace import Workspace, open_project
from tests.bench.measuring import machine, table
from tests.samples import TAGSET, WHEN

ANNA = Annotator("anna", "Anna")


def main(arguments: list[str] | None = None) -> None:
    """Print Markdown tables."""
    parser = argparse.ArgumentParser(description="Measure the journal, saving and recovery.")
    parser.add_argument("--edits", type=int, default=1000, help="edits of each kind (1000)")
    chosen = parser.parse_args(arguments)
    print(machine())
    sys.setswitchinterval(0.0005)  # as the window does
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for name, size in (("3 kB, 40 annotations", 40), ("1 MB file, 1,800", 1_800)):
            rows.append((name, *_edits(Path(folder) / str(size), size, chosen.edits)))
        print(table(("one edit, ms (median / p99)", "without", "with journal", "more"), rows))
        columns = ("saving, ms", "snapshot", "settling", "longest pause meanwhile", "in the worker")
        print(table(columns, [_saving(Path(folder) / "saving", 1_800)]))
        print(
            table(("opening, ms more than reading", "median"), _opening(Path(folder) / "opening"))
        )


def _project(folder: Path, size: int) -> Workspace:
    words = random.Random(size).choices(["storm", "ferry", "“no”", "harbour", "🚲"], k=size * 12)
    text = "\n".join(" ".join(words[n : n + 60]) for n in range(0, len(words), 60))
    article = Article(Document("", text, metadata=Metadata("Text")), "text", b"", "txt")
    workspace = new_project(folder / "project", "Bench", [article], TAGSET)
    corpus = workspace.load("anna").corpus
    corpus = replace(corpus, project=replace(corpus.project, annotators=(ANNA,)))
    made = {}
    for n in range(size):
        start = n * (len(text) - 12) // size
        spans = normalized([Span(start, start + 8)], text)
        item = Annotation(f"a-{n:010d}", "text", "quote", spans, Provenance(WHEN, "anna"))
        made[item.id] = item
    sets = {("text", "anna"): AnnotationSet("text", "anna", made, {}, Completion("text", "open"))}
    workspace.save(Corpus(corpus.project, corpus.documents, sets), "anna")
    return workspace


def _keeping(workspace: Workspace, state: Path) -> Keeping:
    there = open_project(workspace.folder)
    return Keeping(there, there.load("anna"), ANNA, state)


def _edits(folder: Path, size: int, count: int) -> tuple[str, str, str]:
    """In turn with and without the journal, so that both meet the same moments of the machine."""
    keeping = _keeping(_project(folder, size), folder / "state")
    plain = Session(keeping.session.corpus, "anna")
    times: dict[bool, list[float]] = {False: [], True: []}
    for n in range(count):
        for session, kept in ((plain, False), (keeping.session, True)):
            own = session.set("text").annotations
            some = list(own.values())[n % len(own)]
            edit = set_note(session.stamp(), [some], f"note {n}")
            times[kept].append(_ms(lambda s=session, e=edit: s.apply(e)))
    keeping.close()
    without, with_journal = times[False], times[True]
    more = statistics.median(with_journal) - statistics.median(without)
    return _both(without), _both(with_journal), f"{more:.3f}"


def _saving(folder: Path, size: int) -> tuple[str, ...]:
    workspace = _project(folder, size)
    keeping = _keeping(workspace, folder / "state")
    file = folder / "project/annotations/text/anna.tei.xml"
    size_mb = file.stat().st_size / 2**20
    held, settled, worked, pauses = [], [], [], []
    for n in range(20):
        session = keeping.session
        session.apply(
            create(session.corpus, session.stamp(), "text", "claim", [Span(n * 9, n * 9 + 7)])
        )
        begun = time.perf_counter()
        snapshot = keeping.snapshot()
        held.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        with ThreadPoolExecutor(1) as worker:
            writing = worker.submit(keeping.write, snapshot)
            pauses.append(_longest_pause(writing))
        report = writing.result()
        worked.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        keeping.settle(snapshot, report)
        settled.append((time.perf_counter() - begun) * 1000)
    keeping.close()
    return f"{size_mb:.1f} MB", _both(held), _both(settled), _both(pauses), _both(worked)


def _longest_pause(writing: Future[object]) -> float:
    """Milliseconds for which this thread was kept from running while another one saves."""
    longest, last = 0.0, time.perf_counter()
    while not writing.done():
        time.sleep(0.0005)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest * 1000


def _opening(folder: Path) -> list[tuple[str, str]]:
    workspace = _project(folder, 1_800)
    rows = []
    for name, edits in (("nothing to restore", 0), ("1,000 changes to restore", 1_000)):
        times = []
        for run in range(5):
            state = folder / f"state {edits} {run}"
            keeping = _keeping(workspace, state)
            for n in range(edits):
                own = list(keeping.session.set("text").annotations.values())
                stamp = keeping.session.stamp()
                keeping.session.apply(set_note(stamp, [own[n % len(own)]], f"x{n}"))
            keeping.close()
            there = open_project(workspace.folder)
            loaded = there.load("anna")
            begun = time.perf_counter()
            keeping = Keeping(there, loaded, ANNA, state)
            times.append((time.perf_counter() - begun) * 1000)
            keeping.close()
        rows.append((name, f"{statistics.median(times):.1f}"))
    return rows


def _ms(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def _both(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.3f} / {ordered[int(len(ordered) * 0.99)]:.3f}"


if __name__ == "__main__":
    main()
