"""Saving one file: whatever fails, the old file is complete, and nothing is left behind."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.core.errors import SaveError
from annotator.storage.files import RealFiles
from annotator.storage.save import is_leftover, save_file

OLD, NEW = b"old" * 1000, b"new, longer" * 5000


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_a_new_file_and_replaces_an_old_one(tmp_path: Path) -> None:
    for data in (OLD, NEW, b""):
        save_file(RealFiles(), tmp_path / "a.xml", data)
        assert (tmp_path / "a.xml").read_bytes() == data
        assert names(tmp_path) == ["a.xml"]


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("forever", [False, True])
@pytest.mark.parametrize("before", [None, OLD])
def test_whichever_call_fails_the_file_is_complete(
    tmp_path: Path,
    fault_files: Callable[..., Any],
    before: bytes | None,
    forever: bool,
    short: bool,
) -> None:
    target = tmp_path / "a.xml"
    counting = fault_files()
    save_file(counting, tmp_path / "count.xml", NEW)
    (tmp_path / "count.xml").unlink()
    assert counting.calls > 6
    for at in range(1, counting.calls + 1):
        target.unlink(missing_ok=True)
        if before is not None:
            target.write_bytes(before)
        files = fault_files(at, forever=forever, short=short)
        with pytest.raises(SaveError) as caught:
            save_file(files, target, NEW)
        assert files.failed
        assert "a.xml" in caught.value.where
        # Only syncing the folder comes after the swap: then it is the new one, complete.
        after = target.read_bytes() if target.exists() else None
        assert after == (NEW if at == counting.calls else before)
        for name in names(tmp_path):
            if name != "a.xml":
                assert forever, "a temporary file was left though it could be removed"
                assert is_leftover(name)
                (tmp_path / name).unlink()


def test_a_drive_that_does_not_keep_its_word_is_found_out(tmp_path: Path) -> None:
    class Lying(RealFiles):
        def write(self, handle: int, data: memoryview) -> int:
            super().write(handle, data[:-1])
            return len(data)

    (tmp_path / "a").write_bytes(OLD)
    with pytest.raises(SaveError) as caught:
        save_file(Lying(), tmp_path / "a", NEW)
    assert "did not keep" in caught.value.message
    assert (tmp_path / "a").read_bytes() == OLD
    assert names(tmp_path) == ["a"]


def test_a_read_only_file_is_not_replaced(
    tmp_path: Path, denying_files: Callable[..., Any]
) -> None:
    (tmp_path / "a").write_bytes(OLD)
    with pytest.raises(SaveError) as caught:
        save_file(denying_files(unwritable="a"), tmp_path / "a", NEW)
    assert caught.value.code == "E-READ-ONLY"
    assert (tmp_path / "a").read_bytes() == OLD


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_permissions_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(OLD)
    target.chmod(0o640)
    save_file(RealFiles(), target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_planted_under_the_temporary_name_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(OLD)
    (tmp_path / ".~a.0badcafe.tmp").symlink_to(victim)
    monkeypatch.setattr("annotator.storage.save.secrets.token_hex", lambda _: "0badcafe")
    with pytest.raises(SaveError):
        save_file(RealFiles(), tmp_path / "a", NEW)
    assert victim.read_bytes() == OLD
    assert names(tmp_path) == [".~a.0badcafe.tmp", "victim"]
