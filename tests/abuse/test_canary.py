"""A project whose every string is markup: no window loads the picture that is named in it."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.abuse.canary_project import build
from tests.abuse.watching import watching

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
ROOT = Path(__file__).parent.parent.parent


def toured(folder: Path, *how: str) -> dict[str, Any]:
    """What a tour of all windows met; see `canary_tour`."""
    (folder / "canary.png").write_bytes(PICTURE)
    home = build(folder)
    environment = {
        **os.environ,
        **watching(folder),
        "PYTHONPATH": str(ROOT),
        "XDG_STATE_HOME": str(folder / "state"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.abuse.canary_tour", str(folder), str(home), *how]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_every_window_shows_texts_as_they_are(tmp_path: Path) -> None:
    found = toured(tmp_path)
    assert found["opened"] == []
    assert found["taken"] == []
    assert found["seen"] > 1000
    assert found["missing"] == [], "a new dialog: add it to DIALOGS in canary_tour.py"


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_the_tour_notices_a_label_that_guesses(tmp_path: Path) -> None:
    found = toured(tmp_path, "rich")
    assert len(found["taken"]) == 1
    if watching(tmp_path):
        assert found["opened"]
