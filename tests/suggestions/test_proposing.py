"""What is proposed to an annotator, and what becomes of it when it is decided."""

import time
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.gestures import Stamp, create, respan, set_values
from annotator.core.span import Span
from annotator.core.values import Symbol
from annotator.suggestions.proposing import RULES, Rule, accept, propose, refuse, suggest
from annotator.suggestions.suggestion import Suggestion
from tests.samples import TAGSET, build_corpus, place
from tests.suggestions.articles import article, gold, sample

TEXT = (
    "“We will not move 😀 an inch,” the mayor said, “until they listen.”\n"
    "Over 1,200 nurses left the “cafe\u0301”, according to שרה."
)
_numbers = count(1)
STAMP = Stamp("anna", "2026-11-22T08:00:00Z", lambda prefix: f"{prefix}-s{next(_numbers)}")


def corpus(text: str = TEXT) -> Corpus:
    empty = build_corpus()
    return replace(empty, documents={"d": Document("d", text)}, sets={})


def proposed(now: Corpus) -> list[str]:
    document = now.documents["d"]
    return [f"{s.category} {s.words(document.text)}" for s in propose(now, document, "anna")]


EVERYTHING = [
    "quote “We will not move 😀 an inch,” … “until they listen.”",
    "attribution the mayor",
    "attribution said",
    "statistic Over 1,200 nurses",
    "quote “cafe\u0301”",
    "attribution according to",
    "attribution שרה",
]


def test_everything_is_proposed_in_the_order_of_the_text() -> None:
    assert proposed(corpus()) == EVERYTHING
    assert {rule.name for rule in RULES} == {s.rule for s in suggest(corpus().documents["d"])}


@pytest.mark.parametrize(
    ("category", "words", "part", "gone"),
    [
        ("quote", "We will not move 😀 an inch", "", [0]),
        ("quote", "“cafe\u0301”, according to שרה", "", []),
        ("quote", "cafe\u0301", "", [4]),
        ("statistic", "1,200", "", [3]),
        ("claim", "Over 1,200 nurses", "", []),
        ("attribution", "mayor said", "cue", [2]),
        ("attribution", "mayor said", "source", [1]),
        ("attribution", "mayor said", "frame", [1, 2]),
        ("attribution", "mayor said", "", [1, 2]),
    ],
)
def test_what_is_annotated_is_not_proposed(
    category: str, words: str, part: str, gone: list[int]
) -> None:
    before = corpus()
    values = {"part": Symbol(part)} if part else {}
    edit = create(before, STAMP, "d", category, place(TEXT, words), values)
    left = [item for n, item in enumerate(EVERYTHING) if n not in gone]
    assert proposed(before.apply(edit, "anna")) == left


def test_others_do_not_matter() -> None:
    before = corpus()
    edit = create(before, replace(STAMP, who="ben"), "d", "statistic", place(TEXT, "1,200"))
    assert proposed(before.apply(edit, "ben")) == EVERYTHING


def suggestions(now: Corpus) -> list[Suggestion]:
    return propose(now, now.documents["d"], "anna")


def test_accepting_all_is_one_edit_that_keeps_the_rule_and_can_be_undone() -> None:
    before = corpus()
    edit = accept(before, STAMP, suggestions(before))
    after = before.apply(edit, "anna")
    made = after.set("d", "anna").in_order
    assert edit.label == "Accept 7 suggestions"
    assert len(made) == 7
    assert {a.provenance.origin for a in made} == {"suggestion"}
    assert {a.provenance.detail for a in made} == {
        "quotation-marks 1", "cues 1", "sources 1", "statistics 1",
    }  # fmt: skip
    assert after.set("d", "anna").completion.status == "open"
    assert all(a.in_force for a in made)
    # The tagset of the tests declares neither cue_lemma nor precision; its defaults are given.
    assert all(
        name in {attribute.name for attribute in TAGSET.attributes(a.category)}
        for a in made
        for name, _ in a.attributes
    )
    assert made[0].attributes.get("medium") == "speech"
    assert [a.certainty for a in made if a.category == "quote"] == ["", "low"]
    assert proposed(after) == []
    assert proposed(after.apply(edit.inverse, "anna")) == EVERYTHING


def test_what_was_rejected_stays_rejected_and_is_no_annotation() -> None:
    before = corpus()
    edit = refuse(before, STAMP, suggestions(before)[3:4])
    after = before.apply(edit, "anna")
    assert edit.label == "Reject a suggestion"
    assert proposed(after) == [item for item in EVERYTHING if "1,200" not in item]
    [kept] = after.set("d", "anna").in_order
    assert (kept.state, kept.in_force, kept.provenance.origin) == ("rejected", False, "suggestion")
    assert proposed(after.apply(edit.inverse, "anna")) == EVERYTHING


