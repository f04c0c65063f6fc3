"""Which units of different annotators share characters, and how many."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotator.agreement.units import Flags, Int, Long, Units

Real = npt.NDArray[np.float64]
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Overlaps:
    """Pairs of units of one document and two annotators that share a character."""

    left: Int
    """Unit index; its annotator comes before that of `right`."""
    right: Int
    shared: Long
    """Code points."""
    iou: Real
    """Shared over covered by either."""
    tie: Real
    """A tiny weight that decides between matchings of equal size and overlap.

    It follows from the two spans alone, so that neither order nor names of annotators matter.
    """

    def chosen(self, keep: Flags) -> "Overlaps":
        """Those that are marked."""
        return Overlaps(
            self.left[keep], self.right[keep], self.shared[keep], self.iou[keep], self.tie[keep]
        )


def overlaps(units: Units) -> Overlaps:
    """All of them, by left and right unit. Sorted fragments are joined with those that begin
    inside them, so the work follows the number of overlaps."""
    base = np.concatenate(([0], np.cumsum(units.sizes + 1)))
    owner = units.fragment_unit
    shift = base[units.document[owner]]
    starts, ends = units.starts + shift, units.ends + shift
    order = np.lexsort((ends, starts))
    starts, ends, owner = starts[order], ends[order], owner[order]
    last = np.searchsorted(starts, ends, "left")
    counts = last - np.arange(1, len(starts) + 1)
    one = np.repeat(np.arange(len(starts)), counts)
    begun = np.cumsum(counts) - counts
    two = np.arange(len(one)) - begun[one] + one + 1
    other = units.annotator[owner[one]] != units.annotator[owner[two]]
    one, two = one[other], two[other]
    shared = np.minimum(ends[one], ends[two]) - starts[two]
    left, right = owner[one], owner[two]
    swap = units.annotator[left] > units.annotator[right]
    left, right = np.where(swap, right, left), np.where(swap, left, right)
    key = left.astype(np.int64) * len(units) + right
    order = np.argsort(key, kind="stable")
    key, shared = key[order], shared[order]
    fresh = np.flatnonzero(np.diff(key, prepend=-1))
    shared = np.add.reduceat(shared, fresh) if len(key) else shared
    left, right = left[order][fresh], right[order][fresh]
    covered = units.covered
    union = covered[left] + covered[right] - shared
    return Overlaps(left, right, shared, shared / union, _ties(units, left, right))


def _ties(units: Units, left: Int, right: Int) -> Real:
    """About 1e-9, with exact duplicates paired in their order."""
    content = contents(units)
    twin = _twins(units, content)
    mixed = _mixed(content[left] + content[right]) >> np.uint64(11)
    noise: Real = mixed.astype(np.float64) * (1e-9 / 2**53)
    apart = (twin[left] - twin[right]).astype(np.float64)
    return noise - 1e-12 * apart * apart


def contents(units: Units) -> npt.NDArray[np.uint64]:
    """A number per unit that is the same for units of equal fragments."""
    places = units.starts.astype(np.uint64) << np.uint64(32) | units.ends.astype(np.uint64)
    whole = np.concatenate((np.zeros(1, np.uint64), np.cumsum(_mixed(places))))
    return whole[units.offsets[1:]] - whole[units.offsets[:-1]]


def _twins(units: Units, content: npt.NDArray[np.uint64]) -> Long:
    """How many equal units of the same annotator and category stand before each."""
    columns = (units.document, units.annotator, units.category)
    same = content[1:] == content[:-1]
    for column in columns:
        same &= column[1:] == column[:-1]
    place = np.arange(len(units))
    begins = np.where(np.concatenate((np.ones(min(len(units), 1), np.bool_), ~same)), place, 0)
    return place - np.maximum.accumulate(begins)


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A hash of each (the finaliser of splitmix64); overflow is meant."""
    mixed = numbers + _MIX
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
