"""Annotations that a file of another make offers, taken over as one edit."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.core.annotation import Annotation
from annotator.core.completion import Completion
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.edit import Edit, Item
from annotator.core.gestures import Stamp, create
from annotator.core.provenance import Provenance
from annotator.core.relation import End, Relation
from annotator.tei.foreign_values import Foreign, Offered


def offered_edit(corpus: Corpus, stamp: Stamp, pairs: Sequence[tuple[Document, Foreign]]) -> Edit:
    """The edit that takes over all settled annotations and the relations between them."""
    removed: list[Item] = []
    added: list[Item] = []
    count = 0
    for document, foreign in pairs:
        made: dict[int, Annotation] = {}
        for place, offered in enumerate(foreign.annotations):
            if offered.category:
                edit = _taken(corpus, stamp, document, offered)
                made[place] = edit.annotations[1][0]
                for item in edit.removed:
                    if item not in removed:
                        removed.append(item)
                added += [i for i in edit.added if not isinstance(i, Completion) or i not in added]
        count += len(made)
        added += [
            Relation(
                stamp.make_id("r"),
                tie.type,
                End(document.id, made[tie.source].id),
                End(document.id, made[tie.target].id),
                Provenance(stamp.when, stamp.who, "import", detail=tie.foreign_id),
                tie.directed,
                note=tie.note,
                certainty=tie.certainty,
            )
            for tie in foreign.relations
            if tie.source in made and tie.target in made
        ]
    noun = "annotation" if count == 1 else "annotations"
    return Edit(f"Import {count} {noun}", tuple(removed), tuple(added))


def _taken(corpus: Corpus, stamp: Stamp, document: Document, offered: Offered) -> Edit:
    edit = create(
        corpus,
        stamp,
        document.id,
        offered.category,
        offered.spans,
        dict(offered.attributes),
        offered.note,
        "import",
        offered.foreign_id,
    )
    if not offered.certainty:
        return edit
    new = replace(edit.annotations[1][0], certainty=offered.certainty)
    others = tuple(item for item in edit.added if not isinstance(item, Annotation))
    return Edit(edit.label, edit.removed, (new, *others))
