"""The start page: begin something, or go on with a recent project."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.plain import Label, blend, name_for_readers, quiet_colour, tooltip
from annotator.storage.state import Recent

_WIDE = 760


class Tile(QAbstractButton):
    """A large button: a title with a line of explanation below it."""

    def __init__(self, title: str, detail: str, *, lead: bool = False) -> None:
        super().__init__()
        self._title, self._detail, self._lead = title, detail, lead
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        name_for_readers(self, title, detail)

    def sizeHint(self) -> QSize:
        return QSize(220, self.fontMetrics().height() * 2 + 34)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        base = palette.color(QPalette.ColorRole.Base)
        edge = blend(
            palette.color(QPalette.ColorRole.WindowText),
            palette.color(QPalette.ColorRole.Window),
            0.82,
        )
        text = palette.color(QPalette.ColorRole.Text)
        quiet = quiet_colour(palette)
        if self._lead:
            base = edge = accent
            text = quiet = palette.color(QPalette.ColorRole.HighlightedText)
        if self.underMouse():
            base = blend(base, accent if not self._lead else QColor(Qt.GlobalColor.black), 0.08)
        if self.hasFocus():
            edge = text if self._lead else accent
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(edge)
        pen.setWidthF(2.0 if self.hasFocus() else 1.0)
        painter.setPen(pen)
        painter.setBrush(base)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        inner = self.rect().adjusted(16, 12, -16, -12)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(text)
        title = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop), title)
        painter.setFont(self.font())
        painter.setPen(quiet)
        detail = self.fontMetrics().elidedText(
            self._detail, Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom), detail)
        painter.end()


class StartPage(QWidget):
    """Shown while no project is open. Files can be dropped anywhere in the window."""

    articles_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_chosen = Signal(object)
    """The `Path` of a recent project."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label("Annotator", "title")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        title.setFont(font)
        new = Tile("New from articles…", "Choose text, web page or TEI files", lead=True)
        open_ = Tile("Open project…", "A project folder")
        sample = Tile("Open the sample", "Two reports of one event")
        new.clicked.connect(self.articles_wanted)
        open_.clicked.connect(self.open_wanted)
        sample.clicked.connect(self.sample_wanted)
        self.tiles = (new, open_, sample)
        begin = QHBoxLayout()
        begin.setSpacing(16)
        for tile in self.tiles:
            begin.addWidget(tile, 1)
        self._recent_title = Label("Recent projects", "strong")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(8)
        column = QWidget()
        column.setMaximumWidth(_WIDE)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(24, 48, 24, 32)
        inside.setSpacing(8)
        inside.addWidget(title)
        inside.addWidget(
            Label(
                "Read articles about the same event side by side, and mark who says what.",
                "quiet",
                wrap=True,
            )
        )
        inside.addSpacing(16)
        inside.addLayout(begin)
        inside.addSpacing(8)
        inside.addWidget(
            Label(
                "You can also drop files or a project folder anywhere in this window, "
                "or paste an article with Ctrl+V.",
                "quiet",
                wrap=True,
            )
        )
        inside.addSpacing(24)
        inside.addWidget(self._recent_title)
        inside.addLayout(self._recent)
        inside.addStretch(1)
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.set_recent(())

    def set_recent(self, projects: Sequence[Recent], drafts: PurePath | None = None) -> None:
        """Show these, the last opened first; those in `drafts` have no folder of their own."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for project in projects[:8]:
            when = opened(project.opened)
            draft = drafts is not None and drafts in project.path.parents
            where = "No folder of its own yet" if draft else project.path
            tile = Tile(project.title or project.path.name, f"{where}  ·  {when}")
            tooltip(tile, str(project.path))
            tile.clicked.connect(partial(self._choose, project))
            self._recent.addWidget(tile)
        self._recent_title.setVisible(bool(projects))

    def _choose(self, project: Recent) -> None:
        self.recent_chosen.emit(project.path)


def opened(when: str, now: datetime | None = None) -> str:
    """When a project was open last, as people say it; `when` is UTC as in files."""
    try:
        then = datetime.fromisoformat(when.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return ""
    today = (now or datetime.now()).date()
    days = (today - then.date()).days
    if days == 0:
        return f"today, {then:%H:%M}"
    if days == 1:
        return f"yesterday, {then:%H:%M}"
    return f"{then.day} {then:%B %Y}"
