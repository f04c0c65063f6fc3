"""How an annotation arose, in words."""

from collections.abc import Callable
from datetime import UTC, datetime

from annotator.core.provenance import Provenance

_ORIGINS = {
    "manual": "Made by hand",
    "suggestion": "Accepted suggestion",
    "search": "Made from a search",
    "import": "Imported",
    "adjudication": "Settled between annotators",
}


def origin(provenance: Provenance, names: Callable[[str], str]) -> str:
    """One or two sentences: how, by whom, when; the last change."""
    detail = f" ({provenance.detail})" if provenance.detail else ""
    said = f"{_ORIGINS[provenance.origin]}{detail} by {names(provenance.who)}, "
    said += f"{day_and_time(provenance.created)}."
    if provenance.modified:
        by = (
            ""
            if provenance.modified_by == provenance.who
            else f" by {names(provenance.modified_by)}"
        )
        said += f" Changed{by} {day_and_time(provenance.modified)}."
    return said


def day_and_time(stamp: str) -> str:
    """A UTC stamp in the time of this place: `20 Nov 2026, 09:14`; as it is where it is none."""
    try:
        when = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone()
    except ValueError:
        return stamp
    return f"{when.day} {when:%b %Y, %H:%M}"
