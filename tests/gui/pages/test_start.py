"""The start page: three ways to begin, and the recent projects."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.gui.pages.start import StartPage, Tile, opened
from annotator.storage.state import Recent


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    return page


def test_each_tile_is_a_wish(qtbot: QtBot, page: StartPage) -> None:
    for tile, wish in zip(
        page.tiles, (page.articles_wanted, page.open_wanted, page.sample_wanted), strict=True
    ):
        with qtbot.waitSignal(wish):
            tile.setFocus()
            qtbot.keyClick(tile, Qt.Key.Key_Space)
        with qtbot.waitSignal(wish):
            qtbot.keyClick(tile, Qt.Key.Key_Return)


def test_a_recent_project_is_opened_by_a_click(qtbot: QtBot, page: StartPage) -> None:
    path = Path("/home/anna/<b>storm</b> & co")
    page.set_recent([Recent(path, "Storm & <i>co</i>", "2026-11-20T09:14:02Z")])
    tile = page.findChildren(Tile)[-1]
    assert tile.accessibleName() == "Storm & <i>co</i>"
    with qtbot.waitSignal(page.recent_chosen) as chosen:
        tile.click()
    assert chosen.args == [path]
    assert not page.grab().isNull()


def test_other_projects_take_their_place(qtbot: QtBot, page: StartPage) -> None:
    page.set_recent([Recent(Path(f"/p/{n}"), f"P{n}", "") for n in range(20)])
    page.set_recent([Recent(Path("/p/one"), "", "")])
    qtbot.wait(1)
    names = [tile.accessibleName() for tile in page.findChildren(Tile) if not tile.isHidden()]
    assert names[3:] == ["one"]


def test_when_is_said_as_people_say_it() -> None:
    now = datetime.fromisoformat("2026-11-20T12:00:00+00:00").astimezone()
    local = now.replace(tzinfo=None)
    utc = "2026-11-20T12:00:00Z"
    assert opened(utc, local).startswith("today, ")
    assert opened("2026-11-19T12:00:00Z", local).startswith("yesterday, ")
    assert opened("2026-10-02T12:00:00Z", local) == "2 October 2026"
    assert opened("rubbish", local) == ""
