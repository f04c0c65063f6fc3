"""The format `jsonl`: a line of JSON for each document, with everybody's annotations."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.holdings import ABOUT, in_order
from annotator.core.losses import LOST, Lack, Lacks
from annotator.core.relation import Relation
from annotator.core.values import Attributes, plain
from annotator.interchange.records import MADE, Record, annotations, differences, made, relations

_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")
"""What some readers take for the end of a line."""


@dataclass(frozen=True, slots=True)
class Lines:
    """One object per document, always with the same keys; texts are never null.

    Values of attributes are a JSON object in a string, so that readers which want one type per
    key (pyarrow, Hugging Face datasets) take the file as it is. A link between articles stands
    with the article of its source.
    """

    id: str = "jsonl"
    name: str = "JSON lines"
    suffix: str = ".jsonl"

    @property
    def lacks(self) -> Lacks:
        return {
            "kinds": Lack("strings; the codebook says which attributes have a list"),
            "undecided": LOST,
            "marks": LOST,
            "status-history": LOST,
            "blocks": LOST,
            "imports": LOST,
            "scope": LOST,
            "definitions": LOST,
            "guidelines": LOST,
            "handbook": LOST,
            "colours": LOST,
            "settings": LOST,
        }

    def write(self, corpus: Corpus) -> Mapping[str, bytes]:
        spans: dict[str, list[Any]] = {id: [] for id in corpus.documents}
        ties: dict[str, list[Any]] = {id: [] for id in corpus.documents}
        sets: dict[str, list[Any]] = {id: [] for id in corpus.documents}
        for annotator, item in annotations(corpus):
            text = corpus.documents[item.document].text
            spans[item.document].append(_annotation(annotator, item, text))
        for annotator, relation in relations(corpus):
            ties.setdefault(relation.source.document, []).append(_relation(annotator, relation))
        for key in in_order(corpus):
            status = corpus.sets[key].completion.status
            sets[key[0]].append({"annotator": key[1], "status": status})
        lines = []
        for id, document in corpus.documents.items():
            held = {
                "document": id,
                **{name: getattr(document.metadata, name) for name in ABOUT},
                "text": document.text,
                "text_sha256": document.digest,
                "sets": sets[id],
                "annotations": spans[id],
                "relations": ties[id],
            }
            lines.append(_LINE_ENDS.sub(_escaped, json.dumps(held, ensure_ascii=False)) + "\n")
        return {"": "".join(lines).encode()}

    def faults(self, corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
        found, told, digests = [], [], {}
        for line in files[""].decode().split("\n")[:-1]:
            held = json.loads(line)
            digests[held["document"]] = held["text_sha256"]
            for item in held["annotations"]:
                ends = [(span["start"], span["end"]) for span in item["spans"]]
                if [held["text"][a:b] for a, b in ends] != [s["text"] for s in item["spans"]]:
                    told.append(f"{item['id']} does not have the words at its place")
                places = tuple((held["document"], *span) for span in ends)
                found.append(_record("annotation", item["category"], item, places))
            for tie in held["relations"]:
                both = ((tie[f"{e}_document"], tie[e]) for e in ("source", "target"))
                found.append(_record("relation", tie["type"], tie, tuple(both)))
        if digests != {id: document.digest for id, document in corpus.documents.items()}:
            told.append("the list of articles is another one")
        return told + differences(corpus, found)


def _annotation(annotator: str, item: Annotation, text: str) -> dict[str, Any]:
    spans = [{"start": s.start, "end": s.end, "text": s.text(text)} for s in item.spans]
    return {
        "id": item.id,
        "annotator": annotator,
        "category": item.category,
        "spans": spans,
        **_rest(item),
    }


def _relation(annotator: str, item: Relation) -> dict[str, Any]:
    return {
        "id": item.id,
        "annotator": annotator,
        "type": item.type,
        "directed": item.directed,
        "source_document": item.source.document,
        "source": item.source.annotation,
        "target_document": item.target.document,
        "target": item.target.annotation,
        **_rest(item),
    }


def _rest(item: Annotation | Relation) -> dict[str, Any]:
    return {
        "attributes_json": _values(item.attributes),
        "certainty": item.certainty,
        "note": item.note,
        **dict(zip(MADE, made(item), strict=True)),
    }


def _values(attributes: Attributes) -> str:
    """A JSON object; numbers with all their digits, which a float would not keep."""
    parts = (
        f"{json.dumps(name, ensure_ascii=False)}: "
        + (
            plain(value)
            if isinstance(value, Decimal)
            else json.dumps(str(value), ensure_ascii=False)
        )
        for name, value in attributes
    )
    return "{" + ", ".join(parts) + "}"


def _record(
    kind: str, key: str, held: Mapping[str, Any], places: tuple[tuple[object, ...], ...]
) -> Record:
    values = json.loads(held["attributes_json"], parse_int=Decimal, parse_float=Decimal)
    return Record(
        kind,
        held["annotator"],
        held["id"],
        key,
        places,
        tuple(sorted((name, plain(value)) for name, value in values.items())),
        held["note"],
        held["certainty"],
        tuple(held[name] for name in MADE),
        held.get("directed", True),
    )


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
