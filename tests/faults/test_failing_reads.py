"""T3: what cannot be read for once when the program starts is not lost by working on without it."""

from collections.abc import Iterator
from contextlib import suppress
from errno import EIO
from random import Random

import pytest

from annotator.core.errors import AnnotatorError
from tests.faults.desk import Desk, State, no_threads
from tests.faults.disk_model import DiskModel
from tests.faults.fault_files import FaultFiles
from tests.faults.power import new_disk
from tests.faults.project import DOCUMENTS


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    with no_threads():
        yield


def half_saved(seed: int) -> tuple[DiskModel, State, set[str]]:
    """A disk after a run that saved some, and was killed; what must be there; what was deleted."""
    random, disk = Random(seed), new_disk()
    desk = Desk(disk, random)
    for _ in range(6):
        desk.edit()()
    desk.save()
    saved = desk.state
    for _ in range(6):
        desk.edit()()
    state = desk.state
    disk.kill()
    return disk, state, {id for part in state for id in saved[part].keys() - state[part].keys()}


def reads_of(disk: DiskModel, seed: int) -> int:
    files = FaultFiles(inner=disk.copied())
    Desk(files, Random(seed))
    return files.calls


def open_with_fault(disk: DiskModel, seed: int, at: int) -> tuple[Desk | None, bool]:
    """The program as it starts when that call fails (None: it does not); whether it came to it."""
    files = FaultFiles(at, error=EIO, inner=disk)
    try:
        desk = Desk(files, Random(f"later {seed}"), unreadable=True)
    except AnnotatorError:
        return None, files.failed
    return desk, files.failed


@pytest.mark.parametrize("seed", range(4))
def test_what_cannot_be_read_at_the_start_is_there_the_next_time(seed: int) -> None:
    left, state, gone = half_saved(seed)
    hidden = 0
    for at in range(1, reads_of(left, seed) + 1):
        disk = left.copied()
        desk, failed = open_with_fault(disk, seed, at)
        added: dict[str, set[str]] = {}
        if desk is not None:
            hidden += desk.state != state
            for document in DOCUMENTS:
                try:
                    edit = desk.creation(document)
                    desk.session.apply(edit)
                except (AnnotatorError, KeyError):
                    continue
                added[document] = {edit.annotations[1][0].id}
            with suppress(AnnotatorError):
                desk.save()
            desk.sync()
        disk.kill()
        assert failed, at
        after = Desk(disk, Random("after")).state
        for part, items in state.items():
            extra = after[part].keys() - items.keys()
            # What was deleted together with a link that could not be read stays, and is flagged.
            assert extra <= added.get(part, set()) | gone, (at, part)
            assert extra >= added.get(part, set()), (at, part)
            for id, item in items.items():
                assert after[part].get(id) == item, (at, part, id)
    assert hidden > 1
