"""The formats `csv` and `csv-spreadsheet`: a folder of tables, a row for each fragment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.holdings import ABOUT, in_order
from annotator.core.losses import LOST, Lack, Lacks
from annotator.core.relation import Relation
from annotator.interchange import codebook
from annotator.interchange.cells import Cell, rows_of, table
from annotator.interchange.records import (
    MADE,
    Record,
    annotations,
    differences,
    made,
    relations,
    value_names,
)

CONTEXT: Final = 60
"""Characters of the text before and after a fragment."""
_VALUE: Final = "attr_"
_LACKS: Final[Lacks] = {
    "fragments": Lack("a row for each fragment, numbered; count annotations by their id"),
    "kinds": Lack("plain text; codebook.csv says which attributes have a list"),
    "undecided": LOST,
    "marks": LOST,
    "status-history": LOST,
    "blocks": LOST,
    "imports": LOST,
    "scope": LOST,
    "handbook": LOST,
    "settings": LOST,
}
_ANNOTATIONS: Final = (
    *("document", "annotation", "fragment", "fragments", "annotator", "category"),
    *("start", "end", "text", "before", "after"),
)
_RELATIONS: Final = (
    *("relation", "annotator", "type", "directed"),
    *("source_document", "source", "target_document", "target"),
)
_DOCUMENTS: Final = ("document", *ABOUT, "characters", "text_sha256")
_SETS: Final = ("document", "annotator", "name", "role", "status", "annotations", "relations")
_README: Final = """\
{title}

annotations.csv  a row for each fragment of each annotation in force: where it begins and ends,
                 its words with what stands before and after, and its values in attr_ columns.
relations.csv    relations within articles and links between them, by the ids of annotations.
sets.csv         who annotated which article, and whether the set is finished.
documents.csv    the articles. Their texts are in the folder texts.
codebook.csv     the categories, attributes and types of relation.

Offsets count characters (Unicode code points) from 0; the end is not included. In R:
    stringi::stri_sub(text, start + 1, end)
