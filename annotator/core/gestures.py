"""What a person does to annotations, each as one `Edit`: tag, relabel, split, join, delete…"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion, Status
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit, Item
from annotator.core.errors import EditError
from annotator.core.ids import MakeId
from annotator.core.provenance import Origin, Provenance, State
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span, Spans, normalized, without
from annotator.core.tagset import Tagset
from annotator.core.values import Attributes, Value


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes an edit, when (UTC, whole seconds), and where new ids come from."""

    who: str
    when: str
    make_id: MakeId


def create(
    corpus: Corpus,
    stamp: Stamp,
    document: str,
    category: str,
    spans: Iterable[Span],
    attributes: Mapping[str, Value | None] | None = None,
    note: str = "",
    origin: Origin = "manual",
    detail: str = "",
) -> Edit:
    """Tag spans. Defaults of the tagset are written out; begins the annotator's set if need be."""
    fitting = _fitting(corpus, document, spans)
    tagset = corpus.project.tagset
    values = {**tagset.defaults(category), **(attributes or {})}
    annotation = Annotation(
        stamp.make_id("a"),
        document,
        category,
        fitting,
        Provenance(stamp.when, stamp.who, origin, detail=detail),
        Attributes.of(values),
        note,
    )
    return _begun(corpus, stamp, Edit(f"Tag as {tagset.label(category)}", (), (annotation,)))


def delete(corpus: Corpus, stamp: Stamp, annotations: Sequence[Annotation]) -> Edit:
    """Delete annotations together with their relations and marks of having no counterpart."""
    tagset = corpus.project.tagset
    label = (
        f"Delete {tagset.label(annotations[0].category)}"
        if len(annotations) == 1
        else f"Delete {len(annotations)} annotations"
    )
    ends = [end_of(annotation) for annotation in annotations]
    relations = corpus.relations_at(ends, stamp.who)
    return Edit(label, (*annotations, *relations, *corpus.marks_at(ends, stamp.who)))


def relabel(corpus: Corpus, stamp: Stamp, annotations: Sequence[Annotation], category: str) -> Edit:
    """Change the category. Values the new category does not declare are dropped, its defaults
    added; relations stay."""
    tagset = corpus.project.tagset
    declared = {attribute.name for attribute in tagset.attributes(category)}
    changed = []
    for annotation in annotations:
        kept = {name: value for name, value in annotation.attributes if name in declared}
        values = Attributes.of({**tagset.defaults(category), **kept})
        changed.append(modified(annotation, stamp, category=category, attributes=values))
    return _replacing(f"Change to {tagset.label(category)}", annotations, changed)


def respan(
    corpus: Corpus, stamp: Stamp, annotation: Annotation, spans: Iterable[Span], label: str
) -> Edit:
    """Give an annotation other spans: a moved boundary, a fragment more or less."""
    fitting = _fitting(corpus, annotation.document, spans)
    return _replacing(label, [annotation], [modified(annotation, stamp, spans=fitting)])


def add_fragment(corpus: Corpus, stamp: Stamp, annotation: Annotation, span: Span) -> Edit:
    """Add a fragment; one that touches another joins it."""
    return respan(corpus, stamp, annotation, (*annotation.spans, span), "Add a fragment")


def remove_fragment(corpus: Corpus, stamp: Stamp, annotation: Annotation, cut: Span) -> Edit:
    """Take characters away from an annotation. Raises EditError if none would be left."""
    left = without(annotation.spans, cut)
    if not normalized(left, corpus.documents[annotation.document].text):
        message = "Nothing would be left of the annotation. Delete it instead."
        raise EditError("E-EMPTY", message)
    return respan(corpus, stamp, annotation, left, "Remove a fragment")


def set_values(
    stamp: Stamp, annotations: Sequence[Annotation], name: str, value: Value | None, title: str
) -> Edit:
    """Set (or, with None, clear) one attribute of several annotations."""
    changed = [
        modified(a, stamp, attributes=a.attributes.with_value(name, value)) for a in annotations
    ]
    return _replacing(f"Set {title.lower()}", annotations, changed)


