"""Gamma against pygamma-agreement on the same input: `python -m tests.bench.gamma --peer PYTHON`.

The other library lives in an environment of its own; PYTHON is the interpreter there. Both align
the same documents and 30 chance continua of the shift sampler, each with its own random numbers;
importing and compiling is not counted. The disorder of the best alignment must be the same. Times
are medians by the clock / of processor time, which other work on the machine disturbs less.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from annotator.agreement.gamma import (
    GammaParameters,
    GammaStatistics,
    GammaUnits,
    gamma_statistics,
)
from tests.bench.measuring import machine, ratio, table

SIZES = ("2x20", "2x100", "2x500", "3x20", "3x50", "3x100", "5x20", "5x50", "5x100")
SLOW = ("3x100", "5x20")
"""Sizes that the other library is given only once."""
BEYOND = ("5x50", "5x100")
"""Sizes for which it needs more than ten minutes; not asked unless `--all` is."""
SAME = 1e-6
"""The other library computes in single precision."""

PEER = """
import json, sys, time
import numpy as np
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum, ShuffleContinuumSampler

def run(rows):
    continuum = Continuum()
    for annotator, category, start, end in rows:
        continuum.add(annotator, Segment(start, end), category)
    unlike = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
    np.random.seed(1)
    began = time.perf_counter(), time.process_time()
    found = continuum.compute_gamma(unlike, n_samples=30, sampler=ShuffleContinuumSampler())
    wall, work = time.perf_counter() - began[0], time.process_time() - began[1]
    return wall, work, float(found.best_alignment.disorder), float(found.gamma)

small = [[a, "x", 10.0 * n, 10.0 * n + 5] for a in "ABCDE" for n in range(3)]
for line in sys.stdin:
    rows, runs = json.loads(line)
    present = sorted({row[0] for row in rows})
    names = dict(zip("ABCDE", present))
    run([[names[a], c, s, e] for a, c, s, e in small if a in names])
    print(json.dumps([run(rows) for _ in range(runs)]), flush=True)
