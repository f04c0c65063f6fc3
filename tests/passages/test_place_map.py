"""Reading in step: the place in one article that matches a place in another."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.bundled import sample_project
from annotator.core.annotation_set import LinkSet
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.span import Span
from annotator.passages.place_map import LINK_WEIGHT, Tie, link_ties, passage_ties, place_map
from annotator.passages.sharing import shared_passages
from annotator.storage.workspace import open_project
from tests.samples import WHEN, build_corpus

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))
TIES = st.lists(st.builds(Tie, SPANS, SPANS, st.integers(1, 50).map(float)), max_size=7)


def test_without_ties_it_goes_by_the_fraction() -> None:
    found = place_map(100, 300, [])
    assert [found.to_other(p) for p in (0, 10, 50, 100)] == [0, 30, 150, 300]
    assert found.to_one(150) == 50


def test_tied_places_match_and_between_them_it_is_even() -> None:
    found = place_map(100, 100, [Tie(Span(10, 20), Span(50, 60)), Tie(Span(40, 50), Span(70, 80))])
    assert [found.to_other(p) for p in (5, 10, 15, 20, 30, 40, 50, 75, 100)] == [
        *(25, 50, 55, 60, 65, 70, 80, 90, 100)
    ]


def test_outside_the_text_is_its_nearer_end() -> None:
    found = place_map(10, 20, [])
    assert (found.to_other(-5), found.to_other(99)) == (0, 20)


def test_where_ties_cross_the_heavier_ones_stay() -> None:
    crossing = [Tie(Span(10, 20), Span(80, 90), 5), Tie(Span(50, 60), Span(30, 40), 3)]
    assert place_map(100, 100, crossing).to_other(10) == 80
    more = [*crossing, Tie(Span(70, 80), Span(50, 60), 3)]
    assert place_map(100, 100, more).to_other(50) == 30


def test_a_link_of_the_user_beats_all_passages_that_cross_it() -> None:
    passages = [Tie(Span(n, n + 1), Span(n, n + 1), 30) for n in range(200, 900)]
    link = Tie(Span(100, 110), Span(950, 960), LINK_WEIGHT)
    assert place_map(1000, 1000, [*passages, link]).to_other(105) == 955


@pytest.mark.parametrize(("one", "other"), [(0, 0), (0, 10), (10, 0)])
def test_empty_articles(one: int, other: int) -> None:
    found = place_map(one, other, [Tie(Span(0, 3), Span(0, 3))])
    assert 0 <= found.to_other(5) <= other
    assert 0 <= found.to_one(5) <= one


@given(st.integers(0, 70), st.integers(0, 70), TIES)
def test_it_never_runs_backwards_and_comes_back(one: int, other: int, ties: list[Tie]) -> None:
    found = place_map(one, other, ties)
    places = [found.to_other(position) for position in range(one + 1)]
    assert all(a < b or not other for a, b in pairwise(places))
    assert all(0 <= place <= other for place in places)
    assert places[-1] == (other if one else 0)
    if one and other:
        back = [found.to_one(place) for place in places]
        assert back == pytest.approx(list(range(one + 1)))


@given(TIES)
def test_it_does_not_depend_on_the_order_or_on_the_side(ties: list[Tie]) -> None:
    found = place_map(90, 90, ties)
    assert place_map(90, 90, [*ties[::-1], *ties]) == found


@given(TIES)
def test_no_other_choice_of_ties_would_be_heavier(ties: list[Tie]) -> None:
    ties = list(set(ties))
    best = max(
        sum(tie.weight for tie in some)
        for size in range(len(ties) + 1)
        for some in combinations(sorted(ties), size)
        if all(a.one.end <= b.one.start and a.other.end <= b.other.start for a, b in pairwise(some))
    )
    found = place_map(200, 200, ties)
    held = [
        tie
        for tie in ties
        if found.to_other(tie.one.end) == tie.other.end
        and (found.to_other(tie.one.start) == tie.other.start or not tie.one.start)
    ]
    assert sum(tie.weight for tie in held) >= best or _touching(ties)


def _touching(ties: list[Tie]) -> bool:
    """Whether two ties touch in a text, or one begins with it: there the map has to even out."""
    return any(
        getattr(a, side).end == getattr(b, side).start or 0 in (a.one.start, a.other.start)
        for a in ties
        for b in ties
        for side in ("one", "other")
    )


def test_the_sample_articles_read_in_step() -> None:
    corpus = open_project(sample_project()).load("").corpus
    bulletin, wire = corpus.documents["360bulletin"], corpus.documents["seoul-wire"]
    passages = shared_passages([bulletin, wire])
    assert passages is not None
    ties = list(passage_ties(passages, bulletin.id, wire.id))
    found = place_map(len(bulletin.text), len(wire.text), ties)
    for words, others in (
        ("criticized the strength", "criticized the security alliance"),
        ("that past negotiations", "that past negotiations"),
        ("Kim labeled the United", "Kim labeled the United"),
    ):
        place = found.to_other(bulletin.text.index(words))
        assert place == pytest.approx(wire.text.index(others), abs=1)
    # Elsewhere in the other article: there the map does not follow it.
    ukraine = found.to_other(bulletin.text.index("conflicts in Ukraine"))
    assert ukraine > wire.text.index("Emphasis was placed")
    assert list(passage_ties(passages, wire.id, bulletin.id)) == [
        replace(tie, one=tie.other, other=tie.one) for tie in ties
    ]
    assert list(passage_ties(passages, wire.id, "another")) == []


def test_links_tie_both_their_ends_from_either_side() -> None:
    corpus = build_corpus()
    quote = corpus.set("ferry", "anna").annotations["a-quote"]
    short = corpus.set("island", "anna").annotations["a-short"]
    ends = End("ferry", "a-quote"), End("island", "a-short")
    link = Relation("r-1", "same-as", *ends, Provenance(WHEN, "anna"), directed=False)
    lost = Relation("r-2", "same-as", ends[0], End("island", "gone"), Provenance(WHEN, "anna"))
    links = {"anna": LinkSet("anna", {"r-1": link, "r-2": lost})}
    corpus = replace(corpus, links=links)
    hulls = Span(quote.spans[0].start, quote.spans[-1].end), short.spans[0]
    assert list(link_ties(corpus, "anna", "ferry", "island")) == [Tie(*hulls, LINK_WEIGHT)]
    assert list(link_ties(corpus, "anna", "island", "ferry")) == [Tie(*hulls[::-1], LINK_WEIGHT)]
    assert list(link_ties(corpus, "ben", "ferry", "island")) == []
