"""Two versions of a project's own file, or of what is known of an article, in one."""

from dataclasses import replace
from typing import Final

from annotator.core.document import Metadata
from annotator.core.project import Annotator, Project, Settings
from annotator.core.values import Value
from annotator.storage.merge_tagset import merge_tagset
from annotator.storage.three_ways import Clash, ThreeWays, Unknown
from annotator.storage.verdicts import joined_changes

_NAMES: Final = {
    "marks": "Quotation marks at the edge",
    "snap": "Growing to whole words",
    "trim": "Cutting off blanks and punctuation",
    "suggestions": "Showing suggestions",
    "guidelines_title": "The title of the guidelines",
    "url": "The address",
    "file": "The file it was imported from",
    "file_sha256": "The digest of the file it was imported from",
    "imported": "How it was imported",
}
_Pair = tuple[str, Value]


def merge_project(
    base: Project | None, here: Project, there: Project
) -> tuple[Project, tuple[Clash, ...]]:
    """What only one side changed since `base` wins; both: ours stays, and a clash names it.

    People, categories, attributes, relation types, values and settings are merged one by one.
    What one side added stays; what one side removed stays if the other changed it. Without base
    nothing counts as removed, and ours comes first. The id is ours.
    """
    ways = ThreeWays()

    def people(
        base: tuple[Annotator, ...] | Unknown,
        here: tuple[Annotator, ...],
        there: tuple[Annotator, ...],
    ) -> tuple[Annotator, ...]:
        def one(base: Annotator | Unknown, here: Annotator, there: Annotator) -> Annotator:
            return ways.fields(f" of {here.name}", base, here, there, _NAMES)

        order = "The order of the annotators"
        return ways.keyed(order, lambda a: a.id, base, here, there, one, lambda a: a.name)

    def settings(base: Settings | Unknown, here: Settings, there: Settings) -> Settings:
        def other(
            base: tuple[_Pair, ...] | Unknown, here: tuple[_Pair, ...], there: tuple[_Pair, ...]
        ) -> tuple[_Pair, ...]:
            def one(base: _Pair | Unknown, here: _Pair, there: _Pair) -> _Pair:
                old = base if isinstance(base, Unknown) else base[1]
                return here[0], ways.pick(f"The setting {here[0]}", old, here[1], there[1])

            # Sorted by name, as files have them: there is no order to clash about.
            here, there = tuple(sorted(here)), tuple(sorted(there))
            return ways.keyed(
                "", lambda p: p[0], base, here, there, one, lambda p: f"The setting {p[0]}"
            )

        merged = ways.fields("", base, here, there, _NAMES, {"other": other})
        return replace(merged, other=tuple(sorted(merged.other)))

    merged = ways.fields(
        "",
        base,
        here,
        there,
        _NAMES,
        {
            "id": lambda b, h, t: h,
            "tagset": lambda b, h, t: merge_tagset(ways, b, h, t),
            "annotators": people,
            "settings": settings,
            "changes": lambda b, h, t: h if t == b else t if h == b else joined_changes(h, t),
        },
    )
    return merged, tuple(ways.clashes)


def merge_metadata(
    base: Metadata | None, here: Metadata, there: Metadata
) -> tuple[Metadata, tuple[Clash, ...]]:
    """The same for what is known of an article. Empty is a value: taking it away is a change."""
    ways = ThreeWays()
    merged = ways.fields(" of the article", base, here, there, _NAMES)
    return merged, tuple(ways.clashes)
