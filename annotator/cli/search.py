"""`annotator search PROJECT QUERY`: places in a project's articles, or among its annotations."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from annotator.cli.validate import line
from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.core.hits import Context, Hit, context
from annotator.core.span import quoted
from annotator.core.values import plain
from annotator.display.search import Found, Query, Traits, search_annotations, search_texts
from annotator.storage.workspace import open_project


def arguments(parser: ArgumentParser) -> None:
    """What to look for, where, and how to tell."""
    parser.epilog = (
        "Case, accents, and kinds of quotation marks, dashes and blanks make no difference unless "
        "you say so. With --annotations or an option about them, annotations in force with QUERY "
        'in their words are told, not places in the texts; QUERY "" asks for any words. Offsets '
        "are code points, ends excluded. Exit status: 0, also where nothing is found."
    )
    parser.add_argument("project", metavar="PROJECT", help="a project folder or one of its files")
    parser.add_argument("query", metavar="QUERY", help="the words, or with --regex a pattern")
    for name, text in (
        ("whole-word", "no word goes on before or after"),
        ("match-case", "A is not a"),
        ("match-accents", "é is not e"),
        ("regex", "QUERY is a regular expression (within a line)"),
        ("annotations", "search annotations"),
        ("json", "a JSON list instead of lines"),
    ):
        parser.add_argument(f"--{name}", action="store_true", help=text)
    for name, metavar, text in (
        ("category", "KEY", "annotations of this category"),
        ("attribute", "NAME[=VALUE]", "annotations with this attribute, with this value"),
        ("note", "WORDS", "annotations with this in their notes"),
        ("relation", "TYPE", "annotations with a relation of this type"),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, default="", help=text)
    for name, text in (("annotator", "annotations of these"), ("documents", "only these articles")):
        parser.add_argument(
            f"--{name}", metavar="ID", nargs="+", action="extend", default=[], help=text
        )
    parser.add_argument("--context", type=int, default=40, metavar="N", help="characters around")
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="at most so many (0: all)"
    )


def run(parsed: Namespace) -> int:
    """Search and tell. Raises InputError for a project, pattern or options that will not do."""
    name, _, value = parsed.attribute.partition("=")
    traits = Traits(parsed.category, name, value, parsed.note, parsed.relation)
    of_annotations = parsed.annotations or parsed.annotator or traits != Traits()
    query = Query(
        parsed.query, parsed.whole_word, parsed.match_case, parsed.match_accents, parsed.regex
    )
    if not query.words and not of_annotations:
        raise InputError("E-USAGE", "QUERY is empty. What should be looked for?")
    if parsed.context < 0 or parsed.limit < 0:
        raise InputError("E-USAGE", "--context and --limit are not negative.")
    workspace = open_project(Path(parsed.project))
    loaded = workspace.load_all() if of_annotations else workspace.load("")
    for problem in loaded.unreadable:
        print(line(problem), file=sys.stderr)
    corpus = loaded.corpus
    _check(parsed, traits, corpus)
    if of_annotations:
        found = search_annotations(
            corpus, query, traits, parsed.annotator or None, parsed.documents or None
        )
        rows = iter([_annotation(corpus, item, parsed.context) for item in found])
    else:
        rows = _places(parsed, corpus, query)
    return _tell(islice(rows, parsed.limit or None), parsed.json)


def _check(parsed: Namespace, traits: Traits, corpus: Corpus) -> None:
    annotators = {*corpus.project.names, *(annotator for _, annotator in corpus.sets)}
    for given, known, what in (
        (parsed.documents, list(corpus.documents), "article"),
        (parsed.annotator, sorted(annotators), "annotator"),
        *_wanted(traits, corpus),
    ):
        if unknown := [id for id in given if id not in known]:
            has = ", ".join(known) or "none"
            message = f"The project has no {what} “{unknown[0]}”. It has: {has}."
            raise InputError("E-USAGE", message)


def _wanted(traits: Traits, corpus: Corpus) -> Iterator[tuple[list[str], list[str], str]]:
    """What an annotation must have, what there is of the kind, and what the kind is called.

    What the tagset lacks but an annotation has can be looked for: it is to be found and mended.
    """
    tagset = corpus.project.tagset
    used = [
        each for own in corpus.sets.values() for each in own.annotations.values() if each.in_force
    ]
    categories = [each.key for each in tagset.categories] + [each.category for each in used]
    yield _given(traits.category), list(dict.fromkeys(categories)), "category"
    used = [each for each in used if traits.category in ("", each.category)]
    keys = dict.fromkeys([traits.category] if traits.category else categories)
    attributes = [attribute for key in keys for attribute in tagset.attributes(key)]
    names = [each.name for each in attributes] + [name for a in used for name, _ in a.attributes]
    of = f"“{traits.category}” " if traits.category else ""
    yield _given(traits.attribute), list(dict.fromkeys(names)), f"{of}attribute"
    attributes = [attribute for attribute in attributes if attribute.name == traits.attribute]
    if attributes and all(attribute.options for attribute in attributes):
        values = [option.key for attribute in attributes for option in attribute.options]
        held = [each.attributes.get(traits.attribute) for each in used]
        values += [plain(value) for value in held if value is not None]
        yield _given(traits.value), list(dict.fromkeys(values)), f"“{traits.attribute}” value"
    owners = sorted({*corpus.links, *(annotator for _, annotator in corpus.sets)})
    types = [each.key for each in tagset.relations]
    types += [each.type for id in owners for each in corpus.all_relations(id)]
    yield _given(traits.relation), list(dict.fromkeys(types)), "relation"


def _given(name: str) -> list[str]:
    return [name] if name else []


_Row = tuple[dict[str, Any], Context]


def _places(parsed: Namespace, corpus: Corpus, query: Query) -> Iterator[_Row]:
    wanted = parsed.documents or corpus.documents
    documents = [document for id, document in corpus.documents.items() if id in wanted]
    for hit in search_texts(documents, query):
        yield _place(corpus, hit, parsed.context)


def _place(corpus: Corpus, hit: Hit, width: int) -> _Row:
    words = context(corpus.documents[hit.document], hit.span, width)
    told = {
        "document": hit.document,
        "start": hit.span.start,
        "end": hit.span.end,
        "text": hit.span.text(corpus.documents[hit.document].text),
        "before": words.before,
        "after": words.after,
    }
    return told, words


def _annotation(corpus: Corpus, found: Found, width: int) -> _Row:
    annotation = found.annotation
    document = corpus.documents[annotation.document]
    words = context(document, annotation.hull, width)
    text = quoted(annotation.spans, document.text)
    told = {
        "document": document.id,
        "start": annotation.hull.start,
        "end": annotation.hull.end,
        "text": text,
        "before": words.before,
        "after": words.after,
        "id": annotation.id,
        "annotator": found.annotator,
        "category": annotation.category,
        "attributes": {name: plain(value) for name, value in annotation.attributes},
        "note": annotation.note,
        "spans": [[span.start, span.end] for span in annotation.spans],
    }
    return told, Context(words.before, text, words.after)


def _tell(rows: Iterator[_Row], as_json: bool) -> int:
    if as_json:
        print(json.dumps([told for told, _ in rows], indent=2, ensure_ascii=False))
        return 0
    nothing = True
    for told, words in rows:
        nothing = False
        place = f"{told['document']}:{told['start']}-{told['end']}"
        whose = f" {told['category']} ({told['annotator']})" if "category" in told else ""
        print(f"{place}{whose}: {words.before}[{' '.join(words.words.split())}]{words.after}")
    if nothing:
        print("Nothing found.")
    return 0
