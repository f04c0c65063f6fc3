"""What must not change a figure, and what must: whatever the corpus."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from annotator.agreement.figure import Agreement
from annotator.agreement.gamma import GammaParameters
from annotator.agreement.measures import MEASURES
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.corpus import Corpus
from annotator.core.provenance import Provenance
from annotator.core.span import Span
from tests.agreement.makers import KINDS, blank, corpus_of, pair_corpus, pick, settled
from tests.agreement.random_corpora import random_corpus, random_marks

QUICK = GammaParameters(samples=5, precision=0)
TIES = {
    who: [
        ("source-of", ("d0", 0), ("d0", 1)),
        ("cue-of", ("d0", 2), ("d0", 1)),
        ("same-as", ("d0", 1), ("d1", 0)),
    ]
    for who in ("a0", "a1", "a2")
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Three annotators, six documents, relations inside and between documents."""
    random = np.random.default_rng(8)
    texts = {f"d{d}": blank(30) for d in range(6)}
    common = {
        id: [("quote", [(d, d + 6)], {"form": "x"}), ("claim", [(d + 5, d + 15)], {}),
             ("attribution", [(d + 17, d + 20)], {}), *random_marks(random, 30, 3)]
        for d, id in enumerate(texts)
    }  # fmt: skip
    marks: dict[str, dict[str, Any]] = {"a0": common, "a1": {}, "a2": {}}
    for who, shift in (("a1", 1), ("a2", 2)):
        for id, rows in common.items():
            marks[who][id] = [
                (
                    category,
                    [(max(0, s - shift), max(1, e - shift)) for s, e in fragments[:1]],
                    *rest,
                )
                for category, fragments, *rest in rows
            ]
    return corpus_of(texts, marks, ties=TIES)


@pytest.fixture(scope="module")
def figures(corpus: Corpus) -> list[Agreement]:
    return settled(corpus, list(MEASURES), KINDS, gamma=QUICK)


def rebuilt(corpus: Corpus, names: Mapping[str, str] | None = None, backwards: bool = False,
            **changes: Any) -> Corpus:  # fmt: skip
    """The same corpus with every annotation changed, annotators renamed, everything turned."""
    names = names or {}
    sets = {}
    for (document, who), found in corpus.sets.items():
        annotations = [replace(a, **changes) for a in found.annotations.values()]
        order = annotations[::-1] if backwards else annotations
        sets[document, names.get(who, who)] = AnnotationSet(
            document,
            names.get(who, who),
            {a.id: a for a in order},
            dict(list(found.relations.items())[:: -1 if backwards else 1]),
            found.completion,
        )
    links = {
        names.get(w, w): LinkSet(names.get(w, w), s.relations) for w, s in corpus.links.items()
    }
    documents = dict(list(corpus.documents.items())[:: -1 if backwards else 1])
    people = tuple(replace(p, id=names.get(p.id, p.id)) for p in corpus.project.annotators)
    project = replace(corpus.project, annotators=people[:: -1 if backwards else 1])
    return Corpus(project, documents, sets, links)


def told(figures: list[Agreement], names: Mapping[str, str] | None = None) -> dict[Any, Any]:
    """Values by what they are of; pairs without their order, but where they have a direction."""
    found = {}
    for f in figures:
        pair: Any = f.pair and tuple((names or {}).get(n, n) for n in f.pair)
        if pair and "direction" not in f.parameters:
            pair = tuple(sorted(pair))
        variant = tuple(sorted((k, str(v)) for k, v in f.parameters.items()))
        place = f.measure, f.category, pair, variant
        assert place not in found
        found[place] = (f.value, f.reason, f.interval, f.n_documents, f.n_units)
    return found


def same(one: dict[Any, Any], two: dict[Any, Any]) -> None:
    """Equal, but for what the order of sums changes in the last digits."""
    assert one.keys() == two.keys()
    for place, (value, reason, interval, *counts) in one.items():
        other = two[place]
        close = None if value is None else pytest.approx(value, rel=1e-12, abs=1e-12)
        assert other[0] == close, place
        assert other[1] == reason, place
        assert other[2] == (None if interval is None else pytest.approx(interval, rel=1e-9)), place
        assert list(other[3:]) == counts, place


def test_notes_certainty_times_and_drafts_never_change_a_figure(corpus, figures) -> None:
    provenance = Provenance("2030-01-01T00:00:00Z", "somebody", modified="2031-01-01T00:00:00Z")
    changed = rebuilt(corpus, note="A note", certainty="low", provenance=provenance, state="draft")
    assert told(settled(changed, list(MEASURES), KINDS, gamma=QUICK)) == told(figures)


def test_order_of_storage_never_changes_a_figure(corpus, figures) -> None:
    turned = rebuilt(corpus, backwards=True)
    same(told(figures), told(settled(turned, list(MEASURES), KINDS, gamma=QUICK)))


def test_swapped_annotators_swap_sides_and_nothing_else(corpus, figures) -> None:
    names = {"a0": "a2", "a2": "a0", "a1": "a1"}
    swapped = settled(rebuilt(corpus, names), list(MEASURES), KINDS, gamma=QUICK)
    same(told(figures, names), told(swapped))


