"""Ids: random ones, and readable ones for documents and people."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.ids import (
    annotator_id,
    document_id,
    is_annotator_id,
    is_document_id,
    random_id,
    safe_name,
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


@settings(max_examples=2000)
@given(
    st.text(st.characters(), max_size=300) | st.sampled_from(["..", "/etc/x", "C:\\x", "nul.txt"])
)
def test_any_text_gives_a_safe_file_name(text: str) -> None:
    name = safe_name(text)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*-[0-9a-f]{8}", name)
    assert len(name.encode()) <= 60
    assert name.rpartition("-")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    for form in ("NFC", "NFD"):
        assert safe_name(unicodedata.normalize(form, text)) == name  # type: ignore[arg-type]


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_texts_give_different_file_names(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (safe_name(one) == safe_name(other)) == same


def test_file_names_tell_what_they_stand_for() -> None:
    assert safe_name("CON") == "x-con-a3dbc4b6"
    assert safe_name("Ann") != safe_name("ANN")
    assert safe_name("Müller").startswith("muller-")
    assert safe_name("\ud800").startswith("x-")
