"""No input ends the program, freezes it, fills the memory, opens another file or a connection."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import annotator
from tests.abuse.row import Row
from tests.abuse.rows import ROWS
from tests.abuse.watching import watching

SECONDS = 2.0
"""Of computing, for one input."""
GENEROUS = 4 if os.environ.get("CI") else 2
"""What the figure above is multiplied by here: shared machines are slower than people's."""
MEGABYTES = 300
"""Above what the program had before it read the input."""
ALLOWED = (str(Path(annotator.__file__).parent.parent), sysconfig.get_path("stdlib"), sys.prefix)
"""What Python may open when it imports what it had no use for before."""
CASES = [
    pytest.param(
        row,
        reader,
        id=f"{reader}-{row.what}",
        marks=[pytest.mark.campaign] if row.long else [],
    )
    for row in ROWS
    for reader in row.readers
]


class Child:
    """The process that reads, with a watch on what it opens where that can be had."""

    def __init__(self, folder: Path) -> None:
        watch = watching(folder)
        self.watched = bool(watch)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.abuse.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **watch},
            cwd=Path(__file__).parent.parent.parent,
        )

    def read(self, reader: str, path: Path, name: str) -> dict[str, Any]:
        """What became of a file that a reader was given."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"reader": reader, "path": str(path), "name": name}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    if not hasattr(os, "fork"):
        pytest.skip("the child forks")
    made = Child(tmp_path_factory.mktemp("watch"))
    yield made
    made.close()


def outcome_of(child: Child, row: Row, reader: str, folder: Path) -> tuple[dict[str, Any], Path]:
    built = row.build(folder)
    if isinstance(built, Path):
        return child.read(reader, built, row.name), built
    path = folder / "input"
    path.write_bytes(built)
    return child.read(reader, path, row.name), path


@pytest.mark.parametrize(("row", "reader"), CASES)
def test_it_gets_what_it_has_to(child: Child, row: Row, reader: str, tmp_path: Path) -> None:
    outcome, path = outcome_of(child, row, reader, tmp_path)
    if row.aside:
        assert outcome["code"] == ""
        assert row.code in {code for code, *_ in outcome["problems"]}
    else:
        assert outcome["code"] == row.code, outcome.get("said")
        assert not outcome["problems"]
    assert row.said in outcome["said"]
    if row.code and not row.aside:
        assert len(outcome["said"]) > 15
    inside = (*ALLOWED, str(path))
    assert [
        name for name in outcome["opened"] if not name.split(" ", 1)[1].startswith(inside)
    ] == []
    assert outcome["mb"] <= MEGABYTES
    assert outcome["seconds"] <= SECONDS * GENEROUS


@pytest.mark.parametrize("reader", ["opens", "parses a path", "follows a DTD"])
def test_the_watch_sees_what_is_opened(child: Child, reader: str, tmp_path: Path) -> None:
    if reader != "opens" and not child.watched:
        pytest.skip("there is no C compiler")
    path = tmp_path / "a.xml"
    path.write_bytes(b"<a/>")
    opened = " ".join(child.read(reader, path, "a.xml")["opened"])
    assert (str(path) if reader == "parses a path" else "/etc/hostname") in opened
