"""Shared passages of any texts: what holds whatever they say."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.document import Document
from annotator.core.span import Span
from annotator.passages.anchors import MOST_OCCURRENCES, runs
from annotator.passages.sharing import shared_passages
from annotator.passages.words import read_words, word_places
from tests.passages.makers import RAW_TEXTS, TEXTS, found, places, quoted, texts_of

SENTENCE = "Harbour pilots rejected the governor’s offer on Tuesday evening"


def test_the_same_words_are_found_whatever_marks_and_case() -> None:
    one = f"Ferries stopped. {SENTENCE}. More follows."
    other = SENTENCE.upper().replace("’", "'").replace(" OFFER", " “offer”")
    (passage,) = [p for p in found(one, f"{other}!") if p.kind == "identical"]
    assert passage.one.text == SENTENCE
    assert passage.other.text == other
    assert passage.strong


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ferries 😀 stopped. ", "👩🏽‍⚕️🇩🇪 "),
        ("cafe\u0301 e\u0301tait. ", "n\u0303 "),
        ("הנמל נסגר אתמול. ", "أغلق الميناء. "),
        ("\u00a0\u202f", "\u00a0"),
        ("\U0001f600" * 50, ""),
    ],
)
def test_what_stands_before_moves_nothing(one: str, other: str) -> None:
    for passage in found(one + SENTENCE, other + SENTENCE):
        if passage.kind == "identical":
            assert places(passage) == (
                (len(one), len(one) + len(SENTENCE)),
                (len(other), len(other) + len(SENTENCE)),
            )
            return
    pytest.fail("not found")


@pytest.mark.parametrize(
    "text",
    [
        "ראש העיר הודיע אתמול שהנמל יישאר סגור עד סוף השבוע",
        "أعلن رئيس البلدية أمس أن الميناء سيبقى مغلقا حتى نهاية الأسبوع",
        "महापौर ने कल घोषणा की कि बंदरगाह सप्ताह के अंत तक बंद रहेगा",
        "市長は昨日港を週末まで閉鎖すると発表した",
        "Der Bu\u0308rgermeister ku\u0308ndigte gestern an den Hafen vorerst zu schließen",
    ],
)
def test_other_scripts(text: str) -> None:
    assert (text, text) in texts_of(found(f"Lead.\n{text}.", f"“{text}”"), "identical")


def test_no_break_spaces_part_words() -> None:
    there = SENTENCE.replace(" ", "\u00a0")
    assert texts_of(found(SENTENCE, there), "identical") == [(SENTENCE, there)]


def test_composed_and_decomposed_letters_are_the_same() -> None:
    one = "Le caf\u00e9 ferm\u00e9 hier rouvrira samedi matin"
    other = "Le cafe\u0301 ferme\u0301 hier rouvrira samedi matin"
    assert texts_of(found(one, other), "identical") == [(one, other)]


def test_a_few_other_words_are_bridged() -> None:
    one = "Harbour pilots angrily rejected the governor’s offer on Tuesday evening"
    (passage,) = [p for p in found(one, SENTENCE) if p.kind == "altered"]
    assert [(a.text(one), b.text(SENTENCE)) for a, b in passage.cores] == [
        ("Harbour pilots", "Harbour pilots"),
        (one[23:], SENTENCE[15:]),
    ]


def test_no_passage_goes_beyond_a_sentence_or_line() -> None:
    text = f"{SENTENCE}.\nSchools closed early yesterday because buses stopped.\n"
    kinds = texts_of(found(text, text), "identical")
    assert kinds == [
        (SENTENCE, SENTENCE),
        ("Schools closed early yesterday because buses stopped",) * 2,
    ]


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("",),
        (SENTENCE,),
        ("", ""),
        ("", SENTENCE),
        ("\n \u00a0\n", "…“”!?"),
        ("😀 👩🏽‍⚕️", "😀 👩🏽‍⚕️"),
        ("Ferries stopped at noon.", "Schools opened again."),
        ("It is what it is and that is that.", "It is what it is and that is that."),
    ],
)
def test_nothing_shared(texts: tuple[str, ...]) -> None:
    assert found(*texts) == ()


def test_words_said_too_often_start_nothing() -> None:
    text = "\n".join(["Prime Minister"] * (MOST_OCCURRENCES + 1))
    assert texts_of(found(text, text), "identical") == []


def test_a_long_sentence_of_common_words_is_found_though_none_is_rare() -> None:
    common = (
        "Members of the council voted against every budget proposal that the mayor made this year"
    )
    scattered = "\n".join(word for word in common.split() for _ in range(3))
    text = f"{common}.\n{scattered}"
    assert (common, common) in texts_of(found(text, text), "identical")


def test_quoted_words_recur_however_short() -> None:
    one = "It was “love”, he said. “We fell in love at once, all of us.” “No.”"
    other = "They “fell in love.” And “at”."
    assert texts_of(found(one, other), "quoted") == [
        ("“We fell in love at once, all of us.”", "“fell in love.”"),
        ("“love”", "“fell in love.”"),
    ]


def test_what_everybody_says_is_not_told_as_quoted() -> None:
    often = "“Yes” " * (MOST_OCCURRENCES + 1)
    assert texts_of(found(often, "“Yes”"), "quoted") == []
    assert texts_of(found("“Yes”", often), "quoted") == []


def test_six_articles_are_compared_each_with_each() -> None:
    texts = [f"Only here {n}. {SENTENCE}" for n in range(6)]
    identical = [p for p in found(*texts) if p.kind == "identical"]
    pairs = {(p.one.document, p.other.document) for p in identical}
    assert len(identical) == len(pairs) == 15
    assert all(one < other for one, other in pairs)


def test_progress_is_told_pair_by_pair_and_cancelling_gives_nothing() -> None:
    documents = [Document(id, SENTENCE) for id in "abc"]
    told: list[tuple[int, int]] = []
    shared_passages(documents, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    asked = iter([False, False, False, True])
    assert shared_passages(documents, cancelled=lambda: next(asked)) is None


@given(TEXTS | RAW_TEXTS, TEXTS | RAW_TEXTS)
def test_passages_lie_in_their_texts_and_their_cores_are_the_same_words(
    one: str, other: str
) -> None:
    for passage in found(one, other):
        for side, text in ((passage.one, one), (passage.other, other)):
            assert side.span.end <= len(text)
            assert side.span.text(text) == side.text
            if passage.kind != "quoted":
                assert "\n" not in side.text.strip("\n")
        for here, there in passage.cores:
            assert passage.one.span.contains(here)
            assert passage.other.span.contains(there)
            words = [[w for _, _, w in word_places(s)] for s in (here.text(one), there.text(other))]
            assert words[0] == words[1] != []
        for (a, b), (c, d) in pairwise(passage.cores):
            assert a.end <= c.start
            assert b.end <= d.start
        assert (passage.kind == "similar") == (passage.cores == ())
        assert passage.score > 0
        assert passage.score <= 1 or passage.kind != "similar"


@given(TEXTS, TEXTS)
def test_swapping_the_articles_swaps_the_sides(one: str, other: str) -> None:
    documents = [Document("a", one), Document("b", other)]
    marks = {each.id: quoted(each.text) for each in documents}
    there = shared_passages(documents, marks)
    back = shared_passages(documents[::-1], marks)
    assert there is not None
    assert back is not None
    assert sorted(map(repr, there)) == sorted(repr(passage.swapped()) for passage in back)


@given(TEXTS, TEXTS, TEXTS)
def test_a_third_article_changes_nothing_between_two(one: str, other: str, third: str) -> None:
    three = [p for p in found(one, other, third) if {p.one.document, p.other.document} == {*"ab"}]
    assert three == list(found(one, other))


@given(TEXTS, TEXTS)
def test_the_same_input_gives_the_same_list(one: str, other: str) -> None:
    assert found(one, other) == found(one, other)


@given(st.integers(5, 60), st.randoms(use_true_random=False))
def test_a_sentence_of_rare_words_is_found_wherever_it_stands(count: int, dice: Random) -> None:
    sentence = " ".join(f"word{n}" for n in range(count))
    texts = []
    for _ in range(2):
        fill = [f"Fill {dice.randrange(9)} the {dice.randrange(9)}." for _ in range(9)]
        fill.insert(dice.randrange(10), f"{sentence.capitalize()}.")
        texts.append(" ".join(fill))
    identical = texts_of(found(*texts), "identical")
    assert (sentence.capitalize(),) * 2 in identical


@settings(max_examples=300)
@given(st.integers(0, 10**6))
def test_runs_are_all_and_only_the_longest_ones(seed: int) -> None:
    dice = Random(seed)
    some = ["the", "of", *"abcdefg"[: dice.randint(1, 7)], ".\n"]
    one, other = (" ".join(dice.choices(some, k=dice.randint(0, 25))) for _ in range(2))
    (here, there), different = read_words([one, other])
    result = runs(here, there, different)
    mine = set(zip(result.one.tolist(), result.other.tolist(), result.length.tolist(), strict=True))
    assert len(mine) == len(result.one)
    assert mine == _longest(here, there)


def _longest(here, there) -> set[tuple[int, int, int]]:
    """By trying every place with every place."""

    def equal(a: int, b: int) -> bool:
        return 0 <= a < len(here.ids) and 0 <= b < len(there.ids) and here.ids[a] == there.ids[b]

    def goes_on(a: int, b: int) -> bool:
        """Whether the words before `a` and `b` are the same, in the same sentences as these."""
        return (
            equal(a - 1, b - 1)
            and equal(a, b)
            and here.sentence[a - 1] == here.sentence[a]
            and there.sentence[b - 1] == there.sentence[b]
        )

    def often(words, a: int) -> bool:
        pair = tuple(words.ids[a : a + 2])
        same = [
            n
            for n in range(len(words.ids) - 1)
            if tuple(words.ids[n : n + 2]) == pair and words.sentence[n] == words.sentence[n + 1]
        ]
        return len(same) > MOST_OCCURRENCES

    result = set()
    for a in range(len(here.ids)):
        for b in range(len(there.ids)):
            if not equal(a, b) or goes_on(a, b):
                continue
            length = 1
            while goes_on(a + length, b + length):
                length += 1
            starts = any(
                (here.content[a + n] or here.content[a + n + 1])
                and not often(here, a + n)
                and not often(there, b + n)
                for n in range(length - 1)
            )
            if starts:
                result.add((a, b, length))
    return result


def test_marked_stretches_outside_the_text_or_without_words_are_left_out() -> None:
    documents = [Document("a", "“love” …"), Document("b", "“love”")]
    marks = {"a": [Span(0, 6), Span(7, 8), Span(50, 60)], "b": [Span(0, 6)], "c": [Span(0, 1)]}
    passages = shared_passages(documents, marks)
    assert passages is not None
    assert texts_of(passages, "quoted") == [("“love”", "“love”")]
