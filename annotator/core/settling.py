"""Settling what a merge could not: the edit that keeps one of two versions."""

from dataclasses import replace
from typing import Literal

from annotator.core import gestures
from annotator.core.annotation import Annotation
from annotator.core.completion import Completion, Status
from annotator.core.conflict import Conflict, Versioned
from annotator.core.corpus import Corpus
from annotator.core.edit import Edit, Item
from annotator.core.errors import EditError
from annotator.core.gestures import Stamp
from annotator.core.relation import End, OnlyHere, Relation

Choice = Literal["this", "that", "both"]
"""`this` is the version `here`, `that` the one `there`."""
_LABEL = "Keep one of two versions"


def settle(corpus: Corpus, stamp: Stamp, conflict: Conflict, choice: Choice) -> Edit:
    """The edit that keeps a version of the annotator's own; empty where it is as wanted already.

    Keeping both leaves a status unfinished and what somebody deleted in place. What somebody did
    to the versions since stays with them. EditError: the version is gone, or an end of it.
    """
    chosen = conflict.here if choice == "this" else conflict.there
    match conflict.kind:
        case "both-changed":
            return _one_of_two(corpus, stamp, conflict, choice)
        case "outside":
            return _taken_back(corpus, stamp, conflict, choice)
        case "status":
            status: Status = "open"
            if isinstance(chosen, Completion) and choice != "both":
                status = chosen.status
            before = corpus.set(conflict.id, stamp.who).completion
            after = before.moved(status, stamp.when, stamp.who)
            return Edit(_LABEL, (before,), (after,)) if after != before else Edit(_LABEL)
        case "deleted-changed" | "end-deleted":
            if choice == "both":
                return Edit(_LABEL)
            present = _present(corpus, stamp, conflict.id, conflict.here or conflict.there)
            if chosen is None:
                return _deleting(corpus, stamp, present) if present else Edit(_LABEL)
            return Edit(_LABEL) if present else Edit(_LABEL, (), (chosen,))


def _one_of_two(corpus: Corpus, stamp: Stamp, conflict: Conflict, choice: Choice) -> Edit:
    like = conflict.here
    first = _present(corpus, stamp, conflict.id, like)
    second = _present(corpus, stamp, conflict.copy, like)
    if choice == "both" or (first is None and second is None):
        return Edit(_LABEL)
    wants_second = (choice == "this") == conflict.copy_is_here
    if (second if wants_second else first) is None:
        message = "That version has been deleted since. Undo the deletion, or keep the other one."
        raise EditError("E-STALE", message, conflict.id)
    if second is None:
        return Edit(_LABEL)
    if not wants_second:
        return _deleting(corpus, stamp, second)
    removed: list[Item] = [second] if first is None else [first, second]
    added: list[Item] = [replace(second, id=conflict.id)]
    if isinstance(second, Annotation):
        ties = _moved_ties(corpus, stamp, second, conflict.id)
        removed += ties.removed
        added += ties.added
    return Edit(_LABEL, tuple(removed), tuple(added))


def _moved_ties(corpus: Corpus, stamp: Stamp, second: Annotation, id: str) -> Edit:
    """Relations and marks of a second version go to the id; a tie between the two versions goes."""
    old, new = gestures.end_of(second), End(second.document, id)
    removed: list[Item] = []
    added: list[Item] = []
    for relation in corpus.relations_at([old], stamp.who):
        source, target = (new if e == old else e for e in (relation.source, relation.target))
        removed.append(relation)
        added += [replace(relation, source=source, target=target)] if source != target else []
    present = corpus.link_set(stamp.who).only_here
    for mark in corpus.marks_at([old], stamp.who):
        moved = OnlyHere(mark.document, id, mark.other)
        removed.append(mark)
        added += [moved] if moved not in present else []
    return Edit(_LABEL, tuple(removed), tuple(added))


def _taken_back(corpus: Corpus, stamp: Stamp, conflict: Conflict, choice: Choice) -> Edit:
    """What another program wrote is in force; ours comes back in its place, or beside it."""
    ours = conflict.here
    present = _present(corpus, stamp, conflict.id, ours)
    if choice == "that" or present == ours or not isinstance(ours, Annotation | Relation):
        return Edit(_LABEL)
    if choice == "both" and present is not None:
        prefix: Literal["a", "r"] = "a" if isinstance(ours, Annotation) else "r"
        return Edit(_LABEL, (), (replace(ours, id=stamp.make_id(prefix)),))
    return Edit(_LABEL, (present,) if present else (), (ours,))


def _present(
    corpus: Corpus, stamp: Stamp, id: str, like: Versioned | None
) -> Annotation | Relation | None:
    """What stands under an id now, of the kind and in the document of `like`."""
    match like:
        case Annotation():
            return corpus.set(like.document, stamp.who).annotations.get(id)
        case Relation() if like.crosses:
            return corpus.link_set(stamp.who).relations.get(id)
        case Relation():
            return corpus.set(like.source.document, stamp.who).relations.get(id)
        case _:
            return None


def _deleting(corpus: Corpus, stamp: Stamp, item: Annotation | Relation) -> Edit:
    """Without the item, its relations and its marks."""
    if isinstance(item, Relation):
        return Edit(_LABEL, (item,))
    return replace(gestures.delete(corpus, stamp, [item]), label=_LABEL)
