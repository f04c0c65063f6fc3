"""Thousands of random documents: the sweep gives what painted arrays and other libraries give."""

import warnings
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from annotator.agreement import nominal
from annotator.agreement.figure import Agreement
from annotator.agreement.units import Units
from annotator.core.corpus import Corpus
from tests.agreement.makers import pick, settled, units_of
from tests.agreement.random_corpora import random_corpus
from tests.agreement.test_published import tally

LENGTH = 30
DOCUMENTS = 250


def painted(units: Units, category: int | None) -> np.ndarray:
    """[documents, annotators, length] whether each character is covered."""
    found = np.zeros((len(units.documents), len(units.annotators), LENGTH), np.int8)
    owner = units.fragment_unit
    for fragment, unit in enumerate(owner.tolist()):
        if category in (None, int(units.category[unit])):
            place = slice(units.starts[fragment], units.ends[fragment])
            found[units.document[unit], units.annotator[unit], place] = 1
    return found


MORE = [
    pytest.param((many, seed), marks=pytest.mark.campaign)
    for many in (2, 3, 5)
    for seed in range(10, 20)
]


@pytest.fixture(scope="module", params=[(2, 2), (3, 3), (4, 4), *MORE], ids=str)
def case(request: pytest.FixtureRequest) -> tuple[Units, dict[tuple, Agreement]]:
    """Units of one-character tokens, and the figures of each document."""
    annotators, seed = request.param
    corpus = random_corpus(seed, DOCUMENTS, annotators, LENGTH)
    measures = ["alpha", "fleiss", "kappa", "pi", "ac1", "f1-coverage", "u-alpha"]
    found = settled(corpus, measures, by_document=True)
    by_place = {(f.measure, f.category, f.pair, f.document): f for f in found}
    return units_of(corpus), by_place


def layers(units: Units) -> list[tuple[str | None, np.ndarray]]:
    """Categories that occur, and all together, with what is painted."""
    return [
        ("quote", painted(units, 0)),
        ("claim", painted(units, 1)),
        (None, painted(units, None)),
    ]


def agree(figure: Agreement, value: float) -> None:
    """Both undefined, or the same; a library that says 1 or nan where nothing varies is wrong."""
    if figure.value is None:
        assert figure.reason == "no-variation"
    else:
        assert figure.value == pytest.approx(value, abs=1e-12)


def test_alpha_is_that_of_the_krippendorff_package(case) -> None:
    krippendorff = pytest.importorskip("krippendorff", reason="reference group not installed")
    units, found = case
    compared = 0
    for category, array in layers(units):
        for document, rows in zip(units.documents, array, strict=True):
            figure = found["alpha", category, None, document]
            if rows.min() == rows.max():
                assert (figure.value, figure.reason) == (None, "no-variation")
                continue
            value = krippendorff.alpha(rows.astype(float), level_of_measurement="nominal")
            assert figure.value == pytest.approx(value, abs=1e-12)
            compared += 1
    assert compared > DOCUMENTS


def test_fleiss_is_that_of_statsmodels(case) -> None:
    rater = pytest.importorskip("statsmodels.stats.inter_rater", reason="reference group missing")
    units, found = case
    for category, array in layers(units):
        for document, rows in zip(units.documents, array, strict=True):
            ones = rows.sum(axis=0)
            table = np.stack((ones, len(rows) - ones), axis=1)
            with np.errstate(invalid="ignore", divide="ignore"):
                value = rater.fleiss_kappa(table)
            agree(found["fleiss", category, None, document], value)


def test_kappa_and_f1_are_those_of_scikit_learn(case) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="reference group not installed")
    units, found = case
    names = units.annotators
    for category, array in layers(units):
        for document, rows in list(zip(units.documents, array, strict=True))[:30]:
            for i, j in combinations(range(len(names)), 2):
                pair = names[i], names[j]
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # told where the value is undefined
                    value = metrics.cohen_kappa_score(rows[i], rows[j])
                    f1 = metrics.f1_score(rows[i], rows[j], zero_division=np.nan)
                agree(found["kappa", category, pair, document], value)
                if category is not None:
                    figure = found["f1-coverage", category, pair, document]
                    assert (figure.reason == "no-units") == np.isnan(f1)
                    assert np.isnan(f1) or figure.value == pytest.approx(f1, abs=1e-12)


