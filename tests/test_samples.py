"""The sample project: what the prepared sets say item by item, and a third reading that holds."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.relation import End, Relation
from annotator.core.span import quoted
from annotator.core.tagset import check
from annotator.core.values import plain
from annotator.tei.files import AnnotationsFile, LinksFile, ProjectFile, TextFile
from annotator.tei.reader import read
from annotator.tei.writer import write
from tests import make_samples, readings
from tests.make_samples import FOLDER, SEED, SEED_DOCUMENTS, SEED_NAMES, stable_id
from tests.tei import full_schema

FILES = {
    path.relative_to(FOLDER).as_posix(): path.read_bytes()
    for path in sorted(FOLDER.rglob("*.tei.xml"))
}
DOCUMENTS = tuple(SEED_DOCUMENTS.values())
ANNOTATORS = ("mira", "jonas", "asha")
SEEDS: dict[str, Any] = json.loads(SEED.read_text("utf-8"))


def sets(annotator: str) -> Iterator[AnnotationsFile]:
    for document in DOCUMENTS:
        file = read(FILES[f"annotations/{document}/{annotator}.tei.xml"]).file
        assert isinstance(file, AnnotationsFile)
        yield file


def annotations(annotator: str) -> dict[str, Annotation]:
    return {id: a for file in sets(annotator) for id, a in file.set.annotations.items()}


def relations(annotator: str) -> dict[str, Relation]:
    file = read(FILES[f"links/{annotator}.tei.xml"]).file
    assert isinstance(file, LinksFile)
    inside = {id: r for set_ in sets(annotator) for id, r in set_.set.relations.items()}
    return {**inside, **file.links.relations}


def texts() -> dict[str, Document]:
    files = [read(FILES[f"texts/{document}.tei.xml"]).file for document in DOCUMENTS]
    return {file.document.id: file.document for file in files if isinstance(file, TextFile)}


def project() -> ProjectFile:
    file = read(FILES["project.tei.xml"]).file
    assert isinstance(file, ProjectFile)
    return file


def test_making_it_anew_gives_the_same_bytes() -> None:
    assert make_samples.build() == FILES


def test_every_file_is_read_without_a_problem_and_written_the_same() -> None:
    for name, data in FILES.items():
        result = read(data, name)
        assert result.problems == (), name
        assert write(result.file) == data, name


def test_every_file_is_valid_tei() -> None:
    schema = full_schema.path()
    if schema is None:
        pytest.skip("the full TEI schema (tei_all.rng) is not here; name it by ANNOTATOR_TEI_ALL")
    checker = full_schema.FullSchema(schema)
    try:
        assert {name: checker.problem(data) for name, data in FILES.items()} == dict.fromkeys(
            FILES, ""
        )
    finally:
        checker.close()


def test_the_texts_are_the_originals_to_the_last_character() -> None:
    for key, document in zip(SEED_DOCUMENTS, texts().values(), strict=True):
        original = (FOLDER / "originals" / f"{document.id}.txt").read_bytes()
        facts = SEEDS["meta"]["documents"][key]
        assert document.text.encode() == original
        assert document.digest == facts["sha256"] == document.metadata.file_sha256
        assert (len(document.text), len(original)) == (facts["code_points"], facts["bytes"])
    kinds = [Counter(document.kinds) for document in texts().values()]
    assert kinds == [{"p": 13, "crosshead": 5}, {"head": 1, "blank": 9, "p": 9}]


@pytest.mark.parametrize("letter", SEED_NAMES)
def test_each_prepared_annotation_is_there_as_it_was_given(letter: str) -> None:
    found, documents = annotations(SEED_NAMES[letter]), texts()
    given = [item for item in SEEDS["annotations"] if item["annotator"] == letter]
    assert len(found) == len(given)
    for item in given:
        annotation = found[stable_id("a", item["id"])]
        text = documents[annotation.document].text
        assert annotation.document == SEED_DOCUMENTS[item["doc"]]
        assert annotation.category == item["category"]
        assert [(s.start, s.end, s.text(text)) for s in annotation.spans] == [
            (part["start"], part["end"], part["text"]) for part in item["fragments"]
        ]
        values = {k: str(v) for k, v in item["attributes"].items() if v not in (None, "")}
        certainty = {"sure": "", "unsure": "low"}[values.pop("confidence")]
        assert annotation.certainty == certainty
        assert annotation.note == values.pop("note", "")
        assert {name: plain(value) for name, value in annotation.attributes} == values
        assert annotation.provenance.origin == "manual"
        assert annotation.provenance.who == SEED_NAMES[letter]


@pytest.mark.parametrize("letter", SEED_NAMES)
def test_each_prepared_relation_is_there_as_it_was_given(letter: str) -> None:
    found = relations(SEED_NAMES[letter])
    given = [item for item in SEEDS["relations"] if item["annotator"] == letter]
    assert len(found) == len(given)
    for item in given:
        relation = found[stable_id("r", item["id"])]
        ends = [stable_id("a", item[end]) for end in ("source", "target")]
        now = [relation.source.annotation, relation.target.annotation]
        assert relation.type == item["type"]
        assert now == ends if relation.directed else sorted(now) == sorted(ends)
        assert {name: plain(v) for name, v in relation.attributes} == item["attributes"]


def test_the_prepared_sets_have_the_size_they_are_known_for() -> None:
    both = [a for who in SEED_NAMES.values() for a in annotations(who).values()]
    assert len(both) == 206
    assert sum(len(a.spans) for a in both) == 212
    assert sum(len(relations(who)) for who in SEED_NAMES.values()) == 190
    counts = {
        who: [
            dict(Counter(a.category for a in file.set.annotations.values())) for file in sets(who)
        ]
        for who in SEED_NAMES.values()
    }
    assert counts == {
        "mira": [
            {"quote": 18, "claim": 14, "attribution": 31, "statistic": 4},
            {"quote": 17, "claim": 13, "attribution": 26, "statistic": 2},
        ],
        "jonas": [
            {"quote": 9, "claim": 10, "attribution": 23, "statistic": 2},
            {"quote": 8, "claim": 9, "attribution": 19, "statistic": 1},
        ],
    }


def characters(annotation: Annotation) -> set[int]:
    return {place for span in annotation.spans for place in range(span.start, span.end)}


def geometry(annotator: str) -> Iterator[tuple[str, frozenset[str], int]]:
    """How any two annotations in one article lie to each other, where they share characters."""
    for file in sets(annotator):
        covered = {id: characters(a) for id, a in file.set.annotations.items()}
        for (a, here), (b, there) in combinations(covered.items(), 2):
            if shared := here & there:
                kind = "crossing"
                if here == there:
                    kind = "identical"
                elif shared in (here, there):
                    kind = "nested"
                yield kind, frozenset((a, b)), len(shared)


def test_the_prepared_annotations_lie_as_they_are_known_to() -> None:
    given = {
        (pair["kind"], frozenset(stable_id("a", pair[end]) for end in "ab"), pair["chars"])
        for pair in SEEDS["geometry"]["pairs"]
    }
    found = {pair for who in SEED_NAMES.values() for pair in geometry(who)}
    assert found == given
    assert Counter(kind for kind, _, _ in found) == {"nested": 25, "identical": 2, "crossing": 1}
    broken = [a.id for who in SEED_NAMES.values() for a in annotations(who).values() if a.spans[1:]]
    assert sorted(broken) == sorted(stable_id("a", id) for id in SEEDS["geometry"]["discontinuous"])
    assert len(broken) == 6


@pytest.mark.parametrize("annotator", ANNOTATORS)
def test_no_rule_of_the_tagset_is_broken(annotator: str) -> None:
    tagset, items = project().project.tagset, annotations(annotator)
    for annotation in items.values():
        assert list(check(annotation, tagset)) == [], annotation.id
    for relation in relations(annotator).values():
        kind = tagset.relation(relation.type)
        assert kind is not None
        source, target = items[relation.source.annotation], items[relation.target.annotation]
        assert source.category in (kind.source.categories or (source.category,))
        assert target.category in (kind.target.categories or (target.category,))
        assert not (kind.same_category and source.category != target.category)
        assert kind.cross_document or not relation.crosses
        for attribute in kind.attributes:
            value = relation.attributes.get(attribute.name)
            assert value is not None or not attribute.required
            assert value is None or attribute.problem(value) == ""


@pytest.mark.parametrize("annotator", ANNOTATORS)
def test_everybody_has_finished_both_articles(annotator: str) -> None:
    assert [file.set.completion.status for file in sets(annotator)] == ["finished", "finished"]


def test_the_third_reading_keeps_to_the_guidelines() -> None:
    documents, items, related = texts(), annotations("asha"), relations("asha").values()
    answered = {r.target for r in related if r.type in ("source-of", "cue-of")}
    joined = {r.source for r in related if r.type in ("source-of", "cue-of")}
    for annotation in items.values():
        words = quoted(annotation.spans, documents[annotation.document].text)
        end = End(annotation.document, annotation.id)
        match annotation.category:
            case "quote":
                assert not words.startswith("that ")
                assert words.endswith("U.S.") or words[-1] not in ",;:."
                assert end in answered, words
                assert ("“" in words) == (annotation.attributes.get("form") in ("partial", "mixed"))
            case "attribution":
                assert end in joined, words
            case "claim":
                attributed = annotation.attributes.get("voice") != "reporter"
                assert attributed == (end in answered), words
        assert words.count("“") == words.count("”")


def contents(annotator: str) -> set[object]:
    """Quotes and claims by place; sources and cues are often one obvious word to anybody."""
    return {
        (a.document, a.category, a.spans)
        for a in annotations(annotator).values()
        if a.category in ("quote", "claim")
    }


def test_the_third_reading_is_no_copy_and_shows_every_way_to_lie() -> None:
    mine = contents("asha")
    for who in SEED_NAMES.values():
        assert 0 < len(mine & contents(who)) < len(mine) / 2
    kinds = Counter(kind for kind, _, _ in geometry("asha"))
    assert min(kinds["nested"], kinds["identical"], kinds["crossing"]) > 3
    assert sum(len(a.spans) > 1 for a in annotations("asha").values()) > 3
    assert sum(a.certainty == "low" for a in annotations("asha").values()) > 3
    assert sum(bool(a.note) for a in annotations("asha").values()) > 10


@pytest.mark.parametrize(
    ("words", "message"),
    [("[Kim]", "times"), ("[Kim Jong Deux]", "found 0"), ("Kim labeled", "bracketed")],
)
def test_words_that_are_not_at_one_place_are_refused(words: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        readings.places(words, texts()["360bulletin"].text)
