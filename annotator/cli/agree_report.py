"""Figures of agreement as a table for people, as JSON, and as CSV."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Any

from annotator.agreement.evidence import data_digest, versions
from annotator.agreement.figure import Agreement
from annotator.agreement.measures import MEASURES
from annotator.agreement.texts import REASONS, comparisons, flags, methods
from annotator.agreement.units import Units

_WIDTH = 100
_VARIANTS = (
    ("iou", "IoU ≥ {}"),
    ("attribute", "{}"),
    ("attribution", "attribution, {}"),
    ("condition", "{}"),
    ("types", "types {}"),
    ("level", "{}"),
)
"""Parameters that tell figures of one measure apart, and how they are worded."""


_COLUMNS = (
    *("measure", "category", "annotator_1", "annotator_2", "document", "value", "reason"),
    *("interval_low", "interval_high", "interval_method", "n_documents", "n_units"),
    *("prevalence", "parameters", "evidence", "n_counts"),
)
_HEAD = (
    *("", "annotators", "with", "value", "95 % interval", "docs", "n", "prevalence"),
    "without one annotator",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was computed, and of what."""

    title: str
    units: Units
    figures: Sequence[Agreement]
    left_out: Sequence[dict[str, str]]
    command: str


def as_json(report: Report) -> str:
    """One object; figures with all digits."""
    units = report.units
    told = {
        "project": report.title,
        "annotators": list(units.annotators),
        "documents": list(units.documents),
        "results": [_result(figure) for figure in report.figures],
        "left_out": report.left_out,
        "versions": versions(),
        "data_digest": data_digest(units),
        "command": report.command,
        "methods": methods(report.figures, report.command),
    }
    return json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)


def _result(figure: Agreement) -> dict[str, Any]:
    return {
        "measure": figure.measure,
        "category": figure.category,
        "pair": figure.pair,
        "document": figure.document,
        "value": figure.value,
        "reason": figure.reason or None,
        "interval": figure.interval,
        "interval_method": figure.interval_method,
        "n_documents": figure.n_documents,
        "n_units": figure.n_units,
        "parameters": dict(figure.parameters),
        "evidence": dict(figure.evidence),
    }


