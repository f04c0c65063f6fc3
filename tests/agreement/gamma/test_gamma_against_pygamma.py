"""Gamma against pygamma-agreement, which needs an environment of its own: set PYGAMMA_PYTHON to the
interpreter there and ask for the marker `campaign`."""

import json
import os
import subprocess
from typing import Any

import numpy as np
import pytest

from annotator.agreement.gamma import GammaParameters, best_alignment, gamma_statistics
from tests.agreement.gamma.published import units_of

pytestmark = pytest.mark.campaign

SCRIPT = """
import json, sys
import numpy as np
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum, ShuffleContinuumSampler

answers = []
for asked in json.load(sys.stdin):
    continuum = Continuum()
    for annotator, category, start, end in asked["rows"]:
        continuum.add(annotator, Segment(start, end), category)
    unlike = CombinedCategoricalDissimilarity(alpha=asked["alpha"], beta=asked["beta"])
    if asked["samples"]:
        np.random.seed(1)
        sampler = ShuffleContinuumSampler("float_pivot")
        found = continuum.compute_gamma(unlike, n_samples=asked["samples"], sampler=sampler)
        answers.append(float(found.expected_disorder))
    else:
        answers.append(float(continuum.get_best_alignment(unlike).disorder))
print(json.dumps(answers))
"""


def asked(seed: int, annotators: int, each: int, samples: int = 0) -> dict[str, Any]:
    """Rows without duplicates (the other library merges them), the text beginning at 0."""
    random = np.random.default_rng([seed, annotators])
    rows = {("0", "a", 0.0, 5.0)}
    for annotator in range(annotators):
        for start in random.integers(each * 30, size=each).tolist():
            size = int(random.integers(4, 60))
            kind = "abc"[int(random.integers(3))]
            rows.add((str(annotator), kind, float(start), float(start + size)))
    alpha, beta = (1, 1) if samples else random.choice([0.5, 1.0, 2.0, 3.0], 2).tolist()
    return {"rows": sorted(rows), "alpha": alpha, "beta": beta, "samples": samples}


def answers(questions: list[dict[str, Any]]) -> list[float]:
    """Of the other library; skips where it is not to be had."""
    python = os.environ.get("PYGAMMA_PYTHON")
    if not python:
        pytest.skip("PYGAMMA_PYTHON names no interpreter with pygamma-agreement")
    done = subprocess.run(
        [python, "-W", "ignore", "-c", SCRIPT],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[float] = json.loads(done.stdout)
    return found


def test_the_best_alignments_of_random_documents_have_the_same_disorder() -> None:
    sizes = [(2, 12), (3, 8), (4, 5)]
    questions = [asked(seed, *size) for size in sizes for seed in range(60)]
    for question, answer in zip(questions, answers(questions), strict=True):
        units = units_of(question["rows"])
        alignment = best_alignment(units, GammaParameters(question["alpha"], question["beta"]))
        mean_units = len(units.annotator) / units.annotators
        assert alignment.disorder_upper / mean_units == pytest.approx(answer, rel=2e-6)


def test_chance_disorders_have_the_same_mean() -> None:
    questions = [asked(seed, annotators, 15, 400) for seed, annotators in ((1, 2), (2, 3))]
    for question, answer in zip(questions, answers(questions), strict=True):
        parameters = GammaParameters(samples=400, precision=0)
        sums = gamma_statistics(units_of(question["rows"]), parameters, [1])
        error = sums.expected_variance**0.5 / sums.mean_units
        # Two means of 400 samples each.
        assert sums.expected / sums.mean_units == pytest.approx(answer, abs=4 * 2**0.5 * error)
