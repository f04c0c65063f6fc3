"""The undo list: every step, newest first; a click goes back or forward to it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.display.steps import StepRow, step_rows
from annotator.gui.bridge import Bridge
from annotator.gui.widgets.empty import Either, EmptyState
from annotator.gui.widgets.plain import name_for_readers, quiet_colour
from annotator.session.events import Edited, Event, Reopened
from annotator.session.session import utc_now

_ROW = Qt.ItemDataRole.UserRole
_MOST = 500
"""Steps shown; older ones are still undone one by one."""


class UndoList(QWidget):
    """Steps done and undone. Choosing one says that it should be the last in force."""

    step_wanted = Signal(int)
    """How many steps should be in force."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QListWidget()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setItemDelegate(_StepDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        name_for_readers(self._list, "Undo list", "Enter goes back or forward to a step")
        empty = EmptyState("Nothing to undo yet", "Each change you make is listed here.")
        self._either = Either(self._list, empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._either)
        self.setFocusProxy(self._list)
        self._show([])
        self._pending: Callable[[], Sequence[StepRow]] | None = None

    def set_steps(self, rows: Callable[[], Sequence[StepRow]]) -> None:
        """Show these rows, newest first; the last one in force is the current row.

        They are asked for when the pane is seen: a long history costs nothing behind another pane.
        """
        self._pending = rows
        if self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._pending is not None:
            self._show(self._pending())
            self._pending = None

    def _show(self, rows: Sequence[StepRow]) -> None:
        self._list.clear()
        for row in rows[:_MOST]:
            item = QListWidgetItem(row.label)
            item.setData(_ROW, row)
            state = "now" if row.current else "done" if row.done else "undone"
            spoken = ", ".join(part for part in (row.label, row.time, state) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self._list.addItem(item)
            if row.current:
                self._list.setCurrentItem(item)
        self._either.show_content(len(rows) > 1)

    @property
    def rows(self) -> list[StepRow]:
        """What is shown."""
        return [self._list.item(i).data(_ROW) for i in range(self._list.count())]

    def _choose(self, item: QListWidgetItem | None) -> None:
        # Where one click activates, Qt tells of it a second time, after the rows were made anew.
        if item is not None:
            self.step_wanted.emit(item.data(_ROW).number)


def join(pane: UndoList, bridge: Bridge) -> None:
    """Let the pane follow the history, and move it."""

    def rows() -> list[StepRow]:
        history = bridge.session.history
        steps = [(step.edit.label, step.when) for step in history.steps]
        return step_rows(steps, history.done, utc_now())

    def follow(event: Event) -> None:
        if isinstance(event, Edited | Reopened):
            pane.set_steps(rows)

    bridge.happened.connect(follow)
    pane.step_wanted.connect(bridge.go_to_step)
    pane.set_steps(rows)


class _StepDelegate(QStyledItemDelegate):
    """A dot on a line: full for done, hollow for undone; label, and time at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, option.fontMetrics.height() + 14)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: StepRow = index.data(_ROW)
        palette, box = option.palette, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, palette.color(QPalette.ColorRole.Highlight))
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        strong = palette.color(role)
        soft = strong if chosen else quiet_colour(palette)
        self._paint_dot(painter, box, row, strong if row.done else soft, index)
        font = option.font
        font.setItalic(not row.done)
        font.setBold(row.current)
        painter.setFont(font)
        painter.setPen(strong if row.done else soft)
        time_width = option.fontMetrics.horizontalAdvance(row.time) if row.time else 0
        words = box.adjusted(32, 0, -time_width - 24, 0)
        metrics = painter.fontMetrics()
        label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), label)
        painter.setFont(option.font)
        font.setItalic(False)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(soft)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(box.adjusted(0, 0, -12, 0), right, row.time)
        painter.restore()

    def _paint_dot(
        self,
        painter: QPainter,
        box: QRect,
        row: StepRow,
        colour: object,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        x, y = box.left() + 16, box.center().y()
        painter.setPen(colour)
        if index.row() > 0:
            painter.drawLine(x, box.top(), x, y - 5)
        if row.number > 0:
            painter.drawLine(x, y + 5, x, box.bottom())
        if row.done:
            painter.setBrush(colour)
        painter.drawEllipse(x - 4, y - 4, 8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
