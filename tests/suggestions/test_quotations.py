"""Which form of quote is proposed for words in quotation marks."""

import pytest

from annotator.core.span import quoted
from annotator.suggestions.quotations import find
from tests.suggestions.articles import article


def forms(text: str) -> list[tuple[str, str, str]]:
    return [
        (quoted(s.spans, text), str(s.attributes.get("form")), s.certainty)
        for s in find(article(text))
    ]


@pytest.mark.parametrize(
    ("text", "form", "certainty"),
    [
        ("“We will not move.”", "direct", ""),
        ("“Nobody told us anything.”", "direct", ""),
        ("“that nobody is going to be told about this plan”", "direct", ""),
        ("“the most reactionary state that regards anti-communism as policy”", "partial", ""),
        ("“a kind of love”", "partial", ""),
        ("“love”", "partial", "low"),
        ("«\u00a0C’est fini\u00a0»", "partial", "low"),
        ("“😀 שלום 👩🏽‍⚕️ cafe\u0301 x”", "partial", ""),
    ],
)
def test_form_and_certainty(text: str, form: str, certainty: str) -> None:
    assert forms(f"He said {text} then.") == [(text, form, certainty)]


def test_speech_that_its_cue_interrupts_is_one_quote_of_two_fragments() -> None:
    text = "“We will not move 😀 an inch,” the mayor said, “until they listen.” “No.”"
    assert forms(text) == [
        ("“We will not move 😀 an inch,” … “until they listen.”", "direct", ""),
        ("“No.”", "partial", "low"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“We will not move,” he said. “until they listen.”",
        "“We will not move,” he said, “They never listen.”",
        "“We will not move” and “until they listen.”",
        "“We will not move” he said “until they listen.”",
        "“We will not move,” the mayor of the town, “until they listen.”",
        "“We will not move,” he said,\n“until they listen.”",
    ],
)
def test_what_only_looks_like_it_is_two_quotes(text: str) -> None:
    assert len(forms(text)) == 2


def test_marks_without_words_are_nothing() -> None:
    assert forms("“” “ ” “…” «»") == []


def test_a_quote_within_a_quote_is_unsure() -> None:
    text = "“He told me ‘this is not the end’ of it,” she said."
    assert sorted(forms(text)) == [
        ("‘this is not the end’", "partial", "low"),
        ("“He told me ‘this is not the end’ of it,”", "direct", ""),
    ]
