"""The project that the campaigns work on: two articles, one annotator, a small tagset."""

import random
import re
from dataclasses import replace
from pathlib import Path

from annotator.core.document import Document, Metadata
from annotator.core.project import Annotator
from annotator.core.tagset import Attribute, Category, RelationType, Tagset, Text
from annotator.storage.files import Files, RealFiles
from annotator.storage.founding import new_project
from annotator.storage.intake import Article

ANNOTATOR = "anna"
DOCUMENTS = ("herald", "wire")
CATEGORIES = ("quote", "claim")
WORDS = (
    "Kim",
    "said",
    "“we",
    "will 🚲",
    "act”",
    "Cafe\u0301",
    "שלום",
    "ten\u00a0thousand",
    "fell,",
)


def text_of(document: str) -> str:
    """60 words in an order of its own, in lines of ten."""
    chosen = random.Random(document)
    words = [chosen.choice(WORDS) for _ in range(60)]
    return "".join(word + ("\n" if n % 10 == 0 else " ") for n, word in enumerate(words, start=1))


def word_spans(document: str) -> list[tuple[int, int]]:
    """Where each word of a document stands, in code points."""
    return [found.span() for found in re.finditer("[^ \n]+", text_of(document))]


TAGSET = Tagset(
    "small",
    "1",
    (
        Category("quote", "Quote", "#4e79a7", "1", attributes=(Attribute("speaker", Text()),)),
        Category("claim", "Claim", "#e15759", "2"),
    ),
    (RelationType("same-as", "Same as", directed=False),),
)


def make_project(folder: Path, files: Files | None = None) -> None:
    """A new project in a folder, with nothing tagged yet."""
    articles = [
        Article(
            Document(name, text_of(name), metadata=Metadata(title=name, file=f"{name}.txt")),
            "text",
        )
        for name in DOCUMENTS
    ]
    workspace = new_project(folder, "Two reports", articles, TAGSET, files or RealFiles())
    corpus = workspace.load().corpus
    people = (*corpus.project.annotators, Annotator(ANNOTATOR, "Anna"))
    workspace.save(replace(corpus, project=replace(corpus.project, annotators=people)), "")
