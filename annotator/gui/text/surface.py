"""The painted, scrolled part of a text view: what is shown where, and nothing a hand does to it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.gui.text.anchor import Anchor
from annotator.gui.text.colours import Colours, colours
from annotator.gui.text.painter import caret_rect, paint, paint_caret
from annotator.gui.text.pulses import Blink, Flash
from annotator.gui.text.stage import Stage


class Surface(QAbstractScrollArea):
    """Shows a stage. The scroll bar follows the stage's scroller; by hand it leads."""

    anchor_moved = Signal(object)
    """Scrolled by hand: the line at the top edge now."""
    activated = Signal()
    """The view has got the focus."""
    unsettled = Signal()
    """What lies over the text has lost its place: scrolled, resized, or left by the focus."""

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
        self._blink = Blink(self, self._show_caret)
        self._flash = Flash(self, viewport.update)

    @property
    def anchor(self) -> Anchor:
        """The line at the top edge."""
        return self.stage.scroller.anchor

    @property
    def fraction(self) -> float:
        """How far the text is scrolled: 0 at its start, 1 at its end."""
        return self.stage.scroller.fraction

    def scroll_to(self, anchor: Anchor) -> None:
        """Put that line at the top edge."""
        self.stage.scroller.go_to(anchor)
        self.show_again()

    def scroll_to_fraction(self, fraction: float) -> None:
        """Scroll to where `fraction` is this."""
        self.stage.scroller.go_to_fraction(fraction)
        self.show_again()

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
            self.unsettled.emit()
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
        self._fit()

    def event(self, event: QEvent) -> bool:
        # Another screen may have another scale without another size.
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ActivationChange):
            self.recolour()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.recolour()
        self._blink.start()
        self.activated.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.unsettled.emit()
        self.recolour()
        self._blink.stop()

    def sizeHint(self) -> QSize:
        return QSize(560, 640)

    def recolour(self) -> None:
        """Take the colours from the palette and the looks anew."""
        self._colours = None
        self.viewport().update()

    def _fit(self) -> None:
        size = self.viewport().size()
        self.unsettled.emit()
        self.stage.set_size(size.width(), size.height(), self.devicePixelRatioF())
        self.show_again()

    def _show_caret(self) -> None:
        around = caret_rect(self.stage).adjusted(-2, -2, 2, 2)
        self.viewport().update(around.toAlignedRect())
