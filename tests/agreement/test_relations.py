"""Relations, links across documents, and attributions as structures."""

from dataclasses import replace

import pytest

from annotator.agreement.relation_chance import admissible_pairs
from annotator.agreement.spans import WITHIN_IOU
from annotator.core.tagset import RelationType, Role
from annotator.core.values import Attributes
from tests.agreement.makers import TAGSET, blank, corpus_of, counted, pick, settled

MARKS = [
    ("quote", [(0, 10)]),
    ("attribution", [(12, 16)]),
    ("attribution", [(18, 20)]),
    ("claim", [(30, 40)]),
    ("attribution", [(42, 46)]),
]
SOURCE = ("source-of", ("d", 1), ("d", 0))
CUE = ("cue-of", ("d", 2), ("d", 0))
OTHER = ("source-of", ("d", 4), ("d", 3))
TEXTS = {"d": blank(60)}


def of(one, two, marks=None, texts=None):
    """Two annotators with the same annotations and these relations."""
    marks = marks or {"a": {"d": MARKS}, "b": {"d": MARKS}}
    return settled(corpus_of(texts or TEXTS, marks, ties={"a": one, "b": two}))


def test_a_reversed_or_retyped_relation_is_no_match() -> None:
    found = of([SOURCE, CUE], [("source-of", ("d", 0), ("d", 1)), CUE])
    assert pick(found, "relation-f1", "source-of", condition="unconditioned").value == 0
    assert pick(found, "relation-f1", "cue-of", condition="unconditioned").value == 1
    assert pick(found, "relation-f1", condition="unconditioned").value == 0.5
    figure = pick(found, "relation-f1", types="ignored", condition="unconditioned")
    assert figure.value == 1
    direction = pick(found, "attribute-alpha", attribute="direction")
    assert direction.evidence["observed_agreement"] == 0.5
    assert pick(found, "attribute-alpha", attribute="type").value == 1


def test_a_mutual_relation_has_no_direction() -> None:
    found = of([("same-as", ("d", 0), ("d", 3))], [("same-as", ("d", 3), ("d", 0))])
    assert pick(found, "relation-f1", "same-as", condition="unconditioned").value == 1


def test_relations_are_a_multiset() -> None:
    found = of([SOURCE, SOURCE], [SOURCE])
    figure = pick(found, "relation-f1", "source-of", condition="unconditioned")
    assert figure.value == pytest.approx(2 / 3)


def test_a_missing_end_lowers_the_share_and_not_what_is_given() -> None:
    marks = {"a": {"d": MARKS}, "b": {"d": MARKS[:3]}}
    found = of([SOURCE, OTHER], [SOURCE], marks)
    values = {
        condition: pick(found, "relation-f1", "source-of", condition=condition).value
        for condition in ("unconditioned", "given agreed ends", "share with agreed ends")
    }
    assert values["given agreed ends"] == 1
    assert values["share with agreed ends"] == pytest.approx(2 / 3)
    assert values["unconditioned"] == pytest.approx(2 / 3)


def test_links_count_only_where_both_finished_both_documents() -> None:
    texts = {"d": blank(60), "e": blank(60), "f": blank(60)}
    marks = {who: {"d": MARKS, "e": MARKS, "f": MARKS} for who in "ab"}
    ties = {who: [("same-as", ("d", 0), ("e", 0)), ("same-as", ("d", 0), ("f", 0))] for who in "ab"}
    ties["b"] = ties["b"][:1]
    found = settled(corpus_of(texts, marks, ties=ties))
    figure = pick(found, "relation-f1", "same-as", condition="unconditioned")
    assert (figure.value, figure.n_units) == (pytest.approx(2 / 3), 3)
    found = settled(corpus_of(texts, marks, ties=ties, unfinished=[("f", "b")]))
    figure = pick(found, "relation-f1", "same-as", condition="unconditioned")
    assert (figure.value, figure.n_units) == (1, 2)


def test_documents_tied_by_links_are_resampled_together() -> None:
    texts = {f"d{n}": blank(60) for n in range(8)}
    marks = {who: {id: MARKS for id in texts} for who in "ab"}
    own = [("source-of", (id, 1), (id, 0)) for id in texts]
    free = settled(corpus_of(texts, marks, ties={"a": own, "b": own[:6]}))
    assert pick(free, "relation-f1", "source-of").interval_method == "jackknife-t"
    tied = [*own, *(("same-as", ("d0", 0), (id, 0)) for id in list(texts)[1:5])]
    found = settled(corpus_of(texts, marks, ties={"a": tied, "b": own[:6]}))
    figure = pick(found, "relation-f1", "source-of")
    assert figure.interval_method == "too-few-documents"  # four groups are left
    assert pick(found, "alpha", "quote").interval_method == "jackknife-t"


