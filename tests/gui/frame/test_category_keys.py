"""Keys of categories work in the articles' area only, and the first of two with one key wins."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.frame.category_keys import CategoryKeys
from tests.samples import TAGSET


def test_keys(qtbot: QtBot) -> None:
    window, used = QWidget(), []
    qtbot.addWidget(window)
    area, field = QWidget(), QLineEdit()
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(window)
    layout.addWidget(area)
    layout.addWidget(field)
    keys = CategoryKeys(area, used.append)
    keys.set_tagset(TAGSET)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    area.setFocus()
    qtbot.keyClicks(area, "13")
    field.setFocus()
    qtbot.keyClicks(field, "24")
    assert used == ["quote", "attribution"]
    assert field.text() == "24"
    assert keys.taken == {"1", "2", "3", "4"}


def test_another_tagset_has_other_keys(qtbot: QtBot) -> None:
    area, used = QWidget(), []
    qtbot.addWidget(area)
    keys = CategoryKeys(area, used.append)
    keys.set_tagset(TAGSET)
    changed = tuple(replace(c, shortcut="Q" if c.key != "claim" else "") for c in TAGSET.categories)
    keys.set_tagset(replace(TAGSET, categories=changed))
    assert keys.taken == {"q"}
