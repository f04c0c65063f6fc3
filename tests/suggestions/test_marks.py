"""Quotation marks of all kinds find their other half, and no string is too odd."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggestions.marks import pair

MARKS = "“”\"„‘’'‚«»‹›「」『』《》"
ODD = MARKS + "ab sS.,9(—–\n\r\u2028\u00a0😀\u0301\u200fשל"


def pairs(text: str) -> list[str]:
    return [text[q.start : q.end] for q in pair(text).quotations]


def flags(text: str) -> list[tuple[int, str]]:
    return [(leftover.position, leftover.flag) for leftover in pair(text).leftovers]


@pytest.mark.parametrize(
    "quoted",
    ["“a b”", '"a b"', "‘a b’", "'a b'", "„a b“", "„a b”", "‚a b‘", "«a b»", "« a b »", "»a b«",
     "»a b»", "”a b”", "‹a b›", "›a b‹", "「a b」", "『a b』", "《a b》", '“a b"', '"a b”', "‘a b'",
     "“😀 cafe\u0301”", "“שלום עליכם”", "«\u00a0oui\u00a0»"],
)  # fmt: skip
def test_marks_of_all_languages_are_paired(quoted: str) -> None:
    for text in (quoted, f"Er sagt {quoted}, ja.", f"({quoted})", f"x\n{quoted}\ny"):
        assert pairs(text) == [quoted]
        assert flags(text) == []


def test_marks_within_marks() -> None:
    text = "“He said ‘no’ to me,” she said. „Das »Wort«“ 「は『い』」"
    found = [(text[q.start : q.end], q.depth) for q in pair(text).quotations]
    assert found == [
        ("“He said ‘no’ to me,”", 0), ("‘no’", 1), ("„Das »Wort«“", 0), ("»Wort«", 1),
        ("「は『い』」", 0), ("『い』", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["the workers’ union don’t", "the ’90s and rock ’n’ roll", "'Tis the boys' dog", "goin’ home.",
     "6' and 5\" tall", "Hawai‘i", "Rock 'n' roll of the '60s", "l’été d'or"],
)  # fmt: skip
def test_apostrophes_are_no_marks(text: str) -> None:
    assert pairs(text) == []
    assert flags(text) == []


def test_guillemets_either_way_round_within_each_other() -> None:
    assert pairs("»Er sagt «x» dort«") == ["»Er sagt «x» dort«", "«x»"]
    assert pairs("« a »b« c »") == ["« a »", "« c »"]


def test_apostrophes_within_marks() -> None:
    assert pairs("‘He said “goin’ home” then’") == ["‘He said “goin’ home” then’", "“goin’ home”"]
    assert pairs("‘the workers’ union’ said") == ["‘the workers’ union’"]
    assert pairs("‘the workers’ said and left") == ["‘the workers’"]
    assert pairs("‘Don’t’, he said, ‘the boys’ hats’.") == ["‘Don’t’", "‘the boys’ hats’"]
    assert pairs("“He’s goin’ home,” I said") == ["“He’s goin’ home,”"]
    assert pairs("\"foo's 'bar' baz\"") == ["\"foo's 'bar' baz\"", "'bar'"]


def test_speech_goes_on_over_paragraphs_that_begin_with_the_opener_again() -> None:
    speech = "“One.\n\n“Two ‘x’.\n“Three.”"
    assert pairs(f"He said: {speech} Then.") == [speech, "‘x’"]
    assert flags(f"He said: {speech} Then.") == []


def test_what_is_left_over_is_told_and_not_guessed() -> None:
    assert flags("“one\ntwo” x") == [(0, "unclosed"), (8, "stray-close")]
    assert pairs("“one\ntwo” x") == []
    assert flags("a ‘b “c” d") == [(2, "unclosed")]
    assert pairs("“one “two” three") == ["“one “two”"]
    assert flags("x”) y") == [(1, "stray-close")]


@given(st.text(alphabet=ODD, max_size=60))
def test_any_string_is_paired(text: str) -> None:
    found = pair(text)
    used = [place for q in found.quotations for place in (q.start, q.end - 1)]
    used += [leftover.position for leftover in found.leftovers]
    assert len(used) == len(set(used))
    assert all(text[place] in MARKS for place in used)
    starts = [q.start for q in found.quotations]
    assert starts == sorted(starts)
    for q in found.quotations:
        around = [o for o in found.quotations if o.start < q.start < o.end]
        assert all(q.end < o.end for o in around)  # nested, never crossing
        assert q.depth >= len(around)


@given(st.text(alphabet=ODD, max_size=40), st.text(alphabet="ab 😀.", max_size=10))
def test_what_comes_before_a_line_does_not_change_it(text: str, before: str) -> None:
    moved = len(before) + 1
    later = pair(f"{before}\n{text}").quotations
    assert [(q.start - moved, q.end - moved) for q in later] == [
        (q.start, q.end) for q in pair(text).quotations
    ]


@pytest.mark.parametrize(
    "piece", ["workers’ ", "‘x workers’ ", "“", "’ ", "“a\n", "\n ", "'s \"", "«»", "‘“"]
)
def test_long_odd_texts_take_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        text = "“" + piece * times
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            pair(text)
            best = min(best, time.process_time() - begun)
        return best

    # Quadratic would be 16 times as long.
    assert seconds(80_000) < 10 * seconds(20_000) + 0.05
