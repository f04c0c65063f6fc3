"""Runs on a disk in memory, of which a power cut may come at any call; and what must be left."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from annotator.storage.layout import annotations_name, links_name
from annotator.storage.save import is_leftover
from annotator.tei.reader import read
from tests.faults.desk import PROJECT, ROOTS, Desk, State
from tests.faults.disk_model import DiskModel
from tests.faults.fault_files import FaultFiles
from tests.faults.project import ANNOTATOR, DOCUMENTS, make_project

CALLS: Final = {
    "make_folder", "create", "append", "write", "truncate", "sync", "replace", "place", "swap",
    "link", "sync_folder", "remove", "remove_folder", "close", "lock",
}  # fmt: skip
"""Those that may leave another disk."""

Wrap = Callable[[FaultFiles], Any]
"""Makes of the file system another one, for instance a careless one."""


@dataclass(frozen=True)
class Moment:
    """The disk just before a call, and which states of the history may be found afterwards."""

    call: str
    disk: DiskModel
    saved: int
    """The files alone hold this state or a later one."""
    least: int
    """Said to be protected."""
    most: int
    """Begun."""


class Play:
    """One run of the program, from its start to its sudden end."""

    def __init__(
        self, disk: DiskModel, random: Random, history: list[State], last: Moment | None
    ) -> None:
        """`history` up to what the disk can hold, and the `last` moment of the run before."""
        self.history = list(history)
        self.moments: list[Moment] = []
        self._disk, self._random = disk, random
        self._saved, self._least = (last.saved, last.least) if last else (0, 0)
        self._most = len(self.history) - 1

    def open(self, wrap: Wrap = lambda files: files) -> None:
        """Start, and take up what is left."""
        files = wrap(FaultFiles(inner=self._disk, tap=self._note))
        self.desk = Desk(files, self._random)
        self._most = latest(self.history, self.desk.state)
        del self.history[self._most + 1 :]

    def work(self, count: int) -> None:
        """Edit, save, pause, in any order; then pause."""
        for _ in range(count):
            match self._random.choice(["edit"] * 5 + ["pause"] * 2 + ["save"]):
                case "edit":
                    do = self.desk.edit()
                    self._most += 1
                    do()
                    self.history.append(self.desk.state)
                case "pause":
                    self.desk.sync()
                    self._least = self._most
                case _:
                    self.desk.save()
                    self._least = self._saved = self._most
        self.desk.sync()
        self._least = self._most
        self._note(0, "close", None)

    def _note(self, call: int, name: str, path: Path | None) -> None:
        if name in CALLS:
            bounds = self._saved, self._least, self._most
            self.moments.append(Moment(name, self._disk.copied(), *bounds))


def latest(history: list[State], state: State) -> int:
    """The last index of a state in the history. AssertionError where it never was."""
    for n in reversed(range(len(history))):
        if history[n] == state:
            return n
    raise AssertionError(f"never was: {state}")


def new_disk() -> DiskModel:
    """A disk with a fresh project on it, all synced."""
    disk = DiskModel(*ROOTS)
    make_project(PROJECT, disk)
    for volume in disk._volumes:
        volume.durable, volume.steps = volume.names_after(len(volume.steps)), []
    return disk


def survivors(moment: Moment, random: Random, most: int) -> Iterator[DiskModel]:
    """What a kill or a power cut at that moment may leave."""
    yield moment.disk.copied()
    yield from moment.disk.power_cuts(random, most)


def check_files(disk: DiskModel, moment: Moment, history: list[State]) -> None:
    """Each file of the project is whole, and no older than what was said to be saved."""
    for path, data in disk.files().items():
        if path.is_relative_to(PROJECT) and not is_leftover(path.name):
            read(data, path.relative_to(PROJECT).as_posix())
    allowed = history[moment.saved : moment.most + 1]
    for part, found in in_files(disk).items():
        assert any(found == state.get(part) for state in allowed), f"{part} is old in its file"


def in_files(disk: DiskModel) -> State:
    """What the files alone say."""
    files = disk.files()
    found: State = {"links": {}}
    if data := files.get(PROJECT / links_name(ANNOTATOR)):
        found["links"] = dict(read(data, links_name(ANNOTATOR)).file.links.relations)
    for document in DOCUMENTS:
        name = annotations_name(document, ANNOTATOR)
        found[document] = {}
        if data := files.get(PROJECT / name):
            set = read(data, name).file.set
            found[document] = {**set.annotations, **set.relations}
    return found


def check_recovery(disk: DiskModel, moment: Moment, history: list[State], random: Random) -> None:
    """The program starts, shows a state that was, none too old and none by half; and saves it."""
    desk = Desk(disk, random)
    allowed = history[moment.least : moment.most + 1]
    assert any(desk.state == state for state in allowed), "lost, or by half"
    desk.save()
    assert in_files(disk) == desk.state


def check_flipped(disk: DiskModel, moment: Moment, history: list[State], random: Random) -> bool:
    """With a bit of the journal flipped, nothing is lost that was saved.

    False where there is no journal yet.
    """
    journals = [path for path in disk.files() if path.suffix == ".journal"]
    if not journals:
        return False
    path = max(journals, key=lambda path: path.name)
    data = bytearray(disk.read(path))
    if not data:
        return False
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    handle = disk.append(path)
    disk.truncate(handle, 0)
    disk.write(handle, memoryview(bytes(data)))
    disk.close(handle)
    desk = Desk(disk, random)
    allowed = history[moment.saved : moment.most + 1]
    for part, found in desk.state.items():
        # What came and went between two saves may be back: that it went is in the journal alone.
        assert all(any(item in state[part].items() for state in history) for item in found.items())
        # What was deleted and came back between two saves may be gone, and so may links whose ends
        # are older again than they are.
        gone = once_gone(history, part)
        assert part == "links" or any(
            found.keys() >= state[part].keys() - gone for state in allowed
        ), f"something in {part} is lost"
    return True


def once_gone(history: list[State], part: str) -> set[str]:
    """Ids of what was there and then, at least for a while, was not."""
    seen, gone = set[str](), set[str]()
    for state in history:
        gone |= seen - state[part].keys()
        seen |= state[part].keys()
    return gone


@dataclass
class Count:
    """Figures of a campaign."""

    states: int = 0
    flips: int = 0


def cut_power(
    seed: int,
    *,
    cuts: int,
    every: int,
    wrap: Wrap = lambda files: files,
    edits: tuple[int, ...] = (14, 14, 14),
    calls: Container[str] = CALLS,
    skip: int = 0,
) -> Count:
    """Runs of so many edits, each going on from what a kill or a power cut left of the one before;
    and at every so many of these calls, up to so many of the states that a power cut may leave.

    `skip`: so many runs are not looked at, but gone on from."""
    random, count = Random(seed), Count()
    disk, last = new_disk(), None
    history = [Desk(disk.copied(), random).state]
    for run, number in enumerate(edits):
        play = Play(disk, random, history, last)
        play.open(wrap)
        play.work(number)
        moments = [m for m in play.moments if m.call in calls and run >= skip]
        for moment in moments[random.randrange(every) :: every]:
            for survivor in survivors(moment, random, cuts):
                check_files(survivor, moment, play.history)
                check_recovery(survivor.copied(), moment, play.history, random)
                count.states += 1
                if random.random() < 0.3:
                    count.flips += check_flipped(survivor, moment, play.history, random)
        last = random.choice([play.moments[-1], random.choice(play.moments)])
        disk = random.choice(list(survivors(last, random, 10)))
        history = play.history[: last.most + 1]
    return count
