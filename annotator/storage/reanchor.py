"""The two ways out where an article's text is not the one that was annotated: move the annotations
to the text as it is, or put the text back as it was."""

from collections.abc import Mapping
from dataclasses import replace

from annotator.core.annotation import Annotation
from annotator.core.completion import Change
from annotator.core.document import Document
from annotator.core.placing import Places
from annotator.core.project import Annotator
from annotator.core.reanchoring import Anchoring, Report, reanchored
from annotator.core.relation import Relation
from annotator.core.span import Spans, quoted
from annotator.storage.changes import Stamping
from annotator.storage.native import name_of
from annotator.tei.files import AnnotationsFile, Aside, TextFile
from annotator.tei.setting_aside import annotation_aside, former, relation_aside

_SHORT = 60


def reanchoring_report(file: AnnotationsFile, document: Document) -> Report:
    """Where the annotations of a file stand in the article's text as it is now, in text order."""
    return reanchored(file.document.text, document.text, file.set.in_order)


def reanchored_file(
    file: AnnotationsFile,
    document: Document,
    report: Report,
    chosen: Mapping[str, Spans],
    stamp: Stamping,
) -> AnnotationsFile:
    """The file with the article's present text, and its annotations moved there.

    Kept and moved ones go where the report says, others where `chosen` says (by id). Those nobody
    chose a place for are set aside with the relations that touch them: they stay in the file and
    are told as problems, but are not counted; a finished set is open again then. An annotation
    whose words have changed counts as modified. What had been set aside before stays so.
    """
    old = file.set
    who = stamp.annotator
    if who not in {person.id for person in file.annotators}:
        who = old.annotator
    annotations: dict[str, Annotation] = {}
    lost: list[Annotation] = []
    for anchoring in report.anchorings:
        if spans := _place(anchoring, chosen):
            moved = _moved(anchoring.annotation, spans, report, stamp.when, who)
            annotations[moved.id] = moved
        else:
            lost.append(anchoring.annotation)
    relations, loose = _parted(old.relations, annotations)
    completion = old.completion
    if lost and completion.status == "finished":
        completion = completion.moved("open", stamp.when, who)
    aside = [_lost_aside(item, file) for item in lost]
    aside += [_loose_aside(item, file, annotations) for item in loose]
    gone = {item.id for item in aside}
    before = {**old.annotations, **old.relations}
    extras = stamp.revised(
        name_of(file),
        file.extras,
        {id: item for id, item in before.items() if id not in gone},
        {**annotations, **relations},
        completion != old.completion,
    )
    left = {id: revision for id, revision in extras.revisions.items() if id not in gone}
    return replace(
        file,
        document=document,
        set=replace(old, annotations=annotations, relations=relations, completion=completion),
        extras=replace(extras, revisions=left, aside=(*map(former, extras.aside), *aside)),
    )


def restored_text(
    file: AnnotationsFile, present: TextFile | None, when: str, who: Annotator
) -> TextFile:
    """The article with the text as it was annotated; for `texts/`, in place of what is there.

    What else is known of the article comes from `present`, the file there, where that could be
    read: the copy in an annotation file does not have all of it.
    """
    document = file.document
    change = Change("changed", when, who.id, "The text was put back as it was annotated.")
    if present is None:
        created = Change("created", when, who.id)
        return TextFile(document, (created, change), annotators=(who,))
    places = Places(present.document.text, document.text)
    out_of_scope = [
        found[0].span
        for span in present.document.out_of_scope
        if (found := places.of(span)) and not found[0].taken
    ]
    text = document.text
    restored = replace(
        document,
        metadata=present.document.metadata,
        replaced=tuple(
            r for r in present.document.replaced if text[r.offset : r.offset + 1] == r.new
        ),
        out_of_scope=tuple(sorted(out_of_scope)),
    )
    people = {person.id: person for person in (*present.annotators, who)}
    return replace(
        present,
        document=restored,
        changes=(*present.changes, change),
        annotators=tuple(people.values()),
    )


def _place(anchoring: Anchoring, chosen: Mapping[str, Spans]) -> Spans:
    if anchoring.settled:
        return anchoring.candidates[0].spans
    return chosen.get(anchoring.annotation.id, ())


def _moved(item: Annotation, spans: Spans, report: Report, when: str, who: str) -> Annotation:
    moved = replace(item, spans=spans)
    if quoted(spans, report.new) == quoted(item.spans, report.old):
        return moved
    return replace(moved, provenance=replace(item.provenance, modified=when, modified_by=who))


def _parted(
    relations: Mapping[str, Relation], annotations: Mapping[str, Annotation]
) -> tuple[dict[str, Relation], list[Relation]]:
    """The relations whose ends are both in force, and the others."""
    whole = {
        id: relation
        for id, relation in relations.items()
        if relation.source.annotation in annotations and relation.target.annotation in annotations
    }
    return whole, [relation for id, relation in relations.items() if id not in whole]


def _lost_aside(item: Annotation, file: AnnotationsFile) -> Aside:
    words = quoted(item.spans, file.document.text).replace("\n", " ")
    reason = f"Its place went when the text was changed: “{words[:_SHORT]}”."
    return annotation_aside(item, file.document, file.set.annotator, file.extras.revisions, reason)


def _loose_aside(
    item: Relation, file: AnnotationsFile, annotations: Mapping[str, Annotation]
) -> Aside:
    ends = (item.source.annotation, item.target.annotation)
    gone = next(end for end in ends if end not in annotations)
    reason = f"One of its ends does not exist: #{gone}."
    return relation_aside(item, file.set.annotator, file.extras.revisions, reason)
