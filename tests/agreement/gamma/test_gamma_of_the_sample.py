"""Gamma of the two annotators of the sample project, as in the specification."""

import pytest

from annotator.agreement.gamma import GammaParameters, GammaUnits, best_alignment
from annotator.bundled import sample_project
from annotator.storage.workspace import open_project
from tests.agreement.gamma.random_units import units

PUBLISHED = {"hull": (29.696389, 25.734407), "fragments": (29.546188, 25.544002)}
COUNTS = [(67, 44), (58, 37)]


@pytest.fixture(scope="module")
def documents() -> list[GammaUnits]:
    """The articles in reading order, as mira and jonas marked them, all categories."""
    corpus = open_project(sample_project()).load_all().corpus
    names = [category.key for category in corpus.project.tagset.categories]
    found = []
    for document in corpus.documents.values():
        rows = [
            (number, names.index(each.category), [(s.start, s.end) for s in each.spans])
            for number, annotator in enumerate(("mira", "jonas"))
            for each in corpus.set(document.id, annotator).in_order
            if each.in_force
        ]
        found.append(units(len(document.text), *rows))
    return found


def test_the_annotations_are_those_of_the_specification(documents: list[GammaUnits]) -> None:
    counts = [tuple((each.annotator == a).sum() for a in (0, 1)) for each in documents]
    assert sorted(counts) == sorted(COUNTS)


@pytest.mark.parametrize("position", ["hull", "fragments"])
def test_the_disorder_is_that_of_the_specification(
    documents: list[GammaUnits], position: str
) -> None:
    parameters = GammaParameters(position=position)
    found = [best_alignment(each, parameters) for each in documents]
    assert sorted(each.disorder_upper for each in found) == pytest.approx(
        sorted(PUBLISHED[position]), abs=5e-7
    )
    assert {each.proof for each in found} == {"exact"}
