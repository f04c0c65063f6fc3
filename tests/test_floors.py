"""The floors hold, and each contract that guards them notices when it is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]

BREAKS = {
    "core looks up": ("core/span.py", "import annotator.tei.names"),
    "tei looks sideways": ("tei/names.py", "import annotator.sources.articles"),
    "agreement looks up": ("agreement/tokens.py", "import annotator.storage.clock"),
    "agreement looks sideways": ("agreement/tokens.py", "import annotator.tei.names"),
    "passages looks up": ("passages/words.py", "import annotator.storage.clock"),
    "passages looks sideways": ("passages/words.py", "import annotator.agreement.tokens"),
    "suggestions looks up": ("suggestions/marks.py", "import annotator.storage.clock"),
    "suggestions looks sideways": ("suggestions/marks.py", "import annotator.passages.words"),
    "Qt in suggestions": ("suggestions/marks.py", "import PySide6.QtCore"),
    "lxml in suggestions": ("suggestions/marks.py", "import lxml.etree"),
    "interchange looks up": ("interchange/cells.py", "import annotator.storage.clock"),
    "interchange looks sideways": ("interchange/cells.py", "import annotator.tei.names"),
    "tei looks sideways at formats": ("tei/views.py", "import annotator.interchange.format"),
    "storage looks up": ("storage/clock.py", "import annotator.session.history"),
    "session looks sideways": ("session/history.py", "import annotator.display.looks"),
    "display looks up": ("display/looks.py", "import annotator.gui.theme"),
    "window looks up": ("gui/theme.py", "import annotator.cli"),
    "Qt below the window": ("display/looks.py", "import PySide6.QtCore"),
    "Qt in interchange": ("interchange/html.py", "import PySide6.QtCore"),
    "Qt in agreement": ("agreement/tokens.py", "import PySide6.QtCore"),
    "Qt in passages": ("passages/words.py", "import PySide6.QtCore"),
    "lxml in agreement": ("agreement/tokens.py", "import lxml.etree"),
    "lxml in passages": ("passages/words.py", "import lxml.etree"),
    "lxml in storage": ("storage/clock.py", "import lxml.etree"),
    "pane knows pane": ("gui/panes/problems.py", "import annotator.gui.panes.undo_list"),
    "a room nobody placed": ("attic/__init__.py", ""),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [*COMMAND, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "annotator", folder / "annotator", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_floors_hold(house: Path) -> None:
    result = lint(house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("module", "line"), BREAKS.values(), ids=BREAKS)
def test_a_broken_floor_is_noticed(house: Path, module: str, line: str) -> None:
    path = house / "annotator" / module
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        result = lint(house)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before, encoding="utf-8")
    assert result.returncode != 0
    assert "BROKEN" in result.stdout or "missing layers" in result.stdout.lower()
