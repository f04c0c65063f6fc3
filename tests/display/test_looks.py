"""Colours can be seen on their page; those the colour-blind confuse are found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.tagset import Category, Tagset
from annotator.display.colours import contrast, distance, parsed, readable, written
from annotator.display.looks import (
    CONTRAST,
    DARK_PAGE,
    DASHES,
    LIGHT_PAGE,
    Look,
    close_pairs,
    looks,
    unknown_look,
)

colours = st.from_regex("#[0-9a-f]{6}", fullmatch=True)


@given(colours)
def test_every_colour_can_be_seen_on_both_pages(colour: str) -> None:
    look = looks(Tagset("t", categories=(Category("quote", "Quote", colour),)))["quote"]
    assert contrast(look.light, LIGHT_PAGE) >= CONTRAST
    assert contrast(look.dark, DARK_PAGE) >= CONTRAST
    assert (look.colour(dark=False), look.colour(dark=True)) == (look.light, look.dark)


@given(colours, colours, st.floats(1, 4.5))
def test_readable_colours_reach_the_ratio_on_any_page(colour: str, page: str, ratio: float) -> None:
    assert contrast(readable(colour, page, ratio), page) >= ratio


def test_a_colour_that_can_be_seen_stays_as_it_is() -> None:
    assert readable("#4E79A7", LIGHT_PAGE, 3) == "#4e79a7"


def test_contrast_and_distance_of_known_colours() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.1)
    assert distance("#123456", "#123456", "protanopia") == 0


@given(colours)
def test_colours_are_written_as_they_were_read(colour: str) -> None:
    assert written(parsed(colour)) == colour


@pytest.mark.parametrize("nonsense", ["", "red", "#12345", "#12345g", "#1234567"])
def test_what_is_no_colour_is_grey(nonsense: str) -> None:
    assert written(parsed(nonsense)) == "#888888"


def test_each_category_has_its_own_dashes() -> None:
    tagset = Tagset("t", categories=tuple(Category(f"c{n}", "") for n in range(len(DASHES) + 1)))
    found = [look.dash for look in looks(tagset).values()]
    assert len(set(found)) == len(DASHES)
    assert found[-1] == found[0]
    assert all(len(dash) % 2 == 0 and min(dash, default=1) > 0 for dash in DASHES)


def test_an_unknown_category_is_grey_and_last() -> None:
    look = unknown_look("odd")
    assert (look.key, look.label) == ("odd", "odd")
    assert look.order > 100
    assert re.fullmatch(r"#(..)\1\1", look.light)
    assert contrast(look.dark, DARK_PAGE) >= CONTRAST


def test_red_and_green_are_reported_blue_and_orange_are_not() -> None:
    red, green = Look("r", "", 0, "#e15759", "#e15759"), Look("g", "", 1, "#59a14f", "#59a14f")
    blue, orange = Look("b", "", 2, "#4e79a7", "#4e79a7"), Look("o", "", 3, "#e4780e", "#f28e2b")
    (pair,) = close_pairs([green, red])
    assert (pair.first, pair.second, pair.vision) == ("r", "g", "deuteranopia")
    assert close_pairs([blue, orange], dark=True) == []
    same = Look("s", "", 4, "#4e79a7", "#ffffff")
    assert [p.distance for p in close_pairs([blue, same])] == [0.0]
    assert close_pairs([blue, same], dark=True) == []
