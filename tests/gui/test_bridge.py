"""The bridge: events as a signal, refused edits told."""

import pytest
from pytestqt.qtbot import QtBot

from annotator.core import gestures
from annotator.core.edit import Edit
from annotator.core.errors import EditError
from annotator.gui.bridge import Bridge
from annotator.session.events import Edited, Reopened
from annotator.session.session import Session
from tests.samples import build_corpus, build_session


@pytest.fixture
def bridge(qtbot: QtBot) -> Bridge:
    return Bridge(build_session())


def note(bridge: Bridge, text: str, *, joining: bool = False) -> bool:
    session = bridge.session
    quote = session.annotation("a-quote")
    assert quote
    return bridge.attempt(lambda: gestures.set_note(session.stamp(), [quote], text), joining)


def test_an_edit_is_made_and_told(bridge: Bridge) -> None:
    told: list[object] = []
    bridge.happened.connect(told.append)
    assert note(bridge, "hm")
    assert [type(event) for event in told] == [Edited]


def test_a_refused_edit_changes_nothing(bridge: Bridge, qtbot: QtBot) -> None:
    def refuse() -> Edit:
        raise EditError("E-EMPTY", "Select some text first.")

    before = bridge.session.corpus
    with qtbot.waitSignal(bridge.refused) as told:
        assert not bridge.attempt(refuse)
    assert told.args == ["Select some text first."]
    assert bridge.session.corpus is before


def test_nobody_writes_until_somebody_is_chosen(qtbot: QtBot) -> None:
    bridge = Bridge(Session(build_corpus()))
    with qtbot.waitSignal(bridge.refused):
        assert not bridge.attempt(lambda: Edit("nothing"))


def test_any_step_can_be_gone_to(bridge: Bridge) -> None:
    start = bridge.session.corpus
    for text in "abc":
        note(bridge, text)
    assert bridge.go_to_step(0)
    assert bridge.session.corpus == start
    assert bridge.go_to_step(99)
    assert bridge.session.history.done == 3


def test_typing_is_one_step(bridge: Bridge) -> None:
    for text in ("h", "he", "hel"):
        note(bridge, text, joining=True)
    assert len(bridge.session.history.steps) == 1


def test_another_session_is_followed_and_the_old_one_left(bridge: Bridge) -> None:
    old, told = bridge.session, []
    bridge.happened.connect(told.append)
    bridge.replace(build_session())
    assert told == [Reopened()]
    old.select("island")
    assert told == [Reopened()]
    bridge.close()
    bridge.session.select("island")
    assert told == [Reopened()]
