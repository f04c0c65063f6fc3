"""Makes the sample project: two prepared sets of annotations and one read by the guidelines.

`python -m tests.make_samples` writes `samples/north-korea-policy` anew, with the same bytes.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from annotator.bundled import resource
from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet, LinkSet
from annotator.core.completion import Change, Completion
from annotator.core.document import BlockKind, Document, Metadata, guessed_kinds
from annotator.core.project import Annotator, Project
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.core.span import Span
from annotator.core.tagset import Attribute, Choice, Number, Tagset, Text, YesNo
from annotator.core.values import Attributes, Symbol, Value
from annotator.tei.files import AnnotationsFile, LinksFile, NativeFile, ProjectFile, TextFile, short
from annotator.tei.reader import read
from annotator.tei.writer import write
from tests import readings

FOLDER = Path(__file__).parent.parent / "samples" / "north-korea-policy"
SEED = Path(__file__).parent / "files" / "seed_annotations.json"

PROGRAM = Annotator("program", "Annotator", role="program")
MIRA = Annotator("mira", "Mira Castellan", "MC", "#7b4ea3")
JONAS = Annotator("jonas", "Jonas Reed", "JR", "#0f7c7c")
ASHA = Annotator("asha", "Asha Lindqvist", "AL", "#b8578c")
PEOPLE = (MIRA, JONAS, ASHA)
BEGUN = {
    "mira": datetime(2026, 11, 2, 9, 4, 10, tzinfo=UTC),
    "jonas": datetime(2026, 11, 3, 13, 31, 45, tzinfo=UTC),
    "asha": datetime(2026, 11, 5, 8, 47, 20, tzinfo=UTC),
}
SEED_NAMES = {"A": "mira", "B": "jonas"}
SEED_DOCUMENTS = {"D0": "360bulletin", "D2": "seoul-wire"}
EVENT = "north-korea-policy"
HEADINGS = frozenset(
    (
        "Growing Tensions in the Region",
        "Trump and North Korea: A Complicated History",
        "North Korea’s Alignment with Russia",
        "Challenges for Global Diplomacy",
        "Outlook",
    )
)
DESCRIPTION = (
    "Two news articles on North Korea’s announced policy towards the United States, and three sets "
    "of annotations to try the program with. All three annotators are invented.\n"
    "The sets of Mira Castellan and Jonas Reed were drawn up by one hand in two styles. She takes "
    "much: a paraphrase is a quote, quotation marks and an introducing “that” are inside. He takes "
    "little: no marks, the bare verb, a short source, a paraphrase mostly a claim. Their "
    "disagreements are deliberate, modelled on those in published corpora. This is no independent "
    "double annotation: never quote its figures as a finding.\n"
    "The set of Asha Lindqvist is a third reading, close to the letter of the guidelines."
)


@dataclass(frozen=True)
class Work:
    """One annotator's items, by the keys that the sources use."""

    annotator: str
    annotations: Mapping[str, Annotation]
    relations: tuple[Relation, ...]


def stable_id(prefix: str, key: str) -> str:
    """An id in the project's own form that depends on the key alone."""
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    number = int.from_bytes(hashlib.sha256(key.encode()).digest())
    return f"{prefix}-" + "".join(letters[number >> 5 * n & 31] for n in range(10))


def documents() -> dict[str, Document]:
    """The two articles, from the files they were imported from, in reading order."""
    bulletin, wire = _original("360bulletin"), _original("seoul-wire")
    kinds: list[BlockKind] = [
        "crosshead" if line in HEADINGS else "p" for line in bulletin.split("\n")
    ]
    return {
        "360bulletin": Document(
            "360bulletin",
            bulletin,
            tuple(kinds),
            _metadata("360bulletin", "360Bulletin", "360bulletin"),
        ),
        "seoul-wire": Document(
            "seoul-wire",
            wire,
            guessed_kinds(wire),
            _metadata("seoul-wire", "Seoul Wire", wire.partition("\n")[0]),
        ),
    }


def works(tagset: Tagset, texts: Mapping[str, Document]) -> list[Work]:
    """The work of all three annotators."""
    seed = json.loads(SEED.read_text("utf-8"))
    return [
        *(_prepared(seed, letter, tagset) for letter in SEED_NAMES),
        _read_by_hand(tagset, texts),
    ]


def files() -> Iterator[tuple[str, NativeFile]]:
    """The files of the project, by name."""
    tagset = read(resource("tagsets", "news-claims-default.tei.xml").read_bytes()).file
    assert isinstance(tagset, ProjectFile)
    texts = documents()
    made = datetime(2026, 11, 2, 8, 55, 0, tzinfo=UTC)
    project = Project(
        stable_id("p", EVENT),
        "North Korea policy",
        tagset.project.tagset,
        PEOPLE,
        description=DESCRIPTION,
        language="en",
        changes=(Change("created", _stamp(made), PEOPLE[0].id),),
    )
    yield "project.tei.xml", ProjectFile(project)
    for n, document in enumerate(texts.values()):
        change = Change("created", _stamp(made + timedelta(seconds=n)), PROGRAM.id)
        yield (
            f"texts/{document.id}.tei.xml",
            TextFile(document, (change,), annotators=(PROGRAM,)),
        )
    for work in works(project.tagset, texts):
        yield from _sets(work, texts, project)


def build() -> dict[str, bytes]:
    """The bytes of all files of the project, by name; the originals apart."""
    return {name: write(file) for name, file in files()}


