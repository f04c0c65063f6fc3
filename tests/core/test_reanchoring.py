"""A text was changed under its annotations: each is found again, or it is said why not."""

import random
import re
import time
from collections.abc import Sequence
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.folding import fold
from annotator.core.graphemes import is_boundary
from annotator.core.provenance import Provenance
from annotator.core.reanchoring import Anchoring, reanchored
from annotator.core.span import Span, Spans, normalized
from annotator.core.text import canonical

WIRE = (
    "Ferry strike enters third week\n"
    "\n"
    "The mayor said the town would “not move” 🚲 again.\n"
    "About 480\u00a0nurses may leave, the union claims.\n"
    "“It is over,” he said. The mayor left. “It was a mistake,” he said.\n"
    "The minister קרא לשלום yesterday, and the cafe\u0301 stayed open."
)


def annotated(spans: Sequence[Span], number: int = 0) -> Annotation:
    made = Provenance("2026-11-20T09:14:02Z", "anna")
    return Annotation(f"a-{number}", "wire", "quote", tuple(spans), made)


def place(text: str, *words: str, nth: int = 1) -> Spans:
    """The n-th place of the first words, and then the next place of each of the others."""
    spans, start = [], -1
    for n, word in enumerate(words):
        for _ in range(1 if n else nth):
            start = text.index(word, start + 1)
        spans.append(Span(start, start + len(word)))
    return tuple(spans)


def became(old: str, new: str, *words: str, nth: int = 1) -> tuple[str, list[list[str]]]:
    """The outcome, and the words of each candidate, for an annotation of these words."""
    spans = place(old, *words, nth=nth)
    (found,) = reanchored(old, new, [annotated(spans)]).anchorings
    return found.outcome, [[s.text(new) for s in each.spans] for each in found.candidates]


def test_nothing_changed() -> None:
    spans = place(WIRE, "“not move” 🚲", "480\u00a0nurses")
    (found,) = reanchored(WIRE, WIRE, [annotated(spans)]).anchorings
    assert (found.outcome, found.candidates[0].spans) == ("kept", spans)
    assert found.settled


def test_words_before_it_were_added_or_taken_away() -> None:
    longer = WIRE.replace("third week", "third week, says the 👩‍👩‍👧 union")
    for old, new in ((WIRE, longer), (longer, WIRE)):
        assert became(old, new, "קרא לשלום") == ("moved", [["קרא לשלום"]])
        spans = place(new, "קרא לשלום")
        (found,) = reanchored(old, new, [annotated(place(old, "קרא לשלום"))]).anchorings
        assert found.candidates[0].spans == spans


def test_what_stands_before_every_change_is_kept_where_it_was() -> None:
    new = WIRE.replace("claims", "says").replace("yesterday", "today")
    assert became(WIRE, new, "third week")[0] == "kept"
    assert became(WIRE, new, "mistake")[0] == "moved"


def test_a_paragraph_changed_its_place() -> None:
    lines = WIRE.split("\n")
    new = "\n".join((*lines[:2], lines[4], lines[3], lines[5], lines[2]))
    assert became(WIRE, new, "“not move” 🚲") == ("moved", [["“not move” 🚲"]])
    assert became(WIRE, new, "the union")[0] == "moved"


@pytest.mark.parametrize(
    ("words", "old", "new", "after"),
    [
        ("480\u00a0nurses", "\u00a0", " ", "480 nurses"),
        ("“not move” 🚲", "“not move”", '"not move"', '"not move" 🚲'),
        ("cafe\u0301 stayed", "e\u0301", "é", "café stayed"),
        ("the union claims", "the union", "the  union", "the  union claims"),
        ("nurses may leave", "may", "may\u00ad", "nurses may\u00ad leave"),
        ("The mayor left. “It", "left. ", "left.\n", "The mayor left.\n“It"),
    ],
)
def test_words_that_only_look_different_are_offered_as_such(
    words: str, old: str, new: str, after: str
) -> None:
    assert became(WIRE, WIRE.replace(old, new), words) == ("respelled", [[after]])


def test_a_whole_text_in_another_unicode_form() -> None:
    old = "Château, forêt, café à l’été. Où êtes-vous, Éléonore ? Ça a été réglé.\n" * 3
    spans = place(old, "forêt, café", nth=2)
    (found,) = reanchored(old, normalize("NFD", old), [annotated(spans)]).anchorings
    assert found.outcome == "respelled"
    assert found.candidates[0].spans[0].text(normalize("NFD", old)) == normalize(
        "NFD", "forêt, café"
    )
    second = place(normalize("NFD", old), normalize("NFD", "forêt, café"), nth=2)
    assert found.candidates[0].spans == second


