"""Revisions grow, and only those of what changed."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import Problem
from annotator.storage.revisions import advanced, random_tag, revised
from annotator.tei.files import Aside, Deleted, Extras

TAGS = st.sampled_from(["aaaaaa", "bbbbbb", "cccccc"])


def test_tags_are_six_letters_nobody_misreads() -> None:
    tags = {random_tag() for _ in range(200)}
    assert len(tags) == 200
    assert all(len(tag) == 6 and not set(tag) & set("ilou") for tag in tags)


def test_the_own_entry_advances_and_others_stay() -> None:
    assert advanced("", "bbbbbb", 3) == "bbbbbb.3"
    assert advanced("cccccc.7 aaaaaa.2", "bbbbbb", 3) == "aaaaaa.2 bbbbbb.3 cccccc.7"
    assert advanced("bbbbbb.9", "bbbbbb", 3) == "bbbbbb.10"
    assert advanced("nonsense bbbbbb.x", "bbbbbb", 1) == "bbbbbb.1"


@given(st.lists(st.tuples(TAGS, st.integers(1, 50)), max_size=12))
def test_no_entry_ever_falls(steps: list[tuple[str, int]]) -> None:
    revision = ""
    for tag, counter in steps:
        before = dict(entry.split(".") for entry in revision.split())
        revision = advanced(revision, tag, counter)
        after = dict(entry.split(".") for entry in revision.split())
        assert all(int(after[name]) >= int(number) for name, number in before.items())
        assert int(after[tag]) > int(before.get(tag, 0))


def test_changed_new_gone_and_returning_items() -> None:
    extras = Extras(
        "aaaaaa.1",
        {"a-same": "aaaaaa.1", "a-changed": "aaaaaa.2", "a-gone": "aaaaaa.3"},
        (Deleted("a-back", "aaaaaa.4"), Deleted("a-old", "aaaaaa.5")),
    )
    after = revised(
        extras,
        {"a-same": 1, "a-changed": 1, "a-gone": 1},
        {"a-same": 1, "a-changed": 2, "a-new": 1, "a-back": 1},
        "bbbbbb",
        8,
    )
    assert after.revision == "aaaaaa.1"
    assert after.revisions == {
        "a-same": "aaaaaa.1",
        "a-changed": "aaaaaa.2 bbbbbb.8",
        "a-new": "bbbbbb.8",
        "a-back": "aaaaaa.4 bbbbbb.8",
    }
    assert after.deleted == (
        Deleted("a-gone", "aaaaaa.3 bbbbbb.8"),
        Deleted("a-old", "aaaaaa.5"),
    )


def test_nothing_changed_leaves_the_extras_equal() -> None:
    extras = Extras("aaaaaa.1", {"a": "aaaaaa.1"})
    assert revised(extras, {"a": 1}, {"a": 1}, "bbbbbb", 2) == extras
    assert revised(extras, {"a": 1}, {"a": 1}, "bbbbbb", 2, header=True).revision == (
        "aaaaaa.1 bbbbbb.2"
    )


def test_what_was_set_aside_and_comes_back_is_not_written_twice() -> None:
    problem = Problem("E-EXACT", "Other words stand there.")
    asides = tuple(Aside(id, b"<annotation/>", "spans", problem) for id in ("a-1", "a-2"))
    after = revised(Extras(aside=asides), {}, {"a-1": 1}, "bbbbbb", 1)
    assert [aside.id for aside in after.aside] == ["a-2"]
    twice = revised(Extras(aside=asides), {"a-1": 1}, {"a-1": 2}, "bbbbbb", 1)
    assert twice.aside == asides, "the second of two with one id stays aside"
