"""T12: two programs on one project: one works, the other is told why it cannot; nothing is lost."""

from pathlib import Path
from random import Random

import pytest

from tests.faults.playing import Stage, listed, new_stage
from tests.faults.scripts import Run, Zygote
from tests.faults.test_kills import ended, finish


def one_of(first: Run, second: Run) -> Run:
    """The one that works. The other has ended and said why."""
    shown = [listed(run, "wire") is not None for run in (first, second)]
    assert sorted(shown) == [False, True], "both work, or none"
    works, other = (first, second) if shown[0] else (second, first)
    assert other.end() == 2
    assert "another window" in other.stderr
    assert "E-IN-USE" in other.stderr
    return works


def start_by_twos(zygote: Zygote, stage: Stage, random: Random, times: int) -> int:
    """Start two at once, or one while the other works; end or kill it. Returns the edits made."""
    edits = 0
    for _ in range(times):
        first = stage.run(zygote)
        if random.random() < 0.5:
            stage.check(first)
            stage.play(first, random, 3)
            works = one_of(first, stage.run(zygote))
            assert works is first
        else:
            works = one_of(first, stage.run(zygote))
            stage.check(works)
        assert stage.play(works, random, 3)
        edits += 3
        if random.random() < 0.5:
            works.kill()
            ended(works)
        else:
            assert works.end() == 0, works.stderr
    return edits


def by_twos(zygote: Zygote, base: Path, seed: int, starts: int) -> None:
    stage = new_stage(base / "project")
    edits = start_by_twos(zygote, stage, Random(seed), starts // 2)
    finish(zygote, stage)
    print(f"T12: {starts} starts by twos, {edits} commands and more, nothing lost")


def test_only_one_of_two_programs_works_on_a_project(zygote: Zygote, base: Path) -> None:
    by_twos(zygote, base, 1, 40)


@pytest.mark.campaign
def test_only_one_of_two_programs_works_again_and_again(zygote: Zygote, base: Path) -> None:
    by_twos(zygote, base, 2, 160)
