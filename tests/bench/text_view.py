"""How fast the text view is, beside what Qt offers: `python -m tests.bench.text_view --help`.

Times are milliseconds of GUI-thread CPU around an action and the events it leads to, median / 99th
percentile. Each case and view runs in a process of its own, several times; medians of those are
reported. "Open" begins with the text and the annotations in memory and ends after the first
paint.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from annotator.core.document import Document
from tests.bench.inputs import CASES, HUGE, Case, annotations, document, more
from tests.bench.measuring import (
    Paints,
    Times,
    machine,
    ratio,
    repeated,
    resident,
    table,
    timed,
    times,
)
from tests.bench.rivals import ExtraSelections, MergedFormats
from tests.bench.subjects import Ours, Sets, Subject, wheel

VIEWS: dict[str, Callable[[], Subject]] = {
    "TextView": Ours,
    "QTextEdit, formats": MergedFormats,
    "QPlainTextEdit, visible": partial(ExtraSelections, True),
    "QPlainTextEdit, all": partial(ExtraSelections, False),
}
OWN = "TextView"
WIDTH, HEIGHT = 800, 1000

Figures = dict[str, tuple[float, float]]
"""Median and 99th percentile by operation."""


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for and print a Markdown report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    names = [case.name for case in CASES]
    parser.add_argument("--case", action="append", choices=names, help="only this one; repeatable")
    parser.add_argument("--huge", action="store_true", help=f"also {HUGE}")
    parser.add_argument("--own", action="store_true", help="only our own view")
    parser.add_argument("--runs", type=int, default=3, help="processes for each (3)")
    parser.add_argument("--one", nargs=2, metavar=("CASE", "VIEW"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.one:
        return _one(*chosen.one)
    cases = [
        case
        for case in CASES
        if case.name in (chosen.case or ()) or (not chosen.case and case.name != HUGE)
    ]
    if chosen.huge and not any(case.name == HUGE for case in cases):
        cases += [case for case in CASES if case.name == HUGE]
    application = QApplication([])
    print(f"{machine()}. Milliseconds of GUI-thread CPU, median / p99.\n")
    application.shutdown()
    for case in cases:
        figures = {}
        for view in [OWN] if chosen.own else VIEWS:
            found = [_in_a_process(case.name, view) for _ in range(chosen.runs)]
            figures[view] = _medians([run for run in found if run])
        print(_report(case, figures), flush=True)
    return 0


def _in_a_process(case: str, view: str) -> Figures:
    command = [sys.executable, "-m", "tests.bench.text_view", "--one", case, view]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    if done.returncode:
        print(f"{case}, {view}: failed\n{done.stderr[-2000:]}", file=sys.stderr)
        return {}
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _medians(runs: list[Figures]) -> Figures:
    operations = runs[0] if runs else {}
    return {
        operation: (
            statistics.median(run[operation][0] for run in runs),
            statistics.median(run[operation][1] for run in runs),
        )
        for operation in operations
    }


def _report(case: Case, figures: dict[str, Figures]) -> str:
    own = figures[OWN]
    head = [case.name, *figures]
    rows = []
    for operation in own:
        row = [operation]
        for view, measured in figures.items():
            if operation not in measured:
                row.append("–")
                continue
            cell = str(Times(*measured[operation], 0))
            if view != OWN:
                cell += f" ({ratio(measured[operation][0], own[operation][0])})"
            row.append(cell)
        rows.append(row)
    return table(head, rows) + "\n"


def _one(case_name: str, view: str) -> int:
    """Measure one view on one input, and print the figures as JSON."""
    application = QApplication([])
    case = next(case for case in CASES if case.name == case_name)
    text = document(case)
    sets = annotations(case, text.text)
    _warm(VIEWS[view])
    gc.collect()
    gc.freeze()
    figures = _measured(VIEWS[view], text, sets)
    print(json.dumps(figures))
    sys.stdout.flush()
    application.shutdown()
    return 0


def _warm(make: Callable[[], Subject]) -> None:
    """Load fonts and code with a small text of the same letters, thrown away."""
    case = Case("warm", 2_000, 20)
    subject = make()
    subject.widget.resize(WIDTH, HEIGHT)
    text = document(case)
    subject.open(text, annotations(case, text.text))
    subject.widget.show()
    QApplication.processEvents()
    subject.widget.close()
    subject.widget.deleteLater()
    QApplication.processEvents()


def _measured(make: Callable[[], Subject], text: Document, sets: Sets) -> Figures:
    subject = make()
    widget = subject.widget
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    QApplication.processEvents()
    paints = Paints(widget.viewport())
    before = resident()
    opened = timed(lambda: subject.open(text, sets))
    if not paints.count:
        raise AssertionError("nothing was painted")
    memory = resident() - before
    size = len(text.text)
    middle = size // 2
    found = {"open": times([opened])}
    found["cold jump"] = repeated(_jumps(subject, size), 60)
    subject.jump(0)
    QApplication.processEvents()
    found["to the end"] = times([timed(lambda: subject.jump(size))])
    subject.jump(middle)
    QApplication.processEvents()
    painted = paints.count
    found["scroll step"] = repeated(partial(wheel, widget, 1) for _ in iter(int, 1))
    if paints.count == painted and size > 10_000:
        raise AssertionError("scrolling painted nothing")
    subject.jump(middle)
    QApplication.processEvents()
    new = more(text.text, 300, middle)
    found["add an annotation"] = repeated(partial(subject.add, item) for item in new)
    added = new[: found["add an annotation"].steps]
    found["delete it"] = repeated(partial(subject.delete, item) for item in reversed(added))
    found["hit test"] = repeated(_hits(subject))
    found["resize"] = repeated(
        (partial(widget.resize, WIDTH - 7 * (n % 30), HEIGHT) for n in range(1, 10_000)), 60
    )
    found["zoom"] = repeated((partial(subject.zoom, n % 2 == 0) for n in range(10_000)), 40)
    figures = {name: (each.median, each.worst) for name, each in found.items()}
    figures["MB, opened / used"] = memory, resident() - before
    return figures


def _jumps(subject: Subject, size: int) -> Iterator[Callable[[], object]]:
    """To places not seen before, far from each other."""
    for number in range(1, 1_000):
        yield partial(subject.jump, int(size * (number * 0.618034 % 1)))


def _hits(subject: Subject) -> Iterator[Callable[[], object]]:
    for number in range(10_000):
        yield partial(subject.hit, QPoint(20 + number * 37 % 700, 20 + number * 91 % 900))


if __name__ == "__main__":
    raise SystemExit(main())
