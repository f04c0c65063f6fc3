"""One backup of one file of a project: what its own file name says of it."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from annotator.storage import clock

Reason = Literal[
    "first-change",
    "import",
    "merge",
    "bulk",
    "upgrade",
    "tagset",
    "hourly",
    "deleted",
    "restore",
    "outside",
    "reanchor",
]
"""Why a backup was made. `hourly`: because time had gone by, see `Backups.due`."""

REASONS: Final[Mapping[str, str]] = {
    "first-change": "At the start of work",
    "import": "Before an import",
    "merge": "Before a merge",
    "bulk": "Before many were changed at once",
    "upgrade": "Before the program was updated",
    "tagset": "Before the tagset was changed",
    "hourly": "While you worked",
    "deleted": "Before it was deleted",
    "restore": "Before another version was restored",
    "outside": "When another program changed it",
    "reanchor": "Before the text was replaced",
}
"""The reasons in words for people."""

_FILE = re.compile(
    r"(\d{6,9})\.(\d{14})\.(-1|\d{1,9})\.([a-z-]{1,20})\.(\d{1,9})\.([a-z2-7]{52})\.gz", re.ASCII
)
_COMPACT: Final = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A version of a file as it was kept."""

    name: str
    """The file's name in the project, such as `annotations/wire/anna.tei.xml`."""
    when: str
    """UTC, `2026-11-20T09:14:02Z`. For people: clocks order nothing, `number` does."""
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    count: int
    """Annotations and relations together; -1 where that makes no sense."""
    reason: str
    """A `Reason`, or what another version of the program calls one."""
    size: int
    """Bytes on the disk."""
    path: Path
    number: int
    """Backups of one file count up; the greatest is the newest."""

    @property
    def moment(self) -> datetime:
        """`when`, to reckon with."""
        return clock.moment(self.when)

    @property
    def words(self) -> str:
        """Why it was kept, for people; empty for a reason this version does not know."""
        return REASONS.get(self.reason, "")


def file_name(number: int, when: str, count: int, reason: str, size: int, digest: str) -> str:
    """The name of a backup's file. ValueError where `when` or `digest` is none."""
    time = clock.moment(when).strftime(_COMPACT)
    # Base 32 is shorter than hexadecimal: Windows allows 260 characters with all folders.
    letters = base64.b32encode(bytes.fromhex(digest)).decode().rstrip("=").lower()
    return f"{number:06}.{time}.{count}.{reason}.{size}.{letters}.gz"


def parsed(name: str, path: Path) -> Backup | None:
    """The backup of the file `name` at a path; None where the path has no name of ours."""
    match = _FILE.fullmatch(path.name)
    if match is None:
        return None
    number, time, count, reason, size, letters = match.groups()
    try:
        when = clock.stamp_of(datetime.strptime(time, _COMPACT))
        digest = base64.b32decode(f"{letters.upper()}====").hex()
    except (ValueError, binascii.Error):
        return None
    return Backup(name, when, digest, int(count), reason, int(size), path, int(number))
