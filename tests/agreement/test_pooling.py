"""Many documents: any number of jobs gives the same digits; cache, progress and cancelling."""

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

import pytest

from annotator.agreement import pooling
from annotator.agreement.figure import Agreement, figures
from annotator.agreement.gamma import GammaParameters
from annotator.agreement.measures import MEASURES
from annotator.agreement.pooling import KINDS, statistics
from annotator.agreement.units import Units
from annotator.bundled import sample_project
from annotator.cli import main
from annotator.core.corpus import Corpus
from tests.agreement.makers import pick, units_of
from tests.agreement.random_corpora import random_corpus

QUICK = GammaParameters(samples=4, precision=0)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return random_corpus(11, 10, 3, most=4)


@pytest.fixture(scope="module")
def units(corpus: Corpus) -> Units:
    return units_of(corpus, gamma=QUICK)


@pytest.fixture(scope="module")
def alone(units: Units) -> list[Agreement]:
    return figures(statistics(units))


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that even this corpus is many tasks."""
    monkeypatch.setattr(pooling, "_CHUNK_UNITS", 40)
    monkeypatch.setattr(pooling, "_CHUNK_SECONDS", 0.02)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("jobs", [None, 1, 3])
def test_the_same_digits_on_any_number_of_threads(units, alone, jobs) -> None:
    if jobs is None:
        assert figures(statistics(units)) == alone
        return
    with ThreadPoolExecutor(jobs) as executor:
        assert figures(statistics(units, executor=executor)) == alone


@pytest.mark.usefixtures("small_chunks")
def test_the_same_digits_in_processes_of_their_own(units, alone) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert figures(statistics(units, executor=executor)) == alone


@pytest.mark.usefixtures("small_chunks")
def test_the_same_digits_on_a_cluster_of_two_processes(
    units, alone, tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = "distributed belongs to the reference group"
    distributed = pytest.importorskip("distributed", reason=reason)
    settings = {
        "n_workers": 2,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
        "local_directory": str(tmp_path),
        "silence_logs": 50,
    }
    with (
        distributed.LocalCluster(**settings) as cluster,
        distributed.Client(cluster.scheduler_address) as client,
    ):
        assert len(client.scheduler_info()["workers"]) == 2
        stats = statistics(units, executor=client.get_executor())
        command = ["agree", str(sample_project()), "--measure", "alpha", "f1-exact", "--json"]
        assert main([*command, "--cluster", cluster.scheduler_address]) == 0
        on_cluster = capsys.readouterr().out
    assert figures(stats) == alone
    assert main(command) == 0
    assert capsys.readouterr().out == on_cluster


def test_progress_counts_every_document_of_every_kind(units: Units) -> None:
    told: list[tuple[int, int]] = []
    statistics(units, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3 * 10, 3 * 10)
    assert told == sorted(told)


def test_an_edited_document_recomputes_only_itself(corpus: Corpus, alone) -> None:
    cache: dict[str, Any] = {}
    stats = statistics(units_of(corpus, gamma=QUICK), cache=cache)
    assert figures(stats) == alone
    assert len(cache) == 3 * 10
    known = dict(cache)
    place = next(key for key, found in corpus.sets.items() if found.annotations)
    found = corpus.sets[place]
    fewer = replace(found, annotations=dict(list(found.annotations.items())[1:]))
    edited = replace(corpus, sets={**corpus.sets, place: fewer})
    stats = statistics(units_of(edited, gamma=QUICK), cache=cache)
    fresh = set(cache) - set(known)
    assert {key.split()[0] for key in fresh} == set(KINDS)
    assert len(fresh) == 3
    assert figures(stats) == figures(statistics(units_of(edited, gamma=QUICK)))
    assert figures(stats) != alone


def test_other_parameters_are_other_entries_of_the_cache(corpus: Corpus) -> None:
    cache: dict[str, Any] = {}
    for parameters in ({}, {"iou": 0.75}, {"seed": 2}, {"unit": "token"}, {"tolerance": "edges"}):
        many = len(cache)
        statistics(units_of(corpus, gamma=QUICK, **parameters), cache=cache)
        assert (len(cache) > many) == (parameters != {"tolerance": "edges"})  # nothing to cut here


@pytest.mark.usefixtures("small_chunks")
def test_cancelling_leaves_undone_what_has_not_begun(units: Units, alone) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 12

    stats = statistics(units, cancelled=cancelled)
    assert "coverage" in stats.kinds
    assert "gamma" not in stats.kinds
    found = figures(stats)
    assert (pick(found, "gamma").value, pick(found, "gamma").reason) == (None, "cancelled")
    assert pick(found, "alpha", "quote") == pick(alone, "alpha", "quote")


class Waiting(Executor):
    """Runs the first task; the others wait until they are cancelled."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, task: Any, /, *arguments: Any, **more: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if not self.futures:
            future.set_result(task(*arguments, **more))
        self.futures.append(future)
        return future


@pytest.mark.usefixtures("small_chunks")
def test_cancelling_tells_the_executor(units: Units) -> None:
    executor = Waiting()
    stats = statistics(units, ["gamma"], executor=executor, cancelled=lambda: True)
    assert stats.kinds == set()
    assert len(executor.futures) > 5
    assert all(future.cancelled() for future in executor.futures[1:])


def test_an_empty_corpus_and_one_annotator_have_reasons(corpus: Corpus) -> None:
    nothing = replace(corpus, documents={}, sets={})
    found = figures(statistics(units_of(nothing)))
    assert {figure.reason for figure in found} <= {"no-shared-document", "no-relations"}
    assert {f.measure for f in found} == set(MEASURES)
    one = units_of(replace(corpus, project=replace(corpus.project, annotators=())))
    found = figures(statistics(one))
    assert [(f.measure, f.reason) for f in found] == [(m, "one-annotator") for m in MEASURES]
