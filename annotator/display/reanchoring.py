"""What is said of annotations whose text has changed: counts, reasons, words in their context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.core.reanchoring import Anchoring, Outcome, Report
from annotator.core.span import Spans

_AROUND: Final = 120
_LONGEST: Final = 1500

_SAID: Final[tuple[tuple[Outcome, str, str], ...]] = (
    ("kept", "stays where it is", "stay where they are"),
    ("moved", "moves with its words", "move with their words"),
    ("respelled", "is only written differently", "are only written differently"),
    ("reworded", "has other words now", "have other words now"),
    ("ambiguous", "is unclear", "are unclear"),
    ("lost", "has no place any more", "have no place any more"),
)
HEADINGS: Final[dict[Outcome, str]] = {
    "kept": "Stays",
    "moved": "Moves",
    "respelled": "Written differently",
    "reworded": "Other words",
    "ambiguous": "Unclear",
    "lost": "No place",
}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a text with what stands around them; `marked` are the words themselves, as start
    and end (excluded) within `text`, in code points."""

    text: str
    marked: tuple[tuple[int, int], ...]


def account(report: Report) -> str:
    """How many annotations had which outcome, in one sentence."""
    parts = [
        f"{count} {one if count == 1 else many}"
        for outcome, one, many in _SAID
        if (count := report.counts[outcome])
    ]
    number = len(report.anchorings)
    if number == 0:
        return "There are no annotations."
    if len(parts) == 1:
        words = parts[0].split(" ", 1)[1]
        return (
            f"The only annotation {words}." if number == 1 else f"All {number} annotations {words}."
        )
    return f"Of {number} annotations {', '.join(parts[:-1])} and {parts[-1]}."


def reason(anchoring: Anchoring) -> str:
    """Why an annotation had its outcome, for a person who is to judge it."""
    match anchoring.outcome:
        case "kept":
            return "The same words at the same place."
        case "moved":
            return "The same words, at another place."
        case "respelled":
            return "Only blanks, quotation marks, dashes or the form of letters differ."
        case "reworded":
            return "The place is clear, but the words are not the same any more."
        case "ambiguous" if anchoring.candidates[1:]:
            return "Several places are about as likely."
        case "ambiguous":
            return "These words are there, but little around them is as it was."
        case "lost" if anchoring.candidates:
            return "It is not there any more. The same words elsewhere belonged there before, too."
        case "lost":
            return "Its words are nowhere in the text."


def excerpt(text: str, spans: Spans, around: int = _AROUND) -> Excerpt:
    """The words of some spans with so many characters around, an ellipsis for what is left out."""
    parts: list[str] = []
    marked: list[tuple[int, int]] = []
    length = done = 0

    def add(piece: str) -> None:
        nonlocal length
        parts.append(piece)
        length += len(piece)

    for span, following in zip(spans, (*spans[1:], None), strict=True):
        start = max(done, span.start - around)
        if start > done:
            add("…")
        add(text[start : span.start])
        words = span.text(text)
        if len(words) > _LONGEST:
            words = f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
        marked.append((length, length + len(words)))
        add(words)
        done = min(len(text), span.end + around)
        if following is not None:
            done = min(done, following.start)
        add(text[span.end : done])
    if done < len(text):
        add("…")
    return Excerpt("".join(parts), tuple(marked))


def in_one_line(text: str, spans: Spans, around: int = 40) -> str:
    """Words and a little around them, for a row of a list."""
    return " ".join(excerpt(text, spans, around).text.split())


def by_urgency(anchorings: Iterable[Anchoring]) -> Sequence[Anchoring]:
    """What has to be decided first, then what only moves; what stays is left out."""
    order: tuple[Outcome, ...] = ("ambiguous", "reworded", "respelled", "lost", "moved")
    found = [anchoring for anchoring in anchorings if anchoring.outcome in order]
    return sorted(found, key=lambda anchoring: order.index(anchoring.outcome))
