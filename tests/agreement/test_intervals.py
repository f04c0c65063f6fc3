"""Intervals: none for few documents, jackknife-t, bootstrap; events; what is left out."""

import numpy as np
import pytest
from scipy.stats import t

from annotator.agreement import intervals
from annotator.agreement.figure import Agreement
from annotator.agreement.gamma import GammaParameters
from annotator.agreement.nominal import alpha
from annotator.core.corpus import Corpus
from tests.agreement.makers import KINDS, blank, corpus_of, counted, pick, settled
from tests.agreement.random_corpora import random_corpus


def overlapping(documents: int, **more) -> Corpus:
    """Two annotators whose quotes overlap by a share that differs from document to document."""
    texts = {f"d{n}": blank(100) for n in range(documents)}
    marks = {"a": {id: [("quote", [(10, 40)])] for id in texts}}
    marks["b"] = {id: [("quote", [(10 + n % 7, 40 + n % 5)])] for n, id in enumerate(texts)}
    return corpus_of(texts, marks, **more)


def alpha_of(documents: int, **more) -> Agreement:
    return pick(settled(overlapping(documents), ["alpha"], **more), "alpha", "quote")


@pytest.mark.parametrize(
    ("documents", "method"),
    [(1, "too-few-documents"), (4, "too-few-documents"), (5, "jackknife-t"), (19, "jackknife-t"),
     (20, "bootstrap"), (60, "bootstrap")],
)  # fmt: skip
def test_the_method_follows_the_number_of_documents(documents: int, method: str) -> None:
    figure = alpha_of(documents)
    assert figure.interval_method == method
    assert figure.n_documents == documents
    if figure.interval is None:
        assert documents < 5
    else:
        low, high = figure.interval
        assert -1 <= low <= figure.value <= high <= 1
        assert low < high


def test_the_jackknife_is_that_of_pseudo_values() -> None:
    corpus = overlapping(8)
    figure = pick(settled(corpus, ["alpha"]), "alpha", "quote")
    both = counted(corpus).coverage.intersections[:, 0]
    disputed = 2 * (both[:, 0, 0] + both[:, 1, 1] - 2 * both[:, 0, 1])
    covered = both[:, 0, 0] + both[:, 1, 1]

    def value(rows) -> float:
        sums = disputed[rows].sum(), np.array([covered[rows].sum(), (200 - covered[rows]).sum()])
        return float(alpha(np.array(sums[0], float), sums[1].astype(float)))

    whole = value(range(8))
    pseudo = [8 * whole - 7 * value([n for n in range(8) if n != d]) for d in range(8)]
    half = t.ppf(0.975, 7) * np.std(pseudo, ddof=1) / np.sqrt(8)
    assert figure.interval == pytest.approx((np.mean(pseudo) - half, np.mean(pseudo) + half))


def test_the_bootstrap_is_seeded_and_the_same_for_all_measures() -> None:
    one, two, other = (alpha_of(30, seed=seed) for seed in (1, 1, 2))
    assert one.interval == two.interval
    assert one.interval != other.interval
    assert one.value == other.value
    drawn = intervals.weights(30, 1)
    assert drawn.shape == (2000, 30)
    assert (drawn.sum(axis=1) == 30).all()
    found = settled(overlapping(30), ["pi", "fleiss"])
    pi, fleiss = pick(found, "pi", "quote"), pick(found, "fleiss", "quote")
    assert pi.interval == pytest.approx(fleiss.interval)  # the same coefficient of two annotators


def test_weights_of_one_give_the_value_itself() -> None:
    figure = alpha_of(25)
    both = counted(overlapping(25)).coverage.intersections[:, 0]
    covered = (both[:, 0, 0] + both[:, 1, 1]).astype(float)
    disputed = 2.0 * (covered - 2 * both[:, 0, 1])
    ones = np.ones((1, 25))
    sums = ones @ disputed, np.stack((ones @ covered, ones @ (200 - covered)), axis=-1)
    assert alpha(*sums)[0] == pytest.approx(figure.value)


