"""Earlier versions in words: when they were, and what restoring one would do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.gestures import (
    Stamp,
    complete,
    create,
    delete,
    end_of,
    relabel,
    respan,
    set_certainty,
    set_note,
    set_state,
    set_values,
)
from annotator.core.ids import random_id
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.restoring import restoring
from annotator.core.values import Symbol
from annotator.display.earlier import Difference, Differences, differences, when_words
from tests.samples import FIRST, WHEN, build_corpus, place

STAMP = Stamp("anna", "2026-11-22T08:00:00Z", random_id)
NOON = datetime(2026, 11, 20, 12, 0).astimezone()


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def own(corpus: Corpus, id: str) -> Annotation:
    found = corpus.find(id, "anna")
    assert found is not None
    return found


def after(*edits: Edit, corpus: Corpus | None = None) -> Corpus:
    corpus = corpus or build_corpus()
    for edit in edits:
        corpus = corpus.apply(edit, "anna")
    return corpus


def found(now: Corpus, earlier: AnnotationSet | None = None) -> Differences:
    """What going back to the small corpus as it was would do."""
    earlier = earlier or build_corpus().set("ferry", "anna")
    edit = restoring(now, STAMP, earlier, now.documents["ferry"])
    return differences(edit, now, "anna")


def only(now: Corpus) -> Difference:
    rows = found(now).rows
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "Today, 12:00"),
        (timedelta(hours=12), "Today, 00:00"),
        (timedelta(hours=12, minutes=1), "Yesterday, 23:59"),
        (timedelta(days=1, hours=12, minutes=1), "18 Nov 2026, 23:59"),
        (timedelta(days=-1), "21 Nov 2026, 12:00"),
    ],
)
def test_times_are_those_of_this_place(ago: timedelta, words: str) -> None:
    assert when_words(stamp(NOON - ago), stamp(NOON)) == words


def test_a_time_that_is_none_is_shown_as_it_is() -> None:
    assert when_words("soon", stamp(NOON)) == "soon"


def test_what_was_deleted_comes_back_with_its_relation() -> None:
    corpus = build_corpus()
    now = after(delete(corpus, STAMP, [own(corpus, "a-quote")]))
    shown = found(now)
    quote, relation = shown.of("back")
    assert shown.rows == (quote, relation)
    assert (quote.label, quote.colour) == ("Quote", "#4e79a7")
    assert quote.words == "“We will not move 😀 an inch,” … “until they listen.”"
    assert quote.detail == "direct · the mayor"
    assert relation.label == "Source of"
    assert relation.words == f"“the mayor” → {quote.words}"
    assert shown.brief == "+2"
    assert shown.sentence == "If you restore this version, 2 come back."


def test_what_is_new_goes() -> None:
    corpus = build_corpus()
    span = place(FIRST, "stayed open")
    now = after(create(corpus, STAMP, "ferry", "never-declared", span, note="Sure?\nYes."))
    row = only(now)
    assert row == Difference(
        "gone",
        "never-declared",
        "stayed open",
        "Note: “Sure? Yes.”",
        "#888888",
        (0, FIRST.index("stayed")),
    )
    assert found(now).sentence == "If you restore this version, 1 goes."


def test_all_at_once_in_the_order_of_the_text() -> None:
    corpus = build_corpus()
    now = after(
        set_note(STAMP, [own(corpus, "a-peace")], "x"),
        set_note(STAMP, [own(corpus, "a-source")], "x"),
        create(corpus, STAMP, "ferry", "claim", place(FIRST, "Ferry")),
        complete(corpus, STAMP, "ferry", "finished"),
    )
    now = after(delete(now, STAMP, [own(now, "a-figure")]), corpus=now)
    shown = found(now)
    assert [(row.fate, row.words) for row in shown.rows] == [
        ("gone", "Ferry"),
        ("changed", "the mayor"),
        ("back", "Nearly 40 percent"),
        ("changed", "קרא לשלום"),
        ("changed", ""),
    ]
    status = shown.rows[-1]
    assert (status.label, status.detail) == ("Status of the article", "finished → not finished")
    assert shown.brief == "+1 −1 ~3"
    assert shown.sentence == "If you restore this version, 1 comes back, 1 goes and 3 change."


def test_changes_are_told_from_now_to_then() -> None:
    corpus = build_corpus()
    quote, figure = own(corpus, "a-quote"), own(corpus, "a-figure")
    peace, source = own(corpus, "a-peace"), own(corpus, "a-source")
    cases = [
        (set_values(STAMP, [quote], "form", Symbol("partial"), "Form"), "Form: partial → direct"),
        (set_values(STAMP, [quote], "speaker", None, "Speaker"), "Speaker: none → the mayor"),
        (set_values(STAMP, [figure], "value", Decimal("4.5"), "Value"), "Value: 4.5 → 40"),
        (set_values(STAMP, [peace], "odd", "thing", "odd"), "odd: thing → none"),
        (set_note(STAMP, [peace], "new"), "Note: “new” → none"),
        (set_note(STAMP, [peace], "n" * 999), f"Note: “{'n' * 200}…” → none"),
        (set_certainty(STAMP, [peace], "low"), "unsure → sure"),
        (set_state(STAMP, [peace], "draft"), "draft → in force"),
        (relabel(corpus, STAMP, [peace], "quote"), "Quote → Claim · Medium: speech → none"),
        (
            respan(corpus, STAMP, source, place(FIRST, "the mayor said"), "Move"),
            "Words: “the mayor said” → “the mayor”",
        ),
    ]
    for edit, words in cases:
        row = only(after(edit))
        assert (row.fate, row.detail) == ("changed", words)


def test_the_same_words_elsewhere_are_told_apart() -> None:
    corpus = build_corpus()
    text = corpus.documents["ferry"].text
    (span,) = place(text, "the")
    other = replace(span, start=(at := text.index("the", span.end)), end=at + 3)
    made = create(corpus, STAMP, "ferry", "claim", [span])
    before = after(made)
    one = made.annotations[1][0]
    now = after(respan(before, STAMP, one, [other], "Move"), corpus=before)
    (row,) = found(now, before.set("ferry", "anna")).rows
    assert row.detail == f"Words: “the” at {at} → “the” at {span.start}"


def test_a_change_and_back_leaves_only_who_and_when() -> None:
    corpus = build_corpus()
    once = after(set_note(STAMP, [own(corpus, "a-peace")], "new"))
    now = after(set_note(STAMP, [own(once, "a-peace")], ""), corpus=once)
    assert only(now).detail == "Only who changed it last, and when"


def test_relations_and_marks_between_articles_are_told() -> None:
    corpus = build_corpus()
    made = create(corpus, STAMP, "ferry", "claim", place(FIRST, "Ferry strike"))
    new = end_of(made.annotations[1][0])
    by = Provenance(WHEN, "anna")
    link = Relation("r-link", "same-as", End("island", "a-short"), new, by, directed=False)
    mark = OnlyHere("ferry", new.annotation, "island")
    old = corpus.set("ferry", "anna").relations["r-source"]
    other = replace(old, type="odd-type", note="n", source=old.target, target=old.source)
    now = after(made, Edit("Relate", (), (link, mark)), Edit("Turn", (old,), (other,)))
    shown = found(now).rows
    assert [row.label for row in shown][0::3] == ["Claim", "Only here"]
    linked, turned, marked = (
        next(row for row in shown if row.label == label)
        for label in ("Same as", "Source of", "Only here")
    )
    assert (linked.fate, linked.detail) == ("gone", "Between articles")
    assert linked.words == "“Ferry strike” – “not move”"
    assert (marked.fate, marked.words) == ("gone", "Ferry strike")
    assert marked.detail == "Not in Fuel shortage"
    assert turned.fate == "changed"
    assert turned.detail.startswith("odd-type → Source of · ")
    assert turned.detail.endswith("Note: “n” → none")


def test_nothing_differs() -> None:
    shown = found(build_corpus())
    assert shown == Differences()
    assert (shown.brief, shown.sentence) == ("none", "")