def test_suggestions_not_accepted_do_not_exist(corpus, figures) -> None:
    extra = {}
    for key, found in corpus.sets.items():
        ghosts = {
            f"{a.id}-{state}": replace(a, id=f"{a.id}-{state}", state=state)
            for a in found.annotations.values()
            for state in ("proposed", "rejected")
        }
        extra[key] = replace(found, annotations={**found.annotations, **ghosts})
    assert told(settled(replace(corpus, sets=extra), list(MEASURES), KINDS, gamma=QUICK)) == told(
        figures
    )


def test_accepted_suggestions_can_be_left_out() -> None:
    marks = [("quote", [(0, 5)])]
    both = pair_corpus(20, marks, marks, suggested=True)
    with_ = pick(settled(both), "f1-exact", "quote")
    assert (with_.value, with_.evidence["share_from_suggestions"]) == (1, 1)
    without = pick(settled(both, suggestions=False), "f1-exact", "quote")
    assert (without.value, without.reason) == (None, "no-units")
    assert without.parameters["suggestions"] == "without"


def test_an_annotator_and_a_copy_agree_wholly(corpus) -> None:
    sets = {}
    for (document, who), found in corpus.sets.items():
        if who == "a0":
            sets[document, "a0"] = found
            sets[document, "a0-2"] = replace(found, annotator="a0-2")
    link = corpus.links["a0"]
    links = {"a0": link, "a0-2": replace(link, annotator="a0-2")}
    first = corpus.project.annotators[0]
    project = replace(corpus.project, annotators=(first, replace(first, id="a0-2")))
    found = settled(
        Corpus(project, corpus.documents, sets, links), list(MEASURES), KINDS, gamma=QUICK
    )
    defined = [f for f in found if f.value is not None]
    assert {f.measure for f in defined} == set(MEASURES)
    for figure in defined:
        assert figure.value == pytest.approx(1, abs=1e-12), figure
        assert figure.reason == ""


@pytest.mark.parametrize("seed", range(2))
def test_f1_falls_from_any_touch_to_exact(seed: int) -> None:
    measures = ["f1-exact", "f1-overlap", "agr"]
    for least in (0.5, 0.75):
        found = settled(random_corpus(seed, 60, 2), measures, by_document=True, iou=least)
        chains: dict[Any, dict[Any, float | None]] = {}
        for f in found:
            if f.pair is None and "categories" not in f.parameters:
                name = f.measure, f.parameters.get("iou")
                chains.setdefault((f.category, f.document), {})[name] = f.value
        names = [("f1-exact", None), ("f1-overlap", least), ("f1-overlap", 0.0), ("agr", None)]
        for chain in chains.values():
            values = [chain[name] for name in names]
            assert all(value is None for value in values) or values == sorted(values)
        assert len(chains) == 61 * 5


@pytest.mark.parametrize("measure", ["alpha", "fleiss", "ac1"])
def test_a_copy_of_one_of_two_never_lowers_agreement(measure: str) -> None:
    corpus = random_corpus(3, 150, 2)
    before = settled(corpus, [measure], by_document=True)
    sets = dict(corpus.sets)
    for (document, who), found in corpus.sets.items():
        if who == "a1":
            sets[document, "a2"] = replace(found, annotator="a2")
    person = replace(corpus.project.annotators[0], id="a2")
    people = (*corpus.project.annotators, person)
    project = replace(corpus.project, annotators=people)
    after = settled(replace(corpus, sets=sets, project=project), [measure], by_document=True)
    compared = 0
    for document in corpus.documents:
        for category in ("quote", "claim"):
            was = pick(before, measure, category, None, document).value
            now = pick(after, measure, category, None, document).value
            if was is not None:
                assert now is not None
                assert now >= was - 1e-12
                compared += 1
    assert compared > 150


def test_a_unit_replaced_by_its_partner_never_lowers_agreement() -> None:
    """Where it touches no other."""
    random = np.random.default_rng(4)
    texts, before, after = {}, {"a": {}, "b": {}}, {"a": {}, "b": {}}
    for d in range(100):
        places = [20 * n for n in range(5)]
        one = [("quote", [(p, p + int(random.integers(1, 12)))]) for p in places]
        two = [("quote", [(p + int(random.integers(0, 4)), p + int(random.integers(5, 14)))])
               for p in places]  # fmt: skip
        n = int(random.integers(0, 5))
        texts[f"d{d}"] = blank(200)
        before["a"][f"d{d}"] = after["a"][f"d{d}"] = one
        before["b"][f"d{d}"] = two
        after["b"][f"d{d}"] = [*two[:n], one[n], *two[n + 1 :]]
    measures = ["f1-exact", "f1-overlap", "f1-coverage", "alpha", "kappa"]
    was, now = (
        settled(corpus_of(texts, marks), measures, by_document=True) for marks in (before, after)
    )
    changed = 0
    for first, second in zip(was, now, strict=True):
        if first.category == "quote":
            assert second.value >= first.value - 1e-12
            changed += second.value > first.value
    assert changed > 100


def test_out_of_scope_stretches_change_coverage_only_where_they_are_left_out() -> None:
    marks = [("quote", [(0, 5)])], [("quote", [(0, 4)])]
    corpus = pair_corpus(20, *marks)
    document = replace(corpus.documents["d"], out_of_scope=(Span(10, 20),))
    scoped = replace(corpus, documents={"d": document})
    whole = pick(settled(corpus), "alpha", "quote").value
    assert pick(settled(scoped), "alpha", "quote").value == whole
    inside = pick(settled(scoped, extent="in-scope"), "alpha", "quote").value
    assert inside == pick(settled(pair_corpus(10, *marks)), "alpha", "quote").value
    assert inside < whole
