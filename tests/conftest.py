"""What every test gets: no screen, its own state folder, and failure on any surprise."""

import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.gui.collecting import collect_if_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep recent projects, drafts and window layouts of the tests away from the user's."""
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setenv("LOCALAPPDATA", str(state))
    return state


@pytest.fixture(scope="session", autouse=True)
def collect_in_this_thread_only() -> Iterator[None]:
    """As the program does: widgets must not be freed by a thread that happens to allocate."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def collected(collect_in_this_thread_only: None) -> Iterator[None]:
    """What Python would collect by itself is collected between tests."""
    yield
    collect_if_due()


@pytest.fixture(autouse=True)
def no_surprise_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or error in the log fails the test that did not expect it.

    A test that does expect one calls `caplog.clear()` once it has looked.
    """
    yield
    surprises = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("annotator")
    ]
    assert not surprises, f"unexpected log lines: {surprises}"
