"""The journal: what was appended is there after anything, or `append` said that it is not."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.core.errors import SaveError
from annotator.storage.files import RealFiles
from annotator.storage.journal import MOST_WAITING, Journal
from annotator.storage.journal_files import journals
from annotator.storage.records import whole_records

HEAD = {"t": "head", "format": 1}
READY = {"t": "ready"}


class Stubborn(RealFiles):
    """A disk that can be told to refuse writing, syncing or new files."""

    def __init__(self) -> None:
        self.full = self.unsynced = self.no_new = False

    def append(self, path: Path) -> int:
        self._refuse(self.no_new)
        return super().append(path)

    def write(self, handle: int, data: memoryview) -> int:
        if self.full:
            super().write(handle, data[: len(data) // 2])
        self._refuse(self.full)
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self._refuse(self.unsynced)
        super().sync(handle)

    def _refuse(self, refused: bool) -> None:
        if refused:
            raise SaveError("E-DISK-FULL", "The disk is full.", "")


@pytest.fixture
def files() -> Stubborn:
    return Stubborn()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "anna" / "journal"


@pytest.fixture
def begin(files: Stubborn, folder: Path) -> Iterator[Callable[[], Journal]]:
    begun: list[Journal] = []

    def begin() -> Journal:
        begun.append(Journal(files, folder, HEAD, ballast=folder.parent / "ballast"))
        return begun[-1]

    yield begin
    for journal in begun:
        journal.close()


def held(folder: Path) -> list[object]:
    """The lines of the newest journal that counts."""
    for path in journals(RealFiles(), folder):
        records = whole_records(path.read_bytes())
        if READY in records:
            return [record for record in records if record not in (HEAD, READY)]
    return []


def test_looking_writes_nothing(begin: Callable[[], Journal], folder: Path) -> None:
    journal = begin()
    assert journal.protected
    journal.close()
    assert not folder.exists()


def test_a_line_is_in_the_file_when_append_returns(
    begin: Callable[[], Journal], folder: Path
) -> None:
    journal = begin()
    for n in range(50):
        ticket = journal.append({"n": n})
        assert held(folder) == [{"n": k} for k in range(n + 1)]
    journal.wait(ticket)
    assert journal.protected


def test_older_journals_are_put_away_once_the_new_one_is_synced(
    begin: Callable[[], Journal], folder: Path, files: Stubborn
) -> None:
    first = begin()
    first.append({"n": 1})
    first.close()
    files.unsynced = True
    second = begin()
    ticket = second.append({"n": 2})
    with pytest.raises(SaveError):
        second.wait(ticket, 5)
    assert "000000000001.journal" in {path.name for path in folder.iterdir()}
    files.unsynced = False
    second.retry()
    second.wait(ticket)
    second.close()
    assert len(journals(files, folder)) == 1
    assert held(folder) == [{"n": 2}]
    assert (folder.parent / "archive/000000000001.journal").exists()


def test_half_a_line_is_taken_back(
    begin: Callable[[], Journal], folder: Path, files: Stubborn
) -> None:
    journal = begin()
    journal.append({"n": 1})
    files.full = True
    journal.append({"n": 2})
    assert journal.failure
    assert held(folder) == [{"n": 1}]
    files.full = False
    journal.append({"n": 3})
    assert not journal.failure
    assert held(folder) == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_a_few_lines_wait_for_a_full_disk_then_none_is_taken(
    begin: Callable[[], Journal], folder: Path, files: Stubborn
) -> None:
    journal = begin()
    journal.append({"n": 0})
    files.full = True
    for n in range(1, MOST_WAITING + 1):
        journal.append({"n": n})
    with pytest.raises(SaveError, match="full"):
        journal.append({"n": "refused"})
    files.full = False
    journal.retry()
    assert held(folder) == [{"n": n} for n in range(MOST_WAITING + 1)]


def test_the_ballast_is_given_up_on_a_full_disk(
    begin: Callable[[], Journal], folder: Path, files: Stubborn
) -> None:
    journal = begin()
    journal.wait(journal.append({"n": 1}))
    ballast = folder.parent / "ballast"
    for _ in range(100):
        if ballast.exists() and ballast.stat().st_size == 4 * 2**20:
            break
        threading.Event().wait(0.05)
    assert ballast.stat().st_size == 4 * 2**20

    class Room(Stubborn):
        def write(self, handle: int, data: memoryview) -> int:
            self.full = ballast.exists()
            return super().write(handle, data)

    journal._files = Room()
    assert journal._file is not None
    journal._file._files = journal._files
    journal.append({"n": 2})
    assert not journal.failure
    assert not ballast.exists()
    assert held(folder) == [{"n": 1}, {"n": 2}]


def test_after_a_failed_sync_the_lines_go_to_another_file(
    begin: Callable[[], Journal], folder: Path, files: Stubborn
) -> None:
    journal = begin()
    journal.wait(journal.append({"n": 1}))
    files.unsynced = files.no_new = True
    ticket = journal.append({"n": 2})
    with pytest.raises(SaveError):
        journal.wait(ticket, 5)
    files.unsynced = files.no_new = False
    journal.retry()
    journal.wait(ticket)
    assert held(folder) == [{"n": 1}, {"n": 2}]
    assert journals(files, folder)[0].name == "000000000002.journal"


def test_what_comes_before_protection_is_done_then(
    begin: Callable[[], Journal], files: Stubborn
) -> None:
    journal = begin()
    done: list[str] = []

    def fail() -> None:
        done.append("failed")
        raise SaveError("E-DISK", "no", "")

    journal.before_protecting(fail)
    journal.before_protecting(lambda: done.append("done"))
    journal.wait(journal.append({"n": 1}))
    assert done == ["failed", "done"]
    journal.wait(journal.append({"n": 2}))
    assert len(done) == 2


def test_a_journal_begins_anew_when_all_is_saved(
    begin: Callable[[], Journal], folder: Path
) -> None:
    journal = begin()
    early = journal.append({"n": 1})
    journal.wait(early)
    journal.renew()
    late = journal.append({"n": 2})
    journal.wait(early)
    journal.wait(late)
    assert held(folder) == [{"n": 2}]
    assert late > early


def test_many_threads_may_append(begin: Callable[[], Journal], folder: Path) -> None:
    journal = begin()
    threads = [
        threading.Thread(target=lambda k=k: [journal.append({"n": (k, n)}) for n in range(50)])
        for k in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()
    assert len(held(folder)) == 200
