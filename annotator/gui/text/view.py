"""The text view: a document to read, select in and tag. It speaks code points only."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.span import Spans
from annotator.display.looks import Look
from annotator.display.reading import Reading
from annotator.gui.text.anchor import Anchor
from annotator.gui.text.caret import Caret, moved, snapped
from annotator.gui.text.choosing import Choosing
from annotator.gui.text.colours import Colours, colours, is_dark
from annotator.gui.text.held import at, holding
from annotator.gui.text.hits import hits, ids_at
from annotator.gui.text.keyboard import Keyboard
from annotator.gui.text.painter import caret_rect, paint, paint_caret
from annotator.gui.text.pointer import Pointer
from annotator.gui.text.pulses import Blink, Flash
from annotator.gui.text.stage import Stage
from annotator.gui.text.wishes import ViewWishes


class TextView(QAbstractScrollArea):
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
    anchor_moved = Signal(object)
    caret_moved = Signal(int)
    activated = Signal()
    menu_wanted = Signal(object, object)
    """Global point, and the ids of the annotations there, innermost first."""
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = Stage()
        self._syncing = False
        self._colours: Colours | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        viewport = self.viewport()
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)
        self._wishes = ViewWishes(self)
        self.choosing = Choosing(
            self, self.stage, lambda: is_dark(self.palette()), self.annotation_picked.emit
        )
        self.pointer = Pointer(viewport, self.stage, self._wishes)
        self._keyboard = Keyboard(self.stage, self.choosing, self._wishes)
        self._blink = Blink(self, self._show_caret)
        self._flash = Flash(self, viewport.update)

    @property
    def caret(self) -> int:
        """Where the caret is."""
        return self.stage.held.caret.position

    @property
    def selection(self) -> Spans:
        """The text held, in order."""
        return self.stage.held.spans

    @property
    def anchor(self) -> Anchor:
        """The line at the top edge."""
        return self.stage.scroller.anchor

    @property
    def fraction(self) -> float:
        """How far the text is scrolled: 0 at its start, 1 at its end."""
        return self.stage.scroller.fraction

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
        self._recolour()

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

    def scroll_to(self, anchor: Anchor) -> None:
        """Put that line at the top edge."""
        self.stage.scroller.go_to(anchor)
        self.show_again()

    def scroll_to_fraction(self, fraction: float) -> None:
        """Scroll to where `fraction` is this."""
        self.stage.scroller.go_to_fraction(fraction)
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
        stage.held = stage.held.moved(
            moved(stage.page, stage.held.caret, movement, screen), extend=extend
        )
        if movement != "select-all":
            stage.scroller.show(self.caret)
        self._wishes.moved(before)

    def show_again(self) -> None:
        """Paint everything anew and bring the scroll bar in line with what is shown."""
        scroller = self.stage.scroller
        bar = self.verticalScrollBar()
        self._syncing = True
        bar.setRange(0, round(scroller.farthest))
        bar.setPageStep(max(int(scroller.height) - 40, 1))
        bar.setSingleStep(round(self.stage.page.metrics.styles["p"].line))
        bar.setValue(round(scroller.y))
        self._syncing = False
        self.viewport().update()
        if self.hasFocus():
            self._blink.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._syncing:
            self.choosing.close()
            self.stage.scroller.to(self.verticalScrollBar().value())
            self.viewport().update()
            self.anchor_moved.emit(self.anchor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._colours is None:
            self._colours = colours(self.palette(), self.stage.looks, active=self.hasFocus())
        clip = QRectF(event.rect())
        paint(painter, self.stage, self._colours, clip, flash=self._flash.strength)
        if self._blink.visible:
            paint_caret(painter, self.stage, self._colours, focused=self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        size = self.viewport().size()
        self.choosing.close()
        self.stage.set_size(size.width(), size.height(), self.devicePixelRatioF())
        self.show_again()

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ActivationChange):
            self._recolour()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._recolour()
        self._blink.start()
        self.activated.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.choosing.close()
        self._recolour()
        self._blink.stop()

    def sizeHint(self) -> QSize:
        return QSize(560, 640)

    def _recolour(self) -> None:
        self._colours = None
        self.viewport().update()

    def _show_caret(self) -> None:
        around = caret_rect(self.stage).adjusted(-2, -2, 2, 2)
        self.viewport().update(around.toAlignedRect())
