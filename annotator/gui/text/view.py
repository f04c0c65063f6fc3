"""The text view: a document to read, select in and tag. It speaks code points only."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.span import Spans
from annotator.display.looks import Look
from annotator.display.reading import Reading
from annotator.gui.text.caret import Caret, moved, onward, snapped
from annotator.gui.text.choosing import Choosing
from annotator.gui.text.colours import is_dark
from annotator.gui.text.held import at, holding
from annotator.gui.text.hits import hits, ids_at
from annotator.gui.text.keyboard import Keyboard
from annotator.gui.text.painter import caret_rect
from annotator.gui.text.pointer import Pointer
from annotator.gui.text.surface import Surface
from annotator.gui.text.wishes import ViewWishes


class TextView(Surface):
    """Shows one document with annotations. Signals come only from the user's hand; setters send
    none."""

    selection_changed = Signal(object)
    """Spans held; empty when nothing is any more."""
    selection_finished = Signal(object)
    """The mouse or Shift was let go: a sticky category tags now."""
    fragment_wanted = Signal(object)
    """Span to add to the current annotation."""
    annotation_picked = Signal(str)
    """Id, or empty for none."""
    annotation_toggled = Signal(str)
    boundary_moved = Signal(str, object)
    """Id, and the spans it should have."""
    caret_moved = Signal(int)
    menu_wanted = Signal(object, object)
    """Global point, and the ids of the annotations there, innermost first."""
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes = ViewWishes(self)
        self.choosing = Choosing(
            self, self.stage, lambda: is_dark(self.palette()), self.annotation_picked.emit
        )
        self.pointer = Pointer(self.viewport(), self.stage, self._wishes)
        self._keyboard = Keyboard(self.stage, self.choosing, self._wishes)
        self.unsettled.connect(self.choosing.close)

    @property
    def caret(self) -> int:
        """Where the caret is."""
        return self.stage.held.caret.position

    @property
    def selection(self) -> Spans:
        """The text held, in order."""
        return self.stage.held.spans

    def set_document(
        self, document: Document | None, sets: Mapping[str, Iterable[Annotation]]
    ) -> None:
        """Show a document with these annotations, by annotator id.

        The same text stays where it is scrolled to.
        """
        self.choosing.close()
        self.stage.open(document or Document("", ""), sets)
        self.show_again()

    def apply(self, edit: Edit, annotator: str) -> None:
        """Follow one annotator's edit."""
        if self.stage.apply(edit, annotator):
            self.viewport().update()

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """How categories are drawn."""
        self.stage.set_looks(looks)
        self.recolour()

    def set_reading(self, reading: Reading) -> None:
        """How the text is set; the line at the top stays there."""
        self.stage.set_reading(reading)
        self.show_again()

    def set_selection(self, spans: Spans) -> None:
        """Hold these spans; none leaves the caret where it is."""
        self.stage.held = holding(spans) or at(self.stage.held.caret)
        self.viewport().update()

    def set_current(self, ids: tuple[str, ...]) -> None:
        """Mark annotations as selected, the current one last."""
        self.stage.current = ids
        self.viewport().update()

    def set_hits(self, spans: Spans, current: int) -> None:
        """Mark what a search found; -1: none of them is the current one."""
        self.stage.hits, self.stage.hit = spans, current
        self.viewport().update()

    def go_to(self, position: int, *, flash: Spans = ()) -> None:
        """Put the caret at a position, bring it into view, and let spans flash."""
        self.stage.held = at(Caret(snapped(self.stage.page, position)))
        self.stage.scroller.show(position)
        if flash:
            self.stage.flash = flash
            self._flash.start()
        self.show_again()

    def next_here(self) -> None:
        """Pick the next of the annotations at the caret, with a list where there are several."""
        stage = self.stage
        found = ids_at(stage, self.caret) or ids_at(stage, max(self.caret - 1, 0))
        self.choosing.take(found, caret_rect(stage).bottomLeft().toPoint())

    def move_caret(self, movement: str, extend: bool) -> None:
        """Move the caret as a key would; `extend` selects on the way."""
        stage = self.stage
        before, screen = stage.held, self.viewport().height() * 0.9
        if movement == "select-all":
            stage.held = at(Caret(0))
            extend = True
        if movement in ("left", "right") and before.active and not extend:
            # From selected text the first step goes to its edge, as everywhere.
            ahead = onward(stage.page, self.caret, movement == "right")
            stage.held = at(Caret(before.active.end if ahead else before.active.start))
        else:
            caret = moved(stage.page, stage.held.caret, movement, screen)
            stage.held = stage.held.moved(caret, extend=extend)
        if movement != "select-all":
            stage.scroller.show(self.caret)
        self._wishes.moved(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._keyboard.press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keyboard.release(event)
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.choosing.close()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            found = hits(self.stage, QPointF(self.viewport().mapFromGlobal(event.globalPos()))).ids
            self.menu_wanted.emit(event.globalPos(), list(found))
        else:
            place = caret_rect(self.stage).bottomLeft().toPoint()
            point = self.viewport().mapToGlobal(place)
            self.menu_wanted.emit(point, list(ids_at(self.stage, self.caret)))
