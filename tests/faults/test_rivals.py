"""T13, T4m: another machine writes the file in the middle of a save: both sides' work is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from annotator.core.errors import AnnotatorError
from tests.faults.broken import RIVAL, Patch
from tests.faults.desk import Desk, no_threads
from tests.faults.disk_model import DiskModel
from tests.faults.power import Wrap, in_files
from tests.faults.rivals import Kind, Scene, scene

AFTER = 14
"""So many calls after the other version came the program is killed, at the latest."""
KINDS: tuple[Kind, ...] = ("fresh", "stale", "first")


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    with no_threads():
        yield


@dataclass
class Count:
    points: int = 0
    runs: int = 0


def check(scene: Scene, disk: DiskModel, history: list[dict], random: Random) -> None:
    """The program starts and shows what was done here and there; then the file holds both."""
    desk = Desk(disk, random)
    assert any(desk.state == scene.rival.with_ours(state) for state in history), "lost"
    assert not desk.keeping.conflicts
    desk.save()
    assert in_files(disk) == desk.state
    desk.keeping.close()


def meet(scene: Scene, count: Count, step: int, wrap: Wrap = lambda files: files) -> None:
    """The other version comes before each call of a save; we go on, or are killed soon."""
    random = Random(f"checks {scene.seed}")
    at = 1 + scene.seed % step
    while True:
        disk, history, arrived, _ = scene.play(at, 0, wrap)
        if not arrived:
            return
        count.points += 1
        check(scene, disk.copied(), history[-1:], random)
        for kill in range(at, at + AFTER, step):
            disk, history, _, calls = scene.play(at, kill, wrap)
            if calls < kill:
                break  # the save was over before
            check(scene, disk.copied(), history[-1:], random)
            for cut in disk.power_cuts(random, 3):
                check(scene, cut, history, random)
            count.runs += 1
        at += step


def meet_all(seeds: range, step: int) -> None:
    count = Count()
    for seed in seeds:
        for kind in KINDS:
            meet(scene(seed, kind), count, step)
    print(f"T13: came at {count.points} calls of a save, {count.runs} times killed, nothing lost")
    assert count.runs * step * step > 1000 * len(seeds)


def test_what_another_machine_writes_during_a_save_is_not_lost() -> None:
    meet_all(range(1), step=5)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(20))
def test_what_another_machine_writes_at_every_call_of_a_save_is_not_lost(seed: int) -> None:
    meet_all(range(100 + seed, 101 + seed), step=1)


@pytest.mark.parametrize("protocol", RIVAL)
def test_a_broken_protocol_is_found_out(protocol: str, monkeypatch: Patch) -> None:
    wrap = RIVAL[protocol](monkeypatch)
    for seed in range(6):
        for kind in KINDS:
            try:
                meet(scene(seed, kind), Count(), 2, wrap)
            except (AssertionError, AnnotatorError) as error:
                print(f"T4m: {protocol}: found out as: {type(error).__name__}: {str(error)[:60]}")
                return
    pytest.fail("the campaign did not notice")
