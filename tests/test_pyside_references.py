"""A canary for PySide6 6.12.0 on Python 3.11, which loses a reference to None in each void call."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QRect, QRectF, QSize, QTimer, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPolygon,
    QRegion,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import QScrollBar, QWidget
from pytestqt.qtbot import QtBot

CALLS = 1000


def calls(widget: QWidget, bar: QScrollBar, painter: QPainter) -> dict[str, Callable[[], object]]:
    """Thirty functions that return nothing, as the text view and the window use them."""
    timer, plain, clock = QTimer(), QObject(), QElapsedTimer()
    layout, option, form = QTextLayout("words"), QTextOption(), QTextCharFormat()
    pen, brush, colour, font, path = QPen(), QBrush(), QColor(), QFont(), QPainterPath()
    rect, rect_f, point, size, url = QRect(), QRectF(), QPoint(), QSize(), QUrl()
    palette, transform, polygon, region = QPalette(), QTransform(), QPolygon(), QRegion()
    return {
        "QTimer.stop": timer.stop,
        "QTimer.setInterval": lambda: timer.setInterval(5),
        "QObject.setObjectName": lambda: plain.setObjectName("x"),
        "QElapsedTimer.invalidate": clock.invalidate,
        "QTextLayout.setCacheEnabled": lambda: layout.setCacheEnabled(True),
        "QTextLayout.clearLayout": layout.clearLayout,
        "QTextOption.setTabStopDistance": lambda: option.setTabStopDistance(4),
        "QTextCharFormat.setToolTip": lambda: form.setToolTip("x"),
        "QPen.setWidth": lambda: pen.setWidth(2),
        "QBrush.setColor": lambda: brush.setColor(colour),
        "QColor.setRgb": lambda: colour.setRgb(1, 2, 3),
        "QFont.setPointSizeF": lambda: font.setPointSizeF(11.0),
        "QPainterPath.clear": path.clear,
        "QRect.setWidth": lambda: rect.setWidth(3),
        "QRectF.setHeight": lambda: rect_f.setHeight(3.0),
        "QPoint.setX": lambda: point.setX(1),
        "QSize.setWidth": lambda: size.setWidth(1),
        "QUrl.clear": url.clear,
        "QPalette.setColor": lambda: palette.setColor(QPalette.ColorRole.Base, colour),
        "QTransform.reset": transform.reset,
        "QPolygon.clear": polygon.clear,
        "QRegion.translate": lambda: region.translate(1, 1),
        "QWidget.update": widget.update,
        "QWidget.setFont": lambda: widget.setFont(font),
        "QWidget.setEnabled": lambda: widget.setEnabled(True),
        "QScrollBar.setValue": lambda: bar.setValue(0),
        "QScrollBar.setRange": lambda: bar.setRange(0, 5),
        "QPainter.save and restore": lambda: (painter.save(), painter.restore()),
        "QPainter.fillRect": lambda: painter.fillRect(0, 0, 1, 1, colour),
        "QPainter.setPen": lambda: painter.setPen(pen),
    }


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_no_call_loses_a_reference_to_none(qtbot: QtBot) -> None:
    widget, bar = QWidget(), QScrollBar()
    qtbot.addWidget(widget)
    qtbot.addWidget(bar)
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    drifting = {}
    functions = calls(widget, bar, painter)
    assert len(functions) == 30
    for name, call in functions.items():
        call()
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            call()
        drift = (sys.getrefcount(None) - before) / CALLS
        if abs(drift) >= 0.1:
            drifting[name] = drift
    painter.end()
    assert not drifting
