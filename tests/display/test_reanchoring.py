"""What is said of annotations whose text has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.provenance import Provenance
from annotator.core.reanchoring import Anchoring, Candidate, Outcome, Report
from annotator.core.span import Span
from annotator.display.reanchoring import account, by_urgency, excerpt, in_one_line, reason


def anchoring(outcome: Outcome, number: int = 0, places: int = 1) -> Anchoring:
    item = Annotation(f"a-{number}", "d", "quote", (Span(0, 3),), Provenance("", "anna"))
    candidates = tuple(Candidate((Span(n, n + 3),), "same") for n in range(places))
    return Anchoring(item, outcome, candidates)


def report(*outcomes: Outcome) -> Report:
    return Report("Yes.", "No.", tuple(map(anchoring, outcomes, range(len(outcomes)))))


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ((), "There are no annotations."),
        (("kept",), "The only annotation stays where it is."),
        (("lost", "lost"), "All 2 annotations have no place any more."),
        (
            ("kept", "kept", "moved", "ambiguous"),
            "Of 4 annotations 2 stay where they are, 1 moves with its words and 1 is unclear.",
        ),
        (
            ("lost", "reworded", "respelled", "moved"),
            "Of 4 annotations 1 moves with its words, 1 is only written differently, 1 has other "
            "words now and 1 has no place any more.",
        ),
    ],
)
def test_the_counts_in_a_sentence(outcomes: tuple[Outcome, ...], said: str) -> None:
    assert account(report(*outcomes)) == said


def test_what_has_to_be_decided_comes_first_and_what_stays_is_left_out() -> None:
    found = by_urgency(report("kept", "moved", "lost", "respelled", "ambiguous").anchorings)
    assert [each.outcome for each in found] == ["ambiguous", "respelled", "lost", "moved"]


def test_every_outcome_has_its_reason() -> None:
    outcomes: tuple[Outcome, ...] = (
        "kept", "moved", "respelled", "reworded", "ambiguous", "lost"
    )  # fmt: skip
    said = {reason(anchoring(outcome)) for outcome in outcomes}
    said |= {reason(anchoring("ambiguous", places=2)), reason(anchoring("lost", places=0))}
    assert len(said) == 8


def test_words_in_their_context() -> None:
    text = "One two three four five six seven eight nine ten."
    spans = (Span(8, 13), Span(34, 39))
    shown = excerpt(text, spans, 5)
    assert shown.text == "… two three four…even eight nine…"
    assert [shown.text[a:b] for a, b in shown.marked] == ["three", "eight"]
    assert excerpt(text, (Span(0, 3),), 100).text == text
    near = excerpt(text, (Span(4, 7), Span(8, 13)), 100)
    assert (near.text, near.marked) == (text, ((4, 7), (8, 13)))
    assert in_one_line("One\n\ntwo\u00a0 three", (Span(5, 8),)) == "One two three"


def test_very_long_words_are_shortened() -> None:
    text = "a" * 5000 + "b" * 5000
    shown = excerpt(text, (Span(0, 10_000),))
    assert len(shown.text) < 2000
    assert shown.text.startswith("aaa")
    assert shown.text.endswith("bbb")


@given(st.text(min_size=1, max_size=300), st.data())
def test_the_marked_words_are_those_of_the_spans(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    shown = excerpt(text, spans, data.draw(st.integers(0, 50)))
    assert [shown.text[a:b] for a, b in shown.marked] == [span.text(text) for span in spans]
