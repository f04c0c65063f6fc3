"""Earlier versions: listed, compared when one is chosen, and given back to be restored."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.core.gestures import Stamp, create, delete
from annotator.core.ids import random_id
from annotator.core.span import Span
from annotator.gui.dialogs.earlier import EarlierDialog
from annotator.storage.backups import Backup
from annotator.tei.files import AnnotationsFile
from tests.samples import build_corpus

STAMP = Stamp("anna", "2026-11-22T12:00:00Z", random_id)
MARKUP = '<img src="canary.png">&B'


def backup(number: int, count: int = 5, reason: str = "hourly") -> Backup:
    when = f"2026-10-0{number}T12:00:00Z"
    name = "annotations/ferry/anna.tei.xml"
    return Backup(name, when, "0" * 64, count, reason, 100, Path(f"{number}"), number)


NOW, THEN, LOST, OTHER = backup(4), backup(3, -1), backup(2), backup(1, 7, "first-change")


class Shelf:
    """Reads versions from memory, and remembers which, and in which thread."""

    def __init__(self, corpus: Corpus) -> None:
        self.seen: list[Backup] = []
        self.threads: set[int] = set()
        document, now = corpus.documents["ferry"], corpus.set("ferry", "anna")
        other = Document("ferry", f"{document.text}More.")
        self._files = {
            NOW: AnnotationsFile(document, now),
            THEN: AnnotationsFile(document, build_corpus().set("ferry", "anna")),
            OTHER: AnnotationsFile(other, now),
        }

    def __call__(self, backup: Backup) -> AnnotationsFile:
        self.seen.append(backup)
        self.threads.add(threading.get_ident())
        if backup not in self._files:
            raise InputError("E-BACKUP", f"It is damaged. {MARKUP}", "x")
        return self._files[backup]


@pytest.fixture
def corpus() -> Corpus:
    """Since then a quote was deleted and a claim made."""
    corpus = build_corpus()
    quote = corpus.set("ferry", "anna").annotations["a-quote"]
    corpus = corpus.apply(delete(corpus, STAMP, [quote]), "anna")
    made = create(corpus, STAMP, "ferry", "claim", [Span(0, 5)], note=MARKUP)
    return corpus.apply(made, "anna")


@pytest.fixture
def shelf(corpus: Corpus) -> Shelf:
    return Shelf(corpus)


@pytest.fixture
def dialog(qtbot: QtBot, corpus: Corpus, shelf: Shelf) -> EarlierDialog:
    made = EarlierDialog([NOW, THEN, LOST, OTHER], shelf, corpus, "ferry", STAMP)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "Comparing" not in made.said)
    return made


def tree(dialog: QDialog, name: str) -> QTreeWidget:
    return next(t for t in dialog.findChildren(QTreeWidget) if t.accessibleName() == name)


def restore(dialog: QDialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == "Restore this version")


def choose(qtbot: QtBot, dialog: EarlierDialog, row: int) -> None:
    listed = tree(dialog, "Versions")
    item = listed.topLevelItem(row)
    assert item is not None
    listed.setCurrentItem(item)
    qtbot.waitUntil(lambda: "Comparing" not in dialog.said)


def texts(tree: QTreeWidget) -> list[list[str]]:
    """All rows, children after their parents."""
    found: list[list[str]] = []
    for n in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(n)
        assert top is not None
        items = [top, *(top.child(m) for m in range(top.childCount()))]
        found += [[item.text(c) for c in range(tree.columnCount())] for item in items]
    return found


def test_versions_are_listed_and_nothing_is_read_that_nobody_looks_at(
    qtbot: QtBot, dialog: EarlierDialog, shelf: Shelf
) -> None:
    rows = texts(tree(dialog, "Versions"))
    assert [row[1:] for row in rows] == [
        ["While you worked", "5", "none"],
        ["While you worked", "", ""],
        ["While you worked", "5", ""],
        ["At the start of work", "7", ""],
    ]
    assert all("Oct 2026" in row[0] for row in rows)
    assert shelf.seen == [NOW]
    assert threading.get_ident() not in shelf.threads
    assert dialog.said == "Nothing differs The article is tagged like this now."
    assert not restore(dialog).isEnabled()


def test_a_chosen_version_shows_what_restoring_does(qtbot: QtBot, dialog: EarlierDialog) -> None:
    choose(qtbot, dialog, 1)
    assert dialog.said == "If you restore this version, 2 come back and 1 goes."
    assert texts(tree(dialog, "Versions"))[1][3] == "+2 −1"
    assert texts(tree(dialog, "What restoring does")) == [
        ["Comes back (2)", "", ""],
        [
            "Quote",
            "“We will not move 😀 an inch,” … “until they listen.”",
            "direct · the mayor",
        ],
        [
            "Source of",
            "“the mayor” → “We will not move 😀 an inch,” … “until they listen.”",
            "",
        ],
        ["Goes (1)", "", ""],
        ["Claim", "Ferry", f"Note: “{MARKUP}”"],
    ]


def test_enter_gives_the_version_back(qtbot: QtBot, dialog: EarlierDialog, corpus: Corpus) -> None:
    listed = tree(dialog, "Versions")
    assert listed.hasFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert dialog.isVisible()  # nobody has seen yet what it would do
    qtbot.waitUntil(restore(dialog).isEnabled)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.chosen is not None
    assert dialog.chosen.set == build_corpus().set("ferry", "anna")


def test_escape_chooses_nothing(qtbot: QtBot, dialog: EarlierDialog) -> None:
    choose(qtbot, dialog, 1)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.chosen is None


@pytest.mark.parametrize(("row", "words"), [(2, f"damaged. {MARKUP}"), (3, "text of the article")])
def test_what_cannot_be_restored_says_why(
    qtbot: QtBot, dialog: EarlierDialog, row: int, words: str
) -> None:
    choose(qtbot, dialog, 1)
    choose(qtbot, dialog, row)
    assert "cannot be restored" in dialog.said
    assert words in dialog.said
    assert not restore(dialog).isEnabled()
    assert texts(tree(dialog, "Versions"))[row][3] == "not possible"
    choose(qtbot, dialog, 1)
    assert restore(dialog).isEnabled()


def test_running_down_the_list_reads_only_where_it_ends(
    qtbot: QtBot, dialog: EarlierDialog, shelf: Shelf
) -> None:
    for _ in range(3):
        qtbot.keyClick(tree(dialog, "Versions"), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "cannot be restored" in dialog.said)
    assert shelf.seen == [NOW, OTHER]
    choose(qtbot, dialog, 0)
    assert shelf.seen == [NOW, OTHER]


def test_a_dialog_closed_while_a_version_is_read(qtbot: QtBot, corpus: Corpus) -> None:
    going, gone = threading.Event(), threading.Event()

    def read(backup: Backup) -> AnnotationsFile:
        going.set()
        gone.wait(5)
        raise InputError("E-BACKUP", "It is damaged.", "x")

    dialog = EarlierDialog([NOW], read, corpus, "ferry", STAMP)
    dialog.show()
    qtbot.waitUntil(going.is_set)
    dialog.close()
    dialog.deleteLater()
    QApplication.processEvents()
    gone.set()
    qtbot.wait(50)


def test_without_versions_it_says_when_there_will_be_some(qtbot: QtBot, corpus: Corpus) -> None:
    def read(backup: Backup) -> AnnotationsFile:
        raise AssertionError

    dialog = EarlierDialog([], read, corpus, "ferry", STAMP)
    qtbot.addWidget(dialog)
    dialog.show()
    visible = [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()]
    assert visible == ["Close"]
    assert not tree(dialog, "Versions").isVisible()


def test_thousands_of_differences_are_cut_short(qtbot: QtBot, corpus: Corpus) -> None:
    document = corpus.documents["ferry"]
    one = corpus.set("ferry", "anna").annotations["a-peace"]
    many = {f"a-{n}": replace(one, id=f"a-{n}") for n in range(1200)}
    earlier = AnnotationSet("ferry", "anna", many)
    dialog = EarlierDialog(
        [THEN], lambda backup: AnnotationsFile(document, earlier), corpus, "ferry", STAMP
    )
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(restore(dialog).isEnabled)
    rows = texts(tree(dialog, "What restoring does"))
    assert rows[0][0] == "Comes back (1200)"
    assert rows[501][0] == "… and 700 more"
