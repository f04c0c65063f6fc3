"""From a corpus to units: whose work counts, where each fragment begins and ends, what it says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import numpy as np

from annotator.agreement.relation_cutting import End, cut_relations, signatures
from annotator.agreement.tokens import cut_edges, tokens
from annotator.agreement.units import Int, Long, Parameters, Units
from annotator.agreement.values import Coding
from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.tagset import Tagset

Fragments = tuple[tuple[int, int], ...]
_Key = tuple[int, int, str, Fragments, tuple[str, ...]]
_Row = tuple[_Key, str, bool]
"""Start, end, category, fragments and values; annotation id; whether from a suggestion."""


def cut(
    corpus: Corpus,
    tagset: Tagset | None = None,
    parameters: Parameters | None = None,
    *,
    documents: Sequence[str] | None = None,
    annotators: Sequence[str] | None = None,
) -> Units:
    """The units of these documents and annotators (None: all of the corpus).

    Only what is in force and of a finished set counts. Annotators stand sorted by id; those of
    the project that are no people (adjudication, programs) only where they are asked for.
    """
    tagset = tagset or corpus.project.tagset
    parameters = parameters or Parameters()
    people = [person.id for person in corpus.project.annotators if person.role == "annotator"]
    who = tuple(sorted(set(people if annotators is None else annotators)))
    chosen = [corpus.documents[id] for id in (corpus.documents if documents is None else documents)]
    coding = Coding(tagset)
    table = _Table(parameters)
    finished = np.zeros((len(chosen), len(who)), np.bool_)
    for d, document in enumerate(chosen):
        cutter = _Cutter(document, parameters)
        for a, annotator in enumerate(who):
            found = corpus.set(document.id, annotator)
            if found.completion.status != "finished":
                continue
            finished[d, a] = True
            rows = cutter.rows(found.annotations.values(), coding)
            table.add(d, a, _settled(rows, corpus, document.id, annotator))
        table.close(cutter)
    return table.units(chosen, who, finished, coding, corpus)


def _settled(rows: list[_Row], corpus: Corpus, document: str, annotator: str) -> list[_Row]:
    """In order; the order of exact duplicates follows from their relations, not their ids."""
    rows.sort(key=itemgetter(0))
    if all(rows[n][0] != rows[n + 1][0] for n in range(len(rows) - 1)):
        return rows
    settled: list[_Row] = []
    for _, group in groupby(rows, key=itemgetter(0)):
        twins = list(group)
        if len(twins) > 1:
            signed = signatures(corpus, document, annotator, [row[1] for row in twins])
            twins.sort(key=lambda row: (signed[row[1]], row[2]))
        settled += twins
    return settled


class _Cutter:
    """One document: its tokens, and the fragments that count of an annotation."""

    def __init__(self, document: Document, parameters: Parameters) -> None:
        self._text = document.text
        self._parameters = parameters
        out = document.out_of_scope if parameters.extent == "in-scope" else ()
        self._out = tuple((span.start, min(span.end, len(self._text))) for span in out)
        self.all_tokens = tokens(self._text)

    def rows(self, annotations: Iterable[Annotation], coding: Coding) -> list[_Row]:
        """A row per annotation in force that has anything left within the extent."""
        with_suggestions = self._parameters.suggestions
        tolerance = self._parameters.tolerance
        rows: list[_Row] = []
        for annotation in annotations:
            suggested = annotation.provenance.origin == "suggestion"
            if not annotation.in_force or (suggested and not with_suggestions):
                continue
            fragments = tuple(
                cut_edges(self._text, span.start, span.end, tolerance) for span in annotation.spans
            )
            if self._out:
                fragments = _without(fragments, self._out)
            if fragments:
                values = coding.values(annotation)
                start, end = fragments[0][0], fragments[-1][1]
                key = (start, end, annotation.category, fragments, values)
                rows.append((key, annotation.id, suggested))
        return rows

    def trims(self, start: int, end: int) -> tuple[int, int]:
        """What the tolerance `edges` would cut off a fragment."""
        first, last = cut_edges(self._text, start, end, "edges")
        return first - start, end - last

    def length(self) -> int:
        """Tokens or characters that count."""
        if self._parameters.unit == "char":
            return len(self._text) - sum(end - start for start, end in self._out)
        return len(self._counted()[0])

    def positions(self, starts: Int, ends: Int) -> tuple[Int, Int]:
        """Fragments in the tokens or characters that count."""
        if self._parameters.unit == "token":
            return _touched(self._counted(), starts, ends)
        first, last = starts.copy(), ends.copy()
        for begin, end in self._out:
            first -= np.clip(starts - begin, 0, end - begin).astype(np.int32)
            last -= np.clip(ends - begin, 0, end - begin).astype(np.int32)
        return first, last

    def _counted(self) -> tuple[Int, Int]:
        begins, ends = self.all_tokens
        keep = np.ones(len(begins), np.bool_)
        for start, end in self._out:
            keep &= (ends <= start) | (begins >= end)
        return begins[keep], ends[keep]


def _touched(places: tuple[Int, Int], starts: Int, ends: Int) -> tuple[Int, Int]:
    """First and last token (excluded) that each fragment touches."""
    first = np.searchsorted(places[1], starts, "right").astype(np.int32)
    last = np.searchsorted(places[0], ends, "left").astype(np.int32)
    return first, last


def _without(fragments: Fragments, out: Fragments) -> Fragments:
    """Fragments less the stretches that are out of scope."""
    left = list(fragments)
    for begin, end in out:
        pieces = ([(s, min(e, begin)), (max(s, end), e)] for s, e in left)
        left = [piece for both in pieces for piece in both if piece[0] < piece[1]]
    return tuple(left)


@dataclass(slots=True)
class _Table:
    """Columns being filled, document by document."""

    parameters: Parameters
    document: list[int] = field(default_factory=list)
    annotator: list[int] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    trims: list[tuple[int, int]] = field(default_factory=list)
    places: list[Int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    index: dict[End, int] = field(default_factory=dict)

    def add(self, document: int, annotator: int, rows: list[_Row]) -> None:
        """The rows of one set, in order."""
        self.document += [document] * len(rows)
        self.annotator += [annotator] * len(rows)
        for row in rows:
            self.index[document, annotator, row[1]] = len(self.rows)
            self.rows.append(row)
            for start, end in row[0][3]:
                self.starts.append(start)
                self.ends.append(end)

    def close(self, cutter: _Cutter) -> None:
        """The document is complete: find the positions of its fragments."""
        begun = len(self.trims)
        fresh = list(zip(self.starts[begun:], self.ends[begun:], strict=True))
        starts, ends = np.array(fresh, np.int32).reshape(-1, 2).T
        self.trims += [cutter.trims(start, end) for start, end in fresh]
        counted = cutter.positions(starts, ends)
        every = _touched(cutter.all_tokens, starts, ends)
        self.places.append(np.stack([*counted, *every], axis=1))
        self.lengths.append(cutter.length())

    def units(
        self,
        documents: Sequence[Document],
        annotators: tuple[str, ...],
        finished: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]",
        coding: Coding,
        corpus: Corpus,
    ) -> Units:
        layers = coding.layers(row[0][2] for row in self.rows)
        number = {layer: n for n, layer in enumerate(layers)}
        category = _column(number[row[0][2]] for row in self.rows)
        places = np.concatenate([np.zeros((0, 4), np.int32), *self.places])
        lead, trail = np.array(self.trims, np.int32).reshape(-1, 2).T
        values, names = coding.table(layers, category, [row[0][4] for row in self.rows])
        ids = tuple(document.id for document in documents)
        return Units(
            parameters=self.parameters,
            documents=ids,
            events=tuple(document.metadata.event for document in documents),
            digests=tuple(document.digest for document in documents),
            sizes=_long(len(document.text) for document in documents),
            lengths=_long(self.lengths),
            annotators=annotators,
            finished=finished,
            layers=layers,
            attributes=tuple(coding.names(layer) for layer in layers),
            document=_column(self.document),
            annotator=_column(self.annotator),
            category=category,
            suggested=np.array([row[2] for row in self.rows], np.bool_),
            values=values,
            value_names=names,
            ids=tuple(row[1] for row in self.rows),
            offsets=np.cumsum([0, *(len(row[0][3]) for row in self.rows)], dtype=np.int32),
            starts=_column(self.starts),
            ends=_column(self.ends),
            first=places[:, 0],
            last=places[:, 1],
            lead=lead,
            trail=trail,
            tokens=places[:, 2:],
            relations=cut_relations(
                corpus, ids, annotators, self.index, coding.tagset, self.parameters.suggestions
            ),
        )


def _column(numbers: Iterable[int]) -> Int:
    return np.fromiter(numbers, np.int32)


def _long(numbers: Iterable[int]) -> Long:
    return np.fromiter(numbers, np.int64)
