"""Which backups may go: all are kept at first, then one a day, a week, a month."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from annotator.storage.backup import Backup

RECENT: Final = timedelta(hours=48)
"""What is younger stays."""
LEAST: Final = 3
"""So many of each file stay, however old."""
LIMIT: Final = 10**9
"""Bytes that the backups of a project may take."""

_BANDS: Final[tuple[tuple[int, Callable[[datetime], object]], ...]] = (
    (12, lambda moment: moment.date()),
    (10, lambda moment: moment.isocalendar()[:2]),
    (9, lambda moment: (moment.year, moment.month)),
)
"""How many to keep, one of each day, week and month (of UTC): figures and counting are Anki's."""


def thinned(
    files: Sequence[Sequence[Backup]],
    now: datetime,
    needed: Collection[str] = (),
    limit: int = LIMIT,
) -> list[Backup]:
    """The backups to remove. `files`: those of each file, newest first. `needed` digests stay.

    The newest of a day, week or month is the one that stays, so that thinning again removes
    nothing more. Beyond `limit` bytes in all the oldest go, whatever the file, but for `LEAST`.
    """
    gone: list[Backup] = []
    spare: list[Backup] = []
    total = 0
    for versions in files:
        kept = _kept(versions, now, needed)
        gone += [version for version in versions if version not in kept]
        total += sum(version.size for version in kept)
        firm = set(versions[:LEAST])
        spare += [v for v in kept if v not in firm and v.digest not in needed]
    for version in sorted(spare, key=lambda version: (version.when, version.number)):
        if total <= limit:
            break
        gone.append(version)
        total -= version.size
    return gone


def _kept(versions: Sequence[Backup], now: datetime, needed: Collection[str]) -> set[Backup]:
    kept: set[Backup] = set()
    firm = set(versions[:LEAST])
    last: datetime | None = None
    left = [count for count, _ in _BANDS]
    for version in sorted(versions, key=lambda v: (v.when, v.number), reverse=True):
        moment = version.moment
        if now - moment >= RECENT and version not in firm and version.digest not in needed:
            band = next((n for n, count in enumerate(left) if count), None)
            if band is None:
                continue
            period = _BANDS[band][1]
            if last is not None and period(moment) == period(last):
                continue
            left[band] -= 1
        kept.add(version)
        last = moment
    return kept