In Python: text[start:end]. An annotation in several fragments has several rows: count distinct
(document, annotator, annotation), not rows. Never sort one column alone.
{how}
"""
_PLAIN: Final = """\
These are plain CSV files (UTF-8) for R and Python: read them with readr::read_csv, or
pandas.read_csv(..., keep_default_na=False), without which a category called NA vanishes. Do not
open them in a spreadsheet, which may take words for formulas; the format csv-spreadsheet is made
for that."""
_GUARDED: Final = """\
These files are for spreadsheets: a text that would be taken for a formula has a ' before it.
Use the format csv for R and Python."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables beside the texts. `guard`: for spreadsheets, so that no text becomes a formula."""

    id: str
    name: str
    guard: bool
    suffix: str = ""

    @property
    def lacks(self) -> Lacks:
        return _LACKS

    def write(self, corpus: Corpus) -> Mapping[str, bytes]:
        names = value_names(corpus)
        values = tuple(_VALUE + name for name in names)
        last = ("certainty", "note", *MADE)
        files = {
            "annotations.csv": self._table((*_ANNOTATIONS, *values, *last), _spans(corpus)),
            "relations.csv": self._table((*_RELATIONS, *values, *last), _ties(corpus)),
            "documents.csv": self._table(_DOCUMENTS, _documents(corpus)),
            "sets.csv": self._table(_SETS, _sets(corpus)),
            "codebook.csv": self._table(codebook.COLUMNS, codebook.rows(corpus.project.tagset)),
            "README.txt": _README.format(
                title=corpus.project.title, how=_GUARDED if self.guard else _PLAIN
            ).encode(),
        }
        texts = {f"texts/{id}.txt": document.text for id, document in corpus.documents.items()}
        return files | {name: text.encode() for name, text in texts.items()}

    def faults(self, corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
        found, told = [], []
        words = {id: files[f"texts/{id}.txt"].decode() for id in corpus.documents}
        parts: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for cells in rows_of(files["annotations.csv"], self.guard):
            key = cells["document"], cells["annotator"], cells["annotation"]
            parts.setdefault(key, []).append(cells)
            place = slice(int(cells["start"]), int(cells["end"]))
            if words[cells["document"]][place] != cells["text"]:
                told.append(f"{key} does not have the words at its place")
        for rows in parts.values():
            places = [(c["document"], int(c["start"]), int(c["end"])) for c in rows]
            found.append(_record("annotation", rows[0], tuple(places)))
            if [(c["fragment"], c["fragments"]) for c in rows] != [
                (str(n), str(len(rows))) for n in range(1, len(rows) + 1)
            ]:
                told.append(f"{rows[0]['annotation']} has its fragments numbered wrongly")
        for cells in rows_of(files["relations.csv"], self.guard):
            ends = [(cells[f"{end}_document"], cells[end]) for end in ("source", "target")]
            found.append(_record("relation", cells, tuple(ends)))
        texts = {
            c["document"]: c["text_sha256"] for c in rows_of(files["documents.csv"], self.guard)
        }
        if texts != {id: document.digest for id, document in corpus.documents.items()}:
            told.append("the list of articles is another one")
        return told + differences(corpus, found)

    def _table(self, columns: tuple[str, ...], rows: Iterator[Mapping[str, Cell]]) -> bytes:
        return table(columns, rows, self.guard)


def _spans(corpus: Corpus) -> Iterator[Mapping[str, Cell]]:
    for annotator, item in annotations(corpus):
        document = corpus.documents[item.document]
        for number, span in enumerate(item.spans, 1):
            before, _, after = document.excerpt(span, CONTEXT, CONTEXT)
            yield {
                "document": item.document,
                "annotation": item.id,
                "fragment": number,
                "fragments": len(item.spans),
                "annotator": annotator,
                "category": item.category,
                "start": span.start,
                "end": span.end,
                "text": span.text(document.text),
                "before": before,
                "after": after,
                **_rest(item),
            }


def _ties(corpus: Corpus) -> Iterator[Mapping[str, Cell]]:
    for annotator, relation in relations(corpus):
        yield {
            "relation": relation.id,
            "annotator": annotator,
            "type": relation.type,
            "directed": "true" if relation.directed else "false",
            "source_document": relation.source.document,
            "source": relation.source.annotation,
            "target_document": relation.target.document,
            "target": relation.target.annotation,
            **_rest(relation),
        }


def _rest(item: Annotation | Relation) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        _VALUE + name: value if isinstance(value, Decimal) else str(value)
        for name, value in item.attributes
    }
    made_ = dict(zip(MADE, made(item), strict=True))
    return cells | {"certainty": item.certainty, "note": item.note} | made_


def _documents(corpus: Corpus) -> Iterator[Mapping[str, Cell]]:
    for document in corpus.documents.values():
        about = document.metadata
        yield {
            "document": document.id,
            **{name: getattr(about, name) for name in ABOUT},
            "characters": len(document.text),
            "text_sha256": document.digest,
        }


def _sets(corpus: Corpus) -> Iterator[Mapping[str, Cell]]:
    for key in in_order(corpus):
        found = corpus.sets[key]
        person = corpus.project.annotator(found.annotator)
        yield {
            "document": found.document,
            "annotator": found.annotator,
            "name": person.name if person else "",
            "role": person.role if person else "",
            "status": found.completion.status,
            "annotations": sum(item.in_force for item in found.annotations.values()),
            "relations": len(found.relations),
        }


def _record(kind: str, cells: Mapping[str, str], places: tuple[tuple[object, ...], ...]) -> Record:
    values = {
        name.removeprefix(_VALUE): cell
        for name, cell in cells.items()
        if name.startswith(_VALUE) and cell
    }
    return Record(
        kind,
        cells["annotator"],
        cells[kind],
        cells["category" if kind == "annotation" else "type"],
        places,
        tuple(sorted(values.items())),
        cells["note"],
        cells["certainty"],
        tuple(cells[name] for name in MADE),
        cells.get("directed", "true") == "true",
    )
