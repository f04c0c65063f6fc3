"""Cues, and who is likely to have said it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggestions.cues import cues, find_sources, has_cue
from annotator.suggestions.sources import source_of
from tests.suggestions.articles import article


def found(text: str) -> list[tuple[str, str, str]]:
    return [
        (cue.span.text(text), cue.lemma, source.text(text) if source else "")
        for cue in cues(text)
        for source in (source_of(text, cue.span),)
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ms. Lopez said so.", "Ms. Lopez"),
        ("“We stay,” said the mayor of Rome.", "the mayor of Rome"),
        ("“We stay,” said María José 😀, a nurse.", "María José"),
        ("Kim Jong Un, the country’s leader, announced it.", "Kim Jong Un"),
        ("However, senior officials have repeatedly said so.", "senior officials"),
        ("Two officials told the paper.", "Two officials"),
        ("The Korean Central News Agency (KCNA) reported it.",
         "The Korean Central News Agency (KCNA)"),
        ("As was reported by the Daily Post on Monday, he left.", "the Daily Post"),
        ("While KCNA was silent, it insisted on this.", "it"),
        ("Lopez on Sunday vowed to stay.", "Lopez"),
        ("U.S. President Donald Trump also claimed it.", "U.S. President Donald Trump"),
        ("The U.N. said so.", "The U.N."),
        ("Yet a spokeswoman for the Acme Corp. said so.", "a spokeswoman for the Acme Corp."),
        ("Last month, Kim reiterated it.", "Kim"),
        ("Bread and Butter Ltd said so.", "Bread and Butter Ltd"),
        ("Café Zoë’s owner Zoe\u0301 said so.", "Zoe\u0301"),
    ],
)  # fmt: skip
def test_the_source_of_a_cue(text: str, source: str) -> None:
    [(_, _, words)] = found(text)
    assert words == source


@pytest.mark.parametrize(
    "text",
    [
        "The talks, which concluded on Friday.",
        "He met Ann, describing it.",
        "Japan, Korea, and China have responded.",
        "The support for Ukraine adds to it.",
        "Lopez was told to leave.",
        "said",
        "\nsaid the",
        "On Monday, insisted.",
    ],
)
def test_no_source_where_it_is_in_doubt(text: str) -> None:
    assert {words for _, _, words in found(text)} == {""}


def test_a_source_never_begins_or_ends_within_a_word() -> None:
    name = 37 * "A"
    for text in (8 * f"{name} " + "said", "according to " + 8 * f"{name} "):
        [(_, _, words)] = found(text)
        assert set(words.split()) == {name}


def test_according_to_is_one_cue() -> None:
    text = "According\u00a0to US and allied reports, it rained, according as one likes."
    assert found(text) == [("According\u00a0to", "according to", "US and allied reports")]


@pytest.mark.parametrize(
    "text", ["the so-called truce", "a self-described fan", "reports state that", "aforesaid",
             "said’s", "שאמר"]
)  # fmt: skip
def test_what_is_no_cue(text: str) -> None:
    assert found(text) == []
    assert not has_cue(text)


def test_british_spellings_and_capitals_are_cues() -> None:
    assert [lemma for _, lemma, _ in found("CRITICISED labelled emphasise SAID")] == [
        "criticize", "label", "emphasize", "say",
    ]  # fmt: skip


def test_a_source_of_two_cues_is_proposed_once() -> None:
    text = "Lopez said and insisted it was so, adding more. Lopez said."
    spans = [suggestion.spans[0] for suggestion in find_sources(article(text))]
    assert [span.text(text) for span in spans] == ["Lopez", "Lopez"]
    assert len(set(spans)) == 2


@given(st.lists(st.sampled_from(
    ["said", " ", "according", " to ", "by ", "Kim", "the ", ", ", "”", "(", ")", "\n", "😀",
     "e\u0301", "officials ", "has ", "and ", "of ", "שר ", "U.S. ", "on Monday "]), max_size=25
).map("".join))  # fmt: skip
def test_any_text_has_cues_and_sources_in_it(text: str) -> None:
    for cue in cues(text):
        assert cue.span.end <= len(text)
        if source := source_of(text, cue.span):
            words = source.text(text)
            assert words == words.strip()
            assert "\n" not in words
            assert not source.overlaps(cue.span)
