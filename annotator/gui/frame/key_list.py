"""Fills the list of keys: from the table of actions, the text view's movements, the tagset."""

from PySide6.QtWidgets import QWidget

from annotator.core.tagset import Tagset
from annotator.gui.actions import ACTIONS, MENUS
from annotator.gui.dialogs.shortcuts import Section, ShortcutsDialog, spelled
from annotator.gui.text.keys import NAVIGATION


def show_keys(parent: QWidget, tagset: Tagset) -> None:
    """Show all keys, and wait until they have been read."""
    dialog = ShortcutsDialog(sections(tagset), parent)
    dialog.exec()
    dialog.deleteLater()


def sections(tagset: Tagset) -> list[Section]:
    """What is done with which keys, by menu; then categories, moving, and the mouse."""
    categories = [
        (f"Tag as {category.label}", spelled([category.shortcut]))
        for category in tagset.categories
        if category.shortcut
    ]
    found: list[Section] = [("Categories, while an article has the focus", categories)]
    for title in MENUS:
        rows = [
            (_plain(row.text), spelled(row.keys))
            for row in ACTIONS
            if row.keys and row.menu.split("/")[0] == title
        ]
        if rows:
            found.append((_plain(title), rows))
    moving = [(movement.text, spelled(movement.keys)) for movement in NAVIGATION]
    found.append(("In the text; with Shift words are selected", moving))
    found.append(("With the mouse", _MOUSE))
    return [section for section in found if section[1]]


_MOUSE = (
    ("Select a word, a sentence", "Double click, triple click"),
    ("Extend the selection", "Shift+click"),
    ("Add a fragment to the selected annotation", "Ctrl+drag"),
    ("Select several annotations", "Ctrl+click"),
    ("Larger or smaller text", "Ctrl+wheel"),
    ("Move a boundary of the selected annotation", "Drag its handle"),
    ("Move an article's pane", "Drag its head"),
)


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")
