"""Ids: random ones, and readable ones for documents and people."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.ids import (
    annotator_id,
    document_id,
    is_annotator_id,
    is_document_id,
    random_id,
)


@given(st.text(max_size=80), st.sets(st.sampled_from(["article", "con", "a", "article-2"])))
def test_any_name_gives_a_valid_unused_id(name: str, used: set[str]) -> None:
    for make, valid in ((document_id, is_document_id), (annotator_id, is_annotator_id)):
        made = make(name, used)
        assert valid(made)
        assert made not in used
        assert valid(make(name, {made}))
        assert make(name, {made}) != made


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("360Bulletin", "360bulletin"),
        ("Ferry strike: week three!", "ferry-strike-week-three"),
        ("Zoë’s café", "zoes-cafe"),
        ("!!!", "article"),
        ("CON", "article-con"),
    ],
)
def test_document_ids_resemble_the_name(name: str, id: str) -> None:
    assert document_id(name) == id


def test_a_second_person_called_a_gets_an_id_too() -> None:
    assert annotator_id("A", {"a", "annotator-a"}) == "annotator-a-2"


@pytest.mark.parametrize("taken", ["tagset", "b1", "a-x", "r-x", "tag-quote", "con", "com1", "3x"])
def test_ids_that_mean_something_else_are_no_annotators(taken: str) -> None:
    assert not is_annotator_id(taken)
    assert is_annotator_id(annotator_id(taken))


def test_random_ids_differ_and_have_no_letters_that_look_alike() -> None:
    ids = {random_id("a") for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch("a-[0-9a-hjkmnp-tv-z]{10}", id) for id in ids)