"""


def main(arguments: list[str] | None = None) -> int:
    """Print a Markdown table; the exit status is 1 where a disorder differs."""
    parser = argparse.ArgumentParser(description="Measure gamma against pygamma-agreement.")
    parser.add_argument("--peer", type=Path, help="Python of an environment that has it")
    parser.add_argument("--sizes", nargs="+", default=SIZES, help=f"of {' '.join(SIZES)}")
    parser.add_argument("--runs", type=int, default=5, help="of ours; 3 of the peer at most (5)")
    parser.add_argument("--all", action="store_true", help="the peer is asked the largest, too")
    parser.add_argument("--patience", type=int, default=600, help="seconds for the peer (600)")
    chosen = parser.parse_args(arguments)
    rows, differ = [], False
    for size in chosen.sizes:
        annotators, each = map(int, size.split("x"))
        document = made(annotators, each)
        ours, work, sums = _ours(document, chosen.runs)
        disorder = sums.observed / sums.mean_units
        gamma = 1 - sums.observed / sums.expected
        cells = [
            size,
            str(len(document)),
            f"{ours:.3f} / {work:.3f}",
            sums.proof,
            f"{disorder:.6f}",
        ]
        cells.append(f"{gamma:.3f}")
        if not chosen.peer or (size in BEYOND and not chosen.all):
            cells += ["–"] * 4
        else:
            runs = 1 if size in SLOW + BEYOND else min(3, chosen.runs)
            peer = _peer(chosen.peer, document, runs, chosen.patience)
            if peer is None:
                beyond = f"> {ratio(chosen.patience, ours)}"
                cells += [f"> {chosen.patience}", "–", "–", beyond]
            else:
                wall, its_work, other, other_gamma = peer
                same = abs(other - disorder) <= SAME * max(1.0, disorder)
                differ |= not same
                cells += [
                    f"{wall:.2f} / {its_work:.2f}",
                    f"{other:.6f}{'' if same else ' DIFFERS'}",
                ]
                cells.append(f"{other_gamma:.3f}")
                cells.append(f"{ratio(wall, ours)} / {ratio(its_work, work)}")
        rows.append(cells)
        print(".", end="", file=sys.stderr, flush=True)
    print(f"\n{machine()}, scipy {version('scipy')}\n")
    head = ["annotators x units", "units", "ours, s", "proof", "O", "gamma"]
    print(table([*head, "peer, s", "its O", "its gamma", "times faster"], rows))
    if not chosen.peer:
        print("\npygamma-agreement was not run: name the Python that has it with --peer.")
    return 1 if differ else 0


def made(annotators: int, each: int) -> list[tuple[str, str, float, float]]:
    """Annotator, category, start, end of units as in news: lengths of 15 to 450 characters, one in
    five inside another, borders and categories in doubt, some missed and some seen by one only."""
    random = np.random.default_rng([annotators, each])
    length = each * 170
    kinds = ("quote", "claim", "statistic", "attribution")
    seen = []
    for _ in range(each):
        size = float(np.clip(random.lognormal(4.5, 0.7), 15, 450))
        start = float(random.uniform(0, length - size))
        if seen and random.random() < 0.2:
            around = seen[int(random.integers(len(seen)))]
            size = around[1] * float(random.uniform(0.2, 0.6))
            start = around[0] + float(random.uniform(0, around[1] - size))
        seen.append((start, size, int(random.integers(len(kinds)))))
    rows = set()
    for annotator in range(annotators):
        for start, size, kind in seen:
            if random.random() < 0.15:
                start, size = float(random.uniform(0, length - 60)), 60.0
            if random.random() < 0.15:
                kind = int(random.integers(len(kinds)))
            begin = max(0.0, round(start + random.normal(0, 8)))
            end = max(begin + 3, round(start + size + random.normal(0, 15)))
            rows.add((f"annotator {annotator}", kinds[kind], begin, float(end)))
    return sorted(rows)


def _ours(
    document: Sequence[tuple[str, str, float, float]], runs: int
) -> tuple[float, float, GammaStatistics]:
    """Median seconds by the clock and of processor time, and the sums."""
    names = sorted({row[0] for row in document})
    kinds = sorted({row[1] for row in document})
    units = GammaUnits(
        len(names),
        np.array([names.index(row[0]) for row in document]),
        np.array([kinds.index(row[1]) for row in document]),
        np.arange(len(document) + 1),
        np.array([row[2] for row in document]),
        np.array([row[3] for row in document]),
        max(row[3] for row in document),
    )
    parameters = GammaParameters(precision=0, proof="exact")
    gamma_statistics(units, GammaParameters(precision=0, samples=1), [0])
    walls, works = [], []
    for _ in range(runs):
        began = time.perf_counter(), time.process_time()
        sums = gamma_statistics(units, parameters, [1])
        walls.append(time.perf_counter() - began[0])
        works.append(time.process_time() - began[1])
    return statistics.median(walls), statistics.median(works), sums


def _peer(
    python: Path, document: Sequence[tuple[str, str, float, float]], runs: int, patience: int
) -> tuple[float, float, float, float] | None:
    """Median seconds by the clock and of processor time, disorder and gamma of the other library,
    in a process of its own; None where it takes longer than so many seconds a run."""
    try:
        done = subprocess.run(
            [str(python), "-W", "ignore", "-c", PEER],
            input=json.dumps([document, runs]) + "\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=patience * runs,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise SystemExit(f"{python} did not run pygamma-agreement:\n{done.stderr[-2000:]}")
    # Its solver may print, too.
    found = json.loads(done.stdout.splitlines()[-1])
    walls, works, disorders, gammas = zip(*found, strict=True)
    return statistics.median(walls), statistics.median(works), disorders[0], gammas[0]


if __name__ == "__main__":
    raise SystemExit(main())
