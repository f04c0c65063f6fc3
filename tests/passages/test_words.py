"""Words to compare: which are the same, where they are, which sentence they belong to."""

import pytest
from hypothesis import given

from annotator.core.graphemes import is_boundary
from annotator.core.segments import next_sentence
from annotator.passages.words import LONGEST_SENTENCE, folded, read_words, word_places
from tests.passages.makers import RAW_TEXTS, TEXTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("United States", "US"),
        ("United\u00a0States", "U.S"),
        ("United Nations", "U.N."),
        ("Trump’s", "trump"),
        ("Trump's", "TRUMP"),
        ("cafe\u0301", "caf\u00e9"),
        ("co\u00adoperate", "cooperate"),
        ("U.K", "UK"),
        ("don’t", "don't"),
    ],
)
def test_the_same_word(one: str, other: str) -> None:
    assert [word for _, _, word in word_places(one)] == [word for _, _, word in word_places(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("us", "US"), ("un", "UN"), ("3.5", "35"), ("10,000", "10"), ("cafe", "caf\u00e9")],
)
def test_not_the_same_word(one: str, other: str) -> None:
    assert [word for _, _, word in word_places(one)] != [word for _, _, word in word_places(other)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S., and Japan", ["the", "U.S", "and", "Japan"]),
        ("about 10,000 of 3.5", ["about", "10,000", "of", "3.5"]),
        ("anti-US—“love.”", ["anti", "US", "love"]),
        ("United\nStates", ["United", "States"]),
        ("the cafe\u0301!", ["the", "cafe\u0301"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        ("船員罷工", ["船", "員", "罷", "工"]),
        ("👩🏽‍⚕️ 🇩🇪 …", []),
        ("", []),
    ],
)
def test_where_words_are(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end, _ in word_places(text)] == words


def test_function_words_weigh_half_and_are_no_content() -> None:
    (words,), different = read_words(["The mayor of US towns told us"])
    assert words.weights.tolist() == [0.5, 1, 0.5, 1, 1, 1, 0.5]
    assert words.content.tolist() == [False, True, False, True, True, True, False]
    assert different == 7


def test_sentences_end_at_stops_and_lines_but_not_after_initials() -> None:
    text = "  The U.S. President met Mr. Kim. They spoke\nNext line\n\n"
    (words,), _ = read_words([text])
    sentences = [
        text[start:end]
        for start, end in zip(words.sentence_starts, words.sentence_ends, strict=True)
    ]
    assert sentences == ["The U.S. President met Mr. Kim.", "They spoke", "Next line"]
    assert words.sentence.tolist() == [0, 0, 0, 0, 0, 0, 1, 1, 2, 2]


def test_a_book_in_one_line_has_the_same_sentences_as_seen_whole() -> None:
    text = " ".join(
        f"Sentence {'word ' * (n % 50)}{n}{'!?.'[n % 3]} “He” left." for n in range(999)
    )
    text += " Long" * 300 + " end. " + "Word " * 5000 + "stop. Done."
    (words,), _ = read_words([text])
    place, starts = -1, []
    while (place := next_sentence(text, place)) < len(text):
        starts.append(place)
    assert set(starts) <= set(words.sentence_starts.tolist())
    cut = len(words.sentence_starts) - len(starts)
    assert cut == 5000 // LONGEST_SENTENCE


@given(TEXTS)
def test_words_end_where_letters_end(text: str) -> None:
    for _, end, _ in word_places(text):
        assert end == len(text) or is_boundary(text, end) or text[end] in "\u00ad\u200d"


@given(TEXTS | RAW_TEXTS)
def test_words_are_in_order_inside_the_text_and_their_sentence(text: str) -> None:
    (words,), different = read_words([text])
    last = 0
    for start, end, sentence in zip(words.starts, words.ends, words.sentence, strict=True):
        assert last <= start < end <= len(text)
        assert words.sentence_starts[sentence] <= start
        assert end <= words.sentence_ends[sentence]
        last = end
    assert len(set(words.ids.tolist())) == different
    assert (words.sentence_starts[1:] >= words.sentence_ends[:-1]).all()


@given(TEXTS | RAW_TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    for _, _, word in word_places(text):
        assert folded(word) == word or word in ("US", "UN") or "'" in word
