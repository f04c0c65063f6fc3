"""The palette: rows, locking, choosing by hand, guideline."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.core import gestures
from annotator.core.tagset import Category
from annotator.core.tagset_changes import Deletion, without_category
from annotator.gui.bridge import Bridge
from annotator.gui.panes.tag_palette import TagPalette, join
from annotator.gui.widgets.category_list import CategoryList
from annotator.session.session import Session
from tests.samples import SECOND, TAGSET, place


@pytest.fixture
def pane(qtbot: QtBot, bridge: Bridge) -> TagPalette:
    made = TagPalette()
    qtbot.addWidget(made)
    join(made, bridge)
    made.resize(280, 500)
    made.show()
    return made


def the_list(pane: TagPalette) -> CategoryList:
    found = pane.findChild(CategoryList)
    assert found
    return found


def point(pane: TagPalette, row: int, from_right: int = 200) -> QPoint:
    shown = the_list(pane)
    box = shown.visualItemRect(shown.item(row))
    return QPoint(box.right() - from_right, box.center().y())


def counts(pane: TagPalette) -> dict[str, int]:
    return {row.key: row.count for row in pane.rows}


def test_rows_with_counts_over_all_articles(pane: TagPalette) -> None:
    assert [row.label for row in pane.rows] == ["Quote", "Claim", "Attribution", "Statistic"]
    assert counts(pane) == {"quote": 2, "claim": 1, "attribution": 1, "statistic": 2}
    assert [row.shortcut for row in pane.rows] == ["1", "2", "3", "4"]


def test_counts_and_the_last_used_follow_edits(
    pane: TagPalette, bridge: Bridge, session: Session
) -> None:
    bridge.attempt(
        lambda: gestures.create(
            session.corpus, session.stamp(), "island", "claim", place(SECOND, "may leave")
        )
    )
    assert counts(pane)["claim"] == 2
    assert [row.key for row in pane.rows if row.last] == ["claim"]
    bridge.undo()
    assert counts(pane)["claim"] == 1


def test_a_click_chooses_and_leaves_the_keyboard_where_it_is(
    pane: TagPalette, qtbot: QtBot
) -> None:
    shown = the_list(pane)
    shown.clearFocus()
    with qtbot.waitSignal(pane.category_chosen) as told:
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=point(pane, 1))
    assert told.args == ["claim"]
    assert not shown.hasFocus()


def test_the_padlock_locks_and_unlocks(pane: TagPalette, qtbot: QtBot) -> None:
    told: list[str] = []
    pane.sticky_changed.connect(told.append)
    viewport = the_list(pane).viewport()
    for _ in range(2):
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point(pane, 0, 10))
    assert told == ["quote", ""]
    assert pane.sticky == ""


def test_setters_tell_nobody(pane: TagPalette) -> None:
    told: list[object] = []
    pane.sticky_changed.connect(told.append)
    pane.category_chosen.connect(told.append)
    pane.set_sticky("claim")
    pane.set_last("quote")
    pane.set_counts({"claim": 7})
    assert told == []
    assert [row.key for row in pane.rows if row.locked] == ["claim"]


def test_keyboard(pane: TagPalette, qtbot: QtBot) -> None:
    shown = the_list(pane)
    shown.setFocus()
    shown.setCurrentRow(0)
    chosen: list[str] = []
    pane.category_chosen.connect(chosen.append)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert chosen == ["claim"]
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert pane.sticky == "claim"
    qtbot.keyClick(shown, Qt.Key.Key_F1)
    assert "could be false" in pane.guideline_shown


def test_the_guideline_follows_the_pointer_and_comes_back(pane: TagPalette, qtbot: QtBot) -> None:
    pane.show_guideline("claim")
    viewport = the_list(pane).viewport()
    qtbot.mouseMove(viewport, point(pane, 0))
    the_list(pane).pointed.emit("quote")
    assert "Keep the marks" in pane.guideline_shown
    the_list(pane).pointed.emit("")
    assert "could be false" in pane.guideline_shown


def test_a_rename_shows_and_undo_brings_the_old_name(
    pane: TagPalette, bridge: Bridge, session: Session
) -> None:
    renamed = TAGSET.replacing(Category("claim", "Assertion & <b>more</b>"))
    bridge.attempt(lambda: gestures.retag(session.corpus, renamed, "Rename Claim"))
    assert pane.rows[1].label == "Assertion & <b>more</b>"
    bridge.undo()
    assert pane.rows[1].label == "Claim"


def test_annotations_of_a_deleted_category_stay_counted(
    pane: TagPalette, bridge: Bridge, session: Session
) -> None:
    pane.set_sticky("claim")
    bridge.attempt(
        lambda: gestures.retag(
            session.corpus, without_category(TAGSET, Deletion("claim")), "Delete Claim"
        )
    )
    assert pane.rows[-1].key == "claim"
    assert not pane.rows[-1].known
    assert pane.sticky == ""


def test_the_tagset_can_be_edited_from_here(pane: TagPalette, qtbot: QtBot) -> None:
    button = next(
        b for b in pane.findChildren(QPushButton) if b.text() == "Edit tagset…" and b.isVisible()
    )
    with qtbot.waitSignal(pane.edit_wanted):
        button.click()
