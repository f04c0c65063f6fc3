"""The alignment of annotators as a list of disagreements."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from annotator.agreement.alignments import align
from annotator.agreement.disagreements import Disagreement, disagreements
from annotator.agreement.gamma import GammaParameters
from annotator.agreement.pooling import KINDS, statistics
from annotator.core.corpus import Corpus
from tests.agreement.makers import blank, corpus_of, pair_corpus, pick, settled, units_of
from tests.agreement.random_corpora import random_corpus

QUICK = GammaParameters(samples=10, precision=0)


def rows_of(corpus: Corpus, annotators: Sequence[str] | None = None) -> list[Disagreement]:
    units = units_of(corpus, gamma=QUICK)
    stats = statistics(units)
    return disagreements([align(units, d, annotators) for d in units.documents], units, stats)


def row_of(one: Any, two: Any, **more: Any) -> Disagreement:
    (row,) = rows_of(pair_corpus(60, one, two, **more))
    return row


QUOTE = ("quote", [(10, 30)], {"form": "x"})


def test_no_row_where_everything_is_the_same() -> None:
    assert rows_of(pair_corpus(60, [QUOTE, QUOTE], [QUOTE, QUOTE])) == []


def test_missed() -> None:
    row = row_of([QUOTE], [])
    assert row.kinds == ("missed",)
    assert row.units == {"a": ("a-a-d-0",), "b": ()}
    assert (row.categories, row.start, row.cost) == (("quote",), 10, 1.0)


def test_an_open_set_misses_nothing() -> None:
    corpus = corpus_of({"d": blank(60)}, {"a": {"d": [QUOTE]}, "b": {"d": [QUOTE]}, "c": {"d": []}},
                       unfinished=[("d", "c")])  # fmt: skip
    assert rows_of(corpus) == []


def test_another_category() -> None:
    row = row_of([QUOTE], [("claim", [(10, 30)])])
    assert row.kinds == ("category",)
    assert row.categories == ("claim", "quote")
    assert row.cost == pytest.approx(1)


def test_boundaries() -> None:
    row = row_of([QUOTE], [("quote", [(12, 35)], {"form": "x"})])
    assert row.kinds == ("boundary",)
    (moved,) = row.moved
    assert (moved.first, moved.second, moved.start, moved.end) == ("a", "b", 2, 5)
    assert moved.iou == pytest.approx(18 / 25)
    assert row.cost == pytest.approx((7 / 43) ** 2)


def test_edges_only() -> None:
    texts = {"d": "He said “we will not” and left."}
    for second, tokens, only in (((9, 20), (1, -1), True), ((12, 20), (2, -1), False)):
        marks = {"a": {"d": [("quote", [(8, 21)])]}, "b": {"d": [("quote", [second])]}}
        (row,) = rows_of(corpus_of(texts, marks))
        (moved,) = row.moved
        assert (moved.start_tokens, moved.end_tokens) == tokens
        assert moved.edges_only == only


def test_a_split_is_one_row() -> None:
    whole = ("quote", [(10, 50)])
    row = row_of([whole], [("quote", [(10, 31)]), ("quote", [(34, 50)])])
    assert row.kinds == ("split", "boundary")
    assert row.units == {"a": ("a-a-d-0",), "b": ("a-b-d-0", "a-b-d-1")}
    assert row.cost > 1
    rows = rows_of(pair_corpus(60, [whole], [("quote", [(10, 31)]), ("claim", [(34, 50)])]))
    assert [row.kinds for row in rows] == [("boundary",), ("missed",)]


def test_attributes_show_both_values_and_what_settling_adds() -> None:
    same = [("quote", [(40, 50)], {"form": "y"})]
    row = row_of([QUOTE, *same], [("quote", [(10, 30)], {"form": "z"}), *same])
    assert row.kinds == ("attribute",)
    assert row.attributes == {"form": {"a": "x", "b": "z"}}
    assert row.cost == 0
    assert row.effect_on["form"] > 0


def test_a_link_on_one_side_only() -> None:
    marks = [("attribution", [(0, 5)]), QUOTE]
    ties = {"a": [("source-of", ("d", 0), ("d", 1))], "b": []}
    row = row_of(marks, marks, ties=ties)
    assert (row.kinds, row.differs) == (("link",), "only some")
    assert row.links == {"a": ("r-a-0",), "b": ()}
    assert row.units == {"a": ("a-a-d-0", "a-a-d-1"), "b": ("a-b-d-0", "a-b-d-1")}
    assert row.effect_on["relation-f1"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (("cue-of", ("d", 0), ("d", 1)), "type"),
        (("source-of", ("d", 1), ("d", 0)), "direction"),
        (("source-of", ("d", 0), ("d", 1)), None),
    ],
)
def test_links_that_differ(other, differs) -> None:
    marks = [("attribution", [(0, 5)]), QUOTE]
    ties = {"a": [("source-of", ("d", 0), ("d", 1))], "b": [other]}
    rows = rows_of(pair_corpus(60, marks, marks, ties=ties))
    assert [row.differs for row in rows] == ([] if differs is None else [differs])


def test_links_between_documents() -> None:
    texts = {"d": blank(60), "e": blank(60)}
    marks = {who: {"d": [QUOTE], "e": [QUOTE]} for who in "ab"}
    ties = {"a": [("same-as", ("d", 0), ("e", 0))], "b": []}
    (row,) = rows_of(corpus_of(texts, marks, ties=ties))
    assert (row.differs, row.document) == ("only some", "d")
    assert row.units["b"] == ("a-b-d-0", "a-b-e-0")


def test_costs_add_up_to_the_disorder_and_effects_to_gamma() -> None:
    corpus = random_corpus(5, 6, 2)
    rows = rows_of(corpus)
    found = settled(corpus, ["gamma"], KINDS, gamma=QUICK)
    gamma = pick(found, "gamma")
    assert sum(row.cost for row in rows) == pytest.approx(gamma.evidence["observed_disorder"])
    assert sum(row.effect for row in rows) == pytest.approx(1 - gamma.value)


def test_every_unit_is_in_one_row_or_the_same_for_all() -> None:
    corpus = random_corpus(6, 8, 3)
    units = units_of(corpus, gamma=QUICK)
    for document in units.documents:
        aligned = align(units, document)
        taken = [unit for group in aligned.groups for unit in group]
        assert len(taken) == len(set(taken))
        low, high = units.document_offsets[units.documents.index(document) :][:2]
        assert sorted(taken) == list(range(low, high))
        for group in aligned.groups:
            owners = [int(units.annotator[unit]) for unit in group]
            assert len(owners) == len(set(owners))


def test_two_of_three_annotators_can_be_compared() -> None:
    corpus = random_corpus(6, 4, 3)
    rows = rows_of(corpus, ["a2", "a0"])
    assert {tuple(row.units) for row in rows} == {("a0", "a2")}
    assert all(row.effect is not None for row in rows)


def test_rows_hold_no_text() -> None:
    text = "Nobody shall read this sentence twice."
    marks = {"a": {"d": [("quote", [(0, 6)])]}, "b": {"d": []}}
    corpus = corpus_of({"d": text}, marks)
    corpus = replace(corpus, documents=corpus.documents)
    assert "Nobody" not in repr(rows_of(corpus))


def test_a_stranger_is_refused() -> None:
    units = units_of(pair_corpus(60, [QUOTE], []))
    for document, who in (("e", ["a"]), ("d", ["nobody"])):
        with pytest.raises(ValueError, match="not in"):
            align(units, document, who)
