"""`annotator suggest PROJECT`: what rules would annotate in a project's articles."""

import json
import sys
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.cli.validate import line
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.core.values import Value, plain
from annotator.storage.workspace import open_project

if TYPE_CHECKING:
    from annotator.suggestions.suggestion import Suggestion

# The rules of annotator.suggestions take a moment to get ready; they are loaded where they run.


def arguments(parser: ArgumentParser) -> None:
    """What to look through, and how to tell."""
    parser.epilog = (
        "Quotation marks, and in English cues, their sources and figures. Nothing is annotated. "
        "Offsets are code points, ends excluded. Exit status: 0, also where nothing is found."
    )
    parser.add_argument("project", metavar="PROJECT", help="a project folder or one of its files")
    parser.add_argument(
        "--annotator",
        metavar="ID",
        help="leave out what this one has annotated or rejected, and what the tagset lacks",
    )
    for name, text in (("category", "categories"), ("documents", "articles")):
        parser.add_argument(
            f"--{name}",
            metavar="ID",
            nargs="+",
            action="extend",
            default=[],
            help=f"only these {text}",
        )
    parser.add_argument("--json", action="store_true", help="a JSON list instead of lines")


def run(parsed: Namespace) -> int:
    """Find and tell. Raises InputError for a project or options nothing can be done with."""
    from annotator.suggestions.proposing import RULES, propose, suggest

    workspace = open_project(Path(parsed.project))
    loaded = workspace.load(parsed.annotator or "")
    for problem in loaded.unreadable:
        print(line(problem), file=sys.stderr)
    corpus = loaded.corpus
    _check(parsed, corpus, list(dict.fromkeys(rule.category for rule in RULES)))
    if not corpus.project.settings.suggestions:
        told = "Suggestions are switched off in this project; its annotators are not shown them."
        print(told, file=sys.stderr)
    rules = [rule for rule in RULES if not parsed.category or rule.category in parsed.category]
    found: list[dict[str, Any]] = []
    for document in corpus.documents.values():
        if parsed.documents and document.id not in parsed.documents:
            continue
        suggestions = (
            propose(corpus, document, parsed.annotator, rules)
            if parsed.annotator
            else suggest(document, rules)
        )
        if parsed.json:
            found += [_described(document, suggestion) for suggestion in suggestions]
        else:
            for suggestion in suggestions:
                print(_row(document, suggestion))
    if parsed.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


def _check(parsed: Namespace, corpus: Corpus, categories: list[str]) -> None:
    annotators = [parsed.annotator] if parsed.annotator else []
    for given, known, what in (
        (parsed.documents, list(corpus.documents), "article"),
        (annotators, sorted(corpus.project.names), "annotator"),
        (parsed.category, categories, "rule for the category"),
    ):
        if unknown := [id for id in given if id not in known]:
            message = f"There is no {what} “{unknown[0]}”. There are: {', '.join(known)}."
            raise InputError("E-USAGE", message)


def _row(document: Document, suggestion: "Suggestion") -> str:
    first, last = suggestion.spans[0], suggestion.spans[-1]
    words = " ".join(suggestion.words(document.text).split())
    values = ", ".join(f"{name} {plain(value)}" for name, value in suggestion.attributes)
    unsure = ", unsure" if suggestion.certainty else ""
    place = f"{document.id}:{first.start}-{last.end}"
    return f"{place}: {suggestion.category} [{words}] ({values}{unsure}) {suggestion.rule}"


def _described(document: Document, suggestion: "Suggestion") -> dict[str, Any]:
    return {
        "document": document.id,
        "start": suggestion.spans[0].start,
        "end": suggestion.spans[-1].end,
        "spans": [[span.start, span.end] for span in suggestion.spans],
        "text": suggestion.words(document.text),
        "category": suggestion.category,
        "attributes": {name: _json(value) for name, value in suggestion.attributes},
        "certainty": suggestion.certainty,
        "rule": suggestion.rule,
    }


def _json(value: Value) -> str | int | float:
    if not isinstance(value, Decimal):
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)
