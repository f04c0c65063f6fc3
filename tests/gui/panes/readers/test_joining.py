"""Readers and session: what changes is shown, what the hand does is told."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.core.gestures import complete, create, delete
from annotator.core.span import Span
from annotator.gui.bridge import Bridge
from annotator.gui.dialogs.details import describing
from annotator.gui.panes.readers.badge import Badge
from annotator.gui.panes.readers.counts import Counts
from annotator.gui.panes.readers.joining import ReadersJoin
from annotator.gui.panes.readers.reader import Reader
from annotator.gui.panes.readers.row import Readers
from annotator.gui.widgets.plain import Elided
from tests.samples import FIRST, build_corpus, build_session, place

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Row:
    """Two articles side by side on the small corpus."""

    def __init__(self, qtbot: QtBot) -> None:
        self.session = build_session()
        self.bridge = Bridge(self.session)
        self.readers = Readers()
        qtbot.addWidget(self.readers)
        self.joining = ReadersJoin(self.readers, self.bridge)
        self.bridge.replace(self.session)
        self.readers.resize(1000, 600)
        self.readers.show_documents(list(self.session.corpus.documents.values()))
        self.readers.set_active("ferry")
        self.readers.show()

    def reader(self, id: str) -> Reader:
        found = self.readers.reader(id)
        assert found is not None
        return found

    def counts(self, id: str) -> str:
        return self.reader(id).findChild(Counts).accessibleDescription()


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    return Row(qtbot)


def test_heads_show_what_the_session_holds(row: Row) -> None:
    assert row.readers.shown == ("ferry", "island")
    assert row.counts("ferry") == "Quote: 1, Claim: 1, Attribution: 1, Statistic: 1"
    assert row.reader("ferry").findChild(Badge).text() == "In progress"


def test_an_edit_changes_counts_of_its_article_only(row: Row) -> None:
    session = row.session
    row.bridge.attempt(
        lambda: create(session.corpus, session.stamp(), "ferry", "claim", place(FIRST, "minister"))
    )
    assert row.counts("ferry").startswith("Quote: 1, Claim: 2")
    row.bridge.undo()
    assert row.counts("ferry").startswith("Quote: 1, Claim: 1")
    quote = session.annotation("a-quote")
    assert quote is not None
    row.bridge.attempt(lambda: delete(session.corpus, session.stamp(), [quote]))
    assert row.counts("ferry").startswith("Quote: 0")
    assert row.counts("island").startswith("Quote: 1")


def test_status_and_details_are_shown(row: Row) -> None:
    session = row.session
    row.bridge.attempt(lambda: complete(session.corpus, session.stamp(), "ferry", "finished"))
    assert row.reader("ferry").findChild(Badge).text() == "✓ Finished"
    ferry = session.corpus.documents["ferry"]
    row.bridge.attempt(lambda: describing(ferry, replace(ferry.metadata, title="Other title")))
    assert row.reader("ferry").findChildren(Elided)[1].full == "Other title"


def test_selecting_in_the_session_is_shown_and_tells_nobody(row: Row) -> None:
    told: list[object] = []
    for reader in row.readers.readers:
        reader.view.selection_changed.connect(told.append)
        reader.view.annotation_picked.connect(told.append)
    row.session.select("island", ("a-nurses",))
    assert row.readers.active is row.reader("island")
    row.session.select("ferry", (), (Span(0, 5),))
    assert row.reader("ferry").view.selection == (Span(0, 5),)
    assert row.reader("island").view.stage.current == ()
    assert told == []


def test_selecting_by_hand_is_told_to_the_session(qtbot: QtBot, row: Row) -> None:
    view = row.reader("ferry").view
    view.setFocus()
    view.go_to(0)
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert row.session.selection.document == "ferry"
    assert row.session.selection.spans == (Span(0, 5),)


def test_picking_and_toggling(row: Row) -> None:
    view = row.reader("ferry").view
    view.annotation_picked.emit("a-quote")
    assert row.session.selection.annotations == ("a-quote",)
    view.annotation_toggled.emit("a-figure")
    assert row.session.selection.annotations == ("a-quote", "a-figure")
    view.annotation_toggled.emit("a-quote")
    assert row.session.selection.annotations == ("a-figure",)
    view.annotation_picked.emit("")
    assert row.session.selection.annotations == ()


def test_the_order_by_hand(row: Row) -> None:
    arranged: list[int] = []
    row.readers.arranged.connect(lambda: arranged.append(1))
    row.readers.move_active(+1)
    assert row.readers.shown == ("island", "ferry")
    row.readers.move_active(+1)
    assert row.readers.shown == ("island", "ferry")
    assert len(arranged) == 1
    assert row.readers.active is row.reader("ferry")


def test_hiding_and_showing_again(row: Row) -> None:
    documents = row.session.corpus.documents
    row.readers.show_documents([documents["island"]])
    assert row.readers.shown == ("island",)
    assert row.readers.active is row.reader("island")
    row.readers.show_documents([])
    assert row.readers.active is None
    row.readers.show_documents([documents["ferry"], documents["island"]])
    assert row.counts("ferry").startswith("Quote: 1")


def test_a_narrow_window_stacks_the_panes(row: Row) -> None:
    splitter = row.readers._splitter
    assert splitter.orientation() == Qt.Orientation.Horizontal
    row.readers.resize(420, 700)
    assert splitter.orientation() == Qt.Orientation.Vertical
    row.readers.set_arrangement("beside")
    assert splitter.orientation() == Qt.Orientation.Horizontal
    row.readers.set_arrangement("stacked")
    row.readers.resize(2000, 700)
    assert splitter.orientation() == Qt.Orientation.Vertical


def test_articles_scroll_together_if_they_should(row: Row) -> None:
    row.readers.resize(1000, 220)
    first, second = row.reader("ferry").view, row.reader("island").view
    first.scroll_to_fraction(1.0)
    first.anchor_moved.emit(first.anchor)
    assert second.fraction == 0
    row.joining.scrolling = "proportional"
    first.anchor_moved.emit(first.anchor)
    assert second.fraction == pytest.approx(1.0)


def test_another_project_with_the_same_ids_is_shown_as_it_is(row: Row) -> None:
    corpus = build_corpus()
    row.bridge.replace(build_session(replace(corpus, sets={})))
    assert row.counts("ferry") == "Quote: 0, Claim: 0, Attribution: 0, Statistic: 0"
    assert row.reader("ferry").findChild(Badge).text() == "Not begun"
