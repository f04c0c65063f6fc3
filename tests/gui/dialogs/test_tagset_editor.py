"""The tagset dialog, as a person uses it."""

from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.core.tagset import Choice, Option
from annotator.core.tagset_changes import Deletion, change_tagset
from annotator.gui.dialogs.tagset.deleting import DeletingDialog
from annotator.gui.dialogs.tagset.editor import TagsetEditor
from annotator.session.session import Session
from tests.samples import TAGSET, build_corpus


def uses(category: str) -> tuple[int, Mapping[str, int]]:
    return (2, {"Ben": 3}) if category == "quote" else (0, {})


@pytest.fixture
def editor(qtbot: QtBot) -> TagsetEditor:
    editor = TagsetEditor(TAGSET, uses, {"N": "Next annotation"})
    # Closing it would ask about the changes, and wait for an answer.
    qtbot.addWidget(editor, before_close_func=lambda widget: widget.hide())
    editor.show()
    return editor


def type_in(field: object, text: str) -> None:
    field.setText(text)  # type: ignore[attr-defined]
    field.textEdited.emit(text)  # type: ignore[attr-defined]


def test_opening_changes_nothing(editor: TagsetEditor) -> None:
    for row in range(4):
        editor.categories.picked.emit(row)
    assert editor.tagset == TAGSET
    assert editor.ok.isEnabled()


def test_a_rename_reaches_every_annotation_and_undo_restores(editor: TagsetEditor) -> None:
    session = Session(build_corpus(), "anna")
    before = session.corpus
    type_in(editor.category.label, "  Zitat  😀 ")
    session.apply(change_tagset(session.corpus, session.stamp(), editor.tagset))
    quote = session.annotation("a-quote")
    assert quote is not None
    assert session.tagset.label(quote.category) == "Zitat 😀"
    assert quote is before.find("a-quote", "anna")
    session.undo()
    assert session.tagset == TAGSET


def test_recolour(editor: TagsetEditor) -> None:
    editor.category._colour._choose("#56b4e9")
    assert editor.tagset.categories[0].colour == "#56b4e9"


def test_reorder_by_button(editor: TagsetEditor) -> None:
    editor.categories._down.click()
    assert [(c.key, c.shortcut) for c in editor.tagset.categories[:2]] == [
        ("claim", "1"),
        ("quote", "2"),
    ]
    assert editor.categories.row == 1


def test_reorder_by_dragging(editor: TagsetEditor) -> None:
    rows = editor.categories._list
    item = rows.model().index(0, 0).parent()
    rows.model().moveRow(item, 0, item, 3)
    assert [c.key for c in editor.tagset.categories] == [
        "claim",
        "attribution",
        "quote",
        "statistic",
    ]


@pytest.mark.parametrize(("key", "said"), [("2", "same key"), ("n", "Next annotation")])
def test_a_key_that_is_taken_is_refused(editor: TagsetEditor, key: str, said: str) -> None:
    type_in(editor.category.shortcut, key)
    assert said in editor.message.text()
    assert not editor.ok.isEnabled()
    type_in(editor.category.shortcut, "1")
    assert not editor.message.text()
    assert editor.ok.isEnabled()


def test_an_attribute_with_values(editor: TagsetEditor) -> None:
    editor.attributes.list.add_wanted.emit()
    form = editor.attributes.form
    type_in(form.label, "Tone")
    form.kind.setCurrentIndex(0)
    form.kind.activated.emit(0)
    form.values.renamed.emit(0, "Calm")
    form.values.add_wanted.emit()
    form.values.renamed.emit(1, "Very angry")
    form.required.click()
    made = editor.tagset.categories[0].attributes[-1]
    assert made.title == "Tone"
    assert made.required
    assert made.kind == Choice((Option("first", "Calm"), Option("very-angry", "Very angry")))
    assert editor.ok.isEnabled()


def test_a_condition(editor: TagsetEditor) -> None:
    editor.attributes.list._list.setCurrentRow(2)
    form = editor.attributes.form
    row = form.condition.findData("form")
    form.condition.setCurrentIndex(row)
    form.condition.activated.emit(row)
    form._only.ticked.emit(("partial", "indirect"))
    condition = editor.tagset.categories[0].attributes[2].condition
    assert condition is not None
    assert condition.values == ("partial", "indirect")


def test_changes_are_not_thrown_away_unasked(
    editor: TagsetEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["", "discard"]
    monkeypatch.setattr(
        "annotator.gui.dialogs.tagset.editor.ask", lambda *args, **named: answers.pop(0)
    )
    type_in(editor.category.label, "Zitat")
    editor.reject()
    assert editor.isVisible()
    editor.reject()
    assert not editor.isVisible()


def test_new_category_is_unlike_the_others(editor: TagsetEditor) -> None:
    editor.categories.add_wanted.emit()
    new = editor.tagset.categories[-1]
    assert new.shortcut == "5"
    assert new.colour not in {c.colour for c in TAGSET.categories}


def test_a_relation_allows_categories(editor: TagsetEditor) -> None:
    editor.relations.add_wanted.emit()
    type_in(editor.relation.label, "Answers")
    editor.relation._source._ticks.ticked.emit(("quote",))
    made = editor.tagset.relations[-1]
    assert (made.label, made.source.categories, made.target.categories) == (
        "Answers",
        ("quote",),
        (),
    )


@pytest.mark.parametrize("fate", ["move", "keep", "delete"])
def test_deleting_asks_with_counts(
    editor: TagsetEditor, monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    asked: list[str] = []

    def answer(dialog: DeletingDialog) -> QDialog.DialogCode:
        asked.append(dialog._category.key)
        dialog.choices[fate].setChecked(True)  # type: ignore[index]
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(DeletingDialog, "exec", answer)
    editor.categories.delete_wanted.emit(0)
    assert asked == ["quote"]
    to = "claim" if fate == "move" else ""
    assert editor.deletions == [Deletion("quote", fate, to)]  # type: ignore[arg-type]
    assert editor.tagset.category("quote") is None


def test_a_category_nobody_uses_goes_without_a_question(editor: TagsetEditor) -> None:
    editor.categories.delete_wanted.emit(3)
    assert editor.tagset.category("statistic") is None
