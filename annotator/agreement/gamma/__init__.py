"""Gamma: agreement on where units are and what they are, measured on their best alignment."""

from annotator.agreement.gamma.alignment import Alignment, best_alignment
from annotator.agreement.gamma.parameters import GammaParameters, GammaUnits, Proof
from annotator.agreement.gamma.statistics import GammaStatistics, gamma_statistics

__all__ = [
    "Alignment",
    "GammaParameters",
    "GammaStatistics",
    "GammaUnits",
    "Proof",
    "best_alignment",
    "gamma_statistics",
]