def set_note(stamp: Stamp, annotations: Sequence[Annotation], note: str) -> Edit:
    changed = [modified(a, stamp, note=note) for a in annotations]
    return _replacing("Edit the note", annotations, changed)


def set_certainty(stamp: Stamp, annotations: Sequence[Annotation], certainty: str) -> Edit:
    """Empty is sure, `low` unsure."""
    changed = [modified(a, stamp, certainty=certainty) for a in annotations]
    return _replacing("Set certainty", annotations, changed)


def set_state(stamp: Stamp, annotations: Sequence[Annotation], state: State) -> Edit:
    changed = [modified(a, stamp, state=state) for a in annotations]
    label = "Mark as draft" if state == "draft" else "Change the state"
    return _replacing(label, annotations, changed)


def split(corpus: Corpus, stamp: Stamp, annotation: Annotation, position: int) -> Edit:
    """Split an annotation in two at `position`; the first part keeps the id and the relations.

    Both keep how it arose. Blanks at the cut go. Raises EditError if one side would be empty.
    """
    text = corpus.documents[annotation.document].text
    first = [Span(s.start, min(s.end, position)) for s in annotation.spans if s.start < position]
    second = [Span(max(s.start, position), s.end) for s in annotation.spans if s.end > position]
    if not first or not second:
        raise EditError("E-SPLIT", "Put the caret inside the annotation to split it there.")
    first[-1] = _stripped(first[-1], text, right=True)
    second[0] = _stripped(second[0], text, right=False)
    old = modified(annotation, stamp, spans=normalized(first, text))
    origin = replace(annotation.provenance, created=stamp.when, who=stamp.who)
    new = replace(
        annotation,
        id=stamp.make_id("a"),
        spans=normalized(second, text),
        provenance=replace(origin, modified="", modified_by=""),
    )
    return Edit("Split", (annotation,), (old, new))


def join(corpus: Corpus, stamp: Stamp, annotations: Sequence[Annotation]) -> Edit:
    """Make one annotation of several of a document; the first in order keeps id, values, note.

    Values only a later one has are added, notes are joined, relations follow to the first; those
    between the joined ones go. Raises EditError for fewer than two or several documents.
    """
    ordered = sorted(annotations, key=lambda annotation: annotation.order)
    if len(ordered) < 2 or len({annotation.document for annotation in ordered}) > 1:
        raise EditError("E-JOIN", "Select two or more annotations of one article to join them.")
    first, ends = ordered[0], {end_of(annotation) for annotation in ordered}
    values: dict[str, Value | None] = {}
    for annotation in reversed(ordered):
        if annotation.category == first.category:
            values.update(dict(annotation.attributes))
    notes = dict.fromkeys(annotation.note for annotation in ordered if annotation.note)
    spans = _fitting(corpus, first.document, [s for a in ordered for s in a.spans])
    joined = modified(
        first, stamp, spans=spans, attributes=Attributes.of(values), note="\n".join(notes)
    )
    others = ends - {end_of(first)}
    relations = corpus.relations_at(others, stamp.who)
    moved = [_moved(r, ends, end_of(first)) for r in relations if not {r.source, r.target} <= ends]
    own = corpus.relations_at([end_of(first)], stamp.who)
    already = {_ends(relation) for relation in own}
    kept: list[Item] = []
    for relation in moved:
        if _ends(relation) not in already:
            already.add(_ends(relation))
            kept.append(relation)
    marks = corpus.marks_at(others, stamp.who)
    already_marked = {mark.other for mark in corpus.marks_at([end_of(first)], stamp.who)}
    for other in dict.fromkeys(mark.other for mark in marks):
        if other not in already_marked:
            kept.append(OnlyHere(first.document, first.id, other))
    removed: tuple[Item, ...] = (*ordered, *relations, *marks)
    return Edit(f"Join {len(ordered)} annotations", removed, (joined, *kept))


