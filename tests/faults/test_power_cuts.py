"""T4, T4m: whatever a power cut leaves, what was protected is there, and no edit by half."""

from collections.abc import Iterator

import pytest

from annotator.core.errors import AnnotatorError
from tests.faults.broken import POWER, Patch
from tests.faults.desk import no_threads
from tests.faults.power import Count, cut_power


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    with no_threads():
        yield


def play(seeds: range, cuts: int, every: int) -> None:
    counts = [cut_power(seed, cuts=cuts, every=every) for seed in seeds]
    total = Count(sum(c.states for c in counts), sum(c.flips for c in counts))
    print(f"T4: {total.states} states after a cut, {total.flips} with a bit flipped, nothing lost")
    assert total.states > 300 * len(seeds)
    assert total.flips > 60 * len(seeds)


def test_a_power_cut_loses_nothing_that_was_protected() -> None:
    play(range(1), cuts=5, every=12)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(20))
def test_a_power_cut_at_any_call_loses_nothing_that_was_protected(seed: int) -> None:
    play(range(100 + seed, 101 + seed), cuts=6, every=4)  # each seed begins at another call


@pytest.mark.parametrize("protocol", POWER)
def test_a_broken_protocol_is_found_out(
    protocol: str, monkeypatch: Patch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, edits, skip, calls = POWER[protocol]
    wrap = broken(monkeypatch)
    for seed in range(30):
        try:
            cut_power(seed, cuts=5, every=1, wrap=wrap, edits=edits, calls=calls, skip=skip)
        except (AssertionError, AnnotatorError) as error:
            print(f"T4m: {protocol}: found out as {type(error).__name__}: {str(error)[:20]!r}")
            caplog.clear()  # what could not be read was told, too
            return
    pytest.fail("the campaign did not notice")
