"""What holds for every format: golden files, reading again, and an honest list of what it lacks."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.bundled import sample_project
from annotator.core.corpus import Corpus
from annotator.core.holdings import THINGS, Feature
from annotator.core.losses import losses
from annotator.interchange import Format
from annotator.storage.exports import FORMATS, prepare
from annotator.storage.workspace import Workspace
from tests.interchange.everything import WITHOUT, everything
from tests.interchange.make_golden import file_name, golden
from tests.samples import WHEN, build_corpus
from tests.tei import makers
from tests.tei.full_schema import FullSchema

formats = pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
OF_THE_TAGSET = ("definitions", "guidelines", "colours", "handbook", "settings")
CHANGED = {
    "codebook-csv": (b"that could be false", b"that could be true"),
    "codebook-md": (b"that could be false", b"that could be true"),
}


@pytest.fixture(scope="module")
def corpora() -> Mapping[str, Corpus]:
    small = build_corpus()
    return {
        "everything": everything(),
        "sample": Workspace(sample_project()).load_all().corpus,
        "no history": small,
        "no sets": replace(small, sets={}),
        "no tagset": replace(
            small, project=replace(small.project, tagset=makers.EMPTY_TAGSET, annotators=())
        ),
    }


@formats
def test_a_format_writes_its_golden_files(format: Format) -> None:
    written = {file_name(format.id, name): d for name, d in format.write(everything()).items()}
    folder = golden(format.id)
    kept = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert written.keys() == kept.keys()
    for name, data in kept.items():
        assert written[name] == data, name


@formats
@pytest.mark.parametrize("name", ["everything", "sample", "no history", "no sets", "no tagset"])
def test_what_is_written_reads_again_as_it_was(
    format: Format, name: str, corpora: Mapping[str, Corpus]
) -> None:
    corpus = corpora[name]
    files = format.write(corpus)
    assert format.faults(corpus, files) == []
    assert format.write(corpus) == files
    assert set(files) == {""} if format.suffix else "" not in files


@given(makers.annotation_files())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_and_any_values_read_again_as_they_were(made: makers.AnnotationsFile) -> None:
    project = replace(makers.project(), annotators=made.annotators)
    held = made.set
    corpus = Corpus(project, {"doc": made.document}, {("doc", "anna"): held})
    for format in FORMATS.values():
        assert format.faults(corpus, format.write(corpus)) == [], format.id


@formats
def test_a_change_in_the_files_is_noticed(format: Format) -> None:
    corpus = everything()
    old, new = CHANGED.get(format.id, (b"they listen", b"they whisper"))
    files = format.write(corpus)
    changed = {name: data.replace(old, new) for name, data in files.items()}
    assert changed != files
    assert format.faults(corpus, changed)


@pytest.mark.parametrize("id", [id for id in FORMATS if not id.startswith("codebook")])
def test_an_annotation_that_is_missing_is_noticed(id: str) -> None:
    corpus = everything()
    held = corpus.sets["island", "anna"]
    fewer = {id: item for id, item in held.annotations.items() if id != "a-2"}
    sets = {**corpus.sets, ("island", "anna"): replace(held, annotations=fewer)}
    links = {"anna": replace(corpus.links["anna"], only_here=frozenset())}
    files = FORMATS[id].write(replace(corpus, sets=sets, links=links))
    assert FORMATS[id].faults(corpus, files)


@pytest.mark.parametrize("id", [id for id in FORMATS if id.startswith("tei-")])
def test_what_is_tei_is_valid(id: str, corpora: Mapping[str, Corpus], tei_all: FullSchema) -> None:
    for corpus in corpora.values():
        for name, data in FORMATS[id].write(corpus).items():
            assert tei_all.problem(data) == "", name


def test_everything_has_things_of_every_kind() -> None:
    corpus = everything()
    for feature, thing in THINGS.items():
        assert list(thing.find(corpus)), feature


@pytest.mark.parametrize("feature", WITHOUT)
def test_without_such_things_none_are_found(feature: Feature) -> None:
    without = WITHOUT[feature](everything())
    if feature not in ("history", "colours", "status", "status-history"):
        assert list(THINGS[feature].find(without)) == []


@pytest.mark.parametrize("feature", WITHOUT)
@formats
def test_the_list_of_what_a_format_lacks_is_true(format: Format, feature: Feature) -> None:
    """What is said to be left out makes no difference to the files; what is held makes one."""
    if "annotations" in format.lacks and feature not in OF_THE_TAGSET:
        assert {"annotations", "relations", "links", "text"} <= format.lacks.keys()
        return  # it belongs to one of these
    corpus = everything()
    without = WITHOUT[feature](corpus)
    if feature == "annotations":
        without = WITHOUT["relations"](WITHOUT["links"](WITHOUT["marks"](without)))
    same = format.write(corpus) == format.write(without)
    lack = format.lacks.get(feature)
    if lack is None:
        assert not same, "it is not named, but it is left out"
    elif not lack.how:
        assert same, "it is said to be left out, but it is not"


@formats
def test_what_is_lost_is_counted_and_told(format: Format) -> None:
    corpus = everything()
    found = losses(corpus, format.lacks)
    assert [loss.is_lost for loss in found] == sorted((x.is_lost for x in found), reverse=True)
    for loss in found:
        assert loss.count == len(loss.places) > 0
        assert str(loss.count) in str(loss)
        assert (loss.how or "left out") in str(loss)
    assert prepare(format, corpus, WHEN).losses == found


def test_the_bundle_lacks_nothing() -> None:
    assert losses(everything(), FORMATS["tei-bundle"].lacks) == ()


def test_the_counts_are_those_of_the_corpus() -> None:
    corpus = everything()
    counts = {feature: len(list(thing.find(corpus))) for feature, thing in THINGS.items()}
    assert counts == {
        "annotations": 11,
        "values": 5,
        "kinds": 1,
        "fragments": 1,
        "crossings": 2,
        "line-ends": 1,
        "notes": 1,
        "certainty": 1,
        "drafts": 1,
        "undecided": 2,
        "relations": 2,
        "relation-details": 3,
        "links": 1,
        "marks": 1,
        "history": 16,
        "decisions": 2,
        "status": 5,
        "status-history": 7,
        "text": 3,
        "blocks": 2,
        "about": 2,
        "imports": 1,
        "scope": 1,
        "definitions": 13,
        "guidelines": 3,
        "handbook": 2,
        "colours": 5,
        "settings": 2,
    }


def test_ids_are_the_names_of_folders_here() -> None:
    assert {path.name for path in Path(golden("csv")).parent.iterdir()} == set(FORMATS)
