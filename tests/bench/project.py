"""A large project from disk to painted, with the window alive meanwhile:
`python -m tests.bench.project`.

Wall seconds from the wish to open until the text and its bars are painted. Meanwhile a timer of
the window should come every 10 ms: the longest gap is how long it stood still.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Completion
from annotator.core.errors import AnnotatorError
from annotator.core.project import Annotator
from annotator.gui.app import application
from annotator.gui.workbench import Workbench
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from annotator.storage.state import State
from tests.bench.inputs import CASES, HUGE, TAGSET, Case, annotations, document
from tests.bench.measuring import Paints, machine, resident, table

WHO = Annotator("anna", "Anna Made-Up")
HALF = Case("10 MB, 50 k", 10_000_000, 50_000)
DISK_CASES = (*(case for case in CASES if case.script == "latin" and "B, " in case.name), HALF)
NAMES = tuple(case.name for case in DISK_CASES if case.name != HUGE)
LONGEST = 4_000
"""Characters: files quote what is tagged, so the spans over a whole document are left out."""
LIMIT = 120.0


def main(arguments: list[str] | None = None) -> int:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description="Measure opening projects from disk.")
    parser.add_argument("--case", action="append", choices=NAMES, help="only this; repeatable")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    # As the program itself does, see annotator.gui.app.
    sys.setswitchinterval(0.0005)
    print(f"{machine()}\n")
    rows = []
    for case in DISK_CASES:
        if case.name in (chosen.case or NAMES):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    rows.append([case.name, *_measured(case, Path(folder))])
                except AnnotatorError as error:
                    rows.append([case.name, f"{error.code}: {error.message}", *["–"] * 4])
    head = ["text, annotations", "write", "files", "disk to painted", "longest gap", "memory"]
    print(table(head, rows))
    sys.stdout.flush()
    app.shutdown()
    return 0


def _measured(case: Case, folder: Path) -> list[str]:
    state = State(folder / "state")
    before = time.perf_counter()
    written = _write(case, folder / "project", state)
    writing = time.perf_counter() - before
    window = Workbench(state)
    window.show()
    QApplication.processEvents()
    memory = resident()
    gaps = _Gaps()
    before = time.perf_counter()
    window.opening.open([folder / "project"])
    paints: Paints | None = None
    while paints is None or not paints.count:
        # Waits, as the real loop does: spinning would take the reading thread's time.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        reader = window.readers.active
        if paints is None and reader is not None:
            paints = Paints(reader.view.viewport())
        if time.perf_counter() - before > LIMIT:
            raise TimeoutError(f"{case.name} was not painted")
    opened = time.perf_counter() - before
    gaps.tick()
    row = [
        f"{writing:.2f} s",
        f"{written / 1e6:.1f} MB",
        f"{opened:.2f} s",
        f"{gaps.longest * 1000:.0f} ms",
        f"{resident() - memory:.0f} MB",
    ]
    gaps.timer.stop()
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    return row


class _Gaps:
    """How long the event loop was away at most."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(10)

    def tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def _write(case: Case, folder: Path, state: State) -> int:
    """Make the project on disk; returns how many bytes its files have."""
    text = document(case)
    workspace = new_project(folder, case.name, [Article(text, "text")], TAGSET)
    corpus = workspace.load("").corpus
    (id,) = corpus.documents
    mine = [
        replace(item, document=id, id=f"a-{number:010d}")
        for number, item in enumerate(
            item
            for items in annotations(case, text.text).values()
            for item in items
            if len(item.hull) <= LONGEST
        )
    ]
    completion = Completion(id).moved("open", "2026-11-20T09:14:02Z", WHO.id)
    made = AnnotationSet(id, WHO.id, {item.id: item for item in mine}, {}, completion)
    project = replace(corpus.project, annotators=(WHO,))
    workspace.save(replace(corpus, project=project, sets={(id, WHO.id): made}), WHO.id)
    state.keep_annotator(project.id, WHO.id)
    return sum(path.stat().st_size for path in folder.rglob("*.xml"))


if __name__ == "__main__":
    raise SystemExit(main())
