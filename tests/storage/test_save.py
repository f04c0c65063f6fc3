"""Saving one file: whatever fails, it is complete, and nobody's version is lost."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import READ_LIMIT, Files, RealFiles
from annotator.storage.files.renaming import no_swap
from annotator.storage.save import Displaced, is_leftover, save_file
from tests.faults.fault_files import Act, FaultFiles

OLD, NEW, THEIRS = b"old" * 1000, b"new, longer" * 5000, b"somebody else's" * 2000


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


KNOWN = {digest(OLD)}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def leftovers(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir() if is_leftover(path.name)]


class NoSwap(RealFiles):
    """A drive that cannot exchange files."""

    def swap(self, first: Path, second: Path) -> None:
        raise no_swap(second)


class NoLinks(NoSwap):
    """A drive that can only replace files."""

    def place(self, source: Path, target: Path) -> None:
        raise no_swap(target)

    def link(self, source: Path, target: Path) -> None:
        raise no_swap(target)


DRIVES = pytest.mark.parametrize("drive", [RealFiles, NoSwap, NoLinks])


def test_writes_a_new_file_and_replaces_an_old_one(tmp_path: Path) -> None:
    for data in (OLD, NEW, b""):
        assert save_file(RealFiles(), tmp_path / "a.xml", data) is None
        assert (tmp_path / "a.xml").read_bytes() == data
        assert names(tmp_path) == ["a.xml"]


@DRIVES
def test_replaces_what_was_expected_and_leaves_nothing_behind(
    tmp_path: Path, drive: Callable[[], Files]
) -> None:
    before = b""
    for data in (OLD, NEW, b"", OLD):
        expected = {digest(before), digest(b"something else"), "" if not before else "x"}
        assert save_file(drive(), tmp_path / "a.xml", data, expected) is None
        assert (tmp_path / "a.xml").read_bytes() == data
        assert names(tmp_path) == ["a.xml"]
        before = data


@DRIVES
@pytest.mark.parametrize("act", ["fail", "short"])
@pytest.mark.parametrize("forever", [False, True])
@pytest.mark.parametrize("before", [None, OLD])
@pytest.mark.parametrize("expecting", [False, True])
def test_whichever_call_fails_the_file_is_complete(
    tmp_path: Path,
    drive: Callable[[], Files],
    before: bytes | None,
    forever: bool,
    act: Act,
    expecting: bool,
) -> None:
    target = tmp_path / "a.xml"
    expected = {"" if before is None else digest(before)} if expecting else None
    refused = 0
    error = SaveError("", "")
    for at in points():
        for name in names(tmp_path):
            (tmp_path / name).unlink()
        if before is not None:
            target.write_bytes(before)
        files = FaultFiles(at, act, forever=forever, inner=drive())
        try:
            assert save_file(files, target, NEW, expected) is None
        except SaveError as caught:
            refused += 1
            assert files.failed
            error = caught
            after = target.read_bytes() if target.exists() else None
            # Where syncing the folder or looking afterwards failed, it is the new one, complete.
            assert after in (before, NEW)
        else:
            assert target.read_bytes() == NEW
            if not files.failed:
                break
            assert at == files.calls, "only removing the old file may fail unnoticed"
        for data in leftovers(tmp_path):
            assert forever or data in (before, NEW), "a torn file was left, could be removed"
    assert refused > 6
    assert error.where == str(target)


def points() -> Iterator[int]:
    yield from range(1, 100)
    pytest.fail("no end of calls")


@DRIVES
def test_somebody_elses_version_comes_out_whole(tmp_path: Path, drive: Callable[[], Files]) -> None:
    target = tmp_path / "a.xml"
    target.write_bytes(THEIRS)
    came_out = save_file(drive(), target, NEW, KNOWN)
    assert isinstance(came_out, Displaced)
    assert came_out.data == THEIRS
    assert came_out.path.read_bytes() == THEIRS
    assert came_out.path.parent == tmp_path
    assert is_leftover(came_out.path.name)
    assert target.read_bytes() == NEW
    assert len(names(tmp_path)) == 2


@pytest.mark.parametrize(("drive", "window"), [(RealFiles, 0), (NoSwap, 1), (NoLinks, 2)])
@pytest.mark.parametrize("before", [None, OLD])
def test_whenever_somebody_else_writes_nothing_of_theirs_is_lost(
    tmp_path: Path, drive: Callable[[], Files], window: int, before: bytes | None
) -> None:
    """They replace the file just before the n-th call. `window`: calls at which that is lost."""
    target = tmp_path / "a.xml"
    other = tmp_path / "theirs"
    lost, came = [], 0
    for at in points():
        for name in names(tmp_path):
            (tmp_path / name).unlink()
        if before is not None:
            target.write_bytes(before)

        def write(call: int, name: str, path: Path | None, at: int = at) -> None:
            if call == at:
                other.write_bytes(THEIRS)
                other.replace(target)

        files = FaultFiles(inner=drive(), tap=write)
        came_out = save_file(files, target, NEW, {"" if before is None else digest(before)})
        if files.calls < at:
            break
        now = target.read_bytes()
        if came_out:
            came += 1
            assert (came_out.data, now) == (THEIRS, NEW)
        elif now != THEIRS:
            lost.append(at)
        assert leftovers(tmp_path) == ([THEIRS] if came_out else [])
    assert came > 4
    assert len(lost) <= window


def test_a_file_that_appears_meanwhile_is_not_replaced_unseen(tmp_path: Path) -> None:
    target = tmp_path / "a.xml"

    def appear(call: int, name: str, path: Path | None) -> None:
        if name == "place":
            target.write_bytes(THEIRS)

    came_out = save_file(FaultFiles(tap=appear), target, NEW, {""})
    assert came_out
    assert came_out.data == THEIRS
    assert target.read_bytes() == NEW


def test_a_file_that_goes_meanwhile_is_written_anew_only_where_that_is_expected(
    tmp_path: Path,
) -> None:
    target = tmp_path / "a.xml"

    def go(call: int, name: str, path: Path | None) -> None:
        if name == "swap":
            target.unlink()

    for expected in (KNOWN | {""}, KNOWN):
        target.write_bytes(OLD)
        if "" in expected:
            assert save_file(FaultFiles(tap=go), target, NEW, expected) is None
            assert target.read_bytes() == NEW
            assert names(tmp_path) == ["a.xml"]
        else:
            with pytest.raises(SaveError) as caught:
                save_file(FaultFiles(tap=go), target, NEW, expected)
            assert caught.value.code == "E-REMOVED"
            assert names(tmp_path) == []


def test_a_file_that_comes_and_goes_all_the_time_is_given_up(tmp_path: Path) -> None:
    target = tmp_path / "a.xml"

    def tease(call: int, name: str, path: Path | None) -> None:
        if name == "place":
            target.write_bytes(THEIRS)
        if name == "swap":
            target.unlink()

    with pytest.raises(SaveError) as caught:
        save_file(FaultFiles(tap=tease), target, NEW, {"", *KNOWN})
    assert caught.value.code in ("E-EXISTS", "E-MISSING")
    assert leftovers(tmp_path) == []


def test_what_was_done_though_it_was_reported_as_failed_is_not_removed(tmp_path: Path) -> None:
    class Liar(RealFiles):
        def swap(self, first: Path, second: Path) -> None:
            super().swap(first, second)
            raise SaveError("E-DISK", "Timed out.")

    target = tmp_path / "a.xml"
    target.write_bytes(THEIRS)
    with pytest.raises(SaveError):
        save_file(Liar(), target, NEW, KNOWN)
    assert target.read_bytes() == NEW
    assert leftovers(tmp_path) == [THEIRS]


def test_a_folder_that_cannot_be_synced_hides_nobodys_version(tmp_path: Path) -> None:
    class Unsynced(RealFiles):
        def sync_folder(self, folder: Path) -> None:
            raise SaveError("E-DISK", "No.")

    target = tmp_path / "a.xml"
    target.write_bytes(OLD)
    with pytest.raises(SaveError):
        save_file(Unsynced(), target, NEW, KNOWN)
    assert (target.read_bytes(), leftovers(tmp_path)) == (NEW, [])
    target.write_bytes(THEIRS)
    came_out = save_file(Unsynced(), target, NEW, KNOWN)
    assert came_out
    assert came_out.data == THEIRS


def test_what_came_out_and_cannot_be_read_is_kept(tmp_path: Path) -> None:
    class Blind(RealFiles):
        swapped = False

        def swap(self, first: Path, second: Path) -> None:
            super().swap(first, second)
            self.swapped = True

        def read(self, path: Path, limit: int = READ_LIMIT) -> bytes:
            if self.swapped:
                raise InputError("E-DISK", "It cannot be read.", str(path))
            return super().read(path, limit)

    target = tmp_path / "a.xml"
    target.write_bytes(THEIRS)
    with pytest.raises(SaveError) as caught:
        save_file(Blind(), target, NEW, KNOWN)
    assert caught.value.where == str(target)
    assert target.read_bytes() == NEW
    assert leftovers(tmp_path) == [THEIRS]


def test_a_failed_sync_is_not_tried_again_on_the_same_file(tmp_path: Path) -> None:
    class Failing(RealFiles):
        synced = 0

        def sync(self, handle: int) -> None:
            self.synced += 1
            raise SaveError("E-DISK", "No.")

    files = Failing()
    (tmp_path / "a").write_bytes(OLD)
    with pytest.raises(SaveError):
        save_file(files, tmp_path / "a", NEW, KNOWN)
    assert files.synced == 1
    assert (tmp_path / "a").read_bytes() == OLD
    assert names(tmp_path) == ["a"]


def test_a_folder_in_its_place_is_not_moved_away(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for expected in (None, KNOWN):
        with pytest.raises(SaveError):
            save_file(RealFiles(), tmp_path / "a", NEW, expected)
        assert (tmp_path / "a").is_dir()
        assert names(tmp_path) == ["a"]


def test_a_drive_that_does_not_keep_its_word_is_found_out(tmp_path: Path) -> None:
    class Lying(RealFiles):
        def write(self, handle: int, data: memoryview) -> int:
            super().write(handle, data[:-1])
            return len(data)

    (tmp_path / "a").write_bytes(OLD)
    for expected in (None, KNOWN):
        with pytest.raises(SaveError) as caught:
            save_file(Lying(), tmp_path / "a", NEW, expected)
        assert "did not keep" in caught.value.message
        assert (tmp_path / "a").read_bytes() == OLD
        assert names(tmp_path) == ["a"]


def test_a_read_only_file_is_not_replaced(
    tmp_path: Path, denying_files: Callable[..., Files]
) -> None:
    (tmp_path / "a").write_bytes(OLD)
    for expected in (None, KNOWN):
        with pytest.raises(SaveError) as caught:
            save_file(denying_files(unwritable="a"), tmp_path / "a", NEW, expected)
        assert caught.value.code == "E-READ-ONLY"
        assert (tmp_path / "a").read_bytes() == OLD


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
@DRIVES
def test_permissions_are_kept(tmp_path: Path, drive: Callable[[], Files]) -> None:
    target = tmp_path / "a"
    for expected in (None, KNOWN):
        target.write_bytes(OLD)
        target.chmod(0o640)
        save_file(drive(), target, NEW, expected)
        assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_planted_under_the_temporary_name_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(OLD)
    (tmp_path / ".~a.0badcafe.tmp").symlink_to(victim)
    monkeypatch.setattr("annotator.storage.save.secrets.token_hex", lambda _: "0badcafe")
    for expected in (None, {""}):
        with pytest.raises(SaveError):
            save_file(RealFiles(), tmp_path / "a", NEW, expected)
        assert victim.read_bytes() == OLD
        assert names(tmp_path) == [".~a.0badcafe.tmp", "victim"]