def test_rewrapped_lines() -> None:
    new = WIRE.replace("said the", "said\nthe").replace("nurses may", "nurses\nmay")
    assert became(WIRE, new, "town would")[0] == "kept"
    assert became(WIRE, new, "mayor said the town") == ("respelled", [["mayor said\nthe town"]])


def test_words_changed_inside_are_offered_with_both_wordings() -> None:
    new = WIRE.replace("the town would", "the city would")
    assert became(WIRE, new, "The mayor said the town would “not move”") == (
        "reworded",
        [["The mayor said the city would “not move”"]],
    )
    new = WIRE.replace("claims", "claimed")
    assert became(WIRE, new, "the union claims") == ("reworded", [["the union claimed"]])
    new = WIRE.replace("About 480", "Some 480")
    assert became(WIRE, new, "About 480\u00a0nurses") == ("reworded", [["Some 480\u00a0nurses"]])


def test_words_that_are_gone_are_lost() -> None:
    new = WIRE.replace("About 480\u00a0nurses may leave, the union claims.\n", "")
    assert became(WIRE, new, "480\u00a0nurses") == ("lost", [])
    assert became(WIRE, "", "480\u00a0nurses") == ("lost", [])
    assert became(WIRE, "Something else altogether.", "“not move” 🚲") == ("lost", [])


def test_of_two_sentences_alike_the_right_one_is_lost_and_the_other_only_offered() -> None:
    new = WIRE.replace("The mayor left. ", "")
    assert became(WIRE, new, "The mayor", nth=2) == ("lost", [["The mayor"]])
    assert became(WIRE, new, "The mayor")[0] == "kept"
    new = WIRE.replace("“It was a mistake,” he said.", "")
    assert became(WIRE, new, "he said", nth=2) == ("lost", [["he said"]])
    assert became(WIRE, new, "he said")[0] == "kept"


def test_repeated_sentences_are_told_apart_by_what_stands_around() -> None:
    old = "Why? He said no. When? He said no. How? He said no."
    new = "Listen. " + old.replace("When?", "When, then?")
    for nth in (1, 2, 3):
        spans = place(old, "He said no.", nth=nth)
        (found,) = reanchored(old, new, [annotated(spans)]).anchorings
        assert found.outcome == "moved"
        assert found.candidates[0].spans == place(new, "He said no.", nth=nth)


def test_places_that_are_as_likely_are_all_offered_the_nearest_first() -> None:
    old = "One. He said no, again. Two."
    new = "Alpha beta. He said no, again. Gamma delta. He said no, again. Epsilon zeta."
    outcome, found = became(old, new, "He said no")
    assert outcome == "ambiguous"
    assert found == [["He said no"], ["He said no"]]
    (anchoring,) = reanchored(old, new, [annotated(place(old, "He said no"))]).anchorings
    assert [each.spans[0].start for each in anchoring.candidates] == [12, 44]
    assert not anchoring.settled


def test_a_short_word_alone_in_quite_another_text_is_not_taken_for_the_same() -> None:
    filler = " ".join(f"word{n}" for n in range(60))
    new = f"{filler} perhaps not {filler}"
    assert became(WIRE, new, "not")[0] == "ambiguous"


def test_a_part_of_another_word_is_not_the_word() -> None:
    old = "A plan to act. Nobody knew it."
    new = "Actors exactly enacted it. A plan to act. Nobody knew it."
    assert became(old, new, "act") == ("moved", [["act"]])
    (found,) = reanchored(old, new, [annotated(place(old, "act"))]).anchorings
    assert found.candidates[0].spans[0].start == new.index("act.")


def test_a_word_that_has_grown_is_another_word() -> None:
    new = WIRE.replace("third week", "thirdly weekend").replace("nurses", "nursess")
    assert became(WIRE, new, "third")[0] == "reworded"
    assert became(WIRE, new, "480\u00a0nurses") == ("reworded", [["480\u00a0nursess"]])
    assert became("An act of law.", "An act officials law.", "of") == ("lost", [])


def test_scripts_without_blanks_have_words_beside_words() -> None:
    old = "市長は橋の修理が長くかかると述べた。"
    assert became(old, "昨日" + old, "市長は橋") == ("moved", [["市長は橋"]])
    assert became(old, old.replace("長く", "予定より長く"), "長く") == ("moved", [["長く"]])


