"""A shared passage: one place in each of two documents, and what ties them."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.core.span import Span

Kind: TypeAlias = Literal["identical", "altered", "quoted", "similar"]
"""The same words throughout; the same but for a few; quoted words that recur; sentences with
many words in common, wherever they stand."""
KINDS: tuple[Kind, ...] = ("identical", "altered", "quoted", "similar")


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """Where a passage is in one document; `text` is what stands there."""

    document: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """`one` is of the document that was given first.

    The score of `similar` is a cosine, up to 1; of the others, content words and half the function
    words that both sides have in common.
    """

    one: Side
    other: Side
    kind: Kind
    score: float
    cores: tuple[tuple[Span, Span], ...] = ()
    """The stretches of the same words, in text order; empty where the kind is `similar`."""

    @property
    def strong(self) -> bool:
        """Whether the wording is the same throughout; marks and punctuation may differ."""
        return self.kind == "identical"

    @property
    def length(self) -> int:
        """Code points of the longer side."""
        return max(len(self.one.span), len(self.other.span))

    def swapped(self) -> "Passage":
        """The same seen from the other document."""
        cores = tuple(sorted((there, here) for here, there in self.cores))
        return Passage(self.other, self.one, self.kind, self.score, cores)
