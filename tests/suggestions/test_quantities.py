"""Figures in English text: which count, how far they go, and what they say."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggestions.numerals import value
from annotator.suggestions.quantities import Quantity, parse, quantities


def found(text: str, *, figures_only: bool = False) -> list[str]:
    return [span.text(text) for span, _ in quantities(text, figures_only=figures_only)]


@pytest.mark.parametrize(
    ("text", "words", "number", "kind", "precision", "to", "unit"),
    [
        ("Nearly 40 percent left.", "Nearly 40 percent", 40, "percentage", "approximate", None,
         "percent"),
        ("up 12 per cent", "12 per cent", 12, "percentage", "exact", None, "percent"),
        ("by 2.5 percentage points", "2.5 percentage points", "2.5", "percentage", "exact", None,
         "percentage points"),
        ("the 1,200 nurses polled", "1,200 nurses", 1200, "count", "exact", None, "nurses"),
        ("About 480\u00a0nurses 👩🏽‍⚕️ may", "About 480\u00a0nurses", 480, "count", "approximate",
         None, "nurses"),
        ("over 10,000 troops and", "over 10,000 troops", 10000, "count", "at-least", None,
         "troops"),
        ("10\u202f000 troops", "10\u202f000 troops", 10000, "count", "exact", None, "troops"),
        ("at least 12 dead", "at least 12 dead", 12, "count", "at-least", None, "dead"),
        ("1.2 thousand", "1.2 thousand", 1200, "count", "exact", None, ""),
        ("two and a half million people", "two and a half million people", 2500000, "count",
         "exact", None, "people"),
        ("half a million homes", "half a million homes", 500000, "count", "exact", None, "homes"),
        ("three high-profile meetings with", "three high-profile meetings", 3, "count", "exact",
         None, "meetings"),
        ("$1.2 billion in aid", "$1.2 billion", 1200000000, "money", "exact", None, "$"),
        ("‘£1,250,’ he", "£1,250", 1250, "money", "exact", None, "£"),
        ("under €3m", "under €3m", 3000000, "money", "at-most", None, "€"),
        ("2 to 3 million dollars", "2 to 3 million dollars", 2000000, "money", "range", 3000000,
         "dollars"),
        ("between 10 and 20 people", "between 10 and 20 people", 10, "count", "range", 20,
         "people"),
        ("10–15 soldiers", "10–15 soldiers", 10, "count", "range", 15, "soldiers"),
        ("one in five nurses", "one in five nurses", "0.2", "rate", "exact", None, "nurses"),
        ("one in three voters", "one in three voters", None, "rate", "exact", None, "voters"),
        ("about half of them", "about half", "0.5", "rate", "approximate", None, ""),
        ("a vote of 52 to 48", "52 to 48", None, "count", "exact", None, "votes"),
        ("a 220-215 vote", "220-215 vote", None, "count", "exact", None, "votes"),
        ("tens of thousands of Korean soldiers have",
         "tens of thousands of Korean soldiers", None, "count", "vague", None, "soldiers"),
        ("a five-day plenary session of", "five-day", 5, "duration", "exact", None, "day"),
        ("3 square miles", "3 square miles", 3, "measure", "exact", None, "square miles"),
    ],
)  # fmt: skip
def test_a_figure_and_what_it_says(
    text: str, words: str, number: object, kind: str, precision: str, to: object, unit: str
) -> None:
    [(span, quantity)] = quantities(text)
    assert span.text(text) == words
    numbers = [None if n is None else Decimal(str(n)) for n in (number, to)]
    assert [quantity.value, quantity.value_to] == numbers
    assert (quantity.kind, quantity.precision, quantity.unit) == (kind, precision, unit)


@pytest.mark.parametrize(
    "text",
    ["In 2019 talks failed", "On March 12, 2020 he", "12 June", "2024-11-05", "at 5:30 p.m.",
     "at 10 o’clock", "in the 1990s", "the ’90s", "the 21st century", "Article 5 of", "Covid-19",
     "an F-16 jet", "24/7", "a 45-year-old man", "aged 45", "Maria Lopez, 34, said",
     "two years ago", "the past two years", "no one came", "one man", "the two said",
     "The Big Four banks",
     "https://x.org/300 people", "#100 people", "Section 230 cases"],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    assert found(text) == []


def test_a_range_goes_up() -> None:
    assert found("3 million to 10 men") == ["3 million", "10 men"]
    assert found("from 20 to 10 men") == ["10 men"]
    assert found("from 10 to 20 men") == ["from 10 to 20 men"]


def test_figures_only() -> None:
    text = "Two dozen ships and 300 people, thousands of jobs, five-day talks"
    assert found(text) == ["Two dozen ships", "300 people", "thousands of jobs", "five-day"]
    assert found(text, figures_only=True) == ["300 people"]


def test_a_bare_number_is_understood_where_a_person_has_marked_it() -> None:
    for words, number in (("three", 3), ("over 10,000", 10000), ("twenty-five", 25)):
        quantity = parse(words)
        assert quantity is not None
        assert quantity.value == number
    assert found("three of") == []
    assert parse("none at all") is None
    assert parse("two-thirds") == Quantity(None, "rate")


def test_no_figure_reaches_over_a_line_end() -> None:
    assert found("killed 12\npeople and 10\nto 20 men") == ["20 men"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("1.2 million", 1200000), ("two hundred and five", 205), ("half a million", 500000),
     ("a dozen", 12), ("3bn", 3 * 10**9), ("ninety-nine", 99), ("zero", 0)],
)  # fmt: skip
def test_the_value_of_a_number(words: str, number: int) -> None:
    assert value(words) == number


def test_no_value_where_there_is_no_number() -> None:
    for words in ("", "people", "1,2", "12 people", "a few"):
        assert value(words) is None


@given(st.integers(0, 10**12), st.sampled_from(["", " million", " thousand"]))
def test_figures_with_and_without_commas_are_worth_the_same(number: int, magnitude: str) -> None:
    assert value(f"{number:,}{magnitude}") == value(f"{number}{magnitude}")


@given(st.lists(st.sampled_from(
    ["2", "10,000", " ", "-", "–", " to ", "percent", "$", "million", "dozens", " of ", "people",
     "three", "one", " in ", ".", ",", "\n", "\u00a0", "😀", "e\u0301", "half", "a", "%", "March ",
     "over ", "day", "between ", " and "]), max_size=20).map("".join))  # fmt: skip
def test_any_text_has_figures_in_order(text: str) -> None:
    end = 0
    for span, quantity in quantities(text):
        assert end <= span.start < span.end <= len(text)
        assert "\n" not in span.text(text)
        assert quantity.precision != "range" or (
            quantity.value is not None
            and quantity.value_to is not None
            and quantity.value < quantity.value_to
        )
        end = span.end
