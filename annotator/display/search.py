"""Searching a whole project: its texts, and annotations by what they say and are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.hits import Hit
from annotator.core.relation import End
from annotator.core.span import quoted
from annotator.core.text_search import Wording
from annotator.core.values import Symbol, plain
from annotator.storage.patterns import find_all


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for in a text. `pattern`: the words are a regular expression, in which
    letters are taken as they are but for their case."""

    words: str = ""
    whole_word: bool = False
    match_case: bool = False
    match_accents: bool = False
    pattern: bool = False

    @property
    def told(self) -> str:
        """What was searched, in one line, as provenance keeps it."""
        options = (
            ("pattern", self.pattern),
            ("whole words", self.whole_word),
            ("case", self.match_case),
            ("accents", self.match_accents),
        )
        chosen = [name for name, on in options if on]
        return f"{self.words} ({', '.join(chosen)})" if chosen else self.words

    @property
    def wording(self) -> Wording:
        """The words as they are looked for where they are no pattern."""
        return Wording(
            self.words,
            whole_word=self.whole_word,
            match_case=self.match_case,
            match_accents=self.match_accents,
        )

    @property
    def expression(self) -> str:
        """The regular expression, with the edges of words where those are wanted."""
        if self.whole_word and self.words:
            return rf"(?<!\w)(?:{self.words})(?!\w)"
        return self.words


@dataclass(frozen=True, slots=True)
class Traits:
    """What an annotation must have; empty fields ask for nothing."""

    category: str = ""
    attribute: str = ""
    value: str = ""
    """What `attribute` must hold: a key or number exactly, words anywhere in a free text."""
    note: str = ""
    """Words in the note; case and accents do not matter."""
    relation: str = ""
    """A type of relation that it has."""


@dataclass(frozen=True, slots=True)
class Found:
    """An annotation, and whose it is."""

    annotator: str
    annotation: Annotation


_ANY_WORDS: Final = Query()
_ANY_TRAITS: Final = Traits()


def search_texts(documents: Iterable[Document], query: Query) -> Iterator[Hit]:
    """All places in documents, in their order; the first ones come before all are looked through.

    Raises InputError E-PATTERN for a pattern that is none, is too complex or finds too much.
    """
    if query.pattern:
        wanted = list(documents)
        places = find_all(
            query.expression, [document.text for document in wanted], match_case=query.match_case
        )
        for document, spans in zip(wanted, places, strict=True):
            yield from (Hit(document.id, span) for span in spans)
        return
    wording = query.wording
    for document in documents:
        for span in wording.find(document.text):
            yield Hit(document.id, span)


def search_annotations(
    corpus: Corpus,
    query: Query = Query(),
    traits: Traits = Traits(),
    annotators: Collection[str] | None = None,
    documents: Collection[str] | None = None,
) -> list[Found]:
    """Annotations in force with these words and traits, by document, place and annotator.

    Only sets in the corpus are searched, of these annotators and documents (None: all). Raises
    InputError E-PATTERN as `search_texts` does.
    """
    order = {id: n for n, id in enumerate(corpus.documents)}
    ends: dict[str, set[End]] = {}
    found: list[Found] = []
    note = Wording(traits.note)
    value = Wording(traits.value)
    for (document, annotator), own in corpus.sets.items():
        if annotators is not None and annotator not in annotators:
            continue
        if document not in order or (documents is not None and document not in documents):
            continue
        if traits.relation and annotator not in ends:
            ends[annotator] = _ends(corpus, annotator, traits.relation)
        found += (
            Found(annotator, annotation)
            for annotation in own.annotations.values()
            if annotation.in_force
            and traits.category in ("", annotation.category)
            and (not traits.attribute or _holds(annotation, traits, value))
            and note.is_in(annotation.note)
            and (not traits.relation or End(document, annotation.id) in ends[annotator])
        )
    kept = _with_words(corpus, found, query)
    return sorted(
        kept,
        key=lambda item: (
            order[item.annotation.document],
            item.annotation.order[:2],
            item.annotator,
            item.annotation.id,
        ),
    )


def _holds(annotation: Annotation, traits: Traits, words: Wording) -> bool:
    value = annotation.attributes.get(traits.attribute)
    if value is None or not traits.value:
        return value is not None
    if plain(value) == traits.value:
        return True
    return isinstance(value, str) and not isinstance(value, Symbol) and words.is_in(value)


def _ends(corpus: Corpus, annotator: str, type: str) -> set[End]:
    relations = [each for each in corpus.all_relations(annotator) if each.type == type]
    return {end for relation in relations for end in (relation.source, relation.target)}


def _with_words(corpus: Corpus, found: Sequence[Found], query: Query) -> list[Found]:
    if not query.words:
        return list(found)
    texts = [
        quoted(item.annotation.spans, corpus.documents[item.annotation.document].text)
        for item in found
    ]
    if query.pattern:
        places = find_all(query.expression, texts, match_case=query.match_case)
        return [item for item, spans in zip(found, places, strict=True) if spans]
    wording = query.wording
    return [item for item, text in zip(found, texts, strict=True) if wording.is_in(text)]
