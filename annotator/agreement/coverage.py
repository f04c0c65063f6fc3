"""How much each annotator covers of each layer, alone and together, by one sweep."""

import numpy as np

from annotator.agreement.units import Long, Units


def intersections(units: Units) -> Long:
    """[documents, layers + 1, annotators, annotators]: positions that both cover.

    Positions are tokens or characters of the extent; the last layer is `any`, the union of all.
    On the diagonal stands what one annotator covers. The ends of fragments are sorted, so the
    work follows their number and not the length of the text.
    """
    documents, many = len(units.documents), len(units.annotators)
    found = np.zeros((documents, len(units.layers) + 1, many, many), np.int64)
    owner = units.fragment_unit
    layer = units.category[owner]
    real = units.first < units.last
    for index in range(found.shape[1]):
        here = np.flatnonzero(real & (layer == index) if index < len(units.layers) else real)
        if len(here):
            _sweep(units, here, found[:, index])
    return found


def _sweep(units: Units, fragments: Long, found: Long) -> None:
    owner = units.fragment_unit[fragments]
    many = len(units.annotators)
    base = np.concatenate(([0], np.cumsum(units.lengths + 1)))
    shift = base[units.document[owner]]
    ends = np.concatenate((units.first[fragments] + shift, units.last[fragments] + shift))
    places, number = np.unique(ends, return_inverse=True)
    half = len(fragments)
    who = units.annotator[owner]
    size = len(places) * many
    steps = np.bincount(number[:half] * many + who, minlength=size)
    steps -= np.bincount(number[half:] * many + who, minlength=size)
    covered = (np.cumsum(steps.reshape(-1, many), axis=0) > 0).astype(np.float64)
    widths = np.diff(places, append=places[-1]).astype(np.float64)
    bounds = np.searchsorted(places, base)
    for document in np.unique(units.document[owner]):
        here = slice(bounds[document], bounds[document + 1])
        block = covered[here]
        # Whole numbers below 2**53: exact, in whatever order they are added.
        found[document] = np.rint((block.T * widths[here]) @ block)


def squares(units: Units) -> Long:
    """[documents, layers + 1, annotators]: the sum of squared lengths of segments.

    In one layer an annotator's overlapping fragments are one segment, touching ones stay two.
    """
    documents, many = len(units.documents), len(units.annotators)
    found = np.zeros((documents, len(units.layers) + 1, many), np.int64)
    real = units.first < units.last
    layer = units.category[units.fragment_unit]
    for index in range(found.shape[1]):
        here = np.flatnonzero(real & (layer == index) if index < len(units.layers) else real)
        if len(here):
            _add_squares(units, here, found[:, index])
    return found


def _add_squares(units: Units, fragments: Long, found: Long) -> None:
    owner = units.fragment_unit[fragments]
    many = len(units.annotators)
    text = int(units.lengths.max()) + 1
    key = (units.document[owner].astype(np.int64) * many + units.annotator[owner]) * text
    starts, ends = units.first[fragments] + key, units.last[fragments] + key
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    reach = np.maximum.accumulate(ends)
    begins = np.flatnonzero(np.concatenate(([True], starts[1:] >= reach[:-1])))
    lengths = np.maximum.reduceat(ends, begins) - starts[begins]
    place = starts[begins] // text
    np.add.at(found, (place // many, place % many), lengths * lengths)
