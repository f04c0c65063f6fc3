"""Tables: what R, Python and spreadsheets get to see."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from annotator.core.corpus import Corpus
from annotator.core.csv_cells import unguarded
from annotator.core.values import Attributes
from annotator.interchange.cells import rows_of, table
from annotator.storage.exports import FORMATS
from tests.interchange.everything import FERRY, HOSTILE, everything

ACTIVE = tuple("=+-@|%\t\r\n'＝＋－＠｜％")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return everything()


def plain_rows(data: bytes) -> list[dict[str, str]]:
    """As any reader of CSV sees it."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_a_row_for_each_fragment_with_its_words_and_what_stands_around_them(
    corpus: Corpus,
) -> None:
    files = FORMATS["csv"].write(corpus)
    rows = plain_rows(files["annotations.csv"])
    text = files["texts/ferry.txt"].decode()
    assert text == FERRY.text
    mine = [r for r in rows if (r["annotator"], r["annotation"]) == ("anna", "a-1")]
    first, second, other = mine
    assert (first["fragment"], first["fragments"], second["fragment"]) == ("1", "2", "2")
    assert other["document"] == "island"
    assert first["text"] == "“We will not move 😀 an inch,”"
    assert second["text"] == text[int(second["start"]) : int(second["end"])]
    assert second["before"].endswith(" the mayor said, ")
    assert second["after"].startswith(" Nearly 40 percent")
    assert (first["attr_form"], first["attr_speaker"]) == ("direct", "the “mayor” =1")
    assert first["attr_value"] == ""
    assert (first["note"], first["certainty"]) == (HOSTILE, "low")


def test_undecided_and_refused_suggestions_are_no_rows_and_the_agreed_set_says_why(
    corpus: Corpus,
) -> None:
    rows = plain_rows(FORMATS["csv"].write(corpus)["annotations.csv"])
    assert not {"a-8", "a-10"} & {row["annotation"] for row in rows}
    gold = next(row for row in rows if row["annotator"] == "gold")
    assert (gold["origin"], gold["decision"], gold["created_by"]) == (
        "adjudication",
        "chosen",
        "ben",
    )
    assert gold["sources"] == "anna.tei.xml#a-1 cleo.tei.xml#a-1"


def test_relations_and_links_stand_beside_with_both_ends(corpus: Corpus) -> None:
    rows = plain_rows(FORMATS["csv"].write(corpus)["relations.csv"])
    found = {row["relation"]: row for row in rows}
    assert set(found) == {"r-1", "r-2", "r-3"}
    assert found["r-1"]["directed"] == "true"
    assert (found["r-2"]["directed"], found["r-2"]["attr_degree"]) == ("false", "full")
    link = found["r-3"]
    assert (link["source_document"], link["source"]) == ("ferry", "a-1")
    assert (link["target_document"], link["target"]) == ("island", "a-1")


def test_a_set_that_is_finished_with_nothing_tagged_is_in_the_list_of_sets(
    corpus: Corpus,
) -> None:
    rows = plain_rows(FORMATS["csv"].write(corpus)["sets.csv"])
    ben = next(row for row in rows if row["annotator"] == "ben")
    assert (ben["document"], ben["status"], ben["annotations"]) == ("island", "finished", "0")


def test_nothing_in_a_table_for_spreadsheets_is_taken_for_a_formula(corpus: Corpus) -> None:
    files = FORMATS["csv-spreadsheet"].write(corpus)
    numbers = {"start", "end", "fragment", "fragments", "attr_value", "attr_weight", "characters"}
    seen = 0
    for name, data in files.items():
        if not name.endswith(".csv"):
            continue
        assert data.startswith(b"\xef\xbb\xbf")
        for row in plain_rows(data.removeprefix(b"\xef\xbb\xbf")):
            for column, cell in row.items():
                if column not in numbers:
                    assert not cell.startswith(ACTIVE) or cell.startswith("'")
                    seen += cell.startswith("'")
    assert seen > 4
    row = next(r for r in rows_of(files["annotations.csv"], guard=True) if r["annotation"] == "a-4")
    assert (row["attr_value"], row["attr_unit"]) == ("-40.5", "-unit")
    raw = next(
        r
        for r in plain_rows(files["annotations.csv"].removeprefix(b"\xef\xbb\xbf"))
        if r["annotation"] == "a-4"
    )
    assert (raw["attr_value"], raw["attr_unit"]) == ("-40.5", "'-unit")


def test_a_plain_table_holds_the_words_as_they_are(corpus: Corpus) -> None:
    files = FORMATS["csv"].write(corpus)
    row = next(r for r in plain_rows(files["annotations.csv"]) if r["annotation"] == "a-4")
    assert row["attr_unit"] == "-unit"
    assert not files["annotations.csv"].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("guard", [True, False])
def test_cells_come_back(guard: bool) -> None:
    rows = [{"=a": "=1", "b": '\'x\r\n"y"'}, {"=a": "''=", "b": "\n"}, {"b": "\ufeff"}]
    again = rows_of(table(("=a", "b"), rows, guard), guard)
    assert again == [*rows[:2], {"=a": "", "b": "\ufeff"}]
    assert unguarded("'=1") == "=1"


def test_the_codebook_tells_kind_values_and_conditions() -> None:
    data = FORMATS["codebook-csv"].write(everything())[""]
    rows = {(row["parent"], row["name"]): row for row in rows_of(data, guard=True)}
    kind = rows["attribution", "source_kind"]
    assert kind["value_type"] == "enum"
    assert kind["values"].startswith("named-person|government")
    assert kind["applies_if"] == "part=source|frame"
    assert rows["attribution", "part"]["required"] == "true"
    assert rows["statistic", "share"]["values"] == "0..100"
    assert rows["", "quote"]["color"] == "#4e79a7"
    assert rows["", "source-of"]["values"] == "attribution>quote|claim|statistic"
    assert rows["*", "discuss"]["counts"] == "true"
    assert rows["alone", "*"]["kind"] == "no common attributes"
    assert rows["", "alone"]["description"] == "=SUM(1)\n*Second* line."


def test_json_lines_have_the_same_keys_and_all_digits(corpus: Corpus) -> None:
    held = corpus.sets["island", "anna"]
    exact = Attributes.of({"value": Decimal("0.1234567890123456789"), "unit": "x\u2028y"})
    items = {id: replace(item, attributes=exact) for id, item in held.annotations.items()}
    sets = {**corpus.sets, ("island", "anna"): replace(held, annotations=items)}
    data = FORMATS["jsonl"].write(replace(corpus, sets=sets))[""].decode()
    lines = [json.loads(line) for line in data.splitlines()]
    assert [line["document"] for line in lines] == ["ferry", "island", "9-alone"]
    assert len({tuple(line) for line in lines}) == 1
    annotations = [item for line in lines for item in line["annotations"]]
    assert len({tuple(item) for item in annotations}) == 1
    assert '"value": 0.1234567890123456789' in annotations[-1]["attributes_json"]
    spans = annotations[0]["spans"]
    assert [lines[0]["text"][s["start"] : s["end"]] for s in spans] == [s["text"] for s in spans]
    assert lines[0]["relations"][-1]["target_document"] == "island"


def test_nothing_in_the_codebook_is_taken_for_markup() -> None:
    text = FORMATS["codebook-md"].write(everything())[""].decode()
    assert "# Ferry \\<strike\\>: codebook" in text
    assert "Take the \\*shorter\\* span." in text
    assert "\n\\- Tag headings." in text
    assert "\n\\=SUM(1)" in text
    assert "### Alone \\| =1+1 (`alone`)" in text
    assert "part=source\\|frame" in text
