"""Backups: kept once, found again, told from their names, and damage is noticed."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InputError, SaveError
from annotator.storage.backup import REASONS, file_name, parsed
from annotator.storage.backups import Backup, Backups, annotations_in
from annotator.storage.clock import later
from annotator.storage.files import RealFiles
from annotator.tei.reader import read
from tests.faults.disk_model import DiskModel
from tests.faults.fault_files import Act, FaultFiles, Killed, play_dead

NAME, OTHER = "annotations/wire/anna.tei.xml", "texts/wire.tei.xml"
RELEASED = Path(__file__).parent.parent / "files" / "backups"


class Clock:
    """Stands still until it is moved on."""

    def __init__(self) -> None:
        self.stamp = "2026-11-20T09:14:02Z"

    def __call__(self) -> str:
        return self.stamp

    def move(self, minutes: float) -> None:
        self.stamp = later(self.stamp, round(minutes * 60))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> Backups:
    return Backups(tmp_path / "state" / "backups", RealFiles(), clock)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def made(backup: Backup | None) -> Backup:
    assert backup is not None
    return backup


def test_what_is_kept_is_found_again(backups: Backups, clock: Clock) -> None:
    first = made(backups.keep(NAME, b"one", "first-change", 7))
    clock.move(1)
    second = made(backups.keep(NAME, b"two", "import", -1))
    assert backups.versions(NAME) == [second, first]
    assert (first.name, first.when, first.digest) == (NAME, "2026-11-20T09:14:02Z", sha(b"one"))
    assert (first.count, first.reason, second.count) == (7, "first-change", -1)
    assert first.size == first.path.stat().st_size
    assert first.words == REASONS["first-change"]
    assert [backups.read(version) for version in backups.versions(NAME)] == [b"two", b"one"]
    assert backups.find(NAME, sha(b"one")) == b"one"
    assert backups.find(NAME, sha(b"three")) is None
    assert backups.find(OTHER, sha(b"one")) is None
    assert backups.versions(OTHER) == []


def test_any_gzip_program_reads_a_backup(backups: Backups) -> None:
    backup = made(backups.keep(NAME, b"one", "bulk", 1))
    assert gzip.decompress(backup.path.read_bytes()) == b"one"
    assert (backup.path.parent / "name").read_text() == NAME


def test_the_same_is_kept_once_until_something_else_came(backups: Backups) -> None:
    backups.keep(NAME, b"one", "hourly", 1)
    assert backups.keep(NAME, b"one", "import", 1) is None
    backups.keep(NAME, b"two", "hourly", 1)
    again = made(backups.keep(NAME, b"one", "hourly", 1))
    assert [version.digest for version in backups.versions(NAME)] == [
        sha(b"one"),
        sha(b"two"),
        sha(b"one"),
    ]
    again.path.write_bytes(again.path.read_bytes()[:5])
    assert backups.keep(NAME, b"one", "hourly", 1) is not None


def test_the_newest_is_the_last_kept_whatever_the_clock_says(
    backups: Backups, clock: Clock
) -> None:
    for data in (b"one", b"two", b"three"):
        backups.keep(NAME, data, "hourly", 1)
    clock.move(-60 * 24 * 400)
    backups.keep(NAME, b"four", "hourly", 1)
    assert [backups.read(version) for version in backups.versions(NAME)] == [
        b"four",
        b"three",
        b"two",
        b"one",
    ]


def test_the_same_work_makes_the_same_bytes(tmp_path: Path, clock: Clock) -> None:
    def work(folder: str) -> dict[str, bytes]:
        backups = Backups(tmp_path / folder, RealFiles(), clock)
        backups.keep(NAME, b"one" * 999, "hourly", 1)
        files = [path for path in (tmp_path / folder).rglob("*") if path.is_file()]
        return {path.relative_to(tmp_path / folder).as_posix(): path.read_bytes() for path in files}

    assert work("a") == work("b")


def test_names_of_all_that_was_kept(backups: Backups) -> None:
    assert backups.names() == []
    odd = "annotations/wire/anna (1) é😀.tei.xml"
    for name in (OTHER, NAME, odd):
        backups.keep(name, b"one", "deleted", 1)
    assert backups.names() == sorted([NAME, odd, OTHER])
    assert [version.name for version in backups.versions(odd)] == [odd]


def test_a_backup_is_due_after_half_an_hour_of_change(backups: Backups, clock: Clock) -> None:
    assert backups.due(NAME, sha(b"one"))
    backups.keep(NAME, b"one", "first-change", 1)
    clock.move(30)
    assert not backups.due(NAME, sha(b"two"))
    clock.move(1)
    assert backups.due(NAME, sha(b"two"))
    assert not backups.due(NAME, sha(b"one"))
    clock.move(-60 * 24 * 400)
    assert backups.due(NAME, sha(b"two"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[:4],
        lambda data: b"",
        lambda data: data + b"x",
        lambda data: data[:-8] + bytes(8),
        lambda data: b"not gzip at all",
        lambda data: gzip.compress(b"something else"),
    ],
)
def test_a_damaged_one_is_refused_and_an_older_one_found(
    backups: Backups, spoil: Callable[[bytes], bytes]
) -> None:
    backups.keep(NAME, b"one", "hourly", 1)
    backups.keep(NAME, b"two", "hourly", 1)
    newest = made(backups.keep(NAME, b"one", "hourly", 1))
    newest.path.write_bytes(spoil(newest.path.read_bytes()))
    with pytest.raises(InputError) as caught:
        backups.read(newest)
    assert caught.value.code == "E-BACKUP"
    assert backups.find(NAME, sha(b"one")) == b"one"


def test_a_bomb_is_not_unpacked(backups: Backups) -> None:
    import tracemalloc

    backup = made(backups.keep(NAME, b"one", "hourly", 1))
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(500)) + packer.flush()
    assert len(bomb) < 2**20
    backup.path.write_bytes(bomb)
    tracemalloc.start()
    with pytest.raises(InputError, match="damaged"):
        backups.read(backup)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * 2**20


def test_what_could_not_be_read_again_is_not_kept(backups: Backups) -> None:
    with pytest.raises(SaveError, match="too big"):
        backups.keep(NAME, bytes(32 * 2**20 + 1), "hourly", 1)
    assert backups.versions(NAME) == []


def test_odd_names_are_passed_over_and_left_alone(backups: Backups) -> None:
    backup = made(backups.keep(NAME, b"one", "hourly", 1))
    shelf = backup.path.parent
    good = backup.path.name
    for odd in (
        "notes.txt",
        good.replace("20261120", "20261320"),
        good.replace(".hourly.", ".Hourly."),
        good + ".gz",
        good.replace("000001.", "١٢٣٤٥٦."),
        f".~{good}.0a1b2c3d.tmp",
    ):
        (shelf / odd).write_bytes(b"x")
    (shelf / good.replace("000001.", "000002.")).mkdir()
    (backups.folder / "empty").mkdir()
    (backups.folder / "stray").write_bytes(b"x")
    nameless = backups.folder / "nameless"
    nameless.mkdir()
    (nameless / "name").write_bytes(b"\xff")
    assert backups.versions(NAME) == [backup]
    assert backups.names() == [NAME]
    assert backups.thin() == 0
    assert len(list(shelf.iterdir())) == 2 + 7


def test_a_reason_of_a_later_version_is_no_reason_to_hide_it(tmp_path: Path) -> None:
    path = tmp_path / file_name(1, "2026-11-20T09:14:02Z", 1, "new-idea", 5, sha(b"x"))
    backup = made(parsed(NAME, path))
    assert (backup.reason, backup.words) == ("new-idea", "")


@given(
    st.integers(1, 10**9 - 1),
    st.integers(-1, 10**9 - 1),
    st.sampled_from(sorted(REASONS)),
    st.integers(0, 10**9 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_a_file_name_says_all_there_is(
    number: int, count: int, reason: str, size: int, digest: bytes
) -> None:
    when = "2026-02-28T23:59:59Z"
    name = file_name(number, when, count, reason, size, digest.hex())
    assert len(name) < 125
    path = Path(name)
    assert parsed("n", path) == Backup("n", when, digest.hex(), count, reason, size, path, number)


def test_old_ones_are_thinned_on_the_disk(backups: Backups, clock: Clock) -> None:
    clock.move(-60 * 24 * 100)
    for number in range(100):
        for name in (NAME, OTHER):
            backups.keep(name, f"{name} {number}".encode(), "hourly", number)
        clock.move(60 * 24)
    needed = sha(f"{NAME} 20".encode())
    assert backups.find(NAME, needed)
    gone = backups.thin({needed})
    assert gone > 100
    assert backups.thin({needed}) == 0
    assert backups.find(NAME, needed)
    assert backups.find(OTHER, sha(f"{OTHER} 20".encode())) is None
    for name in (NAME, OTHER):
        versions = backups.versions(name)
        assert versions[0].count == 99
        assert 20 < len(versions) < 40
    clock.move(60 * 24 * 3000)
    backups.thin()
    assert len(backups.versions(OTHER)) >= 3


def test_what_a_broken_off_backup_left_is_cleared_after_a_day(
    backups: Backups, clock: Clock
) -> None:
    backup = made(backups.keep(NAME, b"one", "hourly", 1))
    left = backup.path.parent / f".~{backup.path.name}.0a1b2c3d.tmp"
    left.write_bytes(b"half")
    backups.thin()
    assert left.exists()  # another process may be writing it
    clock.move(60 * 25)
    backups.thin()
    assert not left.exists()


def test_two_at_once_lose_nothing(backups: Backups, clock: Clock, tmp_path: Path) -> None:
    class Late(RealFiles):
        """The other one keeps its version between our look at the shelf and our writing."""

        def make_folder(self, folder: Path) -> None:
            super().make_folder(folder)
            backups.keep(NAME, b"theirs", "hourly", 1)

    ours = Backups(backups.folder, Late(), clock)
    ours.keep(NAME, b"ours", "hourly", 1)
    assert {backups.read(version) for version in backups.versions(NAME)} == {b"ours", b"theirs"}
    last = made(backups.keep(NAME, b"last", "hourly", 1))
    assert backups.versions(NAME)[0] == last


@pytest.mark.parametrize("act", ["short", "kill before", "kill half", "kill after"])
def test_broken_off_at_any_call_it_costs_no_older_backup(
    act: Act, tmp_path: Path, clock: Clock, faults: Callable[..., Iterator[int]]
) -> None:
    for at in faults():
        folder = tmp_path / f"{at}" / "backups"
        Backups(folder, RealFiles(), clock).keep(NAME, b"old", "hourly", 1)
        files = FaultFiles(at, act, kill=play_dead)
        backups = Backups(folder, files, clock)
        try:
            backups.keep(NAME, b"new", "hourly", 1)
            backups.keep(OTHER, b"other", "hourly", 1)
        except (SaveError, Killed):
            assert files.failed
        else:
            break
        backups = Backups(folder, RealFiles(), clock)
        assert backups.find(NAME, sha(b"old")) == b"old"
        backups.keep(NAME, b"new", "hourly", 1)
        backups.keep(OTHER, b"other", "hourly", 1)
        assert [backups.read(version) for version in backups.versions(NAME)] == [b"new", b"old"]
        assert backups.names() == [NAME, OTHER]
    assert at > 30


def test_what_was_kept_survives_a_power_cut_also_when_it_was_kept_by_a_run_that_was_killed(
    clock: Clock, faults: Callable[..., Iterator[int]]
) -> None:
    folder, random = Path("/state/projects/p-1/backups"), Random(1)

    def kept(disk: DiskModel) -> list[bytes]:
        backups = Backups(folder, disk, clock)
        assert backups.names() in ([], [NAME])
        return [backups.read(version) for version in backups.versions(NAME)]

    for at in faults():
        disk = DiskModel(Path("/state"))
        Backups(folder, disk, clock).keep(NAME, b"old" * 99, "hourly", 1)
        assert all(kept(cut) == [b"old" * 99] for cut in disk.power_cuts(random, 100))
        files = FaultFiles(at, "kill after", kill=play_dead, inner=disk)
        try:
            Backups(folder, files, clock).keep(NAME, b"new" * 99, "hourly", 1)
        except Killed:
            disk.kill()
        for cut in disk.power_cuts(random, 100):
            assert kept(cut) in ([b"old" * 99], [b"new" * 99, b"old" * 99])
        Backups(folder, disk, clock).keep(NAME, b"new" * 99, "hourly", 1)
        for cut in disk.power_cuts(random, 100):
            assert kept(cut) == [b"new" * 99, b"old" * 99]
        if not files.failed:
            break
    assert at > 8


@pytest.mark.parametrize("version", sorted(path.name for path in RELEASED.iterdir()))
def test_backups_of_every_released_version_restore(version: str) -> None:
    backups = Backups(RELEASED / version, RealFiles())
    assert backups.names() == [NAME]
    newest, oldest = backups.versions(NAME)
    assert (oldest.when, oldest.reason, oldest.count) == ("2026-11-20T09:14:02Z", "first-change", 2)
    assert not read(backups.read(newest), NAME).problems
    then, now = (annotations_in(backups, backup) for backup in (oldest, newest))
    assert (then.set.document, then.set.annotator) == ("wire", "anna")
    words = {then.document.text[s.start : s.end] for a in then.set.in_order for s in a.spans}
    assert words == {"Kim speaks", "“We will 🚲 act,”"}
    assert len(now.set.annotations) == 3
