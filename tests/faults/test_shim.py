"""The shim sees every call that changes a file, and makes that one fail which it is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.scripts import ROOT
from tests.faults.shim import ShimAct

SOURCE = """
import ctypes, hashlib, os, sys
from pathlib import Path
from annotator.core.errors import SaveError
from annotator.storage.files import RealFiles
from annotator.storage.save import save_file

files, path = RealFiles(), Path(sys.argv[1]) / "a"
try:
    save_file(files, path, b"one", {""})
    print("saved")
    save_file(files, path, b"two", {hashlib.sha256(b"one").hexdigest()})
    print("saved")
    handle = files.append(path)
    files.write(handle, memoryview(b" three"))
    files.truncate(handle, 5)
    files.close(handle)
    files.link(path, path.with_name("b"))
except SaveError as error:
    print(error.code)
library = ctypes.CDLL(None)
library.fault_name.restype = ctypes.c_char_p
print(*(library.fault_name(n).decode() for n in range(1, library.fault_calls() + 1)), sep=",")
"""

FIRST = ["open", "write", "fsync", "open to read", "renameat2", "open to read", "fsync"]
SECOND = [*FIRST[:5], "open to read", "fsync", "open to read", "unlink"]
REST = ["open", "write", "truncate", "link"]


def run(library: Path, folder: Path, at: int, act: str, persist: str = "0") -> tuple[int, str]:
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "FAULT_DIR": str(folder),
        "FAULT_AT": str(at),
        "FAULT_ACT": act,
        "FAULT_PERSIST": persist,
    }
    command = [sys.executable, "-c", SOURCE, folder]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_every_call_below_the_folder_is_counted_and_no_other(library: Path, tmp_path: Path) -> None:
    status, out = run(library, tmp_path, 0, "")
    assert status == 0
    assert out.splitlines()[2].split(",") == [*FIRST, *SECOND, *REST]
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a").unlink()
    (tmp_path / "b").unlink()
    assert run(library, tmp_path / "else", 0, "")[0] == 0


@pytest.mark.parametrize(
    ("act", "left"),
    [("kill-before", b""), ("kill-half", b"o"), ("kill-after", b"one")],
)
def test_it_kills_before_half_way_through_and_after(
    library: Path, tmp_path: Path, act: ShimAct, left: bytes
) -> None:
    status, out = run(library, tmp_path, 2, act)
    assert (status, out) == (-9, "")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [left]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("ENOSPC", "E-DISK-FULL"),
        ("EIO", "E-DISK"),
        ("EROFS", "E-READ-ONLY"),
        ("EACCES", "E-PERMISSION"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "renameat2"])
def test_it_makes_a_call_fail(
    library: Path, tmp_path: Path, act: ShimAct, code: str, call: str
) -> None:
    _, out = run(library, tmp_path, FIRST.index(call) + 1, act)
    assert out.splitlines()[0] == code
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_takes_half_is_gone_on_with_and_a_full_disk_stays_full(
    library: Path, tmp_path: Path
) -> None:
    status, out = run(library, tmp_path, 2, "half")
    assert (status, out.count("saved")) == (0, 2)
    assert (tmp_path / "a").read_bytes() == b"two t"
    assert out.splitlines()[2].split(",")[:3] == ["open", "write", "write"]
    for path in tmp_path.iterdir():
        path.unlink()
    _, out = run(library, tmp_path, 2, "fill")
    assert out.splitlines()[0] == "E-DISK-FULL"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"o"]


def test_an_error_stays_only_where_it_is_told_to(library: Path, tmp_path: Path) -> None:
    _, out = run(library, tmp_path, FIRST.index("fsync") + 1, "EIO")
    assert [path.name for path in tmp_path.iterdir()] == []
    _, out = run(library, tmp_path, FIRST.index("fsync") + 1, "EIO", "1")
    assert out.splitlines()[0] == "E-DISK"
    assert len(list(tmp_path.iterdir())) == 1, "the temporary file cannot be removed"
