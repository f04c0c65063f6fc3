"""Something fails that nobody foresaw: the window stays, says so once, and work goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotator.gui import background
from annotator.gui.crash import CrashHook
from annotator.gui.panes.readers.counts import Counts
from annotator.gui.text.surface import Surface
from tests.e2e.conftest import Desk


def fail(*_: object) -> None:
    raise ValueError("nobody foresaw this")


@pytest.fixture
def hooked(desk: Desk, caplog: pytest.LogCaptureFixture) -> Iterator[CrashHook]:
    """The hook as the application installs it."""
    hook = CrashHook()
    hook.install()
    hook.happened.connect(lambda text: desk.window.banner.say(text, "warning"))
    yield hook
    hook.remove()
    errors = [record for record in caplog.get_records("call") if record.exc_info]
    assert {record.name for record in errors} == {"annotator.gui.crash"}
    caplog.get_records("call").clear()


def in_a_slot(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    QTimer.singleShot(0, fail)


def in_an_event(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hears of each edit, once."""
    desk.window.desk.bridge.happened.connect(fail)
    desk.select(0, "third week")
    desk.press("2")
    desk.window.desk.bridge.happened.disconnect(fail)
    desk.act("undo")


def in_a_paint_of_the_text(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _paint_badly(desk, monkeypatch, Surface, "annotator.gui.text.surface.paint")


def in_a_paint_of_a_header(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _paint_badly(desk, monkeypatch, Counts, "annotator.gui.panes.readers.counts.quiet_colour")


def _paint_badly(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: type[QWidget], what: str
) -> None:
    """Fail half-way through a paint, with the painter at work, and paint well again."""
    paints: list[object] = []

    def paint(*_: object, **__: object) -> None:
        paints.append(1)
        fail()

    with monkeypatch.context() as patched:
        patched.setattr(what, paint)
        for _ in range(3):
            for widget in desk.window.findChildren(kind):
                area = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
                area.update()
            desk.qtbot.wait(20)
    assert len(paints) >= 3
    desk.window.update()
    desk.qtbot.wait(20)


def in_a_worker(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def failed(error: BaseException) -> None:
        raise error

    background.run(desk.window, fail, done=print, failed=failed)


@pytest.mark.parametrize(
    "route",
    [in_a_slot, in_an_event, in_a_paint_of_the_text, in_a_paint_of_a_header, in_a_worker],
    ids=lambda route: route.__name__,
)
def test_the_window_stays_and_work_goes_on(
    desk: Desk,
    project: Path,
    hooked: CrashHook,
    monkeypatch: pytest.MonkeyPatch,
    route: Callable[[Desk, pytest.MonkeyPatch], None],
) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "Nearly 40 percent")
    desk.press("4")
    route(desk, monkeypatch)
    desk.qtbot.waitUntil(lambda: "ValueError" in desk.window.banner.text)
    assert "nobody foresaw this" not in desk.window.banner.text
    assert desk.window.isVisible()
    desk.select(0, "not move")
    desk.press("1")
    assert desk.tagged(0) == [("quote", ["not move"]), ("statistic", ["Nearly 40 percent"])]
    desk.act("save")
    saving = desk.window.desk.saving
    assert saving is not None
    desk.qtbot.waitUntil(lambda: saving.safety.saved)
    desk.close()
    desk.new_window()
    desk.open(project)
    assert desk.tagged(0) == [("quote", ["not move"]), ("statistic", ["Nearly 40 percent"])]
