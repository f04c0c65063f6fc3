"""The log: it grows to a limit, holds no article text, and its absence harms nobody."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.errors import InputError, SaveError
from annotator.storage.files import RealFiles
from annotator.storage.log import LARGEST, Log, described

WORDS = "private words of an article"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    log = Log(tmp_path / "state")
    yield log
    log.close()


def tell(log: Log, words: str) -> None:
    log.handle(logging.LogRecord("annotator.x", logging.WARNING, "f", 1, words, (), None))


def test_lines_are_kept_from_start_to_start(log: Log, tmp_path: Path) -> None:
    tell(log, "one\ud800")
    log.close()
    tell(log, "after the end")
    again = Log(tmp_path / "state")
    tell(again, "two")
    again.close()
    lines = (tmp_path / "state" / "log").read_text("utf-8").splitlines()
    assert [line.partition("annotator.x: ")[2] for line in lines] == ["one\\ud800", "two"]
    assert lines[0].split()[1] == "WARNING"
    assert len(log.last_lines) == 2


def test_a_long_log_makes_room(log: Log, tmp_path: Path) -> None:
    log.close()
    path = tmp_path / "state" / "log"
    path.write_bytes(b"x" * (LARGEST + 1))
    again = Log(tmp_path / "state")
    tell(again, "new")
    again.close()
    assert path.stat().st_size < 100
    assert path.with_name("log.old").stat().st_size == LARGEST + 1


def test_lines_are_not_endless(log: Log) -> None:
    for number in range(200):
        tell(log, f"{number} " + "x" * 5000)
    assert len(log.last_lines) == 60
    assert all(len(line) < 500 for line in log.last_lines)


def test_no_log_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    log = Log(tmp_path / "file")
    tell(log, "remembered all the same")
    assert log.file is None
    assert "remembered" in log.last_lines[-1]
    log.close()


def test_a_full_disk_harms_nobody(tmp_path: Path) -> None:
    class Full(RealFiles):
        def write(self, handle: int, data: memoryview) -> int:
            raise SaveError("E-DISK-FULL", "")

    log = Log(tmp_path, Full())
    tell(log, "remembered")
    assert "remembered" in log.last_lines[-1]
    log.close()


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError(WORDS), "ValueError"),
        (KeyError(WORDS), "KeyError"),
        (InputError("E-XML", WORDS, WORDS), "InputError: E-XML"),
        (FileNotFoundError(2, "No such file", f"/home/x/{WORDS}.txt"), "FileNotFoundError: ENOENT"),
        (OSError(WORDS), "OSError: no number"),
        (UnicodeEncodeError("ascii", WORDS, 0, 1, WORDS), "UnicodeEncodeError"),
        (AttributeError("'Span' object has no attribute 'x'"), "'Span' object has no attribute"),
    ],
)
def test_messages_that_may_quote_an_article_are_left_out(error: Exception, said: str) -> None:
    words = described(raised(error))
    assert said in words
    assert WORDS not in words
    assert "in raised" in words


def test_what_led_to_it_is_told_too() -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as first:
            raise TypeError("of code") from first
    except TypeError as error:
        words = described(error)
    assert words.index("TypeError: of code") < words.index("KeyError")
    assert WORDS not in words


def test_no_end_of_causes_and_frames() -> None:
    def deep(left: int) -> None:
        if left:
            deep(left - 1)
        raise ValueError(WORDS)

    try:
        deep(300)
    except ValueError as error:
        error.__cause__ = error
        words = described(error)
    assert words.count("in deep") < 1000
    assert len(words) < 60_000
