"""What happened, as plain values that panes receive. Facts: past participles."""

from dataclasses import dataclass

from annotator.core.edit import Edit
from annotator.core.span import Spans


@dataclass(frozen=True, slots=True)
class Edited:
    """Data changed. Undo and redo too: `edit` is what was applied, inverse or not."""

    edit: Edit


@dataclass(frozen=True, slots=True)
class Selected:
    """The selection changed; see `Selection` for the meaning of the fields."""

    document: str
    annotations: tuple[str, ...]
    spans: Spans


@dataclass(frozen=True, slots=True)
class Reopened:
    """Everything may differ: articles were added or ordered anew, another annotator writes."""


@dataclass(frozen=True, slots=True)
class Saved:
    """All changes up to now are in the project's files."""

    when: str


@dataclass(frozen=True, slots=True)
class SavingFailed:
    """Changes are not in the project's files; `message` says why and what to do."""

    message: str


Event = Edited | Selected | Reopened | Saved | SavingFailed
