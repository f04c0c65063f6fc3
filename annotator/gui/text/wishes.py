"""From gestures and keys to the signals of the view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from annotator.core.span import Span
from annotator.gui.text.accessible import tell_caret
from annotator.gui.text.clipboard import hold_primary
from annotator.gui.text.held import Held, at

if TYPE_CHECKING:
    from annotator.gui.text.view import TextView


class ViewWishes:
    """What mouse and keyboard want, said as the view's signals."""

    def __init__(self, view: "TextView") -> None:
        self._view = view

    def picked_at(self, ids: tuple[str, ...], point: QPointF) -> None:
        self._view.choosing.take(ids, point.toPoint())
        self._view.caret_moved.emit(self._view.caret)

    def toggled(self, id: str) -> None:
        self._view.annotation_toggled.emit(id)

    def selected(self, *, finished: bool) -> None:
        view = self._view
        view.choosing.close()
        hold_primary(view.stage)
        view.selection_changed.emit(view.selection)
        view.caret_moved.emit(view.caret)
        if finished and view.selection:
            view.selection_finished.emit(view.selection)

    def fragment(self, span: Span) -> None:
        self._view.fragment_wanted.emit(span)

    def boundary(self) -> None:
        stage = self._view.stage
        self._view.boundary_moved.emit(stage.current[-1], stage.dragged)

    def scroll_by(self, pixels: float) -> None:
        view = self._view
        view.choosing.close()
        if view.stage.scroller.by(pixels):
            view.show_again()
            view.anchor_moved.emit(view.anchor)

    def zoom(self, steps: int) -> None:
        self._view.zoom_wanted.emit(steps)

    def take_focus(self) -> None:
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def show_again(self) -> None:
        self._view.show_again()

    def move(self, movement: str, extend: bool) -> None:
        self._view.move_caret(movement, extend)

    def moved(self, before: Held) -> None:
        """The caret was moved by a key; `before` is what was held."""
        view = self._view
        view.show_again()
        if view.selection != before.spans:
            hold_primary(view.stage)
            view.selection_changed.emit(view.selection)
        tell_caret(view)
        view.caret_moved.emit(view.caret)
        view.anchor_moved.emit(view.anchor)

    def let_go(self) -> None:
        view, stage = self._view, self._view.stage
        if stage.dragged:
            view.pointer.mouse.cancel()
        elif stage.held.spans:
            stage.held = stage.held.less() if stage.held.done else at(stage.held.caret)
            view.selection_changed.emit(view.selection)
        else:
            view.annotation_picked.emit("")
        view.show_again()

    def finish(self) -> None:
        if self._view.selection:
            self._view.selection_finished.emit(self._view.selection)
