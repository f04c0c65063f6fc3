"""Timing on the GUI thread, and telling it: medians, machine, tables."""

import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject, qVersion
from PySide6.QtWidgets import QApplication, QWidget

STEPS = 300
PATIENCE = 4.0
"""Seconds after which a slow operation is not repeated any more."""
FEWEST = 12


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of CPU of the GUI thread."""

    median: float
    worst: float
    """99th percentile."""
    steps: int

    def __str__(self) -> str:
        return f"{_figure(self.median)} / {_figure(self.worst)}"


class Paints(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def timed(action: Callable[[], object]) -> float:
    """Milliseconds of this thread for the action and all events it leads to."""
    before = time.thread_time()
    action()
    QApplication.processEvents()
    return (time.thread_time() - before) * 1000


def repeated(actions: Iterator[Callable[[], object]], steps: int = STEPS) -> Times:
    """The times of up to `steps` actions; fewer where they are slow."""
    found: list[float] = []
    began = time.monotonic()
    for action in actions:
        found.append(timed(action))
        tired = time.monotonic() - began > PATIENCE and len(found) >= FEWEST
        if len(found) >= steps or tired:
            break
    return times(found)


def times(found: Sequence[float]) -> Times:
    """Median and 99th percentile."""
    return Times(float(np.median(found)), float(np.percentile(found, 99)), len(found))


def resident() -> float:
    """Megabytes of memory the process holds; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def machine() -> str:
    """What the figures were measured on, in one line."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), "")
    load = f"load {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""
    parts = (
        model or platform.processor() or platform.machine(),
        f"{os.cpu_count()} cores",
        load,
        platform.platform(),
        f"Python {platform.python_version()}",
        f"PySide6 {version('PySide6-Essentials')} (Qt {qVersion()})",
        f"numpy {np.__version__}",
        QApplication.platformName() if QApplication.instance() else "",
    )
    return ", ".join(part for part in parts if part)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def ratio(other: float, own: float) -> str:
    """`12×`: how many times as long the other takes."""
    if own <= 0:
        return "–"
    return f"{_figure(other / own)}×"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
