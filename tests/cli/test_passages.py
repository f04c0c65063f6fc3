"""`annotator passages`: what articles share, as a list for people and as JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.bundled import sample_project
from annotator.cli import main
from annotator.core.document import Document
from annotator.core.tagset import Tagset
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from annotator.storage.workspace import open_project


@pytest.fixture
def two_strangers(tmp_path: Path) -> str:
    """A project of two articles that share nothing."""
    articles = [
        Article(Document("ferry", "Ferries stopped at noon."), "text"),
        Article(Document("school", "Schools opened again."), "text"),
    ]
    return str(new_project(tmp_path / "project", "Made up", articles, Tagset("t")).folder)


def test_the_list_has_both_wordings_the_longest_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["passages", str(sample_project())]) == 0
    told = capsys.readouterr().out
    assert (
        "identical words, 60 characters, score 7.5\n"
        "  360bulletin 314–374: Kim labeled the United States as “the most reactionary state\n"
        "  seoul-wire 1041–1101: Kim labeled the United States as “the most reactionary state\n"
    ) in told
    assert (
        "quoted in both, 15 characters, score 1\n  360bulletin 1544–1559: “fell in love.”" in told
    )
    lengths = [int(row.split(", ")[1].split()[0]) for row in told.splitlines() if ", score " in row]
    assert len(lengths) == 22
    assert lengths == sorted(lengths, reverse=True)
    assert told.endswith("\n22 shared passage(s) of 2 articles.\n")


def test_json_has_both_sides_with_their_texts_and_scores(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["passages", str(sample_project()), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    texts = {
        id: document.text
        for id, document in open_project(sample_project()).load("").corpus.documents.items()
    }
    assert {each["kind"] for each in told} == {"identical", "altered", "quoted", "similar"}
    for each in told:
        assert set(each) == {"score", "kind", "one", "other", "cores"}
        for name in ("one", "other"):
            side = each[name]
            assert texts[side["document"]][side["start"] : side["end"]] == side["text"]
            assert all(
                side["start"] <= c[name][0] < c[name][1] <= side["end"] for c in each["cores"]
            )
    assert {
        "score": 5.0,
        "kind": "identical",
        "one": {
            "document": "360bulletin",
            "start": 463,
            "end": 495,
            "text": "Korean Central News Agency (KCNA",
        },
        "other": {
            "document": "seoul-wire",
            "start": 1334,
            "end": 1366,
            "text": "Korean Central News Agency (KCNA",
        },
        "cores": [{"one": [463, 495], "other": [1334, 1366]}],
    } in told


def test_articles_that_share_nothing(
    two_strangers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["passages", two_strangers]) == 0
    assert capsys.readouterr().out == "2 article(s) compared; they share no passage.\n"
    assert main(["passages", two_strangers, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_what_is_no_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["passages", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("annotator: ")


def test_two_runs_print_the_same_whatever_the_hash_seed() -> None:
    command = [sys.executable, "-m", "annotator", "passages", str(sample_project()), "--json"]
    outputs = {
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_other_commands_do_not_load_what_this_one_needs() -> None:
    program = "import sys, annotator.cli; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
