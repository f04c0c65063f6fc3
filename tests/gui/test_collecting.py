"""Cyclic garbage is freed by the thread of the window, and by no other."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from annotator.gui.collecting import Collecting, collect_if_due


class Knot:
    """Holds itself; says which thread let it go."""

    def __init__(self, freed: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed.append(threading.get_ident()))


@pytest.fixture
def eager() -> Iterator[None]:
    """A collector that would run at any moment."""
    before = gc.get_threshold()
    gc.set_threshold(10, 2, 2)
    yield
    gc.set_threshold(*before)


def busy_elsewhere() -> None:
    """Another thread makes enough objects to start the collector many times."""
    thread = threading.Thread(target=lambda: [[n] for n in range(100_000)])
    thread.start()
    thread.join()


@pytest.mark.usefixtures("eager")
def test_another_thread_frees_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.gui.collecting._EVERY_MS", 10)
    gc.enable()
    busy = [True]
    collecting = Collecting(lambda: busy[0])
    freed: list[int] = []
    Knot(freed)
    busy_elsewhere()
    qtbot.wait(40)
    assert freed == [], "while there is other work nothing is looked through"
    busy[0] = False
    qtbot.waitUntil(lambda: freed == [threading.get_ident()])
    collecting.close()
    assert gc.isenabled()
    gc.disable()


def test_nothing_is_done_before_it_is_due() -> None:
    gc.collect()
    freed: list[int] = []
    Knot(freed)
    collect_if_due()
    assert freed == []
    gc.collect()
    assert len(freed) == 1
