"""`annotator script`: a session by commands, kept as the window keeps it."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.bundled import sample_project
from annotator.cli import main
from annotator.storage.copies import copy_project
from annotator.storage.workspace import open_project

Run = Callable[..., list[Any]]
WIRE = "seoul-wire"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_project(sample_project(), tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def run(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*commands: Any) -> list[Any]:
        lines = (c if isinstance(c, str) else json.dumps(c) for c in commands)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert main(["script", str(project), "--annotator", "mira"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def create(**fields: Any) -> dict[str, Any]:
    return {"do": "create", "document": WIRE, "category": "quote", "spans": [[0, 12]], **fields}


def listed(run: Run) -> dict[str, Any]:
    [answer] = run({"do": "list"})
    return {annotation["id"]: annotation for annotation in answer["annotations"]}


def test_what_is_created_set_and_deleted_is_in_the_files(run: Run, project: Path) -> None:
    before = listed(run)
    made, *_ = run(create(attributes={"form": "direct", "speaker": "Kim"}, note="Grüße 🚲"))
    assert (made["ok"], made["n"]) == (True, 1)
    own = listed(run)[made["id"]]
    assert own["spans"] == [[0, 12]]
    assert (own["attributes"]["form"], own["note"]) == ("direct", "Grüße 🚲")
    change = {"do": "set", "id": made["id"], "category": "claim", "spans": [[0, 5], [8, 12]]}
    run({**change, "note": "", "certainty": "low"})
    own = listed(run)[made["id"]]
    assert (own["category"], own["spans"], own["note"]) == ("claim", [[0, 5], [8, 12]], "")
    assert own["certainty"] == "low"
    loaded = open_project(project).load("mira")
    assert made["id"] in loaded.corpus.set(WIRE, "mira").annotations
    run({"do": "delete", "id": made["id"]})
    assert listed(run) == before


def test_undo_and_redo(run: Run) -> None:
    first, second, *answers = run(
        create(), create(spans=[[20, 25]]), {"do": "undo"}, {"do": "redo"}, {"do": "undo"}
    )
    assert [answer["n"] for answer in answers] == [3, 4, 5]
    now = listed(run)
    assert first["id"] in now
    assert second["id"] not in now
    refused, *_ = run({"do": "undo"})
    assert refused["code"] == "E-NOTHING"


def test_an_article_is_finished_and_reopened(run: Run, project: Path) -> None:
    def status() -> str:
        return open_project(project).load("mira").corpus.set(WIRE, "mira").completion.status

    finish, reopen = ({"do": do, "document": WIRE} for do in ("finish", "reopen"))
    run(reopen)
    assert status() == "open"
    first, again = run(finish, finish)
    assert (first, again) == ({"ok": True, "n": 1}, {"ok": True, "n": 1})
    assert status() == "finished"
    run(reopen)
    assert status() == "open"
    run(finish, {"do": "undo"})
    assert status() == "open"


def test_reopening_does_not_begin_an_article(run: Run, project: Path) -> None:
    own = project / "annotations" / WIRE / "mira.tei.xml"
    own.unlink()
    run({"do": "reopen", "document": WIRE}, {"do": "save"})
    assert not own.exists()


def test_saving_tells_what_was_written(run: Run) -> None:
    _, saved, again = run(create(), {"do": "save"}, {"do": "save"})
    assert saved["written"] == [f"annotations/{WIRE}/mira.tei.xml"]
    assert again["written"] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nonsense", "E-JSON"),
        ("[1]", "E-COMMAND"),
        ('{"do": "dance"}', "E-COMMAND"),
        ('{"do": "undo", "twice": true}', "E-COMMAND"),
        (create(document="nowhere"), "E-DOCUMENT"),
        (create(category="opinion"), "E-CATEGORY"),
        (create(spans=[]), "E-OFFSET"),
        (create(spans=[[5, 5]]), "E-OFFSET"),
        (create(spans=[[-1, 5]]), "E-OFFSET"),
        (create(spans=[[0, 10**7]]), "E-OFFSET"),
        (create(spans=[[0, True]]), "E-OFFSET"),
        (create(attributes={"colour": "red"}), "E-ATTRIBUTE"),
        (create(attributes={"form": "loud"}), "E-VALUE"),
        (create(attributes={"form": 3}), "E-VALUE"),
        (create(note=3), "E-COMMAND"),
        ({"do": "set", "id": "a-0000000000"}, "E-POINTER"),
        ({"do": "list", "document": "nowhere"}, "E-DOCUMENT"),
        ({"do": "finish", "document": "nowhere"}, "E-DOCUMENT"),
        ({"do": "reopen"}, "E-COMMAND"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(run: Run, line: Any, code: str) -> None:
    before = listed(run)
    [answer] = run(line)
    assert (answer["ok"], answer["code"]) == (False, code)
    assert answer["message"]
    assert listed(run) == before


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (create(spans=[[12, 0]]), "the start lies behind the end"),
        (create(spans=[[0, 5], [7, 7]]), "[7, 7]: it is empty"),
        (create(spans=[]), "“spans” is empty"),
        (create(spans=[[0, 10**7]]), "within the article"),
        (create(spans="0-12"), "list of [start, end]"),
        (create(attributes={"colour": "red"}), "form"),
    ],
)
def test_a_refusal_says_what_is_wrong(run: Run, command: Any, words: str) -> None:
    [answer] = run(command)
    assert words in answer["message"]


def test_what_is_no_json_is_told_by_its_line(run: Run) -> None:
    _, broken, number = run({"do": "list"}, "", '{"do": ', "", "7")
    assert broken["message"].startswith("line 3: ")
    assert number["message"].startswith("line 5: ")


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_a_failed_command_counts_when_strict(
    run: Run,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    status: int,
) -> None:
    arguments = ["script", str(project), "--annotator", "mira", *options]
    lines = f"nonsense\n{json.dumps(create(note='after it'))}\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert main(arguments) == status
    failed, made = map(json.loads, capsys.readouterr().out.splitlines())
    assert (failed["ok"], made["ok"]) == (False, True)
    assert listed(run)[made["id"]]["note"] == "after it"
    monkeypatch.setattr("sys.stdin", io.StringIO('{"do": "list"}\n'))
    assert main(arguments) == 0


def test_only_people_of_the_project_annotate(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = project / "project.tei.xml"
    before, role = own.read_bytes(), re.compile(rb'(xml:id="asha".*?<resp>)annotator')
    own.write_bytes(role.sub(rb"\1program", before, count=1))
    assert own.read_bytes() != before
    for id, words in (("nobody", "no annotator “nobody”"), ("asha", "“asha” is a program")):
        assert main(["script", str(project), "--annotator", id]) == 2
        error = capsys.readouterr().err
        assert words in error
        assert "(its people: jonas, mira)" in error
        assert "open the project in the window once" in error


class Driven:
    """The command in a process of its own."""

    def __init__(self, project: Path, state: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "annotator", "script", str(project), "--annotator", "mira"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "XDG_STATE_HOME": str(state)},
        )

    def say(self, command: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self, how: signal.Signals) -> tuple[int, str]:
        self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


def test_what_was_answered_survives_being_killed(run: Run, project: Path, tmp_path: Path) -> None:
    driven = Driven(project, tmp_path / "state")
    made = driven.say(create(note="before the end"))
    blocked = Driven(project, tmp_path / "state")
    code, errors = blocked.process.wait(30), blocked.process.communicate()[1]
    assert code == 2
    assert "another window" in errors
    assert driven.end(signal.SIGKILL)[0] == -signal.SIGKILL
    assert made["id"] not in open_project(project).load("mira").corpus.set(WIRE, "mira").annotations
    assert listed(run)[made["id"]]["note"] == "before the end"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_being_asked_to_end_saves_first(project: Path, tmp_path: Path) -> None:
    driven = Driven(project, tmp_path / "state")
    made = driven.say(create())
    assert driven.end(signal.SIGTERM) == (0, "")
    assert made["id"] in open_project(project).load("mira").corpus.set(WIRE, "mira").annotations
