"""Measures reproduce published figures."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from annotator.agreement import nominal
from tests.agreement.makers import blank, corpus_of, pair_corpus, pick, settled
from tests.agreement.published import OTHERS, cases

CODING = cases("coding.json")
COVERAGE = cases("coverage.json")
UNITIZING = cases("unitizing.json")
PAIRS = [case for case in cases("span_f1.json") if case["kind"] == "span_f1_pair"]


def tally(items: Sequence[Sequence[Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Disagreement and totals of items x annotators, None missing."""
    values = sorted({value for item in items for value in item if value is not None}, key=str)
    counts = np.array([[item.count(value) for value in values] for item in items], np.float64)
    many = counts.sum(axis=1)
    counts, many = counts[many >= 2], many[many >= 2]
    unlike = many**2 - (counts**2).sum(axis=1)
    return np.array((unlike / (many - 1)).sum()), counts.sum(axis=0)


def rows_and_columns(items: Sequence[Sequence[Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of two annotators: items alike, values of one and of the other."""
    values = sorted({value for item in items for value in item}, key=str)
    alike = sum(one == two for one, two in items)
    sides = [[side.count(value) for value in values] for side in zip(*items, strict=True)]
    return np.array(float(alike)), *(np.array(side, np.float64) for side in sides)


@pytest.mark.parametrize("case", CODING, ids=lambda case: case["id"])
def test_coefficients_for_nominal_values(case: Any) -> None:
    items = case["items"]
    sums = tally(items)
    found = {"krippendorff_alpha_nominal": nominal.alpha(*sums)}
    if all(value is not None for item in items for value in item):
        found["fleiss_kappa_multi_pi"] = nominal.fleiss(*sums)
        found["gwet_ac1"] = nominal.ac1(*sums)
        if len(items[0]) == 2:
            found["scott_pi"] = nominal.fleiss(*sums)
            found["cohen_kappa"] = nominal.cohen(*rows_and_columns(items))
    if "all" in case["exact"]:
        assert all(np.isnan(value) for value in found.values())
        return
    for name, value in found.items():
        assert float(value) == pytest.approx(case["exact"][name], abs=1e-12), name
        if name in case.get("published", {}):
            told = case["published"][name]
            assert float(value) == pytest.approx(told["value"], abs=told["tol"]), name


@pytest.mark.parametrize(
    "case", [c for c in CODING if len(c["items"][0]) == 2], ids=lambda c: c["id"]
)
def test_the_same_values_as_attributes_of_matched_annotations(case: Any) -> None:
    """Every item becomes a span that both annotators marked, with the value as its attribute."""
    sides = zip(*case["items"], strict=True)
    marks = [
        [("quote", [(2 * n, 2 * n + 1)], {} if value is None else {"form": str(value)})
         for n, value in enumerate(side)]
        for side in sides
    ]  # fmt: skip
    found = settled(pair_corpus(2 * len(case["items"]), *marks), ["attribute-alpha"])
    figure = pick(found, "attribute-alpha", "quote", ("a", "b"), attribute="form")
    if "all" in case["exact"]:
        assert (figure.value, figure.reason) == (None, "no-variation")
        return
    assert figure.value == pytest.approx(case["exact"]["krippendorff_alpha_nominal"], abs=1e-12)
    if "cohen_kappa" in case["exact"]:
        assert figure.evidence["kappa"] == pytest.approx(case["exact"]["cohen_kappa"], abs=1e-12)
        observed = case["exact"]["observed_agreement"]
        assert figure.evidence["observed_agreement"] == pytest.approx(observed, abs=1e-12)


@pytest.mark.parametrize("case", COVERAGE, ids=lambda case: case["id"])
def test_coverage_of_one_category(case: Any) -> None:
    marks = {
        str(n): {"d": [("quote", [span]) for span in spans]}
        for n, spans in enumerate(case["coders"])
    }
    found = settled(corpus_of({"d": blank(case["length"])}, marks))
    wanted = case["expected"]
    exactly = {"abs": 1e-12}
    alpha = pick(found, "alpha", "quote").value
    assert alpha == pytest.approx(wanted["krippendorff_alpha"], **exactly)
    assert pick(found, "fleiss", "quote").value == pytest.approx(wanted["fleiss_kappa"], **exactly)
    for name, values in wanted["pairs"].items():
        one, two = name.split("-")
        for measure, key in (("kappa", "cohen_kappa"), ("f1-coverage", "char_f1")):
            figure = pick(found, measure, "quote", (one, two))
            assert figure.value == pytest.approx(values[key], **exactly)
    kappas = [values["cohen_kappa"] for values in wanted["pairs"].values()]
    assert pick(found, "kappa", "quote").value == pytest.approx(np.mean(kappas), **exactly)


@pytest.mark.parametrize("case", UNITIZING, ids=lambda case: case["id"])
def test_unitizing_with_all_categories_as_one_layer(case: Any) -> None:
    wanted = case["recomputed"]["u_alpha_2016"]
    if isinstance(wanted, str):
        assert "not applicable" in wanted  # its spans overlap, and it tells a partition
        return
    begin = case["continuum"]["begin"]
    marks = {
        str(n): {"d": [("quote", [(start - begin, end - begin)]) for start, end, _ in spans]}
        for n, spans in enumerate(case["coders"])
    }
    figure = pick(
        settled(corpus_of({"d": blank(case["continuum"]["length"])}, marks)), "u-alpha", "quote"
    )
    if wanted["bar_u_alpha"] is None:
        assert (figure.value, figure.reason) == (None, "no-variation")
    else:
        assert figure.value == pytest.approx(wanted["bar_u_alpha"], abs=1e-12)


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case["id"])
def test_f1_of_a_pair(case: Any) -> None:
    found = settled(pair_corpus(60, case["a"], case["b"]))
    got = {
        "exact": pick(found, "f1-exact").value,
        "overlap": pick(found, "f1-overlap", iou=0.0).value,
        "overlap_one_to_one": pick(found, "f1-overlap", iou=0.0).value,
        "overlap_any": pick(found, "agr").value,
        "char": pick(found, "f1-coverage").value,
        "char_quote": pick(found, "f1-coverage", "quote").value,
        "char_claim": pick(found, "f1-coverage", "claim").value,
        "exact_ignoring_category": pick(found, "f1-exact", categories="ignored").value,
    }
    for name, value in case["expected"].items():
        assert got[name] == pytest.approx(value, abs=1e-12) if value is not None else True, name
        assert (got[name] is None) == (value is None), name


def test_the_example_project_of_bratiaa() -> None:
    case = next((c for c in cases("span_f1.json") if c["kind"] == "span_f1_project"), None)
    if case is None:
        pytest.skip(f"cases of other projects are not part of this repository ({OTHERS.name})")
    texts, marks = {}, {name: {} for name in case["annotators"]}
    for doc in case["docs"]:
        letters = [" "] * doc["length"]
        for start, end in doc["tokens_whitespace"]:
            letters[start:end] = "x" * (end - start)
        texts[doc["doc"]] = "".join(letters)
        for name, rows in doc["annotators"].items():
            marks[name][doc["doc"]] = rows
    found = settled(corpus_of(texts, marks), by_document=True, unit="token")
    pairs = list(combinations(sorted(case["annotators"]), 2))
    for measure, name in (("f1-exact", "inst"), ("f1-coverage", "token")):
        wanted = case["exact"][name]
        places = [(None, None, wanted["overall"])]
        places += [(label, None, told) for label, told in wanted["per_label"].items()]
        places += [(None, doc, told) for doc, told in wanted["per_doc"].items()]
        for category, document, (mean, deviation) in places:
            figure = pick(found, measure, category, None, document)
            assert figure.value == pytest.approx(mean, abs=1e-12)
            values = [pick(found, measure, category, p, document).value for p in pairs]
            assert np.std([v for v in values if v is not None]) == pytest.approx(deviation)


@pytest.mark.parametrize(
    ("covered", "both", "kappa"),
    [(3000, 1500, 0), (900, 450, 0.412), (900, 810, 0.882), (900, 0, -0.176)],
)
def test_kappa_by_two_by_two_table(covered: int, both: int, kappa: float) -> None:
    """Of 6,000 characters."""
    begin = covered - both
    one, two = [("quote", [(0, covered)])], [("quote", [(begin, begin + covered)])]
    figure = pick(settled(pair_corpus(6000, one, two)), "kappa", "quote")
    assert figure.value == pytest.approx(kappa, abs=5e-4)


def test_nested_statistics_are_not_hidden_by_the_quote_around_them() -> None:
    quote = ("quote", [(50, 350)])
    one = [quote, *(("statistic", [span]) for span in ((60, 70), (120, 130), (200, 210)))]
    two = [quote, *(("statistic", [span]) for span in ((80, 90), (150, 160), (260, 270)))]
    found = settled(pair_corpus(400, one, two))
    assert pick(found, "kappa", "quote").value == 1
    assert pick(found, "f1-coverage", "statistic").value == 0
    assert pick(found, "f1-overlap", "statistic").value == 0
    assert pick(found, "kappa", "statistic").value == pytest.approx(-0.081, abs=5e-4)


@pytest.mark.parametrize(("end", "alpha"), [(72, 0.3422), (77, 0.3140), (68, 0.2347)])
def test_alpha_falls_when_a_boundary_is_further_off(end: int, alpha: float) -> None:
    one = [("quote", [span]) for span in ((10, 18), (60, 72), (120, 129), (200, 215), (300, 310))]
    figure = pick(settled(pair_corpus(1000, one, [("quote", [(60, end)])])), "alpha", "quote")
    assert figure.value == pytest.approx(alpha, abs=5e-5)