def _sets(
    work: Work, texts: Mapping[str, Document], project: Project
) -> Iterator[tuple[str, NativeFile]]:
    who = work.annotator
    people = tuple(person for person in PEOPLE if person.id == who)
    last = ""
    for document in texts.values():
        own = {a.id: a for a in work.annotations.values() if a.document == document.id}
        inside = {
            r.id: r for r in work.relations if r.source.document == r.target.document == document.id
        }
        times = sorted(item.provenance.created for item in (*own.values(), *inside.values()))
        last = _stamp(_moment(times[-1]) + timedelta(minutes=3))
        completion = Completion(
            document.id,
            "finished",
            (Change("created", times[0], who), Change("finished", last, who)),
        )
        set_ = AnnotationSet(document.id, who, own, inside, completion)
        yield (
            f"annotations/{document.id}/{who}.tei.xml",
            AnnotationsFile(document, set_, people, short(project.tagset), suggestions=False),
        )
    across = {r.id: r for r in work.relations if r.crosses}
    first = min(relation.provenance.created for relation in across.values())
    yield (
        f"links/{who}.tei.xml",
        LinksFile(
            LinkSet(who, across), people, short(project.tagset), (Change("created", first, who),)
        ),
    )


def _prepared(seed: dict[str, Any], letter: str, tagset: Tagset) -> Work:
    """One of the two prepared sets, item by item."""
    who = SEED_NAMES[letter]
    clock = _clock(BEGUN[who])
    annotations = {}
    for item in seed["annotations"]:
        if item["annotator"] != letter:
            continue
        values = dict(item["attributes"])
        note = values.pop("note", "")
        certainty = "low" if values.pop("confidence") == "unsure" else ""
        annotations[item["id"]] = Annotation(
            stable_id("a", item["id"]),
            SEED_DOCUMENTS[item["doc"]],
            item["category"],
            tuple(Span(part["start"], part["end"]) for part in item["fragments"]),
            Provenance(next(clock), who),
            typed(values, tagset.attributes(item["category"])),
            note,
            certainty,
        )
    relations = [
        _relation(
            stable_id("r", item["id"]),
            item["type"],
            annotations[item["source"]],
            annotations[item["target"]],
            Provenance(next(clock), who),
            item["attributes"],
            tagset,
        )
        for item in seed["relations"]
        if item["annotator"] == letter
    ]
    return Work(who, annotations, tuple(relations))


def _read_by_hand(tagset: Tagset, texts: Mapping[str, Document]) -> Work:
    """The third reading: words in their context, resolved to the one place they stand at."""
    who = ASHA.id
    clock = _clock(BEGUN[who])
    annotations, relations = {}, []
    for document, marks in readings.MARKS.items():
        for mark in marks:
            annotations[document, mark.key] = Annotation(
                stable_id("a", f"{who} {document} {mark.key}"),
                document,
                mark.category,
                readings.places(mark.words, texts[document].text),
                Provenance(next(clock), who),
                typed(mark.values, tagset.attributes(mark.category)),
                mark.note,
                "" if mark.sure else "low",
            )
        for mark in marks:
            for type, keys in (("source-of", mark.sources), ("cue-of", mark.cues)):
                relations += [
                    (type, (document, key), (document, mark.key), {}) for key in keys.split()
                ]
    for link in readings.LINKS:
        values = {"degree": link.degree} if link.degree else {}
        relations.append((link.type, link.source, link.target, values))
    made = [
        _relation(
            stable_id("r", f"{who} {type} {source} {target}"),
            type,
            annotations[source],
            annotations[target],
            Provenance(next(clock), who),
            values,
            tagset,
        )
        for type, source, target, values in relations
    ]
    keyed = {f"{document} {key}": item for (document, key), item in annotations.items()}
    return Work(who, keyed, tuple(made))


def _relation(
    id: str,
    type: str,
    source: Annotation,
    target: Annotation,
    provenance: Provenance,
    values: Mapping[str, Any],
    tagset: Tagset,
) -> Relation:
    kind = tagset.relation(type)
    assert kind is not None, type
    return Relation(
        id,
        type,
        End(source.document, source.id),
        End(target.document, target.id),
        provenance,
        kind.directed,
        typed(values, kind.attributes),
    )


def typed(values: Mapping[str, Any], attributes: Iterable[Attribute]) -> Attributes:
    """Plain values as the tagset's kinds have them; KeyError for one it does not declare."""
    declared = {attribute.name: attribute for attribute in attributes}
    result: dict[str, Value | None] = {}
    for name, value in values.items():
        match declared[name].kind:
            case Choice() | YesNo():
                result[name] = Symbol(value)
            case Number():
                result[name] = None if value is None else Decimal(str(value))
            case Text():
                result[name] = value
    return Attributes.of(result)


def _clock(start: datetime) -> Iterator[str]:
    """Moments of steady work, the same every time."""
    moment, n = start, 0
    while True:
        yield _stamp(moment)
        n += 1
        moment += timedelta(seconds=19 + n * n % 37)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _original(name: str) -> str:
    return (FOLDER / "originals" / f"{name}.txt").read_bytes().decode("utf-8")


def _metadata(name: str, outlet: str, title: str) -> Metadata:
    digest = hashlib.sha256(_original(name).encode("utf-8")).hexdigest()
    return Metadata(
        title=title,
        outlet=outlet,
        language="en",
        event=EVENT,
        file=f"{name}.txt",
        file_sha256=digest,
        imported="Plain text, UTF-8; nothing was changed.",
    )


def main() -> None:
    """Write what differs, and say so."""
    for name, data in build().items():
        path = FOLDER / name
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
