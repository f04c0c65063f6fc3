"""Published cases of gamma: our own beside these tests, other projects' where they lie around."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from annotator.agreement.gamma import GammaParameters, GammaUnits

ROOT = Path(__file__).parents[3]
OWN = ROOT / "tests" / "agreement" / "cases" / "gamma.json"
OTHERS = ROOT.parent / "shared" / "cases" / "agreement" / "gamma.json"
REPLAYED = [f"dkpro_fixture_0{number}" for number in range(1, 7)]
RANGED = ["pygamma_AlexPaulSuzan", "pygamma_3by100", "pygamma_2by1000"]


def case(name: str) -> Any:
    """The case whose id begins with the name; skips the test where it is another project's and not
    here."""
    own = name.startswith(("syn_", "mathet2015_"))
    if not own and not OTHERS.exists():
        pytest.skip("cases of other projects are not part of this repository")
    cases = json.loads((OWN if own else OTHERS).read_text(encoding="utf-8"))["cases"]
    return next(found for found in cases if found["id"].startswith(name))


def units_of(rows: Sequence[Sequence[Any]], categories: Sequence[str] = ()) -> GammaUnits:
    """Rows of annotator, category, start, end; the text runs from the first start to the last
    end."""
    annotators = sorted({row[0] for row in rows})
    names = categories or sorted({row[1] for row in rows})
    columns = np.array([row[2:] for row in rows], np.float64)
    low = columns.min()
    return GammaUnits(
        len(annotators),
        np.array([annotators.index(row[0]) for row in rows]),
        np.array([names.index(row[1]) for row in rows]),
        np.arange(len(rows) + 1),
        columns[:, 0] - low,
        columns[:, 1] - low,
        float(columns.max() - low),
    )


def parameters_of(params: dict[str, Any], **more: Any) -> GammaParameters:
    """Alpha, beta, delta and the matrix of a case."""
    matrix = params.get("categorical_matrix")
    return GammaParameters(
        params["alpha"],
        params["beta"],
        params["delta_empty"],
        None if matrix is None else tuple(map(tuple, matrix)),
        **more,
    )
