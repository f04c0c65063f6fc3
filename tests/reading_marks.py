"""One annotation of the third reading, noted down with the words around it.

`words` is a stretch of the article that stands there only once, with what is tagged in brackets.
`sources` and `cues` are the keys, parted by blanks, of what answers for it and introduces it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One annotation, and the attributions that belong to it."""

    key: str
    category: str
    words: str
    values: dict[str, object]
    sources: str = ""
    cues: str = ""
    note: str = ""
    sure: bool = True


def quote(
    key: str,
    words: str,
    form: str,
    speaker: str = "",
    sources: str = "",
    cues: str = "",
    *,
    medium: str = "speech",
    note: str = "",
    sure: bool = True,
) -> Mark:
    """What somebody is reported to have said, written or thought."""
    values: dict[str, object] = {"form": form, "medium": medium, "speaker": speaker}
    return Mark(key, "quote", words, values, sources, cues, note, sure)


def claim(
    key: str,
    words: str,
    claim_type: str,
    check_worthiness: str,
    sources: str = "",
    cues: str = "",
    *,
    voice: str = "",
    modality: str = "asserted",
    stance: str = "neutral",
    note: str = "",
    sure: bool = True,
) -> Mark:
    """A statement; in the voice of the reporter, or attributed where it has a source or cue."""
    values: dict[str, object] = {
        "claim_type": claim_type,
        "voice": voice or ("attributed" if sources or cues else "reporter"),
        "modality": modality,
        "check_worthiness": check_worthiness,
        "outlet_stance": stance,
    }
    return Mark(key, "claim", words, values, sources, cues, note, sure)


def source(key: str, words: str, kind: str, *, relay: bool = False, note: str = "") -> Mark:
    """Who or what content comes from; `relay` where it passes another source on."""
    values: dict[str, object] = {
        "part": "source",
        "source_kind": kind,
        "relay": "yes" if relay else "no",
    }
    return Mark(key, "attribution", words, values, note=note)


def cue(key: str, words: str, lemma: str, force: str, *, note: str = "") -> Mark:
    """The words that signal reporting."""
    values: dict[str, object] = {"part": "cue", "cue_lemma": lemma, "cue_force": force}
    return Mark(key, "attribution", words, values, note=note)


def figure(
    key: str,
    words: str,
    value: int | None,
    unit: str,
    precision: str,
    referent: str,
    sources: str = "",
    cues: str = "",
) -> Mark:
    """A count of something."""
    values: dict[str, object] = {
        "value": value,
        "unit": unit,
        "quantity_type": "count",
        "precision": precision,
        "referent": referent,
    }
    return Mark(key, "statistic", words, values, sources, cues)
