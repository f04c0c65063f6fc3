"""Settings of reading stay within their limits and survive being stored."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.display.reading import FAMILIES, LANES, MEASURES, SIZES, Reading

readings = st.builds(
    Reading,
    st.sampled_from(FAMILIES),
    st.floats(-5, 90),
    st.floats(0, 9),
    st.integers(-9, 900),
    st.integers(-9, 99),
    st.booleans(),
)


@given(readings)
def test_a_stored_one_comes_back(reading: Reading) -> None:
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


@given(readings, st.integers(-40, 40))
def test_limits_hold(reading: Reading, steps: int) -> None:
    zoomed = reading.zoomed(steps)
    assert SIZES[0] <= zoomed.size <= SIZES[1]
    assert MEASURES[0] <= zoomed.measure <= MEASURES[1]
    assert LANES[0] <= zoomed.lanes <= LANES[1]
    assert (zoomed.size >= reading.size) if steps >= 0 else (zoomed.size <= reading.size)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"family": "comic", "size": "big", "lanes": None, "patterns": "yes", "measure": []},
        {"family": 3, "size": True, "line_spacing": math.nan, "other": {}},
    ],
)
def test_nonsense_gives_the_defaults(stored: dict[str, object]) -> None:
    assert Reading.from_json(stored) == Reading()


def test_too_much_is_brought_to_the_limit() -> None:
    assert Reading.from_json({"size": math.inf, "lanes": 1e300}) == Reading(size=36, lanes=8)
    assert Reading(family="x").family == "serif"  # type: ignore[arg-type]
