"""The annotation list as rows: filtered, sorted, and changed edit by edit."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.core.annotation import Annotation
from annotator.core.corpus import Corpus
from annotator.core.project import Project
from annotator.core.span import quoted
from annotator.core.tagset import Tagset, check
from annotator.core.values import plain
from annotator.display.values import summary

Order = Literal["place", "category", "words"]
Mark = Literal["", "note", "unsure", "draft", "problem"]
Key = tuple[object, ...]
_MOST_WORDS = 300
"""Characters of a long annotation that a row shows."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a row must have to be shown; empty fields ask for nothing."""

    text: str = ""
    """To be found in the words, the note or a value, upper and lower case alike."""
    category: str = ""
    document: str = ""
    attribute: str = ""
    value: str = ""
    """The value, as text, that `attribute` must have."""
    mark: Mark = ""

    @property
    def choices(self) -> int:
        """How many filters besides the text are set."""
        return sum(bool(part) for part in (self.category, self.document, self.attribute, self.mark))


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation as the list shows it."""

    id: str
    document: str
    category: str
    label: str
    colour: str
    words: str
    article: str
    values: str
    note: str
    unsure: bool
    draft: bool
    problem: str


class Rows:
    """The annotations of a corpus that pass a filter, in order.

    Rows are made when they are looked at, and texts to search when a text is first searched for,
    so that a hundred thousand annotations cost nothing while nobody looks at them.
    """

    def __init__(self) -> None:
        self._corpus = Corpus(Project("", "", Tagset("")))
        self._annotator = ""
        self._filter = Filter()
        self._order: Order = "place"
        self._documents: dict[str, int] = {}
        self._categories: dict[str, int] = {}
        self._keys: list[Key] = []
        self._shown: list[Annotation] = []
        self._made: dict[str, Row] = {}
        self._texts: dict[str, str] = {}
        self.total = 0
        """How many there are, shown or not."""

    def __len__(self) -> int:
        return len(self._shown)

    def __getitem__(self, index: int) -> Annotation:
        return self._shown[index]

    def reset(self, corpus: Corpus, annotator: str) -> None:
        """Start anew with this annotator's annotations."""
        self._corpus, self._annotator = corpus, annotator
        self._documents = {document: n for n, document in enumerate(corpus.documents)}
        categories = corpus.project.tagset.categories
        self._categories = {category.key: n for n, category in enumerate(categories)}
        self._made.clear()
        self._texts.clear()
        self.show(self._filter, self._order)

    def show(self, filter: Filter, order: Order) -> None:
        """Filter and sort anew."""
        self._filter, self._order = filter, order
        everything = list(self._all())
        self.total = len(everything)
        shown = everything if filter == Filter() else [a for a in everything if self.passes(a)]
        keyed = sorted((self._key(a), n) for n, a in enumerate(shown))
        self._keys = [key for key, _ in keyed]
        self._shown = [shown[n] for _, n in keyed]

    def row(self, index: int) -> Row:
        """The row to show at `index`."""
        annotation = self._shown[index]
        if annotation.id not in self._made:
            self._made[annotation.id] = self._make(annotation)
        return self._made[annotation.id]

    def find(self, annotation: Annotation) -> int | None:
        """Where it is shown, if it is."""
        key = self._key(annotation)
        index = bisect_left(self._keys, key)
        found = index < len(self._keys) and self._keys[index] == key
        return index if found else None

    def place(self, annotation: Annotation) -> int | None:
        """Where it is to be put; None where the filter does not let it pass."""
        if not (annotation.in_force and self.passes(annotation)):
            return None
        return bisect_left(self._keys, self._key(annotation))

    def follow(self, corpus: Corpus, annotation: Annotation) -> None:
        """Take note of the corpus after an edit and forget what was made of an annotation."""
        self._corpus = corpus
        self._made.pop(annotation.id, None)
        self._texts.pop(annotation.id, None)

    def take(self, index: int) -> None:
        """Take a row out."""
        del self._keys[index], self._shown[index]

    def put(self, index: int, annotation: Annotation) -> None:
        """Put a row in, where `place` says."""
        self._keys.insert(index, self._key(annotation))
        self._shown.insert(index, annotation)

    def replace(self, index: int, annotation: Annotation) -> None:
        """Show another value of the annotation at the same place."""
        self._keys[index] = self._key(annotation)
        self._shown[index] = annotation

    def passes(self, annotation: Annotation) -> bool:
        """Whether the filter lets it pass."""
        wanted = self._filter
        if wanted.category and annotation.category != wanted.category:
            return False
        if wanted.document and annotation.document != wanted.document:
            return False
        if wanted.attribute and plain(annotation.attributes.get(wanted.attribute)) != wanted.value:
            return False
        if wanted.mark and not self._marked(annotation, wanted.mark):
            return False
        return not wanted.text or wanted.text.casefold() in self._text(annotation)

    def _all(self) -> Iterator[Annotation]:
        for document in self._corpus.documents:
            own = self._corpus.set(document, self._annotator)
            yield from (a for a in own.annotations.values() if a.in_force)

    def _key(self, annotation: Annotation) -> Key:
        place = (self._documents.get(annotation.document, 0), *annotation.order)
        match self._order:
            case "place":
                return place
            case "category":
                unknown = len(self._categories)
                number = self._categories.get(annotation.category, unknown)
                return (number, annotation.category, *place)
            case "words":
                return (self._words(annotation).casefold().lstrip("“”‘’\"'"), *place)

    def _words(self, annotation: Annotation) -> str:
        text = self._corpus.documents[annotation.document].text
        return quoted(annotation.spans, text).replace("\n", " ")

    def _text(self, annotation: Annotation) -> str:
        if annotation.id not in self._texts:
            values = summary(annotation, self._corpus.project.tagset)
            stored = " ".join(plain(value) for _, value in annotation.attributes)
            parts = (self._words(annotation), annotation.note, values, stored)
            self._texts[annotation.id] = "\n".join(parts).casefold()
        return self._texts[annotation.id]

    def _marked(self, annotation: Annotation, mark: Mark) -> bool:
        match mark:
            case "":
                return True
            case "note":
                return bool(annotation.note)
            case "unsure":
                return annotation.certainty == "low"
            case "draft":
                return annotation.state == "draft"
            case "problem":
                return next(check(annotation, self._corpus.project.tagset), None) is not None

    def _make(self, annotation: Annotation) -> Row:
        tagset = self._corpus.project.tagset
        category = tagset.category(annotation.category)
        document = self._corpus.documents[annotation.document]
        words = self._words(annotation)
        if len(words) > _MOST_WORDS:
            words = words[:_MOST_WORDS] + "…"
        return Row(
            annotation.id,
            annotation.document,
            annotation.category,
            category.label if category else annotation.category,
            category.colour if category else "#888888",
            words,
            document.metadata.outlet or document.name,
            summary(annotation, tagset),
            annotation.note,
            annotation.certainty == "low",
            annotation.state == "draft",
            " ".join(problem.message for problem in check(annotation, tagset)),
        )
