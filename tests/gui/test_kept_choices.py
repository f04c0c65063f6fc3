"""Preferences and layouts come back from JSON, whatever stands there."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.display.reading import Reading
from annotator.gui.layout_state import Layout, decoded, encoded
from annotator.gui.preferences import Preferences

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def test_preferences_come_back() -> None:
    chosen = Preferences(Reading("sans", 15.0), "proportional", "stacked", "dark", "AAAA")
    assert Preferences.from_json(json.loads(json.dumps(chosen.to_json()))) == chosen


def test_layouts_come_back() -> None:
    layout = Layout(("b", "a"), "b", (300, 200), {"a": {"caret": 3}}, ("a-1",), "AAAA")
    assert Layout.from_json(json.loads(json.dumps(layout.to_json()))) == layout
    assert Layout.from_json(json.loads(json.dumps(Layout().to_json()))) == Layout()


@given(st.dictionaries(st.sampled_from([*Layout().to_json(), *Preferences().to_json()]), JSON))
def test_rubbish_gives_the_defaults(stored: dict[str, object]) -> None:
    Layout.from_json(stored)
    Preferences.from_json(stored)


@pytest.mark.parametrize("text", ["", "%%%", "é", "AAAA"])
def test_bytes_of_qt(text: str) -> None:
    assert decoded(encoded(decoded(text))) == decoded(text)
