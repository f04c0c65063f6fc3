"""Searching a project: its texts and its annotations."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.display.search import Query, Traits, search_annotations, search_texts
from tests.samples import annotation, build_corpus


def places(query: Query) -> list[tuple[str, str]]:
    documents = build_corpus().documents
    return [
        (hit.document, hit.span.text(documents[hit.document].text))
        for hit in search_texts(documents.values(), query)
    ]


ANY, ALL = Query(), Traits()


def ids(query: Query = ANY, traits: Traits = ALL, **chosen: list[str]) -> list[str]:
    found = search_annotations(with_ben(), query, traits, **chosen)
    return [item.annotation.id for item in found]


def with_ben() -> Corpus:
    corpus = build_corpus()
    ferry = corpus.documents["ferry"]
    own = [
        replace(
            annotation("b-nurses", ferry, "statistic", ["1,200 nurses"], who="ben", unit="Nurses"),
            note="Zwei Löhne?",
        ),
        replace(annotation("b-no", ferry, "claim", ["Ferry"], who="ben"), state="rejected"),
    ]
    made = AnnotationSet("ferry", "ben", {a.id: a for a in own})
    return replace(corpus, sets={**corpus.sets, ("ferry", "ben"): made})


def test_words_are_found_in_all_texts_in_reading_order() -> None:
    assert places(Query("cafe stayed")) == [("ferry", "cafe\u0301 stayed")]
    assert places(Query("NOT MOVE")) == [("ferry", "not move"), ("island", "not move")]
    assert places(Query("not move 😀")) == [("ferry", "not move 😀")]
    assert places(Query("union", whole_word=True)) == [("island", "union")]
    assert places(Query("nurse", whole_word=True)) == []
    assert places(Query("The", match_case=True))[:2] == [("ferry", "The"), ("island", "The")]
    assert places(Query("")) == []


def test_patterns() -> None:
    assert places(Query(r"\d+(,\d+)?\s\w+", pattern=True)) == [
        ("ferry", "40 percent"), ("ferry", "1,200 nurses"), ("island", "480\u00a0nurses"),
    ]  # fmt: skip
    assert places(Query("ferry|fears", pattern=True)) == [("ferry", "Ferry"), ("island", "fears")]
    assert places(Query("ferry|fears", pattern=True, match_case=True)) == [("island", "fears")]
    assert places(Query("nurse|union", pattern=True, whole_word=True)) == [("island", "union")]


def test_a_pattern_that_would_never_end_is_refused() -> None:
    documents = [Document("d", "a" * 40 + "!")]
    for words in ("(a+)+$", "(ab"):
        with pytest.raises(InputError) as caught:
            list(search_texts(documents, Query(words, pattern=True)))
        assert caught.value.code == "E-PATTERN"


def test_first_places_come_before_all_texts_are_read() -> None:
    def documents() -> Iterator[Document]:
        yield Document("d", "here")
        raise AssertionError("the second text is not wanted yet")

    assert next(search_texts(documents(), Query("here"))).document == "d"


def test_annotations_by_their_words() -> None:
    assert ids(Query("we WILL not")) == ["a-quote"]
    assert ids(Query("nurses")) == ["b-nurses", "a-nurses"]
    assert ids(Query(r"^\d+", pattern=True)) == ["b-nurses", "a-nurses"]
    assert ids(Query("inch", whole_word=True)) == ["a-quote"]
    assert ids(Query("nothing of the kind")) == []


def test_annotations_by_what_they_are() -> None:
    assert ids(traits=Traits(category="statistic")) == ["a-figure", "b-nurses", "a-nurses"]
    assert ids(traits=Traits(attribute="medium")) == ["a-quote", "a-short"]
    assert ids(traits=Traits(attribute="form", value="direct")) == ["a-quote"]
    assert ids(traits=Traits(attribute="form", value="dir")) == []
    assert ids(traits=Traits(attribute="speaker", value="MAYOR")) == ["a-quote"]
    assert ids(traits=Traits(attribute="value", value="480")) == ["a-nurses"]
    assert ids(traits=Traits(attribute="value", value="4")) == []
    assert ids(traits=Traits(note="lohne")) == ["b-nurses"]
    assert ids(traits=Traits(relation="source-of")) == ["a-quote", "a-source"]
    assert ids(Query("mayor"), Traits("attribution", relation="source-of")) == ["a-source"]


def test_annotations_of_those_who_may_be_seen() -> None:
    assert ids(annotators=["ben"]) == ["b-nurses"]
    assert ids(annotators=[]) == []
    assert ids(documents=["island"]) == ["a-short", "a-nurses"]
    assert len(ids()) == 7


def test_what_was_rejected_is_no_annotation() -> None:
    assert ids(Query("Ferry")) == []


def test_what_was_searched_is_told_with_its_options() -> None:
    assert Query("a b").told == "a b"
    assert Query("a", True, pattern=True).told == "a (pattern, whole words)"
    assert isinstance(search_annotations(with_ben())[0].annotation, Annotation)