def duplicate(corpus: Corpus, stamp: Stamp, annotation: Annotation, category: str) -> Edit:
    """Tag the same spans with another category; the note goes along, relations do not."""
    made = create(
        corpus, stamp, annotation.document, category, annotation.spans, note=annotation.note
    )
    label = f"Tag also as {corpus.project.tagset.label(category)}"
    return Edit(label, made.removed, made.added)


def complete(corpus: Corpus, stamp: Stamp, document: str, status: Status) -> Edit:
    """Set the completion status of the annotator's work on a document."""
    now = corpus.set(document, stamp.who).completion
    after = now.moved(status, stamp.when, stamp.who)
    label = "Mark as finished" if status == "finished" else "Mark as not finished"
    return Edit(label, (now,), (after,))


def retag(corpus: Corpus, tagset: Tagset, label: str) -> Edit:
    """Change the tagset; annotations refer to category keys and stay as they are."""
    return Edit(label, (corpus.project.tagset,), (tagset,))


def identical(corpus: Corpus, annotator: str, edit: Edit) -> list[Annotation]:
    """Annotations in force that have the category and spans of one the edit newly adds."""
    before, after = edit.annotations
    known = {annotation.id for annotation in before}
    found: list[Annotation] = []
    for new in after:
        if new.id in known:
            continue
        start, category = new.spans[0].start, new.category
        # The cheapest test comes first: there may be a hundred thousand to look at.
        found += [
            old
            for old in corpus.set(new.document, annotator).annotations.values()
            if old.spans[0].start == start
            and old.category == category
            and old.spans == new.spans
            and old.in_force
        ]
    return found


def end_of(annotation: Annotation) -> End:
    """The annotation as an end of relations."""
    return End(annotation.document, annotation.id)


def modified(annotation: Annotation, stamp: Stamp, **changes: object) -> Annotation:
    """A copy with fields changed and the modification recorded; itself if nothing changes."""
    changed = replace(annotation, **changes)  # type: ignore[arg-type]
    if changed == annotation:
        return annotation
    provenance = replace(annotation.provenance, modified=stamp.when, modified_by=stamp.who)
    return replace(changed, provenance=provenance)


def _fitting(corpus: Corpus, document: str, spans: Iterable[Span]) -> Spans:
    fitting = normalized(spans, corpus.documents[document].text)
    if not fitting:
        raise EditError("E-EMPTY", "Select some text first.")
    return fitting


def _replacing(label: str, before: Sequence[Annotation], after: Sequence[Annotation]) -> Edit:
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    return Edit(label, tuple(old for old, _ in pairs), tuple(new for _, new in pairs))


def _begun(corpus: Corpus, stamp: Stamp, edit: Edit) -> Edit:
    """The edit, with the sets it adds to marked as begun."""
    begun: list[Completion] = []
    for document in edit.documents:
        now = corpus.set(document, stamp.who).completion
        if now.status == "absent":
            begun.append(now.moved("open", stamp.when, stamp.who))
    return Edit(
        edit.label,
        (*edit.removed, *(Completion(completion.document) for completion in begun)),
        (*edit.added, *begun),
    )


def _stripped(span: Span, text: str, *, right: bool) -> Span:
    words = span.text(text)
    start = span.end - len(words.lstrip()) if not right else span.start
    end = span.start + len(words.rstrip()) if right else span.end
    return Span(start, end) if start < end else span


def _moved(relation: Relation, ends: set[End], to: End) -> Relation:
    source = to if relation.source in ends else relation.source
    target = to if relation.target in ends else relation.target
    return replace(relation, source=source, target=target)


def _ends(relation: Relation) -> tuple[str, object]:
    ends = (relation.source, relation.target)
    return relation.type, ends if relation.directed else frozenset(ends)
