"""`annotator export`: what it writes, what it tells, and what it refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.bundled import sample_project
from annotator.cli import export, main
from annotator.storage.copies import copy_project
from annotator.storage.exports import FORMATS
from annotator.storage.workspace import Workspace
from annotator.tei.bundle import read_bundle

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "sample"
    copy_project(sample_project(), folder)
    return folder


@pytest.mark.parametrize("id", FORMATS)
def test_every_format_can_be_asked_for(
    id: str, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out{FORMATS[id].suffix}"
    assert main(["export", str(sample), "--to", id, str(out)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"Wrote {out}")
    assert told.err == ""
    assert out.is_file() == bool(FORMATS[id].suffix)
    report = out.with_name(f"{out.name}.report.json") if out.is_file() else out / "report.json"
    held = json.loads(report.read_bytes())
    assert held["format"] == id
    for words in held["left_out"].values():
        assert f"  {words}: left out\n" in told.out
    for words in held["by_convention"].values():
        assert f"  {words}\n" in told.out


def test_the_help_names_every_format() -> None:
    assert export.NAMES.split(", ") == list(FORMATS)


def test_what_comes_back_from_a_bundle_is_the_project(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.tei.xml"
    main(["export", str(sample / "project.tei.xml"), "--to", "tei-bundle", str(out)])
    assert read_bundle(out.read_bytes()) == Workspace(sample).load_all().corpus


def test_some_annotators_and_articles_only(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["--annotators", "mira", "asha", "--documents", "seoul-wire"]
    assert main(["export", str(sample), str(out), "--to", "tei-inline-segments", *arguments]) == 0
    names = {path.name for path in out.iterdir()}
    assert names == {"seoul-wire.mira.tei.xml", "seoul-wire.asha.tei.xml", "report.json"}
    assert "links to articles that were not chosen: left out" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "docx", "out"], ["docx", "tei-bundle", "html"]),
        (["--to", "csv", "out", "--annotators", "nobody"], ["nobody", "asha"]),
        (["--to", "csv", "out", "--documents", "nothing"], ["nothing", "seoul-wire"]),
    ],
)
def test_what_is_not_there_is_named_and_nothing_written(
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(sample), *arguments]) == 2
    error = capsys.readouterr().err
    assert "E-USAGE" in error
    assert all(word in error for word in words)
    assert not list(tmp_path.glob("out*"))


def test_a_file_of_somebody_else_is_written_over_only_by_force(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.html"
    out.write_bytes(b"mine")
    assert main(["export", str(sample), "--to", "html", str(out)]) == 2
    assert "E-EXISTS" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"
    assert main(["export", str(sample), "--to", "html", str(out), "--force"]) == 0
    assert main(["export", str(sample), "--to", "html", str(out)]) == 0
    assert b"<!DOCTYPE html>" in out.read_bytes()


def test_the_project_itself_is_never_written_over(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = sample / "project.tei.xml"
    before = own.read_bytes()
    assert main(["export", str(sample), "--to", "tei-bundle", str(own), "--force"]) == 2
    assert "E-IN-PROJECT" in capsys.readouterr().err
    assert own.read_bytes() == before


def test_a_set_that_cannot_be_read_is_told_and_the_rest_is_written(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "damaged"
    copy_project(sample, copy)
    path = copy / "annotations" / "seoul-wire" / "jonas.tei.xml"
    path.write_bytes(path.read_bytes()[:-100])
    out = tmp_path / "out"
    assert main(["export", str(copy), "--to", "tei-slim", str(out)]) == 1
    told = capsys.readouterr()
    assert "E-XML" in told.err
    assert "is missing" in told.out
    assert not (out / "seoul-wire.jonas.tei.xml").exists()
    assert (out / "360bulletin.jonas.tei.xml").exists()


def test_other_commands_do_not_load_the_formats() -> None:
    program = (
        "import sys; import annotator.cli as c; c._parser();"
        "sys.exit(3 if 'annotator.interchange' in sys.modules else 0)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0