def test_no_place_cuts_what_is_one_character_for_people() -> None:
    old = "He ate. 👩 left. The cafe closed."
    assert became(old, old.replace("👩", "👩‍👧"), "👩") == ("reworded", [["👩‍👧"]])
    assert became(old, old.replace("cafe", "cafe\u0301"), "cafe") == ("reworded", [["cafe\u0301"]])


def test_fragments_move_together() -> None:
    quote = ("“It is over,”", "“It was a mistake,”")
    new = WIRE.replace("\n\n", "\n\nNews.\n").replace("The mayor left. ", "")
    assert became(WIRE, new, *quote) == ("moved", [list(quote)])
    lines = WIRE.split("\n")
    new = "\n".join((lines[4], *lines[:4], lines[5]))
    assert became(WIRE, new, *quote) == ("moved", [list(quote)])


def test_a_fragment_that_is_gone_leaves_the_others_to_be_judged() -> None:
    new = WIRE.replace("“It was a mistake,” ", "")
    found = became(WIRE, new, "“It is over,”", "“It was a mistake,”")
    assert found == ("reworded", [["“It is over,”"]])
    new = new.replace("“It is over,” ", "")
    assert became(WIRE, new, "“It is over,”", "“It was a mistake,”") == ("lost", [])


def test_fragments_that_have_become_one_are_not_called_the_same() -> None:
    new = WIRE.replace("“It is over,” he said. The mayor left. “It", "“It is over,”“It")
    found = became(WIRE, new, "“It is over,”", "“It was a mistake,”")
    assert found == ("respelled", [["“It is over,”“It was a mistake,”"]])


def test_a_frequent_fragment_is_sought_beside_its_sibling() -> None:
    old = "He said no. “Peace,” he said. He said no. He said no."
    new = "He said no. " + old
    spans = place(old, "“Peace,”", "He said no")
    (found,) = reanchored(old, new, [annotated(spans)]).anchorings
    assert found.outcome == "moved"
    assert found.candidates[0].spans == place(new, "“Peace,”", "He said no")


def test_the_report_counts_and_keeps_the_order() -> None:
    new = WIRE.replace("claims", "says").replace("“not move”", "").replace("\u00a0", " ")
    words = ["third week", "mistake", "“not move”", "480\u00a0nurses"]
    marked = [annotated(place(WIRE, each), n) for n, each in enumerate(words)]
    report = reanchored(WIRE, new, marked)
    assert [a.annotation for a in report.anchorings] == marked
    assert report.counts == {"kept": 1, "moved": 1, "lost": 1, "respelled": 1}


AWKWARD = 'ab .,“”"\n\u00a0\u00ad\u0301é🚲👩\u200d👧אב漢字'
TEXTS = st.text(
    st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")), max_size=120
).map(lambda raw: canonical(raw).text.replace("\x85", " "))
MARK = "\x85\ue0ff\ue0fe\x85"
"""Characters that the texts do not have, and that melt into no others."""


@st.composite
def annotations_of(draw: st.DrawFn, text: str) -> list[Annotation]:
    found = []
    for number in range(draw(st.integers(1, 4)) if text else 0):
        pairs = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20))
        drawn = draw(st.lists(pairs, min_size=1, max_size=3))
        spans = normalized((Span(a, min(a + n, len(text))) for a, n in drawn), text)
        if spans:
            found.append(annotated(spans, number))
    return found


def checked(old: str, new: str, found: Anchoring) -> None:
    """Whatever a report says is so."""
    words = [span.text(old) for span in found.annotation.spans]
    for candidate in found.candidates:
        assert normalized(candidate.spans, new) == candidate.spans
        there = [span.text(new) for span in candidate.spans]
        assert (there == words) == (candidate.likeness == "same")
        if candidate.likeness == "respelled":
            assert fold("".join(there)).replace(" ", "") == fold("".join(words)).replace(" ", "")
    if found.outcome not in ("ambiguous", "lost"):
        (only,) = found.candidates
        assert (only.spans == found.annotation.spans and only.likeness == "same") == (
            found.outcome == "kept"
        )
        assert found.outcome in ("kept", "moved") or found.outcome == only.likeness
        assert found.settled == (only.likeness == "same")


