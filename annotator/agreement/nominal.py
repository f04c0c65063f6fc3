"""Coefficients for nominal values, from sums that add up over documents.

Items are tokens or characters (covered or not) or matched units (values of an attribute).
`disagreement` is Σ over items of Σ_{c≠k} n_c·n_k / (n-1), with n_c of the item's n values being c;
`totals[..., c]` counts the values c of all items with at least two. All are nan where undefined.
"""

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]


def alpha(disagreement: Real, totals: Real) -> Real:
    """Krippendorff's nominal α: 1 - (N-1)·D / (N² - Σn_c²); nan where all values are the same."""
    many = totals.sum(axis=-1)
    return 1 - divided((many - 1) * disagreement, _unlike(totals))


def u_alpha(disagreement: Real, totals: Real, squares: Real) -> Real:
    """Krippendorff's uα of 2016 for one category: as α, with N² less the squared lengths of all
    segments and the lengths of gaps, in place of N² less N."""
    many = totals.sum(axis=-1)
    return 1 - divided(disagreement * (many * many - squares), many * _unlike(totals))


def fleiss(disagreement: Real, totals: Real) -> Real:
    """Fleiss' κ (1971), for two annotators Scott's π (1955): chance from pooled shares."""
    many = totals.sum(axis=-1)
    # P_o = 1 - D/N and 1 - P_e = (N² - Σn_c²)/N².
    return 1 - divided(disagreement * many, _unlike(totals))


def ac1(disagreement: Real, totals: Real) -> Real:
    """Gwet's AC1 (2008), P_e = Σq(1-q)/(values-1); nan where all values are the same, though the
    formula would say 1."""
    many = totals.sum(axis=-1)
    unlike = _unlike(totals)
    values = totals.shape[-1]
    # 1 - P_e = 1 - (N² - Σn_c²)/N²/(V-1); P_o as Fleiss.
    rest = many * many - unlike / max(values - 1, 1)
    return np.where(unlike > 0, 1 - divided(disagreement * many, rest), np.nan)


def cohen(agreed: Real, rows: Real, columns: Real) -> Real:
    """Cohen's κ (1960) of two annotators: `agreed` items, values of one and of the other."""
    many = rows.sum(axis=-1)
    expected = (rows * columns).sum(axis=-1)
    # (p_o - p_e)/(1 - p_e), times N².
    return divided(agreed * many - expected, many * many - expected)


def divided(above: Real, below: Real) -> Real:
    """The quotient; nan where it would be a division by nothing."""
    nothing = np.full(np.shape(below), np.nan)
    quotient: Real = np.divide(above, below, out=nothing, where=below > 0)
    return quotient


def _unlike(totals: Real) -> Real:
    """N² - Σn_c²: ordered pairs of values that differ."""
    many = totals.sum(axis=-1)
    unlike: Real = many * many - (totals * totals).sum(axis=-1)
    return unlike