def test_events_are_drawn_as_a_whole() -> None:
    events = {f"d{n}": f"e{n // 6}" for n in range(24)}
    found = settled(overlapping(24, events=events), ["alpha"], resample="event")
    figure = pick(found, "alpha", "quote")
    assert figure.interval_method == "too-few-documents"
    assert figure.parameters["resample"] == "event"
    events = {f"d{n}": f"e{n // 3}" for n in range(24)}
    found = settled(overlapping(24, events=events), ["alpha"], resample="event")
    assert pick(found, "alpha", "quote").interval_method == "jackknife-t"
    found = settled(overlapping(24), ["alpha"], resample="event")
    assert pick(found, "alpha", "quote").interval_method == "bootstrap"  # none is of any event


def test_a_figure_that_is_often_undefined_gets_no_interval() -> None:
    texts = {f"d{n}": blank(50) for n in range(30)}
    marks = {who: {id: [] for id in texts} for who in "ab"}
    marks["a"]["d3"] = [("quote", [(0, 5)])]
    marks["b"]["d3"] = [("quote", [(0, 6)])]
    figure = pick(settled(corpus_of(texts, marks)), "f1-overlap", "quote")
    assert (figure.value, figure.interval, figure.interval_method) == (1, None, "too-sparse")
    few = {id: texts[id] for id in list(texts)[:8]}
    marks = {who: {id: rows[id] for id in few} for who, rows in marks.items()}
    figure = pick(settled(corpus_of(few, marks)), "f1-overlap", "quote")
    assert (figure.value, figure.interval, figure.interval_method) == (1, None, "too-sparse")


def test_gamma_adds_the_error_of_its_expected_disorder() -> None:
    corpus = random_corpus(1, 8, 2)
    wide, narrow = (
        pick(
            settled(corpus, ["gamma"], KINDS, gamma=GammaParameters(samples=n, precision=0)),
            "gamma",
        )
        for n in (3, 60)
    )
    assert wide.evidence["standard_error_of_expected"] > 0
    for figure in (wide, narrow):
        assert figure.interval[0] < figure.value < figure.interval[1] <= 1
    error = wide.evidence["standard_error_of_expected"]
    assert error > narrow.evidence["standard_error_of_expected"]
    low, high = intervals.widened((0.2, 0.6), 0.4, 0.1)
    assert (low, high) == pytest.approx(
        (0.4 - np.hypot(0.2, 0.196), 0.4 + np.hypot(0.2, 0.196)), abs=1e-4
    )


def test_every_annotator_is_left_out_in_turn() -> None:
    corpus = random_corpus(2, 10, 3)
    found = settled(corpus)
    for measure in ("alpha", "kappa", "f1-exact", "u-alpha", "attribute-alpha"):
        category = None if measure == "attribute-alpha" else "quote"
        figure = pick(found, measure, category)
        for left, pair in (("a0", ("a1", "a2")), ("a1", ("a0", "a2")), ("a2", ("a0", "a1"))):
            alone = pick(found, measure, category, pair)
            assert figure.evidence["without_annotator"][left] == pytest.approx(alone.value)
        values = figure.evidence["without_annotator"].values()
        assert figure.evidence["range_without_one"] == [min(values), max(values)]


def test_cover_of_the_jackknife_on_simulated_corpora() -> None:
    """A nominal 95 % interval holds the pooled value of a large corpus in most small ones."""
    random = np.random.default_rng(3)
    truth_terms = random.beta(4, 2, 20_000)
    truth = truth_terms.mean()
    hits = 0
    for _ in range(300):
        drawn = random.beta(4, 2, 10)
        terms = np.stack((drawn, np.ones(10)), axis=-1)[:, None, :]
        low, high = intervals.jackknife(terms, lambda sums: (sums[..., 0] / sums[..., 1])[..., 0])
        hits += low <= truth <= high
    assert 0.9 < hits / 300 < 0.99
