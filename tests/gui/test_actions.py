"""The table of actions: no two keys clash, every entry has a place, a name and a mnemonic."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from annotator.gui.actions import ACTIONS, MENUS, Action
from annotator.gui.dialogs.shortcuts import spelled
from annotator.gui.frame.key_list import sections
from annotator.gui.text.keys import bindings
from tests.samples import TAGSET

EVERY = pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)


def test_ids_are_unique() -> None:
    assert [id for id, n in Counter(row.id for row in ACTIONS).items() if n > 1] == []


def test_no_two_keys_clash(qtbot: QtBot) -> None:
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys)
    assert [key for key, n in keys.items() if n > 1] == []


def test_no_key_takes_one_from_moving_in_the_text(qtbot: QtBot) -> None:
    moving = bindings()
    taken = {
        row.id: key
        for row in ACTIONS
        for key in row.keys
        if (found := moving.get(QKeySequence(key).toString())) and found[0] != row.id
    }
    assert taken == {}


def test_digits_are_left_to_the_categories() -> None:
    assert not {key for row in ACTIONS for key in row.keys} & set("0123456789")


@EVERY
def test_keys_are_keys(qtbot: QtBot, row: Action) -> None:
    for key in row.keys:
        sequence = QKeySequence(key)
        assert sequence.count() == 1
        assert sequence.toString() != ""


@EVERY
def test_a_key_without_a_modifier_works_only_while_reading(row: Action) -> None:
    for key in row.keys:
        typed = len(key.removeprefix("Shift+")) == 1 or key in ("Del", "Backspace")
        if typed:
            assert row.reading, f"{row.id} would be triggered by typing in a note"


@EVERY
def test_every_entry_has_a_menu_of_the_menu_bar(row: Action) -> None:
    assert row.menu.split("/")[0] in MENUS
    assert callable(row.handler)


def test_mnemonics_do_not_clash() -> None:
    for menu in {row.menu for row in ACTIONS}:
        letters = [
            row.text[row.text.index("&") + 1].casefold()
            for row in ACTIONS
            if row.menu == menu and "&" in row.text
        ]
        letters += [
            path.rpartition("/")[2].partition("&")[2][:1].casefold()
            for path in {row.menu for row in ACTIONS}
            if path.rpartition("/")[0] == menu
        ]
        assert [letter for letter, n in Counter(letters).items() if n > 1] == [], menu


def test_the_list_of_keys_names_every_key(qtbot: QtBot) -> None:
    listed = {what: keys for _, rows in sections(TAGSET) for what, keys in rows}
    for row in ACTIONS:
        if row.keys:
            assert listed[row.text.replace("&", "").rstrip("…")] == spelled(row.keys)
    assert listed["Tag as Quote"] == "1"
    assert listed["One word left"]
