"""What somebody should know before an article is called finished."""

from annotator.core.annotation_set import AnnotationSet
from annotator.core.tagset import Tagset, check


def unready(own: AnnotationSet, tagset: Tagset) -> str:
    """What is open in a set, in a sentence; empty where nothing is."""
    in_force = [annotation for annotation in own.annotations.values() if annotation.in_force]
    drafts = sum(annotation.state == "draft" for annotation in in_force)
    lacking = sum(
        any(problem.severity == "missing" for problem in check(annotation, tagset))
        for annotation in in_force
    )
    parts = []
    if lacking:
        parts.append(
            f"{lacking} annotation{' lacks' if lacking == 1 else 's lack'} a required value"
        )
    if drafts:
        parts.append(f"{drafts} {'is a draft' if drafts == 1 else 'are drafts'}")
    return f"{' and '.join(parts)}." if parts else ""