def test_without_relations_there_is_a_reason() -> None:
    found = of([], [])
    for measure in ("relation-f1", "attribution-f1"):
        assert (pick(found, measure).value, pick(found, measure).reason) == (None, "no-relations")


def test_attributions_by_level() -> None:
    """Both attribute the quote to the same source, one without a cue; only one the claim."""
    found = of([SOURCE, CUE, OTHER], [SOURCE])
    values = [pick(found, "attribution-f1", level=level).value for level in
              ("content", "source", "cue")]  # fmt: skip
    assert values == [pytest.approx(2 / 3), pytest.approx(2 / 3), 0]


def test_directional_agreement_on_attributions() -> None:
    found = of([SOURCE, CUE, OTHER], [SOURCE])
    for criterion, first, second in (("content", 0.5, 1), ("cue", 0, None), ("any part", 0.5, 1)):
        one = pick(found, "agr", None, ("a", "b"), attribution=criterion)
        two = pick(found, "agr", None, ("b", "a"), attribution=criterion)
        assert (one.value, two.value) == (first, second)


def test_attributes_of_shared_links() -> None:
    ties = [("same-as", ("d", 0), ("d", 3)), ("same-as", ("d", 1), ("d", 4))]
    corpus = corpus_of(TEXTS, {w: {"d": MARKS} for w in "ab"}, ties={"a": ties, "b": ties})
    sets = {}
    for key, own in corpus.sets.items():
        values = ["same", "same" if key[1] == "a" else "close"]
        relations = {
            relation.id: replace(relation, attributes=Attributes.of({"degree": value}))
            for relation, value in zip(own.relations.values(), values, strict=True)
        }
        sets[key] = replace(own, relations=relations)
    found = settled(replace(corpus, sets=sets))
    figure = pick(found, "attribute-alpha", "same-as", attribute="degree")
    assert figure.evidence["observed_agreement"] == 0.5
    assert figure.evidence["values"] == {"same": 3, "close": 1}
    assert figure.value == pytest.approx(0)


def test_being_related_is_corrected_for_chance() -> None:
    """Of two quotes and two attributions both have, four pairs may be source and content."""
    roles = replace(
        TAGSET,
        relations=(
            RelationType(
                "source-of",
                "Source of",
                source=Role("", ("attribution",)),
                target=Role("", ("quote",)),
                cross_document=False,
            ),
        ),
    )
    marks = [("quote", [(0, 5)]), ("quote", [(10, 15)]), ("attribution", [(20, 25)]),
             ("attribution", [(30, 35)])]  # fmt: skip
    shared = ("source-of", ("d", 2), ("d", 0))
    ties = {"a": [shared, ("source-of", ("d", 3), ("d", 1))], "b": [shared]}
    corpus = corpus_of(TEXTS, {w: {"d": marks} for w in "ab"}, ties=ties, tagset=roles)
    found = settled(corpus)
    figure = pick(found, "relation-f1", "source-of", ("a", "b"), condition="given agreed ends")
    assert figure.evidence["admissible_pairs"] == 4
    assert figure.evidence["related"] == pytest.approx(3 / 8)
    # Agreed 3 of 4; by chance 2/4·1/4 + 2/4·3/4 = 1/2.
    assert figure.evidence["kappa"] == pytest.approx((0.75 - 0.5) / 0.5)


@pytest.mark.parametrize(
    ("more", "pairs"),
    [
        ({"directed": True}, 4 * 3),
        ({"directed": False}, 6),
        ({"directed": False, "same_category": True}, 2),
        ({"directed": True, "same_category": True, "target": Role("", ("quote",))}, 2),
        ({"directed": True, "cross_document": True}, 4 * 3 + 4 * 3 + 2 * 4 * 4),
    ],
)
def test_which_pairs_could_be_related(more, pairs) -> None:
    marks = [
        ("quote", [(0, 5)]),
        ("quote", [(10, 15)]),
        ("claim", [(20, 25)]),
        ("claim", [(30, 35)]),
    ]
    texts = {"d": blank(60), "e": blank(60)} if more.get("cross_document") else TEXTS
    corpus = corpus_of(texts, {w: {id: marks for id in texts} for w in "ab"}, events={
        id: "storm" for id in texts
    })  # fmt: skip
    kind = RelationType("same-as", "Same as", **{"cross_document": False, **more})
    stats = counted(corpus, ("coverage", "matching"))
    assert admissible_pairs(stats, kind, WITHIN_IOU).tolist() == [pairs]