def test_pi_is_that_of_nltk(case) -> None:
    agreement = pytest.importorskip("nltk.metrics.agreement", reason="reference group missing")
    units, found = case
    array = painted(units, 0)
    for document, rows in list(zip(units.documents, array, strict=True))[:150]:
        if rows[:2].min() == rows[:2].max():
            continue
        data = [(who, item, int(rows[who, item])) for who in (0, 1) for item in range(LENGTH)]
        pair = units.annotators[0], units.annotators[1]
        value = agreement.AnnotationTask(data=data).pi()
        assert found["pi", "quote", pair, document].value == pytest.approx(value, abs=1e-12)


def test_ac1_is_as_gwet_defines_it(case) -> None:
    units, found = case
    for document, rows in zip(units.documents, painted(units, 0), strict=True):
        n, ones = len(rows), rows.sum(axis=0).astype(float)
        observed = ((ones * (ones - 1) + (n - ones) * (n - ones - 1)) / (n * (n - 1))).mean()
        share = rows.mean()
        chance = 2 * share * (1 - share)
        agree(found["ac1", "quote", None, document], (observed - chance) / (1 - chance))


def test_u_alpha_of_segments_of_one_character_is_alpha() -> None:
    random = np.random.default_rng(5)
    for _ in range(200):
        rows = (random.random((3, LENGTH)) < 0.3).astype(int)
        disagreement, totals = tally(rows.T.tolist())
        squares = np.array(float(rows.size))  # every segment and every step of a gap counts one
        if len(totals) == 2:
            u_alpha = nominal.u_alpha(disagreement, totals, squares)
            assert u_alpha == pytest.approx(float(nominal.alpha(disagreement, totals)), abs=1e-12)


def test_alpha_of_values_that_are_missing_is_that_of_nltk_and_krippendorff() -> None:
    krippendorff = pytest.importorskip("krippendorff", reason="reference group not installed")
    agreement = pytest.importorskip("nltk.metrics.agreement", reason="reference group missing")
    random = np.random.default_rng(6)
    for _ in range(1000):
        table = random.integers(0, 3, (int(random.integers(2, 5)), 12)).astype(float)
        table[random.random(table.shape) < 0.2] = np.nan
        items = [[None if np.isnan(v) else int(v) for v in column] for column in table.T]
        disagreement, totals = tally(items)
        if (totals > 0).sum() < 2:
            continue
        value = float(nominal.alpha(disagreement, totals))
        told = krippendorff.alpha(table, level_of_measurement="nominal")
        assert value == pytest.approx(told, abs=1e-12)
        if not np.isnan(table).any():
            data = [(who, n, v) for n, item in enumerate(items) for who, v in enumerate(item)]
            assert value == pytest.approx(agreement.AnnotationTask(data=data).alpha(), abs=1e-9)


def test_pooling_is_the_value_of_all_documents_side_by_side(case) -> None:
    """Painted arrays of all documents in one: only coverage may be glued so, not matching."""
    krippendorff = pytest.importorskip("krippendorff", reason="reference group not installed")
    units, found = case
    for category, array in layers(units):
        rows = np.concatenate(list(array), axis=1).astype(float)
        value = krippendorff.alpha(rows, level_of_measurement="nominal")
        assert found["alpha", category, None, None].value == pytest.approx(value, abs=1e-12)


def test_the_figures_of_one_document_are_those_of_a_corpus_of_it() -> None:
    corpus = random_corpus(9, 12, 3)
    measures = ["f1-exact", "f1-overlap", "alpha", "kappa", "u-alpha", "agr", "attribute-alpha"]
    found = settled(corpus, measures, by_document=True)
    for document in list(corpus.documents)[:4]:
        alone = settled(only(corpus, document), measures)
        for figure in alone:
            same = pick(
                found,
                figure.measure,
                figure.category,
                figure.pair,
                document,
                **{
                    k: v
                    for k, v in figure.parameters.items()
                    if k not in ("resample", "replicates")
                },
            )
            assert same.value == pytest.approx(figure.value, abs=1e-12)
            assert (same.reason, same.n_units) == (figure.reason, figure.n_units)


def only(corpus: Corpus, document: str) -> Corpus:
    """One document of a corpus."""
    sets = {key: value for key, value in corpus.sets.items() if key[0] == document}
    return replace(corpus, documents={document: corpus.documents[document]}, sets=sets)
