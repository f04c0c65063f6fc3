"""Every figure carries what it must not travel without, and says why where there is none."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest

import annotator.agreement
from annotator.agreement.figure import Agreement, figures
from annotator.agreement.gamma import GammaParameters
from annotator.agreement.measures import MEASURES, needed
from annotator.agreement.pooling import KINDS, statistics
from annotator.agreement.texts import REASONS, comparisons, flags, methods
from annotator.bundled import sample_project
from annotator.storage.copies import copy_project
from tests.agreement.makers import blank, corpus_of, pair_corpus, pick, settled, units_of
from tests.agreement.published import cases
from tests.agreement.random_corpora import random_corpus

QUICK = GammaParameters(samples=5, precision=0)
ONE = [("quote", [(0, 10)])]


def value_of(measure: str, one, two, length: int = 60, category: str | None = "quote", **more):
    """The figure of one document of two annotators."""
    kinds = KINDS if MEASURES[measure].family == "gamma" else ("coverage", "matching")
    parameters = more.pop("parameters", {})
    found = settled(pair_corpus(length, one, two, **more), [measure], kinds, gamma=QUICK)
    return pick(found, measure, category, **parameters)


PUBLISHED = {
    "f1-exact": lambda: value_of("f1-exact", ONE, [("quote", [(2, 10)])]).value == 0,
    "f1-overlap": lambda: value_of(
        "f1-overlap", [("quote", [(0, 20)])], [("quote", [(0, 10)]), ("quote", [(10, 20)])]
    ).value
    == pytest.approx(2 / 3),
    "f1-coverage": lambda: value_of("f1-coverage", ONE, [("quote", [(2, 10)])]).value
    == pytest.approx(16 / 18),
    "alpha": lambda: of_coverage("alpha", "krippendorff_alpha"),
    "fleiss": lambda: of_coverage("fleiss", "fleiss_kappa"),
    "kappa": lambda: of_coverage("kappa", None),
    "pi": lambda: of_coding("pi", "scott_pi"),
    "ac1": lambda: of_coding("ac1", "gwet_ac1"),
    "u-alpha": lambda: of_unitizing(),
    "agr": lambda: value_of("agr", [("quote", [(0, 20)])], [("quote", [(0, 10)]),
                                                            ("quote", [(10, 20)])]).value == 1,
    "attribute-alpha": lambda: of_attributes(),
    # Our own figures of the sample stand in test_sample_figures.
    "relation-f1": lambda: of_relations("relation-f1", {"condition": "given agreed ends"}),
    "attribution-f1": lambda: of_relations("attribution-f1", {"level": "content"}),
    "gamma": lambda: of_gamma(),
    "gamma-cat": lambda: of_categories("gamma-cat", None),
    "gamma-k": lambda: of_categories("gamma-k", "quote"),
}  # fmt: skip
"""A published case of every measure; `test_published` has the rest."""


def of_coverage(measure: str, name: str | None) -> bool:
    case = cases("coverage.json")[0]
    marks = [[("quote", [span]) for span in spans] for spans in case["coders"]]
    told = case["expected"]
    wanted = told[name] if name else told["pairs"]["0-1"]["cohen_kappa"]
    found = value_of(measure, *marks, case["length"]).value
    return found == pytest.approx(wanted, abs=1e-12)


def of_coding(measure: str, name: str) -> bool:
    """Krippendorff's binary data of 1980, an item a character."""
    case = next(c for c in cases("coding.json") if c["id"] == "krippendorff_1980_p133")
    sides = zip(*case["items"], strict=True)
    marks = [[("quote", [(n, n + 1)]) for n, v in enumerate(side) if v == 1] for side in sides]
    found = value_of(measure, *marks, len(case["items"])).value
    return found == pytest.approx(case["exact"][name], abs=1e-12)


def of_unitizing() -> bool:
    case = next(c for c in cases("unitizing.json") if c["id"] == "krippendorff_1995_p57_A_L24")
    marks = [[("quote", [(s, e)]) for s, e, _ in spans] for spans in case["coders"]]
    wanted = case["recomputed"]["u_alpha_2016"]["bar_u_alpha"]
    return value_of("u-alpha", *marks, 24).value == pytest.approx(wanted, abs=1e-12)


def of_attributes() -> bool:
    case = next(c for c in cases("coding.json") if c["id"] == "artstein_poesio_2008_p568")
    sides = zip(*case["items"], strict=True)
    marks = [
        [("quote", [(2 * n, 2 * n + 1)], {"form": value}) for n, value in enumerate(side)]
        for side in sides
    ]
    found = value_of("attribute-alpha", *marks, 300, parameters={"attribute": "form"}).value
    return found == pytest.approx(case["exact"]["krippendorff_alpha_nominal"], abs=1e-12)


