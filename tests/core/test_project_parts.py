"""The project as a whole changes by edits: its heading, and who annotates."""

import pytest

from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.errors import EditError
from annotator.core.project import Annotator, Heading, Project, Settings
from tests.samples import TAGSET

ANNA, BEN, ZOE = (Annotator(name.lower(), name) for name in ("Anna", "Ben", "Zoe"))
CORPUS = Corpus(Project("p-1", "Storm", TAGSET, (ANNA, BEN)))


def test_people_join_and_change_without_changing_their_order() -> None:
    joined = CORPUS.apply(Edit("Join", (), (ZOE,)), "zoe")
    assert [person.id for person in joined.project.annotators] == ["anna", "ben", "zoe"]
    named = Annotator("anna", "Anna K.")
    changed = joined.apply(Edit("Name", (ANNA,), (named,)), "zoe")
    assert changed.project.annotators == (named, BEN, ZOE)
    assert changed.apply(Edit("Name", (named,), (ANNA,)), "zoe").project == joined.project


def test_what_is_not_touched_stays_the_same_object() -> None:
    after = CORPUS.apply(Edit("Title", (Heading("Storm"),), (Heading("Flood", "Why"),)), "")
    assert (after.project.title, after.project.description) == ("Flood", "Why")
    assert after.project.tagset is TAGSET
    assert after.project.annotators is CORPUS.project.annotators


@pytest.mark.parametrize(
    "edit",
    [
        Edit("x", (ZOE,), ()),
        Edit("x", (), (ANNA,)),
        Edit("x", (Heading("Flood"),), (Heading("Fire"),)),
        Edit("x", (Settings(),), ()),
        Edit("x", (), (Settings(),)),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edit: Edit) -> None:
    with pytest.raises(EditError):
        CORPUS.apply(edit, "")
