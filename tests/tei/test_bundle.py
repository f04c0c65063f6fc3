"""A whole project in one file, and sets without their texts: both come back without loss."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from annotator.bundled import sample_project
from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.storage.workspace import Workspace
from annotator.tei import bundle
from annotator.tei.bundle import read_bundle, write_bundle
from annotator.tei.names import XML_ID
from annotator.tei.reader import kind_of, read
from annotator.tei.slim import read_slim, write_slim
from tests.interchange.everything import everything
from tests.samples import build_corpus
from tests.tei import makers
from tests.tei.full_schema import FullSchema

POINTER = re.compile(r"#(?:string-range\(([^,]+),.*\)|(.+))")


@pytest.fixture(scope="module")
def sample() -> Corpus:
    return Workspace(sample_project()).load_all().corpus


def test_all_of_a_project_comes_back_from_its_bundle(sample: Corpus) -> None:
    for corpus in (everything(), sample, build_corpus()):
        again = read_bundle(write_bundle(corpus))
        assert again == corpus
        assert list(again.documents) == list(corpus.documents)
        assert write_bundle(again) == write_bundle(corpus)


def test_sets_without_texts_come_back_beside_the_texts(sample: Corpus) -> None:
    for corpus in (everything(), sample, build_corpus()):
        again = read_slim(write_slim(corpus), replace(corpus, sets={}, links={}))
        assert again == corpus


def test_every_pointer_of_a_bundle_leads_to_something_in_it() -> None:
    root = etree.fromstring(write_bundle(everything()))
    ids = [str(e.get(XML_ID)) for e in root.iter() if e.get(XML_ID)]
    assert len(ids) == len(set(ids))
    unknown = set()
    for element in root.iter():
        for name in ("target", "source", "corresp", "copyOf", "resp", "who", "ana"):
            for pointer in element.get(name, "").split():
                found = POINTER.fullmatch(pointer)
                assert found, pointer
                unknown |= {found[1] or found[2]} - set(ids)
    assert unknown == {"tag-not-in-the-tagset"}


def test_a_bundle_holds_each_text_once() -> None:
    data = write_bundle(everything()).decode()
    assert data.count("had considered leaving") == 1
    assert "had considered leaving" not in b"".join(write_slim(everything()).values()).decode()


def test_neither_is_taken_for_a_file_of_a_project() -> None:
    corpus = everything()
    for data in (write_bundle(corpus), *write_slim(corpus).values()):
        assert kind_of(data) == "foreign-tei"
        with pytest.raises(InputError) as caught:
            read(data)
        assert caught.value.code == "E-FOREIGN"


def test_a_history_that_nobody_told_is_not_made_up() -> None:
    corpus = build_corpus()
    assert not any(held.completion.changes for held in corpus.sets.values())
    for data in (write_bundle(corpus), *write_slim(corpus).values()):
        assert b"1970" not in data
        assert b"nobody" not in data


def test_a_bundle_needs_the_projects_own_file() -> None:
    corpus = everything()
    with pytest.raises(InputError) as caught:
        write_bundle(replace(corpus, project=replace(corpus.project, id="")))
    assert caught.value.code == "E-NO-PROJECT"


def test_a_bundle_that_could_not_be_read_again_is_not_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bundle, "LIMIT", 10_000)
    with pytest.raises(InputError, match="fewer articles") as caught:
        write_bundle(everything())
    assert caught.value.code == "E-TOO-BIG"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('type="bundle">', 'type="other">', "E-FOREIGN"),
        ('type="project"', 'type="projekt"', "E-FOREIGN"),
        ("<titleStmt>", "<titleStmt><head/>", "E-PROFILE"),
        ("titleStmt>", "titlestmt>", "E-PROFILE"),
        ("(doc.ferry.b3,0,29)", "(doc.ferry.b3,1,29)", "E-EXACT"),
        ("(doc.ferry.b3,0,29)", "(doc.ferry.b99,0,29)", "E-OFFSET"),
        ('copyOf="#doc.island.b0"', 'copyOf="#doc.isle.b0"', "E-POINTER"),
        ("had considered leaving", "had considered staying", "E-DIGEST"),
        ("</teiCorpus>", "", "E-XML"),
    ],
)
def test_a_damaged_bundle_is_refused_and_not_read_in_part(old: str, new: str, code: str) -> None:
    data = write_bundle(everything()).decode()
    assert old in data
    with pytest.raises(InputError) as caught:
        read_bundle(data.replace(old, new).encode())
    assert caught.value.code == code


def test_a_set_without_its_article_or_on_another_text_is_refused() -> None:
    corpus = everything()
    files = {name: d for name, d in write_slim(corpus).items() if name == "ferry.anna.tei.xml"}
    without = {id: d for id, d in corpus.documents.items() if id != "ferry"}
    with pytest.raises(InputError) as caught:
        read_slim(files, replace(corpus, documents=without))
    assert caught.value.code == "E-NO-TEXT"
    ferry = corpus.documents["ferry"]
    other = replace(ferry, text=ferry.text.replace("third", "fifth"), out_of_scope=())
    with pytest.raises(InputError) as caught:
        read_slim(files, replace(corpus, documents={"ferry": other}))
    assert caught.value.code == "E-DIGEST"


@given(makers.annotation_files())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_set_comes_back_from_both(made: makers.AnnotationsFile) -> None:
    project = replace(makers.project(), annotators=made.annotators)
    corpus = Corpus(project, {"doc": made.document}, {("doc", "anna"): made.set})
    assert read_bundle(write_bundle(corpus)) == corpus
    assert read_slim(write_slim(corpus), corpus) == corpus


@given(makers.annotation_files())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_set_is_valid_in_both(tei_all: FullSchema, made: makers.AnnotationsFile) -> None:
    corpus = Corpus(makers.project(), {"doc": made.document}, {("doc", "anna"): made.set})
    for data in (write_bundle(corpus), *write_slim(corpus).values()):
        assert tei_all.problem(data) == ""
