"""95 % intervals of pooled figures: jackknife-t for few documents, a bootstrap for many.

The rows that are left out or drawn are clusters: documents, events or documents tied by links.
"""

from collections.abc import Callable
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]
Settle = Callable[[Real], Real]
"""From sums [..., G, T] to values [...]; nan where undefined."""
Method = Literal["none", "jackknife-t", "bootstrap"]
Interval = tuple[float, float]

FEWEST: Final = 5
MANY: Final = 20
REPLICATES: Final = 2000
LEVEL: Final = 0.95
_MOST_UNDEFINED: Final = 0.05


def method(clusters: int) -> Method:
    """None below 5 clusters, the jackknife below 20, else the bootstrap."""
    if clusters < FEWEST:
        return "none"
    return "jackknife-t" if clusters < MANY else "bootstrap"


def jackknife(terms: Real, settle: Settle) -> Interval | None:
    """Pseudo-values D·θ - (D-1)·θ without one, their mean ± t(D-1)·sd/√D.

    `terms` is [clusters, G, T], at least two. None where leaving one out leaves it undefined.
    """
    from scipy.stats import t

    many = len(terms)
    whole = terms.sum(axis=0)
    without = settle(whole - terms)
    if np.isnan(without).any():
        return None
    pseudo = many * settle(whole) - (many - 1) * without
    half = t.ppf(0.5 + LEVEL / 2, many - 1) * pseudo.std(ddof=1) / np.sqrt(many)
    return float(pseudo.mean() - half), float(pseudo.mean() + half)


def weights(clusters: int, seed: int, replicates: int = REPLICATES) -> Real:
    """[replicates, clusters] how often each is drawn; the same for all measures and pairs."""
    random = np.random.default_rng(np.random.SeedSequence([seed, clusters]))
    drawn = random.multinomial(clusters, np.full(clusters, 1 / clusters), replicates)
    return drawn.astype(np.float64)


def percentiles(values: Real) -> Interval | None:
    """The middle 95 % of the replicates; None where over 5 % of them are undefined."""
    defined = values[~np.isnan(values)]
    if len(defined) < len(values) * (1 - _MOST_UNDEFINED):
        return None
    low, high = np.quantile(defined, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2])
    return float(low), float(high)


def widened(interval: Interval, value: float, error: float) -> Interval:
    """With a further, independent standard error of `value`, added in quadrature."""
    from scipy.stats import norm

    more = float(norm.ppf(0.5 + LEVEL / 2)) * error
    below, above = value - interval[0], interval[1] - value
    low = value - float(np.copysign(np.hypot(below, more), 1 if below >= 0 else -1))
    high = value + float(np.copysign(np.hypot(above, more), 1 if above >= 0 else -1))
    return min(low, interval[0]), max(high, interval[1])


def cut(interval: Interval, bounds: tuple[float | None, float | None]) -> Interval:
    """Within the measure's range."""
    low, high = interval
    least, most = bounds
    if least is not None:
        low, high = max(low, least), max(high, least)
    if most is not None:
        low, high = min(low, most), min(high, most)
    return low, high
