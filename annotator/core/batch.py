"""Many annotations made in one step: all hits of a search, all suggestions of a kind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.core import gestures
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit, Item
from annotator.core.gestures import Stamp
from annotator.core.provenance import Origin, State
from annotator.core.span import Spans
from annotator.core.values import NO_ATTRIBUTES, Attributes


@dataclass(frozen=True, slots=True)
class Tagging:
    """One annotation to be made; `detail` says what found it."""

    document: str
    category: str
    spans: Spans
    attributes: Attributes = NO_ATTRIBUTES
    certainty: str = ""
    detail: str = ""


def tag_all(
    corpus: Corpus,
    stamp: Stamp,
    taggings: Iterable[Tagging],
    label: str,
    origin: Origin,
    state: State = "",
) -> Edit:
    """One edit for all of them, as `gestures.create` would make each; nothing for none.

    Values that the tagset does not declare for a category are left out. Raises EditError E-EMPTY
    for spans that hold no text.
    """
    removed: dict[Item, None] = {}
    added: dict[Item, None] = {}
    tagset = corpus.project.tagset
    for tagging in taggings:
        declared = {attribute.name for attribute in tagset.attributes(tagging.category)}
        made = gestures.create(
            corpus,
            stamp,
            tagging.document,
            tagging.category,
            tagging.spans,
            {name: value for name, value in tagging.attributes if name in declared},
            origin=origin,
            detail=tagging.detail,
        )
        [annotation] = made.annotations[1]
        decided = replace(annotation, certainty=tagging.certainty, state=state)
        # A set that is begun is begun once.
        removed.update(dict.fromkeys(made.removed))
        added.update(dict.fromkeys(decided if item == annotation else item for item in made.added))
    return Edit(label, tuple(removed), tuple(added))