def as_csv(report: Report) -> str:
    """A line per figure; parameters and evidence as JSON in one column each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for figure in report.figures:
        low, high = figure.interval or ("", "")
        one, two = figure.pair or ("", "")
        writer.writerow(
            [
                figure.measure,
                figure.category or "",
                one,
                two,
                figure.document or "",
                "" if figure.value is None else repr(figure.value),
                figure.reason,
                low,
                high,
                figure.interval_method,
                figure.n_documents,
                figure.n_units,
                figure.evidence.get("prevalence", ""),
                json.dumps(dict(figure.parameters), ensure_ascii=False),
                json.dumps(dict(figure.evidence), ensure_ascii=False),
                figure.evidence.get("n_counts", ""),
            ]
        )
    return out.getvalue()


def as_table(report: Report) -> str:
    """A block per measure: what it says, its figures, what it does not say; then notes."""
    lines = [*_head(report)]
    for measure, group in groupby(report.figures, key=lambda figure: figure.measure):
        lines += ["", *_block(report, measure, list(group))]
    for note in (*_notes(report), methods(report.figures, report.command)):
        lines += ["", *_wrapped(note)]
    return "\n".join(lines)


def _head(report: Report) -> Iterator[str]:
    units = report.units
    p = units.parameters
    yield f"{report.title}: {len(units.documents)} document(s)"
    yield f"Annotators: {', '.join(units.annotators) or 'none'}"
    unit = "tokens" if p.unit == "token" else "characters"
    yield (
        f"Coverage counts {unit} ({int(units.lengths.sum())} in all); spans compare by characters; "
        f"tolerance {p.tolerance}; extent {p.extent}; seed {p.seed}"
    )
    if report.left_out:
        reasons = sorted({each["reason"] for each in report.left_out})
        for reason in reasons:
            sets = [e for e in report.left_out if e["reason"] == reason]
            shown = ", ".join(f"{e['annotator']} in {e['document']}" for e in sets[:6])
            more = f" and {len(sets) - 6} more" if len(sets) > 6 else ""
            yield f"Left out ({reason}): {shown}{more}"


def _block(report: Report, measure: str, figures: Sequence[Agreement]) -> Iterator[str]:
    told = MEASURES[measure]
    yield f"{measure} · {told.title}"
    for text in (told.says, told.says_not, _settings(figures)):
        yield from _wrapped(text, "  ")
    rows: list[Sequence[str]] = [_HEAD]
    pairs = len(report.units.annotators) > 2
    for figure in figures:
        if figure.pair and not pairs and "direction" not in figure.parameters:
            continue  # the same as all annotators
        rows.append(_cells(figure))
    yield from _aligned(rows)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _cells(figure: Agreement) -> list[str]:
    arrow = " ‖ " if "direction" in figure.parameters else " – "
    prevalence = figure.evidence.get("prevalence")
    one_less = figure.evidence.get("range_without_one")
    return [
        figure.category or "all",
        arrow.join(figure.pair) if figure.pair else _everybody(figure),
        ", ".join(_variant(figure)),
        figure.reason if figure.value is None else f"{figure.value:.3f}",
        f"[{figure.interval[0]:.3f}, {figure.interval[1]:.3f}] {figure.interval_method}"
        f"{', cut to the range' if 'interval_before_cut' in figure.evidence else ''}"
        if figure.interval
        else ""
        if figure.value is None
        else f"none: {figure.interval_method}",
        figure.document or str(figure.n_documents),
        f"{figure.n_units} {figure.evidence.get('n_counts', '')}".rstrip(),
        "" if prevalence is None else f"{prevalence:.3f}",
        "" if one_less is None else f"{one_less[0]:.3f} to {one_less[1]:.3f}",
    ]


def _everybody(figure: Agreement) -> str:
    """Whether the figure is one for all or the mean of pairs, and how far those lie apart."""
    deviation = figure.evidence.get("standard_deviation")
    if deviation is None or figure.evidence["annotators"] < 3:
        return "all"
    defined, pairs = figure.evidence["pairs_defined"], figure.evidence["pairs"]
    return f"all: mean of pairs ({defined} of {pairs}), SD {deviation:.3f}"


def _variant(figure: Agreement) -> Iterator[str]:
    if figure.category is None and "all_categories" in figure.evidence:
        yield figure.evidence["all_categories"]
    for name, words in _VARIANTS:
        value = figure.parameters.get(name)
        if value is None or value == "nominal":
            continue
        if name == "iou" and value == 0:
            mean = figure.evidence.get("mean_iou_of_matched")
            yield "any overlap" if mean is None else f"any overlap (mean IoU {mean:.3f})"
        else:
            yield words.format(value)
    if figure.parameters.get("suggestions") == "without":
        yield "without suggestions"


def _settings(figures: Sequence[Agreement]) -> str:
    """Gamma's own parameters, once for all of its figures."""
    p, told = figures[0].parameters, figures[0].evidence
    if "sampler" not in p:
        return ""
    samples = ", ".join(map(str, told.get("samples_per_document", ())))
    return (
        f"α {p['alpha']:g}, β {p['beta']:g}, Δ {p['delta']:g}, categories "
        f"{'by matrix' if p['matrix'] else '0 or 1'}, position by {p['position']}, {p['sampler']} "
        f"sampler, samples {samples or p['samples']}, proof {told.get('proof')}"
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they need; empty ones are left out. Numbers stand right."""
    columns = [n for n in range(len(rows[0])) if any(row[n] for row in rows[1:])]
    widths = {n: max(len(row[n]) for row in rows) for n in columns}
    for row in rows:
        cells = (
            row[n].rjust(widths[n]) if n in (5, 6, 7) else row[n].ljust(widths[n]) for n in columns
        )
        yield ("  " + "  ".join(cells)).rstrip()


def _notes(report: Report) -> Iterator[str]:
    """Sentences on reasons and flags, each with the figures it is about."""
    used = {f.reason for f in report.figures} | {f.interval_method for f in report.figures}
    for reason in REASONS:
        if reason in used:
            yield f"{reason}: {REASONS[reason]}"
    said: dict[str, list[str]] = {}
    pooled = [f for f in report.figures if f.pair is None and f.document is None]
    for figure in pooled:
        for flag in flags(figure):
            said.setdefault(flag, []).append(f"{figure.measure} {figure.category or ''}".strip())
    by_category = sorted(pooled, key=lambda figure: figure.category or "")
    for category, group in groupby(by_category, key=lambda figure: figure.category):
        for sentence in comparisons(list(group)):
            said.setdefault(sentence, []).append(category or "all categories")
    for sentence, about in said.items():
        names = list(dict.fromkeys(about))
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        yield f"{sentence} ({', '.join(names[:4])}{more})"
    yield "Low agreement may come from ambiguity as well as from error."
