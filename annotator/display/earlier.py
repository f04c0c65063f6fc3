"""Earlier versions as people read them: when, and what would come back, go and change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, assert_never

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import quoted
from annotator.core.tagset import Tagset
from annotator.core.values import Value, plain
from annotator.display.origins import day_and_time
from annotator.display.values import summary, value_words

Fate = Literal["back", "gone", "changed"]

_MOST = 200
"""Characters of words or a note that are shown."""
_OPENING = ("“", "„", "«", "‘", '"')
_CERTAINTY = {"": "sure", "low": "unsure"}
_STATES = {"": "in force", "draft": "draft", "proposed": "suggested", "rejected": "refused"}
_STATUS = {"absent": "not begun", "open": "not finished", "finished": "finished"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that restoring would bring back, take away, or change."""

    fate: Fate
    label: str
    """What it is: a category, a type of relation, the status."""
    words: str
    """The words of the article that it is about."""
    detail: str
    """Values and note, or what changes: `Form: direct → indirect`, now before then."""
    colour: str = ""
    """`#rrggbb` of a category."""
    place: tuple[int, int] = (0, 0)
    """Where it stands: annotations by their start, then relations, then the rest."""


@dataclass(frozen=True, slots=True)
class Differences:
    """All that restoring would do, in the order of the text; nothing where nothing differs."""

    rows: tuple[Difference, ...] = ()

    def of(self, fate: Fate) -> tuple[Difference, ...]:
        """Those with one fate."""
        return tuple(row for row in self.rows if row.fate == fate)

    @property
    def brief(self) -> str:
        """`+3 −2 ~5`; `none` where nothing differs."""
        counts = [(sign, len(self.of(fate))) for sign, fate in _SIGNS]
        return " ".join(f"{sign}{count}" for sign, count in counts if count) or "none"

    @property
    def sentence(self) -> str:
        """The same as a sentence; empty where nothing differs."""
        back, gone, changed = (len(self.of(fate)) for _, fate in _SIGNS)
        parts = []
        if back:
            parts.append(f"{back} {'comes' if back == 1 else 'come'} back")
        if gone:
            parts.append(f"{gone} {'goes' if gone == 1 else 'go'}")
        if changed:
            parts.append(f"{changed} {'changes' if changed == 1 else 'change'}")
        if not parts:
            return ""
        last = parts.pop()
        return (
            f"If you restore this version, {' and '.join(filter(None, (', '.join(parts), last)))}."
        )


_SIGNS: tuple[tuple[str, Fate], ...] = (("+", "back"), ("−", "gone"), ("~", "changed"))


def when_words(when: str, now: str) -> str:
    """A UTC stamp in the time of this place: `Today, 14:05`, `Yesterday, 09:10`, or with its date;
    as it is where it is none."""
    try:
        moment = datetime.fromisoformat(when).astimezone()
        today = datetime.fromisoformat(now).astimezone().date()
    except ValueError:
        return when
    for day, word in ((today, "Today"), (today - timedelta(days=1), "Yesterday")):
        if moment.date() == day:
            return f"{word}, {moment:%H:%M}"
    return day_and_time(when)


def differences(edit: Edit, corpus: Corpus, annotator: str) -> Differences:
    """What one annotator's edit on the corpus would do; the edit is one of `core.restoring`."""
    reader = _Reader(edit, corpus, annotator)
    return Differences(tuple(sorted(reader.rows(), key=lambda row: row.place)))


