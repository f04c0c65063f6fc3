"""An export is put in its place whole or not at all, and over nothing but an export of ours."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.corpus import Corpus
from annotator.core.errors import AnnotatorError, InputError, SaveError
from annotator.core.excerpts import excerpt
from annotator.storage.exports import FORMATS, Export, place, prepare, report_of
from annotator.storage.files import RealFiles
from tests.faults.fault_files import FaultFiles, fault_points
from tests.interchange.everything import everything
from tests.samples import WHEN

PROJECT = Path("/no/such/project")
formats = pytest.mark.parametrize("id", FORMATS)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return everything()


@pytest.fixture(scope="module")
def exports(corpus: Corpus) -> dict[str, Export]:
    return {id: prepare(format, corpus, WHEN) for id, format in FORMATS.items()}


def smaller(id: str, corpus: Corpus) -> Export:
    return prepare(FORMATS[id], excerpt(corpus, ["island"], ["anna"]).corpus, WHEN)


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def files_of(export: Export, out: Path) -> dict[str, bytes]:
    """What should be beside `out` or in it, the report apart."""
    return {f"{out.name}/{name}" if name else out.name: d for name, d in export.files.items()}


@formats
def test_an_export_is_its_files_and_a_report(
    id: str, exports: dict[str, Export], tmp_path: Path
) -> None:
    export, out = exports[id], tmp_path / "new" / "out"
    place(RealFiles(), out, export, PROJECT)
    report = json.loads(report_of(out, export.format).read_bytes())
    report_of(out, export.format).unlink()
    found = contents(tmp_path / "new")
    assert found == files_of(export, out)
    assert report["format"] == id
    assert report["written"] == WHEN
    assert report["annotators"] == ["anna", "ben", "cleo", "gold"]
    assert set(report["documents"]) == {"ferry", "island", "9-alone"}
    lost = {loss.feature for loss in export.losses if loss.is_lost}
    assert set(report["left_out"]) == lost
    digests = {f"out/{n}" if not export.format.suffix else n: d for n, d in report["files"].items()}
    assert digests == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


@formats
def test_an_earlier_export_is_replaced_and_what_is_stale_goes(
    id: str, exports: dict[str, Export], corpus: Corpus, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    place(RealFiles(), out, exports[id], PROJECT)
    later = smaller(id, corpus)
    place(RealFiles(), out, later, PROJECT)
    report_of(out, later.format).unlink()
    assert contents(tmp_path) == files_of(later, out)


@formats
def test_what_somebody_changed_or_put_there_is_only_written_over_by_force(
    id: str, exports: dict[str, Export], tmp_path: Path
) -> None:
    export, out = exports[id], tmp_path / "out"
    place(RealFiles(), out, export, PROJECT)
    changed = out if export.format.suffix else out / min(export.files)
    changed.write_bytes(b"mine")
    before = contents(tmp_path)
    with pytest.raises(SaveError, match="--force") as caught:
        place(RealFiles(), out, export, PROJECT)
    assert caught.value.code == "E-EXISTS"
    assert contents(tmp_path) == before
    place(RealFiles(), out, export, PROJECT, force=True)
    assert changed.read_bytes() != b"mine"


def test_other_files_of_a_folder_are_named_and_stay(
    exports: dict[str, Export], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "deep").mkdir(parents=True)
    (out / "deep" / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(SaveError, match=r"deep/thesis\.docx"):
        place(RealFiles(), out, exports["csv"], PROJECT)
    place(RealFiles(), out, exports["csv"], PROJECT, force=True)
    assert (out / "deep" / "thesis.docx").read_bytes() == b"years of work"
    assert (out / "annotations.csv").is_file()


def test_an_empty_folder_is_as_good_as_none(exports: dict[str, Export], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    place(RealFiles(), out, exports["csv"], PROJECT)
    assert set(contents(out)) == {*exports["csv"].files, "report.json"}


def test_a_folder_where_a_file_should_be_and_the_other_way_round(
    exports: dict[str, Export], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for id, out in (("csv", tmp_path / "file"), ("html", tmp_path)):
        for force in (False, True):
            with pytest.raises(SaveError) as caught:
                place(RealFiles(), out, exports[id], PROJECT, force)
            assert caught.value.code == "E-EXISTS"
    assert contents(tmp_path) == {"file": b"x"}


def test_a_report_that_is_none_of_ours_is_not_written_over(
    exports: dict[str, Export], tmp_path: Path
) -> None:
    for held in (b"{}", b"[1", b"[" * 100_000, b'{"program": "annotator", "files": [1]}'):
        (tmp_path / "out.report.json").write_bytes(held)
        with pytest.raises(SaveError, match="--force"):
            place(RealFiles(), tmp_path / "out", exports["html"], PROJECT)
        assert contents(tmp_path) == {"out.report.json": held}


@pytest.mark.parametrize(
    "name", ["", "project.tei.xml", "texts", "texts/wire.tei.xml", "Annotations/x", "links/x", ".."]
)
def test_nothing_is_written_into_a_projects_own_files_not_even_by_force(
    name: str, exports: dict[str, Export], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    for id in ("csv", "html"):
        with pytest.raises(SaveError) as caught:
            place(RealFiles(), (project / name).resolve(), exports[id], project, force=True)
        assert caught.value.code == "E-IN-PROJECT"
    assert contents(tmp_path) == {}
    place(RealFiles(), project / "tables", exports["csv"], project)


@pytest.mark.parametrize("forever", [False, True])
def test_a_drive_that_fails_leaves_no_half_of_a_new_folder(
    exports: dict[str, Export], tmp_path: Path, forever: bool
) -> None:
    export = exports["csv"]
    for at in fault_points():
        out = tmp_path / f"at-{at}" / "out"
        files = FaultFiles(at, forever=forever)
        try:
            place(files, out, export, PROJECT)
        except AnnotatorError:
            assert files.failed
            there = contents(out) if out.exists() else {}
            whole = {*export.files, "report.json"}
            assert set(there) in (set(), whole), f"half an export at call {at}"
            continue
        if not files.failed:
            break


def test_a_drive_that_fills_up_leaves_an_earlier_export_as_it_was(
    exports: dict[str, Export], corpus: Corpus, tmp_path: Path
) -> None:
    """Up to the moment when all is written and only names are left to be changed."""
    earlier = smaller("csv", corpus)
    writes = 0
    for at in fault_points(step=3):
        out = tmp_path / f"at-{at}" / "out"
        place(RealFiles(), out, earlier, PROJECT)
        before = contents(out)
        calls: list[str] = []
        files = FaultFiles(at, forever=True, tap=lambda _, name, path, c=calls: c.append(name))
        try:
            place(files, out, exports["csv"], PROJECT)
        except AnnotatorError:
            if calls.count("replace") <= len(exports["csv"].files):
                writes += 1
                assert contents(out) == before
            continue
        if not files.failed:
            break
    assert writes > 10


def test_a_file_is_the_old_or_the_new_one_whatever_fails(
    exports: dict[str, Export], corpus: Corpus, tmp_path: Path
) -> None:
    earlier, later = smaller("jsonl", corpus), exports["jsonl"]
    for at in fault_points():
        out = tmp_path / f"at-{at}" / "out.jsonl"
        place(RealFiles(), out, earlier, PROJECT)
        files = FaultFiles(at)
        try:
            place(files, out, later, PROJECT)
        except AnnotatorError:
            assert out.read_bytes() in (earlier.files[""], later.files[""])
            continue
        if not files.failed:
            break


def test_what_a_format_cannot_take_is_told_and_not_a_crash(corpus: Corpus) -> None:
    tagset = corpus.project.tagset
    twice = replace(tagset, categories=(*tagset.categories, tagset.categories[0]))
    bad = replace(corpus, project=replace(corpus.project, tagset=twice))
    with pytest.raises(InputError, match="share a key") as caught:
        prepare(FORMATS["tei-bundle"], bad, WHEN)
    assert caught.value.code == "E-FORMAT"


def test_what_does_not_read_again_is_not_written(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    format = FORMATS["jsonl"]
    monkeypatch.setattr(type(format), "faults", lambda *_: ["a word is missing"])
    with pytest.raises(InputError, match="a word is missing") as caught:
        prepare(format, corpus, WHEN)
    assert caught.value.code == "E-CHECK"
