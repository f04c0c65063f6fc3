"""Whose words they are: what is offered for a quote, and in which order."""

from dataclasses import replace
from itertools import count

from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.gestures import Stamp, create
from annotator.core.values import Symbol
from annotator.suggestions.attributing import Attributable, attributable, used_sources
from tests.samples import build_corpus, place

TEXT = (
    "The mayor 😀 said “we stay”, and that was that. Lopez claimed he would “leave”.\n"
    "According to שרה כהן, “nobody” came."
)
_numbers = count(1)
STAMP = Stamp("anna", "2026-11-22T08:00:00Z", lambda prefix: f"{prefix}-t{next(_numbers)}")


def corpus() -> Corpus:
    made = build_corpus()
    return replace(made, documents={**made.documents, "d": Document("d", TEXT)})


def tag(now: Corpus, words: str, part: str, **values: str) -> Corpus:
    spans = place(TEXT, words)
    edit = create(now, STAMP, "d", "attribution", spans, {"part": Symbol(part), **values})
    return now.apply(edit, "anna")


def offered(now: Corpus, words: str) -> Attributable:
    return attributable(now, "anna", now.documents["d"], place(TEXT, words))


def test_the_same_sentence_comes_first_then_its_neighbours() -> None:
    found = offered(corpus(), "“leave”")
    assert [c.words for c in found.sources] == ["Lopez", "שרה כהן"]
    assert [c.words for c in found.cues] == ["claimed", "said", "According to"]
    assert [c.lemma for c in found.cues] == ["claim", "say", "according to"]
    assert {c.rule for c in found.cues} == {"cues 1"}
    assert offered(corpus(), "“nobody”").sources[0].words == "שרה כהן"


def test_what_is_annotated_stands_for_what_a_rule_finds() -> None:
    now = tag(tag(corpus(), "Lopez", "source"), "claimed he would", "cue")
    found = offered(now, "“leave”")
    cue = found.cues[0]
    assert (cue.words, bool(cue.annotation), cue.rule) == ("claimed he would", True, "")
    first = found.sources[0]
    assert (first.words, bool(first.annotation)) == ("Lopez", True)
    assert [c.words for c in found.sources].count("Lopez") == 1


def test_a_frame_is_source_and_cue() -> None:
    found = offered(tag(corpus(), "Lopez claimed", "frame"), "“leave”")
    assert found.sources[0] == replace(found.cues[0], part="source")
    assert found.sources[0].words == "Lopez claimed"


def test_words_outside_the_quote_come_before_those_inside() -> None:
    found = offered(corpus(), "Lopez claimed he would “leave”")
    assert found.cues[0].words == "claimed"  # its sentence has no other
    text = "“Nobody 😀 said so”, as you may read there, Lopez claimed."
    now = replace(corpus(), documents={"d": Document("d", text)}, sets={})
    spans = place(text, "“Nobody 😀 said so”")
    near = attributable(now, "anna", now.documents["d"], spans)
    assert [c.words for c in near.cues] == ["claimed", "said"]


def test_sources_used_before_are_counted_and_those_of_this_article_come_first() -> None:
    now = tag(corpus(), "Lopez", "source")
    quote = create(now, STAMP, "d", "quote", place(TEXT, "“leave”"), {"speaker": "The Mayor"})
    now = now.apply(quote, "anna")
    assert [(s.words, s.count, s.here) for s in used_sources(now, "anna", "d")] == [
        ("the mayor", 3, True), ("Lopez", 1, True),
    ]  # fmt: skip
    assert [(s.words, s.here) for s in used_sources(now, "anna")] == [
        ("the mayor", False), ("Lopez", False),
    ]  # fmt: skip
    assert used_sources(now, "ben") == []
    assert offered(now, "“nobody”").used[0].words == "the mayor"


def test_pronouns_and_what_was_rejected_are_no_sources_to_use_again() -> None:
    now = corpus()
    made = create(now, STAMP, "d", "attribution", place(TEXT, "Lopez"), {"part": Symbol("source")})
    rejected = replace(made, added=tuple(
        replace(item, state="rejected") if item in made.annotations[1] else item
        for item in made.added
    ))  # fmt: skip
    now = tag(now.apply(rejected, "anna"), "he", "source")
    assert [s.words for s in used_sources(now, "anna")] == ["the mayor"]


def test_nothing_near_nothing_offered() -> None:
    now = replace(corpus(), documents={"d": Document("d", "“No” 😀")}, sets={})
    found = attributable(now, "anna", now.documents["d"], place("“No” 😀", "“No”"))
    assert found == Attributable((), (), ())
