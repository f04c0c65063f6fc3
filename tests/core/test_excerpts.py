"""A part of a corpus: what is named, with what belongs to it, and nothing that leads out of it."""

import pytest

from annotator.core.errors import InputError
from annotator.core.excerpts import excerpt
from tests.interchange.everything import everything


def test_nothing_named_is_everything() -> None:
    corpus = everything()
    part = excerpt(corpus)
    assert part.corpus == corpus
    assert part.links_left_out == 0


def test_one_article_has_its_sets_and_no_links_out_of_it() -> None:
    part = excerpt(everything(), documents=["island"])
    assert list(part.corpus.documents) == ["island"]
    assert set(part.corpus.sets) == {("island", "anna"), ("island", "ben")}
    assert not part.corpus.links
    assert part.links_left_out == 2


def test_one_annotator_has_their_sets_and_the_people_these_name() -> None:
    part = excerpt(everything(), annotators=["gold"])
    assert set(part.corpus.sets) == {("ferry", "gold")}
    assert list(part.corpus.documents) == ["ferry", "island", "9-alone"]
    assert set(part.corpus.project.names) == {"gold", "ben", "annotator-program"}
    assert part.links_left_out == 0


def test_the_articles_stay_in_their_order_whatever_is_asked() -> None:
    part = excerpt(everything(), documents=["9-alone", "ferry", "ferry"], annotators=["anna"])
    assert list(part.corpus.documents) == ["ferry", "9-alone"]
    assert set(part.corpus.sets) == {("ferry", "anna")}


@pytest.mark.parametrize(
    ("documents", "annotators", "words"),
    [(["wire"], [], ["article", "wire", "9-alone"]), ([], ["dan"], ["annotator", "dan", "cleo"])],
)
def test_what_is_not_there_is_named(
    documents: list[str], annotators: list[str], words: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        excerpt(everything(), documents, annotators)
    assert caught.value.code == "E-USAGE"
    assert all(word in caught.value.message for word in words)
