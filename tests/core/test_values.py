"""Attribute values: numbers as people type them, attributes as they are kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.values import Attributes, Symbol, number, plain


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("40", "40"),
        (" 1,200 ", "1200"),
        ("10,000,000.50", "10000000.5"),
        ("-3.0", "-3"),
        ("\u22125", "-5"),
        ("+7", "7"),
        ("0.000", "0"),
        ("-0", "0"),
        ("5.", "5"),
        (".5", "0.5"),
    ],
)
def test_numbers_as_people_type_them(typed: str, value: str) -> None:
    assert number(typed) == Decimal(value)
    assert plain(number(typed)) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "dozens",
        "1e5",
        "1E5",
        "NaN",
        "inf",
        "sNaN",
        "1_000",
        "１２",
        "1,20",
        "1,2,3",
        "12,",
    ],
)
def test_what_is_no_number(typed: str) -> None:
    assert number(typed) is None


@pytest.mark.parametrize("typed", ["1 000", "--5", "1.5,3", "٣", "9" * 41, "0x1f", ",5"])
def test_what_is_no_number_either(typed: str) -> None:
    assert number(typed) is None


@given(st.text(max_size=50))
def test_any_text_is_a_finite_number_or_none(typed: str) -> None:
    value = number(typed)
    assert value is None or (value.is_finite() and number(plain(value)) == value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-9e9, max_value=9e9))
def test_a_number_is_written_plainly_and_read_back(value: Decimal) -> None:
    assert "e" not in plain(value).lower()
    assert Decimal(plain(value)) == value
    assert plain(Decimal(plain(value))) == plain(value)


def test_attributes_keep_no_empty_values_and_are_in_order() -> None:
    values = Attributes.of({"b": Symbol("x"), "a": Decimal("1.50"), "c": "", "d": None})
    assert values.pairs == (("a", Decimal("1.5")), ("b", "x"))
    assert str(values.get("a")) == "1.5"
    assert values.with_value("b", None).with_value("c", "y").pairs == (
        ("a", Decimal("1.5")),
        ("c", "y"),
    )
    assert len({values, Attributes.of({"a": Decimal("1.5"), "b": Symbol("x")})}) == 1


def test_a_key_is_not_the_same_value_as_free_text() -> None:
    assert Attributes.of({"a": Symbol("x")}) != Attributes.of({"a": "x"})
    assert Attributes.of({"a": Symbol("x")}) == Attributes.of({"a": Symbol("x")})
