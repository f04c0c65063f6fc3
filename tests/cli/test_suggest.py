"""`annotator suggest`: what could be annotated, as lines and as JSON; nothing is written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.bundled import sample_project
from annotator.cli import main
from annotator.storage.founding import new_project
from annotator.storage.intake import read_article_file

Told = Callable[..., str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def run(*arguments: str, project: Path | None = None) -> str:
        assert main(["suggest", str(project or sample_project()), *arguments]) == 0
        return capsys.readouterr().out

    return run


def listed(told: Told, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(told("--json", *arguments))
    return found


def test_json_says_where_what_and_by_which_rule(told: Told) -> None:
    found = listed(told)
    assert {item["document"] for item in found} == {"360bulletin", "seoul-wire"}
    keys = {"document", "start", "end", "text", "category", "attributes", "rule"}
    assert all(keys <= set(item) for item in found)
    [figure] = [item for item in found if item["text"] == "over 10,000 troops"]
    assert figure == {
        "document": "360bulletin",
        "start": 2119,
        "end": 2137,
        "spans": [[2119, 2137]],
        "text": "over 10,000 troops",
        "category": "statistic",
        "attributes": {
            "precision": "at-least", "quantity_type": "count", "unit": "troops", "value": 10000,
        },
        "certainty": "",
        "rule": "statistics 1",
    }  # fmt: skip
    assert sum(item["category"] == "quote" for item in found) == 8


def test_lines_for_people_and_a_word_where_the_project_shows_none(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", str(sample_project())]) == 0
    out, err = capsys.readouterr()
    assert "360bulletin:47-57: quote [“toughest”] (form partial, unsure) quotation-marks 1\n" in out
    assert "switched off in this project" in err


def test_categories_and_articles_can_be_chosen(told: Told) -> None:
    found = listed(told, "--category", "statistic", "quote", "--documents", "seoul-wire")
    assert [item["category"] for item in found].count("quote") == 4
    assert {item["category"] for item in found} == {"quote", "statistic"}
    assert {item["document"] for item in found} == {"seoul-wire"}


def test_what_an_annotator_has_done_is_left_out(told: Told) -> None:
    everything, left = listed(told), listed(told, "--annotator", "mira")
    assert not [item for item in left if item["category"] in ("quote", "statistic")]
    assert 0 < len(left) < len(everything) / 4
    assert all(item in everything for item in left)


def test_any_article(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_text("😀 “Un 👩🏽‍⚕️ cafe\u0301, שלום”\r\nHalf of 1,2 said “no", "utf-8", newline="")
    new_project(tmp_path / "p", "P", [read_article_file(path)])
    found = json.loads(told("--json", project=tmp_path / "p"))
    assert [(item["start"], item["text"]) for item in found if item["category"] == "quote"] == [
        (2, "“Un 👩🏽‍⚕️ cafe\u0301, שלום”")
    ]


@pytest.mark.parametrize(
    "arguments", [["--annotator", "nobody"], ["--documents", "x"], ["--category", "claim"]]
)
def test_what_is_not_there_is_named(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", str(sample_project()), *arguments]) == 2
    err = capsys.readouterr().err
    assert arguments[1] in err
    assert "E-USAGE" in err
