"""Annotations of a text that was changed: moved with it, or kept aside in the file; or the text is
put back. Everything is looked at after writing and reading again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Change, Completion
from annotator.core.document import Document, Metadata
from annotator.core.project import Annotator
from annotator.core.provenance import Provenance
from annotator.core.reanchoring import Report
from annotator.core.relation import End, Relation
from annotator.core.span import Span, Spans
from annotator.core.text import canonical
from annotator.storage.changes import Stamping
from annotator.storage.reanchor import reanchored_file, reanchoring_report, restored_text
from annotator.tei.files import AnnotationsFile, Extras, TextFile
from annotator.tei.reader import read
from annotator.tei.writer import write

WHEN, LATER = "2026-11-20T09:14:02Z", "2026-11-25T10:00:00Z"
ANNA = Annotator("anna", "Anna")
STAMP = Stamping("anna", LATER, "k7f2q1", 7)
OLD = (
    "Ferry strike\n\nThe mayor said “no” 🚲.\nAbout 480\u00a0nurses may leave.\n"
    "He said it again. The union claims it. He said it again."
)
NEW = (
    "Ferry strike ends\n\nThe mayor said “no” 🚲.\nAbout 480 nurses may leave.\n"
    "He said it again, of course. Nothing more."
)


def place(text: str, *words: str) -> Spans:
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def annotation(id: str, *words: str) -> Annotation:
    return Annotation(id, "wire", "quote", place(OLD, *words), Provenance(WHEN, "anna"))


def relation(id: str, source: str, target: str) -> Relation:
    ends = End("wire", source), End("wire", target)
    return Relation(id, "same-as", *ends, Provenance(WHEN, "anna"), note="because")


@pytest.fixture
def file() -> AnnotationsFile:
    marked = [
        annotation("a-kept", "Ferry"),
        annotation("a-moved", "“no” 🚲", "may leave"),
        annotation("a-respelled", "480\u00a0nurses"),
        annotation("a-lost", "The union claims"),
    ]
    ties = [relation("r-whole", "a-kept", "a-moved"), relation("r-loose", "a-lost", "a-kept")]
    history = (Change("created", WHEN, "anna"), Change("finished", WHEN, "anna"))
    set_ = AnnotationSet(
        "wire",
        "anna",
        {a.id: a for a in marked},
        {r.id: r for r in ties},
        Completion("wire", "finished", history),
    )
    revisions = {id: "p0qa8z.1" for id in (*set_.annotations, *set_.relations)}
    document = Document("wire", OLD, metadata=Metadata("Strike"))
    return AnnotationsFile(document, set_, (ANNA,), extras=Extras("p0qa8z.2", revisions))


@pytest.fixture
def document() -> Document:
    return Document("wire", NEW, metadata=Metadata("Strike", "The Daily Post"))


def again(file: AnnotationsFile) -> AnnotationsFile:
    """The file after writing and reading, without an error; the same bytes when written anew."""
    result = read(write(file), "annotations/wire/anna.tei.xml")
    assert isinstance(result.file, AnnotationsFile)
    assert {problem.code for problem in result.problems} <= {"E-OFFSET", "E-POINTER"}
    assert write(result.file) == write(file)
    return result.file


def words(file: AnnotationsFile) -> dict[str, list[str]]:
    return {
        a.id: [span.text(file.document.text) for span in a.spans]
        for a in file.set.annotations.values()
    }


def test_what_moved_is_in_force_and_what_is_lost_stays_in_the_file(
    file: AnnotationsFile, document: Document
) -> None:
    report = reanchoring_report(file, document)
    outcomes = {a.annotation.id: a.outcome for a in report.anchorings}
    assert outcomes == {
        "a-kept": "kept",
        "a-moved": "moved",
        "a-respelled": "respelled",
        "a-lost": "lost",
    }
    chosen = {
        a.annotation.id: a.candidates[0].spans
        for a in report.anchorings
        if a.outcome == "respelled"
    }
    made = reanchored_file(file, document, report, chosen, STAMP)
    for each in (made, again(made)):
        assert each.document.text == NEW
        assert words(each) == {
            "a-kept": ["Ferry"],
            "a-moved": ["“no” 🚲", "may leave"],
            "a-respelled": ["480 nurses"],
        }
        assert set(each.set.relations) == {"r-whole"}
        assert [(a.id, a.among, a.problem.code) for a in each.extras.aside] == [
            ("a-lost", "spans", "E-OFFSET"),
            ("r-loose", "relations", "E-POINTER"),
        ]
        assert "The union claims" in each.extras.aside[0].problem.message
        assert each.extras.aside[0].problem.advice
        assert each.set.annotations["a-moved"] == replace(
            file.set.annotations["a-moved"], spans=place(NEW, "“no” 🚲", "may leave")
        )
        assert each.set.annotations["a-respelled"].provenance == Provenance(
            WHEN, "anna", modified=LATER, modified_by="anna"
        )
        # Nothing was deleted; what changed has a new revision, what did not has its old one.
        assert each.extras.deleted == ()
        assert each.extras.revisions == {
            "a-kept": "p0qa8z.1",
            "a-moved": "k7f2q1.7 p0qa8z.1",
            "a-respelled": "k7f2q1.7 p0qa8z.1",
            "r-whole": "p0qa8z.1",
        }
        assert b'n="p0qa8z.1"' in each.extras.aside[0].xml
        assert b"because" in each.extras.aside[1].xml


def test_a_finished_set_from_which_something_is_lost_is_open_again(
    file: AnnotationsFile, document: Document
) -> None:
    report = reanchoring_report(file, document)
    made = reanchored_file(file, document, report, {}, STAMP)
    assert again(made).set.completion.status == "open"
    assert made.set.completion.changes[-1] == Change("reopened", LATER, "anna")
    assert made.extras.revision == "k7f2q1.7 p0qa8z.2"
    same = reanchored_file(file, file.document, reanchoring_report(file, file.document), {}, STAMP)
    assert same == file


def test_what_nobody_chose_a_place_for_is_set_aside_although_its_words_are_there(
    file: AnnotationsFile, document: Document
) -> None:
    report = reanchoring_report(file, document)
    made = again(reanchored_file(file, document, report, {}, STAMP))
    assert set(made.set.annotations) == {"a-kept", "a-moved"}
    assert {a.id for a in made.extras.aside} == {"a-respelled", "a-lost", "r-loose"}


def test_a_lost_one_never_comes_back_by_chance() -> None:
    """The same words stand at the same offset of the new text, but it is not their place."""
    old, new = "He said no. Why?", "He said no. Then he said no. Why not?"
    item = Annotation("a-1", "wire", "quote", (Span(0, 11),), Provenance(WHEN, "anna"))
    set_ = AnnotationSet(
        "wire",
        "anna",
        {"a-1": item},
        {},
        Completion("wire", "open", (Change("created", WHEN, "anna"),)),
    )
    file = AnnotationsFile(Document("wire", old), set_, (ANNA,))
    document = Document("wire", new)
    report = reanchoring_report(file, document)
    unclear = replace(report.anchorings[0], outcome="ambiguous")
    made = reanchored_file(file, document, Report(old, new, (unclear,)), {}, STAMP)
    assert again(made).set.annotations == {}
    assert [a.id for a in again(again(made)).extras.aside] == ["a-1"]


def test_what_had_been_set_aside_stays_aside_through_every_change(
    file: AnnotationsFile, document: Document
) -> None:
    once = reanchored_file(file, document, reanchoring_report(file, document), {}, STAMP)
    once = again(once)
    back = reanchored_file(once, file.document, reanchoring_report(once, file.document), {}, STAMP)
    back = again(back)
    assert {a.id for a in back.extras.aside} == {"a-respelled", "a-lost", "r-loose"}
    assert [a.xml for a in back.extras.aside] == [a.xml for a in again(back).extras.aside]
    assert words(back) == {"a-kept": ["Ferry"], "a-moved": ["“no” 🚲", "may leave"]}


def test_one_that_did_not_fit_the_old_text_is_not_taken_because_it_fits_the_new_one(
    file: AnnotationsFile,
) -> None:
    """It quotes other words than stand there; the new text has just these, of all places there."""
    data = write(file).replace(b">Ferry</note>", b">Perry</note>")
    damaged = read(data).file
    assert isinstance(damaged, AnnotationsFile)
    assert [a.id for a in damaged.extras.aside] == ["a-kept", "r-loose", "r-whole"]
    document = Document("wire", OLD.replace("Ferry", "Perry"))
    report = reanchoring_report(damaged, document)
    made = reanchored_file(damaged, document, report, {}, STAMP)
    assert {a.id for a in again(made).extras.aside} == {"a-kept", "r-whole", "r-loose"}


def test_a_choice_elsewhere_is_taken(file: AnnotationsFile, document: Document) -> None:
    report = reanchoring_report(file, document)
    chosen = {"a-lost": place(NEW, "He said it again")}
    made = again(reanchored_file(file, document, report, chosen, STAMP))
    assert words(made)["a-lost"] == ["He said it again"]
    assert made.set.annotations["a-lost"].provenance.modified == LATER
    assert set(made.set.relations) == {"r-whole", "r-loose"}


def test_the_text_is_put_back_as_it_was_annotated(file: AnnotationsFile) -> None:
    metadata = Metadata("Strike", "The Daily Post", file="strike.txt", imported="as UTF-8")
    changed = Document(
        "wire", NEW, metadata=metadata, out_of_scope=place(NEW, "Ferry", "Nothing more")
    )
    present = TextFile(changed, (Change("created", WHEN, "anna"),), annotators=(ANNA,))
    ben = Annotator("ben", "Ben")
    made = restored_text(file, present, LATER, ben)
    result = read(write(made), "texts/wire.tei.xml")
    assert result.problems == ()
    assert isinstance(result.file, TextFile)
    for each in (made, result.file):
        assert each.document.text == OLD
        assert each.document.digest == file.document.digest
        assert each.document.metadata == metadata
        assert each.document.out_of_scope == place(OLD, "Ferry")
        assert [(c.status, c.who) for c in each.changes] == [
            ("created", "anna"),
            ("changed", "ben"),
        ]


def test_a_text_file_that_nobody_can_read_is_made_anew(file: AnnotationsFile) -> None:
    made = restored_text(file, None, LATER, ANNA)
    result = read(write(made), "texts/wire.tei.xml")
    assert result.problems == ()
    assert isinstance(result.file, TextFile)
    assert result.file.document.text == OLD
    assert result.file.document.kinds == file.document.kinds


TEXTS = st.text(
    st.one_of(st.sampled_from('ab .“”"\n\u00a0\u0301é🚲א'), st.characters(codec="utf-8")),
    min_size=1,
    max_size=60,
).map(lambda raw: canonical(raw).text)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_annotation_vanishes_whatever_becomes_of_the_text(data: st.DataObject) -> None:
    old, new = data.draw(TEXTS), data.draw(TEXTS)
    marked = {}
    for n in range(4):
        start = data.draw(st.integers(0, len(old) - 1))
        end = data.draw(st.integers(start + 1, len(old)))
        if old[start:end].strip("\n") == old[start:end]:
            spans = (Span(start, end),)
            marked[f"a-{n}"] = Annotation(f"a-{n}", "d", "x", spans, Provenance(WHEN, "anna"))
    begun = Completion("d", "open", (Change("created", WHEN, "anna"),))
    ties = {}
    for n in range(3 if marked else 0):
        ends = [End("d", data.draw(st.sampled_from(sorted(marked)))) for _ in range(2)]
        ties[f"r-{n}"] = Relation(f"r-{n}", "y", ends[0], ends[1], Provenance(WHEN, "anna"))
    set_ = AnnotationSet("d", "anna", marked, ties, begun)
    file = AnnotationsFile(Document("d", old), set_, (ANNA,))
    report = reanchoring_report(file, Document("d", new))
    chosen = {
        a.annotation.id: data.draw(st.sampled_from(a.candidates)).spans
        for a in report.anchorings
        if a.candidates and data.draw(st.booleans())
    }
    made = again(reanchored_file(file, Document("d", new), report, chosen, STAMP))
    in_force = {*made.set.annotations, *made.set.relations}
    aside = {a.id for a in made.extras.aside}
    assert in_force | aside == {*marked, *ties}
    assert not in_force & aside
    assert {id for id in made.set.annotations} == {
        a.annotation.id for a in report.anchorings if a.settled or a.annotation.id in chosen
    }
