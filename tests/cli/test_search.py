"""`annotator search`: keywords in context, annotations by what they are, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.bundled import sample_project
from annotator.cli import main
from annotator.storage.copies import copy_project

Told = Callable[..., str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def run(*arguments: str) -> str:
        assert main(["search", str(sample_project()), *arguments]) == 0
        return capsys.readouterr().out

    return run


def listed(told: Told, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(told("--json", *arguments))
    return found


def test_a_keyword_in_its_context(told: Told) -> None:
    assert told("zelenskyy") == (
        "360bulletin:2374-2383: elopment. Ukrainian President Volodymyr [Zelenskyy] recently "
        "reported that thousands of Nor\n"
    )


def test_json_has_offsets_words_and_context(told: Told) -> None:
    [found] = listed(told, "ZELENSKYY", "--context", "10")
    assert found == {
        "document": "360bulletin",
        "start": 2374,
        "end": 2383,
        "text": "Zelenskyy",
        "before": "Volodymyr ",
        "after": " recently ",
    }


def test_options_of_the_text_search(told: Told) -> None:
    assert len(listed(told, "trump's")) == 6
    assert len(listed(told, "trump's", "--match-case")) == 0
    assert len(listed(told, "korea", "--documents", "seoul-wire")) == 18
    assert len(listed(told, "korea", "--documents", "seoul-wire", "--whole-word")) == 12
    assert len(listed(told, "korea", "--limit", "3")) == 3
    assert [f["text"] for f in listed(told, r"\d+,\d+ \w+", "--regex")] == ["10,000 troops"]
    assert told("nowhere to be found") == "Nothing found.\n"
    assert listed(told, "nowhere to be found") == []


def test_annotations_by_what_they_are(told: Told) -> None:
    found = listed(told, "", "--category", "statistic", "--attribute", "precision=at-least")
    assert {item["annotator"] for item in found} == {"asha", "mira"}
    assert {item["text"] for item in found} == {"over 10,000 troops"}
    assert found[0]["attributes"]["value"] == "10000"
    mine = listed(told, "nuclear", "--annotator", "jonas", "--relation", "same-as")
    assert mine
    assert {item["annotator"] for item in mine} == {"jonas"}
    assert all("nuclear" in item["text"] for item in mine)
    assert len(listed(told, "", "--annotations")) > 206
    assert listed(told, "", "--note", "no such note") == []
    line = told("toughest", "--annotations", "--annotator", "mira", "--category", "quote")
    assert " quote (mira): " in line


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([""], "E-USAGE"),
        (["a", "--documents", "x"], "E-USAGE"),
        (["a", "--annotator", "x"], "E-USAGE"),
        (["", "--category", "foo"], "E-USAGE"),
        (["", "--attribute", "bogus=1"], "E-USAGE"),
        (["", "--attribute", "precision=loud"], "E-USAGE"),
        (["", "--category", "quote", "--attribute", "precision"], "E-USAGE"),
        (["", "--relation", "foo"], "E-USAGE"),
        (["a", "--context", "-1"], "E-USAGE"),
        (["(a", "--regex"], "E-PATTERN"),
        (["(.*a){25}b", "--regex"], "E-PATTERN"),
    ],
)
def test_what_cannot_be_searched(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", str(sample_project()), *arguments]) == 2
    out, err = capsys.readouterr()
    assert code in err
    assert out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--category", "foo"], "no category “foo”. It has: quote, claim, "),
        (["--attribute", "bogus=1"], "no attribute “bogus”. It has: "),
        (["--attribute", "precision=loud"], "no “precision” value “loud”. It has: exact, "),
        (["--category", "quote", "--attribute", "precision"], "no “quote” attribute “precision”"),
        (["--relation", "foo"], "same-as"),
    ],
)
def test_what_the_tagset_lacks_is_refused_with_what_it_has(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", str(sample_project()), "", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_free_text_and_numbers_may_hold_anything(told: Told) -> None:
    for value in ("speaker=nobody at all", "value=123456"):
        assert listed(told, "", "--attribute", value) == []


def test_annotations_outside_the_tagset_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_project(sample_project(), tmp_path / "project")
    own = tmp_path / "project" / "project.tei.xml"
    own.write_bytes(own.read_bytes().replace(b'"tag-claim"', b'"tag-allegation"', 1))
    assert main(["search", str(tmp_path / "project"), "", "--category", "claim", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)
