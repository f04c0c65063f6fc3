"""The list of categories: colour, label, count, key and padlock in rows one can walk through."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.gui.widgets.marks import paint_badge, paint_lock, paint_swatch
from annotator.gui.widgets.plain import blend, quiet_colour, tooltip_text

_ROW = Qt.ItemDataRole.UserRole
_LOCK_WIDTH = 32


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """What a row shows. An unknown category is counted, but nothing can be tagged with it."""

    key: str
    label: str
    colour: str
    shortcut: str
    count: int
    locked: bool = False
    last: bool = False
    known: bool = True


class CategoryList(QListWidget):
    """Enter or a click chooses, Space or a click on the padlock locks, F1 explains."""

    chosen = Signal(str)
    lock_toggled = Signal(str)
    explained = Signal(str)
    """F1 was pressed on the category."""
    pointed = Signal(str)
    """The mouse or the keyboard is on the category; empty: the mouse left."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_RowDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A click tags what is selected in the text; the keyboard stays there.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.currentItemChanged.connect(self._moved)

    def set_rows(self, rows: Sequence[CategoryRow]) -> None:
        """Show these rows; the place of the keyboard stays with its category."""
        if [row.key for row in rows] != [row.key for row in self.rows]:
            here = self.current_key
            self.blockSignals(True)
            self.clear()
            for row in rows:
                item = QListWidgetItem()
                self.addItem(item)
                item.setData(_ROW, row)
                if row.key == here:
                    self.setCurrentItem(item)
            self.blockSignals(False)
        for number, row in enumerate(rows):
            item = self.item(number)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(row))
            tip = "" if row.known else f"{row.label} is not in the tagset"
            item.setData(Qt.ItemDataRole.ToolTipRole, tooltip_text(tip))

    @property
    def rows(self) -> list[CategoryRow]:
        return [self.item(number).data(_ROW) for number in range(self.count())]

    @property
    def current_key(self) -> str:
        """The category the keyboard is on."""
        item = self.currentItem()
        row: CategoryRow | None = item.data(_ROW) if item else None
        return row.key if row else ""

    def sizeHint(self) -> QSize:
        rows = sum(self.sizeHintForRow(number) for number in range(self.count()))
        return QSize(220, max(rows, 80) + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row_of(self.currentItem())
        if row is None:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row.known:
                self.chosen.emit(row.key)
            case Qt.Key.Key_Space if row.known:
                self.lock_toggled.emit(row.key)
            case Qt.Key.Key_F1:
                self.explained.emit(row.key)
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._row_of(self.itemAt(event.position().toPoint()))
        if event.button() != Qt.MouseButton.LeftButton or row is None or not row.known:
            return
        if event.position().x() >= self.viewport().width() - _LOCK_WIDTH:
            self.lock_toggled.emit(row.key)
        else:
            self.chosen.emit(row.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row = self._row_of(self.itemAt(event.position().toPoint()))
        self.pointed.emit(row.key if row else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit("")

    def _moved(self, item: QListWidgetItem | None) -> None:
        row = self._row_of(item)
        if row and self.hasFocus():
            self.pointed.emit(row.key)

    def _row_of(self, item: QListWidgetItem | None) -> CategoryRow | None:
        row: CategoryRow | None = item.data(_ROW) if item else None
        return row


def _spoken(row: CategoryRow) -> str:
    parts = [row.label, f"{row.count} tagged"]
    if row.shortcut:
        parts.append(f"key {row.shortcut}")
    if row.locked:
        parts.append("locked")
    if row.last:
        parts.append("used last")
    if not row.known:
        parts.append("not in the tagset")
    return ", ".join(parts)


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(160, max(36, option.fontMetrics.height() + 16))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: CategoryRow = index.data(_ROW)
        palette, box = option.palette, QRectF(option.rect)
        colour = QColor(row.colour)
        base, ink = (palette.color(r) for r in (QPalette.ColorRole.Base, QPalette.ColorRole.Text))
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if row.locked:
            painter.fillRect(box, blend(base, colour, 0.22))
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), colour)
        elif hovered:
            painter.fillRect(box, blend(base, ink, 0.07))
        if focused:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2.5, 1.5, -2.5, -1.5), 4, 4)
        if row.known:
            paint_swatch(
                painter, QRectF(box.left() + 12, box.center().y() - 7, 14, 14), colour, palette
            )
        soft = quiet_colour(palette)
        right = box.right() - _LOCK_WIDTH
        if row.known:
            faint = ink if row.locked or hovered or focused else blend(soft, base, 0.45)
            lock = QRectF(right, box.top(), _LOCK_WIDTH - 4, box.height())
            paint_lock(painter, lock, faint, closed=row.locked)
        if row.shortcut:
            side = max(20.0, option.fontMetrics.horizontalAdvance(row.shortcut) + 10.0)
            high = option.fontMetrics.height() + 4
            badge = QRectF(right - 4 - side, box.center().y() - high / 2, side, high)
            paint_badge(painter, badge, row.shortcut, ink)
        right -= 36
        painter.setPen(soft)
        count = f"{row.count:,}" if row.count else ""
        count_width = max(option.fontMetrics.horizontalAdvance(count), 16)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(
            QRectF(right - count_width - 8, box.top(), count_width, box.height()), flags, count
        )
        room = QRectF(box.left() + 36, box.top(), right - count_width - 16 - 36, box.height())
        self._paint_label(painter, room, row, option, ink if row.known else soft, soft)
        painter.restore()

    def _paint_label(
        self,
        painter: QPainter,
        room: QRectF,
        row: CategoryRow,
        option: QStyleOptionViewItem,
        ink: QColor,
        soft: QColor,
    ) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        mark = "last used" if row.last else "" if row.known else "not in the tagset"
        mark_width = option.fontMetrics.horizontalAdvance(mark) + 12 if mark else 0
        font = option.font
        font.setBold(row.locked)
        font.setItalic(not row.known)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        full = metrics.horizontalAdvance(row.label)
        if full + mark_width > room.width():
            mark, mark_width = "", 0
        width = int(room.width() - mark_width)
        label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, width)
        painter.setPen(ink)
        painter.drawText(room, middle, label)
        if mark:
            font.setBold(False)
            font.setItalic(False)
            painter.setFont(font)
            painter.setPen(soft)
            after = room.left() + min(full, width) + 12
            painter.drawText(QRectF(after, room.top(), mark_width, room.height()), middle, mark)
