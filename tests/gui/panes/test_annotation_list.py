"""The annotation list: what it shows, how it follows, what the hand can do."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from annotator.core import gestures
from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.core.tagset import Category
from annotator.gui.bridge import Bridge
from annotator.gui.panes.annotation_list import AnnotationList, join
from annotator.session.session import Session
from tests.samples import FIRST, TAGSET, place

ALL = ["a-quote", "a-source", "a-figure", "a-peace", "a-short", "a-nurses"]


@pytest.fixture
def pane(qtbot: QtBot, bridge: Bridge) -> AnnotationList:
    made = AnnotationList()
    qtbot.addWidget(made)
    join(made, bridge)
    made.resize(900, 400)
    made.show()
    return made


def table(pane: AnnotationList) -> QTableView:
    found = pane.findChild(QTableView)
    assert found
    return found


def ids(pane: AnnotationList) -> list[str]:
    return [row.id for row in pane.shown]


def click(qtbot: QtBot, pane: AnnotationList, row: int, *, ctrl: bool = False) -> None:
    shown = table(pane)
    where = shown.visualRect(shown.model().index(row, 1)).center()
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, held, where)


def one(session: Session, id: str) -> Annotation:
    found = session.annotation(id)
    assert found
    return found


def tag(session: Session, category: str, words: str) -> Edit:
    return gestures.create(session.corpus, session.stamp(), "ferry", category, place(FIRST, words))


def test_shows_all_in_order(pane: AnnotationList) -> None:
    assert ids(pane) == ALL


def test_a_click_selects_and_jumps(qtbot: QtBot, pane: AnnotationList, session: Session) -> None:
    with qtbot.waitSignal(pane.annotation_chosen) as told:
        click(qtbot, pane, 4)
    assert told.args == ["a-short", "island"]
    assert session.selection.document == "island"
    assert session.selection.annotations == ("a-short",)


def test_arrows_walk_through(qtbot: QtBot, pane: AnnotationList, session: Session) -> None:
    click(qtbot, pane, 0)
    qtbot.keyClick(table(pane), Qt.Key.Key_Down)
    assert session.selection.annotations == ("a-source",)


def test_follows_the_session_and_tells_nobody(pane: AnnotationList, session: Session) -> None:
    told: list[object] = []
    pane.annotation_chosen.connect(lambda *args: told.append(args))
    session.select("ferry", ["a-source", "a-peace"])
    assert [a.id for a in pane.chosen] == ["a-source", "a-peace"]
    session.select("ferry", [], place(FIRST, "mayor"))
    assert pane.chosen == []
    assert told == []


def test_delete_deletes_and_undo_brings_back(
    qtbot: QtBot, pane: AnnotationList, bridge: Bridge
) -> None:
    click(qtbot, pane, 3)
    qtbot.keyClick(table(pane), Qt.Key.Key_Delete)
    assert "a-peace" not in ids(pane)
    bridge.undo()
    assert ids(pane) == ALL


def test_delete_reaches_over_several_articles_in_one_step(
    qtbot: QtBot, pane: AnnotationList, session: Session
) -> None:
    click(qtbot, pane, 3)
    click(qtbot, pane, 4, ctrl=True)
    assert len(pane.chosen) == 2
    qtbot.keyClick(table(pane), Qt.Key.Key_Delete)
    assert ids(pane) == ["a-quote", "a-source", "a-figure", "a-nurses"]
    assert len(session.history.steps) == 1


def test_edits_are_followed_row_by_row(
    pane: AnnotationList, bridge: Bridge, session: Session
) -> None:
    model = table(pane).model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, pane)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    bridge.attempt(lambda: tag(session, "claim", "ferry strike".capitalize()))
    assert len(ids(pane)) == 7
    new = ids(pane)[0]
    added = session.annotation(new)
    assert added
    assert added.category == "claim"
    bridge.attempt(
        lambda: gestures.respan(
            session.corpus, session.stamp(), added, place(FIRST, "stayed open"), "Move"
        )
    )
    assert ids(pane).index(new) == 4
    bridge.attempt(lambda: gestures.set_note(session.stamp(), [one(session, new)], "hm"))
    assert next(row for row in pane.shown if row.id == new).note == "hm"
    for _ in range(3):
        bridge.undo()
    assert ids(pane) == ALL
    assert resets == []


def test_a_filter_holds_while_edits_happen(
    pane: AnnotationList, bridge: Bridge, session: Session
) -> None:
    pane.set_filter("MAYOR")
    assert ids(pane) == ["a-quote", "a-source"]
    bridge.attempt(lambda: tag(session, "claim", "the mayor said"))
    assert len(ids(pane)) == 3
    bridge.attempt(lambda: tag(session, "claim", "Nearly"))
    assert len(ids(pane)) == 3
    note = "for the mayor"
    bridge.attempt(lambda: gestures.set_note(session.stamp(), [one(session, "a-peace")], note))
    assert "a-peace" in ids(pane)
    pane.set_filter("")
    assert len(ids(pane)) == 8


def test_typing_filters_after_a_moment(qtbot: QtBot, pane: AnnotationList) -> None:
    pane.focus_filter()
    line = pane.findChild(QLineEdit)
    assert line
    qtbot.keyClicks(line, "island")
    qtbot.waitUntil(lambda: ids(pane) == [])
    line.clear()
    qtbot.keyClicks(line, "nurses")
    qtbot.waitUntil(lambda: ids(pane) == ["a-nurses"])


@pytest.mark.parametrize(("column", "first"), [(0, "a-quote"), (1, "a-nurses"), (2, "a-quote")])
def test_headings_sort(pane: AnnotationList, column: int, first: str) -> None:
    header = table(pane).horizontalHeader()
    header.sectionClicked.emit(column)
    assert ids(pane)[0] == first
    assert header.sortIndicatorSection() == column


def test_the_selection_outlives_sorting_and_filtering(
    pane: AnnotationList, session: Session
) -> None:
    session.select("ferry", ["a-figure"])
    table(pane).horizontalHeader().sectionClicked.emit(1)
    assert [a.id for a in pane.chosen] == ["a-figure"]
    pane.set_filter("mayor")
    assert pane.chosen == []
    pane.set_filter("")
    assert [a.id for a in pane.chosen] == ["a-figure"]
    assert session.selection.annotations == ("a-figure",)


def test_a_rename_reaches_every_row_and_undo_restores(
    pane: AnnotationList, bridge: Bridge, session: Session
) -> None:
    renamed = TAGSET.replacing(Category("claim", "Assertion"))
    bridge.attempt(lambda: gestures.retag(session.corpus, renamed, "Rename Claim"))
    assert [row.label for row in pane.shown if row.category == "claim"] == ["Assertion"]
    bridge.undo()
    assert [row.label for row in pane.shown if row.category == "claim"] == ["Claim"]


def test_a_hidden_list_catches_up_when_it_is_seen(
    pane: AnnotationList, bridge: Bridge, session: Session
) -> None:
    pane.hide()
    bridge.attempt(lambda: tag(session, "claim", "stayed open"))
    session.select("ferry", ["a-source"])
    pane.show()
    assert len(ids(pane)) == 7
    assert [a.id for a in pane.chosen] == ["a-source"]


def test_nothing_tagged_yet_is_explained(pane: AnnotationList, bridge: Bridge) -> None:
    session = bridge.session
    everything = [one(session, id) for id in ALL]
    bridge.attempt(lambda: gestures.delete(session.corpus, session.stamp(), everything))
    assert not table(pane).isVisible()
    bridge.undo()
    assert table(pane).isVisible()


def test_cells_speak(pane: AnnotationList) -> None:
    model = table(pane).model()
    spoken = model.index(4, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "problem"
    tip = model.index(4, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert "required" in tip
    assert tip.startswith("<qt>")


def test_choosing_nothing_by_hand_is_left_alone(pane: AnnotationList, session: Session) -> None:
    session.select("ferry", ["a-source"])
    table(pane).selectionModel().select(
        table(pane).currentIndex(),
        QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows,
    )
    assert session.selection.annotations == ("a-source",)
