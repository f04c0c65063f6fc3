"""The mouse: selecting by character, word, sentence, paragraph; fragments; boundaries; picking."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QPointF

from annotator.core.segments import sentence_at, word_at
from annotator.core.span import Span
from annotator.gui.text.caret import Caret, snapped
from annotator.gui.text.held import Held, at
from annotator.gui.text.hits import boundary_at, hits, moved_boundary
from annotator.gui.text.stage import Stage


class Unit(Enum):
    """By what a drag extends."""

    CHARACTER = auto()
    WORD = auto()
    SENTENCE = auto()
    PARAGRAPH = auto()


class Wishes(Protocol):
    """What the mouse tells the view."""

    def picked_at(self, ids: tuple[str, ...], point: QPointF) -> None:
        """A click on these annotations, or on none."""

    def toggled(self, id: str) -> None:
        """Ctrl+click on an annotation."""

    def selected(self, *, finished: bool) -> None:
        """What is held has changed by a drag that is over."""

    def fragment(self, span: Span) -> None:
        """Another fragment of the current annotation."""

    def boundary(self) -> None:
        """The boundary was let go: `stage.dragged` is how the annotation should be."""


@dataclass(slots=True)
class _Drag:
    point: QPointF
    unit: Unit = Unit.CHARACTER
    adding: bool = False
    """Ctrl: another fragment."""
    extending: bool = False
    """Shift: from where the selection began."""
    boundary: tuple[int, bool] | None = None
    moved: bool = False
    before: Held = field(default_factory=Held)


class Mouse:
    """The state between a press and its release."""

    def __init__(self, stage: Stage, wishes: Wishes) -> None:
        self._stage = stage
        self._wishes = wishes
        self._drag: _Drag | None = None

    @property
    def dragging(self) -> bool:
        return self._drag is not None

    def press(self, point: QPointF, clicks: int, *, shift: bool, ctrl: bool) -> None:
        """The left button goes down; `clicks` in a row at one place, from 1."""
        stage = self._stage
        drag = _Drag(point, before=stage.held)
        drag.unit = (Unit.CHARACTER, Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)[min(clicks, 4) - 1]
        self._drag = drag
        position, upstream = stage.border_at(point)
        caret = Caret(position, upstream)
        if clicks == 1 and not (shift or ctrl):
            drag.boundary = boundary_at(stage, point)
            if drag.boundary is not None:
                stage.dragged = stage.current_spans()
                return
        if shift:
            drag.extending = True
            stage.held = stage.held.moved(caret, extend=True)
        elif clicks > 1:
            self._take(self._span(drag.unit, point, position))
        elif ctrl:
            drag.adding = True
            stage.held = stage.held.another(caret, (position, position))
        else:
            stage.held = at(caret)

    def move(self, point: QPointF) -> None:
        """The mouse moves with the button down."""
        drag = self._drag
        if drag is None:
            return
        far = (point - drag.point).manhattanLength() >= 3
        drag.moved = drag.moved or far
        if not drag.moved:
            return
        stage = self._stage
        position, upstream = stage.border_at(point)
        if drag.boundary is not None:
            number, at_end = drag.boundary
            place = snapped(stage.page, position, up=at_end)
            stage.dragged = moved_boundary(
                stage.page, stage.current_spans(), number, place, at_end=at_end
            )
            return
        if drag.unit is not Unit.CHARACTER:
            span = self._span(drag.unit, point, position)
            if span is not None:
                backwards = span.start < stage.held.pin[0]
                position, upstream = (span.start if backwards else span.end), False
        stage.held = stage.held.moved(Caret(position, upstream), extend=True)

    def release(self, point: QPointF) -> None:
        """The button goes up: say what the person meant."""
        drag, self._drag = self._drag, None
        if drag is None:
            return
        stage = self._stage
        if drag.boundary is not None:
            if drag.moved and stage.dragged != stage.current_spans():
                self._wishes.boundary()
            stage.dragged = ()
            if not drag.moved:
                self._wishes.picked_at(hits(stage, point).ids, point)
            return
        if drag.adding:
            self._added(drag, point)
        elif stage.held.spans or drag.extending:
            self._wishes.selected(finished=True)
        else:
            if drag.before.spans:
                self._wishes.selected(finished=False)
            self._wishes.picked_at(hits(stage, point).ids, point)

    def cancel(self) -> bool:
        """Give up a drag of a boundary; whether there was one."""
        if self._drag is None or self._drag.boundary is None:
            return False
        self._drag = None
        self._stage.dragged = ()
        return True

    def _added(self, drag: _Drag, point: QPointF) -> None:
        stage = self._stage
        fresh = stage.held.active
        if fresh is None:
            stage.held = drag.before
            found = hits(stage, point).ids
            if found:
                self._wishes.toggled(found[0])
            return
        if stage.current and not drag.before.spans:
            stage.held = at(stage.held.caret)
            self._wishes.fragment(fresh)
        else:
            self._wishes.selected(finished=False)

    def _take(self, span: Span | None) -> None:
        if span is not None:
            self._stage.held = Held(Caret(span.end), (span.start, span.end))

    def _span(self, unit: Unit, point: QPointF, position: int) -> Span | None:
        """The word, sentence or paragraph under a point."""
        stage = self._stage
        text = stage.document.text
        inside = stage.character_at(point)
        if inside is None:
            inside = max(position - 1, 0) if position else 0
        match unit:
            case Unit.WORD:
                found = word_at(text, inside)
                if found is None and inside < len(text) and text[inside] != "\n":
                    end = snapped(stage.page, inside + 1, up=True)
                    found = Span(snapped(stage.page, inside), end)
                return found
            case Unit.SENTENCE:
                return sentence_at(text, inside)
            case _:
                start, end = stage.document.block_span(stage.document.block_at(inside))
                return Span(start, end) if start < end else None
