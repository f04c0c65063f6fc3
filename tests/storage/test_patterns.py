"""Patterns are looked for by another process: the places are right, and none takes for ever."""

import subprocess
import sys
import threading
import time

import pytest

from annotator.core.errors import InputError
from annotator.core.span import Span
from annotator.storage import patterns
from annotator.storage.patterns import MOST, TOO_COMPLEX, find_all

TEXT = "😀 Ab ab\nAB cab\u0301 👩🏽‍⚕️ab, שלום ab\u00a0b"


def words(pattern: str, text: str = TEXT, *, match_case: bool = True) -> list[str]:
    (spans,) = find_all(pattern, [text], match_case=match_case)
    return [span.text(text) for span in spans]


def refused(pattern: str, *texts: str, seconds: float = 2) -> str:
    with pytest.raises(InputError) as caught:
        find_all(pattern, texts, seconds=seconds)
    assert caught.value.code == "E-PATTERN"
    return caught.value.message


def test_places_are_found_in_every_text() -> None:
    assert words(r"\bab") == ["ab", "ab", "ab"]
    assert words(r"\bab", match_case=False) == ["Ab", "ab", "AB", "ab", "ab"]
    assert words(r"b.*$") == ["b ab", "b\u0301 👩🏽‍⚕️ab, שלום ab\u00a0b"]
    assert find_all("x+", ["no", "axx\nx", "", "xy"]) == [
        (), (Span(1, 3), Span(4, 5)), (), (Span(0, 1),),
    ]  # fmt: skip


def test_nothing_asked_nothing_found() -> None:
    assert find_all("", ["a", "b"]) == [(), ()]
    assert find_all("a", []) == []
    assert find_all("x*", ["aaa"]) == [()]


@pytest.mark.parametrize("pattern", ["(a+)+$", "(.*a){25}b"])
def test_a_pattern_without_end_is_given_up(pattern: str) -> None:
    begun = time.monotonic()
    assert refused(pattern, "a" * 40 + "!", seconds=0.3) == TOO_COMPLEX
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("pattern", ["(ab", "*", "a{2,1}"])
def test_what_is_no_pattern_is_said_calmly(pattern: str) -> None:
    assert refused(pattern, "ab").startswith("The pattern is not complete: ")


@pytest.mark.parametrize("pattern", ["(" * 3000 + ")" * 3000, "a{99999999999999}"])
def test_patterns_that_the_engine_cannot_hold(pattern: str) -> None:
    assert refused(pattern, "ab") == TOO_COMPLEX


def test_too_many_and_too_long() -> None:
    assert f"{MOST:,}" in refused("a", "a" * (MOST + 1))
    assert len(find_all("a", ["a" * MOST])[0]) == MOST
    assert "10,000" in refused("a" * 10_001, "a")


def test_several_threads_search_at_once() -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(words("ab,"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["ab,"]] * 3


def test_it_works_from_a_script_and_leaves_no_process_behind() -> None:
    script = (
        "from annotator.storage.patterns import find_all\n"
        "if __name__ == '__main__':\n"
        "    print(find_all('b+', ['abb', 'b']))\n"
        "    try: find_all('(a+)+$', ['a' * 40 + '!'], seconds=0.2)\n"
        "    except Exception as error: print(error.code)\n"
        "    import multiprocessing; print(multiprocessing.active_children())\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert result.stderr == ""
    assert result.stdout.split("\n")[:-1] == [
        "[(Span(start=1, end=3),), (Span(start=0, end=1),)]", "E-PATTERN", "[]",
    ]  # fmt: skip


def test_no_process_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", none)
    assert "cannot be looked for now" in refused("a", "a")


def test_a_process_that_dies_is_no_surprise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_serve", print)
    assert "cannot be looked for now" in refused("a", "a")
