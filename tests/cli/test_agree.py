"""`annotator agree`: a table for people, JSON and CSV for programs, and what it refuses."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.agreement import pooling
from annotator.agreement.measures import MEASURES
from annotator.agreement.spans import CoverageTable
from annotator.agreement.units import Units
from annotator.bundled import sample_project
from annotator.cli import main
from annotator.core.annotation import Annotation
from annotator.storage.copies import copy_project
from annotator.storage.workspace import Loaded, Workspace

ROOT = Path(__file__).parents[2]
LIGHT = ["f1-exact", "f1-overlap", "alpha", "kappa", "relation-f1", "attribute-alpha"]
KEYS = {
    *("measure", "category", "pair", "document", "value", "reason", "interval", "interval_method"),
    *("n_documents", "n_units", "parameters"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agree") / "sample"
    copy_project(sample_project(), folder)
    return folder


@pytest.fixture
def told(sample: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        assert main(["agree", str(sample), *arguments]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def results(told: Callable[..., str]) -> Callable[..., list[Any]]:
    def run(*arguments: str) -> list[Any]:
        found: list[Any] = json.loads(told("--json", *arguments))["results"]
        return found

    return run


def test_the_table_tells_value_unit_counts_and_why_there_is_no_interval(told) -> None:
    out = told("--measure", *LIGHT, "--annotators", "mira", "jonas")
    lines = out.splitlines()
    assert lines[0] == "North Korea policy: 2 document(s)"
    assert "jonas, mira" in lines[1]
    assert "tokens (1217 in all)" in lines[2]
    block = lines[lines.index("alpha · Krippendorff’s α") :]
    row = next(line for line in block if line.strip().startswith("quote"))
    for words in ("0.416", "none: too-few-documents", " 2 ", " 52 ", "0.240"):
        assert words in row
    for words in (".800 and .667", "not corrected for chance", "at least five documents",
                  "Same digits: annotator agree"):  # fmt: skip
        assert words in " ".join(out.split())
    assert all(line == line.rstrip() for line in lines)


def test_the_table_of_three_shows_means_of_pairs_and_who_makes_the_difference(told) -> None:
    out = told("--measure", "kappa", "alpha", "--category", "quote")
    assert "mean of pairs (3 of 3), SD" in out
    assert "asha – jonas" in out
    assert "without one annotator" in out
    assert "claim" not in out
    assert "tagged with anything" not in out


def test_json_holds_what_the_table_says_with_all_digits(told) -> None:
    found = json.loads(told("--json", "--measure", *LIGHT))
    assert {"project", "annotators", "documents", "results"} <= set(found)
    assert found["project"] == "North Korea policy"
    assert found["annotators"] == ["asha", "jonas", "mira"]
    assert found["documents"] == ["360bulletin", "seoul-wire"]
    assert {figure["measure"] for figure in found["results"]} == set(LIGHT)
    for figure in found["results"]:
        assert set(figure) >= KEYS
        assert (figure["value"] is None) == isinstance(figure["reason"], str)
    alpha = next(
        f for f in found["results"]
        if (f["measure"], f["category"], f["pair"]) == ("alpha", "quote", ["jonas", "mira"])
    )  # fmt: skip
    assert alpha["value"] == pytest.approx(0.4160617829312976, abs=1e-15)
    assert {"annotator", "numpy", "scipy"} <= set(found["versions"])
    assert len(found["data_digest"]) == 64


def test_every_measure_has_figures_in_the_sample(results) -> None:
    found = results("--annotators", "mira", "jonas")
    assert {f["measure"] for f in found if f["value"] is not None} == set(MEASURES)
    gamma = next(f for f in found if f["measure"] == "gamma" and f["category"] is None)
    assert gamma["parameters"]["sampler"] == "shift"
    assert 0.58 < gamma["value"] < 0.65


def test_the_same_digits_from_any_number_of_jobs_and_another_seed_moves_gamma(told) -> None:
    arguments = ["--json", "--measure", "gamma", "alpha", "--annotators", "mira", "jonas"]
    alone, again, two, other = (
        told(*arguments, *more) for more in ([], [], ["--jobs", "2"], ["--seed", "2"])
    )
    assert alone == again == two
    values = [
        {f["measure"]: f["value"] for f in json.loads(out)["results"] if f["category"] is None}
        for out in (alone, other)
    ]
    assert values[0]["alpha"] == values[1]["alpha"]
    assert values[0]["gamma"] != values[1]["gamma"]


def test_categories_annotators_and_documents_can_be_chosen(results) -> None:
    arguments = ["--measure", "alpha", "--category", "claim", "quote", "--documents", "seoul-wire"]
    found = results(*arguments, "--annotators", "asha", "--annotators", "mira")
    assert {f["category"] for f in found} == {"claim", "quote"}
    assert {tuple(f["pair"]) for f in found if f["pair"]} == {("asha", "mira")}
    assert {f["n_documents"] for f in found} == {1}


def test_unit_and_tolerance_change_figures_and_are_told(results) -> None:
    values = {}
    for arguments in ([], ["--unit", "char"], ["--tolerance", "edges"]):
        found = results("--measure", "alpha", "--annotators", "mira", "jonas", *arguments)
        figure = next(f for f in found if f["category"] == "quote")
        values[tuple(arguments)] = figure["value"]
        for name, value in zip(arguments[::2], arguments[1::2], strict=True):
            assert figure["parameters"][name.strip("-")] == value
    assert len(set(values.values())) == 3


def test_each_document_alone(results) -> None:
    found = results("--measure", "alpha", "--by-document", "--annotators", "mira", "jonas")
    documents = [f["document"] for f in found if f["category"] == "quote" and f["pair"] is None]
    assert documents == [None, "360bulletin", "seoul-wire"]


def test_an_interrupt_lets_what_is_done_be_told(results, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGINT)
    original = pooling._coverage

    def interrupted(units: Units) -> list[CoverageTable]:
        signal.raise_signal(signal.SIGINT)
        return original(units)

    monkeypatch.setattr(pooling, "_coverage", interrupted)
    found = results("--measure", "alpha", "f1-exact", "gamma")
    assert {f["reason"] for f in found if f["measure"] == "alpha"} == {None}
    assert [f["reason"] for f in found if f["measure"] != "alpha"] == ["cancelled", "cancelled"]
    assert signal.getsignal(signal.SIGINT) == before


def test_csv_has_a_line_per_figure(sample: Path, told, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    told("--measure", *LIGHT, "--csv", str(path))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = json.loads(told("--json", "--measure", *LIGHT))["results"]
    assert len(rows) == len(found)
    for row, figure in zip(rows, found, strict=True):
        assert row["measure"] == figure["measure"]
        assert row["value"] == ("" if figure["value"] is None else repr(figure["value"]))
        assert json.loads(row["parameters"]) == figure["parameters"]


@pytest.fixture
def with_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """All quotes of jonas come from accepted suggestions."""

    def suggested(annotation: Annotation) -> Annotation:
        if annotation.category != "quote":
            return annotation
        return replace(annotation, provenance=replace(annotation.provenance, origin="suggestion"))

    def load_all(workspace: Workspace) -> Loaded:
        loaded = original(workspace)
        sets = {
            key: replace(own, annotations={a.id: suggested(a) for a in own.annotations.values()})
            if key[1] == "jonas"
            else own
            for key, own in loaded.corpus.sets.items()
        }
        return replace(loaded, corpus=replace(loaded.corpus, sets=sets))

    original = Workspace.load_all
    monkeypatch.setattr(Workspace, "load_all", load_all)


@pytest.mark.usefixtures("with_suggestions")
def test_figures_with_and_without_accepted_suggestions(told, results) -> None:
    arguments = ["--measure", "f1-overlap", "--annotators", "mira", "jonas"]
    found = [
        (f["parameters"]["suggestions"], round(f["value"], 3))
        for f in results(*arguments)
        if (f["category"], f["pair"], f["parameters"]["iou"]) == ("quote", None, 0)
    ]
    assert found == [("with accepted", 0.654), ("without", 0.0)]
    for choice in ("with", "without"):
        only = results(*arguments, "--suggestions", choice)
        assert {f["parameters"]["suggestions"].split()[0] for f in only} == {choice}
    assert "agreement may be inflated" in " ".join(told(*arguments).split())
    assert "without suggestions" in told(*arguments)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--measure", "kapa"], ["kapa", "f1-exact", "gamma"]),
        (["--annotators", "nobody"], ["nobody", "asha"]),
        (["--documents", "nothing"], ["nothing", "seoul-wire"]),
        (["--category", "nothing"], ["nothing", "quote", "source-of"]),
        (["--iou", "2"], ["0 to 1"]),
        (["--jobs", "-1"], ["--jobs"]),
        (["--seed", "-1"], ["--seed"]),
    ],
)
def test_what_the_project_lacks_is_named(
    sample: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: list[str]
) -> None:
    assert main(["agree", str(sample), *arguments]) == 2
    error = capsys.readouterr().err
    assert "E-USAGE" in error
    assert all(word in error for word in words)


def test_a_set_on_another_text_is_left_out_and_named(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "other-text"
    copy_project(sample, copy)
    path = copy / "annotations" / "seoul-wire" / "jonas.tei.xml"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"\b[0-9a-f]{64}\b", "0" * 64, text)
    assert changed != text
    path.write_text(changed, encoding="utf-8", newline="")
    assert main(["agree", str(copy), "--measure", "alpha", "--annotators", "mira", "jonas"]) == 0
    out = capsys.readouterr().out
    assert "Left out (text-differs): jonas in seoul-wire" in out
    row = next(line for line in out.splitlines() if line.strip().startswith("quote"))
    assert " 1 " in row


def test_files_that_cannot_be_read_are_told_beside_the_figures(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "damaged"
    copy_project(sample, copy)
    path = copy / "annotations" / "seoul-wire" / "jonas.tei.xml"
    path.write_bytes(path.read_bytes()[:-100])
    assert main(["agree", str(copy), "--measure", "alpha", "--annotators", "mira", "jonas"]) == 0
    told = capsys.readouterr()
    assert "E-XML" in told.err
    assert "Left out (unreadable): jonas in seoul-wire" in told.out


def test_a_folder_that_is_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_a_cluster_that_does_not_answer(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="of the reference group")

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no answer")

    monkeypatch.setattr(distributed, "Client", refuse)
    assert main(["agree", str(sample), "--cluster", "tcp://localhost:1", "--measure", "alpha"]) == 2
    assert "E-CLUSTER" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["agree", str(sample), "--cluster", "tcp://localhost:1", "--measure", "alpha"]) == 2
    assert "annotator[cluster]" in capsys.readouterr().err


def test_the_command_line_loads_numpy_only_to_compute(sample: Path) -> None:
    program = (
        "import sys; import annotator.cli; heavy = {'numpy', 'scipy', 'annotator.agreement'};"
        "sys.exit(3 if heavy & set(sys.modules) else 0)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0


def test_it_runs_as_a_program_without_a_window(sample: Path) -> None:
    program = (
        "import sys; from annotator.cli import main; status = main(sys.argv[1:]);"
        "wrong = [n for n in sys.modules if n.startswith(('PySide6', 'annotator.gui'))];"
        "sys.exit(status or (3 if wrong else 0))"
    )
    arguments = ["agree", str(sample), "--measure", "alpha"]
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert ran.returncode == 0, ran.stderr
    assert not ran.stderr


def test_one_person_alone_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", str(sample_project()), "--annotators", "mira"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "needs two people" in err
