"""A project: its title, tagset, annotators and settings. Documents and sets stand in the corpus."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from annotator.core.completion import Change
from annotator.core.tagset import Tagset
from annotator.core.values import Value


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who annotates. `colour` is `#rrggbb` or empty; `reference` an ORCID or other address."""

    id: str
    name: str
    initials: str = ""
    colour: str = ""
    role: Literal["annotator", "adjudication", "program"] = "annotator"
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that hold for everyone in the project."""

    marks: Literal["inside", "outside", "as-selected"] = "as-selected"
    """Whether quotation marks at the edge of a selection are taken into the span."""
    snap: Literal["words", "characters"] = "words"
    """Whether a selection grows to whole words when it is tagged."""
    trim: bool = True
    """Whether blanks and edge punctuation (`, . ; :`) are cut off when it is tagged."""
    suggestions: bool = False
    """Off: nobody is shown suggestions (a blind study)."""
    other: tuple[tuple[str, Value], ...] = ()
    """Settings this version does not know, kept as they are."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a project is called and what it says of itself."""

    title: str
    description: str = ""
    language: str = ""
    guidelines_title: str = ""
    guidelines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """Everything in `project.tei.xml`. `id` is `p-` and ten characters; it never changes."""

    id: str
    title: str
    tagset: Tagset
    annotators: tuple[Annotator, ...] = ()
    settings: Settings = Settings()
    description: str = ""
    language: str = ""
    guidelines_title: str = ""
    guidelines: tuple[str, ...] = ()
    """Paragraphs of the written guidelines."""
    changes: tuple[Change, ...] = field(default=(), repr=False)

    @property
    def heading(self) -> Heading:
        return Heading(
            self.title, self.description, self.language, self.guidelines_title, self.guidelines
        )

    def headed(self, heading: Heading) -> "Project":
        """A copy with another heading."""
        return replace(self, **{part.name: getattr(heading, part.name) for part in fields(heading)})

    def annotator(self, id: str) -> Annotator | None:
        return next((annotator for annotator in self.annotators if annotator.id == id), None)

    @property
    def names(self) -> Mapping[str, str]:
        """Annotator ids to names."""
        return {annotator.id: annotator.name for annotator in self.annotators}
