"""T13, T4m: another machine writes the file in the middle of a save: both sides' work is kept."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from random import Random

import pytest

from annotator.core.errors import AnnotatorError
from tests.faults.broken import RIVAL, Patch
from tests.faults.desk import Desk, State, no_threads
from tests.faults.disk_model import DiskModel
from tests.faults.power import CALLS, Wrap, in_files
from tests.faults.rivals import Kind, Scene, scene

AFTER = 14
"""So many calls after the other version came the program is killed, at the latest."""
ANY = CALLS | {"read", "list", "stat", "check_writable"}
RENAMING = {"swap", "replace"}
TELLING = {"sync", "sync_folder"}
"""The calls before which a broken protocol shows."""
KINDS: tuple[Kind, ...] = ("fresh", "stale", "first")


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    with no_threads():
        yield


@dataclass
class Count:
    points: int = 0
    runs: int = 0


def check(scene: Scene, disk: DiskModel, history: list[State], random: Random) -> None:
    """The program starts and shows what was done here and there; then the file holds both."""
    desk = Desk(disk, random)
    assert any(desk.state == scene.rival.with_ours(state) for state in history), "lost"
    assert not desk.keeping.merging.conflicts
    desk.save()
    assert in_files(disk) == desk.state
    desk.keeping.close()


def meet(
    scene: Scene,
    count: Count,
    step: int,
    wrap: Wrap = lambda files: files,
    arrivals: Container[str] = ANY,
    kills: Container[str] = ANY,
    after: int = AFTER,
) -> None:
    """The other version comes before each of some calls of a save; and we go on, or are killed
    before one of the calls that follow."""
    random = Random(f"checks {scene.seed}")
    points = [n for n, name in enumerate(scene.play(0, 0, wrap).calls, 1) if name in arrivals]
    for at in points[scene.seed % step :: step]:
        count.points += 1
        went_on = scene.play(at, 0, wrap)
        check(scene, went_on.disk.copied(), went_on.history[-1:], random)
        for kill in range(
            at + random.randrange(step), min(at + after, len(went_on.calls) + 1), step
        ):
            if went_on.calls[kill - 1] not in kills:
                continue
            killed = scene.play(at, kill, wrap)
            check(scene, killed.disk.copied(), killed.history[-1:], random)
            for cut in killed.disk.power_cuts(random, 3):
                check(scene, cut, killed.history, random)
            count.runs += 1


def meet_all(seeds: range, step: int) -> None:
    count = Count()
    for seed in seeds:
        for kind in KINDS:
            meet(scene(seed, kind), count, step)
    print(f"T13: came at {count.points} calls of a save, {count.runs} times killed, nothing lost")
    assert count.runs * step * step > 800 * len(seeds)


def test_what_another_machine_writes_during_a_save_is_not_lost() -> None:
    meet_all(range(1), step=8)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(20))
def test_what_another_machine_writes_at_any_call_of_a_save_is_not_lost(seed: int) -> None:
    meet_all(range(100 + seed, 101 + seed), step=4)  # each seed begins at another call


@pytest.mark.parametrize("protocol", RIVAL)
def test_a_broken_protocol_is_found_out(protocol: str, monkeypatch: Patch) -> None:
    wrap = RIVAL[protocol](monkeypatch)
    for seed in range(6):
        try:
            meet(scene(seed, "fresh"), Count(), 1, wrap, RENAMING, TELLING, 100)
        except (AssertionError, AnnotatorError) as error:
            print(f"T4m: {protocol}: found out as {type(error).__name__}: {str(error)[:4]!r}")
            return
    pytest.fail("the campaign did not notice")
