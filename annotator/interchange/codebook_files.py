"""The formats `codebook-csv` and `codebook-md`: the tagset alone, as a table or to read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from annotator.core.corpus import Corpus
from annotator.core.losses import LOST, Lack, Lacks
from annotator.core.tagset import Attribute, Category, RelationType, Role, Tagset
from annotator.core.values import plain
from annotator.interchange import codebook
from annotator.interchange.cells import rows_of, table

_NO_DATA: Final[Lacks] = {"annotations": LOST, "relations": LOST, "links": LOST, "text": LOST}
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>|~&])")
_START: Final = re.compile(r"^(\s*)([#+\-=:]|\d+(?=[.)]))", re.MULTILINE)
"""What begins a heading, a list, a rule or a definition."""


@dataclass(frozen=True, slots=True)
class CodebookTable:
    """One table, safe to open in a spreadsheet."""

    id: str = "codebook-csv"
    name: str = "Codebook, table"
    suffix: str = ".csv"

    @property
    def lacks(self) -> Lacks:
        return {**_NO_DATA, "handbook": LOST, "settings": LOST}

    def write(self, corpus: Corpus) -> Mapping[str, bytes]:
        rows = codebook.rows(corpus.project.tagset)
        return {"": table(codebook.COLUMNS, rows, guard=True)}

    def faults(self, corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
        empty = dict.fromkeys(codebook.COLUMNS, "")
        meant = [empty | row for row in codebook.rows(corpus.project.tagset)]
        found = rows_of(files[""], guard=True)
        return [] if found == meant else ["a row reads as another one"]


@dataclass(frozen=True, slots=True)
class CodebookText:
    """The categories with their guidelines, as Markdown."""

    id: str = "codebook-md"
    name: str = "Codebook, text"
    suffix: str = ".md"

    @property
    def lacks(self) -> Lacks:
        kept = Lack("the description is kept, the settings are left out")
        return {**_NO_DATA, "colours": LOST, "settings": kept}

    def write(self, corpus: Corpus) -> Mapping[str, bytes]:
        return {"": ("\n".join(_lines(corpus)) + "\n").encode()}

    def faults(self, corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
        """Whether each label, guideline and example can be found again."""
        text = files[""].decode()
        tagset = corpus.project.tagset
        kinds: list[Category | RelationType] = [*tagset.categories, *tagset.relations]
        words = [word for kind in kinds for word in (kind.label, kind.guideline)]
        words += [category.example for category in tagset.categories]
        lines = [escaped(line) for word in words for line in word.split("\n")]
        return [f"“{line}” is missing" for line in lines if line not in text]


def escaped(text: str) -> str:
    """Text in which nothing is taken for Markdown or HTML; with as many lines as it had."""
    return _START.sub(_marked, _MARKUP.sub(r"\\\1", text))


def _marked(found: re.Match[str]) -> str:
    blanks, mark = found.groups()
    return f"{blanks}{mark}\\" if mark.isdigit() else f"{blanks}\\{mark}"


def _lines(corpus: Corpus) -> Iterator[str]:
    project, tagset = corpus.project, corpus.project.tagset
    yield f"# {escaped(project.title)}: codebook"
    yield ""
    yield f"Tagset {escaped(tagset.name)}, version {escaped(tagset.version)}."
    yield from _paragraphs(project.description)
    if project.guidelines_title or project.guidelines:
        yield from ("", f"## {escaped(project.guidelines_title or 'Guidelines')}")
        for paragraph in project.guidelines:
            yield from _paragraphs(paragraph)
    yield from ("", "## Categories")
    for category in tagset.categories:
        yield from ("", f"### {escaped(category.label)} (`{category.key}`)")
        yield from _paragraphs(category.guideline)
        if category.example:
            yield from ("", f"> {escaped(category.example)}".replace("\n", "\n> "))
        yield from _attributes(tagset.attributes(category.key))
    if tagset.relations:
        yield from ("", "## Relations")
    for relation in tagset.relations:
        yield from ("", f"### {escaped(relation.label)} (`{relation.key}`)")
        yield from ("", _ends(relation, tagset))
        yield from _paragraphs(relation.guideline)
        yield from _attributes(relation.attributes)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        if paragraph.strip():
            yield from ("", escaped(paragraph))


def _attributes(attributes: tuple[Attribute, ...]) -> Iterator[str]:
    if not attributes:
        return
    yield from ("", "| attribute | values | required | default | applies if | help |")
    yield "|---|---|---|---|---|---|"
    for attribute in attributes:
        values = ", ".join(
            option.key if option.name == option.key else f"{option.key} ({option.name})"
            for option in attribute.options
        )
        if not values:
            values = f"{codebook.value_type(attribute)} {codebook.range_of(attribute)}".strip()
        cells = (
            f"{attribute.title} ({attribute.name})",
            values,
            "yes" if attribute.required else "no",
            plain(attribute.default),
            codebook.condition_of(attribute),
            attribute.help,
        )
        yield "| " + " | ".join(escaped(cell).replace("\n", " ") for cell in cells) + " |"


def _ends(relation: RelationType, tagset: Tagset) -> str:
    arrow = "→" if relation.directed else "↔"
    ends = f"{_role(relation.source, tagset)} {arrow} {_role(relation.target, tagset)}"
    rules = ["of the same category"] if relation.same_category else []
    rules += [] if relation.cross_document else ["within one article"]
    return ends + (f" ({', '.join(rules)})" if rules else "")


def _role(role: Role, tagset: Tagset) -> str:
    named = f"{escaped(role.label)}: " if role.label else ""
    labels = ", ".join(escaped(tagset.label(key)) for key in role.categories)
    return f"{named}{labels or 'any category'}"
