"""What a merge could not settle, in words: both versions, how they differ, what can be chosen."""

from dataclasses import dataclass
from typing import assert_never

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.conflict import Conflict, Versioned
from annotator.core.corpus import Corpus
from annotator.core.relation import End, Relation
from annotator.core.settling import Choice
from annotator.core.span import quoted
from annotator.core.tagset import Attribute
from annotator.core.values import Value, plain
from annotator.display.origins import day_and_time
from annotator.display.values import value_words

_MOST_WORDS = 120
_MARKS = ("“", "„", "‘", "«", "»", '"')
_NONE = "none"
_STATUSES = {"absent": "not begun", "open": "not finished", "finished": "finished"}
_STATES = {"": "in force", "draft": "draft", "proposed": "proposed", "rejected": "rejected"}
_BOTH: tuple[tuple[Choice, str], ...] = (
    ("this", "Keep this"),
    ("that", "Keep that"),
    ("both", "Keep both"),
)
_EITHER = _BOTH[:2]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two versions differ: `Certainty`, `unsure`, `sure`."""

    name: str
    this: str
    that: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict as the list of problems shows it."""

    conflict: Conflict
    title: str
    """What it is about: `Quote “we will not move”`."""
    where: str
    """Name of the article."""
    reason: str
    """What happened and what holds until somebody decides."""
    differences: tuple[Difference, ...]
    choices: tuple[tuple[Choice, str], ...]
    """What can be chosen, with the words for the buttons."""


def conflict_row(conflict: Conflict, corpus: Corpus, annotator: str) -> ConflictRow:
    """A conflict about one annotator's work in words. What it names may be gone by now."""
    words = _Words(corpus, annotator)
    shown = conflict.here or conflict.there
    reason, choices = _reason(conflict)
    return ConflictRow(
        conflict,
        words.title(shown),
        words.where(shown),
        reason,
        tuple(words.differences(conflict.here, conflict.there)),
        choices,
    )


def _reason(conflict: Conflict) -> tuple[str, tuple[tuple[Choice, str], ...]]:
    match conflict.kind:
        case "both-changed":
            return "Changed in two places, each in its own way. Both versions are kept.", _BOTH
        case "deleted-changed":
            return "Deleted in one place and changed in another. It is kept.", _EITHER
        case "status":
            return "Finished in one place only. It counts as not finished.", _EITHER
        case "outside":
            return "Changed by another program. What that wrote is in force.", _BOTH
        case "end-deleted" if isinstance(conflict.here or conflict.there, Relation):
            reason = "An annotation at one of its ends is missing, so it is left out."
            side: Choice = "that" if conflict.here is None else "this"
            return reason, ((side, "Add it again"), ("both", "Leave it out"))
        case "end-deleted":
            return "Deleted in one place, but needed by a relation. It is kept.", _EITHER
    assert_never(conflict.kind)


