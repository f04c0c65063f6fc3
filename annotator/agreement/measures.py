"""The measures that ship: a new one is a module and a line in `MEASURES`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from annotator.agreement import coverage_series as coverage
from annotator.agreement import gamma_series, span_series
from annotator.agreement.attributes import attribute_alpha
from annotator.agreement.attribution import attribution_agr, attribution_f1
from annotator.agreement.pooling import Kind, Statistics
from annotator.agreement.relations import relation_f1, relation_values
from annotator.agreement.series import Series

Family = Literal["matching", "coverage", "gamma", "attributes", "relations"]
_NEEDS: dict[Family, set[Kind]] = {
    "coverage": {"coverage"},
    "matching": {"coverage", "matching"},
    "attributes": {"coverage", "matching"},
    "relations": {"coverage", "matching"},
    "gamma": {"coverage", "gamma"},
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: how its figures are made, its range, and what may be said of them."""

    id: str
    title: str
    family: Family
    series: Callable[[Statistics], Iterator[Series]]
    bounds: tuple[float | None, float | None]
    says: str
    says_not: str
    counts: str = "annotations"
    """What `n_units` counts."""
    together: str = "tagged with anything"
    """What a figure that names no category says of all of them."""


_SHARE = (0.0, 1.0)
_CORRECTED = (-1.0, 1.0)
_UP_TO_ONE = (None, 1.0)
_F1_NOT = "F1 is not corrected for chance."
_BLIND = (
    "It is blind to how many annotations there are: one long span and several short look alike."
)
_GAMMA_NOT = "Compare it only under equal α, β, Δ and sampler; it has no thresholds."

_ALL = (
    Measure(
        "f1-exact",
        "F1, exact spans",
        "matching",
        span_series.f1_exact,
        _SHARE,
        "The share of annotations that the other annotator has with the same category and the "
        "very same characters.",
        f"{_F1_NOT} A boundary that is off by one character counts as a miss on both sides.",
        together="matched within category",
    ),
    Measure(
        "f1-overlap",
        "F1, overlapping spans",
        "matching",
        span_series.f1_overlap,
        _SHARE,
        "The share of annotations that have a counterpart of their own, one to one, that shares "
        "characters with them: any, or at least the stated intersection over union.",
        f"{_F1_NOT} At any overlap it does not say how well the boundaries fit.",
        together="matched within category",
    ),
    Measure(
        "f1-coverage",
        "F1, covered text",
        "coverage",
        coverage.f1_coverage,
        _SHARE,
        "The share of the text that either covers which both cover.",
        f"{_F1_NOT} {_BLIND}",
        together="summed over categories",
    ),
    Measure(
        "alpha",
        "Krippendorff’s α",
        "coverage",
        coverage.alpha,
        _CORRECTED,
        "Agreement on which tokens or characters a category covers, corrected for chance.",
        f"{_BLIND} Krippendorff’s customary .800 and .667 are conventions for α, read on the lower "
        "end of the interval.",
    ),
    Measure(
        "kappa",
        "Cohen’s κ",
        "coverage",
        coverage.kappa,
        _CORRECTED,
        "As α, for two annotators, with chance from each one’s own share; for comparison with "
        "older studies.",
        f"It rewards annotators who use a category unequally often. {_BLIND} Verbal scales for κ "
        "are arbitrary.",
    ),
    Measure(
        "pi",
        "Scott’s π",
        "coverage",
        coverage.pi,
        _CORRECTED,
        "As α, for two annotators, without its correction for small samples.",
        _BLIND,
    ),
    Measure(
        "fleiss",
        "Fleiss’ κ",
        "coverage",
        coverage.fleiss,
        _CORRECTED,
        "As π for several annotators, on the documents that all of them finished.",
        f"{_BLIND} Documents that somebody did not finish are left out.",
    ),
    Measure(
        "ac1",
        "Gwet’s AC1",
        "coverage",
        coverage.ac1,
        _CORRECTED,
        "Observed agreement corrected by a chance term that is small for rare and for very common "
        "categories.",
        f"It is high when the category is rare, because agreeing on absence counts. {_BLIND}",
    ),
    Measure(
        "u-alpha",
        "Krippendorff’s uα",
        "coverage",
        coverage.u_alpha,
        _UP_TO_ONE,
        "As α, with chance that knows how long segments and gaps are.",
        "One category at a time; it is not the multi-valued uα of a partition.",
    ),
    Measure(
        "gamma",
        "γ",
        "gamma",
        gamma_series.gamma,
        _UP_TO_ONE,
        "Agreement on where annotations are and what they are, on their best alignment, corrected "
        "by what shifted annotations give.",
        _GAMMA_NOT,
        together="aligned together",
    ),
    Measure(
        "gamma-cat",
        "γ-cat",
        "gamma",
        gamma_series.gamma_cat,
        _UP_TO_ONE,
        "Agreement on the category of annotations that γ aligns.",
        f"It says nothing of annotations that only one has. {_GAMMA_NOT}",
        counts="annotations aligned or not",
        together="aligned together",
    ),
    Measure(
        "gamma-k",
        "γ-k",
        "gamma",
        gamma_series.gamma_k,
        _UP_TO_ONE,
        "As γ-cat, over the aligned pairs of which at least one has the category.",
        f"It says nothing of annotations that only one has. {_GAMMA_NOT}",
        counts="annotations aligned or not",
    ),
    Measure(
        "agr",
        "agr, directional",
        "matching",
        lambda stats: chain(span_series.agr(stats), attribution_agr(stats)),
        _SHARE,
        "The share of one annotator’s annotations that any of the other’s touches; used for "
        "corpora of attribution.",
        "It is not corrected for chance and not one to one: one long span can touch many.",
        together="touched within category",
    ),
    Measure(
        "attribute-alpha",
        "α on attributes",
        "attributes",
        lambda stats: chain(attribute_alpha(stats), relation_values(stats)),
        _CORRECTED,
        "Agreement on the values given to annotations that both have, corrected for chance; "
        "missing values are left out.",
        "It says nothing of annotations that only one has. Values are compared as names, also "
        "where they are numbers.",
        counts="matched pairs",
        together="on whatever is matched",
    ),
    Measure(
        "relation-f1",
        "F1, relations",
        "relations",
        relation_f1,
        _SHARE,
        "The share of relations that the other annotator has between the matched annotations: of "
        "all, and of those whose two ends both have; the former is the latter times the share of "
        "relations with agreed ends.",
        f"{_F1_NOT} Unconditioned, it falls with every end that only one annotated.",
        counts="relations",
        together="ends matched within category",
    ),
    Measure(
        "attribution-f1",
        "F1, attributions",
        "relations",
        attribution_f1,
        _SHARE,
        "The share of attributed contents that both attribute; with a shared source; with a "
        "shared cue too.",
        _F1_NOT,
        counts="attributions",
        together="contents matched within category",
    ),
)

MEASURES = {measure.id: measure for measure in _ALL}
"""By id, in the order of tables."""


def needed(*measures: Measure) -> set[Kind]:
    """The kinds of statistics that these measures are made from."""
    return {kind for measure in measures for kind in _NEEDS[measure.family]}