def test_a_suggestion_can_be_changed_after_it_was_accepted() -> None:
    before = corpus()
    after = before.apply(accept(before, STAMP, suggestions(before)[3:4]), "anna")
    [made] = after.set("d", "anna").in_order
    shorter = respan(after, STAMP, made, place(TEXT, "1,200 nurses"), "Shorten")
    changed = after.apply(shorter, "anna")
    [now] = changed.set("d", "anna").in_order
    again = changed.apply(set_values(STAMP, [now], "unit", "people", "Unit"), "anna")
    assert [a.provenance.origin for a in again.set("d", "anna").in_order] == ["suggestion"]
    assert len(proposed(again)) == len(EVERYTHING) - 1


def test_nothing_decided_changes_nothing() -> None:
    before = corpus()
    assert not accept(before, STAMP, [])
    assert before.apply(accept(before, STAMP, []), "anna").sets == before.sets


def test_categories_the_tagset_lacks_are_not_proposed() -> None:
    before = corpus()
    project = replace(before.project, tagset=replace(TAGSET, categories=TAGSET.categories[:1]))
    assert {item.split()[0] for item in proposed(replace(before, project=project))} == {"quote"}


def test_english_rules_leave_other_languages_alone() -> None:
    def categories(language: str) -> set[str]:
        return {suggestion.category for suggestion in suggest(article(TEXT, language))}

    assert categories("de") == {"quote"}
    assert categories("en-GB") == categories("") == {"quote", "attribution", "statistic"}


def test_what_is_out_of_scope_is_left_alone() -> None:
    document = replace(article(TEXT), out_of_scope=(Span(TEXT.index("\n"), len(TEXT)),))
    assert [s.words(TEXT) for s in suggest(document)] == [
        item.split(maxsplit=1)[1] for item in EVERYTHING[:3]
    ]


@pytest.mark.parametrize(("annotator", "most"), [("mira", 7), ("jonas", 12)])
def test_who_has_annotated_the_sample_is_proposed_little(annotator: str, most: int) -> None:
    left = [
        s
        for document in sample().documents.values()
        for s in propose(sample(), document, annotator)
    ]
    assert len(left) <= most
    taken = {(a.document, a.spans) for a in gold(annotator, "quote")}
    assert not taken & {(s.document, s.spans) for s in left}


@given(st.text(alphabet='“”‘’" saidKim12,%.\n😀\u0301\u00a0של', max_size=60))
def test_any_text_can_be_suggested_upon_and_all_accepted(text: str) -> None:
    before = corpus(text)
    found = suggestions(before)
    assert len({(s.category, s.spans) for s in found}) == len(found)
    after = before.apply(accept(before, STAMP, found), "anna")
    assert len(after.set("d", "anna").annotations) == len(found)
    assert suggestions(after) == []
    refused = before.apply(refuse(before, STAMP, found), "anna")
    assert suggestions(refused) == []
    assert suggest(before.documents["d"]) == suggest(before.documents["d"])


def test_a_hundred_thousand_annotations_do_not_slow_it_down() -> None:
    text = "Over 1,200 nurses. " * 2000
    made = create(corpus(text), STAMP, "d", "statistic", [Span(0, 4)]).annotations[1][0]
    own = {
        f"a-{n}": replace(made, id=f"a-{n}", spans=(Span(n % 38_000, n % 38_000 + 1),))
        for n in range(0, 100_000)
    }
    full = replace(corpus(text), sets={("d", "anna"): AnnotationSet("d", "anna", own)})
    assert proposed(full) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.title)
@pytest.mark.parametrize(
    "piece",
    ["said ", "“A b,” said ", "according to ", "Kim, ", "1,111,", "1 111 ", "$1,", "twenty-", "9",
     "one in ", "2 of 3 in ", "dozens of ", "A.B.", "A-1", "a", "\u00a0", "https://", "(KCNA) "],
)  # fmt: skip
def test_long_odd_texts_take_linear_time(rule: Rule, piece: str) -> None:
    def seconds(length: int) -> float:
        document = article((piece * length)[:length])
        best = 9.0
        for _ in range(2):
            begun = time.process_time()
            list(rule.find(document))
            best = min(best, time.process_time() - begun)
        return best

    # Quadratic would be 16 times as long.
    assert seconds(40_000) < 10 * seconds(10_000) + 0.05
