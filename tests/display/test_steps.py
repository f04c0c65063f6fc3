"""The undo list in rows, and values and origins in words."""

from datetime import UTC
from decimal import Decimal

from annotator.core.provenance import Provenance
from annotator.core.values import Symbol
from annotator.display.origins import origin
from annotator.display.steps import step_rows
from annotator.display.values import summary, value_words
from tests.samples import TAGSET, annotation, build_corpus

TODAY = "2026-11-20T12:00:00Z"


def test_newest_first_with_the_start_last() -> None:
    steps = [("Tag as Quote", "2026-11-20T09:14:02Z"), ("Delete Claim", "2026-11-19T23:01:00Z")]
    rows = step_rows(steps, 1, TODAY, UTC)
    assert [row.label for row in rows] == ["Delete Claim", "Tag as Quote", "Start"]
    assert [row.done for row in rows] == [False, True, True]
    assert [row.current for row in rows] == [False, True, False]
    assert [row.number for row in rows] == [2, 1, 0]
    assert [row.time for row in rows] == ["19 Nov, 23:01", "09:14", ""]


def test_nothing_done_is_the_start_alone() -> None:
    (row,) = step_rows([], 0, TODAY, UTC)
    assert row.current
    assert row.number == 0


def test_a_time_that_is_none_is_shown_as_it_is() -> None:
    assert step_rows([("Tag", "yesterday")], 1, TODAY, UTC)[0].time == "yesterday"


def test_values_in_words() -> None:
    ferry = build_corpus().documents["ferry"]
    source = annotation(
        "a-1",
        ferry,
        "attribution",
        ["said"],
        part=Symbol("source"),
        source_kind=Symbol("named-person"),
        relay=Symbol("yes"),
    )
    assert summary(source, TAGSET) == "source · named person · Relay"
    figure = annotation("a-2", ferry, "statistic", ["40"], value=Decimal("40.50"), odd="text")
    assert summary(figure, TAGSET) == "Value 40.5 · odd: text"
    kind = next(a for a in TAGSET.attributes("attribution") if a.name == "source_kind")
    assert value_words(kind, Symbol("no-such")) == "no-such"


def test_origin_in_words() -> None:
    made = Provenance("2026-11-20T12:00:00Z", "anna")
    names = {"anna": "Anna", "ben": "Ben"}.__getitem__
    said = origin(made, names)
    assert said.startswith("Made by hand by Anna, 20 Nov 2026")
    changed = Provenance(
        "2026-11-20T12:00:00Z", "anna", "import", "", "brat", "2026-11-21T12:00:00Z", "ben"
    )
    said = origin(changed, names)
    assert "Imported (brat) by Anna" in said
    assert "Changed by Ben 21 Nov 2026" in said
