"""What a merge left to decide, in words."""

from dataclasses import replace
from decimal import Decimal

from annotator.core.annotation import Annotation
from annotator.core.completion import Change, Completion
from annotator.core.conflict import Conflict, Versioned
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.span import Span
from annotator.core.values import Symbol
from annotator.display.conflicts import ConflictRow, Difference, conflict_row
from annotator.display.origins import day_and_time
from tests.samples import WHEN, build_corpus

CORPUS = build_corpus()
FERRY = CORPUS.set("ferry", "anna")
QUOTE, PEACE = FERRY.annotations["a-quote"], FERRY.annotations["a-peace"]
TIE = FERRY.relations["r-source"]
LATER = "2026-11-21T10:00:00Z"


def row(here: Versioned | None, there: Versioned | None, kind: str = "both-changed") -> ConflictRow:
    match kind:
        case "deleted-changed" | "end-deleted" | "outside" | "status":
            return conflict_row(Conflict("x", kind, here, there), CORPUS, "anna")
        case _:
            return conflict_row(Conflict("x", "both-changed", here, there), CORPUS, "anna")


def test_a_changed_value_a_note_and_doubt() -> None:
    other = replace(
        QUOTE,
        attributes=QUOTE.attributes.with_value("form", Symbol("partial")).with_value(
            "speaker", None
        ),
        note="Check this",
        certainty="low",
        state="draft",
    )
    found = row(QUOTE, other)
    assert found.title == "Quote “We will not move 😀 an inch,” … “until they listen.”"
    assert found.where == "Ferry strike"
    assert found.differences == (
        Difference("Form", "direct", "partial"),
        Difference("Speaker", "the mayor", "none"),
        Difference("Note", "none", "Check this"),
        Difference("Certainty", "sure", "unsure"),
        Difference("State", "in force", "draft"),
    )
    assert [text for _, text in found.choices] == ["Keep this", "Keep that", "Keep both"]


def test_another_category_and_values_that_it_does_not_have() -> None:
    other = replace(
        PEACE, category="statistic", attributes=PEACE.attributes.with_value("x", "free")
    )
    other = replace(other, attributes=other.attributes.with_value("value", Decimal("40.50")))
    assert row(PEACE, other).differences == (
        Difference("Category", "Claim", "Statistic"),
        Difference("Value", "none", "40.5"),
        Difference("x", "none", "free"),
    )


def test_other_words_and_the_same_words_elsewhere() -> None:
    moved = replace(PEACE, spans=(Span(0, 5),))
    assert row(PEACE, moved).differences == (Difference("Words", "“קרא לשלום”", "“Ferry”"),)
    place = PEACE.spans[0]
    twin = replace(
        PEACE, spans=(Span(place.start, place.start + 3), Span(place.start + 4, place.end))
    )
    long = [replace(PEACE, spans=(Span(0, end),)) for end in (190, 200)]
    (found,) = row(*long).differences
    assert found.this.endswith("…”, characters 0 to 190")
    assert found.that.endswith("…”, characters 0 to 200")
    assert row(PEACE, twin).differences[0].that == "“קרא … לשלום”"


def test_versions_that_differ_in_when_they_were_changed_only() -> None:
    later = replace(PEACE, provenance=replace(PEACE.provenance, modified=LATER))
    assert row(PEACE, later).differences == (
        Difference("Last changed", day_and_time(WHEN), day_and_time(LATER)),
    )


def test_deleted_here_and_changed_there() -> None:
    found = row(None, PEACE, "deleted-changed")
    assert found.title == "Claim “קרא לשלום”"
    assert found.differences == (Difference("Last changed", "deleted", day_and_time(WHEN)),)
    assert [choice for choice, _ in found.choices] == ["this", "that"]
    assert "needed by a relation" in row(PEACE, None, "end-deleted").reason


def test_relations_by_their_type_and_ends() -> None:
    other = replace(TIE, type="no-such-type", target=End("ferry", "a-gone"), note="Why")
    found = row(TIE, other)
    assert found.title.startswith("Source of: “the mayor” → “We will")
    assert [difference.name for difference in found.differences] == ["Relation", "Ends", "Note"]
    assert found.differences[0].that == "no-such-type"
    assert found.differences[1].that == "“the mayor” → missing (a-gone)"


def test_a_relation_that_was_left_out_can_be_added_again() -> None:
    link = Relation(
        "r-9",
        "same-as",
        End("ferry", "a-gone"),
        End("island", "a-short"),
        Provenance(WHEN, "anna"),
        False,
    )
    found = row(link, link, "end-deleted")
    assert found.where == "Ferry strike · Fuel shortage"
    assert found.choices == (("this", "Add it again"), ("both", "Leave it out"))
    assert row(None, link, "end-deleted").choices[0] == ("that", "Add it again")


def test_finished_in_one_place() -> None:
    finished = Completion("ferry", "finished", (Change("finished", WHEN, "anna"),))
    found = row(finished, Completion("ferry", "open"), "status")
    assert found.where == "Ferry strike"
    assert found.differences == (Difference("Status", "finished", "not finished"),)


def test_changed_by_another_program() -> None:
    assert "another program" in row(PEACE, replace(PEACE, note="x"), "outside").reason


def test_what_is_gone_by_now_is_told_by_its_id() -> None:
    lost = Annotation("a-1", "no-such-article", "quote", (Span(0, 4),), Provenance(WHEN, "anna"))
    found = row(lost, replace(lost, note="x"))
    assert (found.title, found.where) == ("Quote “?”", "no-such-article")
