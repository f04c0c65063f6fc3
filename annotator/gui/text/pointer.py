"""The mouse over the viewport: clicks counted, hovering, tooltips, scrolling at the edges."""

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.gui.text.gestures import Mouse, Wishes
from annotator.gui.text.hits import boundary_at, hits
from annotator.gui.text.stage import Stage
from annotator.gui.widgets.plain import tooltip_text

_EDGE_INTERVAL = 20
_LINES_A_NOTCH = 3


class Scrolled(Wishes, Protocol):
    """What the pointer asks of the view besides."""

    def scroll_by(self, pixels: float) -> None:
        """The user scrolls."""

    def zoom(self, steps: int) -> None:
        """Ctrl and the wheel."""

    def take_focus(self) -> None:
        """The person has turned to this view."""

    def show_again(self) -> None:
        """Something looks different."""


class Pointer(QObject):
    """Filters the viewport's events."""

    def __init__(self, viewport: QWidget, stage: Stage, wishes: Scrolled) -> None:
        super().__init__(viewport)
        self._viewport, self._stage, self._wishes = viewport, stage, wishes
        self.mouse = Mouse(stage, wishes)
        self._clicks = 0
        self._clock = QElapsedTimer()
        self._last = QPointF()
        self._edge = QTimer(self)
        self._edge.setInterval(_EDGE_INTERVAL)
        self._edge.timeout.connect(self._scroll_at_edge)
        self._notches = 0.0
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QMouseEvent():
                return self._mouse_event(event)
            case QWheelEvent():
                self._wheel(event)
                return True
            case QHelpEvent() if event.type() == QEvent.Type.ToolTip:
                self._tip(event)
                return True
            case _:
                if event.type() == QEvent.Type.Leave:
                    self._hover("")
        return False

    def _mouse_event(self, event: QMouseEvent) -> bool:
        point = event.position()
        left = event.button() == Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if left:
                self._count_clicks(point)
                # On macOS Qt calls the command key Control as well.
                held = event.modifiers()
                shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
                ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
                self._wishes.take_focus()
                self.mouse.press(point, self._clicks, shift=shift, ctrl=ctrl)
                self._edge.start()
            case QEvent.Type.MouseMove if self.mouse.dragging:
                self._last = point
                self.mouse.move(point)
            case QEvent.Type.MouseMove:
                self._hover_at(point)
                return False
            case QEvent.Type.MouseButtonRelease if left:
                self._edge.stop()
                self.mouse.release(point)
            case _:
                return False
        self._wishes.show_again()
        return True

    def _count_clicks(self, point: QPointF) -> None:
        near = (point - self._last).manhattanLength() <= QApplication.startDragDistance()
        soon = self._clock.isValid() and self._clock.elapsed() < QApplication.doubleClickInterval()
        self._clicks = self._clicks + 1 if near and soon else 1
        self._clock.start()
        self._last = point

    def _wheel(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._notches += event.angleDelta().y() / 120
            steps = int(self._notches)
            self._notches -= steps
            if steps:
                self._wishes.zoom(steps)
            return
        pixels = event.pixelDelta().y()
        if not pixels:
            line = self._stage.page.metrics.styles["p"].line
            pixels = round(event.angleDelta().y() / 120 * _LINES_A_NOTCH * line)
        self._wishes.scroll_by(-pixels)
        event.accept()

    def _scroll_at_edge(self) -> None:
        y, height = self._last.y(), self._viewport.height()
        beyond = min(y, 0.0) if y < 0 else max(y - height, 0.0)
        if beyond:
            self._wishes.scroll_by(max(min(beyond, 60.0), -60.0) / 2)
            self.mouse.move(QPointF(self._last.x(), min(max(y, 0.0), height - 1.0)))
            self._wishes.show_again()

    def _hover_at(self, point: QPointF) -> None:
        if self._stage.current and boundary_at(self._stage, point) is not None:
            self._viewport.setCursor(Qt.CursorShape.SizeHorCursor)
            return
        found = hits(self._stage, point)
        shape = Qt.CursorShape.PointingHandCursor if found.exact else Qt.CursorShape.IBeamCursor
        self._viewport.setCursor(shape)
        self._hover(found.ids[0] if found.ids else "")

    def _hover(self, id: str) -> None:
        if id != self._stage.hovered:
            self._stage.hovered = id
            self._wishes.show_again()

    def _tip(self, event: QHelpEvent) -> None:
        stage = self._stage
        found = hits(stage, QPointF(event.pos()))
        lines = []
        for id in found.ids[:8]:
            key = stage.id_category(id)
            look = stage.looks.get(key)
            words = stage.words(stage.columns.spans_of(id)).replace("\n", " ")
            short = words if len(words) <= 90 else words[:88] + "…"
            lines.append(f"{look.label if look else key}: {short}")
        if len(found.ids) > 8:
            lines.append(f"and {len(found.ids) - 8} more")
        if lines:
            QToolTip.showText(event.globalPos(), tooltip_text("\n".join(lines)), self._viewport)
        else:
            QToolTip.hideText()
