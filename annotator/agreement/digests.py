"""Digests of what a document's figures depend on: cache keys, seeds of random numbers."""

import hashlib
from dataclasses import asdict

import numpy as np

from annotator.agreement.units import Parameters, Units

DEPENDS = {"coverage": ("unit",), "matching": ("iou",), "gamma": ("gamma", "seed")}
"""By kind of statistics, the parameters that matter beyond what they made of the units."""


def set_digest(units: Units, document: int) -> str:
    """Of all spans and categories of a document, and of who finished it. What attributes say is
    not in it: it matters to no statistics of a document alone."""
    low, high = (int(units.document_offsets[d]) for d in (document, document + 1))
    one, two = int(units.offsets[low]), int(units.offsets[high])
    told = units.annotators, units.finished[document].tolist(), units.layers
    digest = hashlib.sha256(repr(told).encode())
    for column in (units.annotator, units.category, units.suggested):
        digest.update(np.ascontiguousarray(column[low:high]).tobytes())
    digest.update(np.diff(units.offsets[low : high + 1]).tobytes())
    for column in (units.starts, units.ends, units.first, units.last):
        digest.update(np.ascontiguousarray(column[one:two]).tobytes())
    return digest.hexdigest()


def document_digest(units: Units, document: int, kind: str) -> str:
    """Of the text, the sets and the parameters that this kind of statistics depends on."""
    parameters = asdict(units.parameters)
    depends = [(name, parameters[name]) for name in DEPENDS[kind]]
    told = (kind, units.digests[document], depends, set_digest(units, document))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def seed_of(parameters: Parameters, *told: str) -> list[int]:
    """Whole numbers for a seed sequence: the seed and a digest of what is told."""
    digest = hashlib.sha256("\x00".join(told).encode()).digest()
    return [parameters.seed, *np.frombuffer(digest[:16], np.uint32).tolist()]
