"""What may be said of a figure: reasons for none, warnings, and the sentence for the methods."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from annotator.agreement.figure import Agreement
from annotator.agreement.intervals import MANY
from annotator.agreement.measures import MEASURES

REASONS: Final = {
    "no-shared-document": "These annotators finished no document together (Fleiss’ κ and AC1: all "
    "of them). Finish documents that the others finished, too.",
    "one-annotator": "Agreement needs two annotators. Choose more, or let somebody else annotate.",
    "no-units": "Nobody annotated anything here, so there is nothing to agree on.",
    "no-variation": "All values are the same, so chance alone would agree as well. Look at the "
    "counts instead.",
    "no-pair": "No annotations of two annotators match, so there are no values to compare.",
    "no-relations": "There are no relations of this kind to compare.",
    "text-differs": "A set was made on another version of the text. Bring it to this text first.",
    "too-few-documents": "An interval needs at least five documents (or events).",
    "one-document": "An interval comes from how documents differ; one document has none.",
    "too-sparse": "Too many resampled corpora leave the figure undefined. Pool categories or "
    "annotate more documents.",
    "cancelled": "It was cancelled before it was computed. Start it again.",
}
"""By reason, a sentence that says what to do."""

_RARE = 0.01
_FEW_UNITS = 30
_FEW_PAIRS = 10
_GAP = 0.2
_BASE_RATES = 0.05


def flags(figure: Agreement) -> Iterator[str]:
    """What a reader should be warned of beside this figure; nothing where there is no value."""
    if figure.value is None:
        return
    told = figure.evidence
    prevalence = told.get("prevalence")
    if prevalence is not None and prevalence < _RARE:
        yield f"The category covers only {prevalence:.2%} of the text."
    if figure.measure == "attribute-alpha":
        if 0 < figure.n_units < _FEW_PAIRS:
            yield f"It rests on {figure.n_units} matched pair(s) only."
    elif 0 < figure.n_units < _FEW_UNITS:
        yield f"It rests on {figure.n_units} annotation(s) or relation(s) only."
    if figure.n_documents < MANY and figure.document is None:
        yield f"It rests on {figure.n_documents} document(s) only."
    if told.get("share_from_suggestions"):
        yield (
            "Some annotations came from suggestions; people who saw the same ones agree more "
            "often, so agreement may be inflated."
        )
    if told.get("proof") not in (None, "exact"):
        low, high = told.get("bounds", (None, None))
        if low is not None:
            yield f"The best alignment is not proved: γ lies between {low:.3f} and {high:.3f}."


def comparisons(figures: Sequence[Agreement]) -> Iterator[str]:
    """What figures of one category, pair and document say when they are read together."""
    values = {
        f.measure: f.value
        for f in reversed(figures)
        if f.value is not None and not f.parameters.get("categories")
    }
    alpha, exact, kappa = (values.get(name) for name in ("alpha", "f1-exact", "kappa"))
    if alpha is not None and exact is not None and alpha - exact > _GAP:
        yield "α is much higher than exact F1: boundaries or splits differ."
    if alpha is not None and kappa is not None and kappa - alpha > _BASE_RATES:
        yield "κ is higher than α: the annotators use the category unequally often."


def methods(figures: Sequence[Agreement], command: str) -> str:
    """A sentence or two for a methods section, with the command that gives the same digits."""
    if not figures:
        return ""
    first = figures[0].parameters
    names = "; ".join(MEASURES[m].title for m in _in_order({f.measure for f in figures}))
    covering = next((f for f in figures if MEASURES[f.measure].family == "coverage"), figures[0])
    tokeniser = covering.parameters["tokeniser"]
    unit = {"token": f"tokens ({tokeniser})", "char": "characters"}[covering.parameters["unit"]]
    documents = max(f.n_documents for f in figures)
    ways = {f.interval_method for f in figures if f.interval}
    how = {"jackknife-t": "the jackknife", "bootstrap": "a percentile bootstrap of 2,000 draws"}
    interval = " and ".join(how[way] for way in sorted(ways))
    by = {"document": "documents", "event": "events"}.get(str(first.get("resample")), "documents")
    told = [
        f"Agreement on {documents} document(s) was computed with annotator: {names}; coverage in "
        f"{unit}, each category a layer of its own, documents pooled by sums, tolerance "
        f"{first['tolerance']}, {first['suggestions']} suggestions, seed {first['seed']}."
    ]
    gamma = next((f for f in figures if f.measure.startswith("gamma") and f.parameters), None)
    if gamma is not None and "alpha" in gamma.parameters:
        p = gamma.parameters
        told.append(
            f"γ: α {p['alpha']:g}, β {p['beta']:g}, Δ {p['delta']:g}, position by {p['position']}, "
            f"{p['sampler']} sampler, at least {p['samples']} samples."
        )
    if interval:
        told.append(f"Intervals are 95 %, from {interval} over {by}.")
    told.append(f"Same digits: {command}")
    return " ".join(told)


def _in_order(names: Collection[str]) -> list[str]:
    return [name for name in MEASURES if name in names]