class _Words:
    def __init__(self, corpus: Corpus, annotator: str) -> None:
        self._corpus, self._annotator = corpus, annotator
        self._tagset = corpus.project.tagset

    def title(self, item: Versioned | None) -> str:
        match item:
            case Annotation():
                return f"{self._tagset.label(item.category)} {self._quoted(item)}"
            case Relation():
                return f"{self._type(item)}: {self._ends(item)}"
            case Completion() | None:
                return "Whether the article is finished"

    def where(self, item: Versioned | None) -> str:
        match item:
            case Annotation() | Completion():
                return self._article(item.document)
            case Relation() if item.crosses:
                ends = (item.source.document, item.target.document)
                return " · ".join(map(self._article, ends))
            case Relation():
                return self._article(item.source.document)
            case None:
                return ""

    def differences(self, this: Versioned | None, that: Versioned | None) -> list[Difference]:
        """All in which they differ; where that is nothing a person sees, when each was changed."""
        pairs: list[tuple[str, str, str]] = []
        if isinstance(this, Completion) and isinstance(that, Completion):
            pairs = [("Status", _STATUSES[this.status], _STATUSES[that.status])]
        elif isinstance(this, Annotation | Relation) and isinstance(that, Annotation | Relation):
            pairs = self._pairs(this, that)
        found = [Difference(*pair) for pair in pairs if pair[1] != pair[2]]
        return found or [Difference("Last changed", _changed(this), _changed(that))]

    def _pairs(
        self, this: Annotation | Relation, that: Annotation | Relation
    ) -> list[tuple[str, str, str]]:
        kinds = ("Category", "Words") if isinstance(this, Annotation) else ("Relation", "Ends")
        return [
            (kinds[0], self._type(this), self._type(that)),
            (kinds[1], *self._places(this, that)),
            *self._values(this, that),
            ("Note", this.note or _NONE, that.note or _NONE),
            ("Certainty", _certainty(this.certainty), _certainty(that.certainty)),
            ("State", _STATES[this.state], _STATES[that.state]),
        ]

    def _places(self, this: Annotation | Relation, that: Annotation | Relation) -> tuple[str, str]:
        if not (isinstance(this, Annotation) and isinstance(that, Annotation)):
            return self._ends(this), self._ends(that)
        words = self._quoted(this), self._quoted(that)
        if this.spans == that.spans or words[0] != words[1]:
            return words
        # The same words at another place, or long ones that differ where they are cut off.
        return f"{words[0]}, {_offsets(this)}", f"{words[1]}, {_offsets(that)}"

    def _values(
        self, this: Annotation | Relation, that: Annotation | Relation
    ) -> list[tuple[str, str, str]]:
        declared = {a.name: a for item in (that, this) for a in self._attributes(item)}
        mine, theirs = dict(this.attributes), dict(that.attributes)
        names = [name for name in declared if name in {*mine, *theirs}]
        names += [name for name in {**mine, **theirs} if name not in declared]
        return [
            (
                declared[name].title if name in declared else name,
                _value(declared.get(name), mine.get(name)),
                _value(declared.get(name), theirs.get(name)),
            )
            for name in names
        ]

    def _attributes(self, item: Annotation | Relation) -> tuple[Attribute, ...]:
        if isinstance(item, Annotation):
            return self._tagset.attributes(item.category)
        type = self._tagset.relation(item.type)
        return type.attributes if type else ()

    def _type(self, item: Annotation | Relation) -> str:
        if isinstance(item, Annotation):
            return self._tagset.label(item.category)
        type = self._tagset.relation(item.type)
        return type.label if type else item.type

    def _ends(self, item: Annotation | Relation) -> str:
        if isinstance(item, Annotation):
            return self._quoted(item)
        arrow = "→" if item.directed else "↔"
        return f"{self._end(item.source)} {arrow} {self._end(item.target)}"

    def _end(self, end: End) -> str:
        found = self._corpus.set(end.document, self._annotator).annotations.get(end.annotation)
        return self._quoted(found) if found else f"missing ({end.annotation})"

    def _quoted(self, item: Annotation) -> str:
        document = self._corpus.documents.get(item.document)
        words = quoted(item.spans, document.text).replace("\n", " ") if document else "?"
        if len(words) > _MOST_WORDS:
            words = f"{words[: _MOST_WORDS - 1]}…"
        return words if words.startswith(_MARKS) else f"“{words}”"

    def _article(self, id: str) -> str:
        document = self._corpus.documents.get(id)
        return document.name if document else id


def _value(attribute: Attribute | None, value: Value | None) -> str:
    if value is None:
        return _NONE
    return value_words(attribute, value) if attribute else plain(value)


def _certainty(certainty: str) -> str:
    return {"": "sure", "low": "unsure"}.get(certainty, certainty)


def _offsets(item: Annotation) -> str:
    return "characters " + ", ".join(f"{span.start} to {span.end}" for span in item.spans)


def _changed(item: Versioned | None) -> str:
    match item:
        case None:
            return "deleted"
        case Completion():
            return day_and_time(item.changes[-1].when) if item.changes else _NONE
        case _:
            return day_and_time(item.provenance.modified or item.provenance.created)
