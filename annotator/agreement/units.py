"""What is rated: the units of a corpus as immutable columns, and the parameters they depend on."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from annotator.agreement.tokens import Tolerance
from annotator.core.tagset import RelationType

if TYPE_CHECKING:
    from annotator.agreement.gamma import GammaParameters

Int = npt.NDArray[np.int32]
Long = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a figure depends on besides the annotations."""

    unit: Literal["token", "char"] = "token"
    tolerance: Tolerance = "none"
    extent: Literal["all", "in-scope"] = "all"
    """`in-scope` leaves out the stretches of a document that are marked as out of scope."""
    iou: float = 0.5
    """Least intersection over union for a match, where more than any overlap is asked for."""
    suggestions: bool = True
    """Whether annotations that were accepted from suggestions count."""
    seed: int = 1
    gamma: "GammaParameters | None" = None
    """None: gamma's own defaults."""


@dataclass(frozen=True, eq=False)
class Relations:
    """Relations in force whose two ends are units, one row each; also across documents."""

    annotator: Int
    type: Int
    """Index into `types`."""
    source: Int
    """Unit index; the lower one in a mutual relation."""
    target: Int
    directed: Flags
    values: Int
    """[relations, attributes] codes of counting attributes, -1 not given."""
    types: tuple[str, ...] = ()
    kinds: tuple[RelationType, ...] = ()
    """By type, what the tagset says of it; of one it does not know, that anything goes."""
    attributes: tuple[tuple[str, ...], ...] = ()
    """By type, the names of its counting attributes in column order."""
    value_names: tuple[str, ...] = ()
    """By code."""
    ids: tuple[str, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.annotator)


@dataclass(frozen=True, eq=False)
class Units:
    """Documents x annotators x units. Units stand by document, annotator, start, end, category.

    An annotator who has not finished a document has no units there. Offsets are code points, end
    excluded; `first` and `last` are the same in tokens or characters of the extent, which is what
    coverage counts.
    """

    parameters: Parameters
    documents: tuple[str, ...]
    events: tuple[str, ...]
    digests: tuple[str, ...]
    """Of the texts, by document."""
    sizes: Long
    """Code points, by document."""
    lengths: Long
    """Tokens or characters that count, by document."""
    annotators: tuple[str, ...]
    finished: Flags
    """[documents, annotators]"""
    layers: tuple[str, ...]
    """Category keys: those of the tagset in its order, then others."""
    attributes: tuple[tuple[str, ...], ...]
    """By layer, the names of its counting attributes in column order."""
    document: Int
    annotator: Int
    category: Int
    suggested: Flags
    values: Int
    """[units, attributes] codes of counting attributes, -1 not given or not applying."""
    value_names: tuple[tuple[tuple[str, ...], ...], ...]
    """By layer and attribute, the value of each code."""
    ids: tuple[str, ...] = field(repr=False)
    offsets: Int
    """Fragments of unit u are `offsets[u]:offsets[u + 1]`."""
    starts: Int
    ends: Int
    first: Int
    last: Int
    lead: Int
    """Characters that the tolerance `edges` would cut off the start of each fragment."""
    trail: Int
    tokens: Int
    """[fragments, 2] first and last token (excluded) that a fragment touches, of all tokens."""
    relations: Relations

    @cached_property
    def fragment_unit(self) -> Int:
        """The unit each fragment belongs to."""
        counts = np.diff(self.offsets)
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    @cached_property
    def covered(self) -> Long:
        """Code points of each unit."""
        sizes = (self.ends - self.starts).astype(np.int64)
        whole = np.concatenate(([0], np.cumsum(sizes)))
        return whole[self.offsets[1:]] - whole[self.offsets[:-1]]

    @cached_property
    def document_offsets(self) -> Long:
        """Units of document d are `document_offsets[d]:document_offsets[d + 1]`."""
        return np.searchsorted(self.document, np.arange(len(self.documents) + 1))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs of annotators i < j."""
        many = len(self.annotators)
        return tuple((i, j) for i in range(many) for j in range(i + 1, many))

    def __len__(self) -> int:
        return len(self.document)

    def part(self, begin: int, end: int) -> "Units":
        """Documents `begin` to `end` (excluded) alone, without relations."""
        low, high = (int(self.document_offsets[d]) for d in (begin, end))
        one, two = int(self.offsets[low]), int(self.offsets[high])
        return replace(
            self,
            documents=self.documents[begin:end],
            events=self.events[begin:end],
            digests=self.digests[begin:end],
            sizes=self.sizes[begin:end],
            lengths=self.lengths[begin:end],
            finished=self.finished[begin:end],
            document=self.document[low:high] - np.int32(begin),
            annotator=self.annotator[low:high],
            category=self.category[low:high],
            suggested=self.suggested[low:high],
            values=self.values[low:high],
            value_names=(),
            ids=self.ids[low:high],
            offsets=self.offsets[low : high + 1] - np.int32(one),
            starts=self.starts[one:two],
            ends=self.ends[one:two],
            first=self.first[one:two],
            last=self.last[one:two],
            lead=self.lead[one:two],
            trail=self.trail[one:two],
            tokens=self.tokens[one:two],
            relations=no_relations(),
        )


def no_relations() -> Relations:
    """A table without rows."""
    empty = np.zeros(0, np.int32)
    values = np.zeros((0, 0), np.int32)
    return Relations(empty, empty, empty, empty, np.zeros(0, np.bool_), values)
