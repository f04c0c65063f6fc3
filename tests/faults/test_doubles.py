"""The doubles tell the truth: the disk in memory answers as the real one, and forgets as it may."""

import errno
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import AnnotatorError, SaveError
from annotator.storage.files import Files, RealFiles
from tests.faults.disk_model import DiskModel
from tests.faults.fault_files import FaultFiles, Killed, play_dead

NAMES = ("a", "b", "c", "d/a", "d/b")
TWO = ("swap", "place", "link", "replace")
OF_FILES = ("create", "append", "read", "stat", "kind", "remove")
OF_FOLDERS = ("list", "kind", "make_folder", "remove_folder")

steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(TWO), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.sampled_from(OF_FILES), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.sampled_from(OF_FOLDERS), st.just("d"), st.just("")),
    ),
    max_size=25,
)


def answer(files: Files, folder: Path, name: str, first: str, second: str, n: int) -> object:
    """What a call gives, without what differs between disks."""
    try:
        match name:
            case "create" | "append":
                path = folder / first
                handle = files.create(path, path) if name == "create" else files.append(path)
                files.write(handle, memoryview(b"%d" % n))
                files.close(handle)
                return "open"
            case "swap" | "place" | "link" | "replace":
                return getattr(files, name)(folder / first, folder / second)
            case "stat":
                found = files.stat(folder / first)
                return found and found.size
            case _:
                return getattr(files, name)(folder / first)
    except AnnotatorError as error:
        return error.code


@given(steps)
@settings(max_examples=150, deadline=None)
def test_the_disk_in_memory_answers_as_the_real_one(steps: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as real:
        play_both(Path(real), steps)


def play_both(real: Path, steps: list[tuple[str, str, str]]) -> None:
    model = DiskModel(Path("/disk"))
    for n, (name, first, second) in enumerate(steps):
        there = answer(RealFiles(), real, name, first, second, n)
        here = answer(model, Path("/disk"), name, first, second, n)
        assert here == there, (n, name, first, second)
    found = {
        Path("/disk") / path.relative_to(real): path.read_bytes()
        for path in real.rglob("*")
        if path.is_file()
    }
    assert model.files() == found


def put(disk: DiskModel, name: str, data: bytes, *, sync: bool) -> None:
    handle = disk.append(Path("/disk") / name)
    disk.write(handle, memoryview(data))
    if sync:
        disk.sync(handle)
    disk.close(handle)


def states(disk: DiskModel) -> list[dict[str, bytes]]:
    return [
        {path.name: data for path, data in cut.files().items()}
        for cut in disk.power_cuts(Random(1), 1000)
    ]


def test_what_is_synced_survives_a_power_cut_and_the_rest_may() -> None:
    disk = DiskModel(Path("/disk"))
    put(disk, "a", b"certain", sync=True)
    disk.sync_folder(Path("/disk"))
    assert states(disk) == [{"a": b"certain"}]
    put(disk, "a", b", perhaps", sync=False)
    put(disk, "b", b"new", sync=True)
    found = states(disk)
    assert {"a": b"certain"} in found
    assert {"a": b"certain, perhaps", "b": b"new"} in found
    assert {"a": b"certain", "b": b"new"} in found
    assert {"a": b"certain\0\0\0\0\0\0\0\0\0"} in found
    assert all(state["a"].startswith(b"certain") for state in found)
    assert all(state.get("b", b"new") == b"new" for state in found)


def test_a_file_renamed_before_its_data_is_synced_may_come_back_empty() -> None:
    disk = DiskModel(Path("/disk"))
    put(disk, "a", b"old", sync=True)
    disk.sync_folder(Path("/disk"))
    put(disk, "t", b"new", sync=False)
    disk.replace(Path("/disk/t"), Path("/disk/a"))
    disk.sync_folder(Path("/disk"))
    found = states(disk)
    assert {"a": b""} in found
    assert {"a": b"new"} in found
    assert {"a": b"old"} not in found


def test_folder_operations_survive_in_their_order_on_each_volume() -> None:
    disk = DiskModel(Path("/disk"), Path("/other"))
    for name in ("/disk/a", "/other/b", "/disk/c"):
        disk.close(disk.append(Path(name)))
    found = [frozenset(state) for state in states(disk)]
    assert set(found) == {frozenset(names) for names in ("", "a", "ac", "b", "ab", "abc")}
    disk.sync_folder(Path("/disk"))
    assert {frozenset(state) for state in states(disk)} == {frozenset("ac"), frozenset("abc")}


def test_killing_the_program_loses_nothing_until_the_power_goes() -> None:
    disk = DiskModel(Path("/disk"))
    handle = disk.lock(Path("/disk/lock"))
    assert handle is not None
    assert disk.lock(Path("/disk/lock")) is None
    put(disk, "a", b"written", sync=False)
    after = disk.copied()
    disk.kill()
    for survivor in (disk, after):
        assert survivor.read(Path("/disk/a")) == b"written"
        assert survivor.lock(Path("/disk/lock")) is not None
        assert {} in states(survivor)
    put(after, "a", b"!", sync=True)
    assert disk.read(Path("/disk/a")) == b"written"


def test_the_nth_call_fails_with_the_error_that_was_asked_for(tmp_path: Path) -> None:
    for error, code in ((errno.EIO, "E-DISK"), (errno.EROFS, "E-READ-ONLY")):
        files = FaultFiles(2, error=error)
        files.make_folder(tmp_path / "a")
        with pytest.raises(SaveError) as caught:
            files.make_folder(tmp_path / "b")
        assert caught.value.code == code
        files.make_folder(tmp_path / "b")
        assert files.calls == 3


def test_a_write_is_cut_short(tmp_path: Path) -> None:
    files = FaultFiles(2, "short")
    handle = files.append(tmp_path / "a")
    with pytest.raises(SaveError):
        files.write(handle, memoryview(b"12345678"))
    files.close(handle)
    assert (tmp_path / "a").read_bytes() == b"1234"


def test_the_dead_do_nothing_more() -> None:
    disk = DiskModel(Path("/disk"))
    files = FaultFiles(2, "kill after", inner=disk, kill=play_dead)
    files.make_folder(Path("/disk/a"))
    with pytest.raises(Killed):
        files.make_folder(Path("/disk/b"))
    with pytest.raises(Killed):
        files.make_folder(Path("/disk/c"))
    assert [entry.name for entry in disk.list(Path("/disk"))] == ["a", "b"]


def test_a_process_is_killed_half_way_through_a_write(tmp_path: Path) -> None:
    source = (
        "import sys; from pathlib import Path; from tests.faults.fault_files import FaultFiles\n"
        "files = FaultFiles(2, 'kill half'); handle = files.append(Path(sys.argv[1]))\n"
        "files.write(handle, memoryview(b'12345678')); print('alive')"
    )
    root = Path(__file__).parents[2]
    child = subprocess.run(
        [sys.executable, "-c", source, tmp_path / "a"], cwd=root, capture_output=True, check=False
    )
    assert (child.returncode, child.stdout) == (-9, b"")
    assert (tmp_path / "a").read_bytes() == b"1234"
