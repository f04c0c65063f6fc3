"""T3: whatever call fails, once or from then on, what was acknowledged is kept, and it is said."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.faults.model import Tags
from tests.faults.playing import Kept, Stage, listed, new_stage, tags_of
from tests.faults.project import DOCUMENTS
from tests.faults.scripts import Fault, Run, Zygote
from tests.faults.test_kills import save_and_end, unfinished

COMMANDS = 8
CODES = {
    "E-DISK", "E-DISK-FULL", "E-READ-ONLY", "E-PERMISSION", "E-BARRED", "E-GONE", "E-MISSING",
    "E-CHANGED-ON-DISK", "E-REMOVED", "E-NOT-SAFE",
}  # fmt: skip
"""What may be told of a failing disk."""


@dataclass
class Shown:
    """What the program showed of one article, from the start on."""

    states: list[Tags]
    safe: int = 0
    """The first of the states that may be there the next time."""
    hidden: bool = False
    """It could not be read when the program started, so there is nothing to be changed in it."""


@dataclass
class Watched:
    """A run with a fault, and what it said."""

    shown: dict[str, Shown]
    refused: int = 0
    saved: bool = False
    """Whether all that is shown was said to be saved."""
    codes: set[str] = field(default_factory=set)


def of(tags: Tags, document: str) -> Tags:
    return {id: tag for id, tag in tags.items() if tag["document"] == document}


def watch(stage: Stage, run: Run, random: Random) -> Watched:
    """Give commands, and after each look at what is shown."""
    before = {document: of(stage.model.tags, document) for document in DOCUMENTS}
    watched = Watched({document: Shown([tags]) for document, tags in before.items()})
    for document, shown in watched.shown.items():
        shown.hidden = listed(run, document) != shown.states[0]
    model = stage.model
    for n in range(COMMANDS):
        command = model.next(random, undo=False) if n < COMMANDS - 1 else {"do": "save"}
        answer = run.ask(command)
        if answer is None:
            return watched
        watched.refused += not answer["ok"]
        if command["do"] == "save":
            watched.saved = answer["ok"]
            continue
        document = command.get("document") or model.tags[command["id"]]["document"]
        shown = watched.shown[document]
        assert not (shown.hidden and answer["ok"]), (command, answer)
        if shown.hidden:
            continue
        if not answer["ok"]:
            watched.codes.add(answer["code"])
        if answer["ok"]:
            watched.saved = False
            model.done(command, answer)
        now = listed(run, document)
        if answer["ok"]:
            assert now == of(model.tags, document), (command, answer)
        assert now is not None
        shown.states.append(now)
        if answer["ok"]:
            shown.safe = len(shown.states) - 1
        others = {id: tag for id, tag in model.tags.items() if tag["document"] != document}
        model.restarted(others | now)
    return watched


def check(zygote: Zygote, stage: Stage, watched: Watched) -> None:
    """Start again without the fault: what is there was shown, and is not older than was said."""
    stage.check_files()
    if watched.saved:
        (stage.base / "state").mkdir(exist_ok=True)
        (stage.base / "state").rename(stage.base / "state-aside")
        found = tags_of(run := stage.run(zygote))
        assert run.end() == 0
        for document, shown in watched.shown.items():
            assert shown.hidden or of(found, document) == shown.states[-1], "not what was saved"
        shutil.rmtree(stage.base / "state")
        (stage.base / "state-aside").rename(stage.base / "state")
    run = stage.run(zygote)
    found = tags_of(run)
    for document, shown in watched.shown.items():
        assert of(found, document) in shown.states[shown.safe :], (document, found, shown)
    save_and_end(run)
    stage.check_files()


def fail_every_call(
    zygote: Zygote, kept: Kept, seed: int, faults: tuple[tuple[str, bool], ...], step: int
) -> tuple[int, int]:
    """How many runs with a fault there were, and how many said so."""
    stage = kept.back()
    run = stage.run(zygote)
    watch(stage, run, Random(seed))
    assert run.end() == 0, run.stderr
    calls, runs, told = run.calls, 0, 0
    for at in range(1 + seed % step, len(calls) + 1, step):
        for act, persist in faults:
            if act in ("half", "fill") and calls[at - 1] != "write":
                continue
            stage = kept.back()
            run = stage.run(zygote, Fault(at, act, persist))
            watched = watch(stage, run, Random(seed))
            status = run.end()
            assert status in (0, 1, 2), run.stderr
            assert "Traceback" not in run.stderr, run.stderr
            assert watched.codes <= CODES
            check(zygote, stage, watched)
            runs += 1
            told += bool(watched.refused or status)
    return runs, told


OFTEN = (("ENOSPC", False), ("ENOSPC", True), ("EIO", False), ("EIO", True), ("half", False),
         ("half", True), ("fill", False))  # fmt: skip
ALSO = (("EROFS", False), ("EROFS", True), ("EACCES", False), ("EACCES", True))


def every_fault(
    zygote: Zygote, base: Path, seed: int, faults: tuple[tuple[str, bool], ...], step: int
) -> None:
    kept = new_stage(base / "first").kept()
    first = fail_every_call(zygote, kept, seed, faults, step)
    kept = unfinished(zygote, new_stage(base / "second"), seed + 1).kept()
    second = fail_every_call(zygote, kept, seed + 2, faults, step)
    print(
        f"T3: {first[0]} + {second[0]} runs with a fault, {first[1]} + {second[1]} had to say so,"
        " nothing lost"
    )
    assert min(first[0], second[0]) * step > 200
    assert min(first[1], second[1]) > 0


def test_whatever_fails_nothing_acknowledged_is_lost(zygote: Zygote, base: Path) -> None:
    every_fault(zygote, base, 3, OFTEN, step=12)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(3))
def test_whatever_fails_at_every_call_nothing_is_lost(
    zygote: Zygote, base: Path, seed: int
) -> None:
    every_fault(zygote, base, seed, OFTEN + ALSO, step=1)
