"""Times as files hold them: UTC, whole seconds, `2026-11-20T09:14:02Z`."""

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc_now() -> str:
    """The time now."""
    return datetime.now(UTC).strftime(_FORM)


def later(stamp: str, seconds: int) -> str:
    """So many seconds after a time; the time itself where it is none."""
    try:
        return (datetime.strptime(stamp, _FORM) + timedelta(seconds=seconds)).strftime(_FORM)
    except (ValueError, OverflowError):
        return stamp
