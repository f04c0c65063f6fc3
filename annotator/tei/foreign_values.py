"""Values of the import of foreign TEI: the choices made, what is offered, what became of what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.core.document import BlockKind, Metadata
from annotator.core.span import Spans
from annotator.core.text import CanonicalText
from annotator.core.values import NO_ATTRIBUTES, Attributes

LEFT_OUT: Final = frozenset({"note", "fw", "del", "sic", "orig", "abbr", "rdg", "gap"})
"""Elements whose words are not taken over unless somebody chooses so."""

ELEMENTS: Final[Mapping[str, str]] = {
    "q": "quote",
    "quote": "quote",
    "said": "quote",
    "soCalled": "quote",
    "num": "statistic",
    "measure": "statistic",
    "rs": "",
    "name": "",
    "persName": "",
    "orgName": "",
    "placeName": "",
}
"""Category that an element stands for, at first; empty: not taken over unless chosen."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decides in the import dialog; the defaults are those of the file format."""

    left_out: frozenset[str] = LEFT_OUT
    """Names of elements whose words do not become part of the text."""
    elements: Mapping[str, str] = field(default_factory=lambda: dict(ELEMENTS))
    """Category key by element name; empty or absent: the words stay, nothing is offered."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Category key by the foreign category's name (of `@ana`, `@type`); empty: not taken over."""
    known: frozenset[str] = frozenset({"quote", "claim", "attribution", "statistic"})
    """Keys of the project's categories: foreign names equal to one of them need no asking."""
    text: int = 0
    """Which text of a file with several (`teiCorpus`), from 0."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An annotation the file could give. Offsets are those of the text handed over with it."""

    category: str
    """Key; empty where the foreign name is still to be settled by `Choices.names`."""
    spans: Spans
    element: str
    """Name of the element it was made from."""
    attributes: Attributes = NO_ATTRIBUTES
    note: str = ""
    certainty: str = ""
    foreign_id: str = ""
    foreign_name: str = ""
    """The file's own name for the category; empty where the element alone decided."""
    annotator: str = ""
    """Who made it by the file's word (`@resp` without `#`); empty: not said."""


@dataclass(frozen=True, slots=True)
class OfferedRelation:
    """A relation between two offered annotations, by their places in `Foreign.annotations`."""

    type: str
    source: int
    target: int
    directed: bool = True
    note: str = ""
    certainty: str = ""
    foreign_id: str = ""
    annotator: str = ""


@dataclass(frozen=True, slots=True)
class Becomes:
    """What became of the elements of one name: how many, what in plain words, one example."""

    element: str
    count: int
    what: str
    example: str
    """The words of the first one, shortened; empty where it holds none."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A converted file: its text as one article, and what it offers as annotations."""

    text: CanonicalText
    kinds: tuple[BlockKind, ...]
    metadata: Metadata
    annotations: tuple[Offered, ...]
    relations: tuple[OfferedRelation, ...]
    becomes: tuple[Becomes, ...]
    """One row per element name in the text and its stand-off part, in the order met."""
    unsettled: tuple[tuple[str, int], ...]
    """Foreign category names that are no key of the project, with counts: somebody is asked."""
    texts: tuple[str, ...]
    """Titles of all texts in the file; more than one in a `teiCorpus`."""
    notes: tuple[str, ...]
    """What was changed or could not be taken over, in plain sentences."""
    encoding: str
    choices: Choices

    @property
    def settled(self) -> tuple[Offered, ...]:
        """The annotations whose category is clear: those that would be imported now."""
        return tuple(offered for offered in self.annotations if offered.category)