def of_relations(measure: str, parameters) -> bool:
    marks = [*ONE, ("attribution", [(12, 15)])]
    tie = ("source-of", ("d", 1), ("d", 0))
    ties = {"a": [tie], "b": [tie]}
    return (
        value_of(measure, marks, marks, category=None, ties=ties, parameters=parameters).value == 1
    )


def of_gamma() -> bool:
    """O of the best alignment of a published continuum, through a corpus."""
    case = next(c for c in cases("gamma.json") if c["id"] == "syn_2x20")
    names = sorted({row[0] for row in case["units"]})
    marks = [
        [(category, [(int(s), int(e))]) for who, category, s, e in case["units"] if who == name]
        for name in names
    ]
    figure = value_of("gamma", *marks, 40_000, category=None)
    observed = figure.evidence["observed_disorder"] / (len(case["units"]) / 2)
    return observed == pytest.approx(case["expected"]["best_alignment_disorder"]["value"], 1e-9)


def of_categories(measure: str, category: str | None) -> bool:
    """Aligned in place and alike in category is 1, whatever one annotator has more of."""
    more = [("claim", [(40, 50)])]
    figure = value_of(measure, [*ONE, ("claim", [(20, 30)])], [*ONE, ("claim", [(20, 30)]), *more],
                      category=category)  # fmt: skip
    return figure.value == 1


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_published_case(measure: str) -> None:
    assert PUBLISHED[measure]()


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_says_what_it_says_and_what_not(measure) -> None:
    for text in (measure.title, measure.says, measure.says_not):
        assert text.strip() == text != ""
    assert not {"good", "bad", "poor", "excellent"} & set(measure.says.split())
    assert needed(measure) <= set(KINDS)


@pytest.fixture(scope="module")
def found() -> list[Agreement]:
    return settled(random_corpus(7, 6, 3), list(MEASURES), KINDS, gamma=QUICK)


def test_a_value_or_a_reason_never_both_and_never_nan(found) -> None:
    assert {figure.measure for figure in found} == set(MEASURES)
    for figure in found:
        assert (figure.value is None) == (figure.reason != "")
        assert figure.reason in ("", *REASONS)
        assert figure.interval_method in ("jackknife-t", "bootstrap", *REASONS)
        assert (figure.interval is None) == (figure.interval_method in REASONS)
        low, high = MEASURES[figure.measure].bounds
        if figure.value is not None:
            assert low is None or figure.value >= low - 1e-12
            assert high is None or figure.value <= high + 1e-12
        json.dumps(asdict(figure), allow_nan=False)


def test_every_figure_carries_its_parameters_and_counts(found) -> None:
    for figure in found:
        if figure.reason == "no-relations":
            continue
        common = {"unit", "tolerance", "extent", "suggestions", "seed", "tokeniser", "resample"}
        assert common <= set(figure.parameters)
        if MEASURES[figure.measure].family == "gamma":
            names = {"alpha", "beta", "delta", "position", "sampler", "samples", "proof", "matrix"}
            assert names <= set(figure.parameters)
            assert figure.value is None or figure.evidence["proof"] == "exact"
        if MEASURES[figure.measure].family in ("coverage", "gamma"):
            assert 0 <= figure.evidence["prevalence"] <= 1
            assert sum(figure.evidence["units_by_annotator"].values()) == figure.n_units


def test_all_categories_together_and_the_mean_over_them(found) -> None:
    for measure in ("f1-exact", "f1-overlap", "f1-coverage"):
        values = {key: pick(found, measure, key).value for key in
                  ("quote", "claim", "attribution", "statistic")}  # fmt: skip
        told = pick(found, measure).evidence
        assert told["undefined_categories"] == ["attribution", "statistic"]
        known = [value for value in values.values() if value is not None]
        assert told["macro_mean"] == pytest.approx(np.mean(known))


@pytest.mark.parametrize(
    ("one", "two", "reasons"),
    [
        ([], [], {"f1-exact": "no-units", "alpha": "no-variation", "kappa": "no-variation",
                  "ac1": "no-variation", "gamma": "no-units", "gamma-cat": "no-pair",
                  "agr": "no-units", "u-alpha": "no-variation"}),
        ([("quote", [(0, 60)])], [("quote", [(0, 60)])],
         {"alpha": "no-variation", "fleiss": "no-variation", "ac1": "no-variation",
          "kappa": "no-variation", "u-alpha": "no-variation"}),
    ],
)  # fmt: skip
def test_nothing_marked_or_everything_is_undefined(one, two, reasons) -> None:
    for measure, reason in reasons.items():
        category = None if measure == "gamma-cat" else "quote"
        figure = value_of(measure, one, two, category=category)
        assert (figure.value, figure.reason) == (None, reason), measure


