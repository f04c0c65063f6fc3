"""The small dialogs: what is chosen in them, and what they refuse."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.core.project import Annotator, Project, Settings
from annotator.gui.dialogs.about import AboutDialog
from annotator.gui.dialogs.annotator import AnnotatorDialog
from annotator.gui.dialogs.articles import ArticlesDialog
from annotator.gui.dialogs.details import DetailsDialog, describing
from annotator.gui.dialogs.settings import SettingsDialog, settling
from annotator.gui.dialogs.shortcuts import ShortcutsDialog, spelled
from annotator.storage.intake import Article
from tests.samples import TAGSET, build_corpus

ANNA, BEN = Annotator("anna", "Anna"), Annotator("ben", "Ben Öz")
GOLD = Annotator("gold", "Gold", role="adjudication")


def ok_of(dialog: object) -> object:
    box = dialog.findChild(QDialogButtonBox)  # type: ignore[attr-defined]
    return next(
        b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.AcceptRole
    )


def type_in(dialog: QDialog, text: str) -> None:
    """Type into the first field; QTest itself knows ASCII only."""
    field = dialog.findChild(QLineEdit)
    field.setText(text)
    field.textEdited.emit(text)


class TestAnnotator:
    def test_one_of_the_project(self, qtbot: QtBot) -> None:
        dialog = AnnotatorDialog((ANNA, BEN, GOLD), "ben")
        qtbot.addWidget(dialog)
        listed = dialog.findChild(QListWidget)
        assert [listed.item(n).text() for n in range(listed.count())] == ["Anna", "Ben Öz"]
        assert dialog.chosen == BEN

    def test_a_new_name_gets_an_id_of_its_own(self, qtbot: QtBot) -> None:
        dialog = AnnotatorDialog((ANNA, BEN), "anna")
        qtbot.addWidget(dialog)
        type_in(dialog, "Émile  Gold")
        assert dialog.chosen == Annotator("emile-gold", "Émile Gold", "ÉG")

    def test_a_known_name_is_that_person(self, qtbot: QtBot) -> None:
        dialog = AnnotatorDialog((ANNA, BEN))
        qtbot.addWidget(dialog)
        type_in(dialog, "ben öz")
        assert dialog.chosen == BEN

    def test_nobody_cannot_begin(self, qtbot: QtBot) -> None:
        dialog = AnnotatorDialog(())
        qtbot.addWidget(dialog)
        assert dialog.chosen is None
        assert not ok_of(dialog).isEnabled()  # type: ignore[attr-defined]
        qtbot.keyClicks(dialog.findChild(QLineEdit), "A")
        assert ok_of(dialog).isEnabled()  # type: ignore[attr-defined]


class TestDetails:
    def test_the_text_stays_and_what_is_not_shown_too(self, qtbot: QtBot) -> None:
        document = build_corpus().documents["ferry"]
        old = replace(document.metadata, event="strike", file="ferry.txt")
        document = document.described(old)
        dialog = DetailsDialog(document)
        qtbot.addWidget(dialog)
        field = dialog.findChildren(QLineEdit)[1]
        field.clear()
        field.setText(" Post\x07 ")
        field.textEdited.emit(field.text())
        assert dialog.metadata == replace(old, outlet="Post")
        edit = describing(document, dialog.metadata)
        assert edit.added[0] == replace(document, metadata=dialog.metadata)

    @pytest.mark.parametrize(
        ("date", "fits"),
        [
            ("2026-11-20", True),
            ("2026", True),
            ("", True),
            ("20.11.2026", False),
            ("2026-13", False),
        ],
    )
    def test_a_date_is_a_date(self, qtbot: QtBot, date: str, fits: bool) -> None:
        dialog = DetailsDialog(Document("d", "Text"))
        qtbot.addWidget(dialog)
        qtbot.keyClicks(dialog.findChildren(QLineEdit)[3], date)
        assert ok_of(dialog).isEnabled() == fits  # type: ignore[attr-defined]


def test_settings_come_back_as_chosen(qtbot: QtBot) -> None:
    project = Project("p-1", "Storm", TAGSET, settings=Settings(other=(("x", "y"),)))
    dialog = SettingsDialog(project)
    qtbot.addWidget(dialog)
    assert dialog.settings == project.settings
    assert dialog.heading == project.heading
    assert not settling(project, dialog.settings, dialog.heading)
    dialog.findChild(QComboBox).setCurrentIndex(1)
    assert dialog.settings == replace(project.settings, marks="inside")
    edit = settling(project, dialog.settings, dialog.heading)
    assert (edit.removed, edit.added) == ((project.settings,), (dialog.settings,))
    title = dialog.findChild(QLineEdit)
    title.selectAll()
    qtbot.keyClicks(title, "Flood")
    both = settling(project, dialog.settings, dialog.heading)
    after = Corpus(project).apply(both, "").project
    assert (after.title, after.settings) == ("Flood", dialog.settings)
    assert Corpus(after).apply(both.inverse, "").project == project


def test_keys_can_be_filtered(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog([("Edit", [("Undo", "Ctrl+Z"), ("Find", "Ctrl+F")]), ("B", [])])
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.findChild(QLineEdit), "find")
    heading = dialog.tree.topLevelItem(0)
    assert heading is not None
    assert [heading.child(n).isHidden() for n in (0, 1)] == [True, False]
    assert spelled(["Ctrl+Z", "Ctrl+Y"]) == "Ctrl+Z, Ctrl+Y"


def test_about_names_version_and_folder(qtbot: QtBot) -> None:
    dialog = AboutDialog(Path("/state"))
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "About Annotator"


def article(title: str, text: str, **more: object) -> Article:
    document = Document("", text, metadata=Metadata(title, file=f"{title}.txt"))
    return Article(document, "text", text.encode(), "txt", **more)  # type: ignore[arg-type]


class TestArticles:
    def test_they_are_described_and_ordered(self, qtbot: QtBot) -> None:
        dialog = ArticlesDialog([article("One", "a"), article("Two", "b")], project_title="")
        qtbot.addWidget(dialog)
        assert dialog.project_title == "One"
        listed = dialog.findChild(QListWidget)
        listed.setCurrentRow(1)
        outlet = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Outlet")
        qtbot.keyClicks(outlet, "Wire")
        assert listed.item(1).text() == "Wire: Two"
        up = next(b for b in dialog.findChildren(type(ok_of(dialog))) if b.text() == "Move up")
        qtbot.mouseClick(up, Qt.MouseButton.LeftButton)
        assert [a.document.metadata.outlet for a in dialog.articles] == ["Wire", ""]

    def test_the_same_text_twice_is_noticed(self, qtbot: QtBot) -> None:
        known = Document("old", "a", metadata=Metadata("Old one"))
        dialog = ArticlesDialog([article("One", "a"), article("Two", "a")], [known])
        qtbot.addWidget(dialog)
        said = {label.text() for label in dialog.findChildren(type(dialog._twice))}
        assert "The same text is already in the project: “Old one”." in said

    def test_another_encoding_reads_the_bytes_again(self, qtbot: QtBot) -> None:
        asked: list[tuple[object, ...]] = []

        def reread(data: bytes, name: str, encoding: str | None, choices: object) -> Article:
            asked.append((data, name, encoding, choices))
            return article("One", "again", encoding="cp1252")

        first = article("One", "a", encoding="utf-8", encodings=("utf-8", "cp1252"))
        dialog = ArticlesDialog([first], reread=reread)
        qtbot.addWidget(dialog)
        chooser = dialog.findChild(QComboBox, options=Qt.FindChildOption.FindChildrenRecursively)
        chooser.setCurrentIndex(1)
        chooser.activated.emit(1)
        assert asked == [(b"a", "One.txt", "cp1252", None)]
        assert dialog.articles[0].document.text == "again"

    def test_all_can_be_left_out_and_then_nothing_is_added(self, qtbot: QtBot) -> None:
        dialog = ArticlesDialog([article("One", "a")], failures=["two.txt: not readable"])
        qtbot.addWidget(dialog)
        out = next(b for b in dialog.findChildren(type(ok_of(dialog))) if b.text() == "Leave out")
        out.click()
        assert dialog.articles == []
        assert not ok_of(dialog).isEnabled()  # type: ignore[attr-defined]
