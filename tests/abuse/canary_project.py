"""A project whose every string is markup that would load a picture, if anybody took it for such."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.completion import Change, Completion
from annotator.core.document import Document, Metadata
from annotator.core.project import Annotator, Project
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.span import Span
from annotator.core.tagset import (
    Attribute,
    Category,
    Choice,
    Number,
    Option,
    RelationType,
    Role,
    Tagset,
    Text,
)
from annotator.core.values import Attributes, Symbol
from annotator.tei.files import AnnotationsFile, ProjectFile, TextFile
from annotator.tei.writer import write

CANARY: Final = '<img src="canary.png">&B'
KEY: Final = Symbol('<img/src="canary.png"/>&B')
"""The same without a blank, for where keys stand."""
WHEN: Final = "2026-11-20T09:14:02Z"
ANNA: Final = Annotator("anna", f"{CANARY} Anna", "<i>A", reference=CANARY)
BEN: Final = Annotator("ben", f"{CANARY} Ben")


def _attributes() -> tuple[Attribute, ...]:
    short = Choice((Option("a", "<b>a&B</b>"), Option("b", "&B")))
    long = Choice(tuple(Option(f"o{n}", f"{CANARY} {n}") for n in range(12)))
    return (
        Attribute("short", short, f"{CANARY} short", CANARY, True),
        Attribute("long", long, f"{CANARY} long", CANARY),
        Attribute("free", Text(), f"{CANARY} free", CANARY, default=CANARY),
        Attribute("value", Number(), f"{CANARY} value", CANARY, default=Decimal(7)),
    )


TAGSET: Final = Tagset(
    CANARY,
    "1",
    tuple(
        Category(key, f"{CANARY} {key}", colour, shortcut, CANARY, CANARY, _attributes())
        for key, colour, shortcut in (("quote", "#4e79a7", "1"), ("claim", "#e15759", "2"))
    ),
    (
        RelationType(
            "source-of", CANARY, True, Role(CANARY, ("quote",)), Role(CANARY, ("claim",)),
            guideline=CANARY, attributes=_attributes()[1:3],
        ),
    ),
    (Attribute("common", Choice((Option("yes", CANARY),)), CANARY, CANARY),),
)  # fmt: skip


def documents() -> dict[str, Document]:
    """Two articles."""
    metadata = Metadata(
        f"{CANARY} T", f"{CANARY} O", f"{CANARY} A", "2026-11-20", f"http://x/{CANARY}", "en",
        file=f"{CANARY}.txt", imported=CANARY,
    )  # fmt: skip
    text = f"{CANARY}\n\nThe mayor said {CANARY} and <b>left</b>.\nNobody & nothing.\n"
    return {
        id: Document(id, f"{id} {text}", metadata=replace(metadata, title=f"{CANARY} {id}"))
        for id in ("one", "two")
    }


def marks(document: Document) -> AnnotationSet:
    """Some annotations by Anna, with notes, values and a relation."""
    made = Provenance(WHEN, "anna", "import", detail=CANARY)
    values = Attributes.of({"short": Symbol("a"), "long": KEY, "free": CANARY, "value": Decimal(3)})
    at = document.text.index("The mayor")
    annotations = {
        f"a-{n:010d}": Annotation(
            f"a-{n:010d}",
            document.id,
            category,
            (Span(start, end),),
            made,
            values,
            f"{CANARY} note\n{CANARY}",
            "low",
            "draft" if n else "",
        )
        for n, (category, start, end) in enumerate(
            (("quote", 0, 20), ("claim", at, at + 30), ("quote", at + 4, at + 50), ("gone", 4, 9))
        )
    }
    tie = Relation(
        "r-0000000000",
        "source-of",
        End(document.id, "a-0000000000"),
        End(document.id, "a-0000000001"),
        made,
        note=CANARY,
    )
    history = (Change("created", WHEN, "anna", CANARY),)
    return AnnotationSet(
        document.id, "anna", annotations, {tie.id: tie}, Completion(document.id, "open", history)
    )


def project() -> Project:
    """The project's own file."""
    return Project(
        "p-0123456789", f"{CANARY} P", TAGSET, (ANNA, BEN), description=CANARY,
        guidelines_title=CANARY, guidelines=(CANARY,),
        changes=(Change("created", WHEN, "anna", CANARY),),
    )  # fmt: skip


def build(folder: Path) -> Path:
    """Write the project below a folder; its own folder and some files in it have such names too."""
    home = folder / '<img src="canary.png">&B'
    for name in ("texts", "annotations/one", "annotations/two"):
        (home / name).mkdir(parents=True)
    (home / "project.tei.xml").write_bytes(write(ProjectFile(project())))
    changes = (Change("created", WHEN, "anna", CANARY),)
    for id, document in documents().items():
        data = write(TextFile(document, changes, annotators=(ANNA,)))
        (home / "texts" / f"{id}.tei.xml").write_bytes(data)
        file = AnnotationsFile(document, marks(document), (ANNA, BEN), TAGSET)
        data = write(file)
        if id == "two":  # one annotation that has to be set aside, with its id
            data = data.replace(b"string-range(b1,0,20)", b"string-range(b1,0,999)")
        (home / "annotations" / id / "anna.tei.xml").write_bytes(data)
    (home / "texts" / f"{CANARY}.tei.xml").write_bytes(b"<img/>")
    (home / "annotations" / "one" / f"{CANARY}.tei.xml").write_bytes(b"")
    (home / "annotations" / "one" / "ben.tei.xml").write_bytes(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><img src="canary.png"/></TEI>'
    )
    return home
