"""The undo list as rows: what was done, newest first, and what has been taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class StepRow:
    """`number` steps are in force when this one is the last; 0 is the start."""

    number: int
    label: str
    time: str
    """Local time of day, `14:05`; with the day before it where that is another day's."""
    done: bool
    current: bool
    """Whether it is the last one in force."""


def step_rows(
    steps: Sequence[tuple[str, str]], done: int, today: str, zone: tzinfo | None = None
) -> list[StepRow]:
    """Rows for `(label, when)` pairs, oldest first as the history has them; newest first here.

    `today` and each `when` are UTC, `2026-11-20T09:14:02Z`; `zone` None is the machine's own.
    """
    rows = [StepRow(0, "Start", "", True, done == 0)]
    for number, (label, when) in enumerate(steps, 1):
        time = _time(when, today, zone)
        rows.append(StepRow(number, label, time, number <= done, number == done))
    return rows[::-1]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _time(when: str, today: str, zone: tzinfo | None) -> str:
    try:
        moment = datetime.fromisoformat(when).astimezone(zone)
        now = datetime.fromisoformat(today).astimezone(zone)
    except ValueError:
        return when
    clock = f"{moment:%H:%M}"
    if moment.date() == now.date():
        return clock
    return f"{moment.day} {_MONTHS[moment.month - 1]}, {clock}"
