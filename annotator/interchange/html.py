"""The format `html`: the marked-up articles with a legend, one page to print."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.holdings import in_order, is_in_force
from annotator.core.losses import LOST, Lack, Lacks
from annotator.core.relation import End, Relation
from annotator.core.span import quoted
from annotator.core.tagset import Attribute, Tagset
from annotator.core.values import Attributes, Value, plain
from annotator.interchange.html_marks import MOST_LANES, blocks, marks_of
from annotator.interchange.html_reading import texts_in

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_GREY: Final = "#7a7a7a"
_STROKES: Final = ("solid", "dashed", "dotted", "double")
"""By the place in the palette, so that neighbours differ without colours, too."""
_UNKNOWN: Final = "k"
_STYLE: Final = """
html { color: #1a1a1a; background: #fff; font: 11pt/1.4 Georgia, "Times New Roman", serif; }
body { max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3, th, td, .about, sup { font-family: "Segoe UI", Helvetica, Arial, sans-serif; }
h2 { border-bottom: 1px solid #999; margin-top: 2.5em; }
section p, section h4 { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 2.6;
  margin: 0 0 .4em; }
section h4 { font-size: 1.15em; }
.byline, .caption { font-style: italic; }
.crosshead { font-weight: bold; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; margin: 1em 0; }
th, td { text-align: left; vertical-align: top; padding: .25em .5em; border-top: 1px solid #ccc;
  overflow-wrap: break-word; white-space: pre-wrap; }
th { white-space: nowrap; }
sup + sup::before { content: ","; }
sup { font-size: 7pt; line-height: 0; } sup a, td a { color: inherit; text-decoration: none; }
@media print { body { max-width: none; margin: 0; } article { break-before: page; }
  tr, .legend { break-inside: avoid; } thead { display: table-header-group; } }
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One file that needs nothing else and runs nothing."""

    id: str = "html"
    name: str = "Marked-up articles to print"
    suffix: str = ".html"

    @property
    def lacks(self) -> Lacks:
        return {
            "crossings": Lack("drawn as lines of their own below the words"),
            "undecided": LOST,
            "drafts": LOST,
            "marks": LOST,
            "history": LOST,
            "decisions": LOST,
            "status-history": LOST,
            "imports": LOST,
            "scope": LOST,
            "definitions": Lack("their labels are used, the rest is left out"),
            "handbook": LOST,
            "settings": LOST,
        }

    def write(self, corpus: Corpus) -> Mapping[str, bytes]:
        kinds = _kinds(corpus)
        style = _STYLE + "".join(_rules(corpus.project.tagset))
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        title = escape(corpus.project.title)
        language = escape(corpus.project.language)
        policy = f"default-src 'none'; style-src 'sha256-{digest}'"
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{language}">' if language else "<html>",
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{title}</title><style>{style}</style></head>",
            f'<body><h1 dir="auto">{title}</h1>',
            *_legend(corpus, kinds),
        ]
        for number, document in enumerate(corpus.documents.values(), 1):
            lines += _article(corpus, document, number, kinds)
        lines += _links(corpus)
        lines.append("</body></html>")
        return {"": ("\n".join(lines) + "\n").encode()}

    def faults(self, corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
        """Whether each set's article can be read again word for word, with all its numbers."""
        found = texts_in(files[""].decode())
        meant = []
        for document, annotator in in_order(corpus):
            items = _shown(corpus, document, annotator)
            meant.append((corpus.documents[document].text, len(items)))
        unread = [d.text for d in corpus.documents.values() if not _sets(corpus, d.id)]
        if sorted(found) == sorted([*meant, *((text, 0) for text in unread)]):
            return []
        return ["an article reads as another text, or an annotation has no number"]


def _kinds(corpus: Corpus) -> dict[str, str]:
    """The class of each category that there is."""
    known = {c.key: f"k{n}" for n, c in enumerate(corpus.project.tagset.categories)}
    used = {a.category for s in corpus.sets.values() for a in s.annotations.values()}
    return dict.fromkeys(sorted(used - known.keys()), _UNKNOWN) | known


def _rules(tagset: Tagset) -> Iterator[str]:
    yield f".{_UNKNOWN} {{ border-bottom: 3px dotted {_GREY}; }}\n"
    for number, category in enumerate(tagset.categories):
        colour = category.colour if _COLOUR.fullmatch(category.colour) else _GREY
        stroke = _STROKES[number % len(_STROKES)]
        yield f".k{number} {{ border-bottom: 3px {stroke} {colour}; }}\n"
    yield "sup { border: 0 !important; }\n"
    for lane in range(MOST_LANES):
        yield f".l{lane} {{ padding-bottom: {lane * 4}px; }}\n"


def _legend(corpus: Corpus, kinds: Mapping[str, str]) -> Iterator[str]:
    counts: dict[str, int] = dict.fromkeys(kinds, 0)
    for document, annotator in in_order(corpus):
        for item in _shown(corpus, document, annotator):
            counts[item.category] += 1
    yield '<table class="legend"><thead><tr><th>category</th><th>annotations</th>'
    yield "<th>guideline</th></tr></thead><tbody>"
    tagset = corpus.project.tagset
    for key in [c.key for c in tagset.categories] + [k for k in kinds if not tagset.category(k)]:
        category = tagset.category(key)
        guideline = "The tagset does not know this category."
        if category:
            guideline = "\n".join(filter(None, (category.guideline, category.example)))
        mark = f'<b class="{kinds[key]}">{escape(tagset.label(key))}</b>'
        yield _row(mark, str(counts[key]), _words(guideline))
    yield "</tbody></table>"


def _article(
    corpus: Corpus, document: Document, number: int, kinds: dict[str, str]
) -> Iterator[str]:
    about = document.metadata
    yield f'<article><h2 dir="auto">{escape(document.name)}</h2>'
    parts = [escape(part) for part in (about.outlet, about.author, about.date) if part]
    if about.url.startswith(("http://", "https://")):
        address = escape(about.url)
        parts.append(f'<a href="{address}" rel="noreferrer">{address}</a>')
    elif about.url:
        parts.append(escape(about.url))
    yield f'<p class="about" dir="auto">{" · ".join(parts)}</p>'
    language = f' lang="{escape(about.language)}"' if about.language else ""
    annotators = _sets(corpus, document.id)
    if not annotators:
        yield f"<section{language}><h3>Nobody has annotated this article.</h3>"
        yield from blocks(document, [], "")
        yield "</section>"
    for place, annotator in enumerate(annotators, 1):
        items = _shown(corpus, document.id, annotator)
        status = corpus.sets[document.id, annotator].completion.status
        state = {"finished": "finished", "open": "not finished"}.get(status, "not begun")
        name = corpus.project.names.get(annotator, annotator)
        prefix = f"{number}-{place}"
        yield f'<section{language}><h3 dir="auto">{escape(name)} ({state})</h3>'
        yield from blocks(document, marks_of(items, kinds), prefix)
        yield "</section>"
        yield from _items(corpus, document, items, prefix)
        yield from _relations(corpus, document, annotator, items)
    yield "</article>"


def _items(
    corpus: Corpus, document: Document, items: list[Annotation], prefix: str
) -> Iterator[str]:
    if not items:
        return
    tagset = corpus.project.tagset
    columns = ("", "category", "words", "values", "certainty", "note")
    yield _head(columns)
    for number, item in enumerate(items, 1):
        place = f"{prefix}-{number}"
        values = _values(item.attributes, tagset.attributes(item.category))
        yield _row(
            f'<a id="n{place}" href="#t{place}">{number}</a>',
            _words(tagset.label(item.category)),
            _words(quoted(item.spans, document.text)),
            _words(values),
            _words(item.certainty),
            _words(item.note),
        )
    yield "</tbody></table>"


def _relations(
    corpus: Corpus, document: Document, annotator: str, items: list[Annotation]
) -> Iterator[str]:
    numbers = {item.id: str(number) for number, item in enumerate(items, 1)}
    held = corpus.sets[document.id, annotator].relations
    yield from _ties(
        corpus,
        (relation for _, relation in sorted(held.items()) if is_in_force(relation)),
        lambda end: numbers.get(end.annotation, end.annotation),
    )


def _links(corpus: Corpus) -> Iterator[str]:
    for annotator, links in sorted(corpus.links.items()):
        held = [r for _, r in sorted(links.relations.items()) if is_in_force(r)]
        if not held:
            continue

        def end_words(end: End, annotator: str = annotator) -> str:
            found = corpus.set(end.document, annotator).annotations.get(end.annotation)
            document = corpus.documents.get(end.document)
            if found is None or document is None:
                return f"{end.document}: {end.annotation}"
            return f"{document.name}: {quoted(found.spans, document.text)}"

        name = corpus.project.names.get(annotator, annotator)
        yield f'<article><h2 dir="auto">Links between articles: {escape(name)}</h2>'
        yield from _ties(corpus, held, end_words)
        yield "</article>"


def _ties(
    corpus: Corpus, relations: Iterable[Relation], end_words: Callable[[End], str]
) -> Iterator[str]:
    tagset = corpus.project.tagset
    rows = []
    for relation in relations:
        type_ = tagset.relation(relation.type)
        values = _values(relation.attributes, type_.attributes if type_ else ())
        rows.append(
            _row(
                _words(end_words(relation.source)),
                _words(type_.label if type_ else relation.type),
                "→" if relation.directed else "↔",
                _words(end_words(relation.target)),
                _words(values),
                _words(relation.certainty),
                _words(relation.note),
            )
        )
    if rows:
        yield _head(("from", "relation", "", "to", "values", "certainty", "note"))
        yield from rows
        yield "</tbody></table>"


def _sets(corpus: Corpus, document: str) -> list[str]:
    return [annotator for id, annotator in in_order(corpus) if id == document]


def _shown(corpus: Corpus, document: str, annotator: str) -> list[Annotation]:
    return [item for item in corpus.sets[document, annotator].in_order if item.in_force]


def _values(values: Attributes, declared: tuple[Attribute, ...]) -> str:
    known = {attribute.name: attribute for attribute in declared}
    return "\n".join(f"{_title(known, n)}: {_value(known.get(n), v)}" for n, v in values)


def _title(known: Mapping[str, Attribute], name: str) -> str:
    return known[name].title if name in known else name


def _value(attribute: Attribute | None, value: Value) -> str:
    options = attribute.options if attribute else ()
    return next((option.name for option in options if option.key == value), plain(value))


def _head(columns: Iterable[str]) -> str:
    cells = "".join(f"<th>{escape(column)}</th>" for column in columns)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>"


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _words(text: str) -> str:
    return f'<span dir="auto">{escape(text)}</span>' if text else ""
