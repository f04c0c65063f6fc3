"""Another machine writes the same file, fresh or from an older version, in the middle of a save."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from annotator.core.annotation import Annotation
from annotator.core.gestures import delete, set_note
from annotator.storage.layout import annotations_name
from tests.faults.desk import PROJECT, STATE, Desk, State
from tests.faults.disk_model import DiskModel
from tests.faults.fault_files import FaultFiles, Killed, play_dead
from tests.faults.power import Wrap, new_disk
from tests.faults.project import ANNOTATOR

Kind = Literal["fresh", "stale", "first"]
"""What the other machine began from: the file as it is, an older version of it, or no file."""
WIRE = PROJECT / annotations_name("wire", ANNOTATOR)


@dataclass(frozen=True)
class Rival:
    """A version of the file of `wire` with changes that nobody here has seen."""

    data: bytes
    added: Annotation
    changed: Annotation | None = None
    deleted: str = ""

    def with_ours(self, state: State) -> State:
        """What must come of it together with what was done here."""
        wire = {**state["wire"], self.added.id: self.added}
        if self.changed:
            wire[self.changed.id] = self.changed
        wire.pop(self.deleted, None)
        return {**state, "wire": wire}

    def arrive(self, disk: DiskModel) -> None:
        """The file is put in its place, as a sync program does."""
        temporary = WIRE.with_name("arriving")
        disk.make_folder(WIRE.parent)
        handle = disk.create(temporary, WIRE)
        disk.write(handle, memoryview(self.data))
        disk.sync(handle)
        disk.close(handle)
        disk.replace(temporary, WIRE)
        disk.sync_folder(WIRE.parent)


def rival_of(disk: DiskModel, random: Random, taken: list[Annotation]) -> Rival:
    """Somebody on another machine opens the project as it is on this disk, works and saves."""
    disk = disk.copied()
    desk = Desk(disk, random, STATE.with_name("elsewhere"))
    creation = desk.creation("wire")
    desk.session.apply(creation)
    added = creation.annotations[1][0]
    if not taken:
        desk.save()
        return Rival(disk.read(WIRE), added)
    desk.session.apply(set_note(desk.stamp, taken[:1], "from elsewhere"))
    desk.session.apply(delete(desk.session.corpus, desk.stamp, taken[1:]))
    desk.save()
    changed = desk.session.annotation(taken[0].id)
    return Rival(disk.read(WIRE), added, changed, taken[1].id)


@dataclass(frozen=True)
class Scene:
    """A disk before our last run, which edits as the seed says and saves; and what arrives."""

    disk: DiskModel
    rival: Rival
    seed: int
    hands_off: tuple[str, ...]

    def play(self, at: int, kill: int, wrap: Wrap) -> "Outcome":
        """Save; the other version arrives before call `at`, we are killed at `kill`; 0: not."""
        disk = self.disk.copied()
        files = FaultFiles(inner=disk, kill=play_dead, act="kill before")
        desk = Desk(wrap(files), Random(f"ours {self.seed}"))
        desk.hands_off |= set(self.hands_off)
        history = [desk.state]
        for _ in range(4):
            desk.edit()()
            history.append(desk.state)
        start, calls = files.calls, list[str]()

        def arrive(call: int, name: str, path: Path | None) -> None:
            calls.append(name)
            if call == start + at:
                self.rival.arrive(disk)

        files.tap, files.at = arrive, start + kill if kill else 0
        with suppress(Killed):
            desk.save()
        return Outcome(disk, history, calls)


@dataclass(frozen=True)
class Outcome:
    """The disk after a save, the states that were ours, and the calls that the save made."""

    disk: DiskModel
    history: list[State]
    calls: list[str]


def scene(seed: int, kind: Kind) -> Scene:
    """Two runs before, so that there is something to be stale of."""
    random, disk = Random(seed), new_disk()
    if kind == "first":
        return Scene(disk, rival_of(disk, random, []), seed, ())
    desk = Desk(disk, random)
    for _ in range(3):
        desk.session.apply(desk.creation("wire"))
    taken = desk.annotations[:2]
    desk.save()
    desk.keeping.close()
    desk = Desk(disk, random)  # what is undone from now on is not their creation
    desk.hands_off |= {annotation.id for annotation in taken}
    rival = rival_of(disk, random, taken)
    for _ in range(6):
        desk.edit()()
    desk.save()
    if kind == "fresh":
        rival = rival_of(disk, random, taken)
    desk.keeping.close()
    return Scene(disk, rival, seed, tuple(a.id for a in taken))
