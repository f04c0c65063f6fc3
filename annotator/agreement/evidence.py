"""What stands beside every figure: parameters, versions, counts, prevalence, what was left out."""

import hashlib
from dataclasses import asdict
from typing import Any

import numpy as np
import scipy

from annotator import __version__
from annotator.agreement.digests import set_digest
from annotator.agreement.measures import Measure
from annotator.agreement.pooling import Statistics
from annotator.agreement.series import Series, layer_counts
from annotator.agreement.tokens import PATTERN
from annotator.agreement.units import Parameters, Units


def parameters_of(parameters: Parameters, covering: bool) -> dict[str, Any]:
    """Of every figure; gamma's own stand with gamma. Only measures that are `covering` compare
    tokens where these were chosen; all others compare characters."""
    told = asdict(parameters)
    if not covering:
        told["unit"] = "char"
    del told["gamma"], told["iou"]
    told["tokeniser"] = PATTERN if told["unit"] == "token" else None
    told["suggestions"] = "with accepted" if parameters.suggestions else "without"
    return told


def versions() -> dict[str, str]:
    """Of what the digits depend on."""
    return {"annotator": __version__, "numpy": np.__version__, "scipy": scipy.__version__}


def data_digest(units: Units) -> str:
    """Of all texts and sets: equal for equal data."""
    digest = hashlib.sha256()
    for document, text in enumerate(units.digests):
        digest.update(f"{text} {set_digest(units, document)}\n".encode())
    digest.update(repr(units.value_names).encode())
    digest.update(np.ascontiguousarray(units.values).tobytes())
    table = units.relations
    for column in (table.annotator, table.type, table.source, table.target, table.values):
        digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


def left_out(units: Units) -> list[dict[str, str]]:
    """Who is left out of which document, and why."""
    return [
        {"document": document, "annotator": annotator, "reason": "not finished"}
        for d, document in enumerate(units.documents)
        for a, annotator in enumerate(units.annotators)
        if not units.finished[d, a]
    ]


def background(stats: Statistics, series: Series) -> dict[str, Any]:
    """Counts and prevalence of the figure's layer, in the documents that count."""
    units = stats.units
    members = list(series.members)
    documents = len(units.documents)
    rows = series.rows[:documents]
    finished = [bool(units.finished[rows, member].any()) for member in members]
    told: dict[str, Any] = {
        "annotators": sum(finished),
        "documents_left_out": int(documents - rows.sum()),
        "sets_left_out": int((~units.finished[:, members]).sum()),
    }
    if series.layer is None or stats.coverage is None:
        return told
    counts = layer_counts(stats, series.layer)[rows][:, members].sum(axis=0).tolist()
    names = [units.annotators[member] for member in members]
    told["units_by_annotator"] = {
        name: count
        for name, count, took_part in zip(names, counts, finished, strict=True)
        if took_part
    }
    of_suggestions = stats.coverage.suggested[rows][:, :, members]
    if series.layer < len(units.layers):
        of_suggestions = of_suggestions[:, series.layer]
    number = sum(counts)
    told["share_from_suggestions"] = float(of_suggestions.sum() / number) if number else None
    covered = np.diagonal(stats.coverage.intersections[:, series.layer], axis1=1, axis2=2)
    positions = (units.finished[:, members] * units.lengths[:, None])[rows].sum()
    covering = covered[rows][:, members].sum()
    told["prevalence"] = float(covering / positions) if positions else None
    return told


def said(measure: Measure, series: Series) -> dict[str, Any]:
    """What `n_units` counts, and, where the category is None, what all of them means."""
    told: dict[str, Any] = {"n_counts": measure.counts}
    if "attribution" in series.parameters:
        told["n_counts"] = "attributions"
    elif measure.family == "attributes" and series.ties is not None:
        told["n_counts"] = "matched pairs of relations"
    elif series.parameters.get("condition") == "given agreed ends":
        told["n_counts"] = "relations with agreed ends"
    if "direction" in series.parameters:
        told["n_counts"] += " of the first"
    if series.category is None and "attribution" not in series.parameters:
        ignored = series.parameters.get("categories") == "ignored"
        told["all_categories"] = "category ignored" if ignored else measure.together
    return told
