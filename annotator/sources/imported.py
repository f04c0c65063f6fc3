"""What a reader of articles hands over: the text, what is known of it, what was changed."""

from dataclasses import dataclass
from typing import Literal

from annotator.core.document import BlockKind, Metadata
from annotator.core.text import CanonicalText


@dataclass(frozen=True, slots=True)
class Imported:
    """An article as it was read. Nothing is kept until somebody says so."""

    text: CanonicalText
    kinds: tuple[BlockKind, ...]
    """One per line of the text."""
    metadata: Metadata
    encoding: str
    """Name of the encoding the bytes were read with; empty for pasted text."""
    alternatives: tuple[str, ...]
    """Encodings to offer instead, the likeliest first; empty where there is no doubt."""
    format: Literal["text", "html"]
    notes: tuple[str, ...]
    """What was changed or guessed, in plain sentences for people."""
