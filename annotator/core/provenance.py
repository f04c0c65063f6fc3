"""How an annotation or relation arose, when, and by whom."""

from dataclasses import dataclass
from typing import Literal

Origin = Literal["manual", "suggestion", "search", "import", "adjudication"]
Decision = Literal["", "agreed", "chosen", "edited", "new", "refused"]
State = Literal["", "draft", "proposed", "rejected"]
"""Empty: in force. `draft`: in force, its maker will come back. The other two never count."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """`created` and `modified` are UTC, whole seconds, `2026-11-20T09:14:02Z`."""

    created: str
    who: str
    """Annotator id of the one who made or accepted it."""
    origin: Origin = "manual"
    decision: Decision = ""
    """Only with origin `adjudication`."""
    detail: str = ""
    """Rule and version, what was searched, the foreign format and id, or the reason."""
    modified: str = ""
    modified_by: str = ""
    sources: tuple[str, ...] = ()
    """What an adjudicated one was made from: `anna.tei.xml#a-…`."""
