"""`annotator passages PROJECT`: what each two articles of a project share, as a list or JSON."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.cli.validate import line
from annotator.core.span import Span
from annotator.storage.workspace import open_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.passages.passage import Passage, Side

# numpy, which annotator.passages needs, is loaded only where this command runs.

_KINDS = {
    "identical": "identical words",
    "altered": "altered words",
    "quoted": "quoted in both",
    "similar": "similar sentences",
}


def arguments(parser: ArgumentParser) -> None:
    """Which project, and how to tell."""
    parser.epilog = (
        "The longest first. Kinds: identical (the same words), altered (the same but for a few), "
        "quoted (quoted words that recur), similar (sentences with many words in common: their "
        "score is a cosine, that of the others counts content words, and half of other words). "
        "Offsets are code points, the end excluded. Exit status: 0, also where nothing is shared; "
        "2 could not run."
    )
    parser.add_argument("project", metavar="PROJECT", help="a project folder or one of its files")
    parser.add_argument("--json", action="store_true", help="a JSON list instead of lines")


def run(parsed: Namespace) -> int:
    """Compare and tell. Raises InputError for what is no project."""
    from annotator.passages.sharing import shared_passages
    from annotator.suggestions.marks import pair

    loaded = open_project(Path(parsed.project)).load("")
    for problem in loaded.unreadable:
        print(line(problem), file=sys.stderr)
    documents = tuple(loaded.corpus.documents.values())
    quotations = {
        document.id: [Span(each.start, each.end) for each in pair(document.text).quotations]
        for document in documents
    }
    found = shared_passages(documents, quotations) or ()
    print(as_json(found) if parsed.json else as_text(found, len(documents)))
    return 0


def as_json(passages: "Sequence[Passage]") -> str:
    """A list of objects: score, kind, both sides, and the stretches of the same words."""
    told = [
        {
            "score": passage.score,
            "kind": passage.kind,
            "one": _side(passage.one),
            "other": _side(passage.other),
            "cores": [
                {"one": [here.start, here.end], "other": [there.start, there.end]}
                for here, there in passage.cores
            ],
        }
        for passage in passages
    ]
    return json.dumps(told, indent=2, ensure_ascii=False)


def as_text(passages: "Sequence[Passage]", documents: int) -> str:
    """A paragraph for each: what it is, then both wordings with where they stand."""
    if not passages:
        return f"{documents} article(s) compared; they share no passage."
    told = []
    for passage in passages:
        head = f"{_KINDS[passage.kind]}, {passage.length} characters, score {passage.score:.3g}"
        places = [
            f"  {side.document} {side.span.start}–{side.span.end}: {' '.join(side.text.split())}"
            for side in (passage.one, passage.other)
        ]
        told.append("\n".join((head, *places)))
    return "\n\n".join((*told, f"{len(passages)} shared passage(s) of {documents} articles."))


def _side(side: "Side") -> dict[str, Any]:
    return {
        "document": side.document,
        "start": side.span.start,
        "end": side.span.end,
        "text": side.text,
    }
