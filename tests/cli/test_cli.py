"""The command line: what it prints, what it opens, and its exit status."""

import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from annotator import __version__
from annotator.bundled import sample_project
from annotator.cli import COMMANDS, main
from annotator.storage.copies import copy_project
from annotator.storage.workspace import open_project


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the window was asked to open; a stand-in takes its place."""
    asked: list[list[str]] = []
    stand_in = types.ModuleType("annotator.gui.app")

    def run(paths: list[str]) -> int:
        asked.append(paths)
        return 0

    stand_in.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "annotator.gui.app", stand_in)
    return asked


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    texts = {"wire.txt": "Head\n\nOne 🚲 said.\n", "herald.html": "<p>Two <b>words</b>.</p>"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    return [str(tmp_path / name) for name in texts]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    copy_project(sample_project(), tmp_path / "sample")
    return tmp_path / "sample"


def test_no_arguments_open_the_start_page(opened: list[list[str]]) -> None:
    assert main([]) == 0
    assert opened == [[]]


def test_paths_open_the_window(opened: list[list[str]], articles: list[str], sample: Path) -> None:
    for paths in ([str(sample)], [str(sample / "project.tei.xml")], articles):
        assert main(paths) == 0
        assert opened.pop() == paths


def test_a_path_that_is_not_there_opens_nothing(
    opened: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, words in [("none.txt", "no such file"), (".", "no project")]:
        assert main([str(tmp_path / path)]) == 2
        error = capsys.readouterr().err
        assert words in error
        assert str(tmp_path) in error
    assert not opened


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in [
        (["--version"], [__version__]),
        (["--help"], ["examples:", "annotator sample", *(c.name for c in COMMANDS)]),
    ]:
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 0
        out = capsys.readouterr().out
        assert all(word in out for word in words)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: annotator {command} [-h]")


def test_an_unknown_option_cannot_run(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--nonsense"])
    assert caught.value.code == 2
    assert "nonsense" in capsys.readouterr().err


def test_new_makes_a_project_in_the_order_given(
    opened: list[list[str]],
    articles: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "storm"
    arguments = ["new", str(folder), *articles, "--title", "The storm", "--language", "en"]
    arguments += ["--outlet", "The Wire", "--outlet", "The Herald", "--date", "2026-11-19"]
    assert main(arguments) == 0
    assert not opened
    assert "2 article" in capsys.readouterr().out
    corpus = open_project(folder).load().corpus
    assert corpus.project.title == "The storm"
    assert [d.metadata.outlet for d in corpus.documents.values()] == ["The Wire", "The Herald"]
    assert [d.metadata.date for d in corpus.documents.values()] == ["2026-11-19", ""]
    assert {d.metadata.language for d in corpus.documents.values()} == {"en"}
    assert len(corpus.project.tagset.categories) == 4
    assert main(["validate", "--strict", str(folder)]) == 0


def test_new_can_open_at_once(opened: list[list[str]], articles: list[str], tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "storm"), *articles, "--open"]) == 0
    assert opened == [[str(tmp_path / "storm")]]


def test_new_tells_of_the_same_text_twice(
    articles: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "storm"), articles[0], articles[0]]) == 0
    assert "same text" in capsys.readouterr().err


def test_new_refuses_a_full_folder_and_files_it_cannot_take(
    articles: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    for arguments, words in [
        ([str(tmp_path), *articles], "not empty"),
        ([str(tmp_path / "new"), str(tmp_path / "a.pdf")], "PDF"),
        ([str(tmp_path / "new"), str(tmp_path / "none.txt")], "not there"),
        ([str(tmp_path / "new"), articles[0], "--outlet", "A", "--outlet", "B"], "--outlet"),
    ]:
        assert main(["new", *arguments]) == 2
        assert words in capsys.readouterr().err
        assert not (tmp_path / "new").exists()


def test_validate_says_that_all_is_well(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(sample)]) == 0
    assert "no problems" in capsys.readouterr().out


def test_validate_prints_a_line_per_problem(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = next((sample / "annotations").rglob("*.tei.xml"))
    bad.write_bytes(bad.read_bytes()[:-200])
    assert main(["validate", str(sample), str(bad)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{bad}:") and " E-XML " in line for line in lines)
    assert main(["validate", "--json", str(sample)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] >= 1
    assert {"file", "line", "code", "message", "advice", "severity"} <= set(told["problems"][0])


@pytest.mark.parametrize("format", ["tei-slim", "tei-inline-anchors", "tei-bundle"])
def test_an_export_is_no_file_of_a_project(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    out = tmp_path / "export.tei.xml"
    assert main(["export", str(sample), str(out), "--to", format]) == 0
    capsys.readouterr()
    assert main(["validate", str(out)]) == 1
    told = capsys.readouterr().out
    assert "E-FOREIGN It is not a file of a project" in told
    assert "can be imported" in told
    assert "made by" not in told


def test_a_changed_text_is_told_with_the_ways_out(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = sorted((sample / "texts").iterdir())
    new, old = (path.name.removesuffix(".tei.xml").encode() for path in (one, other))
    one.write_bytes(other.read_bytes().replace(old, new))
    assert main(["validate", str(sample)]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if " E-DIGEST " in line]
    assert len(lines) == 3
    assert all("Article > The text has changed…" in line for line in lines)


def test_warnings_count_only_when_strict(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = sample / "project.tei.xml"
    own.write_bytes(own.read_bytes().replace(b'"tag-claim"', b'"tag-allegation"', 1))
    status = main(["validate", str(sample)])
    out = capsys.readouterr().out
    assert "(warning)" in out
    assert status == 0
    assert main(["validate", "--strict", str(sample)]) == 1


def test_validate_cannot_run_on_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "none", tmp_path):
        assert main(["validate", str(path)]) == 2
        assert str(path) in capsys.readouterr().err


def test_sample_makes_a_copy_and_keeps_it(
    opened: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "my sample"
    assert main(["sample", str(copy)]) == 0
    assert "Copied" in capsys.readouterr().out
    (copy / "mine.txt").write_bytes(b"kept")
    assert main(["sample", str(copy)]) == 0
    assert (copy / "mine.txt").read_bytes() == b"kept"
    assert opened == [[str(copy)], [str(copy)]]
    assert main(["sample", "--no-window", str(copy)]) == 0
    assert len(opened) == 2


def test_sample_goes_to_the_documents_of_the_user(
    opened: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    assert main(["sample"]) == 0
    assert opened == [[str(tmp_path / "Documents" / "Annotator sample")]]
    assert open_project(Path(opened[0][0])).load().corpus.documents


def test_names_that_a_terminal_lacks_end_nothing(sample: Path) -> None:
    folder = sample.rename(sample.with_name("שלום\nעולם"))
    own = folder / "project.tei.xml"
    own.write_bytes(own.read_bytes() + b"damage")
    found = subprocess.run(
        [sys.executable, "-m", "annotator", "validate", str(folder)],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    assert found.returncode == 1
    assert not found.stderr
    (line,) = found.stdout.splitlines()
    assert b"project.tei.xml" in line
    assert b" E-XML " in line


@pytest.mark.parametrize(
    "arguments", [["validate", "{sample}"], ["new", "{new}", "{text}"], ["sample", "--no-window"]]
)
def test_without_a_window_nothing_of_it_is_loaded(
    sample: Path, articles: list[str], tmp_path: Path, arguments: list[str]
) -> None:
    places = {"sample": sample, "new": tmp_path / "new", "text": articles[0]}
    given = [argument.format(**places) for argument in arguments]
    given += [str(tmp_path / "copy")] if "sample" in arguments else []
    program = (
        "import sys; from annotator.cli import main; status = main(sys.argv[1:]);"
        "wrong = [n for n in sys.modules if n.startswith(('PySide6', 'annotator.gui'))];"
        "sys.exit(status or (3 if wrong else 0))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *given],
        capture_output=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    assert ran.returncode == 0, ran.stderr