class _Reader:
    def __init__(self, edit: Edit, corpus: Corpus, annotator: str) -> None:
        self._edit, self._corpus, self._annotator = edit, corpus, annotator
        self._tagset = corpus.project.tagset
        self._past = {End(a.document, a.id): a for a in edit.annotations[1]}

    def rows(self) -> Iterator[Difference]:
        """A row per item; what is both removed and added under one id changes."""
        now = {i.id: i for i in self._edit.removed if isinstance(i, Annotation | Relation)}
        past = {i.id for i in self._edit.added if isinstance(i, Annotation | Relation)}
        for item in self._edit.added:
            if isinstance(item, Annotation | Relation):
                before = now.get(item.id)
                if before is None:
                    yield self._row("back", item, "")
                else:
                    yield self._row("changed", item, self._changes(before, item))
            elif isinstance(item, Completion):
                yield self._status(item)
        for item in self._edit.removed:
            if isinstance(item, OnlyHere):
                yield self._mark(item)
            elif isinstance(item, Annotation | Relation) and item.id not in past:
                yield self._row("gone", item, "")

    def _row(self, fate: Fate, item: Annotation | Relation, detail: str) -> Difference:
        match item:
            case Annotation():
                category = self._tagset.category(item.category)
                return Difference(
                    fate,
                    self._tagset.label(item.category),
                    self._words(item),
                    detail or _values(item, self._tagset),
                    category.colour if category else "#888888",
                    (0, item.spans[0].start),
                )
            case Relation():
                detail = detail or ("Between articles" if item.crosses else "")
                return Difference(fate, self._type(item), self._ends(item), detail, "", (1, 0))
        assert_never(item)

    def _mark(self, mark: OnlyHere) -> Difference:
        end = End(mark.document, mark.annotation)
        name = self._name(mark.other)
        return Difference("gone", "Only here", self._end(end), f"Not in {name}", "", (2, 0))

    def _status(self, then: Completion) -> Difference:
        now = next(i for i in self._edit.removed if isinstance(i, Completion))
        words = _changed("", _STATUS[now.status], _STATUS[then.status])
        return Difference("changed", "Status of the article", "", words, "", (3, 0))

    def _changes(self, now: Annotation | Relation, then: Annotation | Relation) -> str:
        parts: list[str] = []
        match now, then:
            case Annotation(), Annotation():
                labels = [self._tagset.label(item.category) for item in (now, then)]
                words = [_cited(self._words(item)) for item in (now, then)]
                if now.spans != then.spans and words[0] == words[1]:
                    words = [
                        f"{w} at {i.hull.start}" for w, i in zip(words, (now, then), strict=True)
                    ]
                parts = [_changed("", *labels), _changed("Words: ", *words)]
                parts += _changed_values(now, then, self._tagset)
            case Relation(), Relation():
                parts = [_changed("", self._type(now), self._type(then))]
                parts.append(_changed("", self._ends(now), self._ends(then)))
                if now.attributes != then.attributes:
                    parts.append("Values")
        notes = [f"“{_short(item.note)}”" if item.note else "none" for item in (now, then)]
        sure = [_CERTAINTY.get(item.certainty, item.certainty) for item in (now, then)]
        parts += [
            _changed("Note: ", *notes) or ("Note" if now.note != then.note else ""),
            _changed("", *sure),
            _changed("", _STATES[now.state], _STATES[then.state]),
        ]
        return " · ".join(filter(None, parts)) or "Only who changed it last, and when"

    def _type(self, relation: Relation) -> str:
        known = self._tagset.relation(relation.type)
        return known.label if known else relation.type

    def _ends(self, relation: Relation) -> str:
        joined = " → " if relation.directed else " – "
        return joined.join(_cited(self._end(end)) for end in (relation.source, relation.target))

    def _end(self, end: End) -> str:
        own = self._corpus.set(end.document, self._annotator).annotations
        annotation = own.get(end.annotation) or self._past.get(end)
        return self._words(annotation) if annotation else end.annotation

    def _words(self, annotation: Annotation) -> str:
        document = self._corpus.documents.get(annotation.document)
        return _short(quoted(annotation.spans, document.text)) if document else annotation.id

    def _name(self, document: str) -> str:
        known = self._corpus.documents.get(document)
        return known.name if known else document


def _values(annotation: Annotation, tagset: Tagset) -> str:
    note = f"Note: “{_short(annotation.note)}”" if annotation.note else ""
    state = _STATES[annotation.state] if annotation.state else ""
    return " · ".join(filter(None, (summary(annotation, tagset), note, state)))


def _changed_values(now: Annotation, then: Annotation, tagset: Tagset) -> list[str]:
    declared = {a.name: a for category in (then, now) for a in tagset.attributes(category.category)}

    def words(name: str, value: Value | None) -> str:
        if value is None:
            return "none"
        return _short(value_words(declared[name], value) if name in declared else plain(value))

    found = []
    for name in sorted({name for item in (now, then) for name, _ in item.attributes}):
        before, after = now.attributes.get(name), then.attributes.get(name)
        if before != after or type(before) is not type(after):
            title = declared[name].title if name in declared else name
            found.append(f"{title}: {words(name, before)} → {words(name, after)}")
    return found


def _changed(title: str, now: str, then: str) -> str:
    return f"{title}{now} → {then}" if now != then else ""


def _cited(words: str) -> str:
    """In quotation marks, unless they bring their own."""
    return words if words.startswith(_OPENING) else f"“{words}”"


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
