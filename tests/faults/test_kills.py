"""T1, T2, T12: whenever the program is killed, what it acknowledged is there the next time."""

import threading
import time
from pathlib import Path
from random import Random

import pytest

from tests.faults.playing import Kept, Stage, new_stage
from tests.faults.scripts import Fault, Run, Zygote

COMMANDS = 10
RESTARTS = 10


def ended(run: Run) -> None:
    """A run that was killed was killed, and said nothing odd before."""
    assert run.end() == -9, run.stderr
    assert not run.stderr


def finish(zygote: Zygote, stage: Stage) -> None:
    """Start without a fault and look; then it ends well, and the files alone hold it all."""
    stage.check_files()
    run = stage.run(zygote)
    stage.check(run)
    save_and_end(run)
    stage.check_files()


def save_and_end(run: Run) -> None:
    answer = run.ask({"do": "save"})
    assert answer, "it ended instead of saving"
    assert answer["ok"], answer
    assert run.end() == 0, run.stderr
    assert not run.stderr


def kill_at_every_call(
    zygote: Zygote, kept: Kept, seed: int, acts: tuple[str, ...], step: int
) -> int:
    """Play the same commands again and again, killed at one call after the other; returns how
    often. `step`: only every so many calls."""
    stage = kept.back()
    run = stage.run(zygote)
    assert stage.play(run, Random(seed), COMMANDS)
    assert run.end() == 0, run.stderr
    calls, points = run.calls, 0
    for at in range(1 + seed % step, len(calls) + 1, step):
        for act in acts:
            if act == "kill-half" and calls[at - 1] != "write":
                continue
            stage = kept.back()
            run = stage.run(zygote, Fault(at, act))
            stage.play(run, Random(seed), COMMANDS)
            if run.end() == 0:
                continue  # its threads were quicker than the first time, and made fewer calls
            ended(run)
            finish(zygote, stage)
            points += 1
    return points


def unfinished(zygote: Zygote, stage: Stage, seed: int) -> Stage:
    """The stage after a run that was killed with much unsaved."""
    run = stage.run(zygote)
    assert stage.play(run, Random(seed), COMMANDS)
    run.kill()
    ended(run)
    stage.model.restarted(stage.model.tags)
    return stage


def every_call(zygote: Zygote, base: Path, seed: int, acts: tuple[str, ...], step: int) -> None:
    kept = new_stage(base / "first").kept()
    first = kill_at_every_call(zygote, kept, seed, acts, step)
    kept = unfinished(zygote, new_stage(base / "second"), seed + 1).kept()
    second = kill_at_every_call(zygote, kept, seed + 2, acts, step)
    print(f"T1: killed at {first} + {second} calls, nothing lost")
    assert min(first, second) * step > 60


def test_killed_at_its_calls_nothing_is_lost(zygote: Zygote, base: Path) -> None:
    every_call(zygote, base, 1, ("kill-before", "kill-half"), step=3)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(5))
def test_killed_at_every_call_nothing_is_lost(zygote: Zygote, base: Path, seed: int) -> None:
    every_call(zygote, base, seed, ("kill-before", "kill-half", "kill-after"), step=1)


def kill_at_random(zygote: Zygote, stage: Stage, random: Random, kills: int) -> int:
    """Kill after a while, start again, and so on; returns how many edits were acknowledged."""
    edits = 0
    for _ in range(kills):
        run = stage.run(zygote)
        stage.check(run)
        timer = threading.Timer(random.random() ** 2 * 0.1, run.kill)
        timer.start()
        while stage.play(run, random, 1):
            edits += 1
        timer.join()
        ended(run)
        stage.check_files()
    return edits


def random_kills(zygote: Zygote, base: Path, seeds: range) -> None:
    started, edits = time.perf_counter(), 0
    for seed in seeds:
        stage = new_stage(base / str(seed))
        edits += kill_at_random(zygote, stage, Random(seed), RESTARTS)
        finish(zygote, stage)
    took = time.perf_counter() - started
    kills = len(seeds) * RESTARTS
    print(f"T2: {kills} kills, {edits} commands, nothing lost, in {took:.0f} s")
    assert edits > kills


def test_killed_at_random_nothing_is_lost(zygote: Zygote, base: Path) -> None:
    random_kills(zygote, base, range(20))


@pytest.mark.campaign
def test_killed_at_random_two_thousand_times_nothing_is_lost(zygote: Zygote, base: Path) -> None:
    random_kills(zygote, base, range(100, 300))
