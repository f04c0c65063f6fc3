"""Large files are read by other processes: the same comes back, errors as well."""

import gc
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.storage import ahead
from annotator.storage.ahead import Ahead, no_collection
from annotator.storage.workspace import Workspace, open_project
from annotator.tei.reader import read

Tag = Callable[..., Corpus]
ANNA = "annotations/wire/anna.tei.xml"


@pytest.fixture
def tagged(project: Path, tag: Tag) -> Path:
    workspace = open_project(project)
    corpus = tag(tag(workspace.load("anna").corpus), 12, 27, category="claim")
    workspace.save(tag(corpus, 0, 4, "bulletin"), "anna")
    return project


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as large, so that small ones can show what becomes of large ones."""
    monkeypatch.setattr(ahead, "LARGE", 1)


@pytest.mark.usefixtures("all_large")
def test_a_project_is_the_same_whoever_reads_it(
    tagged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Workspace(tagged).load("anna")
    monkeypatch.setattr(ahead, "LARGE", 2**40)
    assert Workspace(tagged).load("anna") == elsewhere
    assert len(elsewhere.corpus.sets) == 2


@pytest.mark.usefixtures("all_large")
def test_what_is_wrong_is_told_from_another_process_as_from_here(tagged: Path) -> None:
    good = (tagged / ANNA).read_bytes()
    bad = good[: len(good) // 2]
    reading = Ahead({"bad": bad, ANNA: good})
    try:
        with pytest.raises(InputError) as here:
            read(bad, "bad")
        with pytest.raises(InputError) as there:
            reading.read(reading.data("bad"), "bad")
        assert there.value.args == here.value.args
        assert reading.read(reading.data(ANNA), ANNA) == read(good, ANNA)
    finally:
        reading.close()


@pytest.mark.usefixtures("all_large")
@pytest.mark.parametrize("when", ["at the start", "meanwhile"])
def test_without_processes_to_spare_files_are_read_here(
    tagged: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes") if when == "at the start" else BrokenExecutor("killed")

    if when == "at the start":
        monkeypatch.setattr(ahead, "ProcessPoolExecutor", refuse)
    else:
        monkeypatch.setattr("concurrent.futures.Future.result", refuse)
    loaded = Workspace(tagged).load("anna")
    assert not loaded.unreadable
    assert len(loaded.corpus.sets) == 2


def test_small_files_start_no_process(tagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a process was started for a small file")

    monkeypatch.setattr(ahead, "ProcessPoolExecutor", refuse)
    assert len(Workspace(tagged).load("anna").corpus.sets) == 2


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_rests_and_is_as_before_also_after_an_error(on: bool) -> None:
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(InputError):
            _read_damaged()
        assert gc.isenabled() == on
    finally:
        (gc.enable if was_on else gc.disable)()
        gc.unfreeze()


def _read_damaged() -> None:
    with no_collection():
        assert not gc.isenabled()
        read(b"<a>", "bad")