def test_one_who_found_nothing_is_zero_and_not_undefined() -> None:
    for measure in ("f1-exact", "f1-overlap", "f1-coverage", "agr"):
        assert value_of(measure, ONE, []).value == 0


def test_without_a_shared_document_there_is_a_reason() -> None:
    texts = {"d": blank(20), "e": blank(20)}
    corpus = corpus_of(texts, {"a": {"d": ONE}, "b": {"e": ONE}})
    found = settled(corpus, list(MEASURES), KINDS, gamma=QUICK)
    assert {f.value for f in found} == {None}
    assert {f.reason for f in found} == {"no-shared-document", "no-relations"}


def test_a_missing_set_leaves_only_its_own_pairs_out() -> None:
    texts = {"d": blank(30), "e": blank(30)}
    full = {"d": ONE, "e": ONE}
    corpus = corpus_of(texts, {"a": full, "b": full, "c": {"d": [("quote", [(5, 15)])]}})
    found = settled(corpus)
    assert pick(found, "alpha", "quote").n_documents == 2
    assert pick(found, "fleiss", "quote").n_documents == 1  # only those that all finished
    assert pick(found, "alpha", "quote", ("a", "b")).n_documents == 2
    assert pick(found, "alpha", "quote", ("a", "c")).n_documents == 1
    assert pick(found, "f1-exact", "quote", ("a", "b")).value == 1
    assert pick(found, "alpha", "quote").evidence["sets_left_out"] == 1


def test_what_was_not_computed_is_told_as_cancelled() -> None:
    units = units_of(pair_corpus(20, ONE, ONE))
    found = figures(statistics(units, ["coverage"]))
    assert pick(found, "alpha", "quote").value is not None
    assert pick(found, "f1-exact").reason == "cancelled"


def test_categories_and_pairs_can_be_chosen() -> None:
    stats = statistics(units_of(random_corpus(7, 3, 3)), ("coverage", "matching"))
    found = figures(stats, ["alpha", "f1-exact"], categories={"quote"}, pairs=False)
    assert {f.category for f in found} == {"quote"}
    assert {f.pair for f in found} == {None}
    assert found[0].measure == "f1-exact"


def test_flags_warn_of_what_a_figure_rests_on() -> None:
    rare = value_of("alpha", [("quote", [(0, 1)])], [("quote", [(0, 2)])], 1000)
    told = " ".join(flags(rare))
    for words in ("only 0.15% of the text", "2 annotation(s)", "1 document(s)"):
        assert words in told
    suggested = value_of("alpha", ONE, ONE, suggested=True)
    assert "suggestions" in " ".join(flags(suggested))
    sides = [[("quote", [(0, 2)], {"form": value})] for value in "xy"]
    few = value_of("attribute-alpha", *sides, parameters={"attribute": "form"})
    assert "1 matched pair(s)" in " ".join(flags(few))
    gamma = value_of("gamma", ONE, ONE, category=None)
    unproved = replace(gamma, evidence={**gamma.evidence, "proof": "local", "bounds": [0.1, 0.2]})
    assert "between 0.100 and 0.200" in " ".join(flags(unproved))
    assert "proved" not in " ".join(flags(gamma))


def test_figures_read_together_tell_of_boundaries_and_base_rates() -> None:
    one = [("quote", [(20 * n, 20 * n + 10)]) for n in range(10)]
    two = [("quote", [(20 * n, 20 * n + 9)]) for n in range(10)]
    found = [
        f for f in settled(pair_corpus(400, one, two)) if (f.category, f.pair) == ("quote", None)
    ]
    assert "boundaries" in " ".join(comparisons(found))
    one = [("quote", [(40 * n, 40 * n + 30)]) for n in range(10)]
    found = [f for f in settled(pair_corpus(400, one, one[:3])) if f.category == "quote"]
    assert "unequally" in " ".join(comparisons([f for f in found if f.pair is None]))


def test_the_methods_sentence_names_measures_parameters_and_command(found) -> None:
    text = methods(found, "annotator agree storm")
    for words in ("Krippendorff’s α", "γ", "characters", "seed 1", "shift sampler", "jackknife",
                  "6 document(s)", "annotator agree storm"):  # fmt: skip
        assert words in text
    assert methods([], "x") == ""


def test_the_python_use_in_the_package_works_as_written(
    tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_project(sample_project(), tmp_path / "my-project")
    monkeypatch.chdir(tmp_path)
    lines = [line[4:] for line in annotator.agreement.__doc__.splitlines() if line[:4] == "    "]
    assert len(lines) > 10
    names: dict[str, object] = {}
    exec("\n".join(lines), names)
    assert "alpha quote None 0.6" in capsys.readouterr().out
    assert names["rows"]
