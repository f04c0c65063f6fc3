"""Fusion with a few things mended: roomier titles, check marks that show on dark ground too."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionDockWidget,
    QWidget,
)

from annotator.gui.widgets.plain import blend

_METRICS = {
    QStyle.PixelMetric.PM_DockWidgetTitleMargin: 6,
    QStyle.PixelMetric.PM_DockWidgetSeparatorExtent: 8,
    QStyle.PixelMetric.PM_ToolBarItemSpacing: 4,
    QStyle.PixelMetric.PM_ToolBarFrameWidth: 4,
    QStyle.PixelMetric.PM_SmallIconSize: 16,
    QStyle.PixelMetric.PM_ToolBarIconSize: 20,
}
_BOXES = (
    QStyle.PrimitiveElement.PE_IndicatorCheckBox,
    QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck,
)


class Style(QProxyStyle):
    """Takes its colours from the palette."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in _METRICS:
            return _METRICS[metric]
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0
        return super().styleHint(hint, option, widget, returned)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.ControlElement.CE_DockWidgetTitle and isinstance(
            option, QStyleOptionDockWidget
        ):
            option = QStyleOptionDockWidget(option)
            option.rect = option.rect.adjusted(8, 0, 0, 0)
        super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element in _BOXES:
            _draw_box(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            _draw_radio(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)


def _draw_box(option: QStyleOption, painter: QPainter) -> None:
    box = _frame(option, painter, round_=False)
    state = option.state
    if state & QStyle.StateFlag.State_On:
        pen = QPen(option.palette.color(QPalette.ColorRole.HighlightedText), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y, w, h = box.x(), box.y(), box.width(), box.height()
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(x + w * 0.24, y + h * 0.52),
                    QPointF(x + w * 0.43, y + h * 0.71),
                    QPointF(x + w * 0.77, y + h * 0.31),
                ]
            )
        )
    elif state & QStyle.StateFlag.State_NoChange:
        middle = box.center().y()
        painter.drawLine(QPointF(box.left() + 3, middle), QPointF(box.right() - 3, middle))
    painter.restore()


def _draw_radio(option: QStyleOption, painter: QPainter) -> None:
    box = _frame(option, painter, round_=True)
    if option.state & QStyle.StateFlag.State_On:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.HighlightedText))
        painter.drawEllipse(box.center(), box.width() * 0.2, box.height() * 0.2)
    painter.restore()


def _frame(option: QStyleOption, painter: QPainter, *, round_: bool) -> QRectF:
    """Draw the empty box; the painter's state is saved and has to be restored."""
    state, palette, rect = option.state, option.palette, option.rect
    enabled = bool(state & QStyle.StateFlag.State_Enabled)
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    text = palette.color(group, QPalette.ColorRole.WindowText)
    base = palette.color(group, QPalette.ColorRole.Base)
    accent = palette.color(group, QPalette.ColorRole.Highlight)
    side = min(rect.width(), rect.height(), 16) - 1.5
    box = QRectF(0, 0, side, side)
    box.moveCenter(QPointF(rect.center()) + QPointF(0.5, 0.5))
    on = bool(state & QStyle.StateFlag.State_On)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = accent if on or state & QStyle.StateFlag.State_HasFocus else blend(text, base, 0.45)
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(accent if on else base)
    if round_:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 3, 3)
    return box