@given(st.data())
def test_an_unchanged_text_keeps_everything(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    for found in reanchored(text, text, data.draw(annotations_of(text))).anchorings:
        assert found.outcome == "kept"
        assert found.candidates[0].spans == found.annotation.spans


@settings(max_examples=300)
@given(st.data())
def test_what_is_put_in_or_taken_out_elsewhere_moves_everything_exactly(
    data: st.DataObject,
) -> None:
    text = data.draw(TEXTS)
    at = data.draw(st.integers(0, len(text)))
    longer = text[:at] + MARK + text[at:]
    marked = [
        annotation
        for annotation in data.draw(annotations_of(text))
        if not any(span.start < at < span.end for span in annotation.spans)
    ]
    moved = [
        tuple(Span(s.start + len(MARK), s.end + len(MARK)) if s.start >= at else s for s in a.spans)
        for a in marked
    ]
    for expected, found in zip(moved, reanchored(text, longer, marked).anchorings, strict=True):
        assert found.settled
        assert found.candidates[0].spans == expected
    if re.fullmatch(r"\w\w", text[max(0, at - 1) : at + 1]) or not is_boundary(text, at):
        return  # the mark parted a word or a character: what stood beside it is now within one
    back = [annotated(spans, n) for n, spans in enumerate(moved)]
    for before, found in zip(marked, reanchored(longer, text, back).anchorings, strict=True):
        assert found.settled
        assert found.candidates[0].spans == before.spans


@settings(max_examples=300)
@given(st.data())
def test_no_two_texts_make_it_say_what_is_not_so(data: st.DataObject) -> None:
    old = data.draw(TEXTS)
    other = data.draw(TEXTS)
    cut = sorted(data.draw(st.tuples(st.integers(0, 120), st.integers(0, 120))))
    new = data.draw(st.sampled_from([other, old[: cut[0]] + other + old[cut[1] :]]))
    for found in reanchored(old, new, data.draw(annotations_of(old))).anchorings:
        checked(old, new, found)


@pytest.mark.parametrize("seed", range(40))
def test_changes_in_other_paragraphs_move_everything_exactly(seed: int) -> None:
    """Paragraphs of common words; every other one is rewritten, taken out, or gets a word more."""
    rng = random.Random(seed)
    common = [
        "the",
        "mayor",
        "said",
        "no",
        "he",
        "of",
        "a",
        "town",
        "“Yes”",
        "👩‍👧",
        "שלום",
        "e\u0301",
    ]

    def paragraph() -> str:
        return " ".join(rng.choices(common, k=rng.randint(6, 30))) + f" {rng.random():.6f}."

    old = [paragraph() for _ in range(12)]
    new = list(old)
    for n in range(0, 12, 2):
        new[n] = rng.choice([paragraph(), old[n] + " More.", "", paragraph() + "\n" + paragraph()])
    before, after = "\n".join(old), "\n".join(new)
    for n in range(1, 12, 2):
        start = rng.randrange(len(old[n]) - 4)
        end = rng.randint(start + 1, len(old[n]))
        shift, there = len("\n".join(old[:n])) + 1, len("\n".join(new[:n])) + 1
        spans = normalized([Span(shift + start, shift + end)], before)
        (found,) = reanchored(before, after, [annotated(spans)]).anchorings
        assert found.settled
        assert found.candidates[0].spans == (Span(there + start, there + end),)


def test_a_long_text_changed_in_every_paragraph_takes_seconds_at_most() -> None:
    rng = random.Random(7)
    vocabulary = ["".join(rng.choices("abcdefghij", k=rng.randint(2, 8))) for _ in range(3000)]
    paragraphs = [rng.choices(vocabulary, k=60) for _ in range(3000)]
    changed = [[*p[:30], "CHANGED", *p[31:]] for p in paragraphs]
    old = "\n\n".join(map(" ".join, paragraphs))
    new = "\n\n".join(map(" ".join, changed))
    assert len(old) > 1_000_000
    starts = rng.sample(range(0, len(old) - 60), 5000)
    marked = [
        annotated(spans, n)
        for n, at in enumerate(starts)
        if (spans := normalized([Span(at, at + rng.randint(5, 50))], old))
    ]
    began = time.perf_counter()
    report = reanchored(old, new, marked)
    assert time.perf_counter() - began < 15, "it takes about one second on a quiet machine"
    assert report.counts["moved"] + report.counts["kept"] > 4000
    assert report.counts["ambiguous"] < 50
    for found in report.anchorings:
        checked(old, new, found)
