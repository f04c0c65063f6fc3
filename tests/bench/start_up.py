"""How soon the window can be used, and that it loads nothing it does not need:
`python -m tests.bench.start_up`.

Wall time from the start of a new process to the first paint of the window with all waiting events
done: the start page, and a small project.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measuring import machine, table

ROOT = Path(__file__).parents[2]
UNWANTED = ("scipy", "pyqtgraph", "matplotlib", "numpy.random", "hypothesis")
"""Heavy, and needed by nothing that is there when the window opens."""


def main(arguments: list[str] | None = None) -> int:
    """Print a Markdown table; the exit status is 1 if something unwanted was loaded."""
    parser = argparse.ArgumentParser(description="Measure the time to a usable window.")
    parser.add_argument("--runs", type=int, default=5, help="starts of each kind (5)")
    parser.add_argument("--child", nargs=2, metavar=("BEGAN", "PATH"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.child:
        return _child(float(chosen.child[0]), chosen.child[1])
    rows, loaded = [], set[str]()
    with tempfile.TemporaryDirectory() as folder:
        for name, path in (("start page", ""), ("sample project", _sample(Path(folder)))):
            _start(path, folder)  # warms the disk cache
            runs = [_start(path, folder) for _ in range(chosen.runs)]
            seconds = [run[0] for run in runs]
            loaded |= {module for run in runs for module in run[1]}
            cells = (statistics.median(seconds), min(seconds), max(seconds))
            rows.append([name, *(f"{cell:.2f} s" for cell in cells)])
    print(f"{machine()}\n")
    print(table(["start to a usable window", "median", "least", "most"], rows))
    print(f"\nLoaded though not needed: {', '.join(sorted(loaded)) or 'nothing'}.")
    return 1 if loaded else 0


def _sample(folder: Path) -> str:
    """A copy of the sample project, with somebody who works on it: no question is asked."""
    from annotator.bundled import sample_project
    from annotator.storage.copies import copy_project
    from annotator.storage.state import State
    from annotator.storage.workspace import open_project

    target = folder / "sample"
    copy_project(sample_project(), target)
    project = open_project(target).load("").corpus.project
    if project.annotators:
        State(folder / "state").keep_annotator(project.id, project.annotators[0].id)
    return str(target)


def _start(path: str, folder: str) -> tuple[float, list[str]]:
    command = [sys.executable, "-m", "tests.bench.start_up", "--child", str(time.time()), path]
    environment = {**os.environ, "ANNOTATOR_BENCH_STATE": str(Path(folder) / "state")}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, check=True, env=environment
    )
    seconds, *modules = done.stdout.split()
    return float(seconds), modules


def _child(began: float, path: str) -> int:
    """Start as the program does; print the seconds since `began` and what was loaded."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from annotator.gui import theme
    from annotator.gui.app import application
    from annotator.gui.workbench import Workbench
    from annotator.storage.state import State

    app = application()
    window = Workbench(State(Path(os.environ["ANNOTATOR_BENCH_STATE"])))
    theme.apply(window.theme)
    window.show()
    if path:
        window.opening.open([Path(path)])
    QApplication.processEvents()
    limit = time.monotonic() + 60
    while path and window.readers.active is None and time.monotonic() < limit:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    QApplication.processEvents()
    seconds = time.time() - began
    if path and window.readers.active is None:
        raise TimeoutError("the project did not open")
    print(seconds, *(name for name in UNWANTED if name in sys.modules))
    sys.stdout.flush()
    # The measurement is over: no saving, no tidying.
    os._exit(0 if app else 1)


if __name__ == "__main__":
    raise SystemExit(main())
