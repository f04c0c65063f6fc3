"""Times as files hold them: UTC, whole seconds, `2026-11-20T09:14:02Z`."""

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc_now() -> str:
    """The time now."""
    return stamp_of(datetime.now(UTC))


def moment(stamp: str) -> datetime:
    """A time to reckon with. ValueError where it is none."""
    return datetime.strptime(stamp, _FORM)


def stamp_of(moment: datetime) -> str:
    """A time as files hold it; `moment` is UTC."""
    return moment.strftime(_FORM)


def later(stamp: str, seconds: int) -> str:
    """So many seconds after a time; the time itself where it is none."""
    try:
        return stamp_of(moment(stamp) + timedelta(seconds=seconds))
    except (ValueError, OverflowError):
        return stamp
