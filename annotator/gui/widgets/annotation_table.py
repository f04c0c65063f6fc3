"""The table of annotations: how its cells look, and which columns there is room for."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.display.rows import Row
from annotator.gui.widgets.annotation_model import (
    ARTICLE,
    CATEGORY,
    MARKS,
    ROW,
    VALUES,
    WORDS,
    AnnotationModel,
)
from annotator.gui.widgets.card import accent_colour
from annotator.gui.widgets.marks import paint_swatch

_Index = QModelIndex | QPersistentModelIndex


class AnnotationTable(QTableView):
    """Rows of one line each; Delete and Enter say so, the rest is Qt's."""

    delete_pressed = Signal()
    enter_pressed = Signal()

    def __init__(self, model: AnnotationModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_CellDelegate(self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 14)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(40)
        columns.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(MARKS, QHeaderView.ResizeMode.Fixed)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((CATEGORY, 18), (ARTICLE, 18), (VALUES, 26), (MARKS, 11)):
            self.setColumnWidth(column, letters * letter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.delete_pressed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.enter_pressed.emit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = self.viewport().width() / self.fontMetrics().averageCharWidth()
        self.setColumnHidden(VALUES, letters < 95)
        self.setColumnHidden(ARTICLE, letters < 65)


class _CellDelegate(QStyledItemDelegate):
    """A colour square before the category; small marks in the last column."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        # Only the row is chosen; a frame around one cell of it would say something else.
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.column() not in (CATEGORY, MARKS):
            super().paint(painter, option, index)
            return
        row: Row = index.data(ROW)
        plain_option = QStyleOptionViewItem(option)
        self.initStyleOption(plain_option, index)
        plain_option.text = ""
        style = plain_option.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem, plain_option, painter, plain_option.widget
        )
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        ink = option.palette.color(role)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == CATEGORY:
            square = QRectF(box.left() + 8, box.center().y() - 6, 12, 12)
            paint_swatch(painter, square, QColor(row.colour), option.palette)
            painter.setPen(ink)
            room = box.adjusted(28, 0, -4, 0)
            words = option.fontMetrics.elidedText(
                row.label, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        else:
            _paint_marks(painter, box, row, option.palette, ink, chosen)
        painter.restore()


def _paint_marks(
    painter: QPainter, box: QRectF, row: Row, palette: QPalette, ink: QColor, chosen: bool
) -> None:
    x, middle = box.left() + 6, box.center().y()
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    if row.note:
        painter.setPen(QPen(ink, 1.2))
        sheet = QRectF(x + 1, middle - 6, 10, 12)
        painter.drawRoundedRect(sheet, 1.5, 1.5)
        for down in (3.5, 6, 8.5):
            start = sheet.topLeft()
            painter.drawLine(
                start + QPointF(2.5, down), start + QPointF(7.5 if down < 8 else 5.5, down)
            )
    flags = int(Qt.AlignmentFlag.AlignCenter)
    for there, sign, colour in (
        (row.unsure, "?", ink),
        (row.draft, "~", ink),
        (bool(row.problem), "!", ink if chosen else accent_colour("warning", palette)),
    ):
        x += 16
        if there:
            painter.setPen(colour)
            painter.drawText(QRectF(x, box.top(), 14, box.height()), flags, sign)
