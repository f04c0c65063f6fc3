"""The status of an article as a small button: not begun, in progress, finished."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.core.completion import Status
from annotator.gui.widgets.plain import blend, name_for_readers, quiet_colour, tooltip

STATUS_WORDS: dict[Status, str] = {
    "absent": "Not begun",
    "open": "In progress",
    "finished": "✓ Finished",
}
_LOCKED = "◌ Read only"
_GREEN = {False: "#2e7d4f", True: "#3f9466"}


class Badge(QAbstractButton):
    """Shows a status; a click wishes for the other one. It takes no focus: a key does the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status: Status = "absent"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_status("absent")

    def set_status(self, status: Status, locked: str = "") -> None:
        """Show another status; nobody is told. `locked`: why the article can only be read."""
        self._status = "absent" if locked else status
        self.setText(_LOCKED if locked else STATUS_WORDS[status])
        wish = "Mark as not finished" if status == "finished" else "Mark as finished"
        tooltip(self, locked or f"{wish} (Ctrl+Return)")
        name_for_readers(self, self.text().lstrip("✓◌ "), locked or wish)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 20, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        ground = palette.color(QPalette.ColorRole.Window)
        dark = ground.lightness() < 128
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._status == "finished":
            fill, edge, text = QColor(_GREEN[dark]), QColor(_GREEN[dark]), QColor("#ffffff")
        else:
            fill = palette.color(QPalette.ColorRole.Base)
            edge = blend(palette.color(QPalette.ColorRole.WindowText), ground, 0.7)
            text = quiet_colour(palette)
            if self._status == "open":
                text = palette.color(QPalette.ColorRole.WindowText)
        if self.underMouse():
            edge = palette.color(QPalette.ColorRole.Highlight)
        painter.setPen(edge)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(text)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()
