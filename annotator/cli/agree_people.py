"""Whether there is anybody to compare."""

from collections.abc import Collection

from annotator.core.corpus import Corpus


def too_few(corpus: Corpus, chosen: Collection[str] = ()) -> str:
    """Why nothing can be compared, in a sentence; empty where something can.

    `chosen`: ids of annotators; none: all.
    """
    people = {who for (_, who), own in corpus.sets.items() if own.completion.status == "finished"}
    people = people & set(chosen) if chosen else people
    if len(people) >= 2:
        return ""
    who = ", ".join(sorted(people)) or "nobody"
    return (
        f"Agreement needs two people who have finished the same article; {who} has finished one. "
        "Articles are marked as finished in the window (Ctrl+Return)."
    )
