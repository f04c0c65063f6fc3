"""What gamma is computed from and how: the units of one document, and the settings."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

Proof = Literal["exact", "bracket", "local"]
"""How well the best alignment is known: proved; between an upper and a lower bound of the same
linear programme; or found by search alone, with a weak lower bound."""

ROUNDING = 1e-9
"""Costs that differ by less, in units of delta, are taken for equal."""


@dataclass(frozen=True, slots=True)
class GammaUnits:
    """The units of one document, in any order.

    `annotators` counts all who finished, also those without units. Fragments of unit u are
    `offsets[u]:offsets[u + 1]`, half open, sorted, disjoint and not empty, in code points.
    """

    annotators: int
    annotator: npt.NDArray[np.integer]
    """[U], from 0."""
    category: npt.NDArray[np.integer]
    """[U], from 0; an index into the matrix where there is one."""
    offsets: npt.NDArray[np.integer]
    """[U + 1]."""
    starts: npt.NDArray[np.number]
    """[F]."""
    ends: npt.NDArray[np.number]
    """[F], not included."""
    length: float
    """Of the text, which runs from 0."""


@dataclass(frozen=True, slots=True)
class GammaParameters:
    """Settings that change the figure; all of them belong beside it in print.

    Raises ValueError for weights below 0, a delta of 0 or a matrix that is not symmetric.
    """

    alpha: float = 1.0
    """Weight of position."""
    beta: float = 1.0
    """Weight of category."""
    delta: float = 1.0
    """Cost of a pair with an empty place; also scales the dissimilarity."""
    matrix: tuple[tuple[float, ...], ...] | None = None
    """Dissimilarity of categories, symmetric, zero on the diagonal; None: 0 or 1."""
    position: Literal["fragments", "hull"] = "fragments"
    sampler: Literal["shift", "statistical"] = "shift"
    samples: int = 30
    """At least so many chance continua."""
    precision: float = 0.02
    """More of them until the 95 % interval of E is this share of E; 0: never more."""
    proof: Literal["auto", "exact", "bracket", "local"] = "auto"
    """`auto`: exact up to 5 annotators, then local."""
    seconds: float | None = None
    """For the proofs of one document; then the bounds reached so far stand."""

    def __post_init__(self) -> None:
        if min(self.alpha, self.beta, self.precision) < 0 or self.delta <= 0 or self.samples < 1:
            raise ValueError("Weights are not negative; delta and the number of samples above 0.")
        if self.matrix is not None:
            matrix = np.asarray(self.matrix, np.float64)
            square = matrix.ndim == 2 and np.array_equal(matrix, matrix.T)
            if not square or matrix.diagonal().any() or (matrix < 0).any():
                raise ValueError("A matrix of categories is symmetric, with zeros across.")
