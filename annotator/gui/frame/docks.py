"""The panes around the articles, each in a dock made from the table `PANES`."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from annotator.core.errors import Problem
from annotator.display.conflicts import ConflictRow
from annotator.gui.bridge import Bridge
from annotator.gui.panes import PANES
from annotator.gui.panes.problems import Problems
from annotator.gui.widgets.plain import menu_text

_AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_HIDDEN_AT_FIRST = ("history", "problems")
_ROOM = {"left": 232, "right": 320, "bottom": 184}


_YIELDING = {"annotations": QSize(0, 700), "inspector": QSize(1080, 0)}
"""Panes that make room for the articles in a window smaller than this."""


class Docks(QObject):
    """Makes the panes and puts them in place; knows them by id."""

    text_wanted = Signal()
    """Esc in a pane: back to the article."""
    changed = Signal()
    """A pane was shown or hidden."""

    def __init__(self, window: QMainWindow, bridge: Bridge) -> None:
        super().__init__(window)
        self._window = window
        self.panes: dict[str, QWidget] = {}
        self._docks: dict[str, QDockWidget] = {}
        self._wanted: dict[str, bool] = {}
        firsts: dict[str, QDockWidget] = {}
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        window.setDockNestingEnabled(True)
        for row in PANES:
            pane = row.make(bridge)
            dock = QDockWidget(menu_text(row.title), window)
            dock.setObjectName(f"pane-{row.id}")
            dock.setWidget(pane)
            dock.installEventFilter(self)
            dock.visibilityChanged.connect(self.changed)
            window.addDockWidget(_AREAS[row.area], dock)
            self.panes[row.id], self._docks[row.id] = pane, dock
            self._wanted[row.id] = row.id not in _HIDDEN_AT_FIRST
            if row.area in firsts:
                window.tabifyDockWidget(firsts[row.area], dock)
            firsts.setdefault(row.area, dock)
        self._firsts = firsts
        self._yielded: set[str] = set()
        """Panes hidden for want of room, to come back with it."""
        self._tight: set[str] = set()
        """Panes the window is too small for; one that is opened all the same stays open."""
        window.installEventFilter(self)
        for dock in self._docks.values():
            dock.hide()

    def set_present(self, present: bool) -> None:
        """Show the panes that are wanted, or none while no project is open."""
        for id, dock in self._docks.items():
            if not present and not dock.isHidden():
                self._wanted[id] = True
            dock.setVisible(present and self._wanted[id])
        self._yielded.clear()
        self._tight.clear()
        if present:
            self._give_way(self._window.size())
            for dock in self._firsts.values():
                dock.raise_()

    def _give_way(self, size: QSize) -> None:
        """In a small window the articles come first; what gave way comes back in a larger one."""
        for id, least in _YIELDING.items():
            tight = size.width() < least.width() or size.height() < least.height()
            if tight and id not in self._tight:
                self._tight.add(id)
                if self.is_shown(id):
                    self._yielded.add(id)
                    self._docks[id].hide()
            elif not tight and id in self._tight:
                self._tight.discard(id)
                if id in self._yielded:
                    self._yielded.discard(id)
                    self._docks[id].setVisible(self._wanted[id])

    def share_room(self) -> None:
        """Give the panes the room they have at first."""
        for area, dock in self._firsts.items():
            along = Qt.Orientation.Vertical if area == "bottom" else Qt.Orientation.Horizontal
            self._window.resizeDocks([dock], [_ROOM[area]], along)

    def is_shown(self, id: str) -> bool:
        """Whether a pane is open, be it behind another one's tab."""
        return id in self._docks and not self._docks[id].isHidden()

    def toggle(self, id: str) -> None:
        """Open a pane, or close it."""
        shown = not self.is_shown(id)
        self._docks[id].setVisible(shown)
        self._wanted[id] = shown
        if shown:
            self._docks[id].raise_()

    def reveal(self, id: str) -> None:
        """Open a pane and bring it to the front."""
        dock = self._docks[id]
        dock.show()
        dock.raise_()
        self._wanted[id] = True

    def focus(self, id: str) -> None:
        """Open a pane and go there with the keyboard."""
        self.reveal(id)
        pane = self.panes[id]
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        following = pane.nextInFocusChain()
        if not pane.hasFocus() and pane.focusProxy() is None and following is not None:
            following.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Fill the pane of problems; it opens by itself where there are more than before."""
        more = len(problems) > len(self._problems.problems)
        self._problems.set_problems(problems)
        self._title_problems(reveal=more)

    def show_conflicts(self, rows: Sequence[ConflictRow]) -> None:
        """List in the same pane what somebody has to decide; it opens where there is more."""
        more = len(rows) > len(self._problems.conflicts)
        self._problems.set_conflicts(rows)
        self._title_problems(reveal=more)

    def _title_problems(self, *, reveal: bool) -> None:
        count = len(self._problems.problems) + len(self._problems.conflicts)
        self._docks["problems"].setWindowTitle(f"Problems ({count})" if count else "Problems")
        if reveal:
            self.reveal("problems")

    @property
    def _problems(self) -> Problems:
        pane = self.panes["problems"]
        assert isinstance(pane, Problems)
        return pane

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if isinstance(event, QResizeEvent):
                self._give_way(event.size())
            return False
        escaping = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        )
        if escaping:
            self.text_wanted.emit()
            return True
        return super().eventFilter(watched, event)
