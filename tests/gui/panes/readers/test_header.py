"""The head of an article: what it shows, and what a hand on it wishes for."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from annotator.core.document import Document, Metadata
from annotator.gui.panes.readers.badge import Badge
from annotator.gui.panes.readers.counts import Count, Counts
from annotator.gui.panes.readers.header import Header
from annotator.gui.widgets.plain import Elided


@pytest.fixture
def header(qtbot: QtBot) -> Header:
    header = Header()
    qtbot.addWidget(header)
    header.resize(400, 90)
    header.show()
    return header


def test_it_names_outlet_date_and_title(header: Header) -> None:
    data = Metadata("A <b>title</b> & more", "The Post", date="2026-11-20")
    header.set_document(Document("post", "Text", metadata=data))
    assert [label.full for label in header.findChildren(Elided)] == [
        "The Post  ·  2026-11-20",
        "A <b>title</b> & more",
    ]
    assert header.accessibleName() == "A <b>title</b> & more, The Post"
    header.set_document(Document("post", "Text"))
    assert header.findChildren(Elided)[0].full == "No outlet"


def test_the_badge_wishes_and_does_not_change_by_itself(qtbot: QtBot, header: Header) -> None:
    header.set_status("open")
    badge = header.findChild(Badge)
    with qtbot.waitSignal(header.status_clicked):
        qtbot.mouseClick(badge, Qt.MouseButton.LeftButton)
    assert badge.text() == "In progress"
    header.set_status("finished")
    assert badge.text() == "✓ Finished"
    assert badge.accessibleName() == "Finished"
    assert not header.grab().isNull()


def test_hiding(qtbot: QtBot, header: Header) -> None:
    with qtbot.waitSignal(header.hide_clicked):
        qtbot.mouseClick(header.findChild(QToolButton), Qt.MouseButton.LeftButton)


def test_a_click_activates_a_drag_moves(header: Header) -> None:
    pressed: list[int] = []
    dragged: list[QPoint] = []
    dropped: list[QPoint] = []
    header.pressed.connect(lambda: pressed.append(1))
    header.dragged.connect(dragged.append)
    header.dropped.connect(dropped.append)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(header, left, pos=QPoint(20, 60))
    QTest.mouseRelease(header, left, pos=QPoint(21, 60))
    assert (len(pressed), dragged, dropped) == (1, [], [])
    QTest.mousePress(header, left, pos=QPoint(20, 60))
    QTest.mouseMove(header, QPoint(20 + 3 * QApplication.startDragDistance(), 60))
    QTest.mouseRelease(header, left, pos=QPoint(200, 60))
    assert len(dragged) == 1
    assert len(dropped) == 1


def test_counts_say_what_they_count(qtbot: QtBot) -> None:
    counts = Counts()
    qtbot.addWidget(counts)
    counts.set_counts([Count("Quote", "#4e79a7", 3), Count("Claim", "#e15759", 0)])
    counts.resize(counts.sizeHint())
    assert counts.accessibleDescription() == "Quote: 3, Claim: 0"
    first = counts._at(QPoint(2, 5))
    assert first is not None
    assert first.label == "Quote"
    assert counts._at(QPoint(5000, 5)) is None
    assert not counts.grab().isNull()
