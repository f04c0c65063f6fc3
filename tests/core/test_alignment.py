"""The diff of two texts: what it says is equal is equal, and it finds what a person would."""

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.alignment import aligned, common_prefix, common_suffix

TEXTS = st.text(st.sampled_from("ab. \nא👩"), max_size=80)


@given(TEXTS, TEXTS)
def test_runs_are_equal_and_ascend_in_both_texts(old: str, new: str) -> None:
    ends = (0, 0)
    for run in aligned(old, new):
        assert run.length > 0
        assert old[run.old : run.old_end] == new[run.new : run.new_end]
        assert run.old >= ends[0]
        assert run.new >= ends[1]
        ends = (run.old_end, run.new_end)


@given(TEXTS)
def test_a_text_is_one_run_of_itself(text: str) -> None:
    assert [tuple(run) for run in aligned(text, text)] == ([(0, 0, len(text))] if text else [])


@given(TEXTS, TEXTS)
def test_ends_in_common(one: str, other: str) -> None:
    start, end = common_prefix(one, other), common_suffix(one, other)
    assert one[:start] == other[:start]
    assert one[: start + 1] != other[: start + 1] or start == min(len(one), len(other))
    assert one[::-1][:end] == other[::-1][:end]
    assert one[::-1][: end + 1] != other[::-1][: end + 1] or end == min(len(one), len(other))


def words(number: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices("abcdefgh", k=rng.randint(1, 6))) for _ in range(number)]


def test_one_word_changed_in_every_sentence_leaves_the_rest_aligned() -> None:
    sentences = [" ".join(words(12, n)).capitalize() + ". " for n in range(200)]
    changed = [s.replace(s.split()[6], "CHANGED", 1) for s in sentences]
    old, new = "".join(sentences), "".join(changed)
    same = sum(run.length for run in aligned(old, new))
    assert same > 0.85 * len(old)


def test_a_sentence_taken_out_and_another_put_in() -> None:
    sentences = [" ".join(words(12, n)).capitalize() + ". " for n in range(40)]
    old = "".join(sentences)
    new = "".join((*sentences[:10], *sentences[11:30], "Quite another one. ", *sentences[30:]))
    runs = aligned(old, new)
    assert sum(run.length for run in runs) >= len(old) - len(sentences[10]) - 4
    assert len(runs) == 3


def test_other_sentences_share_no_run_but_by_accident() -> None:
    old, new = " ".join(words(400, 1)), " ".join(words(400, 2))
    assert sum(run.length for run in aligned(old, new)) < 0.1 * len(old)


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    old = "市長は橋の修理が予定より長くかかると述べた"
    new = "市長は橋の補修が予定より少し長くかかると述べた"
    assert sum(run.length for run in aligned(old, new)) >= len(old) - 2
