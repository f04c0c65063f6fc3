"""What becomes a unit: tolerance, tokens, values, who finished, what is in force."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from annotator.agreement.cutting import cut
from annotator.agreement.evidence import left_out
from annotator.agreement.tokens import cut_edges, tokens
from annotator.agreement.units import Parameters
from annotator.core.span import Span
from annotator.core.tagset import (
    Attribute,
    Category,
    Choice,
    Condition,
    Number,
    Option,
    Tagset,
    Text,
    YesNo,
)
from annotator.core.values import Symbol
from tests.agreement.makers import corpus_of, pair_corpus, units_of

TEXT = "He said that “we won’t, ever” (twice)."


@pytest.mark.parametrize(
    ("marked", "tolerance", "left"),
    [
        ("“we won’t, ever”", "none", "“we won’t, ever”"),
        ("“we won’t, ever”", "edges", "we won’t, ever"),
        ("that “we won’t, ever” ", "edges", "that “we won’t, ever"),
        ("that “we won’t, ever” ", "edges+that", "we won’t, ever"),
        ("(twice).", "edges", "(twice)"),
        ("” ", "edges", "” "),
        ("that “", "edges+that", "that"),
    ],
)
def test_a_tolerance_cuts_both_ends(marked: str, tolerance: str, left: str) -> None:
    start = TEXT.index(marked)
    first, last = cut_edges(TEXT, start, start + len(marked), tolerance)  # type: ignore[arg-type]
    assert TEXT[first:last] == left


def test_tokens_are_words_and_single_marks() -> None:
    starts, ends = tokens(TEXT)
    words = [TEXT[s:e] for s, e in zip(starts, ends, strict=True)]
    assert words[:9] == ["He", "said", "that", "“", "we", "won", "’", "t", ","]
    assert [len(column) for column in tokens("")] == [0, 0]


def test_a_token_is_covered_where_a_fragment_touches_it() -> None:
    corpus = corpus_of({"d": "one two three"}, {"a": {"d": [("quote", [(1, 5)])]}})
    units = cut(corpus)
    assert (units.first.tolist(), units.last.tolist()) == ([0], [2])
    assert units.lengths.tolist() == [3]
    blank = corpus_of({"d": "one  two"}, {"a": {"d": [("quote", [(3, 5)])]}})
    units = cut(blank)
    assert units.first.tolist() == units.last.tolist()


def test_only_what_is_in_force_and_finished_counts() -> None:
    marks = {"a": {"d": [("quote", [(0, 3)])]}, "b": {"d": []}, "c": {"d": [("quote", [(0, 3)])]}}
    corpus = corpus_of({"d": "abcdef"}, marks, unfinished=[("d", "c")])
    units = units_of(corpus)
    assert units.finished.tolist() == [[True, True, False]]
    assert [units.annotators[a] for a in units.annotator] == ["a"]
    assert left_out(units) == [{"document": "d", "annotator": "c", "reason": "not finished"}]


def test_people_count_unless_others_are_asked_for() -> None:
    corpus = pair_corpus(9, [], [])
    people = (*corpus.project.annotators,)
    gold = replace(people[0], id="gold", role="adjudication")
    corpus = replace(corpus, project=replace(corpus.project, annotators=(*people, gold)))
    assert cut(corpus).annotators == ("a", "b")
    assert cut(corpus, annotators=["gold", "a"]).annotators == ("a", "gold")


def test_unknown_categories_are_layers_of_their_own() -> None:
    units = units_of(pair_corpus(9, [("zeal", [(0, 2)])], [("quote", [(0, 2)])]))
    assert units.layers == ("quote", "claim", "attribution", "statistic", "zeal")


def test_exact_duplicates_stay_two_units_and_fragments_one() -> None:
    twice = [("quote", [(0, 2), (4, 6)])] * 2
    units = units_of(pair_corpus(9, twice, []))
    assert len(units) == 2
    assert np.diff(units.offsets).tolist() == [2, 2]
    assert units.covered.tolist() == [4, 4]


def test_out_of_scope_stretches_are_cut_out_of_fragments_and_lengths() -> None:
    corpus = pair_corpus(20, [("quote", [(2, 12)]), ("claim", [(5, 9)])], [])
    document = replace(corpus.documents["d"], out_of_scope=(Span(5, 10),))
    units = units_of(replace(corpus, documents={"d": document}), extent="in-scope")
    assert units.lengths.tolist() == [15]
    assert [units.layers[c] for c in units.category] == ["quote"]
    assert list(zip(units.starts, units.ends, strict=True)) == [(2, 5), (10, 12)]
    assert list(zip(units.first, units.last, strict=True)) == [(2, 5), (5, 7)]
    words = replace(corpus.documents["d"], out_of_scope=(Span(3, 8),))
    text = replace(words, text="ab cde fgh ijklmnopq", kinds=())
    units = cut(replace(corpus, documents={"d": text}), parameters=Parameters(extent="in-scope"))
    assert units.lengths.tolist() == [2]


FORM = Choice((Option("direct"), Option("partial")))
VALUES = Tagset(
    "values",
    "1",
    (
        Category(
            "quote",
            "Quote",
            attributes=(
                Attribute("form", FORM, counts=True),
                Attribute("medium", FORM, default=Symbol("direct"), counts=True),
                Attribute("speaker", Text(), counts=True),
                Attribute("year", Number(), counts=True),
                Attribute("relay", YesNo(), counts=True, condition=Condition("form", ("partial",))),
                Attribute("remark", Text()),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "one", "two", "alike"),
    [
        ("form", Symbol("direct"), Symbol("direct"), True),
        ("form", Symbol("direct"), Symbol("partial"), False),
        ("medium", None, Symbol("direct"), True),
        ("speaker", " Cafe\u0301 OWNER", "café owner", True),
        ("speaker", "the owner", "café owner", False),
        ("year", Decimal("40.0"), Decimal(40), True),
        ("year", Decimal(40), Decimal(41), False),
    ],
)
def test_values_are_compared_as_people_mean_them(name, one, two, alike) -> None:
    corpus = pair_corpus(
        9, [("quote", [(0, 2)], {name: one})], [("quote", [(0, 2)], {name: two})], tagset=VALUES
    )
    units = units_of(corpus)
    column = units.values[:, units.attributes[0].index(name)]
    assert min(column) >= 0
    assert (column[0] == column[1]) == alike


def test_values_that_do_not_count_or_apply_are_none() -> None:
    marks = [
        ("quote", [(0, 2)], {"remark": "x", "form": Symbol("direct"), "relay": Symbol("yes")}),
        ("quote", [(3, 4)], {"form": Symbol("partial"), "relay": Symbol("yes")}),
    ]
    units = units_of(pair_corpus(9, marks, [], tagset=VALUES))
    assert units.attributes[0] == ("form", "medium", "speaker", "year", "relay")
    assert (units.values[:, 4] >= 0).tolist() == [False, True]
    assert units.values[0, 2] == -1
