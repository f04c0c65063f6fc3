"""The shipped files are found from a checkout, an editable install and a wheel."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
QUESTION = """
from annotator import bundled
print(bundled.__file__)
for path in (
    bundled.resource("schema", "annotator-1.rng"),
    bundled.resource("tagsets", "news-claims-default.tei.xml"),
    bundled.sample_project() / "project.tei.xml",
):
    print(path.is_file(), path)
"""


def answers(elsewhere: Path, path: str = "") -> list[str]:
    """What a Python of its own, started in another folder, finds."""
    environment = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run(
        [sys.executable, "-c", QUESTION],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.splitlines()


def test_from_a_checkout(tmp_path: Path) -> None:
    module, *files = answers(tmp_path, str(ROOT))
    assert module.startswith(str(ROOT))
    assert [line.split()[0] for line in files] == ["True"] * 3


def test_from_an_editable_install(tmp_path: Path) -> None:
    module, *files = answers(tmp_path)
    if not module.startswith(str(ROOT)):
        pytest.skip("this environment has no editable install of this checkout")
    assert [line.split()[0] for line in files] == ["True"] * 3


def test_from_a_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    module, *files = answers(tmp_path, str(installed))
    assert module.startswith(str(installed))
    assert [line.split()[0] for line in files] == ["True"] * 3
    entry_points = next(installed.glob("*.dist-info/entry_points.txt")).read_text()
    assert "annotator = annotator.cli:main" in entry_points
    assert "[gui_scripts]" in entry_points
