"""Figures from best alignments: gamma, gamma-cat and gamma-k, pooled by sums."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from math import sqrt

import numpy as np

from annotator.agreement.continua import settings
from annotator.agreement.gamma import GammaStatistics
from annotator.agreement.intervals import Real
from annotator.agreement.nominal import divided
from annotator.agreement.pooling import Statistics
from annotator.agreement.series import Members, Series, enough, everyone, layer_counts, members_sum

Sums = Sequence[GammaStatistics | None]
_PROOFS = ("exact", "bracket", "local")


def gamma(stats: Statistics) -> Iterator[Series]:
    """1 - ΣW·O/ΣW·E: all categories together, then each pair, then each category aligned anew."""
    units = stats.units
    layers = len(units.layers)
    whole = everyone(stats)
    yield _gamma(stats, None, layers, whole, _whole(stats))
    for n, pair in enumerate(units.pairs):
        yield replace(_gamma(stats, None, layers, pair, _pair(stats, n)), pair=True)
    for layer, key in enumerate(units.layers):
        rows = [row.layers[layer] if row else None for row in stats.gamma or ()]
        yield _gamma(stats, key, layer, whole, rows)
        if len(whole) == 2:
            yield replace(_gamma(stats, key, layer, whole, rows), pair=True)


def gamma_cat(stats: Statistics) -> Iterator[Series]:
    """1 - (Σw·d_cat/Σw) observed over the same by chance, inside the best alignments."""
    for members, sums, pair in _alignments(stats):
        terms = [
            (*one.observed_category, *one.expected_category) if one else (0, 0, 0, 0)
            for one in sums
        ]
        layers = len(stats.units.layers)
        yield replace(_category(stats, None, layers, members, sums, terms), pair=pair)


def gamma_k(stats: Statistics) -> Iterator[Series]:
    """As gamma-cat, over the pairs of units of which at least one has the category."""
    for members, sums, pair in _alignments(stats):
        for layer, key in enumerate(stats.units.layers):
            terms = [_of_category(one, layer) for one in sums]
            yield replace(_category(stats, key, layer, members, sums, terms), pair=pair)


def _whole(stats: Statistics) -> Sums:
    return [row.whole if row else None for row in stats.gamma or ()]


def _pair(stats: Statistics, pair: int) -> Sums:
    return [row.pairs[pair] if row else None for row in stats.gamma or ()]


def _alignments(stats: Statistics) -> Iterator[tuple[Members, Sums, bool]]:
    yield everyone(stats), _whole(stats), False
    for n, pair in enumerate(stats.units.pairs):
        yield pair, _pair(stats, n), True


def _of_category(sums: GammaStatistics | None, layer: int) -> tuple[float, ...]:
    if sums is None or layer not in sums.categories:
        return 0.0, 0.0, 0.0, 0.0
    place = int(np.searchsorted(sums.categories, layer))
    return (*sums.observed_categories[place], *sums.expected_categories[place])


def _gamma(
    stats: Statistics, category: str | None, layer: int, members: Members, sums: Sums
) -> Series:
    terms = np.array(
        [
            (
                one.observed,
                one.expected,
                one.expected_variance,
                one.observed_lower,
                one.expected_lower,
            )
            if one
            else (0.0,) * 5
            for one in sums
        ]
    ).reshape(-1, 1, 5)
    whole = terms.sum(axis=(0, 1))
    told = _told(sums)
    if whole[4] > 0:
        told |= {
            "bounds": [1 - float(whole[0] / whole[4]), 1 - float(whole[3] / whole[1])],
            "observed_disorder": float(whole[0]),
            "expected_disorder": float(whole[1]),
            "standard_error_of_expected": sqrt(whole[2]),
        }
    without = {}
    if len(members) == 3:
        for n, pair in enumerate(stats.units.pairs):
            if category is None:
                (left,) = set(members) - set(pair)
                rest = [(one.observed, one.expected) for one in _pair(stats, n) if one]
                without[left] = float(_ratio(np.array(rest).reshape(-1, 2).sum(axis=0)))
    rows = enough(stats, members)
    return Series(
        category,
        members,
        terms,
        _ratio,
        rows,
        members_sum(layer_counts(stats, layer), members) * rows,
        "no-variation",
        _parameters(stats),
        told,
        layer,
        without=without,
        error=_error,
        empty="no-units",
    )


def _category(
    stats: Statistics,
    category: str | None,
    layer: int,
    members: Members,
    sums: Sums,
    terms: list[tuple[float, ...]],
) -> Series:
    table = np.array(terms, np.float64).reshape(-1, 1, 4)
    rows = enough(stats, members)
    told = {**_told(sums), "weight_of_aligned_pairs": float(table[..., 1].sum())}
    return Series(
        category,
        members,
        table,
        _category_ratio,
        rows,
        members_sum(layer_counts(stats, layer), members) * rows,
        "no-variation",
        _parameters(stats),
        told,
        layer,
        empty="no-pair",
    )


def _ratio(sums: Real) -> Real:
    return 1 - divided(sums[..., 0], sums[..., 1])


def _category_ratio(sums: Real) -> Real:
    observed = divided(sums[..., 0], sums[..., 1])
    expected = divided(sums[..., 2], sums[..., 3])
    return 1 - divided(observed, np.where(np.isnan(expected), 0.0, expected))


def _error(sums: Real) -> float:
    """γ changes by ΣW·O/(ΣW·E)² with the expected disorder, whose variance is summed."""
    observed, expected, variance = sums.reshape(-1)[:3].tolist()
    return observed / expected**2 * sqrt(variance) if expected > 0 else 0.0


def _told(sums: Sums) -> dict[str, object]:
    known = [one for one in sums if one]
    proofs = [one.proof for one in known]
    return {
        "proof": max(proofs, key=_PROOFS.index) if proofs else None,
        "samples_per_document": sorted({one.samples for one in known}),
        "ties_possible": any(one.ties_possible for one in known),
    }


def _parameters(stats: Statistics) -> dict[str, object]:
    return asdict(settings(stats.units))
