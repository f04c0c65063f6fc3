"""Rows of the annotation list: filter, order, and following edits."""

from dataclasses import replace

import pytest

from annotator.core import gestures
from annotator.core.values import Symbol
from annotator.display.rows import Filter, Mark, Order, Rows
from tests.samples import FIRST, build_session, place


@pytest.fixture
def rows() -> Rows:
    made = Rows()
    made.reset(build_session().corpus, "anna")
    return made


def ids(rows: Rows) -> list[str]:
    return [rows[n].id for n in range(len(rows))]


def test_all_in_the_order_of_the_articles(rows: Rows) -> None:
    assert ids(rows) == ["a-quote", "a-source", "a-figure", "a-peace", "a-short", "a-nurses"]


@pytest.mark.parametrize(
    ("order", "first"), [("place", "a-quote"), ("category", "a-quote"), ("words", "a-nurses")]
)
def test_orders(rows: Rows, order: Order, first: str) -> None:
    rows.show(Filter(), order)
    assert ids(rows)[0] == first
    assert all(rows.find(rows[n]) == n for n in range(len(rows)))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(text="MAYOR"), ["a-quote", "a-source"]),
        (Filter(text="שלום"), ["a-peace"]),
        (Filter(text="👩🏽‍⚕️"), ["a-nurses"]),
        (Filter(text="480\u00a0nurses"), ["a-nurses"]),
        (Filter(category="quote"), ["a-quote", "a-short"]),
        (Filter(category="quote", document="island"), ["a-short"]),
        (Filter(attribute="form", value="direct"), ["a-quote"]),
        (Filter(mark="problem"), ["a-short"]),
        (Filter(mark="note"), []),
        (Filter(text="no such words"), []),
    ],
)
def test_filters(rows: Rows, wanted: Filter, found: list[str]) -> None:
    rows.show(wanted, "place")
    assert ids(rows) == found
    assert rows.total == 6


def test_marks_of_an_annotation_can_be_asked_for() -> None:
    session = build_session()
    quote = session.annotation("a-quote")
    assert quote
    session.apply(gestures.set_note(session.stamp(), [quote], "Look again"))
    quote = session.annotation("a-quote")
    assert quote
    session.apply(gestures.set_certainty(session.stamp(), [quote], "low"))
    source = session.annotation("a-source")
    assert source
    session.apply(gestures.set_state(session.stamp(), [source], "draft"))
    rows = Rows()
    rows.reset(session.corpus, "anna")
    marks: dict[Mark, str] = {"note": "a-quote", "unsure": "a-quote", "draft": "a-source"}
    for mark, found in marks.items():
        rows.show(Filter(mark=mark), "place")
        assert ids(rows) == [found]
    rows.show(Filter(text="look AGAIN"), "place")
    assert ids(rows) == ["a-quote"]


def test_a_row_in_words(rows: Rows) -> None:
    row = rows.row(0)
    assert row.words == "“We will not move 😀 an inch,” … “until they listen.”"
    assert row.values == "direct · the mayor"
    assert row.article == "The Daily Post"
    assert "required" in rows.row(4).problem


def test_refused_suggestions_are_not_listed() -> None:
    session = build_session()
    peace = session.annotation("a-peace")
    assert peace
    refused = replace(peace, state="rejected")
    corpus = session.corpus.apply(gestures.set_state(session.stamp(), [peace], "rejected"), "anna")
    rows = Rows()
    rows.reset(corpus, "anna")
    assert rows.total == 5
    assert rows.place(refused) is None


def test_a_row_made_before_is_made_anew_after_a_change() -> None:
    session = build_session()
    rows = Rows()
    rows.reset(session.corpus, "anna")
    assert rows.row(4).problem
    short = session.annotation("a-short")
    assert short
    edit = gestures.set_values(session.stamp(), [short], "form", Symbol("partial"), "Form")
    session.apply(edit)
    after = session.annotation("a-short")
    assert after
    rows.follow(session.corpus, after)
    rows.replace(4, after)
    assert not rows.row(4).problem
    assert rows.row(4).values == "partial"


def test_new_rows_go_where_they_belong(rows: Rows) -> None:
    session = build_session()
    edit = gestures.create(
        session.corpus, session.stamp(), "ferry", "claim", place(FIRST, "they listen")
    )
    new = edit.annotations[1][0]
    session.apply(edit)
    rows.follow(session.corpus, new)
    index = rows.place(new)
    assert index is not None
    rows.put(index, new)
    fresh = Rows()
    fresh.reset(session.corpus, "anna")
    assert ids(rows) == ids(fresh)
    rows.take(index)
    assert rows.find(new) is None
