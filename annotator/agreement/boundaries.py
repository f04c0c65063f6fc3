"""How the boundaries of aligned units differ, in characters and tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.agreement.units import Units

Fragments = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Moved:
    """How the second annotator's boundaries stand to the first's; positive is further right."""

    first: str
    second: str
    start: int
    """Characters."""
    end: int
    start_tokens: int
    end_tokens: int
    iou: float
    """Shared over covered code points."""
    edges_only: bool
    """Whether the tolerance `edges` would remove the difference."""


def moved(units: Units, one: Sequence[int], two: Sequence[int]) -> Moved | None:
    """The difference of two annotators' units, fragments of several taken together; None where
    the fragments are the same and as many units hold them."""
    first, second = fragments(units, one), fragments(units, two)
    if first == second and len(one) == len(two):
        return None
    shared = _shared(first, second)
    covered = _covered(first) + _covered(second) - shared
    places = [units.tokens[_rows(units, own)] for own in (one, two)]
    starts = [int(place[:, 0].min()) for place in places]
    ends = [int(place[:, 1].max()) for place in places]
    return Moved(
        units.annotators[units.annotator[one[0]]],
        units.annotators[units.annotator[two[0]]],
        second[0][0] - first[0][0],
        max(end for _, end in second) - max(end for _, end in first),
        starts[1] - starts[0],
        ends[1] - ends[0],
        shared / covered,
        len(one) == len(two) and fragments(units, one, True) == fragments(units, two, True),
    )


def fragments(units: Units, own: Sequence[int], trimmed: bool = False) -> Fragments:
    """Those of these units in order, perhaps without what `edges` would cut off."""
    rows = _rows(units, own)
    starts, ends = units.starts[rows], units.ends[rows]
    if trimmed:
        starts, ends = starts + units.lead[rows], ends - units.trail[rows]
    return sorted(zip(starts.tolist(), ends.tolist(), strict=True))


def overlapping(units: Units, one: int, two: int) -> bool:
    """Whether two units share a character."""
    return _shared(fragments(units, [one]), fragments(units, [two])) > 0


def inside(units: Units, part: int, whole: int) -> bool:
    """Whether at least half of `part` lies in `whole`."""
    mine = fragments(units, [part])
    return 2 * _shared(mine, fragments(units, [whole])) >= _covered(mine)


def _rows(units: Units, own: Sequence[int]) -> list[int]:
    bounds = units.offsets
    return [row for unit in own for row in range(int(bounds[unit]), int(bounds[unit + 1]))]


def _covered(spans: Fragments) -> int:
    return sum(end - start for start, end in spans)


def _shared(one: Fragments, two: Fragments) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in two)
