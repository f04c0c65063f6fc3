"""Thinning: what is young stays, three stay, and then one of each day, week and month."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.storage.backup import Backup
from annotator.storage.clock import moment, stamp_of
from annotator.storage.thinning import LEAST, RECENT, thinned

NOW = moment("2026-11-20T09:14:02Z")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def backup(when: datetime, number: int = 1, size: int = 1000, name: str = "a") -> Backup:
    digest = f"{number:064x}"
    path = Path(name, str(number))
    return Backup(name, stamp_of(when), digest, 3, "hourly", size, path, number)


def backups(ages: Sequence[timedelta], now: datetime = NOW) -> list[Backup]:
    """Of these ages, newest first."""
    oldest_first = sorted(ages, reverse=True)
    made = [backup(now - age, number) for number, age in enumerate(oldest_first, 1)]
    return made[::-1]


def kept(versions: Sequence[Backup], now: datetime = NOW) -> list[Backup]:
    gone = set(thinned([versions], now))
    return [version for version in versions if version not in gone]


ages = st.lists(st.timedeltas(timedelta(0), timedelta(days=500)), max_size=120)


@settings(max_examples=300)
@given(ages)
def test_what_is_young_stays_three_stay_and_the_bands_are_no_wider_than_said(
    ages: list[timedelta],
) -> None:
    versions = backups(ages)
    stay = kept(versions)
    assert stay[:LEAST] == versions[:LEAST]
    assert [v for v in stay if NOW - v.moment < RECENT] == [
        v for v in versions if NOW - v.moment < RECENT
    ]
    old = [v.moment for v in stay[LEAST:] if NOW - v.moment >= RECENT]
    days, weeks, months = old[:12], old[12:22], old[22:]
    assert len({when.date() for when in days}) == len(days)
    assert len({when.isocalendar()[:2] for when in weeks}) == len(weeks)
    assert len({(when.year, when.month) for when in months}) == len(months) <= 9
    assert kept(stay) == stay


def test_a_version_goes_only_for_a_younger_one_of_its_period() -> None:
    versions = backups([DAY * days + HOUR * hours for days in range(30) for hours in (2, 1)])
    stay = kept(versions)
    assert len([v for v in stay if NOW - v.moment < RECENT]) == 4
    by_day = [NOW - DAY * days - HOUR for days in range(2, 14)]
    assert [v.moment for v in stay[4:16]] == by_day
    # 20 November 2026 is a Friday: of the weeks before, the Sundays stay.
    assert [v.moment.strftime("%A") for v in stay[16:]] == ["Sunday"] * 2


def test_of_five_hundred_days_as_many_stay_as_are_promised() -> None:
    stay = kept(backups([DAY * days + HOUR for days in range(500)]))
    assert [NOW - v.moment for v in stay[:15]] == [DAY * days + HOUR for days in range(15)]
    weeks, months = [v.moment for v in stay[15:25]], [v.moment for v in stay[25:]]
    assert [when.strftime("%A") for when in weeks] == ["Sunday"] * 10
    assert [(first - second).days for first, second in pairwise(weeks)] == [7] * 9
    assert all((when + DAY).day == 1 for when in months)
    assert [when.month for when in months] == [7, 6, 5, 4, 3, 2, 1, 12, 11]


def test_a_year_of_work_thinned_every_evening() -> None:
    """Eighteen a day on working days: a year later there is one of each of the last nine months."""
    versions: list[Backup] = []
    number = 0
    for day in range(365, -1, -1):
        evening = NOW - DAY * day
        if evening.weekday() < 5:
            for half_hours in range(18, 0, -1):
                number += 1
                versions.insert(0, backup(evening - HOUR / 2 * half_hours, number))
        versions = kept(versions, evening)
        assert len(versions) <= 2 * 18 + 12 + 10 + 9 + LEAST
    days = sorted({v.moment.date() for v in versions}, reverse=True)
    working = [d for n in range(24) if (d := (NOW - DAY * n).date()).weekday() < 5]
    assert days[:13] == working[:13]  # yesterday, today, and of those before twelve but one
    weeks = [(NOW - DAY * 7 * n).isocalendar()[:2] for n in range(11)]
    assert set(weeks) <= {day.isocalendar()[:2] for day in days}
    months = {(day.year, day.month) for day in days}
    assert {(2026, month) for month in range(2, 12)} <= months
    assert NOW.date() - days[-1] > DAY * 270


def test_a_clock_that_was_wrong_loses_nothing_of_the_last_days() -> None:
    ahead = backup(datetime(2099, 1, 1, tzinfo=UTC).replace(tzinfo=None), 1)
    later = [backup(NOW - HOUR * n, 9 - n) for n in range(1, 6)]
    versions = sorted([ahead, *later], key=lambda v: -v.number)
    assert kept(versions) == versions


def test_what_a_journal_needs_stays() -> None:
    versions = backups([DAY * 900 + DAY * n for n in range(40)] + [HOUR, 2 * HOUR, 3 * HOUR])
    base = versions[30]
    assert base in thinned([versions], NOW)
    assert base not in thinned([versions], NOW, {base.digest})
    assert base not in thinned([versions], NOW, {base.digest}, limit=1)


@given(st.integers(0, 60_000))
def test_beyond_the_limit_the_oldest_of_all_files_go_but_three_of_each(limit: int) -> None:
    one = [backup(NOW - HOUR * n, 100 - n, name="a") for n in range(1, 30)]
    other = [backup(NOW - HOUR * n - HOUR / 2, 100 - n, name="b") for n in range(1, 20)]
    gone = set(thinned([one, other], NOW, limit=limit))
    left = [v for v in (*one, *other) if v not in gone]
    assert set(one[:3]) | set(other[:3]) <= set(left)
    assert sum(v.size for v in left) <= limit or len(left) == 6
    firm = {*one[:3], *other[:3]}
    if gone:
        assert max(v.when for v in gone) < min((v.when for v in left if v not in firm), default="9")
        assert sum(v.size for v in left) + 1000 > limit
