"""The text a user holds: finished fragments, and the one the caret is drawing out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from annotator.core.span import Span, Spans
from annotator.gui.text.caret import Caret


def merged(spans: Iterable[Span]) -> Spans:
    """Spans in order, overlapping and touching ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Held:
    """Caret and selection. `pin` is where the selection was begun: a place, or a whole word or
    sentence that stays inside it; `done` are the fragments finished before."""

    caret: Caret = field(default_factory=Caret)
    pin: tuple[int, int] = (0, 0)
    done: Spans = ()

    @property
    def active(self) -> Span | None:
        """The fragment between pin and caret; None where both are at one place."""
        start = min(self.pin[0], self.caret.position)
        end = max(self.pin[1], self.caret.position)
        return Span(start, end) if start < end else None

    @property
    def spans(self) -> Spans:
        """All fragments, in order and disjoint."""
        return merged((*self.done, self.active) if self.active else self.done)

    def moved(self, caret: Caret, *, extend: bool) -> "Held":
        """The caret elsewhere; without `extend` nothing is held any more."""
        if extend:
            return replace(self, caret=caret)
        return at(caret)

    def another(self, caret: Caret, pin: tuple[int, int]) -> "Held":
        """What is held so far kept, and a new fragment begun."""
        return Held(caret, pin, self.spans)

    def less(self) -> "Held":
        """Without the last fragment: the one being drawn out, else the last finished one."""
        here = self.caret.position
        if self.active:
            return Held(self.caret, (here, here), self.done)
        return Held(self.caret, self.pin, self.done[:-1])


def at(caret: Caret) -> Held:
    """A caret and nothing held."""
    return Held(caret, (caret.position, caret.position))


def holding(spans: Iterable[Span]) -> Held | None:
    """These spans held, the caret at the end of the last; None for no spans."""
    ordered = merged(spans)
    if not ordered:
        return None
    last = ordered[-1]
    return Held(Caret(last.end), (last.start, last.start), ordered[:-1])
